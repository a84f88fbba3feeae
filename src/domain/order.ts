import { z } from "zod";
import { postalAddress } from "./address.js";
import { currencyCode, decimal } from "./decimal.js";
import { partyStatement } from "./party.js";
import { fieldProvenance } from "./provenance.js";
import type { OrderStatus } from "./vocabulary.js";

const text = z.string().max(2000);

export const canonicalOrderLine = z.object({
  /** The source's own line number or id, as text: it is the key of the line within its order. */
  lineNumber: z.string().min(1).max(100),
  sku: text.nullable(),
  description: text.nullable(),
  quantity: decimal,
  unit: text.nullable(),
  unitPrice: decimal.nullable(),
});
export type CanonicalOrderLine = z.infer<typeof canonicalOrderLine>;

/** An order as the hub understands it, whichever channel it came from. */
export const canonicalOrder = z.object({
  /** Unique within its connection; a later document with the same id is a later version. */
  externalId: z.string().min(1).max(200),
  /** The number people use for it at the source, e.g. `#1001`. */
  externalNumber: text.nullable(),
  /** The customer's own purchase order number. */
  poNumber: text.nullable(),
  /** The source's version of the order, sortable as text (an ISO instant or a padded number). */
  externalVersion: text.nullable(),
  /** ISO 8601 instant with offset. */
  placedAt: z.iso.datetime({ offset: true }),
  currency: currencyCode.nullable(),
  buyer: partyStatement,
  shipTo: postalAddress.nullable(),
  /** Day the customer asked for, ISO date. */
  requestedDate: z.iso.date().nullable(),
  lines: z.array(canonicalOrderLine).min(1).max(10_000),
  note: text.nullable(),
  canceled: z.boolean(),
  /** Why a person has to look before this order is executed; empty if nothing is in doubt. */
  doubts: z.array(text),
  provenance: z.array(fieldProvenance),
});
export type CanonicalOrder = z.infer<typeof canonicalOrder>;

/** Which statuses may follow which. The only place this is written down. */
const FOLLOWS: Record<OrderStatus, readonly OrderStatus[]> = {
  DRAFT: ["NEEDS_REVIEW", "CONFIRMED", "CANCELED"],
  NEEDS_REVIEW: ["CONFIRMED", "CANCELED"],
  CONFIRMED: ["COMPLETED", "CANCELED"],
  COMPLETED: [],
  CANCELED: [],
};

export function canBecome(from: OrderStatus, to: OrderStatus): boolean {
  return FOLLOWS[from].includes(to);
}
