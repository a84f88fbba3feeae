import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from "type-graphql";
import { changeStatusesAfter, deliveryStatusesAfter } from "../domain/next-states.js";
import type { Channel, Role } from "../domain/vocabulary.js";
import type { OrderChanged, OrderPreview } from "../flows/orders/change-order.js";
import { ChangeOrderInput, ChangeOrderPayload } from "../schema/mutations.js";
import { OrderChange, OrderChangeDelivery } from "../schema/order-change.js";
import { OrderChangeDeliveryStatus, OrderChangeStatus } from "../schema/vocabulary.js";
import type {
  OrderChange as StoredChange,
  OrderChangeDelivery as StoredDelivery,
} from "../store/order-change.js";
import { changeTargets } from "./change-targets.js";
import { type ApiContext, asOwner, refresh, viewerOf } from "./context.js";
import { answered, keyFault, notFound } from "./payload.js";
import { requiredRowId, short } from "./row-id.js";

/** How the customer is taken to have asked, where the caller does not say. */
const CHANNEL_OF: Readonly<Record<Role, Channel>> = {
  CUSTOMER: "WEB",
  FRONT_OFFICE: "CALL_CENTER",
  SUPPLY_CHAIN: "SALES_DESK",
  STEWARD: "SALES_DESK",
  OPERATOR: "SALES_DESK",
};

/** A change; one that was only rehearsed brings its deliveries along. */
type ShownChange = StoredChange & Partial<Pick<OrderPreview["changes"][number], "deliveries">>;

@Resolver(() => OrderChange)
export class OrderChangeResolver {
  @Mutation(() => ChangeOrderPayload, {
    description: "Asks for a change of an order and sees it through to every execution system.",
  })
  async changeOrder(
    @Arg("input", () => ChangeOrderInput, { description: "What is asked for." }) input: ChangeOrderInput,
    @Ctx() context: ApiContext,
  ): Promise<ChangeOrderPayload> {
    const viewer = viewerOf(context);
    const order = await context.loaders.order.load(requiredRowId("Order", input.orderId));
    const targets = changeTargets(short("targets", input.targets));
    const refusals = [
      ...keyFault(input.idempotencyKey),
      ...(order === null ? notFound("orderId", "order") : []),
      ...(targets.ok ? [] : targets.userErrors),
    ];
    if (order === null || !targets.ok || refusals.length > 0) {
      return { order: null, changes: null, userErrors: refusals };
    }
    const outcome = await context.flows.changeOrder(context.hub, asOwner(viewer, order), {
      idempotencyKey: input.idempotencyKey,
      orderId: order.id,
      expectedVersion: input.expectedVersion,
      channel: viewer.role === "CUSTOMER" ? "WEB" : (input.channel ?? CHANNEL_OF[viewer.role]),
      reason: input.reason ?? null,
      targets: targets.value,
      ...(input.dryRun === true ? { dryRun: true } : {}),
    });
    refresh(context);
    const [fresh, changes] = await Promise.all([
      context.loaders.order.load(order.id),
      context.loaders.changes.load(order.id),
    ]);
    const written = (ids: readonly string[]) => changes.filter(({ id }) => ids.includes(id));
    return answered<OrderChanged, Omit<ChangeOrderPayload, "userErrors">>(
      outcome,
      ({ changeIds, preview }) => preview ?? { order: fresh, changes: written(changeIds) },
      { order: fresh, changes: null },
    );
  }

  @FieldResolver(() => [OrderChangeDelivery], { description: "How far it is at each receiving system." })
  deliveries(@Root() { id, deliveries }: ShownChange, @Ctx() { loaders }: ApiContext) {
    return deliveries ?? loaders.deliveries.load(id);
  }

  @FieldResolver(() => [OrderChangeStatus], { description: "What can come of it from here." })
  nextStates(@Root() { status }: StoredChange) {
    return changeStatusesAfter(status);
  }
}

@Resolver(() => OrderChangeDelivery)
export class OrderChangeDeliveryResolver {
  @FieldResolver(() => [OrderChangeDeliveryStatus], { description: "How far it can come from here." })
  nextStates(@Root() { status }: StoredDelivery) {
    return deliveryStatusesAfter(status);
  }
}
