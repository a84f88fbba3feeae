import { Field, InputType, Int, ObjectType } from "type-graphql";
import type * as words from "../domain/vocabulary.js";
import type {
  OrderChange as StoredChange,
  OrderChangeDelivery as StoredDelivery,
} from "../store/order-change.js";
import { PostalAddress, PostalAddressInput } from "./address.js";
import { OrderLine } from "./order.js";
import { Day, Decimal } from "./scalars.js";
import {
  Channel,
  OrderChangeDeliveryStatus,
  OrderChangeKind,
  OrderChangeStatus,
  RefusalCode,
} from "./vocabulary.js";

@ObjectType({
  description: "The wanted state. Which fields are set depends on the kind.",
  simpleResolvers: true,
})
export class OrderChangeTarget {
  @Field(() => OrderChangeKind, { description: "What the change is about." })
  kind!: words.OrderChangeKind;

  @Field(() => String, { nullable: true, description: "QUANTITY, PRICE, QUALITY, REMOVE_LINE: the line." })
  lineNumber?: string;

  @Field(() => PostalAddress, { nullable: true, description: "SHIP_TO: where the goods are to go." })
  shipTo?: PostalAddress;

  @Field(() => String, { nullable: true, description: "CONTACT: whom to ask." })
  contactName?: string | null;

  @Field(() => [String], { nullable: true, description: "CONTACT: e-mail addresses." })
  emails?: string[];

  @Field(() => [String], { nullable: true, description: "CONTACT: phone numbers." })
  phones?: string[];

  @Field(() => Decimal, { nullable: true, description: "QUANTITY: how much in all, not the difference." })
  quantity?: string;

  @Field(() => Decimal, { nullable: true, description: "PRICE: of one unit." })
  unitPrice?: string;

  @Field(() => String, { nullable: true, description: "QUALITY: what it is to be." })
  description?: string;

  @Field(() => Day, { nullable: true, description: "DATE: the day the customer asks for." })
  requestedDate?: string;

  @Field(() => OrderLine, { nullable: true, description: "ADD_LINE: the new line." })
  line?: OrderLine;
}

type Shown =
  | ("sequence" | "kind" | "channel" | "requestedBy" | "reason")
  | ("baseVersion" | "status" | "requestedAt");

@ObjectType({ description: "An amendment of an order, as absolute target values.", simpleResolvers: true })
export class OrderChange implements Pick<StoredChange, Shown> {
  @Field(() => Int, { description: "Its place among the changes of its order, from 1." })
  sequence!: number;

  @Field(() => OrderChangeKind, { description: "What it is about." })
  kind!: words.OrderChangeKind;

  @Field(() => OrderChangeTarget, { description: "The wanted state." })
  target!: StoredChange["target"];

  @Field(() => Channel, { description: "The channel it came through." })
  channel!: words.Channel;

  @Field(() => String, { nullable: true, description: "Who asked for it." })
  requestedBy!: string;

  @Field(() => String, { nullable: true, description: "Why, in the requester's words." })
  reason!: string | null;

  @Field(() => Int, { description: "The order's version that the requester saw." })
  baseVersion!: number;

  @Field(() => OrderChangeStatus, { description: "What came of it." })
  status!: words.OrderChangeStatus;

  @Field(() => Date, { description: "When it was asked for." })
  requestedAt!: Date;
}

@ObjectType({
  description: "A change's progress at one receiving system, up to a verified end.",
  simpleResolvers: true,
})
export class OrderChangeDelivery implements Omit<StoredDelivery, "id" | "orderChangeId"> {
  @Field(() => String, { description: "The receiving system's connection." })
  connectionId!: string;

  @Field(() => OrderChangeDeliveryStatus, { description: "How far it is." })
  status!: words.OrderChangeDeliveryStatus;

  @Field(() => RefusalCode, { nullable: true, description: "Why the system would not do it." })
  refusal!: words.RefusalCode | null;

  @Field(() => String, { nullable: true, description: "What the system itself said, word for word." })
  nativeMessage!: string | null;

  @Field(() => Int, { description: "How often it was tried." })
  attempts!: number;

  @Field(() => Date, { description: "Since when it waits to be brought there." })
  queuedAt!: Date;

  @Field(() => Date, { nullable: true, description: "When it was sent first." })
  sentAt!: Date | null;

  @Field(() => Date, {
    nullable: true,
    description: "When the system said yes. That is its word; the proof is `verifiedAt`.",
  })
  acceptedAt!: Date | null;

  @Field(() => Date, {
    nullable: true,
    description: "When a person was told that the system has not confirmed it in time.",
  })
  escalatedAt!: Date | null;

  @Field(() => Date, { nullable: true, description: "When a read-back showed the wanted values." })
  verifiedAt!: Date | null;
}

@InputType({ description: "A position of an order." })
export class OrderLineInput {
  @Field(() => String, {
    nullable: true,
    description: "Key of the line within its order; needed when a line is added to an order.",
  })
  lineNumber?: string | null;

  @Field(() => String, { nullable: true, description: "Article number." })
  sku?: string | null;

  @Field(() => String, { nullable: true, description: "What it is, and in which quality." })
  description?: string | null;

  @Field(() => Decimal, { description: "How much." })
  quantity!: string;

  @Field(() => String, { nullable: true, description: "Of what: pieces, boxes." })
  unit?: string | null;

  @Field(() => Decimal, { nullable: true, description: "Price of one unit." })
  unitPrice?: string | null;
}

@InputType({ description: "One wanted state. Give the fields that its kind names, and no others." })
export class OrderChangeTargetInput {
  @Field(() => OrderChangeKind, { description: "What is to change." })
  kind!: words.OrderChangeKind;

  @Field(() => String, { nullable: true, description: "QUANTITY, PRICE, QUALITY, REMOVE_LINE: the line." })
  lineNumber?: string | null;

  @Field(() => PostalAddressInput, { nullable: true, description: "SHIP_TO: the whole new address." })
  shipTo?: PostalAddressInput | null;

  @Field(() => String, { nullable: true, description: "CONTACT: whom to ask." })
  contactName?: string | null;

  @Field(() => [String], { nullable: true, description: "CONTACT: all e-mail addresses." })
  emails?: string[] | null;

  @Field(() => [String], { nullable: true, description: "CONTACT: all phone numbers." })
  phones?: string[] | null;

  @Field(() => Decimal, { nullable: true, description: "QUANTITY: how much in all, not the difference." })
  quantity?: string | null;

  @Field(() => Decimal, { nullable: true, description: "PRICE: of one unit." })
  unitPrice?: string | null;

  @Field(() => String, { nullable: true, description: "QUALITY: what it is to be." })
  description?: string | null;

  @Field(() => Day, { nullable: true, description: "DATE: the day wanted." })
  requestedDate?: string | null;

  @Field(() => OrderLineInput, { nullable: true, description: "ADD_LINE: the new line." })
  line?: OrderLineInput | null;
}
