import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import type * as words from "../domain/vocabulary.js";
import type { OrderLine as StoredLine, Order as StoredOrder } from "../store/order.js";
import type { OrderFilter } from "../store/reads/order-filter.js";
import { PostalAddress } from "./address.js";
import { connectionOf } from "./connection.js";
import { CustomFieldFilterInput } from "./custom-field.js";
import { Node } from "./node.js";
import { Day, Decimal } from "./scalars.js";
import {
  Channel,
  ExecutionSyncStatus,
  OrderFulfillmentStatus,
  OrderReturnStatus,
  OrderStatus,
} from "./vocabulary.js";

type Shown =
  | ("id" | "number" | "connectionId" | "channel" | "externalId" | "externalNumber" | "externalVersion")
  | ("poNumber" | "status" | "fulfillmentStatus" | "returnStatus" | "executionSync" | "placedAt" | "currency")
  | ("promisedDate" | "expectedDate" | "slipDays")
  | ("total" | "shipTo" | "requestedDate" | "note" | "doubts" | "version" | "createdAt" | "updatedAt");

@ObjectType({
  implements: Node,
  description: "A customer's order in one shape, whatever its channel.",
  simpleResolvers: true,
})
export class Order extends Node implements Pick<StoredOrder, Shown> {
  @Field(() => String, { description: "The hub's own number." })
  number!: string;

  @Field(() => String, { description: "The connection it came through, such as `webshop`." })
  connectionId!: string;

  @Field(() => Channel, { description: "The channel it came through." })
  channel!: words.Channel;

  @Field(() => String, { description: "Its id at the source." })
  externalId!: string;

  @Field(() => String, {
    nullable: true,
    description: "The number people use for it at the source, such as `#1001`.",
  })
  externalNumber!: string | null;

  @Field(() => String, { nullable: true, description: "The source's version that the hub has read last." })
  externalVersion!: string | null;

  @Field(() => String, { nullable: true, description: "The buyer's own purchase order number." })
  poNumber!: string | null;

  @Field(() => OrderStatus, { description: "Where the order stands." })
  status!: words.OrderStatus;

  @Field(() => OrderFulfillmentStatus, { description: "How far the goods are out of the door." })
  fulfillmentStatus!: words.OrderFulfillmentStatus;

  @Field(() => OrderReturnStatus, { description: "Whether goods are on their way back." })
  returnStatus!: words.OrderReturnStatus;

  @Field(() => ExecutionSyncStatus, {
    description: "Whether the execution system holds the order as the hub does.",
  })
  executionSync!: words.ExecutionSyncStatus;

  @Field(() => Date, { description: "When the customer ordered." })
  placedAt!: Date;

  @Field(() => String, {
    nullable: true,
    description: "ISO 4217 currency of every price; null if the source names none.",
  })
  currency!: string | null;

  @Field(() => Decimal, { description: "Sum of quantity times unit price over the lines that have both." })
  total!: string;

  @Field(() => PostalAddress, {
    nullable: true,
    description: "Where the goods are to go, as the hub knows it now.",
  })
  shipTo!: PostalAddress | null;

  @Field(() => Day, { nullable: true, description: "The day the customer asked for." })
  requestedDate!: string | null;

  @Field(() => Day, {
    nullable: true,
    description: "The day it was first promised for: the one asked for, else the first anybody stated.",
  })
  promisedDate!: string | null;

  @Field(() => Day, {
    nullable: true,
    description: "The day its last parcel is expected or has arrived, by the best word there is.",
  })
  expectedDate!: string | null;

  @Field(() => Int, {
    nullable: true,
    description: "Days its latest parcel is later than promised, below zero earlier; null without a promise.",
  })
  slipDays!: number | null;

  @Field(() => String, { nullable: true, description: "What the customer wrote besides." })
  note!: string | null;

  @Field(() => [String], {
    nullable: true,
    description: "Why a person has to look; empty if nothing is in doubt.",
  })
  doubts!: string[];

  @Field(() => Int, { description: "Raised by every change. Edits state the version they saw." })
  version!: number;

  @Field(() => Date, { description: "When the hub first read the order." })
  createdAt!: Date;

