import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from "type-graphql";
import type { AddressVersion } from "../domain/return-cause.js";
import { actsFrom, nextStatusesOf } from "../domain/return-states.js";
import { connection } from "../schema/connection.js";
import { InboundMessage } from "../schema/inbound-message.js";
import { Order } from "../schema/order.js";
import { ReturnAct } from "../schema/parcel-vocabulary.js";
import { Return, ReturnConnection, ReturnEvent, ReturnFilterInput } from "../schema/return.js";
import { AddressUsed, CauseOfReturn, ReturnCost, ReturnResolution } from "../schema/return-cause.js";
import { Shipment } from "../schema/shipment.js";
import { ReturnStatus } from "../schema/vocabulary.js";
import type { Return as StoredReturn } from "../store/return.js";
import type { ApiContext } from "./context.js";
import { customFieldMatch } from "./custom-field-filter.js";
import { rowId } from "./row-id.js";

@Resolver(() => Return)
export class ReturnResolver {
  @Query(() => ReturnConnection, { description: "Returns, the newest first." })
  async returns(
    @Arg("first", () => Int, { description: "How many, 1 to 100." }) first: number,
    @Arg("after", () => String, { nullable: true, description: "endCursor of the page before." })
    after: string | null,
    @Arg("filter", () => ReturnFilterInput, { nullable: true, description: "Which ones; all if left out." })
    filter: ReturnFilterInput | null,
    @Ctx() context: ApiContext,
  ) {
    const orderId = rowId("Order", filter?.orderId);
    const customerId = rowId("Customer", filter?.customerId);
    const customField = await customFieldMatch(context, "RETURN", filter?.customField);
    const wanted = { ...filter, orderId, customerId, customField };
    const page = await context.reads.returns(wanted, { first, after: after ?? null });
    return connection(page, after ?? null);
  }

  @FieldResolver(() => [ReturnStatus], { description: "Where the caller could bring it from here." })
  nextStates(@Root() { status }: StoredReturn, @Ctx() { viewer }: ApiContext) {
    return nextStatusesOf(status, viewer?.role === "CUSTOMER" ? "CUSTOMER" : "STAFF");
  }

  @FieldResolver(() => [ReturnAct], { description: "What the caller could do from here." })
  nextActs(@Root() { status }: StoredReturn, @Ctx() { viewer }: ApiContext) {
    return actsFrom(status, viewer?.role === "CUSTOMER" ? "CUSTOMER" : "STAFF");
  }

  @FieldResolver(() => [ReturnEvent], {
    description: "What happened to it, as the hub learned of it, oldest first.",
  })
  events(@Root() { id }: StoredReturn, @Ctx() { loaders }: ApiContext) {
    return loaders.returnEvents.load(id);
  }

  @FieldResolver(() => CauseOfReturn, { nullable: true, description: "Why it came about, as data." })
  causeOfReturn(@Root() row: StoredReturn) {
    const { causeKind: kind, cause: words, causeDetails: details } = row;
    if (kind === null) return null;
    const nothing = { used: null, wanted: null, missing: null, newer: null, preventableBecause: null };
    return { ...nothing, ...revived(details), kind, words, preventable: row.preventable === true };
  }

  @FieldResolver(() => ReturnCost, {
    nullable: true,
    description: "What it costs the house; null if no rule says.",
  })
  costs(@Root() { costDetails }: StoredReturn) {
    return costDetails;
  }

  @FieldResolver(() => ReturnResolution, {
    nullable: true,
    description: "What was agreed with the customer.",
  })
  resolution(@Root() { resolution, resolutionDetails: details }: StoredReturn) {
    return resolution === null || details === null
      ? null
      : { ...details, resolution, at: new Date(details.at) };
  }

  @FieldResolver(() => Order, {
    nullable: true,
    description: "The order that sends the goods again, or others instead.",
  })
  replacementOrder(@Root() { replacementOrderId }: StoredReturn, @Ctx() { loaders }: ApiContext) {
    return replacementOrderId === null ? null : loaders.order.load(replacementOrderId);
  }

  @FieldResolver(() => Order, { nullable: true, description: "The order whose goods come back." })
  order(@Root() { orderId }: StoredReturn, @Ctx() { loaders }: ApiContext) {
    return loaders.order.load(orderId);
  }

  @FieldResolver(() => Shipment, {
    nullable: true,
    description: "The parcel that could not be delivered, if it was one.",
  })
  shipment(@Root() { shipmentId }: StoredReturn, @Ctx() { loaders }: ApiContext) {
    return shipmentId === null ? null : loaders.shipment.load(shipmentId);
  }
}

@Resolver(() => AddressUsed)
export class AddressUsedResolver {
  @FieldResolver(() => InboundMessage, { nullable: true, description: "The message that brought it." })
  message(@Root() { messageId }: AddressVersion, @Ctx() { loaders }: ApiContext) {
    return messageId === null ? null : loaders.message.load(messageId);
  }
}

type Details = NonNullable<StoredReturn["causeDetails"]>;

/** The details were kept as JSON, in which moments are text. */
function revived(details: Details | null): Partial<Details> {
  if (details === null) return {};
  const at = <At extends Date | null>(moment: At): At =>
    moment === null ? moment : (new Date(moment) as At);
  const { used, missing, newer } = details;
  return {
    ...details,
    used: used === null ? null : { ...used, validFrom: at(used.validFrom) },
    missing: missing === null ? null : { ...missing, requestedAt: at(missing.requestedAt) },
    newer: newer === null ? null : { ...newer, statedAt: at(newer.statedAt) },
  };
}
