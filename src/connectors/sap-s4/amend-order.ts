import type { OrderChangeTarget } from "../../domain/order-change.js";
import type { RefusalCode } from "../../domain/vocabulary.js";
import type { ExecutionAnswer, ExecutionCommand } from "../connector.js";
import type { Talk } from "../execution-client.js";
import { addressPath } from "./create-order.js";
import {
  type HeldItem,
  type HeldOrder,
  isRejected,
  isUnderWay,
  itemsOf,
  lineNumberOf,
  priceOf,
  shipToOf,
} from "./held.js";
import { orderWith } from "./read-back.js";
import { type Changed, change, quoted, sessionOf } from "./service.js";
import type { SapSettings } from "./settings.js";
import { addressValues, faultOfAddress, faultOfLine, faultOfText, itemValues, sapDate } from "./written.js";

type Amend = Extract<ExecutionCommand, { kind: "AMEND" }>;

/** One request of several that a change takes. */
interface Step {
  readonly method: "POST" | "PATCH";
  readonly path: string;
  readonly values: object;
}
type Steps = readonly Step[] | { readonly refusal: RefusalCode; readonly words: string };

/**
 * Changes an order, entity by entity, each under the order's ETag: SAP itself refuses what somebody else has changed
 * meanwhile. Our own changes move the ETag, too, so it is read again between them.
 */
export async function amendOrder(
  settings: SapSettings,
  talk: Talk,
  command: Amend,
): Promise<ExecutionAnswer> {
  const { externalId, expectedVersion, targets } = command;
  const held = await orderWith(settings, talk.look, externalId);
  if (held === null) return refused("NOT_FOUND", `SAP has no sales order ${externalId}`);
  if (held.__metadata.etag !== expectedVersion)
    return refused("VERSION_CONFLICT", `${externalId} has the version ${held.__metadata.etag}`);
  const steps: Step[] = [];
  for (const target of targets) {
    const planned = stepsFor(settings, held, target);
    if ("refusal" in planned) return refused(planned.refusal, planned.words);
    steps.push(...planned);
  }
  if (steps.length === 0) return { outcome: "ACCEPTED", externalId, nativeMessage: null };
  const session = await sessionOf(settings, talk.look);
  let etag = expectedVersion;
  let warning: string | null = null;
  for (const [at, { method, path, values }] of steps.entries()) {
    if (at > 0) etag = (await orderWith(settings, talk.look, externalId))?.__metadata.etag ?? etag;
    const done: Changed = await change(settings, talk, session, method, path, values, etag);
    if (!done.ok) return done.answer;
    warning = done.warning ?? warning;
  }
  return { outcome: "ACCEPTED", externalId, nativeMessage: warning };
}

const refused = (refusal: RefusalCode, nativeMessage: string): ExecutionAnswer => ({
  ...{ outcome: "REFUSED", refusal, nativeMessage },
});
const no = (refusal: RefusalCode, words: string) => ({ refusal, words });

function stepsFor(settings: SapSettings, held: HeldOrder, target: OrderChangeTarget): Steps {
  const order = held.SalesOrder;
  const orderPath = `A_SalesOrder(${quoted(order)})`;
  const open = itemsOf(held).filter((item) => !isRejected(item));
  switch (target.kind) {
    case "SHIP_TO":
      return addressSteps(settings, held, target.shipTo);
    case "CONTACT":
      return no("UNSUPPORTED", "the contact of a sales order is a business partner of SAP's own");
    case "CANCEL":
      return open.map((item) =>
        patchItem(order, item, { SalesDocumentRjcnReason: settings.rejectionReason }),
      );
    case "DATE": {
      const values = { RequestedDeliveryDate: sapDate(target.requestedDate) };
      return [
        { method: "PATCH", path: orderPath, values },
        ...open.flatMap((item) => scheduleSteps(order, item, values)),
      ];
    }
    case "ADD_LINE": {
      const fault = faultOfLine(target.line, settings);
      if (fault !== null) return no("VALIDATION", fault);
      const values = itemValues(target.line, null, null, settings);
      return [{ method: "POST", path: `${orderPath}/to_Item`, values }];
    }
    default: {
      const item = open.find((one) => lineNumberOf(one, settings) === target.lineNumber);
      // Somebody has rejected it already.
      if (item === undefined && target.kind === "REMOVE_LINE") return [];
      if (item === undefined) return no("NOT_FOUND", `the order has no line ${target.lineNumber}`);
      return lineSteps(settings, order, item, target);
    }
  }
}

