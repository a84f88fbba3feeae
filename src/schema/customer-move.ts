import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import type * as moving from "../domain/follow-through-vocabulary.js";
import type * as words from "../domain/vocabulary.js";
import type * as stored from "../store/customer-move.js";
import { PostalAddressInput } from "./address.js";
import { Customer } from "./customer.js";
import { MoveAspect, MoveDecision } from "./follow-through-vocabulary.js";
import { DRY_RUN, IDEMPOTENCY_KEY, USER_ERRORS, UserError } from "./user-error.js";
import { AddressRole, Channel } from "./vocabulary.js";

type ShownOfMove =
  | "aspect"
  | "addressRole"
  | "usedBefore"
  | "explicit"
  | "system"
  | "statedAt"
  | "detectedAt";

@ObjectType({
  description: "A customer's address or contact that another one has taken the place of.",
  simpleResolvers: true,
})
export class CustomerMove implements Pick<stored.CustomerMove, ShownOfMove> {
  @Field(() => MoveAspect, { description: "What has moved." })
  aspect!: moving.MoveAspect;

  @Field(() => AddressRole, { nullable: true, description: "ADDRESS: what the address is for." })
  addressRole!: words.AddressRole | null;

  @Field(() => Boolean, { description: "True if the new value stood for the customer before." })
  usedBefore!: boolean;

  @Field(() => Boolean, {
    description:
      "True if somebody said that the customer has moved; false if a source just states it otherwise.",
  })
  explicit!: boolean;

  @Field(() => String, {
    nullable: true,
    description: "The connection that stated it; null for what a steward has pinned.",
  })
  system!: string | null;

  @Field(() => Date, { nullable: true, description: "When it was stated." })
  statedAt!: Date | null;

  @Field(() => Date, { description: "When the hub noticed." })
  detectedAt!: Date;
}

type ShownOfOffer = "id" | "stage" | "decision" | "reason" | "decidedBy" | "decidedAt";

@ObjectType({
  description: "What is to become of one open order, return or case because its customer has moved.",
  simpleResolvers: true,
})
export class CustomerMoveOffer implements Pick<stored.CustomerMoveOffer, ShownOfOffer> {
  @Field(() => ID, { description: "Give it to `settleCustomerMove`." })
  id!: string;

  @Field(() => String, { description: "How far the goods, the return or the case were when it was offered." })
  stage!: string;

  @Field(() => MoveDecision, { description: "What was decided; ASK while nobody has." })
  decision!: moving.MoveDecision;

  @Field(() => String, { description: "Why: the rule's words, or the person's." })
  reason!: string;

  @Field(() => String, { nullable: true, description: "Who decided; `rule` if no person did." })
  decidedBy!: string | null;

  @Field(() => Date, { nullable: true, description: "When it was decided." })
  decidedAt!: Date | null;
}

@InputType({ description: "Where a customer is now, or how to reach it. Give only what is new." })
export class MoveCustomerInput {
  @Field(() => String, { description: IDEMPOTENCY_KEY })
  idempotencyKey!: string;

  @Field(() => ID, { description: "Id of the customer." })
  customerId!: string;

  @Field(() => Int, { description: "The customer's version that you have seen." })
  expectedVersion!: number;

  @Field(() => Channel, { nullable: true, description: "How the customer said so." })
  channel?: words.Channel | null;

  @Field(() => PostalAddressInput, { nullable: true, description: "The whole new address." })
  address?: PostalAddressInput | null;

  @Field(() => AddressRole, { nullable: true, description: "What the address is for." })
  addressRole?: words.AddressRole | null;

  @Field(() => String, { nullable: true, description: "Whom to ask for now." })
  contactName?: string | null;

  @Field(() => [String], { nullable: true, description: "New e-mail addresses." })
  emails?: string[] | null;

  @Field(() => [String], { nullable: true, description: "New phone numbers." })
  phones?: string[] | null;
}

@ObjectType({
  description:
    "What writing down a move led to. The offers to open orders, returns and cases follow soon, not at once.",
})
export class MoveCustomerPayload {
  @Field(() => Customer, { nullable: true, description: "The customer, as it stands now." })
  customer!: unknown;

  @Field(() => [UserError], { description: USER_ERRORS })
  userErrors!: readonly UserError[];
}

@InputType({ description: "What becomes of one order, return or case." })
export class MoveAnswerInput {
  @Field(() => ID, { description: "Id of the offer." })
  offerId!: string;

  @Field(() => MoveDecision, { description: "PROPAGATE or KEEP." })
  decision!: moving.MoveDecision;
}

@InputType({ description: "What becomes of orders, returns and cases whose customer has moved, one by one." })
export class SettleCustomerMoveInput {
  @Field(() => String, { description: IDEMPOTENCY_KEY })
  idempotencyKey!: string;

  @Field(() => [MoveAnswerInput], { description: "All of them are done, or none; 1 to 200." })
  answers!: MoveAnswerInput[];

  @Field(() => String, { nullable: true, description: "Why, for whoever reads it later." })
  note?: string | null;

  @Field(() => Boolean, { nullable: true, description: DRY_RUN })
  dryRun?: boolean | null;
}

@ObjectType({ description: "What deciding about orders of a customer that has moved led to." })
export class SettleCustomerMovePayload {
  @Field(() => [CustomerMoveOffer], { nullable: true, description: "The offers, as they stand now." })
  offers!: unknown;

  @Field(() => [UserError], { description: USER_ERRORS })
  userErrors!: readonly UserError[];
}
