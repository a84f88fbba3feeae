import { z } from "zod";
import { postalAddress } from "./address.js";
import { decimal } from "./decimal.js";
import { day, instant } from "./instant.js";
import { orderReference } from "./order-reference.js";
import { partyStatement } from "./party.js";

/** TECHNICAL: the document could be read. BUSINESS: what becomes of the order. */
const ACKNOWLEDGMENT_LEVELS = ["TECHNICAL", "BUSINESS"] as const;

/** RECEIVED promises nothing yet. */
export const ACKNOWLEDGMENT_CODES = [
  "RECEIVED",
  "ACCEPTED",
  "ACCEPTED_WITH_CHANGE",
  "PARTIALLY_ACCEPTED",
  "REJECTED",
] as const;
export type AcknowledgmentCode = (typeof ACKNOWLEDGMENT_CODES)[number];

export const LINE_ACKNOWLEDGMENT_CODES = [
  "ACCEPTED",
  "ACCEPTED_WITH_CHANGE",
  "BACKORDERED",
  "SUBSTITUTED",
  "REJECTED",
  "CANCELED",
  "ALREADY_SHIPPED",
  "UNKNOWN",
] as const;
export type LineAcknowledgmentCode = (typeof LINE_ACKNOWLEDGMENT_CODES)[number];

const text = z.string().max(2000);
const id = z.string().max(200);

/** What a partner says to one line. `code` is ours, `nativeCode` the partner's own, kept as it came. */
export const lineAcknowledgment = z.object({
  /** The line as the partner names it: our line number where it repeats it. */
  lineNumber: z.string().max(100).nullable(),
  sku: text.nullable(),
  code: z.enum(LINE_ACKNOWLEDGMENT_CODES),
  nativeCode: id.nullable(),
  /** What the partner promises; null where it does not say. */
  quantity: decimal.nullable(),
  unit: text.nullable(),
  unitPrice: decimal.nullable(),
  promisedDate: day.nullable(),
  /** Its article number, if another one will be delivered. */
  substituteSku: text.nullable(),
  note: text.nullable(),
});
export type LineAcknowledgment = z.infer<typeof lineAcknowledgment>;

/**
 * A partner's answer to a document of ours. TECHNICAL (997, CONTRL) speaks of the syntax and promises
 * nothing; BUSINESS (855, 865, ORDRSP, OrderResponse, ConfirmationRequest) speaks of the order.
 */
export const acknowledgment = z.object({
  level: z.enum(ACKNOWLEDGMENT_LEVELS),
  /** The partner's own number of this document. */
  externalId: id,
  order: orderReference,
  /** What is acknowledged, where it is not an order: interchange, group and message control numbers. */
  control: z.object({ interchange: id.nullable(), group: id.nullable(), message: id.nullable() }),
  code: z.enum(ACKNOWLEDGMENT_CODES),
  nativeCode: id.nullable(),
  issuedAt: instant.nullable(),
  promisedDate: day.nullable(),
  currency: z.string().max(3).nullable(),
  /** Who has ordered and where the goods will go, as the partner has it; left out where it does not say. */
  buyer: partyStatement.optional(),
  shipTo: postalAddress.optional(),
  /** GLN, DUNS or another code of the place the goods will go to. */
  shipToCode: id.optional(),
  lines: z.array(lineAcknowledgment).max(10_000),
  /** The partner's words, and what it found wrong. */
  notes: z.array(text).max(100),
});
export type Acknowledgment = z.infer<typeof acknowledgment>;
