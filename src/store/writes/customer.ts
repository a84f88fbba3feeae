import type { CustomerKind } from "../../domain/vocabulary.js";
import type { Tx } from "../database.js";
import { select } from "../rows.js";

export interface GoldenRow {
  readonly id: string;
  readonly kind: CustomerKind | null;
  readonly name: string | null;
  readonly golden: unknown;
  readonly searchText: string;
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

/** Writes golden records anew; the version counts only real changes. */
export async function saveGolden(tx: Tx, rows: readonly GoldenRow[]): Promise<void> {
  if (rows.length === 0) return;
  const columns = rows.map(({ id, kind, name, golden, searchText }) => ({
    id,
    kind,
    name,
    golden,
    search_text: searchText,
  }));
  await tx.query(
    `UPDATE customers AS c SET kind = n.kind, name = n.name, golden = n.golden, search_text = n.search_text,
            version = c.version + 1, updated_at = now()
       FROM jsonb_populate_recordset(NULL::customers, $1::jsonb) AS n
      WHERE c.id = n.id AND (c.golden IS DISTINCT FROM n.golden OR c.search_text IS DISTINCT FROM n.search_text)`,
    [JSON.stringify(columns)],
  );
}

/**
 * Keeps these customers from being merged until the transaction ends, and answers what each is called
 * now. A merge marks the ceased customer before it moves the orders, so an order that is written under
 * this hold is either moved by the merge or bears the survivor's id from the start.
 */
export async function holdCustomers(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await select<{ id: string; now: string }>(
    tx,
    "SELECT id, COALESCE(merged_into, id) AS now FROM customers WHERE id = ANY($1::uuid[]) ORDER BY id FOR SHARE",
    [[...new Set(ids)]],
  );
  return new Map(rows.map(({ id, now }) => [id, now]));
}

/** The golden name; null until there is one. */
export async function customerName(tx: Tx, id: string | null): Promise<string | null> {
  const [customer] = await select<{ name: string | null }>(tx, "SELECT name FROM customers WHERE id = $1", [
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
