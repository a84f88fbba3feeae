import { hasLeft } from "./fulfillment.js";
import type { ShipmentStatus } from "./vocabulary.js";

/** A parcel as far as it matters that its order is canceled. */
export interface CanceledParcel {
  readonly id: string;
  readonly status: ShipmentStatus;
}

/** Parcels in these states bring nothing to anybody who has canceled it. */
const HARMLESS: ReadonlySet<ShipmentStatus> = new Set(["CANCELED", "RETURN_TO_SENDER", "RETURNED", "LOST"]);

/**
 * What a parcel of a canceled order is: PACKED if it still stands in the house and must not leave, ESCAPED if it
 * has left, null if nobody gets it.
 */
export function canceledGoods({ status }: Pick<CanceledParcel, "status">): "PACKED" | "ESCAPED" | null {
  if (HARMLESS.has(status)) return null;
  return hasLeft(status) ? "ESCAPED" : "PACKED";
}

/** One divergence a parcel, however often it is heard of. */
export const canceledKey = ({ id }: Pick<CanceledParcel, "id">): string => `CANCELED:${id}`;
