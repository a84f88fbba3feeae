import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from "type-graphql";
import { shipmentStatusesAfter } from "../domain/next-states.js";
import { exceptionsOf } from "../domain/parcel-state.js";
import { parcelSettingsOf } from "../flows/work/hub.js";
import { connection } from "../schema/connection.js";
import { Order } from "../schema/order.js";
import {
  DeliveryOutlook,
  ParcelException,
  ParcelHealth,
  Shipment,
  ShipmentConnection,
  ShipmentFilterInput,
  TrackingEvent,
} from "../schema/shipment.js";
import { ShipmentStatus } from "../schema/vocabulary.js";
import type { Shipment as StoredShipment } from "../store/shipment.js";
import type { ApiContext } from "./context.js";
import { healthFor, heardOf, shownOutlook, silenceFor } from "./parcel-health.js";
import { rowId } from "./row-id.js";

@Resolver(() => Shipment)
export class ShipmentResolver {
  @Query(() => ShipmentConnection, { description: "Parcels, those that were heard of last first." })
  async shipments(
    @Arg("first", () => Int, { description: "How many, 1 to 100." }) first: number,
    @Arg("after", () => String, { nullable: true, description: "endCursor of the page before." })
    after: string | null,
    @Arg("filter", () => ShipmentFilterInput, { nullable: true, description: "Which ones; all if left out." })
    filter: ShipmentFilterInput | null,
    @Ctx() { reads }: ApiContext,
  ) {
    const orderId = rowId("Order", filter?.orderId);
    const page = await reads.shipments({ ...filter, orderId }, { first, after: after ?? null });
    return connection(page, after ?? null);
  }

  @FieldResolver(() => [TrackingEvent], { description: "What happened to it, oldest first." })
  async events(@Root() { id }: StoredShipment, @Ctx() { loaders }: ApiContext) {
    return (await loaders.trackingEvents.load(id)).filter(({ corrects }) => corrects === null);
  }

  @FieldResolver(() => ParcelHealth, { nullable: true, description: "How it does now." })
  async health(@Root() shipment: StoredShipment, @Ctx() context: ApiContext): Promise<ParcelHealth> {
    const outlook = await outlookFor(shipment, context);
    const exceptions = exceptionsOf(await heardFor(shipment, context));
    const { carrier } = shipment;
    const measured = carrier === null ? null : await context.tracking.silenceOf(carrier);
    const silence = silenceFor(parcelSettingsOf(context.hub), carrier, measured);
    return healthFor(shipment, outlook, exceptions, silence, new Date());
  }

  @FieldResolver(() => DeliveryOutlook, {
    nullable: true,
    description: "When it is expected, by whose word, and how that has changed; null if nobody has said.",
  })
  outlook(@Root() shipment: StoredShipment, @Ctx() context: ApiContext) {
    return outlookFor(shipment, context);
  }

  @FieldResolver(() => [ParcelException], { description: "What went wrong with it, oldest first." })
  async exceptions(@Root() shipment: StoredShipment, @Ctx() context: ApiContext) {
    return exceptionsOf(await heardFor(shipment, context));
  }

  @FieldResolver(() => [ShipmentStatus], {
    description: "Where the next thing that is heard of it can bring it.",
  })
  nextStates(@Root() { status }: StoredShipment) {
    return shipmentStatusesAfter(status);
  }

  @FieldResolver(() => Order, { nullable: true, description: "The order whose goods are in it." })
  order(@Root() { orderId }: StoredShipment, @Ctx() { loaders }: ApiContext) {
    return loaders.order.load(orderId);
  }
}

async function heardFor({ id }: StoredShipment, { loaders }: ApiContext) {
  return heardOf(await loaders.trackingEvents.load(id), await loaders.sightings.load(id));
}

async function outlookFor({ id, orderId }: StoredShipment, { loaders }: ApiContext) {
  const [order, stated] = await Promise.all([loaders.order.load(orderId), loaders.estimates.load(id)]);
  return order === null ? null : shownOutlook(stated, order, new Date());
}
