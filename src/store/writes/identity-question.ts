import { CURRENCY_WEIGHTS } from "../../domain/currency-weight.js";
import type { Tx } from "../database.js";
import { prepared, select } from "../rows.js";

/** Every id that these customers have had, whichever of them they are named by. */
const NOW = "(SELECT DISTINCT COALESCE(merged_into, id) AS id FROM customers WHERE id = ANY($1::uuid[]))";
const EVER = `(SELECT id FROM ${NOW} AS living
  UNION ALL SELECT former.id FROM ${NOW} AS living JOIN customers former ON former.merged_into = living.id)`;

/** The questions about some customers, with the pair as it is called now. A task that somebody is answering just now is theirs. */
const ASKED = `SELECT t.id, t.status, t.closed_at, COALESCE(a.merged_into, a.id) AS a, COALESCE(b.merged_into, b.id) AS b
    FROM review_tasks t JOIN customers a ON a.id = t.customer_id JOIN customers b ON b.id = t.other_customer_id
   WHERE t.id IN (SELECT id FROM review_tasks WHERE kind = 'IDENTITY' AND customer_id IN ${EVER}
                   UNION SELECT id FROM review_tasks WHERE kind = 'IDENTITY' AND other_customer_id IN ${EVER})
     FOR UPDATE OF t SKIP LOCKED`;

/** A steward has said that two are two, and has not taken it back. */
const KEPT_APART = `EXISTS (
    SELECT FROM decisions d
      JOIN customers x ON x.id = d.customer_id JOIN customers y ON y.id = d.other_customer_id
     WHERE d.kind = 'NOT_A_MATCH' AND NOT EXISTS (SELECT FROM decisions undo WHERE undo.reverses = d.id)
       AND (d.customer_id IN ${EVER} OR d.other_customer_id IN ${EVER})
       AND (COALESCE(x.merged_into, x.id), COALESCE(y.merged_into, y.id)) IN ((asked.a, asked.b), (asked.b, asked.a)))`;

/**
 * Brings the questions about these customers into line with who is who now. A task keeps the two ids it was
 * asked about for good; what follows is only how it stands: two that have become one need no answer, two
 * that are kept apart have theirs, and where an undoing has made an answer void the question is open again.
 */
export async function settleQuestions(tx: Tx, customerIds: readonly string[]): Promise<void> {
  if (customerIds.length === 0) return;
  await prepared(
    tx,
    `WITH asked AS MATERIALIZED (${ASKED}), state AS (
       SELECT id, status, CASE WHEN a = b THEN 'MERGED' WHEN ${KEPT_APART} THEN 'NOT_A_MATCH'
                               WHEN closed_at IS NULL THEN status ELSE 'OPEN' END AS next FROM asked)
     UPDATE review_tasks t
        SET status = next, closed_by = CASE WHEN next = 'OPEN' THEN NULL ELSE 'hub' END,
            closed_at = CASE WHEN next = 'OPEN' THEN NULL ELSE now() END,
            resolution = CASE next WHEN 'MERGED' THEN 'they have become one' WHEN 'NOT_A_MATCH' THEN 'they are kept apart' END
       FROM state WHERE t.id = state.id AND state.status <> next AND state.status <> 'RESOLVED'`,
    [[...customerIds]],
  );
  await weighQuestions(tx, customerIds);
}

/** Closes what was asked about records that have been decided anew, and lets it be asked again. */
export async function dropQuestionsOf(tx: Tx, foundedIds: readonly string[]): Promise<void> {
  await tx.query(
    `UPDATE review_tasks SET status = 'RESOLVED', closed_by = 'hub', closed_at = now(),
            resolution = 'its record was decided anew', subject_key = subject_key || ':' || id
      WHERE id IN (SELECT t.id FROM review_tasks t JOIN customers c ON c.id = ANY($1::uuid[])
                    WHERE t.kind = 'IDENTITY' AND t.closed_at IS NULL AND c.merged_into IS NOT NULL
                      AND (t.customer_id = c.id OR t.other_customer_id = c.id) FOR UPDATE OF t SKIP LOCKED)`,
    [[...foundedIds]],
  );
}

/** What the open orders of both customers weigh: orders that are done or canceled put nothing at risk. */
const AT_RISK = `(SELECT COALESCE(sum(o.total * COALESCE(($2::jsonb->'known'->>o.currency)::numeric, ($2::jsonb->>'unknown')::numeric)), 0)
    FROM orders o WHERE o.customer_id IN (COALESCE(a.merged_into, a.id), COALESCE(b.merged_into, b.id))
     AND o.status NOT IN ('COMPLETED', 'CANCELED'))`;

/** Weighs the open questions about these customers anew. */
export async function weighQuestions(tx: Tx, customerIds: readonly string[]): Promise<void> {
  if (customerIds.length === 0) return;
  await prepared(
    tx,
    `UPDATE review_tasks q SET value_at_risk = w.value FROM (
       SELECT t.id, ${AT_RISK} AS value
         FROM review_tasks t JOIN customers a ON a.id = t.customer_id JOIN customers b ON b.id = t.other_customer_id
        WHERE t.closed_at IS NULL
          AND t.id IN (SELECT id FROM review_tasks WHERE kind = 'IDENTITY' AND customer_id IN ${EVER}
                        UNION SELECT id FROM review_tasks WHERE kind = 'IDENTITY' AND other_customer_id IN ${EVER})
          FOR UPDATE OF t SKIP LOCKED) AS w
      WHERE q.id = w.id AND q.value_at_risk <> w.value`,
    [[...customerIds], JSON.stringify(CURRENCY_WEIGHTS)],
  );
}

/** Weighs up to `limit` open questions anew, those after `after` in the order of their ids; answers the last of them, or null at the end. */
export async function weighNextQuestions(tx: Tx, after: string, limit: number): Promise<string | null> {
  const rows = await select<{ last: string | null; found: number }>(
    tx,
    `WITH due AS MATERIALIZED (
       SELECT id, customer_id, other_customer_id, value_at_risk FROM review_tasks
        WHERE kind = 'IDENTITY' AND closed_at IS NULL AND id > $1::uuid ORDER BY id LIMIT $3 FOR UPDATE SKIP LOCKED),
     weighed AS (
       UPDATE review_tasks q SET value_at_risk = w.value
         FROM (SELECT t.id, ${AT_RISK} AS value FROM due t
                 JOIN customers a ON a.id = t.customer_id JOIN customers b ON b.id = t.other_customer_id) AS w
        WHERE q.id = w.id AND q.value_at_risk <> w.value)
     SELECT max(id::text) AS last, count(*)::int AS found FROM due`,
    [after, JSON.stringify(CURRENCY_WEIGHTS), limit],
  );
  return (rows[0]?.found ?? 0) < limit ? null : (rows[0]?.last ?? null);
}
