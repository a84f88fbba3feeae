import Big from "big.js";
import { z } from "zod";
import { postalAddress } from "./address.js";
import { currencyCode, decimal, totalOf } from "./decimal.js";
import { day, instant } from "./instant.js";
import { partyStatement } from "./party.js";
import { fieldProvenance } from "./provenance.js";
import type { OrderStatus } from "./vocabulary.js";

const text = z.string().max(2000);
/** Numbers are looked up, so they have to fit an index. */
const number = z.string().max(200);

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
  /** Our own id of it, where a system that we have given orders to shows one of them: it comes back like an echo. */
  reference: z.uuid().optional(),
  /** The number people use for it at the source, e.g. `#1001`. */
  externalNumber: number.nullable(),
  /** The customer's own purchase order number. */
  poNumber: number.nullable(),
  /** The source's version of the order, sortable as text (an ISO instant or a padded number). */
  externalVersion: number.nullable(),
  /** ISO 8601 instant with offset. */
  placedAt: instant,
  currency: currencyCode.nullable(),
  buyer: partyStatement,
  shipTo: postalAddress.nullable(),
  /** Day the customer asked for, ISO date. */
  requestedDate: day.nullable(),
  lines: z.array(canonicalOrderLine).min(1).max(10_000),
  note: text.nullable(),
  canceled: z.boolean(),
  /** Why a person has to look before this order is executed; empty if nothing is in doubt. */
  doubts: z.array(text),
  provenance: z.array(fieldProvenance),
});
export type CanonicalOrder = z.infer<typeof canonicalOrder>;

/** Just below what `numeric(20,2)` holds. */
const TOTAL_END = new Big("1e18");

/** Why these lines can be no order's; null if they can. A line number is the key of its line, and nobody orders nothing. */
export function faultOfLines(lines: readonly CanonicalOrderLine[]): string | null {
  const seen = new Set<string>();
  for (const { lineNumber, quantity } of lines) {
    if (seen.has(lineNumber)) return `two lines have the number ${lineNumber}`;
    if (new Big(quantity).lte(0)) return `line ${lineNumber} orders ${quantity}; a quantity is above zero`;
    seen.add(lineNumber);
  }
  return new Big(totalOf(lines)).abs().gte(TOTAL_END) ? "the lines come to more than can be counted" : null;
}

/** Which statuses may follow which. The only place this is written down. */
const FOLLOWS: Record<OrderStatus, readonly OrderStatus[]> = {
  DRAFT: ["NEEDS_REVIEW", "CONFIRMED", "CANCELED"],
  NEEDS_REVIEW: ["CONFIRMED", "CANCELED"],
  CONFIRMED: ["COMPLETED", "CANCELED"],
  COMPLETED: [],
  CANCELED: [],
};

/** Where an order can go from here. */
export const orderStatusesAfter = (from: OrderStatus): readonly OrderStatus[] => FOLLOWS[from];

export function canBecome(from: OrderStatus, to: OrderStatus): boolean {
  return FOLLOWS[from].includes(to);
}
