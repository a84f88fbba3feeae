import { Field, ObjectType } from "type-graphql";
import type * as words from "../domain/vocabulary.js";
import type * as stored from "../store/shipment.js";
import { PostalAddress } from "./address.js";
import { Node } from "./node.js";
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
  | ("shipTo" | "estimatedDelivery" | "lines" | "shippedAt" | "deliveredAt");

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
}

type ShownOfEvent = "status" | "reason" | "code" | "description" | "location" | "occurredAt" | "recordedAt";

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
}
