import type { Tx } from "../database.js";
import { select } from "../rows.js";

/** The customers of records, in the order of the records, each once. */
export async function customersInOrder(tx: Tx, recordIds: readonly string[]): Promise<string[]> {
  const rows = await select<{ customerId: string }>(
    tx,
    `SELECT m.customer_id FROM unnest($1::uuid[]) WITH ORDINALITY AS wanted (id, place)
       JOIN memberships m ON m.source_record_id = wanted.id ORDER BY wanted.place`,
    [[...recordIds]],
  );
  return [...new Set(rows.map(({ customerId }) => customerId))];
}

/** The decision that put a record with its customer: what a second look begins with. */
export async function arrivalOf(tx: Tx, recordId: string): Promise<string | null> {
  const [row] = await select<{ id: string }>(
    tx,
    "SELECT id FROM decisions WHERE source_record_id = $1 AND kind = 'LINK' ORDER BY seq DESC LIMIT 1",
    [recordId],
  );
  return row?.id ?? null;
}

const PAIR_NOW = `review_tasks t JOIN customers a ON a.id = t.customer_id JOIN customers b ON b.id = t.other_customer_id`;

/** True if anybody was ever asked about these two, under whatever names they had. */
export async function wasAsked(tx: Tx, one: string, other: string): Promise<boolean> {
  const found = await select(
    tx,
    `SELECT 1 FROM ${PAIR_NOW} WHERE t.kind = 'IDENTITY'
        AND COALESCE(a.merged_into, a.id) IN ($1, $2) AND COALESCE(b.merged_into, b.id) IN ($1, $2)
        AND COALESCE(a.merged_into, a.id) <> COALESCE(b.merged_into, b.id) LIMIT 1`,
    [one, other],
  );
  return found.length > 0;
}

/** An open question about two customers, as they are called now. */
export interface OpenQuestion {
  readonly id: string;
  readonly one: string;
  readonly other: string;
  /** False if one of the two has become part of a customer since it was asked. */
  readonly isAsAsked: boolean;
}

const QUESTIONS_MAX = 100;

/** The open questions about these customers, locked. What a steward is answering just now is theirs. */
export async function lockQuestions(tx: Tx, customerIds: readonly string[]): Promise<OpenQuestion[]> {
  return select<OpenQuestion>(
    tx,
    `WITH mine AS (SELECT id FROM customers WHERE id = ANY($1::uuid[]) OR merged_into = ANY($1::uuid[]))
     SELECT t.id, COALESCE(a.merged_into, a.id) AS one, COALESCE(b.merged_into, b.id) AS other,
            starts_with(t.subject_key, LEAST(COALESCE(a.merged_into, a.id), COALESCE(b.merged_into, b.id))::text || ':' ||
              GREATEST(COALESCE(a.merged_into, a.id), COALESCE(b.merged_into, b.id))::text) AS is_as_asked
       FROM ${PAIR_NOW}
      WHERE t.kind = 'IDENTITY' AND t.closed_at IS NULL
        AND (t.customer_id IN (SELECT id FROM mine) OR t.other_customer_id IN (SELECT id FROM mine))
      ORDER BY t.id LIMIT $2 FOR UPDATE OF t SKIP LOCKED`,
    [[...customerIds], QUESTIONS_MAX],
  );
}
