import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import type * as words from "../domain/vocabulary.js";
import { PostalAddressInput } from "./address.js";
import { InboundMessage } from "./inbound-message.js";
import { Order } from "./order.js";
import { OrderChange, OrderChangeTargetInput, OrderLineInput } from "./order-change.js";
import { ReviewTask } from "./review-task.js";
import { DRY_RUN, EXPECTED_VERSION, IDEMPOTENCY_KEY, USER_ERRORS, UserError } from "./user-error.js";
import { Channel, ReviewAction } from "./vocabulary.js";

@InputType({ description: "What is to change in an order, as absolute values." })
export class ChangeOrderInput {
  @Field(() => String, { description: IDEMPOTENCY_KEY })
  idempotencyKey!: string;

  @Field(() => ID, { description: "Id of the order." })
  orderId!: string;

  @Field(() => Int, {
    description: "The order's version that the requester saw; another one is refused as a conflict.",
  })
  expectedVersion!: number;

  @Field(() => Channel, {
    nullable: true,
    description: "How the customer asked; by default what the caller's role suggests.",
  })
  channel?: words.Channel | null;

  @Field(() => String, { nullable: true, description: "Why." })
  reason?: string | null;

  @Field(() => [OrderChangeTargetInput], { description: "The wanted states; 1 to 100." })
  targets!: OrderChangeTargetInput[];

  @Field(() => Boolean, { nullable: true, description: DRY_RUN })
  dryRun?: boolean | null;
}

@InputType({ description: "What a reader got wrong, put right." })
export class OrderCorrectionsInput {
  @Field(() => [OrderLineInput], { nullable: true, description: "All lines as they should be." })
  lines?: OrderLineInput[] | null;

  @Field(() => PostalAddressInput, {
    nullable: true,
    description: "Where the goods are to go. ADDRESS_CORRECTION: where the customer really is.",
  })
  shipTo?: PostalAddressInput | null;

  @Field(() => String, { nullable: true, description: "The buyer's own purchase order number." })
  poNumber?: string | null;
}

@InputType({ description: "A person's answer to a review task." })
export class ResolveReviewTaskInput {
  @Field(() => String, { description: IDEMPOTENCY_KEY })
  idempotencyKey!: string;

  @Field(() => ID, { description: "Id of the task." })
  taskId!: string;

  @Field(() => ReviewAction, { description: "The answer; each kind of task takes its own." })
  action!: words.ReviewAction;

  @Field(() => String, { nullable: true, description: "Why, for whoever reads it later." })
  note?: string | null;

  @Field(() => OrderCorrectionsInput, {
    nullable: true,
    description: "ORDER with CONFIRM, ADDRESS_CORRECTION with DONE: what has to be put right.",
  })
  corrections?: OrderCorrectionsInput | null;

  @Field(() => Int, { nullable: true, description: EXPECTED_VERSION })
  expectedVersion?: number | null;

  @Field(() => Boolean, { nullable: true, description: DRY_RUN })
  dryRun?: boolean | null;
}

@InputType({ description: "Which review task to take in hand, or to put off." })
export class HoldReviewTaskInput {
  @Field(() => String, { description: IDEMPOTENCY_KEY })
  idempotencyKey!: string;

  @Field(() => ID, { description: "Id of the task." })
  taskId!: string;

  @Field(() => String, { nullable: true, description: "What it waits for." })
  note?: string | null;

  @Field(() => Int, { nullable: true, description: EXPECTED_VERSION })
  expectedVersion?: number | null;

  @Field(() => Boolean, { nullable: true, description: DRY_RUN })
  dryRun?: boolean | null;
}

@InputType({ description: "Which message to read again." })
export class ReplayMessageInput {
  @Field(() => String, { description: IDEMPOTENCY_KEY })
  idempotencyKey!: string;

  @Field(() => ID, { description: "Id of the message." })
  messageId!: string;
}

@ObjectType({
  description: "What asking for a change led to. It is done when its deliveries are APPLIED, not before.",
})
export class ChangeOrderPayload {
  @Field(() => Order, { nullable: true, description: "The order, as it stands now." })
  order!: unknown;

  @Field(() => [OrderChange], { nullable: true, description: "The changes that were written down." })
  changes!: unknown;

  @Field(() => [UserError], { description: USER_ERRORS })
  userErrors!: readonly UserError[];
}

@ObjectType({ description: "What answering a review task led to." })
export class ResolveReviewTaskPayload {
  @Field(() => ReviewTask, { nullable: true, description: "The task, as it stands now." })
  reviewTask!: unknown;

  @Field(() => [UserError], { description: USER_ERRORS })
  userErrors!: readonly UserError[];
}

@ObjectType({ description: "What reading a message again led to. It is read soon, not at once." })
export class ReplayMessagePayload {
  @Field(() => InboundMessage, { nullable: true, description: "The message, as it stands now." })
  message!: unknown;

  @Field(() => [UserError], { description: USER_ERRORS })
  userErrors!: readonly UserError[];
}