  @Field(() => Date, { description: "When anything about it changed last." })
  updatedAt!: Date;
}

@ObjectType({ description: "One position of an order.", simpleResolvers: true })
export class OrderLine implements Omit<StoredLine, "orderId" | "position"> {
  @Field(() => String, { description: "The source's own line number: its key within the order." })
  lineNumber!: string;

  @Field(() => String, { nullable: true, description: "Article number." })
  sku!: string | null;

  @Field(() => String, { nullable: true, description: "What it is, and in which quality." })
  description!: string | null;

  @Field(() => Decimal, { description: "How much." })
  quantity!: string;

  @Field(() => String, { nullable: true, description: "Of what: pieces, boxes." })
  unit!: string | null;

  @Field(() => Decimal, { nullable: true, description: "Price of one unit; null if the source states none." })
  unitPrice!: string | null;
}

@InputType({ description: "Which orders to list. Everything given has to hold." })
export class OrderFilterInput implements Omit<OrderFilter, "customField"> {
  @Field(() => String, {
    nullable: true,
    description:
      "A number of any system: the hub's, the source's number or id, the buyer's own, the execution system's. Case, blanks and signs do not matter.",
  })
  number?: string | null;

  @Field(() => String, { nullable: true, description: "The buyer's own purchase order number." })
  poNumber?: string | null;

  @Field(() => ID, { nullable: true, description: "Id of the customer." })
  customerId?: string | null;

  @Field(() => Channel, { nullable: true, description: "The channel it came through." })
  channel?: words.Channel | null;

  @Field(() => OrderStatus, { nullable: true, description: "Where the order stands." })
  status?: words.OrderStatus | null;

  @Field(() => OrderFulfillmentStatus, {
    nullable: true,
    description: "How far the goods are out of the door.",
  })
  fulfillmentStatus?: words.OrderFulfillmentStatus | null;

  @Field(() => ExecutionSyncStatus, {
    nullable: true,
    description: "Whether execution holds it as the hub does.",
  })
  executionSync?: words.ExecutionSyncStatus | null;

  @Field(() => OrderReturnStatus, { nullable: true, description: "Whether goods are on their way back." })
  returnStatus?: words.OrderReturnStatus | null;

  @Field(() => Day, { nullable: true, description: "Promised for this day or a later one." })
  promisedFrom?: string | null;

  @Field(() => Day, { nullable: true, description: "Promised for a day before this one." })
  promisedBefore?: string | null;

  @Field(() => Int, { nullable: true, description: "At least so many days later than promised." })
  slipDaysMin?: number | null;

  @Field(() => Int, { nullable: true, description: "At most so many days later than promised." })
  slipDaysMax?: number | null;

  @Field(() => String, {
    nullable: true,
    description:
      "Words that all begin a word of the address it goes to: recipient, department, street, town, region, postal code. Parts of Chinese and Japanese names will do.",
  })
  shipToText?: string | null;

  @Field(() => String, { nullable: true, description: "The town it goes to; case and signs do not matter." })
  shipToCity?: string | null;

  @Field(() => String, { nullable: true, description: "The postal code it goes to; blanks do not matter." })
  shipToPostalCode?: string | null;

  @Field(() => String, { nullable: true, description: "The country it goes to, ISO 3166-1 alpha-2." })
  shipToCountry?: string | null;

  @Field(() => Date, { nullable: true, description: "Changed last at this instant or later." })
  updatedFrom?: Date | null;

  @Field(() => Date, { nullable: true, description: "Changed last before this instant." })
  updatedTo?: Date | null;

  @Field(() => Date, { nullable: true, description: "Placed at this instant or later." })
  placedFrom?: Date | null;

  @Field(() => Date, { nullable: true, description: "Placed before this instant." })
  placedTo?: Date | null;

  @Field(() => String, {
    nullable: true,
    description: "Tracking number of one of its parcels, on the way out or back.",
  })
  trackingNumber?: string | null;

  @Field(() => CustomFieldFilterInput, {
    nullable: true,
    description: "A custom field of orders holds this.",
  })
  customField?: CustomFieldFilterInput | null;
}

export const OrderConnection = connectionOf("Order", () => Order);
