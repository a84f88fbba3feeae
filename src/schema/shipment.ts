import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import type * as domain from "../domain/delivery-estimate.js";
import type { ParcelException as Exception } from "../domain/parcel-state.js";
import type { TrackingHealth as HealthWord, SilenceBasis as SilenceWord } from "../domain/tracking-health.js";
import type * as words from "../domain/vocabulary.js";
import type { ShipmentFilter } from "../store/reads/parcel.js";
import type * as stored from "../store/shipment.js";
import { PostalAddress } from "./address.js";
import { connectionOf } from "./connection.js";
import { Node } from "./node.js";
import { EstimateSource, SilenceBasis, TrackingHealth } from "./parcel-vocabulary.js";
import { Day, Decimal } from "./scalars.js";
import { ExceptionReason, ShipmentStatus } from "./vocabulary.js";

@ObjectType({ description: "How much of one order line.", simpleResolvers: true })
export class LineQuantity {
  @Field(() => String, { description: "The line of the order." })
  lineNumber!: string;

  @Field(() => Decimal, { description: "How much of it." })
  quantity!: string;
}

type Shown =
  | ("id" | "externalId" | "carrier" | "trackingNumber" | "status" | "statusAt" | "reason")
  | ("shipTo" | "estimatedDelivery" | "lines" | "shippedAt" | "deliveredAt" | "newsAt");

@ObjectType({ implements: Node, description: "A parcel, from its label on.", simpleResolvers: true })
export class Shipment extends Node implements Pick<stored.Shipment, Shown> {
  @Field(() => String, { description: "Its id in the execution system." })
  externalId!: string;

  @Field(() => String, { nullable: true, description: "Who carries it." })
  carrier!: string | null;

  @Field(() => String, { nullable: true, description: "The carrier's number for it." })
  trackingNumber!: string | null;

  @Field(() => ShipmentStatus, { description: "Where it stands." })
  status!: words.ShipmentStatus;

  @Field(() => Date, { description: "When what its status rests on happened." })
  statusAt!: Date;

  @Field(() => ExceptionReason, { nullable: true, description: "Why it did not arrive, if it did not." })
  reason!: words.ExceptionReason | null;

  @Field(() => PostalAddress, { nullable: true, description: "What stands on the label." })
  shipTo!: PostalAddress | null;

  @Field(() => Day, { nullable: true, description: "The day the carrier expects to deliver it." })
  estimatedDelivery!: string | null;

  @Field(() => [LineQuantity], { description: "What is in it." })
  lines!: LineQuantity[];

  @Field(() => Date, { nullable: true, description: "When the carrier took it." })
  shippedAt!: Date | null;

  @Field(() => Date, { nullable: true, description: "When it was delivered." })
  deliveredAt!: Date | null;

  @Field(() => Date, { description: "When the last thing happened to it that anybody has told of." })
  newsAt!: Date;
}

type ShownOfEvent =
  | ("status" | "reason" | "code" | "description" | "location" | "occurredAt" | "recordedAt")
  | ("zoneUnknown" | "connectionId" | "correctedAt");

@ObjectType({ description: "One thing that happened to a parcel.", simpleResolvers: true })
export class TrackingEvent implements Pick<stored.TrackingEvent, ShownOfEvent> {
  @Field(() => ShipmentStatus, { description: "What it meant for the parcel." })
  status!: words.ShipmentStatus;

  @Field(() => ExceptionReason, { nullable: true, description: "Why, if something went wrong." })
  reason!: words.ExceptionReason | null;

  @Field(() => String, { nullable: true, description: "The carrier's own code, as it came." })
  code!: string | null;

  @Field(() => String, { nullable: true, description: "The carrier's words." })
  description!: string | null;

  @Field(() => String, { nullable: true, description: "Where it happened." })
  location!: string | null;

  @Field(() => Date, { description: "When it happened." })
  occurredAt!: Date;

