import { type TrackingEventDocument, trackingEventKey } from "../../domain/execution.js";
import { hasLeft } from "../../domain/fulfillment.js";
import { type ReturnAct, statusAfter } from "../../domain/return-states.js";
import type { ShipmentStatus } from "../../domain/vocabulary.js";
import type { Tx } from "../../store/database.js";
import { returnByTracking, writeAct } from "../../store/writes/return.js";
import type { Applied } from "../receiving/arriving.js";

/**
 * What a carrier tells of a parcel on its way back moves the return, as far as its machine allows: that it has
 * left the customer, and that it was handed over. Only the warehouse receives it. The caller has locked the order, and refreshes it.
 */
export async function followReturn(tx: Tx, event: TrackingEventDocument): Promise<Applied> {
  const known = await returnByTracking(tx, event.trackingNumber);
  const act = event.corrects === null ? actOf(event.status) : null;
  const next = known === null || act === null ? null : statusAfter(known.status, act, "CARRIER");
  if (known === null || act === null || next === null) {
    return { kind: "APPLIED", result: `return parcel ${event.trackingNumber}: nothing moves` };
  }
  const moved = await writeAct(tx, known, next, {
    ...{ act, actor: "carrier", note: event.description, occurredAt: new Date(event.occurredAt) },
    eventKey: `tracking:${trackingEventKey(event)}`,
  });
  return { kind: "APPLIED", result: `return ${known.number} is ${moved.status}` };
}

function actOf(status: ShipmentStatus): ReturnAct | null {
  if (status === "DELIVERED" || status === "RETURNED") return "CARRIER_DELIVERED";
  return hasLeft(status) ? "DISPATCH" : null;
}
