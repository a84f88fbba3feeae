import { Field, ObjectType } from "type-graphql";
import type * as moving from "../domain/follow-through-vocabulary.js";
import type * as words from "../domain/vocabulary.js";
import type * as stored from "../store/fulfillment-order.js";
import { PostalAddress } from "./address.js";
import { DivergenceAspect } from "./follow-through-vocabulary.js";
import { Decimal } from "./scalars.js";
import { DivergenceStatus, FulfillmentOrderStatus, HoldReason, RefusalCode } from "./vocabulary.js";

@ObjectType({ description: "The work order in one execution system.", simpleResolvers: true })
export class FulfillmentOrder implements Omit<stored.FulfillmentOrder, "id" | "orderId" | "seen"> {
  @Field(() => String, { description: "The execution system's connection." })
  connectionId!: string;

  @Field(() => String, {
    nullable: true,
    description: "The system's own id; null until a read-back has shown it.",
  })
  externalId!: string | null;

  @Field(() => String, { nullable: true, description: "The system's own version, as read back last." })
  externalVersion!: string | null;

  @Field(() => FulfillmentOrderStatus, { description: "Where it stands there." })
  status!: words.FulfillmentOrderStatus;

  @Field(() => PostalAddress, {
    nullable: true,
    description: "The address as the execution system holds it.",
  })
  shipTo!: PostalAddress | null;

  @Field(() => RefusalCode, {
    nullable: true,
    description: "Why the system would not do what it was asked last.",
  })
  refusal!: words.RefusalCode | null;

  @Field(() => String, { nullable: true, description: "What the system itself said, word for word." })
  nativeMessage!: string | null;

  @Field(() => Date, { description: "When the hub heard of it last." })
  updatedAt!: Date;
}

type ShownOfHold = "reason" | "explanation" | "openedAt" | "confirmedAt" | "releasedAt" | "releasedBy";

@ObjectType({ description: "A stop with a reason. Open until it is released.", simpleResolvers: true })
export class Hold implements Pick<stored.Hold, ShownOfHold> {
  @Field(() => HoldReason, { description: "Why." })
  reason!: words.HoldReason;

  @Field(() => String, { description: "Why, in words." })
  explanation!: string;

  @Field(() => Date, { description: "Since when." })
  openedAt!: Date;

  @Field(() => Date, {
    nullable: true,
    description: "When the execution system was read back and showed the stop.",
  })
  confirmedAt!: Date | null;

  @Field(() => Date, { nullable: true, description: "When it was lifted." })
  releasedAt!: Date | null;

  @Field(() => String, { nullable: true, description: "Who lifted it." })
  releasedBy!: string | null;
}

type ShownOfDivergence =
  | ("foundAt" | "aspect" | "lineNumber" | "expectedValue" | "foundValue")
  | ("expected" | "found" | "status" | "detectedAt" | "closedAt");

@ObjectType({
  description:
    "Two systems that hold different addresses, quantities or prices for the same goods, or goods of a canceled order.",
  simpleResolvers: true,
})
export class ShipToDivergence implements Pick<stored.ShipToDivergence, ShownOfDivergence> {
  @Field(() => String, { description: "Where the other value was seen: on the work order, on a label." })
  foundAt!: string;

  @Field(() => DivergenceAspect, { description: "What the two disagree about." })
  aspect!: moving.DivergenceAspect;

  @Field(() => String, { nullable: true, description: "QUANTITY, PRICE: the line." })
  lineNumber!: string | null;

  @Field(() => Decimal, { nullable: true, description: "QUANTITY, PRICE: what the order said at that time." })
  expectedValue!: string | null;

  @Field(() => Decimal, { nullable: true, description: "QUANTITY, PRICE: the other value." })
  foundValue!: string | null;

  @Field(() => PostalAddress, { nullable: true, description: "SHIP_TO: the order's address at that time." })
  expected!: PostalAddress | null;

  @Field(() => PostalAddress, { nullable: true, description: "SHIP_TO: the other address." })
  found!: PostalAddress | null;

  @Field(() => DivergenceStatus, { description: "What became of it." })
  status!: words.DivergenceStatus;

  @Field(() => Date, { description: "When the hub noticed." })
  detectedAt!: Date;

  @Field(() => Date, { nullable: true, description: "When it was settled." })
  closedAt!: Date | null;
}
