import { type PostalAddress, sameDeliveryPoint } from "./address.js";

/** Where an address was seen: on the work order, on a label, or on a parcel that has left. */
export type GuardStage = "WORK_ORDER" | "LABEL" | "DISPATCHED";

/**
 * SAME: goes where the order says. PENDING: an address change is on its way to this system, which
 * has not printed anything yet. DIVERGED: stop it. ESCAPED: it has left; nothing here can stop it.
 */
export type GuardVerdict = "SAME" | "PENDING" | "DIVERGED" | "ESCAPED";

/** Would the parcel go somewhere else than the order says? Mere spelling is no alarm. */
export function guardShipTo(
  expected: PostalAddress | null,
  found: PostalAddress | null,
  stage: GuardStage,
  changePending: boolean,
): GuardVerdict {
  if (expected === null || found === null || sameDeliveryPoint(expected, found)) return "SAME";
  if (stage === "DISPATCHED") return "ESCAPED";
  return stage === "WORK_ORDER" && changePending ? "PENDING" : "DIVERGED";
}
