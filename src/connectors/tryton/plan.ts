import Big from "big.js";
import { type PostalAddress, sameDeliveryPoint } from "../../domain/address.js";
import type { CanonicalOrderLine } from "../../domain/order.js";
import type { OrderChangeTarget } from "../../domain/order-change.js";
import type { RefusalCode } from "../../domain/vocabulary.js";
import type { SaleLine, SaleState, Shipment } from "./payload.js";
import { addressIn, hasGone, isInHand, isLive, isUntouched, shippedOf } from "./sale.js";

/** What has to be done in Tryton to reach some targets. */
export interface Plan {
  readonly shipTo: PostalAddress | null;
  readonly shippingDate: string | null;
  /** Lines as they are to stand afterwards, those that change. */
  readonly lines: readonly SaleLine[];
  readonly added: readonly CanonicalOrderLine[];
  /** Lines whose price changes: it must not have been invoiced. */
  readonly repriced: readonly SaleLine[];
}

export interface PlanRefusal {
  readonly refusal: RefusalCode;
  readonly words: string;
}

/**
 * Whether Tryton can still be brought to these targets, and how. Tryton itself would take nearly all of them:
 * an amendment of goods that are being picked takes the order away from its shipment and lets that go on as
 * before, to the old address and seen by nobody. So what has gone too far is refused here.
 */
export function planOf(sale: SaleState, targets: readonly OrderChangeTarget[]): Plan | PlanRefusal {
  if (sale.state === "cancelled") return no("ORDER_LOCKED", `sale ${nameOf(sale)} is canceled`);
  const touched = sale.shipments.find(({ state }) => state === "assigned" || state === "picked");
  if (touched?.state === "assigned")
    return no("CUTOFF_PASSED", `shipment ${touched.number} is assigned: the warehouse has its list`);
  if (touched !== undefined) return no("ALREADY_PICKED", `shipment ${touched.number} is picked`);
  let plan: Plan = { shipTo: null, shippingDate: null, lines: [], added: [], repriced: [] };
  for (const target of targets) {
    const next = withTarget(sale, plan, target);
    if ("refusal" in next) return next;
    plan = next;
  }
  return plan;
}

const no = (refusal: RefusalCode, words: string): PlanRefusal => ({ refusal, words });
const nameOf = ({ number, id }: SaleState): string => number ?? String(id);

function withTarget(sale: SaleState, plan: Plan, target: OrderChangeTarget): Plan | PlanRefusal {
  switch (target.kind) {
    case "SHIP_TO":
      return lateFor(sale, target.shipTo) ?? { ...plan, shipTo: target.shipTo };
    case "DATE":
      return lateFor(sale, null) ?? { ...plan, shippingDate: target.requestedDate };
    case "CANCEL":
      return cancelAll(sale, plan);
    case "CONTACT":
      return no("UNSUPPORTED", "Tryton keeps the contact of a party, not of a sale");
    case "ADD_LINE":
      return { ...plan, added: [...plan.added, target.line] };
    default:
      return withLine(sale, plan, target);
  }
}

/** Why goods can go nowhere else any more, or on no other day; null if there are some left that can. */
function lateFor(sale: SaleState, shipTo: PostalAddress | null): PlanRefusal | null {
  const late = lastOf(sale.shipments);
  const isLeft = sale.shipments.some(isUntouched);
  if (late === null || (isLeft && (shipTo === null || !goesThere(sale, shipTo)))) return null;
  const rest = isLeft ? "; the rest goes to the new address" : "";
  return hasGone(late)
    ? no("ALREADY_SHIPPED", `shipment ${late.number} has left${rest}`)
    : no("ALREADY_PICKED", `shipment ${late.number} is packed${rest}`);
}

const lastOf = (shipments: readonly Shipment[]): Shipment | null =>
  shipments.find(hasGone) ?? shipments.find(isInHand) ?? null;

function goesThere(sale: SaleState, shipTo: PostalAddress): boolean {
  const untouched = sale.shipments.filter(isUntouched).map(({ address }) => address);
  return [sale.shipmentAddress, ...untouched].every((id) => {
    const address = addressIn(sale, id);
    return address !== null && sameDeliveryPoint(address, shipTo);
  });
}

/** A sale that is processed cannot be canceled in Tryton; it can be brought down to nothing, and then ends by itself. */
function cancelAll(sale: SaleState, plan: Plan): Plan | PlanRefusal {
  const late = lastOf(sale.shipments);
  if (late !== null)
    return hasGone(late)
      ? no("ALREADY_SHIPPED", `shipment ${late.number} has left`)
      : no("ALREADY_PICKED", `shipment ${late.number} is packed`);
  const lines = sale.lines.filter(isLive).map((line) => ({ ...line, quantity: "0" }));
  return { ...plan, lines };
}

type LineTarget = Extract<OrderChangeTarget, { kind: "QUANTITY" | "PRICE" | "QUALITY" | "REMOVE_LINE" }>;

function withLine(sale: SaleState, plan: Plan, target: LineTarget): Plan | PlanRefusal {
  const before = sale.lines.find((line) => line.lineNumber === target.lineNumber && isLive(line));
  if (before === undefined) return no("NOT_FOUND", `sale ${nameOf(sale)} has no line ${target.lineNumber}`);
  const shipped = shippedOf(sale, before);
  const others = plan.lines.filter(({ id }) => id !== before.id);
  const line = plan.lines.find(({ id }) => id === before.id) ?? before;
  switch (target.kind) {
    case "QUANTITY":
      if (shipped.gt(target.quantity))
        return no(
          "BELOW_SHIPPED_QUANTITY",
          `${shipped.toFixed()} of line ${target.lineNumber} are packed or gone`,
        );
      return { ...plan, lines: [...others, { ...line, quantity: target.quantity }] };
    case "REMOVE_LINE":
      if (shipped.gt(new Big(0)))
        return no(
          "LINE_NOT_DELETABLE",
          `${shipped.toFixed()} of line ${target.lineNumber} are packed or gone`,
        );
      return { ...plan, lines: [...others, { ...line, quantity: "0" }] };
    case "PRICE":
      return {
        ...plan,
        lines: [...others, { ...line, unitPrice: target.unitPrice }],
        repriced: [...plan.repriced, before],
      };
    case "QUALITY":
      return { ...plan, lines: [...others, { ...line, description: target.description }] };
  }
}
