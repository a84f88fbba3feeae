import Big from "big.js";
import { decimal } from "../domain/decimal.js";
import { shippedOf } from "../domain/fulfillment.js";
import type { Viewer } from "../domain/viewer.js";
import type { ExceptionReason } from "../domain/vocabulary.js";
import type { Tx } from "../store/database.js";
import type { StoredOrder } from "../store/writes/order.js";
import { shipmentsOf } from "../store/writes/progress.js";
import { openReturn, quantitiesComingBack } from "../store/writes/return.js";
import { ownOrder } from "./change-order.js";
import type { Hub } from "./hub.js";
import { once } from "./once.js";
import { done, type Outcome, refused } from "./outcome.js";
import { refreshOrder } from "./refresh-order.js";

interface ReturnLine {
  readonly lineNumber: string;
  readonly quantity: string;
}

export interface RequestReturnInput {
  readonly idempotencyKey: string;
  readonly orderId: string;
  readonly lines: readonly ReturnLine[];
  readonly reason: ExceptionReason | null;
  readonly note: string | null;
}

/** Asks to send goods back. Only what has left the house and is not on its way back already can be asked for. */
export async function requestReturn(
  hub: Hub,
  viewer: Viewer,
  input: RequestReturnInput,
): Promise<Outcome<{ returnId: string }>> {
  return once(hub, viewer, input.idempotencyKey, input, async (tx) => {
    const order = await ownOrder(tx, viewer, input.orderId);
    if (order === null) return refused("NOT_FOUND", "there is no such order", "orderId");
    const objection = await objectionTo(tx, order, input.lines);
    if (objection !== null) return objection;
    const { kept } = await openReturn(tx, {
      orderId: order.id,
      shipmentId: null,
      requestKey: `api:${viewer.subject}:${input.idempotencyKey}`,
      kind: "CUSTOMER_RETURN",
      status: "REQUESTED",
      reason: input.reason,
      cause: null,
      lines: [...input.lines],
      note: input.note,
      requestedBy: viewer.subject,
    });
    await refreshOrder(tx, order);
    return done({ returnId: kept.id });
  });
}

async function objectionTo(
  tx: Tx,
  order: StoredOrder,
  lines: readonly ReturnLine[],
): Promise<Outcome<never> | null> {
  if (lines.length === 0) return refused("INVALID", "say which lines come back", "lines");
  if (new Set(lines.map(({ lineNumber }) => lineNumber)).size < lines.length) {
    return refused("INVALID", "a line stands there twice", "lines");
  }
  const back = await quantitiesComingBack(tx, order.id);
  const shipped = shippedOf({ lines: order.lines, shipments: await shipmentsOf(tx, order.id) });
  const none = [...shipped.values()].every((quantity) => new Big(quantity).eq(0));
  if (none)
    return refused("NOT_SHIPPED", "nothing of this order has left the house: change or cancel it instead");
  for (const [at, { lineNumber, quantity }] of lines.entries()) {
    const ordered = order.lines.find((line) => line.lineNumber === lineNumber);
    if (ordered === undefined)
      return refused("NOT_FOUND", `the order has no line ${lineNumber}`, `lines.${at}.lineNumber`);
    if (!decimal.safeParse(quantity).success || !new Big(quantity).gt(0)) {
      return refused("INVALID", "the quantity must be a number above zero", `lines.${at}.quantity`);
    }
    const left = new Big(shipped.get(lineNumber) ?? "0").minus(back.get(lineNumber) ?? "0");
    if (new Big(quantity).gt(left)) {
      return refused(
        "TOO_MANY",
        `at most ${left.toFixed()} of line ${lineNumber} can come back`,
        `lines.${at}.quantity`,
      );
    }
  }
  return null;
}
