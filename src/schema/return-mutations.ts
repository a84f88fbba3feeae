import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import type { Disposition as DispositionWord } from "../domain/return-line.js";
import type { Resolution as ResolutionWord } from "../domain/return-resolution.js";
import type * as words from "../domain/vocabulary.js";
import { PostalAddressInput } from "./address.js";
import { OrderLineInput } from "./order-change.js";
import { Disposition, Resolution } from "./parcel-vocabulary.js";
import { Return } from "./return.js";
import { Decimal } from "./scalars.js";
import { DRY_RUN, IDEMPOTENCY_KEY, USER_ERRORS, UserError } from "./user-error.js";
import { ExceptionReason } from "./vocabulary.js";

@InputType({ description: "How much of one order line is to come back." })
export class ReturnLineInput {
  @Field(() => String, { description: "The line of the order." })
  lineNumber!: string;

  @Field(() => Decimal, { description: "How much of it." })
  quantity!: string;

  @Field(() => ExceptionReason, { nullable: true, description: "Why, if not for the reason of the whole." })
  reason?: words.ExceptionReason | null;
}

@InputType({ description: "What is to come back." })
export class RequestReturnInput {
  @Field(() => String, { description: IDEMPOTENCY_KEY })
  idempotencyKey!: string;

  @Field(() => ID, { description: "Id of the order." })
  orderId!: string;

  @Field(() => [ReturnLineInput], { description: "Which lines, and how much of each; 1 to 250." })
  lines!: ReturnLineInput[];

  @Field(() => ExceptionReason, { nullable: true, description: "Why." })
  reason?: words.ExceptionReason | null;

  @Field(() => String, { nullable: true, description: "What there is to say besides." })
  note?: string | null;

  @Field(() => Boolean, { nullable: true, description: DRY_RUN })
  dryRun?: boolean | null;
}

@InputType({ description: "An act on a return." })
export class ReturnActInput {
  @Field(() => String, { description: IDEMPOTENCY_KEY })
  idempotencyKey!: string;

  @Field(() => ID, { description: "Id of the return." })
  returnId!: string;

  @Field(() => Int, {
    description: "The return's version that the caller saw; another one is refused as a conflict.",
  })
  expectedVersion!: number;

  @Field(() => String, { nullable: true, description: "What there is to say. Who declines has to say why." })
  note?: string | null;

  @Field(() => Boolean, { nullable: true, description: DRY_RUN })
  dryRun?: boolean | null;
}

@InputType({ description: "Under which number goods come back. The label is stated, not bought." })
export class AttachReturnLabelInput extends ReturnActInput {
  @Field(() => String, { description: "Who carries them." })
  carrier!: string;

  @Field(() => String, { description: "The carrier's number for them." })
  trackingNumber!: string;

  @Field(() => String, { nullable: true, description: "Where the label can be had, http or https." })
  labelUrl?: string | null;
}

@InputType({ description: "What was found of one line, in one state." })
export class ReturnInspectionInput {
  @Field(() => String, { description: "The line of the order." })
  lineNumber!: string;

  @Field(() => Decimal, { description: "How much of it." })
  quantity!: string;

  @Field(() => Disposition, { description: "What becomes of it." })
  disposition!: DispositionWord;

  @Field(() => String, { nullable: true, description: "In which condition it is, in words." })
  condition?: string | null;
}

@InputType({ description: "What was found of goods that have come back." })
export class InspectReturnInput extends ReturnActInput {
  @Field(() => [ReturnInspectionInput], {
    description: "Everything that was announced, accounted for; what is not there is MISSING. 1 to 250.",
  })
  lines!: ReturnInspectionInput[];
}

@InputType({ description: "How a return ends for the customer." })
export class ResolveReturnInput extends ReturnActInput {
  @Field(() => Resolution, { description: "How." })
  resolution!: ResolutionWord;

  @Field(() => Decimal, {
    nullable: true,
    description:
      "REFUND, STORE_CREDIT: how much, in the order's currency; at most what the goods were sold for.",
  })
  amount?: string | null;

  @Field(() => [OrderLineInput], { nullable: true, description: "EXCHANGE: what is sent instead." })
  lines?: OrderLineInput[] | null;

  @Field(() => PostalAddressInput, {
    nullable: true,
    description: "RESHIP, REPLACEMENT, EXCHANGE: where it is to go, if not where the order goes.",
  })
  shipTo?: PostalAddressInput | null;
}

@ObjectType({ description: "What asking for a return led to." })
export class RequestReturnPayload {
  @Field(() => Return, { nullable: true, description: "The return; for a dry run, as it would be." })
  return!: unknown;

  @Field(() => [UserError], { description: USER_ERRORS })
  userErrors!: readonly UserError[];
}

@ObjectType({ description: "What an act on a return led to." })
export class ReturnActPayload {
  @Field(() => Return, {
    nullable: true,
    description: "The return, as it stands now; for a dry run, as it would.",
  })
  return!: unknown;

  @Field(() => [UserError], { description: USER_ERRORS })
  userErrors!: readonly UserError[];
}
