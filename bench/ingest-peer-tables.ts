import type { Client } from "pg";
import { draftSql, seedSize } from "./seed/drafts.js";
import { DRAFT, SEED_FUNCTIONS } from "./seed/functions.js";

const TABLES = [
  `CREATE TABLE customers (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text UNIQUE, name text,
     phone text, address jsonb, created_at timestamptz NOT NULL DEFAULT now())`,
  `CREATE TABLE orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, customer_id bigint NOT NULL REFERENCES customers,
     external_id text NOT NULL UNIQUE, number text, po_number text, placed_at timestamptz NOT NULL, currency text,
     ship_to jsonb, note text, total numeric(20,2) NOT NULL, created_at timestamptz NOT NULL DEFAULT now())`,
  "CREATE INDEX orders_customer ON orders (customer_id)",
  `CREATE TABLE order_lines (order_id bigint NOT NULL REFERENCES orders, line_number text NOT NULL, sku text,
     description text, quantity numeric(20,6) NOT NULL, unit text, unit_price numeric(20,6), PRIMARY KEY (order_id, line_number))`,
];

const FILL = [
  `INSERT INTO customers (email, name, phone, address)
   SELECT email, name, '+49 821 ' || 1000000 + c, address FROM ${DRAFT}.people ORDER BY c`,
  `INSERT INTO orders (customer_id, external_id, number, placed_at, currency, ship_to, total)
   SELECT c.id, 'S-' || p.n, 'S-' || p.n, p.at, 'EUR', p.address, 100 FROM ${DRAFT}.placed p JOIN customers c USING (email) ORDER BY p.n`,
  `INSERT INTO order_lines (order_id, line_number, sku, description, quantity, unit, unit_price)
   SELECT o.id, k::text, 'TL-1001', 'Thermal label 100x150 (box)', 2, 'piece', 18.5
   FROM ${DRAFT}.placed p JOIN orders o ON o.external_id = 'S-' || p.n, generate_series(1, p.lines) AS k ORDER BY p.n`,
];

/** The tables of the ingest peer: what a plain order service has, with keys where keys belong. */
export async function makePeerTables(client: Client): Promise<void> {
  for (const table of TABLES) await client.query(table);
}

/** As many orders of the same customers as the seeded hub has. */
export async function fillPeerTables(client: Client, orders: number): Promise<void> {
  await client.query("SET work_mem = '128MB'");
  await client.query("SET synchronous_commit = off");
  const drafts = [`CREATE SCHEMA ${DRAFT}`, ...SEED_FUNCTIONS, ...draftSql(seedSize(orders))];
  for (const statement of [...drafts, ...FILL, `DROP SCHEMA ${DRAFT} CASCADE`, "VACUUM ANALYZE"])
    await client.query(statement);
}
