import { z } from "zod";
import { postalAddress } from "./address.js";
import { decimal } from "./decimal.js";
import {
  EXCEPTION_REASONS,
  FULFILLMENT_ORDER_STATUSES,
  RETURN_KINDS,
  SHIPMENT_STATUSES,
} from "./vocabulary.js";

const text = z.string().max(2000);
const instant = z.iso.datetime({ offset: true });

/** The work order as the execution system says it stands. */
export const fulfillmentOrderEvent = z.object({
  type: z.literal("FULFILLMENT_ORDER"),
  /** The execution system's id of the work order. */
  externalId: text,
  /** Our order id, which we gave it when we sent the order. */
  reference: text,
  externalVersion: text.nullable(),
  status: z.enum(FULFILLMENT_ORDER_STATUSES),
  /** Where the execution system would send the goods. */
  shipTo: postalAddress.nullable(),
  occurredAt: instant,
});

/** A parcel, from the label on. `shipTo` is what stands on the label. */
export const shipmentEvent = z.object({
  type: z.literal("SHIPMENT"),
  externalId: text,
  fulfillmentOrderExternalId: text,
  reference: text,
  status: z.enum(SHIPMENT_STATUSES),
  carrier: text.nullable(),
  trackingNumber: text.nullable(),
  shipTo: postalAddress.nullable(),
  estimatedDelivery: z.iso.date().nullable(),
  lines: z.array(z.object({ lineNumber: text, quantity: decimal })),
  occurredAt: instant,
});

/** One thing that happened to a parcel. `code` is the carrier's own, kept as it came. */
export const trackingEvent = z.object({
  type: z.literal("TRACKING"),
  trackingNumber: text,
  carrier: text.nullable(),
  status: z.enum(SHIPMENT_STATUSES),
  reason: z.enum(EXCEPTION_REASONS).nullable(),
  code: text.nullable(),
  description: text.nullable(),
  location: text.nullable(),
  occurredAt: instant,
});

/** Goods that have come back, as the execution system received them. */
export const returnEvent = z.object({
  type: z.literal("RETURN"),
  externalId: text,
  reference: text,
  trackingNumber: text.nullable(),
  kind: z.enum(RETURN_KINDS),
  reason: z.enum(EXCEPTION_REASONS).nullable(),
  lines: z.array(z.object({ lineNumber: text, quantity: decimal })),
  occurredAt: instant,
});

/** What an execution system or a carrier reports. */
export const executionEvent = z.discriminatedUnion("type", [
  fulfillmentOrderEvent,
  shipmentEvent,
  trackingEvent,
  returnEvent,
]);
export type ExecutionEvent = z.infer<typeof executionEvent>;
export type FulfillmentOrderEvent = z.infer<typeof fulfillmentOrderEvent>;
export type ShipmentEvent = z.infer<typeof shipmentEvent>;
export type TrackingEventDocument = z.infer<typeof trackingEvent>;
export type ReturnEvent = z.infer<typeof returnEvent>;