function lineSteps(
  settings: SapSettings,
  order: string,
  item: HeldItem,
  target: Extract<OrderChangeTarget, { lineNumber: string }>,
): Steps {
  switch (target.kind) {
    case "QUANTITY":
      return [patchItem(order, item, { RequestedQuantity: target.quantity })];
    case "REMOVE_LINE":
      return [patchItem(order, item, { SalesDocumentRjcnReason: settings.rejectionReason })];
    case "QUALITY": {
      const fault = faultOfText(target.description);
      return fault === null
        ? [patchItem(order, item, { SalesOrderItemText: target.description })]
        : no("VALIDATION", fault);
    }
    case "PRICE": {
      const values = { ConditionRateValue: target.unitPrice, ConditionQuantity: "1" };
      const price = priceOf(item, settings);
      if (price === undefined) {
        const path = `${itemPath(order, item)}/to_PricingElement`;
        return [{ method: "POST", path, values: { ...values, ConditionType: settings.priceCondition } }];
      }
      const { PricingProcedureStep: step, PricingProcedureCounter: counter } = price;
      const keys = `SalesOrder=${quoted(order)},SalesOrderItem=${quoted(item.SalesOrderItem)},PricingProcedureStep=${quoted(step)},PricingProcedureCounter=${quoted(counter)}`;
      return [{ method: "PATCH", path: `A_SalesOrderItemPrElement(${keys})`, values }];
    }
  }
}

/** A delivery keeps the address it was made with, and this service does not show it: what is under way is not promised. */
function addressSteps(
  settings: SapSettings,
  held: HeldOrder,
  shipTo: Extract<OrderChangeTarget, { kind: "SHIP_TO" }>["shipTo"],
): Steps {
  const items = itemsOf(held).filter((item) => !isRejected(item));
  const gone = items.find(isUnderWay);
  if (gone !== undefined)
    return no(
      "ADDRESS_NOT_CHANGEABLE_AFTER_RELEASE",
      `item ${gone.SalesOrderItem} is in a delivery, which keeps its address`,
    );
  const fault = faultOfAddress(shipTo);
  if (fault !== null) return no("VALIDATION", fault);
  const now = shipToOf(held, settings);
  if (now === undefined) return no("UNSUPPORTED", `SAP shows no ship-to party ${settings.shipToFunction}`);
  const path = addressPath(settings, held.SalesOrder, now.AddressRepresentationCode ?? "");
  return [{ method: "PATCH", path, values: addressValues(shipTo) }];
}

const itemPath = (order: string, { SalesOrderItem: item }: HeldItem): string =>
  `A_SalesOrderItem(SalesOrder=${quoted(order)},SalesOrderItem=${quoted(item)})`;

const patchItem = (order: string, item: HeldItem, values: object): Step => ({
  ...{ method: "PATCH", path: itemPath(order, item), values },
});

const scheduleSteps = (order: string, item: HeldItem, values: object): Step[] =>
  (item.to_ScheduleLine ?? []).map(({ ScheduleLine: line }) => ({
    method: "PATCH",
    path: `A_SalesOrderScheduleLine(SalesOrder=${quoted(order)},SalesOrderItem=${quoted(item.SalesOrderItem)},ScheduleLine=${quoted(line)})`,
    values,
  }));
