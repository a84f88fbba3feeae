import type { Tx } from "../database.js";
import type { DecisionKind } from "../decision.js";
import { select } from "../rows.js";

/** A row of the log of acts, without what it rested on. */
export interface PastDecision {
  readonly id: string;
  readonly seq: string;
  readonly kind: DecisionKind;
  readonly customerId: string;
  readonly otherCustomerId: string | null;
  readonly sourceRecordId: string | null;
  readonly actor: string;
  readonly reverses: string | null;
  readonly causeId: string | null;
  readonly modelVersion: string | null;
  readonly looker: string | null;
  readonly anewOf: string | null;
}

const COLUMNS = `d.id, d.seq, d.kind, d.customer_id, d.other_customer_id, d.source_record_id, d.actor, d.reverses,
  d.cause_id, d.model_version, d.details->>'looker' AS looker, d.details->>'anewOf' AS anew_of`;

/** The ids that an act is about: its customers, the customer of its record, and those of what it undoes. */
export async function customersOfAct(tx: Tx, id: string): Promise<string[]> {
  const rows = await select<{ customerId: string }>(
    tx,
    `WITH RECURSIVE chain AS (
       SELECT d.* FROM decisions d WHERE d.id = $1
        UNION ALL SELECT d.* FROM chain JOIN decisions d ON d.id = chain.reverses)
     SELECT customer_id FROM chain
      UNION SELECT other_customer_id FROM chain WHERE other_customer_id IS NOT NULL
      UNION SELECT m.customer_id FROM chain JOIN memberships m ON m.source_record_id = chain.source_record_id`,
    [id],
  );
  return rows.map(({ customerId }) => customerId);
}

/**
 * All acts about records and about the customers that they founded, in their order: how the records were
 * decided, what was made one or kept apart, and what undid any of it.
 */
export async function actsAbout(
  tx: Tx,
  recordIds: readonly string[],
  foundedIds: readonly string[],
): Promise<PastDecision[]> {
  return select<PastDecision>(
    tx,
    `WITH RECURSIVE about AS (
       SELECT d.id FROM decisions d WHERE d.source_record_id = ANY($1::uuid[]) AND d.kind IN ('LINK', 'MERGE')
        UNION SELECT d.id FROM decisions d WHERE d.customer_id = ANY($2::uuid[]) AND d.kind IN ('MERGE', 'NOT_A_MATCH', 'UNMERGE')
        UNION SELECT d.id FROM decisions d WHERE d.other_customer_id = ANY($2::uuid[]) AND d.kind = 'NOT_A_MATCH'
     ), acts AS (
       SELECT id FROM about UNION SELECT u.id FROM acts JOIN decisions u ON u.reverses = acts.id AND u.reverses IS NOT NULL)
     SELECT ${COLUMNS} FROM acts JOIN decisions d ON d.id = acts.id ORDER BY d.seq`,
    [[...recordIds], [...foundedIds]],
  );
}

/** Of customers whose id is no record's, the record that founded each; only where it is one of these. */
export async function olderFounders(
  tx: Tx,
  recordIds: readonly string[],
): Promise<{ customerId: string; recordId: string }[]> {
  return select(
    tx,
    `SELECT older.customer_id, founder.source_record_id AS record_id
       FROM (SELECT DISTINCT d.customer_id FROM decisions d
              WHERE d.kind = 'LINK' AND d.source_record_id = ANY($1::uuid[])
                AND NOT EXISTS (SELECT FROM source_records r WHERE r.id = d.customer_id)) AS older
       JOIN LATERAL (SELECT source_record_id FROM decisions f
                      WHERE f.customer_id = older.customer_id AND f.kind = 'LINK' ORDER BY f.seq LIMIT 1) AS founder ON TRUE
      WHERE founder.source_record_id = ANY($1::uuid[])`,
    [[...recordIds]],
  );
}

/** A record under a key, and the place of its arrival. */
export interface SharingRow {
  readonly key: string;
  readonly recordId: string;
  readonly seq: string;
  readonly isAgain: boolean;
}

/**
 * Who came under each key: the first `cap` records in the order of their ids, which is that of their
 * statements. A key that more share is ignored by whoever looks up, so the rest was never decided by it.
 */
export async function sharingOf(tx: Tx, keys: readonly string[], cap: number): Promise<SharingRow[]> {
  return select<SharingRow>(
    tx,
    `WITH hits AS MATERIALIZED (
       SELECT wanted.key, hit.source_record_id AS record_id FROM unnest($1::bigint[]) AS wanted (key)
        CROSS JOIN LATERAL (SELECT source_record_id FROM identity_keys k WHERE k.key = wanted.key
                             ORDER BY source_record_id LIMIT $2) AS hit),
     met AS (
       SELECT d.source_record_id AS record_id, min(d.seq) AS seq, count(*) AS times FROM decisions d
        WHERE d.kind = 'LINK' AND d.source_record_id IN (SELECT record_id FROM hits) GROUP BY 1)
     SELECT hits.key, hits.record_id, met.seq, met.times > 1 OR EXISTS (
              SELECT FROM memberships m JOIN customers c ON c.id = m.customer_id OR c.merged_into = m.customer_id
                JOIN decisions look ON look.customer_id = c.id AND look.kind IN ('MERGE', 'UNMERGE')
               WHERE m.source_record_id = hits.record_id AND look.details ? 'looker') AS is_again
       FROM hits JOIN met USING (record_id) ORDER BY hits.key, hits.record_id`,
    [[...keys], cap],
  );
}

/** The customers that these ids are now. */
export async function currentIds(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const rows = await select<{ id: string }>(
    tx,
    "SELECT DISTINCT COALESCE(merged_into, id) AS id FROM customers WHERE id = ANY($1::uuid[])",
    [[...ids]],
  );
  return rows.map(({ id }) => id);
}

/** How many orders these records brought, that have a customer. */
export async function ordersBroughtBy(tx: Tx, recordIds: readonly string[]): Promise<number> {
  const [row] = await select<{ count: number }>(
    tx,
    "SELECT count(*)::int AS count FROM orders WHERE source_record_id = ANY($1::uuid[]) AND customer_id IS NOT NULL",
    [[...recordIds]],
  );
  return row?.count ?? 0;
}
