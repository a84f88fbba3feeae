import { type ParcelState, parcelStateOf } from "../../domain/parcel-state.js";
import type { Tx } from "../../store/database.js";
import { heardOf, settleParcel } from "../../store/writes/parcel.js";

/** Derives anew where a parcel stands, from everything that was heard of it and still holds. */
export async function settle(tx: Tx, shipmentId: string): Promise<ParcelState | null> {
  const state = parcelStateOf(await heardOf(tx, shipmentId));
  if (state !== null) await settleParcel(tx, shipmentId, state);
  return state;
}
