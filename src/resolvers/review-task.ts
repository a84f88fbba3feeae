import { Arg, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from "type-graphql";
import { addressFrom } from "../schema/address.js";
import { connection } from "../schema/connection.js";
import { Customer } from "../schema/customer.js";
import {
  type OrderCorrectionsInput,
  ResolveReviewTaskInput,
  ResolveReviewTaskPayload,
} from "../schema/mutations.js";
import { Order } from "../schema/order.js";
import { ReviewTask, ReviewTaskConnection, ReviewTaskFilterInput } from "../schema/review-task.js";
import type { ReviewTask as StoredTask } from "../store/review-task.js";
import { lineFrom } from "./change-targets.js";
import { type ApiContext, type Flows, refresh, viewerOf } from "./context.js";
import { answered, keyFault, notFound } from "./payload.js";
import { REVIEW_POLICY } from "./policy.js";
import { requiredRowId, rowId, short } from "./row-id.js";

@Resolver(() => ReviewTask)
export class ReviewTaskResolver {
  @Query(() => ReviewTaskConnection, { description: "What waits for a person, or did, the newest first." })
  async reviewTasks(
    @Arg("first", () => Int, { description: "How many, 1 to 100." }) first: number,
    @Arg("after", () => String, { nullable: true, description: "endCursor of the page before." })
    after: string | null,
    @Arg("filter", () => ReviewTaskFilterInput, {
      nullable: true,
      description: "Which ones; all if left out.",
    })
    filter: ReviewTaskFilterInput | null,
    @Ctx() { reads }: ApiContext,
  ) {
    const orderId = rowId("Order", filter?.orderId);
    const page = await reads.reviewTasks({ ...filter, orderId }, { first, after: after ?? null });
    return connection(page, after ?? null);
  }

  @Mutation(() => ResolveReviewTaskPayload, { description: "Answers a review task." })
  async resolveReviewTask(
    @Arg("input", () => ResolveReviewTaskInput, { description: "What is asked for." })
    input: ResolveReviewTaskInput,
    @Ctx() context: ApiContext,
  ): Promise<ResolveReviewTaskPayload> {
    const viewer = viewerOf(context);
    const task = await context.loaders.reviewTask.load(requiredRowId("ReviewTask", input.taskId));
    const mine = task !== null && REVIEW_POLICY[task.kind].includes(viewer.role);
    const userErrors = [
      ...keyFault(input.idempotencyKey),
      ...(mine ? [] : notFound("taskId", "review task")),
    ];
    if (task === null || userErrors.length > 0) return { reviewTask: null, userErrors };
    const outcome = await context.flows.resolveReviewTask(context.hub, viewer, {
      idempotencyKey: input.idempotencyKey,
      taskId: task.id,
      action: input.action,
      note: input.note ?? null,
      corrections: input.corrections ? correctionsFrom(input.corrections) : null,
    });
    refresh(context);
    const reviewTask = await context.loaders.reviewTask.load(task.id);
    return answered(outcome, () => ({ reviewTask }), { reviewTask });
  }

  @FieldResolver(() => Order, { nullable: true, description: "The order it is about." })
  order(@Root() { orderId }: StoredTask, @Ctx() { loaders }: ApiContext) {
    return orderId === null ? null : loaders.order.load(orderId);
  }

  @FieldResolver(() => Customer, { nullable: true, description: "The customer it is about." })
  customer(@Root() { customerId }: StoredTask, @Ctx() { loaders }: ApiContext) {
    return customerId === null ? null : loaders.customer.load(customerId);
  }

  @FieldResolver(() => Customer, {
    nullable: true,
    description: "IDENTITY: the other customer of the doubtful pair.",
  })
  otherCustomer(@Root() { otherCustomerId }: StoredTask, @Ctx() { loaders }: ApiContext) {
    return otherCustomerId === null ? null : loaders.customer.load(otherCustomerId);
  }
}

type Corrections = NonNullable<Parameters<Flows["resolveReviewTask"]>[2]["corrections"]>;

/** What was not given stays as it was read. */
function correctionsFrom({ lines, shipTo, poNumber }: OrderCorrectionsInput): Corrections {
  return {
    ...(lines
      ? { lines: short("lines", lines).map((line, index) => lineFrom(line, String(index + 1))) }
      : {}),
    ...(shipTo ? { shipTo: addressFrom(shipTo) } : {}),
    ...(poNumber ? { poNumber } : {}),
  };
}
