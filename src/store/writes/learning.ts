import type { Tx } from "../database.js";
import { select } from "../rows.js";

/** How many records are decided: those that can teach. */
export async function decidedRecords(tx: Tx): Promise<number> {
  const [row] = await select<{ count: number }>(tx, "SELECT count(*)::int AS count FROM memberships");
  return row?.count ?? 0;
}

/** Ids of decided records, all of them if there are at most `limit`. */
export async function drawRecords(tx: Tx, limit: number, population: number): Promise<string[]> {
  if (population <= limit) {
    const rows = await select<{ id: string }>(
      tx,
      "SELECT source_record_id AS id FROM memberships ORDER BY 1 LIMIT $1",
      [limit],
    );
    return rows.map(({ id }) => id);
  }
  // Whole pages at random: reading a few of them costs the same however large the table is. A hash shuffles within.
  const percent = Math.min(100, (100 * limit * PAGES_SPARE) / population);
  const rows = await select<{ id: string }>(
    tx,
    `SELECT id FROM source_records TABLESAMPLE SYSTEM (${percent.toFixed(6)})
      WHERE features IS NOT NULL ORDER BY md5(id::text) LIMIT $1`,
    [limit],
  );
  return rows.map(({ id }) => id);
}

/** Pages are not equally full, so somewhat more are drawn than should do. */
const PAGES_SPARE = 1.3;

/** Ids of the records decided last. */
export async function latestRecords(tx: Tx, limit: number): Promise<string[]> {
  const rows = await select<{ id: string }>(
    tx,
    `SELECT source_record_id AS id FROM decisions WHERE kind = 'LINK' AND source_record_id IS NOT NULL
      ORDER BY seq DESC LIMIT $1`,
    [limit],
  );
  return [...new Set(rows.map(({ id }) => id))];
}

/** Two records that a steward has said to be, or not to be, one customer. */
export interface StewardVerdict {
  readonly ours: string;
  readonly theirs: string;
  readonly isMatch: boolean;
}

/**
 * The latest verdicts of stewards that stand, as the records that founded the two customers: a customer
 * bears the id of its founder.
 */
export async function stewardVerdicts(tx: Tx, limit: number): Promise<StewardVerdict[]> {
  return select<StewardVerdict>(
    tx,
    `SELECT d.customer_id AS ours, d.other_customer_id AS theirs, d.kind = 'MERGE' AS is_match
       FROM decisions d
       JOIN source_records a ON a.id = d.customer_id
       JOIN source_records b ON b.id = d.other_customer_id
      WHERE d.kind IN ('MERGE', 'NOT_A_MATCH') AND d.actor <> 'engine'
        AND NOT EXISTS (SELECT 1 FROM decisions u WHERE u.reverses = d.id)
      ORDER BY d.seq DESC LIMIT $1`,
    [limit],
  );
}
