import { setTimeout as sleep } from "node:timers/promises";
import type { Pool } from "pg";
import { globalId } from "../../src/schema/global-id.js";
import type { Doors } from "./doors.js";

const ROUND_MS = 700;
const TASKS_AT_ONCE = 200;

/** A warehouse that has refused an address so often will not take it: the goods go where it says. */
const PROPAGATED_MAX = 2;

/** What a person at the hub answers: stopped parcels, and orders that the warehouse has not taken. */
const WORKLIST = `
  SELECT t.id,
         CASE WHEN t.kind <> 'SHIP_TO' THEN 'RETRY'
              WHEN (SELECT count(*) FROM order_changes c
                     WHERE c.order_id = t.order_id AND c.request_key LIKE 'task:%') < ${PROPAGATED_MAX} THEN 'PROPAGATE'
              ELSE 'ACCEPT_AS_IS' END AS action
    FROM review_tasks t
   WHERE t.closed_at IS NULL
     AND (t.kind = 'SHIP_TO' AND EXISTS (
            SELECT FROM ship_to_divergences d
             WHERE d.id::text = split_part(t.subject_key, ':', 1) AND d.order_id = t.order_id AND d.status IN ('OPEN', 'HELD'))
          OR t.kind = 'ORDER_CHANGE' AND t.subject_key LIKE 'create:%')
   ORDER BY t.opened_at LIMIT ${TASKS_AT_ONCE}`;

const ANSWER = `mutation($input: ResolveReviewTaskInput!) {
  resolveReviewTask(input: $input) { userErrors { code message } }
}`;

export interface Steward {
  readonly answered: { count: number };
  /** Resolves once the round under way is done. */
  close(): Promise<void>;
}

/** Works through the open tasks: the goods shall go where the order says, as long as there is hope. */
export function startSteward(database: Pool, doors: Doors): Steward {
  const answered = { count: 0 };
  let isClosed = false;
  const round = async (): Promise<void> => {
    const { rows } = await database.query<{ id: string; action: string }>(WORKLIST);
    for (const { id, action } of rows) {
      const taskId = globalId("ReviewTask", id);
      await doors.ask("STEWARD", ANSWER, {
        input: { idempotencyKey: `answer-${id}-${action}`, taskId, action },
      });
      answered.count += 1;
    }
  };
  const rounds = (async () => {
    while (!isClosed) {
      await round().catch(() => undefined);
      await sleep(ROUND_MS);
    }
  })();
  return {
    answered,
    close: () => {
      isClosed = true;
      return rounds;
    },
  };
}
