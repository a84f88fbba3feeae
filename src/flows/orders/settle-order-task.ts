import { z } from "zod";
import { postalAddress } from "../../domain/address.js";
import { canBecome, canonicalOrderLine, faultOfLines } from "../../domain/order.js";
import type { OrderStatus } from "../../domain/vocabulary.js";
import { writeFacts } from "../../store/outbox.js";
import { changeable, lockOrder, saveChanged, setPoNumber } from "../../store/writes/order.js";
import { done, type Outcome, refused } from "../acts/outcome.js";
import type { Settlement } from "../acts/resolve-review-task.js";
import { answerWith } from "./answer-order.js";

const correctionsShape = z.object({
  lines: z.array(canonicalOrderLine).min(1).max(10_000).optional(),
  shipTo: postalAddress.nullable().optional(),
  poNumber: z.string().max(200).nullable().optional(),
});

/** A person has looked at the order, perhaps mended what was misread: now it may be executed. */
export const confirmOrder: Settlement["run"] = async (tx, hub, _viewer, task, answer) => {
  const order = await lockOrder(tx, task.orderId ?? "");
  if (order === null || !canBecome(order.status, "CONFIRMED")) return cannot(order?.status, "confirmed");
  const parsed = correctionsShape.safeParse(answer.corrections ?? {});
  if (!parsed.success) return refused("INVALID", z.prettifyError(parsed.error), "corrections");
  const { lines, shipTo, poNumber } = parsed.data;
  const fault = faultOfLines(lines ?? []);
  if (fault !== null) return refused("INVALID", fault, "corrections.lines");
  const known = changeable(order);
  const next = {
    ...known,
    lines: lines ?? known.lines,
    shipTo: shipTo === undefined ? known.shipTo : shipTo,
  };
  await saveChanged(tx, order, next, "CONFIRMED");
  if (poNumber !== undefined) await setPoNumber(tx, order.id, poNumber);
  const code = lines === undefined ? "ACCEPTED" : "ACCEPTED_WITH_CHANGE";
  await writeFacts(tx, answerWith(hub, order.connectionId, order.id, code));
  // Without a customer yet, identity resolution sends it on its way.
  if (order.customerId !== null) {
    await writeFacts(tx, [{ kind: "OrderReady", subjectId: order.id, key: `order:${order.id}` }]);
  }
  return done(null);
};

/** A person has found that this is no order: it ends here and reaches nobody. */
export const rejectOrder: Settlement["run"] = async (tx, hub, _viewer, task) => {
  const order = await lockOrder(tx, task.orderId ?? "");
  if (order === null || !canBecome(order.status, "CANCELED")) return cannot(order?.status, "rejected");
  await saveChanged(tx, order, changeable(order), "CANCELED");
  await writeFacts(tx, answerWith(hub, order.connectionId, order.id, "REJECTED"));
  return done(null);
};

const cannot = (status: OrderStatus | undefined, wish: string): Outcome<never> =>
  refused("CONFLICT", `the order is ${status ?? "gone"} and cannot be ${wish}`);
