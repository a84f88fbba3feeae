import { z } from "zod";
import { shaped, type Tryton } from "./client.js";
import { refused } from "./fault.js";
import { unlockShipments } from "./lock.js";
import type { SaleState } from "./payload.js";
import { text } from "./values.js";

/** How our amendments are called in Tryton: whether the sale was stopped before, and by which request. */
export const descriptionOf = (isHeld: boolean, key: string): string =>
  `${isHeld ? HELD : FREE} ${key}`.slice(0, DESCRIPTION_MAX);

const FREE = "Throughline";
const HELD = "Throughline (stopped)";
const DESCRIPTION_MAX = 200;

const left = z.array(z.object({ id: z.int(), description: text, _timestamp: z.string() }));

/**
 * Takes back what a try that was cut off has left: its amendment, which was never validated, and the
 * shipments that it had made drafts. The sale then is another than was read, and the caller reads anew.
 * Tryton refuses if that try has come to its end after all.
 */
export async function takeBackLeftovers(tryton: Tryton, sale: SaleState): Promise<void> {
  const domain = [
    ["sale", "=", sale.id],
    ["state", "=", "draft"],
    ["description", "like", `${FREE} %`],
  ];
  const answer = await tryton.call("model.sale.amendment.search_read", [
    ...[domain, 0, null, [["id", "ASC"]], ["description", "_timestamp"]],
  ]);
  const found = shaped(left, answer);
  if (found.length === 0) return;
  const wasFree = found.some(({ description }) => description?.startsWith(HELD) !== true);
  if (wasFree) await unlockShipments(tryton, sale);
  const stamps = found.map(({ id, _timestamp }) => [`sale.amendment,${id}`, _timestamp]);
  await tryton.call("model.sale.amendment.delete", [found.map(({ id }) => id)], {
    _timestamp: Object.fromEntries(stamps),
  });
  throw refused("VERSION_CONFLICT", "an earlier try was cut off and has been taken back");
}
