import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from "type-graphql";
import type * as moving from "../domain/follow-through-vocabulary.js";
import { connection } from "../schema/connection.js";
import {
  OrderDifference,
  OrderDifferenceConnection,
  SettleDifferenceInput,
  SettleDifferencePayload,
} from "../schema/difference.js";
import { DifferenceAspect } from "../schema/follow-through-vocabulary.js";
import { globalId } from "../schema/global-id.js";
import { Order } from "../schema/order.js";
import type { StoredDifference } from "../store/difference.js";
import { type ApiContext, refresh, viewerOf } from "./context.js";
import { keyFault, manner } from "./payload.js";
import { requiredRowId } from "./row-id.js";

@Resolver(() => OrderDifference)
export class OrderDifferenceResolver {
  @Query(() => OrderDifferenceConnection, {
    description: "What the hub and the execution systems hold differently of orders, the newest first.",
  })
  async differences(
    @Arg("first", () => Int, { description: "How many, 1 to 100." }) first: number,
    @Arg("after", () => String, { nullable: true, description: "endCursor of the page before." })
    after: string | null,
    @Arg("connectionId", () => String, { nullable: true, description: "Of one execution system." })
    connectionId: string | null,
    @Arg("aspect", () => DifferenceAspect, { nullable: true, description: "Of one kind." })
    aspect: moving.DifferenceAspect | null,
    @Arg("settled", () => Boolean, { nullable: true, description: "True for those that are settled." })
    settled: boolean | null,
    @Ctx() { reads }: ApiContext,
  ) {
    const page = await reads.differences({ connectionId, aspect, settled }, { first, after: after ?? null });
    return connection(page, after ?? null);
  }

  @Mutation(() => SettleDifferencePayload, {
    description: "Does what brings two sides together, or leaves them apart.",
  })
  async settleDifference(
    @Arg("input", () => SettleDifferenceInput, { description: "What is to be done." })
    input: SettleDifferenceInput,
    @Ctx() context: ApiContext,
  ): Promise<SettleDifferencePayload> {
    const userErrors = keyFault(input.idempotencyKey);
    if (userErrors.length > 0) return { difference: null, userErrors };
    const differenceId = requiredRowId("OrderDifference", input.differenceId);
    const { idempotencyKey, act } = input;
    const request = { idempotencyKey, differenceId, act, ...manner(input) };
    const outcome = await context.flows.settleDifference(context.hub, viewerOf(context), request);
    refresh(context);
    const preview = outcome.ok ? outcome.value.preview : undefined;
    const [difference = null] = preview ? [preview] : await context.reads.differencesById([differenceId]);
    return { difference, userErrors: outcome.ok ? [] : outcome.userErrors };
  }

  @FieldResolver(() => ID, { description: "Give it to `settleDifference`." })
  id(@Root() { id }: StoredDifference): string {
    return globalId("OrderDifference", id);
  }

  @FieldResolver(() => Order, { nullable: true, description: "The order; null if nobody here knows it." })
  order(@Root() { orderId }: StoredDifference, @Ctx() { loaders }: ApiContext) {
    return orderId === null ? null : loaders.order.load(orderId);
  }
}
