import Big from "big.js";
import { z } from "zod";
import { faultOfReturn, type LineFault, type ReturnLine, returnLine } from "../../domain/return-line.js";
import type { Viewer } from "../../domain/viewer.js";
import type { ExceptionReason } from "../../domain/vocabulary.js";
import type { Tx } from "../../store/database.js";
import type { StoredOrder } from "../../store/writes/order.js";
import { openReturn } from "../../store/writes/return.js";
import { once } from "../acts/once.js";
import { done, type Outcome, refused } from "../acts/outcome.js";
import { rehearse } from "../acts/rehearse.js";
import { ownOrder } from "../orders/change-order.js";
import { refreshOrder } from "../orders/refresh-order.js";
import type { Hub } from "../work/hub.js";
import { decideByPolicy } from "./decide-return.js";
import type { ReturnOutcome } from "./on-return.js";
import { costsOf } from "./open-return.js";
import { roomOf, shippedSoFar } from "./return-room.js";

export interface RequestReturnInput {
  readonly idempotencyKey: string;
  readonly orderId: string;
  readonly lines: readonly ReturnLine[];
  readonly reason: ExceptionReason | null;
  readonly note: string | null;
  readonly dryRun?: boolean;
}

const requestedLines = z.array(returnLine).max(250);

/**
 * Asks to send goods back. Only what has left the house and is not on its way back already can be asked for. The
 * house's own rules answer at once, or put it before a person.
 */
export async function requestReturn(
  hub: Hub,
  viewer: Viewer,
  input: RequestReturnInput,
): Promise<Outcome<ReturnOutcome>> {
  const work = (tx: Tx) => request(tx, hub, viewer, input);
  if (input.dryRun === true) return rehearse(hub, work);
  return once(hub, viewer, input.idempotencyKey, input, work);
}

async function request(
  tx: Tx,
  hub: Hub,
  viewer: Viewer,
  input: RequestReturnInput,
): Promise<Outcome<ReturnOutcome>> {
  const order = await ownOrder(tx, viewer, input.orderId);
  if (order === null) return refused("NOT_FOUND", "there is no such order", "orderId");
  const objection = await objectionTo(tx, order, input.lines);
  if (objection !== null) return objection;
  const reasons = input.lines.map(({ reason }) => reason ?? input.reason);
  const isOurs = reasons.every((reason) => reason !== null && OUR_FAULT.includes(reason));
  const { kept } = await openReturn(
    tx,
    {
      ...{ orderId: order.id, shipmentId: null, kind: "CUSTOMER_RETURN", status: "REQUESTED" },
      requestKey: `api:${viewer.subject}:${input.idempotencyKey}`,
      ...{ reason: input.reason, cause: null, causeDetails: null, preventable: false },
      causeKind: isOurs ? "CARRIER_FAULT" : "CUSTOMER_DECISION",
      lines: requestedLines.parse(input.lines),
      ...{ note: input.note, requestedBy: viewer.subject, channel: order.channel, outwardCarrier: null },
      ...costsOf(hub, "CUSTOMER_RETURN", null),
    },
    { act: "REQUEST", occurredAt: new Date() },
  );
  const decided = await decideByPolicy(tx, hub, order, kept, new Date());
  await refreshOrder(tx, order);
  return done({ returnId: decided.id, preview: input.dryRun === true ? decided : null });
}

const OUR_FAULT: readonly ExceptionReason[] = ["DAMAGED", "MISROUTED", "CARRIER"];

async function objectionTo(
  tx: Tx,
  order: StoredOrder,
  lines: readonly ReturnLine[],
): Promise<Outcome<never> | null> {
  const fault = faultOfReturn(lines, await roomOf(tx, order));
  if (fault?.code === "INVALID" && fault.at === null) return refusedLines(fault);
  const shipped = await shippedSoFar(tx, order);
  if ([...shipped.values()].every((quantity) => new Big(quantity).eq(0))) {
    return refused("NOT_SHIPPED", "nothing of this order has left the house: change or cancel it instead");
  }
  return fault === null ? null : refusedLines(fault);
}

/** A fault of lines as the caller's input has them. */
export const refusedLines = ({ code, message, at, field }: LineFault): Outcome<never> =>
  refused(code, message, at === null ? "lines" : `lines.${at}${field === null ? "" : `.${field}`}`);
