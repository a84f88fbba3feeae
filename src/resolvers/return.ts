import { Arg, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from "type-graphql";
import { connection } from "../schema/connection.js";
import { RequestReturnInput, RequestReturnPayload } from "../schema/mutations.js";
import { Order } from "../schema/order.js";
import { Return, ReturnConnection, ReturnFilterInput } from "../schema/return.js";
import { Shipment } from "../schema/shipment.js";
import type { Return as StoredReturn } from "../store/return.js";
import { type ApiContext, asOwner, refresh, viewerOf } from "./context.js";
import { answered, keyFault, notFound } from "./payload.js";
import { requiredRowId, rowId, short } from "./row-id.js";

@Resolver(() => Return)
export class ReturnResolver {
  @Query(() => ReturnConnection, { description: "Returns, the newest first." })
  async returns(
    @Arg("first", () => Int, { description: "How many, 1 to 100." }) first: number,
    @Arg("after", () => String, { nullable: true, description: "endCursor of the page before." })
    after: string | null,
    @Arg("filter", () => ReturnFilterInput, { nullable: true, description: "Which ones; all if left out." })
    filter: ReturnFilterInput | null,
    @Ctx() { reads }: ApiContext,
  ) {
    const orderId = rowId("Order", filter?.orderId);
    const page = await reads.returns({ ...filter, orderId }, { first, after: after ?? null });
    return connection(page, after ?? null);
  }

  @Mutation(() => RequestReturnPayload, { description: "Asks for goods of an order to be taken back." })
  async requestReturn(
    @Arg("input", () => RequestReturnInput, { description: "What is asked for." }) input: RequestReturnInput,
    @Ctx() context: ApiContext,
  ): Promise<RequestReturnPayload> {
    const order = await context.loaders.order.load(requiredRowId("Order", input.orderId));
    const userErrors = [
      ...keyFault(input.idempotencyKey),
      ...(order === null ? notFound("orderId", "order") : []),
    ];
    if (order === null || userErrors.length > 0) return { return: null, userErrors };
    const outcome = await context.flows.requestReturn(context.hub, asOwner(viewerOf(context), order), {
      idempotencyKey: input.idempotencyKey,
      orderId: order.id,
      lines: short("lines", input.lines).map(({ lineNumber, quantity }) => ({ lineNumber, quantity })),
      reason: input.reason ?? null,
      note: input.note ?? null,
    });
    refresh(context);
    const found = outcome.ok ? await context.loaders.return.load(outcome.value.returnId) : null;
    return answered(outcome, () => ({ return: found }), { return: null });
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
