import { Arg, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from "type-graphql";
import type { ReviewTaskStatus as ReviewTaskStatusWord } from "../domain/vocabulary.js";
import type { Outcome } from "../flows/acts/outcome.js";
import { answersTo } from "../flows/acts/resolve-review-task.js";
import type { TaskAnswered } from "../flows/acts/task-answered.js";
import { addressFrom } from "../schema/address.js";
import { connection } from "../schema/connection.js";
import { Customer } from "../schema/customer.js";
import { Evidence } from "../schema/decision.js";
import {
  HoldReviewTaskInput,
  type OrderCorrectionsInput,
  ResolveReviewTaskInput,
  ResolveReviewTaskPayload,
} from "../schema/mutations.js";
import { Order } from "../schema/order.js";
import {
  AmountAtRisk,
  ReviewTask,
  ReviewTaskConnection,
  ReviewTaskFilterInput,
} from "../schema/review-task.js";
import { ReviewAction, ReviewTaskOrder, ReviewTaskStatus } from "../schema/vocabulary.js";
import type { ReviewTaskOrder as StoredOrder } from "../store/reads/review-task.js";
import type { ReviewTask as StoredTask } from "../store/review-task.js";
import { lineFrom } from "./change-targets.js";
import { type ApiContext, type Flows, refresh, viewerOf } from "./context.js";
import { reasonsIn } from "./decision.js";
import { answered, keyFault, manner, notFound } from "./payload.js";
import { REVIEW_POLICY } from "./review-policy.js";
import { requiredRowId, rowId, short } from "./row-id.js";

@Resolver(() => ReviewTask)
export class ReviewTaskResolver {
  @Query(() => ReviewTaskConnection, {
    description: "What waits for a person, or did, the newest first unless asked otherwise.",
  })
  async reviewTasks(
    @Arg("first", () => Int, { description: "How many, 1 to 100." }) first: number,
    @Arg("after", () => String, { nullable: true, description: "endCursor of the page before." })
    after: string | null,
    @Arg("filter", () => ReviewTaskFilterInput, {
      nullable: true,
      description: "Which ones; all if left out.",
    })
    filter: ReviewTaskFilterInput | null,
    @Arg("orderBy", () => ReviewTaskOrder, {
      defaultValue: "NEWEST",
      description: "Which of them come first.",
    })
    orderBy: StoredOrder,
    @Ctx() { reads }: ApiContext,
  ) {
    const orderId = rowId("Order", filter?.orderId);
    const customerId = rowId("Customer", filter?.customerId);
    const wanted = { ...filter, orderId, customerId };
    const page = await reads.reviewTasks(wanted, { first, after: after ?? null }, orderBy);
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
      ...manner(input),
    });
    refresh(context);
    return shown(context, outcome, task.id);
  }

  @Mutation(() => ResolveReviewTaskPayload, {
    description: "Takes a review task in hand, for others to see.",
  })
  claimReviewTask(
    @Arg("input", () => HoldReviewTaskInput, { description: "What is asked for." })
    input: HoldReviewTaskInput,
    @Ctx() context: ApiContext,
  ): Promise<ResolveReviewTaskPayload> {
    return hold(context, input, "CLAIMED");
  }

  @Mutation(() => ResolveReviewTaskPayload, { description: "Puts a review task off." })
  deferReviewTask(
    @Arg("input", () => HoldReviewTaskInput, { description: "What is asked for." })
    input: HoldReviewTaskInput,
    @Ctx() context: ApiContext,
  ): Promise<ResolveReviewTaskPayload> {
    return hold(context, input, "DEFERRED");
  }

  @FieldResolver(() => [ReviewTaskStatus], { description: "Where the caller could bring it from here." })
  nextStates(@Root() task: StoredTask, @Ctx() context: ApiContext): ReviewTaskStatusWord[] {
    const answers = answersFor(task, context).map(({ status }) => status);
    return answers.length === 0 ? [] : [...new Set(["CLAIMED" as const, "DEFERRED" as const, ...answers])];
  }

  @FieldResolver(() => [ReviewAction], { description: "How the caller could answer it now." })
  nextActs(@Root() task: StoredTask, @Ctx() context: ApiContext) {
    return answersFor(task, context).map(({ action }) => action);
  }

  @FieldResolver(() => [AmountAtRisk], {
    nullable: true,
    description: "IDENTITY: what the open orders of both customers are worth, for each currency.",
  })
  valueAtRisk(@Root() { id }: StoredTask, @Ctx() { loaders }: ApiContext) {
    return loaders.amountsAtRisk.load(id);
  }

  @FieldResolver(() => [Evidence], {
    nullable: true,
    description: "IDENTITY: in what the two differ, what speaks loudest against them first.",
  })
  differences(@Root() { details }: StoredTask): Evidence[] {
    const against = reasonsIn(details).filter(({ weight }) => (weight ?? 0) < 0);
    return against.sort((a, b) => (a.weight ?? 0) - (b.weight ?? 0));
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

/** An answered task takes no answer any more, and some are for others to answer. */
const answersFor = ({ kind, closedAt }: StoredTask, { viewer }: ApiContext) =>
  closedAt === null && viewer !== null && REVIEW_POLICY[kind].includes(viewer.role) ? answersTo(kind) : [];

async function hold(
  context: ApiContext,
  { idempotencyKey, taskId, note, ...how }: HoldReviewTaskInput,
  status: "CLAIMED" | "DEFERRED",
): Promise<ResolveReviewTaskPayload> {
  const viewer = viewerOf(context);
  const task = await context.loaders.reviewTask.load(requiredRowId("ReviewTask", taskId));
  const mine = task !== null && REVIEW_POLICY[task.kind].includes(viewer.role);
  const userErrors = [...keyFault(idempotencyKey), ...(mine ? [] : notFound("taskId", "review task"))];
  if (task === null || userErrors.length > 0) return { reviewTask: null, userErrors };
  const request = { idempotencyKey, taskId: task.id, status, note: note ?? null, ...manner(how) };
  const outcome = await context.flows.holdTask(context.hub, viewer, request);
  refresh(context);
  return shown(context, outcome, task.id);
}

/** The task as it stands now, or as it would. */
async function shown(
  { loaders }: ApiContext,
  outcome: Outcome<TaskAnswered>,
  taskId: string,
): Promise<ResolveReviewTaskPayload> {
  const preview = outcome.ok ? outcome.value.preview : undefined;
  const reviewTask = preview ?? (await loaders.reviewTask.load(taskId));
  return answered(outcome, () => ({ reviewTask }), { reviewTask });
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
