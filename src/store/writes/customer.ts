import { transient } from "../../domain/errors.js";
import type { CustomerSearchFields } from "../../domain/search.js";
import type { CustomerKind } from "../../domain/vocabulary.js";
import type { Tx } from "../database.js";
import { prepared, select } from "../rows.js";

export interface GoldenRow {
  readonly id: string;
  readonly kind: CustomerKind | null;
  readonly name: string | null;
  readonly golden: unknown;
  readonly searchText: string;
  readonly searchFields: CustomerSearchFields;
}

/** Locks living customers, so that their records are read after every change that was committed before. */
export async function lockCustomers(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const rows = await select<{ id: string }>(
    tx,
    "SELECT id FROM customers WHERE id = ANY($1::uuid[]) AND merged_into IS NULL ORDER BY id FOR UPDATE",
    [[...ids]],
  );
  return rows.map((row) => row.id);
}

/** Writes golden records anew; the version counts only real changes, and not what a customer is found by. */
export async function saveGolden(tx: Tx, rows: readonly GoldenRow[]): Promise<void> {
  if (rows.length === 0) return;
  const columns = rows.map(({ id, kind, name, golden, searchText, searchFields }) => ({
    id,
    kind,
    name,
    golden,
    search_text: searchText,
    search_fields: searchFields,
  }));
  await tx.query(
    `UPDATE customers AS c SET kind = n.kind, name = n.name, golden = n.golden, search_text = n.search_text,
            search_fields = n.search_fields, version = c.version + real.change,
            updated_at = CASE WHEN real.change = 1 THEN now() ELSE c.updated_at END
       FROM jsonb_populate_recordset(NULL::customers, $1::jsonb) AS n
       JOIN customers AS known ON known.id = n.id
      CROSS JOIN LATERAL (
        SELECT (known.golden IS DISTINCT FROM n.golden OR known.search_text IS DISTINCT FROM n.search_text)::int AS change
      ) AS real
      WHERE c.id = n.id AND (real.change = 1 OR c.search_fields IS DISTINCT FROM n.search_fields)`,
    [JSON.stringify(columns)],
  );
}

/** A record that is moved again and again while it is being looked at is a fault, not a race. */
const HOLDS_MAX = 5;

/**
 * Keeps records with their customers until the transaction ends, and answers whose they are now. Whoever
 * moves records locks the customers on both sides first, so an order that is written under this hold is
 * either moved with its record or bears the right customer from the start.
 */
export async function holdMembers(
  tx: Tx,
  members: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, string>> {
  const held = new Set<string>();
  let known = members;
  for (let holds = 0; holds < HOLDS_MAX; holds += 1) {
    const loose = [...new Set(known.values())].filter((id) => !held.has(id));
    if (loose.length === 0) return known;
    await tx.query("SELECT id FROM customers WHERE id = ANY($1::uuid[]) ORDER BY id FOR SHARE", [loose]);
    for (const id of loose) held.add(id);
    const rows = await select<{ recordId: string; customerId: string }>(
      tx,
      "SELECT source_record_id AS record_id, customer_id FROM memberships WHERE source_record_id = ANY($1::uuid[])",
      [[...members.keys()]],
    );
    known = new Map(rows.map((row) => [row.recordId, row.customerId]));
  }
  throw transient("RECORDS_ON_THE_MOVE", "records change their customer faster than they can be read");
}

/** Locks a living customer and answers its version; null if there is none. */
export async function lockVersion(tx: Tx, id: string): Promise<number | null> {
  const [customer] = await select<{ version: number }>(
    tx,
    "SELECT version FROM customers WHERE id = $1 AND merged_into IS NULL FOR UPDATE",
    [id],
  );
  return customer?.version ?? null;
}

/** Counts a change of a customer that its golden record does not show yet. The caller holds its lock. */
export async function raiseVersion(tx: Tx, id: string): Promise<void> {
  await tx.query("UPDATE customers SET version = version + 1, updated_at = now() WHERE id = $1", [id]);
}

/** The living customer of an order whose golden record was never built; null if it was, or there is none. */
export async function unbuiltCustomerOf(tx: Tx, orderId: string): Promise<string | null> {
  const [customer] = await select<{ id: string }>(
    tx,
    `SELECT c.id FROM orders o JOIN customers c ON c.id = o.customer_id
      WHERE o.id = $1 AND c.golden IS NULL AND c.merged_into IS NULL`,
    [orderId],
  );
  return customer?.id ?? null;
}

/** The golden name; null until there is one. */
export async function customerName(tx: Tx, id: string | null): Promise<string | null> {
  const [customer] = await prepared<{ name: string | null }>(tx, "SELECT name FROM customers WHERE id = $1", [
    id,
  ]);
  return customer?.name ?? null;
}

/** These customers as they are called after every merge, oldest first; two that have become one are one. */
export async function currentCustomers(tx: Tx, ids: readonly (string | null)[]): Promise<string[]> {
  const rows = await select<{ id: string }>(
    tx,
    "SELECT DISTINCT COALESCE(merged_into, id) AS id FROM customers WHERE id = ANY($1::uuid[]) ORDER BY 1",
    [[...ids]],
  );
  return rows.map(({ id }) => id);
}

/** The golden record of a living customer; null before it was first built. */
export async function goldenById(tx: Tx, id: string): Promise<unknown> {
  const [row] = await select<{ golden: unknown }>(tx, "SELECT golden FROM customers WHERE id = $1", [id]);
  return row?.golden ?? null;
}
