import { z } from "zod";
import { postalAddress } from "../../domain/address.js";

const id = z.int();
const amount = z.string().regex(/^-?\d+(\.\d+)?$/);
/** Microseconds since 1970, of the last change of a record. */
const stamp = z.string().regex(/^\d{16}$/);

export const SALE_STATES = ["draft", "quotation", "confirmed", "processing", "done", "cancelled"] as const;
const SHIPMENT_STATES = [
  "draft",
  "waiting",
  "assigned",
  "picked",
  "packed",
  "shipped",
  "done",
  "cancelled",
] as const;

const line = z.object({
  id,
  lineNumber: z.string().min(1).max(100),
  product: id.nullable(),
  sku: z.string().nullable(),
  description: z.string().nullable(),
  unit: id.nullable(),
  quantity: amount,
  unitPrice: amount.nullable(),
  stamp,
});

const shipment = z.object({
  id,
  number: z.string(),
  state: z.enum(SHIPMENT_STATES),
  address: id.nullable(),
  carrier: z.string().nullable(),
  trackingNumber: z.string().nullable(),
  /** What of each line is in it. */
  lines: z.array(z.object({ line: id, quantity: amount })),
  stamp,
});

/** A sale as Tryton holds it, with what hangs on it and is a record of its own there. */
export const saleState = z.object({
  id,
  number: z.string().nullable(),
  reference: z.string(),
  state: z.enum(SALE_STATES),
  party: id,
  invoiceAddress: id.nullable(),
  shipmentParty: id.nullable(),
  shipmentAddress: id.nullable(),
  /** `exception` if a shipment was canceled and nobody has said yet what becomes of its goods. */
  shipmentState: z.string(),
  shippingDate: z.string().nullable(),
  stamp,
  lines: z.array(line),
  shipments: z.array(shipment),
  addresses: z.array(z.object({ id, stamp, address: postalAddress })),
});
export type SaleState = z.infer<typeof saleState>;
export type SaleLine = SaleState["lines"][number];
export type Shipment = SaleState["shipments"][number];

/** Goods that come back to the warehouse, with the order they came from. */
export const returnState = z.object({
  id,
  number: z.string(),
  state: z.enum(["draft", "received", "done", "cancelled"]),
  reference: z.string(),
  lines: z.array(z.object({ lineNumber: z.string().min(1).max(100), quantity: amount })),
  stamp,
});
export type ReturnState = z.infer<typeof returnState>;

/** What a look for changes brings, as one message each. */
export const trytonDocument = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("sale"), sale: saleState }),
  z.object({ kind: z.literal("return"), return: returnState }),
]);
