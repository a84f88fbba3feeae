import { v7 as uuid } from "uuid";
import type { Tx } from "../database.js";
import type { DecisionKind } from "../decision.js";
import { insertRows } from "../rows.js";

/** One writer of decisions at a time: five channels that state the same new customer at once find one another. */
const DECIDER_LOCK = 7_110_418;

/** Waits for the right to decide, which ends with the transaction. */
export async function lockDecider(tx: Tx): Promise<void> {
  await tx.query("SELECT pg_advisory_xact_lock($1)", [DECIDER_LOCK]);
}

/** Makes one customer of two: records and orders move, the id that ceases points to the one that stays. */
export async function mergeCustomers(
  tx: Tx,
  merge: { survivor: string; ceased: string; actor: string; score: number | null; evidence: unknown },
): Promise<void> {
  const { survivor, ceased, actor, score, evidence } = merge;
  const id = uuid();
  await insertRows(tx, "decisions", [
    {
      ...{ id, kind: "MERGE" satisfies DecisionKind, customerId: survivor, otherCustomerId: ceased },
      ...{ actor, score, evidence, decidedAt: new Date() },
    },
  ]);
  const pair = [survivor, ceased];
  // First: whoever writes an order of the ceased customer meanwhile holds its row (`holdCustomers`).
  await tx.query(
    "UPDATE customers SET merged_into = $1, updated_at = now() WHERE id = $2 OR merged_into = $2",
    pair,
  );
  await tx.query("UPDATE memberships SET customer_id = $1, decision_id = $3 WHERE customer_id = $2", [
    ...pair,
    id,
  ]);
  await tx.query("UPDATE orders SET customer_id = $1, updated_at = now() WHERE customer_id = $2", pair);
  await tx.query(
    "UPDATE review_tasks SET customer_id = $1 WHERE customer_id = $2 AND closed_at IS NULL",
    pair,
  );
}

/** Notes that two customers are two, so that the engine never makes them one. */
export async function separateCustomers(tx: Tx, a: string, b: string, actor: string): Promise<void> {
  await insertRows(tx, "decisions", [
    {
      ...{ id: uuid(), kind: "NOT_A_MATCH" satisfies DecisionKind, customerId: a, otherCustomerId: b },
      ...{ actor, evidence: [], decidedAt: new Date() },
    },
  ]);
}

/** Locks the orders that the next decisions move, in id order as everybody does: those of records and of customers that cease. */
export async function lockOrdersOf(
  tx: Tx,
  recordIds: readonly string[],
  customerIds: readonly string[],
): Promise<void> {
  await tx.query(
    `SELECT id FROM orders WHERE id IN (
       SELECT id FROM orders WHERE source_record_id = ANY($1::uuid[]) AND customer_id IS NULL
        UNION SELECT id FROM orders WHERE customer_id = ANY($2::uuid[])) ORDER BY id FOR UPDATE`,
    [[...recordIds], [...customerIds]],
  );
}
