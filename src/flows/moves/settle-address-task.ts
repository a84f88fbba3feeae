import { z } from "zod";
import { type PostalAddress, postalAddress, sameDeliveryPoint } from "../../domain/address.js";
import type { Viewer } from "../../domain/viewer.js";
import { checkPin } from "../../identity/golden/pin.js";
import type { Tx } from "../../store/database.js";
import { lockVersion } from "../../store/writes/customer.js";
import { currentIds } from "../../store/writes/past.js";
import { pinsOf } from "../../store/writes/pins.js";
import { noteOnTask } from "../../store/writes/review.js";
import { done, type Outcome, refused } from "../acts/outcome.js";
import type { Settlement } from "../acts/resolve-review-task.js";
import { writePin } from "../identity/pin-value.js";
import { offerAddress } from "./offer-address.js";

const details = z.object({ used: postalAddress.nullish() });

/**
 * A person has found where a customer really is. The address is fixed on the customer, above whatever else states
 * one, and offered to the orders that would still go to the one that failed. Without an address, somebody has taken
 * care of it elsewhere.
 */
export const mendAddress: Settlement["run"] = async (tx, _hub, viewer, task, answer) => {
  const given = answer.corrections?.shipTo ?? null;
  if (given === null) return done(null);
  const parsed = postalAddress.safeParse(given);
  if (!parsed.success) return refused("INVALID", z.prettifyError(parsed.error), "corrections.shipTo");
  const failed = details.safeParse(task.details).data?.used ?? null;
  if (failed !== null && sameDeliveryPoint(failed, parsed.data)) {
    return refused("SAME_ADDRESS", "that is the address the parcel came back from", "corrections.shipTo");
  }
  const [customerId] = task.customerId === null ? [] : await currentIds(tx, [task.customerId]);
  if (customerId === undefined) {
    await noteOnTask(tx, task.id, { address: parsed.data, openOrders: [] });
    return done(null);
  }
  const pinned = await fixOnCustomer(tx, viewer, customerId, parsed.data, answer.note);
  if (!pinned.ok) return pinned;
  const openOrders = await offerAddress(tx, customerId, failed, parsed.data);
  await noteOnTask(tx, task.id, { address: parsed.data, pinDecisionId: pinned.value, openOrders });
  return done(null);
};

async function fixOnCustomer(
  tx: Tx,
  viewer: Viewer,
  customerId: string,
  address: PostalAddress,
  note: string | null,
): Promise<Outcome<string>> {
  if ((await lockVersion(tx, customerId)) === null) return refused("CONFLICT", "the customer is gone");
  const before = (await pinsOf(tx, [customerId])).get(customerId)?.addresses;
  const others = z.array(postalAddress).catch([]).parse(before);
  const apart = others.filter((one) => !sameDeliveryPoint(one, address));
  const checked = checkPin("addresses", [address, ...apart]);
  if (!checked.ok) {
    const [issue] = checked.issues;
    return refused("INVALID", issue?.message ?? "is no address", "corrections.shipTo");
  }
  return done(await writePin(tx, viewer, customerId, { attribute: "addresses", value: checked.value, note }));
}
