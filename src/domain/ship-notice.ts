import { z } from "zod";
import { postalAddress } from "./address.js";
import { decimal } from "./decimal.js";
import { day, instant } from "./instant.js";
import { orderReference } from "./order-reference.js";

/** What a document is to one that came before it under the same number. */
export const DOCUMENT_PURPOSES = ["ORIGINAL", "REPLACE", "CHANGE", "CANCEL", "COPY", "CONFIRMATION"] as const;
export type DocumentPurpose = (typeof DOCUMENT_PURPOSES)[number];

const text = z.string().max(2000);
const id = z.string().max(200);

/** Goods in a package. `order` is the place in the notice's list of orders, null where it does not say. */
const shippedLine = z.object({
  order: z.int().nonnegative().nullable(),
  /** The line as the order numbers it. */
  lineNumber: z.string().max(100).nullable(),
  sku: text.nullable(),
  description: text.nullable(),
  quantity: decimal,
  unit: text.nullable(),
});

const shippedPackage = z.object({
  /** Serial shipping container code (18 digits) or the sender's own number of the package. */
  id: id.nullable(),
  /** The `id` of the package it is packed in. */
  parent: id.nullable(),
  trackingNumber: id.nullable(),
  lines: z.array(shippedLine).max(10_000),
});

/** A notice that goods are on their way (856, DESADV, DespatchAdvice, ShipNoticeRequest). */
export const shipNotice = z.object({
  externalId: id,
  purpose: z.enum(DOCUMENT_PURPOSES),
  orders: z.array(orderReference).max(1000),
  carrier: z.object({ code: id.nullable(), name: text.nullable(), service: text.nullable() }),
  trackingNumbers: z.array(id).max(1000),
  shipTo: postalAddress.nullable(),
  /** GLN, DUNS or another code of the place the goods go to. */
  shipToCode: id.nullable(),
  issuedAt: instant.nullable(),
  dispatchedAt: instant.nullable(),
  estimatedDelivery: day.nullable(),
  /** Goods that are in no package of their own stand in one package without an id. */
  packages: z.array(shippedPackage).max(10_000),
});
export type ShipNotice = z.infer<typeof shipNotice>;
