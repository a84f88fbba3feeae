import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from "type-graphql";
import { splitOf } from "../domain/split-shipment.js";
import { Case } from "../schema/case.js";
import { connection } from "../schema/connection.js";
import { Order } from "../schema/order.js";
import { Return } from "../schema/return.js";
import { Shipment } from "../schema/shipment.js";
import { OrderFulfillment, TimelineEntry, TimelineEntryConnection } from "../schema/timeline.js";
import type { OrderRow } from "../store/reads/order.js";
import type { TimelineEntry as StoredEntry } from "../store/reads/timeline-entry.js";
import type { ApiContext } from "./context.js";

/** How an order goes: one timeline across systems and parcels, and which parcel holds what. */
@Resolver(() => Order)
export class OrderProgressResolver {
  @FieldResolver(() => TimelineEntryConnection, {
    nullable: true,
    description: "Everything that happened to it, across systems and parcels, the newest first.",
  })
  async timeline(
    @Root() { id }: OrderRow,
    @Arg("first", () => Int, { description: "How many, 1 to 100." }) first: number,
    @Arg("after", () => String, { nullable: true, description: "endCursor of the page before." })
    after: string | null,
    @Ctx() { reads }: ApiContext,
  ) {
    return connection(await reads.timeline(id, { first, after: after ?? null }), after ?? null);
  }

  @FieldResolver(() => OrderFulfillment, {
    nullable: true,
    description: "Which parcel holds how much of which line, and what is still to come.",
  })
  async fulfillment(@Root() order: OrderRow, @Ctx() { loaders }: ApiContext): Promise<OrderFulfillment> {
    const [lines, shipments] = await Promise.all([
      loaders.lines.load(order.id),
      loaders.shipments.load(order.id),
    ]);
    const byId = new Map(shipments.map((shipment) => [shipment.id, shipment]));
    return {
      status: order.fulfillmentStatus,
      parcelCount: shipments.filter(({ status }) => status !== "CANCELED").length,
      lines: splitOf(lines, shipments).map((line) => ({
        ...line,
        parcels: line.parcels.map(({ shipmentId, quantity }) => ({
          ...{ shipment: byId.get(shipmentId) ?? null, quantity },
        })),
      })),
    };
  }

  @FieldResolver(() => Return, {
    nullable: true,
    description: "The return that it was made for: it sends the goods again, or others instead.",
  })
  replacementFor(@Root() { id }: OrderRow, @Ctx() { loaders }: ApiContext) {
    return loaders.replacementFor.load(id);
  }
}

@Resolver(() => TimelineEntry)
export class TimelineEntryResolver {
  @FieldResolver(() => Order, {
    nullable: true,
    description: "The order it is about; null in the order's own timeline.",
  })
  order(@Root() { orderId }: StoredEntry, @Ctx() { loaders }: ApiContext) {
    return orderId === null ? null : loaders.order.load(orderId);
  }

  @FieldResolver(() => Shipment, { nullable: true, description: "The parcel it is about." })
  shipment(@Root() { shipmentId }: StoredEntry, @Ctx() { loaders }: ApiContext) {
    return shipmentId === null ? null : loaders.shipment.load(shipmentId);
  }

  @FieldResolver(() => Return, { nullable: true, description: "The return it is about." })
  return(@Root() { returnId }: StoredEntry, @Ctx() { loaders }: ApiContext) {
    return returnId === null ? null : loaders.return.load(returnId);
  }

  @FieldResolver(() => Case, { nullable: true, description: "The case it is about." })
  case(@Root() { caseId }: StoredEntry, @Ctx() { loaders }: ApiContext) {
    return caseId === null ? null : loaders.case.load(caseId);
  }
}
