import { z } from "zod";
import { postalAddress } from "../../domain/address.js";
import { decimal } from "../../domain/decimal.js";
import type { SeenParcel } from "../../domain/execution.js";
import { canonicalOrderLine } from "../../domain/order.js";
import type { FulfillmentOrderStatus } from "../../domain/vocabulary.js";

/** How far the goods are, in the order in which a warehouse and a carrier work. */
export const STEPS = [
  "ACCEPTED",
  "LABEL",
  "DISPATCH",
  "IN_TRANSIT",
  "OUT_FOR_DELIVERY",
  "DELIVERED",
  "UNDELIVERABLE",
  "RETURNED",
] as const;
export type Step = (typeof STEPS)[number];

const text = z.string().max(2000);

/** What POST /orders takes. */
export const newOrder = z.object({
  reference: z.string().min(1).max(200),
  orderNumber: text,
  customerName: text.nullable(),
  poNumber: text.nullable(),
  currency: text.nullable(),
  shipTo: postalAddress.nullable(),
  requestedDate: z.iso.date().nullable(),
  lines: z.array(canonicalOrderLine).min(1).max(10_000),
  note: text.nullable(),
});
export type NewOrder = z.infer<typeof newOrder>;

const contact = z.object({
  contactName: z.string().nullable(),
  emails: z.array(z.string()),
  phones: z.array(z.string()),
});

const label = z.object({
  shipmentId: z.string(),
  trackingNumber: z.string(),
  /** The address as it is printed, whatever the order says by now. */
  shipTo: postalAddress.nullable(),
  /** When the parcel came to the state it is in here; null for what an old ledger does not tell. */
  at: z.string().nullable().default(null),
});

const part = z.object({ lineNumber: text, quantity: decimal });

/** What POST /orders/{id}/returns takes: goods that are to come back, under the number of the return. */
export const expectedReturn = z.object({
  reference: z.string().min(1).max(200),
  lines: z.array(part).min(1).max(10_000),
  reason: text.nullable(),
});
export type ExpectedReturn = z.infer<typeof expectedReturn>;

/** An order as this system keeps it; every ledger entry holds the whole of it. */
export const bogusOrder = newOrder.extend({
  id: z.string(),
  version: z.int().positive(),
  step: z.enum(STEPS),
  heldFor: z.string().nullable(),
  canceled: z.boolean(),
  contact: contact.nullable(),
  /** Where the goods were to go when the order came in. */
  originalShipTo: postalAddress.nullable(),
  label: label.nullable(),
  /** Goods that the warehouse has been told to expect back. */
  returns: z.array(expectedReturn).default([]),
});
export type BogusOrder = z.infer<typeof bogusOrder>;

const VERSION_DIGITS = 6;

/** Padded, so that later versions sort after earlier ones as text. */
export function versionOf({ version }: BogusOrder): string {
  return String(version).padStart(VERSION_DIGITS, "0");
}

export function statusOf({ canceled, heldFor, step }: BogusOrder): FulfillmentOrderStatus {
  if (canceled) return "CANCELED";
  if (step === "DELIVERED" || step === "RETURNED") return "CLOSED";
  if (heldFor !== null) return "ON_HOLD";
  return step === "ACCEPTED" ? "OPEN" : "IN_PROGRESS";
}

/** True from the moment the carrier has the goods. */
export function isShipped({ step }: BogusOrder): boolean {
  return STEPS.indexOf(step) >= STEPS.indexOf("DISPATCH");
}

/** What the API shows of an order. */
export function viewOf(order: BogusOrder) {
  const { originalShipTo: _kept, version: _number, ...shown } = order;
  return { ...shown, version: versionOf(order), status: statusOf(order), parcels: parcelsOf(order) };
}

/** The carrier that this system gives its parcels to. */
export const CARRIER = "bogus-express";

export const linesOf = ({ lines }: BogusOrder) =>
  lines.map(({ lineNumber, quantity }) => ({ lineNumber, quantity }));

/** The order's parcel, once it has a label; null if nobody knows since when it is as it is. */
function parcelsOf(order: BogusOrder): SeenParcel[] | null {
  const { label, canceled } = order;
  if (label === null) return [];
  if (label.at === null) return null;
  const { shipmentId: externalId, trackingNumber, shipTo, at: occurredAt } = label;
  // Where it is on its way, only the carrier knows.
  const status = isShipped(order) ? "PICKED_UP" : canceled ? "CANCELED" : "LABEL_CREATED";
  const stated = { estimatedDelivery: null, lines: linesOf(order), occurredAt };
  return [{ ...{ externalId, status, carrier: CARRIER, trackingNumber, shipTo }, ...stated }];
}
