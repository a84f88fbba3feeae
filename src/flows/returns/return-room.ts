import { shippedOf } from "../../domain/fulfillment.js";
import { type LineQuantity, roomAfter, withinRoom } from "../../domain/return-line.js";
import { statusAfter } from "../../domain/return-states.js";
import type { Tx } from "../../store/database.js";
import type { StoredOrder } from "../../store/writes/order.js";
import { shipmentsOf } from "../../store/writes/progress.js";
import { openRequests, quantitiesComingBack, writeAct } from "../../store/writes/return.js";

/** How much of each line has left the house. */
export async function shippedSoFar(tx: Tx, order: StoredOrder): Promise<ReadonlyMap<string, string>> {
  return shippedOf({ lines: order.lines, shipments: await shipmentsOf(tx, order.id) });
}

/** How much of each line can still come back: what has left, without what is coming back or has been asked for. */
export async function roomOf(tx: Tx, order: StoredOrder): Promise<Map<string, string>> {
  return roomAfter(await shippedSoFar(tx, order), await quantitiesComingBack(tx, order.id));
}

/**
 * The same, for goods that do come back: what was asked for and is not on its way gives way to them, the newest
 * request first, because the same goods cannot come back twice.
 */
export async function makeRoom(
  tx: Tx,
  order: StoredOrder,
  coming: readonly LineQuantity[],
  why: string,
): Promise<Map<string, string>> {
  const shipped = await shippedSoFar(tx, order);
  const most = withinRoom(coming, shipped);
  let room = roomAfter(shipped, await quantitiesComingBack(tx, order.id));
  for (const request of await openRequests(tx, order.id)) {
    if (sizeOf(withinRoom(most, room)) === sizeOf(most)) break;
    const status = statusAfter(request.status, "CANCEL", "HUB");
    if (status === null) continue;
    const act = { act: "CANCEL" as const, actor: "hub", note: why, occurredAt: new Date() };
    await writeAct(tx, request, status, { ...act, eventKey: "overtaken" });
    room = roomAfter(shipped, await quantitiesComingBack(tx, order.id));
  }
  return room;
}

const sizeOf = (lines: readonly LineQuantity[]): string =>
  JSON.stringify(lines.map(({ lineNumber, quantity }) => [lineNumber, quantity]));
