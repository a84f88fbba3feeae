import { z } from "zod";
import type { Tryton } from "./client.js";
import { refused } from "./fault.js";
import type { SaleState, Shipment } from "./payload.js";
import { found } from "./records.js";
import { isUntouched } from "./sale.js";
import { stampThere } from "./values.js";

const shipmentState = z.object({ id: z.int(), state: z.string() });
/** One that was deleted meanwhile is simply not among them. */
const statesOf = (tryton: Tryton, ids: readonly number[]) =>
  found(tryton, "stock.shipment.out", shipmentState, ["state"], ids);

/**
 * Makes waiting shipments drafts, from which nothing can be assigned or picked. Tryton compares the moment
 * of their last change, so one that somebody has taken up since it was read stays as it is.
 */
export async function lockShipments(tryton: Tryton, { shipments }: SaleState): Promise<void> {
  const waiting = shipments.filter(({ state }) => state === "waiting");
  if (waiting.length === 0) return;
  const ids = waiting.map(({ id }) => id);
  await tryton.call("model.stock.shipment.out.draft", [ids], { _timestamp: stampsOf(waiting) });
  // Tryton passes over, without a word, what cannot become a draft from where it is.
  const now = await statesOf(tryton, ids);
  if (now.every(({ state }) => state === "draft") && now.length === ids.length) return;
  throw refused("VERSION_CONFLICT", "the warehouse has taken a shipment up since it was read");
}

const stampsOf = (shipments: readonly Shipment[]): Record<string, string> =>
  Object.fromEntries(shipments.map(({ id, stamp }) => [`stock.shipment.out,${id}`, stampThere(stamp)]));

/** Lets shipments wait for the warehouse again that were made drafts. */
export async function unlockShipments(tryton: Tryton, { shipments }: SaleState): Promise<void> {
  const ids = shipments.filter(isUntouched).map(({ id }) => id);
  if (ids.length === 0) return;
  const now = await statesOf(tryton, ids);
  const drafts = now.filter(({ state }) => state === "draft").map(({ id }) => id);
  if (drafts.length > 0) await tryton.call("model.stock.shipment.out.wait", [drafts]);
}