  @Field(() => Date, { description: "When the hub heard of it." })
  recordedAt!: Date;

  @Field(() => Boolean, {
    description: "True if the carrier gave local time and nobody knows of which zone.",
  })
  zoneUnknown!: boolean;

  @Field(() => String, { nullable: true, description: "The connection it was told through." })
  connectionId!: string | null;

  @Field(() => Date, {
    nullable: true,
    description:
      "When its sender took it back. It stays to be seen, and says nothing of the parcel any more.",
  })
  correctedAt!: Date | null;
}

@ObjectType({ description: "How a parcel does now. No news is never on track.", simpleResolvers: true })
export class ParcelHealth {
  @Field(() => TrackingHealth, { description: "How it does." })
  health!: HealthWord;

  @Field(() => Date, { description: "Since when." })
  since!: Date;

  @Field(() => Date, { description: "When it was heard of last." })
  newsAt!: Date;

  @Field(() => Int, { description: "How many hours parcels of its carrier may be silent and are all right." })
  usualSilenceHours!: number;

  @Field(() => SilenceBasis, { description: "What that rests on." })
  usualSilenceBasis!: SilenceWord;
}

@ObjectType({ description: "A day that somebody has stated for a parcel.", simpleResolvers: true })
export class StatedEstimate implements domain.StatedEstimate {
  @Field(() => Day, { description: "The day." })
  day!: string;

  @Field(() => EstimateSource, { description: "Whose word it is." })
  source!: domain.EstimateSource;

  @Field(() => Date, { description: "When it was said." })
  statedAt!: Date;

  @Field(() => Date, { description: "When the hub heard of it." })
  recordedAt!: Date;
}

@ObjectType({
  description: "When a parcel is expected, by whose word, and how that has changed.",
  simpleResolvers: true,
})
export class DeliveryOutlook extends StatedEstimate implements domain.DeliveryOutlook {
  @Field(() => Int, { description: "How many hours ago it was said." })
  ageHours!: number;

  @Field(() => Day, { description: "The first day anybody stated: the order's own, or the first estimate." })
  firstPromise!: string;

  @Field(() => Int, { description: "Days later than first promised; below zero is earlier." })
  slipDays!: number;

  @Field(() => [StatedEstimate], { description: "Everything that was said, oldest first." })
  history!: readonly StatedEstimate[];
}

@ObjectType({ description: "Something that went wrong with a parcel.", simpleResolvers: true })
export class ParcelException implements Exception {
  @Field(() => ShipmentStatus, { description: "What it was." })
  status!: words.ShipmentStatus;

  @Field(() => ExceptionReason, { nullable: true, description: "Why." })
  reason!: words.ExceptionReason | null;

  @Field(() => Date, { description: "Since when." })
  since!: Date;

  @Field(() => Date, {
    nullable: true,
    description: "When the parcel went on after all; null if it has not.",
  })
  resolvedAt!: Date | null;
}

@InputType({ description: "Which parcels to list. Everything given has to hold." })
export class ShipmentFilterInput implements ShipmentFilter {
  @Field(() => ShipmentStatus, { nullable: true, description: "Where it stands." })
  status?: words.ShipmentStatus | null;

  @Field(() => ExceptionReason, { nullable: true, description: "Why it did not arrive." })
  reason?: words.ExceptionReason | null;

  @Field(() => String, { nullable: true, description: "Who carries it; capitals do not matter." })
  carrier?: string | null;

  @Field(() => ID, { nullable: true, description: "Id of the order." })
  orderId?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "True for those that are neither delivered, returned, lost nor canceled.",
  })
  open?: boolean | null;

  @Field(() => Date, { nullable: true, description: "Nothing was heard of it at this instant or later." })
  quietSince?: Date | null;

  @Field(() => Day, { nullable: true, description: "It is expected before this day." })
  dueBefore?: string | null;
}

export const ShipmentConnection = connectionOf("Shipment", () => Shipment);
