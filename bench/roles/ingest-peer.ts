import { createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import pg from "pg";
import type { OrderMessage } from "../../src/connectors/standard-webhooks/payload.js";
import type { Calls } from "../role.js";
import { listen, readBody } from "./bare-http.js";
import { PEER_POOL_SIZE } from "./order-peer.js";

const TOLERANCE_S = 300;

/**
 * The least a service could do with an order: verify the signature, put customer, order and lines into
 * three tables in one transaction, answer. A customer is whoever has the e-mail address. The message is
 * not kept, nobody asks whether two customers are one, and an order that comes again is refused.
 */
export async function start({
  databaseUrl,
  secret,
}: {
  databaseUrl: string;
  secret: string;
}): Promise<Calls> {
  const key = Uint8Array.from(Buffer.from(secret.replace("whsec_", ""), "base64"));
  const pool = new pg.Pool({ connectionString: databaseUrl, max: PEER_POOL_SIZE });
  pool.on("error", () => {});
  const server = await listen(async (request, response) => {
    const body = await readBody(request);
    if (!isSigned(request, body, key)) {
      response.writeHead(401);
      response.end();
      return;
    }
    await keep(pool, JSON.parse(body.toString()) as OrderMessage);
    response.writeHead(202, { "content-type": "application/json" });
    response.end('{"outcome":"RECEIVED"}');
  });
  return {
    where: async () => ({ url: server.url }),
    close: async () => {
      server.close();
      await pool.end();
    },
  };
}

function isSigned({ headers }: IncomingMessage, body: Buffer, key: Uint8Array): boolean {
  const [id, timestamp, signature] = ["webhook-id", "webhook-timestamp", "webhook-signature"].map((name) =>
    String(headers[name] ?? ""),
  );
  if (Math.abs(Date.now() / 1000 - Number(timestamp)) > TOLERANCE_S) return false;
  const expected = createHmac("sha256", key)
    .update(`${id}.${timestamp}.`)
    .update(Uint8Array.from(body))
    .digest("base64");
  const [left, right] = [new TextEncoder().encode(signature), new TextEncoder().encode(`v1,${expected}`)];
  return left.length === right.length && timingSafeEqual(left, right);
}

const CUSTOMER = `INSERT INTO customers (email, name, phone, address) VALUES ($1, $2, $3, $4)
  ON CONFLICT (email) DO UPDATE SET name = excluded.name, phone = excluded.phone, address = excluded.address RETURNING id`;
const ORDER = `INSERT INTO orders (customer_id, external_id, number, po_number, placed_at, currency, ship_to, note, total)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id`;
const LINES = `INSERT INTO order_lines (order_id, line_number, sku, description, quantity, unit, unit_price)
  SELECT $1, * FROM unnest($2::text[], $3::text[], $4::text[], $5::numeric[], $6::text[], $7::numeric[])`;

async function keep(pool: pg.Pool, { data }: OrderMessage): Promise<void> {
  const { customer, lines } = data;
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    const bought = await client.query<{ id: string }>({
      name: "customer",
      text: CUSTOMER,
      values: [
        customer.emails?.[0] ?? null,
        customer.name,
        customer.phones?.[0] ?? null,
        JSON.stringify(customer.address),
      ],
    });
    const total = lines.reduce((sum, line) => sum + Number(line.quantity) * Number(line.unitPrice ?? 0), 0);
    const ordered = await client.query<{ id: string }>({
      name: "order",
      text: ORDER,
      values: [
        ...[bought.rows[0]?.id, data.id, data.number, data.poNumber, data.placedAt, data.currency],
        ...[JSON.stringify(data.shipTo), data.note, total.toFixed(2)],
      ],
    });
    const column = (name: keyof (typeof lines)[number]) => lines.map((line) => line[name]);
    await client.query({
      name: "lines",
      text: LINES,
      values: [
        ...[ordered.rows[0]?.id, column("id"), column("sku"), column("description")],
        ...[column("quantity"), column("unit"), column("unitPrice")],
      ],
    });
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  } finally {
    client.release();
  }
}
