import { Field, Int, ObjectType } from "type-graphql";
import type { LineFulfillment as DomainLine } from "../domain/split-shipment.js";
import type * as words from "../domain/vocabulary.js";
import type {
  TimelineEntry as StoredEntry,
  TimelineKind as StoredKind,
} from "../store/reads/timeline-entry.js";
import { connectionOf } from "./connection.js";
import { TimelineKind } from "./parcel-vocabulary.js";
import { Decimal } from "./scalars.js";
import { Shipment } from "./shipment.js";
import { ExceptionReason, OrderFulfillmentStatus } from "./vocabulary.js";

@ObjectType({
  description:
    "One thing that happened to an order, a return, a case or a customer, whichever system told of it.",
  simpleResolvers: true,
})
export class TimelineEntry
  implements Omit<StoredEntry, "id" | "orderId" | "shipmentId" | "returnId" | "caseId">
{
  @Field(() => TimelineKind, { description: "What kind of thing." })
  kind!: StoredKind;

  @Field(() => Date, { description: "When it happened." })
  occurredAt!: Date;

  @Field(() => Date, { description: "When the hub learned of it." })
  recordedAt!: Date;

  @Field(() => String, {
    nullable: true,
    description: "The connection that told of it; null for the hub's own acts.",
  })
  system!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      "Where it left what it is about: a status of the parcel, the work order, the change, the return or the case.",
  })
  status!: string | null;

  @Field(() => ExceptionReason, {
    nullable: true,
    description: "Why, if something went wrong with a parcel.",
  })
  reason!: words.ExceptionReason | null;

  @Field(() => String, {
    nullable: true,
    description:
      "A word of its kind: the carrier's code, what was changed, why it was held, what was done to a return or in a case.",
  })
  code!: string | null;

  @Field(() => String, { nullable: true, description: "What was said of it." })
  description!: string | null;

  @Field(() => String, { nullable: true, description: "Where it happened." })
  location!: string | null;

  @Field(() => Boolean, {
    description: "True if the moment was given as local time and nobody knows of which zone.",
  })
  zoneUnknown!: boolean;

  @Field(() => Date, { nullable: true, description: "When its sender took it back; it counts no more." })
  correctedAt!: Date | null;

  @Field(() => String, { nullable: true, description: "Who did it, if a person or a rule did." })
  actor!: string | null;
}

export const TimelineEntryConnection = connectionOf("TimelineEntry", () => TimelineEntry);

@ObjectType({ description: "How much of one order line is in one parcel." })
export class LineInParcel {
  @Field(() => Shipment, { nullable: true, description: "The parcel." })
  shipment!: unknown;

  @Field(() => Decimal, { description: "How much." })
  quantity!: string;
}

@ObjectType({ description: "How much of one order line is where.", simpleResolvers: true })
export class LineFulfillment implements Omit<DomainLine, "parcels"> {
  @Field(() => String, { description: "The line of the order." })
  lineNumber!: string;

  @Field(() => Decimal, { description: "How much was ordered." })
  ordered!: string;

  @Field(() => Decimal, { description: "How much has left the house, delivered or not." })
  shipped!: string;

  @Field(() => Decimal, { description: "How much has been delivered." })
  delivered!: string;

  @Field(() => Decimal, { description: "How much is packed and still here." })
  packed!: string;

  @Field(() => Decimal, { description: "How much is in no parcel yet." })
  toCome!: string;

  @Field(() => [LineInParcel], { description: "Which parcels it is in." })
  parcels!: readonly LineInParcel[];
}

@ObjectType({
  description: "How an order is carried out: which parcel holds what, and what is still to come.",
})
export class OrderFulfillment {
  @Field(() => OrderFulfillmentStatus, { description: "How far the goods are out of the door." })
  status!: words.OrderFulfillmentStatus;

  @Field(() => Int, { description: "How many parcels there are; canceled labels do not count." })
  parcelCount!: number;

  @Field(() => [LineFulfillment], { description: "Line by line." })
  lines!: readonly LineFulfillment[];
}
