import { Field, Int, ObjectType } from "type-graphql";
import type { TrackingHealth as HealthWord } from "../domain/tracking-health.js";
import type * as words from "../domain/vocabulary.js";
import { TrackingHealth } from "./parcel-vocabulary.js";
import { Day } from "./scalars.js";
import { ParcelException } from "./shipment.js";
import {
  ExceptionReason,
  OrderFulfillmentStatus,
  OrderReturnStatus,
  OrderStatus,
  ReturnKind,
  ReturnStatus,
  ShipmentStatus,
} from "./vocabulary.js";

@ObjectType({
  description: "One thing that happened to a parcel, as its receiver sees it.",
  simpleResolvers: true,
})
export class TrackedEvent {
  @Field(() => ShipmentStatus, { description: "What it meant for the parcel." })
  status!: words.ShipmentStatus;

  @Field(() => ExceptionReason, { nullable: true, description: "Why, if something went wrong." })
  reason!: words.ExceptionReason | null;

  @Field(() => Date, { description: "When." })
  occurredAt!: Date;

  @Field(() => Boolean, {
    description: "True if the carrier gave local time and nobody knows of which zone.",
  })
  zoneUnknown!: boolean;
}

@ObjectType({ description: "A parcel, as its receiver sees it.", simpleResolvers: true })
export class TrackedParcel {
  @Field(() => ShipmentStatus, { description: "Where it stands." })
  status!: words.ShipmentStatus;

  @Field(() => String, { nullable: true, description: "Who carries it." })
  carrier!: string | null;

  @Field(() => String, { nullable: true, description: "The carrier's number for it." })
  trackingNumber!: string | null;

  @Field(() => Day, { nullable: true, description: "The day the carrier expects to deliver it." })
  estimatedDelivery!: string | null;

  @Field(() => TrackingHealth, { description: "How it does now. No news is never on track." })
  health!: HealthWord;

  @Field(() => Date, { description: "Since when it does so." })
  healthSince!: Date;

  @Field(() => Int, {
    nullable: true,
    description: "Days later than first promised; null if nobody has said a day.",
  })
  slipDays!: number | null;

  @Field(() => [ParcelException], { description: "What went wrong with it, oldest first." })
  exceptions!: readonly ParcelException[];

  @Field(() => [TrackedEvent], {
    description: "What happened to it, oldest first, without what was taken back.",
  })
  events!: TrackedEvent[];
}

@ObjectType({ description: "A return, as the receiver of the order sees it.", simpleResolvers: true })
export class TrackedReturn {
  @Field(() => String, { description: "The hub's own number." })
  number!: string;

  @Field(() => ReturnKind, { description: "How it came about." })
  kind!: words.ReturnKind;

  @Field(() => ReturnStatus, { description: "Where it stands." })
  status!: words.ReturnStatus;

  @Field(() => String, { nullable: true, description: "The carrier's number for the way back." })
  trackingNumber!: string | null;
}

@ObjectType({
  description: "An order, as somebody sees it who has a proof but no account.",
  simpleResolvers: true,
})
export class TrackedOrder {
  @Field(() => String, { description: "The hub's own number." })
  number!: string;

  @Field(() => OrderStatus, { description: "Where the order stands." })
  status!: words.OrderStatus;

  @Field(() => OrderFulfillmentStatus, { description: "How far the goods are out of the door." })
  fulfillmentStatus!: words.OrderFulfillmentStatus;

  @Field(() => OrderReturnStatus, { description: "Whether goods are on their way back." })
  returnStatus!: words.OrderReturnStatus;

  @Field(() => Date, { description: "When it was ordered." })
  placedAt!: Date;

  @Field(() => Day, { nullable: true, description: "The day that was asked for." })
  requestedDate!: string | null;

  @Field(() => Day, {
    nullable: true,
    description: "The last day a carrier expects to deliver one of its parcels.",
  })
  estimatedDelivery!: string | null;

  @Field(() => String, {
    nullable: true,
    description: "First letter of the town it goes to; the rest is masked.",
  })
  shipToCity!: string | null;

  @Field(() => String, { nullable: true, description: "The country it goes to." })
  shipToCountry!: string | null;

  @Field(() => [TrackedParcel], { description: "Its parcels." })
  parcels!: TrackedParcel[];

  @Field(() => [TrackedReturn], { description: "Its returns." })
  returns!: TrackedReturn[];
}
