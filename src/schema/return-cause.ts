import { Field, Int, ObjectType } from "type-graphql";
import type { ReturnCost as DomainCost } from "../domain/parcel-settings.js";
import type { ReturnCause as CauseWord } from "../domain/return-causes.js";
import type { Resolution as ResolutionWord } from "../domain/return-resolution.js";
import type * as words from "../domain/vocabulary.js";
import { PostalAddress } from "./address.js";
import { InboundMessage } from "./inbound-message.js";
import { Resolution, ReturnCause } from "./parcel-vocabulary.js";
import { Decimal } from "./scalars.js";
import { OrderChangeDeliveryStatus } from "./vocabulary.js";

@ObjectType({ description: "The version of the address that a label bore." })
export class AddressUsed {
  @Field(() => PostalAddress, { description: "The address." })
  address!: PostalAddress;

  @Field(() => Date, { nullable: true, description: "Since when it was the order's; null if it never was." })
  validFrom!: Date | null;

  @Field(() => Int, {
    nullable: true,
    description: "The change that brought it; null if the order came with it.",
  })
  changeSequence!: number | null;

  @Field(() => InboundMessage, { nullable: true, description: "The message that brought it." })
  message!: unknown;
}

@ObjectType({ description: "A change of the address that a label did not show.", simpleResolvers: true })
export class MissingChange {
  @Field(() => Int, { description: "Its number among the changes of the order." })
  changeSequence!: number;

  @Field(() => Date, { description: "When it was asked for." })
  requestedAt!: Date;

  @Field(() => String, {
    nullable: true,
    description: "The system that had not confirmed it; null if all had.",
  })
  system!: string | null;

  @Field(() => OrderChangeDeliveryStatus, { nullable: true, description: "How far it had come there." })
  status!: words.OrderChangeDeliveryStatus | null;
}

@ObjectType({ description: "An address of the customer that another system knew.", simpleResolvers: true })
export class KnownAddress {
  @Field(() => PostalAddress, { description: "The address." })
  address!: PostalAddress;

  @Field(() => String, { description: "The connection that had stated it." })
  system!: string;

  @Field(() => Date, { description: "Since when." })
  statedAt!: Date;
}

@ObjectType({ description: "Why a parcel came back, as data." })
export class CauseOfReturn {
  @Field(() => ReturnCause, { description: "The cause, as a word to count by." })
  kind!: CauseWord;

  @Field(() => String, { nullable: true, description: "The same in words." })
  words!: string | null;

  @Field(() => Boolean, {
    description: "True if the house, or a system of its own, could have kept it from happening.",
  })
  preventable!: boolean;

  @Field(() => String, { nullable: true, description: "How; null if it could not." })
  preventableBecause!: string | null;

  @Field(() => AddressUsed, { nullable: true, description: "The address on the label." })
  used!: AddressUsed | null;

  @Field(() => PostalAddress, { nullable: true, description: "Where the order was to go when it came back." })
  wanted!: PostalAddress | null;

  @Field(() => MissingChange, { nullable: true, description: "The change that the label did not show." })
  missing!: MissingChange | null;

  @Field(() => KnownAddress, { nullable: true, description: "The newer address that another system knew." })
  newer!: KnownAddress | null;
}

@ObjectType({ description: "What a return costs the house, by its own rules.", simpleResolvers: true })
export class ReturnCost implements DomainCost {
  @Field(() => Decimal, { description: "All of it." })
  amount!: string;

  @Field(() => String, { description: "ISO 4217." })
  currency!: string;

  @Field(() => Decimal, { description: "Freight that was paid for nothing." })
  outward!: string;

  @Field(() => Decimal, { description: "Freight of the way back." })
  back!: string;

  @Field(() => Decimal, { description: "Opening, checking, putting away." })
  handling!: string;
}

@ObjectType({ description: "What was agreed with the customer." })
export class ReturnResolution {
  @Field(() => Resolution, { description: "How it ends." })
  resolution!: ResolutionWord;

  @Field(() => Decimal, { nullable: true, description: "REFUND, STORE_CREDIT: how much." })
  amount!: string | null;

  @Field(() => String, { nullable: true, description: "ISO 4217; null where the order names none." })
  currency!: string | null;

  @Field(() => PostalAddress, { nullable: true, description: "Where goods are sent, if any are." })
  shipTo!: PostalAddress | null;

  @Field(() => String, { nullable: true, description: "What was said besides." })
  note!: string | null;

  @Field(() => Date, { description: "When it was agreed." })
  at!: Date;
}
