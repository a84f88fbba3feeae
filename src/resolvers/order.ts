import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from "type-graphql";
import { orderStatusesAfter } from "../domain/order.js";
import { connection } from "../schema/connection.js";
import { Customer } from "../schema/customer.js";
import { FulfillmentOrder, Hold, ShipToDivergence } from "../schema/fulfillment-order.js";
import { InboundMessage } from "../schema/inbound-message.js";
import { Order, OrderConnection, OrderFilterInput, OrderLine } from "../schema/order.js";
import { OrderChange } from "../schema/order-change.js";
import { OrderDocument } from "../schema/order-document.js";
import { FieldProvenance } from "../schema/provenance.js";
import { Return } from "../schema/return.js";
import { Shipment } from "../schema/shipment.js";
import { SourceRecord } from "../schema/source-record.js";
import { OrderSort, OrderStatus } from "../schema/vocabulary.js";
import type { OrderRow, OrderSort as StoredSort } from "../store/reads/order.js";
import type { PastOrder } from "../store/reads/order-as-of.js";
import type { ApiContext } from "./context.js";
import { customFieldMatch } from "./custom-field-filter.js";
import { rowId } from "./row-id.js";
import { trackingToken } from "./tracking-proof.js";

/** An order of today, or one that is shown otherwise than it is kept and brings its lines along. */
type ShownOrder = OrderRow & Partial<Pick<PastOrder, "asOf" | "lines">>;

@Resolver(() => Order)
export class OrderResolver {
  @Query(() => Order, {
    nullable: true,
    description:
      "One order by the hub's number; or by the number at its source or the buyer's own, if only one has it.",
  })
  async order(
    @Arg("number", () => String, { description: "The number, as people say it." }) number: string,
    @Arg("asOf", () => Date, {
      nullable: true,
      description:
        "As the hub knew it then: its own values, its lines, and the changes that were asked for until then. What else hangs on it is of today. Null before the hub knew it.",
    })
    asOf: Date | null,
    @Ctx() { reads }: ApiContext,
  ): Promise<OrderRow | null> {
    const order = await reads.orderByNumber(number);
    return order === null || !asOf ? order : reads.orderAsOf(order.id, asOf);
  }

  @Query(() => OrderConnection, { description: "Orders, the newest first unless asked otherwise." })
  async orders(
    @Arg("first", () => Int, { description: "How many, 1 to 100." }) first: number,
    @Arg("after", () => String, { nullable: true, description: "endCursor of the page before." })
    after: string | null,
    @Arg("filter", () => OrderFilterInput, { nullable: true, description: "Which ones; all if left out." })
    filter: OrderFilterInput | null,
    @Arg("orderBy", () => OrderSort, {
      defaultValue: OrderSort.NEWEST,
      description: "Which are listed, and which come first.",
    })
    orderBy: StoredSort,
    @Ctx() context: ApiContext,
  ) {
    const customerId = rowId("Customer", filter?.customerId);
    const customField = await customFieldMatch(context, "ORDER", filter?.customField);
    const wanted = { ...filter, customerId, customField };
    const page = await context.reads.orders(wanted, { first, after: after ?? null }, orderBy);
    return connection(page, after ?? null);
  }

  @FieldResolver(() => [OrderLine], { description: "What was ordered." })
  lines(@Root() { id, lines }: ShownOrder, @Ctx() { loaders }: ApiContext) {
    return lines ?? loaders.lines.load(id);
  }

  @FieldResolver(() => [OrderStatus], { description: "Where it can go from here." })
  nextStates(@Root() { status }: OrderRow) {
    return orderStatusesAfter(status);
  }

  @FieldResolver(() => Customer, {
    nullable: true,
    description: "Whose order it is; null until that is decided.",
  })
  customer(@Root() { customerId }: OrderRow, @Ctx() { loaders }: ApiContext) {
    return customerId === null ? null : loaders.customer.load(customerId);
  }

  @FieldResolver(() => SourceRecord, { nullable: true, description: "The buyer as the document states it." })
  buyer(@Root() { sourceRecordId }: OrderRow, @Ctx() { loaders }: ApiContext) {
    return loaders.sourceRecord.load(sourceRecordId);
  }

  @FieldResolver(() => InboundMessage, { nullable: true, description: "The message it was read from last." })
  message(@Root() { messageId }: OrderRow, @Ctx() { loaders }: ApiContext) {
    return loaders.message.load(messageId);
  }

  @FieldResolver(() => [OrderChange], { description: "Every change that was asked for, oldest first." })
  async changes(@Root() { id, asOf }: ShownOrder, @Ctx() { loaders }: ApiContext) {
    const changes = await loaders.changes.load(id);
    return asOf === undefined ? changes : changes.filter(({ requestedAt }) => requestedAt <= asOf);
  }

  @FieldResolver(() => Date, { nullable: true, description: "The instant it is shown as of; null for now." })
  asOf(@Root() { asOf }: ShownOrder): Date | null {
    return asOf ?? null;
  }

  @FieldResolver(() => [FulfillmentOrder], { description: "Its work orders, one for each execution system." })
  fulfillmentOrders(@Root() { id }: OrderRow, @Ctx() { loaders }: ApiContext) {
    return loaders.fulfillmentOrders.load(id);
  }

  @FieldResolver(() => [Hold], { description: "Everything that stops or has stopped it, oldest first." })
  holds(@Root() { id }: OrderRow, @Ctx() { loaders }: ApiContext) {
    return loaders.holds.load(id);
  }

  @FieldResolver(() => [ShipToDivergence], {
    description: "Addresses for its goods that differ from its own.",
  })
  divergences(@Root() { id }: OrderRow, @Ctx() { loaders }: ApiContext) {
    return loaders.divergences.load(id);
  }

  @FieldResolver(() => [Shipment], { description: "Its parcels." })
  shipments(@Root() { id }: OrderRow, @Ctx() { loaders }: ApiContext) {
    return loaders.shipments.load(id);
  }

  @FieldResolver(() => Int, { description: "How many parcels it has." })
  async shipmentCount(@Root() { id }: OrderRow, @Ctx() { loaders }: ApiContext): Promise<number> {
    return (await loaders.shipmentCount.load(id))?.shipments ?? 0;
  }

  @FieldResolver(() => [Return], { description: "Its returns." })
  returns(@Root() { id }: OrderRow, @Ctx() { loaders }: ApiContext) {
    return loaders.returns.load(id);
  }

  @FieldResolver(() => [OrderDocument], {
    nullable: true,
    description: "Answers, ship notices, invoices and calls that speak of it, oldest first.",
  })
  documents(@Root() { id }: OrderRow, @Ctx() { loaders }: ApiContext) {
    return loaders.documents.load(id);
  }

  @FieldResolver(() => [FieldProvenance], { nullable: true, description: "Where each value was read from." })
  async provenance(@Root() { id }: OrderRow, @Ctx() { loaders }: ApiContext) {
    return (await loaders.provenance.load(id))?.provenance ?? null;
  }

  @FieldResolver(() => String, {
    description: "A link to follow the order without an account. Whoever has it can.",
  })
  trackingUrl(@Root() { id, number }: OrderRow, @Ctx() { secret, publicUrl }: ApiContext): string {
    const proof = trackingToken(secret, id);
    return `${publicUrl}/track#${new URLSearchParams({ number, proof }).toString()}`;
  }
}
