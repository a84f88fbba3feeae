import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { Order } from "../schema/order.js";
import { Shipment, TrackingEvent } from "../schema/shipment.js";
import type { Shipment as StoredShipment } from "../store/shipment.js";
import type { ApiContext } from "./context.js";

@Resolver(() => Shipment)
export class ShipmentResolver {
  @FieldResolver(() => [TrackingEvent], { description: "What happened to it, oldest first." })
  events(@Root() { id }: StoredShipment, @Ctx() { loaders }: ApiContext) {
    return loaders.trackingEvents.load(id);
  }

  @FieldResolver(() => Order, { nullable: true, description: "The order whose goods are in it." })
  order(@Root() { orderId }: StoredShipment, @Ctx() { loaders }: ApiContext) {
    return loaders.order.load(orderId);
  }
}
