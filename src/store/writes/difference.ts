import { v7 as uuid } from "uuid";
import type { Difference } from "../../domain/reconciliation.js";
import type { Tx } from "../database.js";
import type { StoredDifference } from "../difference.js";
import { insertRows, select } from "../rows.js";

/** What a comparison is about: an order of ours, or a work order that nobody here knows. */
export interface Compared {
  readonly connectionId: string;
  readonly subject: string;
  readonly orderId: string | null;
  readonly externalId: string | null;
}

const FAR_PAST_DAYS = 7;

/**
 * Orders that an execution system should hold as the hub does, in the order of their ids: all that are open, and
 * those that were closed within the last days. Orders with a change on its way are left to it.
 */
export async function ordersToCompare(
  tx: Tx,
  connectionId: string,
  after: string,
  limit: number,
): Promise<string[]> {
  const rows = await select<{ id: string }>(
    tx,
    `SELECT o.id FROM orders o
      WHERE o.id > $2::uuid
        AND (o.status = 'CONFIRMED' OR (o.status IN ('COMPLETED', 'CANCELED') AND o.updated_at > now() - $4 * interval '1 day'))
        AND EXISTS (SELECT FROM fulfillment_orders w WHERE w.order_id = o.id AND w.connection_id = $1)
        AND NOT EXISTS (
          SELECT FROM order_changes c JOIN order_change_deliveries d ON d.order_change_id = c.id
           WHERE c.order_id = o.id AND d.connection_id = $1 AND d.status IN ('QUEUED', 'SENT', 'ACKNOWLEDGED'))
      ORDER BY o.id LIMIT $3`,
    [connectionId, after, limit, FAR_PAST_DAYS],
  );
  return rows.map(({ id }) => id);
}

/** Which of these references are no orders of ours. */
export async function unknownReferences(tx: Tx, references: readonly string[]): Promise<Set<string>> {
  const rows = await select<{ id: string }>(
    tx,
    "SELECT id::text AS id FROM orders WHERE id::text = ANY($1::text[])",
    [[...references]],
  );
  const known = new Set(rows.map(({ id }) => id));
  return new Set(references.filter((reference) => !known.has(reference)));
}

/** Writes down what was found of one subject, and settles what is no longer there. Answers what of it is news. */
export async function saveDifferences(
  tx: Tx,
  compared: Compared,
  differences: readonly Difference[],
): Promise<Difference[]> {
  const now = new Date();
  const open = await select<StoredDifference>(
    tx,
    "SELECT * FROM differences WHERE connection_id = $1 AND subject = $2 AND settled_at IS NULL FOR UPDATE",
    [compared.connectionId, compared.subject],
  );
  const keyOf = (one: Pick<Difference, "aspect" | "lineNumber" | "parcel">): string =>
    [one.aspect, one.lineNumber ?? "", one.parcel ?? ""].join("\u0000");
  const known = new Map(open.map((one) => [keyOf(one), one]));
  const keys = new Set(differences.map(keyOf));
  const gone = open.filter((one) => !keys.has(keyOf(one))).map(({ id }) => id);
  if (gone.length > 0) {
    await tx.query("UPDATE differences SET settled_at = $2, settled_by = 'hub' WHERE id = ANY($1::uuid[])", [
      gone,
      now,
    ]);
  }
  for (const one of differences) {
    const old = known.get(keyOf(one));
    if (old === undefined) continue;
    await tx.query(
      "UPDATE differences SET ours = $2, theirs = $3, proposal = $4, seen_at = $5 WHERE id = $1",
      [...[old.id, one.ours, one.theirs, one.proposal, now]],
    );
  }
  const fresh = differences.filter((one) => !known.has(keyOf(one)));
  await insertRows(
    tx,
    "differences",
    fresh.map((one) => ({ id: uuid(), ...compared, ...one, foundAt: now, seenAt: now })),
    "ON CONFLICT DO NOTHING",
  );
  return fresh;
}

/** Settles what was found of work orders that nobody knew, and somebody knows now. */
export async function settleUnknown(
  tx: Tx,
  connectionId: string,
  references: readonly string[],
): Promise<void> {
  await tx.query(
    `UPDATE differences SET settled_at = now(), settled_by = 'hub'
      WHERE connection_id = $1 AND subject = ANY($2::text[]) AND aspect = 'UNKNOWN_HERE' AND settled_at IS NULL`,
    [connectionId, [...references]],
  );
}

/** An open difference, locked; null if there is none any more. */
export async function lockDifference(tx: Tx, id: string): Promise<StoredDifference | null> {
  const [found] = await select<StoredDifference>(
    tx,
    "SELECT * FROM differences WHERE id = $1 AND settled_at IS NULL FOR UPDATE",
    [id],
  );
  return found ?? null;
}

export async function settleDifference(tx: Tx, id: string, by: string): Promise<void> {
  await tx.query("UPDATE differences SET settled_at = now(), settled_by = $2 WHERE id = $1", [id, by]);
}

/** Open differences, the newest first. */
export const openDifferences = (
  tx: Tx,
  connectionId: string | null,
  limit: number,
): Promise<(StoredDifference & { readonly orderNumber: string | null })[]> =>
  select(
    tx,
    `SELECT d.*, o.number AS order_number FROM differences d LEFT JOIN orders o ON o.id = d.order_id
      WHERE d.settled_at IS NULL AND ($1::text IS NULL OR d.connection_id = $1)
      ORDER BY d.found_at DESC, d.id DESC LIMIT $2`,
    [connectionId, limit],
  );
