import { createHash } from "node:crypto";
import Big from "big.js";
import type { PostalAddress } from "../../domain/address.js";
import { sameDeliveryPoint } from "../../domain/address.js";
import type { FulfillmentOrderStatus } from "../../domain/vocabulary.js";
import type { ExecutionSnapshot } from "../connector.js";
import type { SaleLine, SaleState, Shipment } from "./payload.js";

/** Nobody in the warehouse has touched these: Tryton makes them anew with every amendment. */
export const isUntouched = ({ state }: Shipment): boolean => state === "draft" || state === "waiting";
/** In the warehouse's hands: its list bears the address. */
export const isInHand = ({ state }: Shipment): boolean =>
  state === "assigned" || state === "picked" || state === "packed";
export const hasGone = ({ state }: Shipment): boolean => state === "shipped" || state === "done";

const HASH_CHARS = 8;

/**
 * One text for the whole of a sale and everything on it. It sorts as the changes of the sale do and then as
 * those of its shipments and addresses; the hash tells apart what was written in one instant.
 */
export function versionOf(sale: SaleState): string {
  const others = [...sale.lines, ...sale.shipments, ...sale.addresses].map(({ stamp }) => stamp).sort();
  const all = [sale.stamp, ...others, sale.state, ...sale.shipments.map(({ state }) => state)];
  const hash = createHash("sha256").update(all.join("|")).digest("hex").slice(0, HASH_CHARS);
  return `${sale.stamp}.${others.at(-1) ?? sale.stamp}.${hash}`;
}

/** The moment of the newest change, in microseconds. */
export const newestOf = (sale: SaleState): string =>
  [sale, ...sale.lines, ...sale.shipments, ...sale.addresses]
    .map(({ stamp }) => stamp)
    .sort()
    .at(-1) ?? sale.stamp;

/** A line that was taken off stays in Tryton with a quantity of none. */
export const isLive = ({ quantity }: Pick<SaleLine, "quantity">): boolean => !new Big(quantity).eq(0);

/** Never to be shipped: canceled, brought down to nothing, or every shipment canceled and left at that. */
export function isCanceled({ state, lines, shipments }: SaleState): boolean {
  if (state === "cancelled" || !lines.some(isLive)) return true;
  return (
    state === "done" && shipments.length > 0 && shipments.every((shipment) => shipment.state === "cancelled")
  );
}

/** A draft shipment is a stop: it can be neither assigned, picked nor shipped until somebody lets it wait again. */
export function statusOf(sale: SaleState): FulfillmentOrderStatus {
  if (isCanceled(sale)) return "CANCELED";
  if (sale.shipments.some(isInHand)) return "IN_PROGRESS";
  const untouched = sale.shipments.filter(isUntouched);
  if (untouched.length > 0) return untouched.every(({ state }) => state === "draft") ? "ON_HOLD" : "OPEN";
  if (sale.shipmentState === "exception") return "ON_HOLD";
  return sale.state === "done" || sale.shipmentState === "sent" ? "CLOSED" : "OPEN";
}

export const addressIn = (sale: SaleState, id: number | null): PostalAddress | null =>
  sale.addresses.find((known) => known.id === id)?.address ?? null;

/** Where the goods would go: what a shipment says counts more than what the sale does. */
export function shipToOf(sale: SaleState): PostalAddress | null {
  const own = addressIn(sale, sale.shipmentAddress);
  const others = sale.shipments.filter(isUntouched).map(({ address }) => addressIn(sale, address));
  return others.find((other) => other !== null && (own === null || !sameDeliveryPoint(own, other))) ?? own;
}

export function snapshotOf(sale: SaleState): ExecutionSnapshot {
  const labels = sale.shipments
    .filter((shipment) => isInHand(shipment) || hasGone(shipment))
    .flatMap(({ address }) => addressIn(sale, address) ?? []);
  return {
    externalId: String(sale.id),
    version: versionOf(sale),
    status: statusOf(sale),
    shipTo: shipToOf(sale),
    labels,
    requestedDate: sale.shippingDate,
    canceled: isCanceled(sale),
    lines: sale.lines.filter(isLive).map(({ lineNumber, sku, description, quantity, unitPrice }) => ({
      ...{ lineNumber, sku, description, quantity, unitPrice },
    })),
  };
}

/** How much of a line has left, or stands packed. */
export function shippedOf(sale: SaleState, line: SaleLine): Big {
  return sale.shipments
    .filter((shipment) => hasGone(shipment) || shipment.state === "packed")
    .flatMap(({ lines }) => lines)
    .filter((part) => part.line === line.id)
    .reduce((sum, { quantity }) => sum.plus(quantity), new Big(0));
}
