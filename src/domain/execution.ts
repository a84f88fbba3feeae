import { z } from "zod";
import { postalAddress } from "./address.js";
import { decimal } from "./decimal.js";
import { day, instant } from "./instant.js";
import {
  EXCEPTION_REASONS,
  FULFILLMENT_ORDER_STATUSES,
  RETURN_KINDS,
  SHIPMENT_STATUSES,
} from "./vocabulary.js";

const text = z.string().max(2000);
/** Ids and codes are looked up, so they have to fit an index. */
const id = z.string().max(200);

/** The work order as the execution system says it stands. */
export const fulfillmentOrderEvent = z.object({
  type: z.literal("FULFILLMENT_ORDER"),
  /** The execution system's id of the work order. */
  externalId: id,
  /** Our order id, which we gave it when we sent the order. */
  reference: id,
  externalVersion: id.nullable(),
  status: z.enum(FULFILLMENT_ORDER_STATUSES),
  /** Where the execution system would send the goods. */
  shipTo: postalAddress.nullable(),
  occurredAt: instant,
});

/** A parcel, from the label on. `shipTo` is what stands on the label. */
export const shipmentEvent = z.object({
  type: z.literal("SHIPMENT"),
  externalId: id,
  fulfillmentOrderExternalId: id,
  reference: id,
  status: z.enum(SHIPMENT_STATUSES),
  carrier: id.nullable(),
  trackingNumber: id.nullable(),
  shipTo: postalAddress.nullable(),
  estimatedDelivery: day.nullable(),
  lines: z.array(z.object({ lineNumber: text, quantity: decimal })),
  occurredAt: instant,
});

/** A parcel as an execution system shows it when it is read back: what an event of it would have told. */
export const seenParcel = shipmentEvent.omit({
  type: true,
  fulfillmentOrderExternalId: true,
  reference: true,
});
export type SeenParcel = z.infer<typeof seenParcel>;

/** One thing that happened to a parcel. `code` is the carrier's own, kept as it came. */
export const trackingEvent = z.object({
  type: z.literal("TRACKING"),
  trackingNumber: id,
  carrier: id.nullable(),
  status: z.enum(SHIPMENT_STATUSES),
  reason: z.enum(EXCEPTION_REASONS).nullable(),
  code: id.nullable(),
  description: text.nullable(),
  location: z.string().max(300).nullable(),
  occurredAt: instant,
  /** True if the carrier gave local time without a zone and the place's zone is not known either. */
  zoneUnknown: z.boolean().default(false),
  /** The day the carrier expects to deliver, as of this event. */
  estimatedDelivery: day.nullable().default(null),
  /** The sender's own id of this event, where it has one: corrections name events by it. */
  eventId: id.optional(),
  /** The sender's id, or the key, of an earlier event that this one takes back (an EPCIS error declaration). */
  corrects: z.string().max(1000).nullable().default(null),
});

/** Goods that have come back, as the execution system received them. */
export const returnEvent = z.object({
  type: z.literal("RETURN"),
  externalId: id,
  reference: id,
  trackingNumber: id.nullable(),
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

/**
 * What makes two tellings of an event one: feeds re-send whole histories, and most name no event by an id.
 */
export const trackingEventKey = ({
  occurredAt,
  status,
  code,
  location,
}: Pick<TrackingEventDocument, "occurredAt" | "status" | "code" | "location">): string =>
  [new Date(occurredAt).toISOString(), status, code ?? "", location ?? ""].join("|");
