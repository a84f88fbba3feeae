import { v7 as uuid } from "uuid";
import type { ReturnStatus } from "../../domain/vocabulary.js";
import type { Tx } from "../database.js";
import type { Return } from "../return.js";
import { insertReturning, select } from "../rows.js";
import { newNumber } from "./order.js";

/** Opens a return, or answers the one that was opened by the same request. */
export async function openReturn(
  tx: Tx,
  wanted: Omit<Return, "id" | "number" | "openedAt" | "updatedAt">,
): Promise<{ kept: Return; isNew: boolean }> {
  const now = new Date();
  const [made] = await insertReturning<Return>(
    tx,
    "returns",
    [{ id: uuid(), number: newNumber("R"), ...wanted, openedAt: now, updatedAt: now }],
    "ON CONFLICT (order_id, request_key) DO NOTHING",
  );
  if (made !== undefined) return { kept: made, isNew: true };
  const known = await returnByRequest(tx, wanted.orderId, wanted.requestKey);
  if (known === null) throw new Error("the return was neither written nor found");
  return { kept: known, isNew: false };
}

/** The return that was opened, or has been met, by this request; null if there is none. */
export async function returnByRequest(tx: Tx, orderId: string, requestKey: string): Promise<Return | null> {
  const [known] = await select<Return>(tx, "SELECT * FROM returns WHERE order_id = $1 AND request_key = $2", [
    ...[orderId, requestKey],
  ]);
  return known ?? null;
}

/**
 * The oldest return that a customer has asked for and whose goods have not come yet. It takes the key of
 * the goods that now come, so that hearing of them again finds it.
 */
export async function meetReturn(tx: Tx, orderId: string, requestKey: string): Promise<Return | null> {
  const [met] = await select<Return>(
    tx,
    `UPDATE returns SET request_key = $2 WHERE id = (
       SELECT id FROM returns WHERE order_id = $1 AND kind = 'CUSTOMER_RETURN'
          AND status IN ('REQUESTED', 'APPROVED', 'IN_TRANSIT') ORDER BY opened_at, id LIMIT 1) RETURNING *`,
    [orderId, requestKey],
  );
  return met ?? null;
}

/** Which status may follow which. A parcel that is back does not get on its way again. */
const FOLLOWS: Record<ReturnStatus, readonly ReturnStatus[]> = {
  REQUESTED: ["APPROVED", "DECLINED", "CANCELED", "IN_TRANSIT", "RECEIVED"],
  APPROVED: ["IN_TRANSIT", "RECEIVED", "CANCELED"],
  DECLINED: [],
  IN_TRANSIT: ["RECEIVED"],
  RECEIVED: ["INSPECTED", "CLOSED"],
  INSPECTED: ["CLOSED"],
  CLOSED: [],
  CANCELED: [],
};

/** Moves a return on; going back, or where it is already, changes nothing. */
export async function advanceReturn(tx: Tx, known: Return, status: ReturnStatus): Promise<void> {
  if (!FOLLOWS[known.status].includes(status)) return;
  await tx.query("UPDATE returns SET status = $2, updated_at = now() WHERE id = $1", [known.id, status]);
}

/** How much of each line is on its way back, or has been asked for. */
export async function quantitiesComingBack(tx: Tx, orderId: string): Promise<Map<string, string>> {
  const rows = await select<{ lineNumber: string; quantity: string }>(
    tx,
    `SELECT line->>'lineNumber' AS line_number, sum((line->>'quantity')::numeric)::text AS quantity
       FROM returns r, jsonb_array_elements(r.lines) AS line
      WHERE r.order_id = $1 AND r.status NOT IN ('DECLINED', 'CANCELED') GROUP BY 1`,
    [orderId],
  );
  return new Map(rows.map((row) => [row.lineNumber, row.quantity]));
}
