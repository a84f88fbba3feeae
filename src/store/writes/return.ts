import { v7 as uuid } from "uuid";
import type { NewFact } from "../../domain/fact.js";
import type { ReturnAct } from "../../domain/return-states.js";
import type { ReturnStatus } from "../../domain/vocabulary.js";
import type { Tx } from "../database.js";
import { writeFacts } from "../outbox.js";
import type { Return, ReturnEvent } from "../return.js";
import { insertReturning, select, updateRows } from "../rows.js";
import { noteOnCasesOf } from "./case.js";
import { newNumber } from "./order-key.js";

/** What a return is opened with; everything else comes later. */
export type NewReturn = Pick<
  Return,
  | ("orderId" | "shipmentId" | "requestKey" | "kind" | "status" | "reason" | "cause" | "lines" | "note")
  | ("requestedBy" | "channel" | "outwardCarrier" | "causeKind" | "causeDetails" | "preventable")
  | ("cost" | "costCurrency" | "costDetails")
>;

/** Opens a return, or answers the one that was opened by the same request. */
export async function openReturn(
  tx: Tx,
  wanted: NewReturn,
  { act, occurredAt }: { readonly act: "REQUEST" | "OPEN"; readonly occurredAt: Date },
): Promise<{ kept: Return; isNew: boolean }> {
  const now = new Date();
  const [made] = await insertReturning<Return>(
    tx,
    "returns",
    [{ ...AT_FIRST, id: uuid(), number: newNumber("R"), ...wanted, openedAt: now, updatedAt: now }],
    "ON CONFLICT (order_id, request_key) DO NOTHING",
  );
  if (made !== undefined) {
    const { note, requestedBy: actor } = wanted;
    await keepEvent(tx, made, null, { act, eventKey: "opened", actor, note, occurredAt });
    return { kept: made, isNew: true };
  }
  const known = await returnByRequest(tx, wanted.orderId, wanted.requestKey);
  if (known === null) throw new Error("the return was neither written nor found");
  return { kept: known, isNew: false };
}

const AT_FIRST = { version: 1, inspections: [] };

/** The return that was opened, or has been met, by this request; null if there is none. */
export async function returnByRequest(tx: Tx, orderId: string, requestKey: string): Promise<Return | null> {
  const [known] = await select<Return>(tx, "SELECT * FROM returns WHERE order_id = $1 AND request_key = $2", [
    ...[orderId, requestKey],
  ]);
  return known ?? null;
}

/** The return as it stands; lock its order before you decide on it, and look again. */
export async function returnById(tx: Tx, id: string): Promise<Return | null> {
  const [known] = await select<Return>(tx, "SELECT * FROM returns WHERE id = $1", [id]);
  return known ?? null;
}

/** The return whose goods travel under this number. */
export async function returnByTracking(tx: Tx, trackingNumber: string): Promise<Return | null> {
  const [known] = await select<Return>(
    tx,
    "SELECT * FROM returns WHERE tracking_number = $1 ORDER BY opened_at DESC LIMIT 1",
    [trackingNumber],
  );
  return known ?? null;
}

/** Returns of an order that were asked for and whose goods are not on their way yet, the newest first. */
export const openRequests = (tx: Tx, orderId: string): Promise<Return[]> =>
  select<Return>(
    tx,
    `SELECT * FROM returns WHERE order_id = $1 AND status IN ('REQUESTED', 'APPROVED')
      ORDER BY opened_at DESC, id DESC`,
    [orderId],
  );

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

export interface KeptAct {
  readonly act: ReturnAct;
  /** The same key on the same return is the same act. */
  readonly eventKey: string;
  readonly actor: string;
  readonly note: string | null;
  readonly occurredAt: Date;
}

/**
 * Writes an act and what it changes; answers the return as it is then, unchanged if the act is known already. Whoever
 * sees to a case about the return reads there what has happened.
 */
export async function writeAct(
  tx: Tx,
  known: Return,
  status: ReturnStatus,
  act: KeptAct,
  changes: Partial<Return> = {},
): Promise<Return> {
  if (!(await keepEvent(tx, { ...known, status }, known.status, act))) return known;
  const next = { ...changes, status, version: known.version + 1, updatedAt: new Date() };
  await updateRows(tx, "returns", [{ id: known.id, ...next }]);
  if (act.act === "APPROVE") await writeFacts(tx, [approved(known)]);
  await noteOnCasesOf(tx, known.id, {
    ...{ eventKey: `return:${known.id}:${act.eventKey}`, actor: act.actor, occurredAt: act.occurredAt },
    note: inWords(known.number, status, act),
  });
  return { ...known, ...next };
}

function inWords(number: string, status: ReturnStatus, { act, note }: KeptAct): string {
  const words = (word: string): string => word.toLowerCase().replaceAll("_", " ");
  return `return ${number}: ${words(act)}, now ${words(status)}${note === null ? "" : `: ${note}`}`;
}

const approved = ({ id, orderId }: Return): NewFact => ({
  kind: "ReturnApproved",
  subjectId: id,
  key: `order:${orderId}`,
});

/** The systems that have been told to expect these goods. */
export async function expectedBy(tx: Tx, returnId: string): Promise<string[]> {
  const rows = await select<{ actor: string }>(
    tx,
    "SELECT actor FROM return_events WHERE return_id = $1 AND act = 'ANNOUNCE' ORDER BY recorded_at, id",
    [returnId],
  );
  return rows.map(({ actor }) => actor.replace(/^connection:/, ""));
}

async function keepEvent(
  tx: Tx,
  { id, orderId, status }: Return,
  fromStatus: ReturnStatus | null,
  act: KeptAct,
): Promise<boolean> {
  const row: Omit<ReturnEvent, "id"> = {
    ...{ returnId: id, orderId, fromStatus, toStatus: status, recordedAt: new Date() },
    ...act,
  };
  const then = "ON CONFLICT (return_id, event_key) DO NOTHING";
  return (await insertReturning(tx, "return_events", [{ id: uuid(), ...row }], then)).length > 0;
}

/** How much of each line is on its way back, or has been asked for; `except` is left out. */
export async function quantitiesComingBack(
  tx: Tx,
  orderId: string,
  except: string | null = null,
): Promise<Map<string, string>> {
  const rows = await select<{ lineNumber: string; quantity: string }>(
    tx,
    `SELECT line->>'lineNumber' AS line_number, trim_scale(sum((line->>'quantity')::numeric))::text AS quantity
       FROM returns r, jsonb_array_elements(r.lines) AS line
      WHERE r.order_id = $1 AND r.status NOT IN ('DECLINED', 'CANCELED') AND ($2::uuid IS NULL OR r.id <> $2)
      GROUP BY 1`,
    [orderId, except],
  );
  return new Map(rows.map((row) => [row.lineNumber, row.quantity]));
}

/** When the last parcel of the order arrived; null while none has. */
export async function lastDelivery(tx: Tx, orderId: string): Promise<Date | null> {
  const [last] = await select<{ at: Date | null }>(
    tx,
    "SELECT max(delivered_at) AS at FROM shipments WHERE order_id = $1 AND status = 'DELIVERED'",
    [orderId],
  );
  return last?.at ?? null;
}

/** True if parcels travel under this number already, out or back. */
export async function isTracked(tx: Tx, trackingNumber: string, except: string): Promise<boolean> {
  const found = await select(
    tx,
    `SELECT 1 FROM shipments WHERE tracking_number = $1
      UNION ALL SELECT 1 FROM returns WHERE tracking_number = $1 AND id <> $2 LIMIT 1`,
    [trackingNumber, except],
  );
  return found.length > 0;
}
