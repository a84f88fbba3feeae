import { GraphQLJSON } from "graphql-scalars";
import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { Customer } from "./customer.js";
import { Decision } from "./decision.js";
import { DRY_RUN, IDEMPOTENCY_KEY, USER_ERRORS, UserError } from "./user-error.js";

@InputType({ description: "Two customers, and what a steward says of them." })
export class CustomerPairInput {
  @Field(() => String, { description: IDEMPOTENCY_KEY })
  idempotencyKey!: string;

  @Field(() => [ID], { description: "Ids of the two customers." })
  customerIds!: string[];

  @Field(() => [Int], {
    nullable: true,
    description:
      "The versions of the two that you have seen, in their order; others are refused as a conflict.",
  })
  expectedVersions?: number[] | null;

  @Field(() => String, { nullable: true, description: "Why, for whoever reads it later." })
  note?: string | null;

  @Field(() => Boolean, { nullable: true, description: DRY_RUN })
  dryRun?: boolean | null;
}

@ObjectType({ description: "What a steward's word about two customers led to." })
export class CustomerPairPayload {
  @Field(() => Decision, { nullable: true, description: "The act; `unmerge` takes its id." })
  decision!: unknown;

  @Field(() => [Customer], {
    nullable: true,
    description: "The customers that are left: one after a merge, else two.",
  })
  customers!: unknown;

  @Field(() => [UserError], { description: USER_ERRORS })
  userErrors!: readonly UserError[];
}

@InputType({ description: "Which act of identity to undo." })
export class UnmergeInput {
  @Field(() => String, { description: IDEMPOTENCY_KEY })
  idempotencyKey!: string;

  @Field(() => ID, {
    description:
      "Id of a MERGE, of a LINK that put a record with the wrong customer, of a NOT_A_MATCH, or of an UNMERGE that is to count no more.",
  })
  decisionId!: string;

  @Field(() => String, { nullable: true, description: "Why, for whoever reads it later." })
  note?: string | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description: "True lets the engine make the two one again on new evidence; else they are kept apart.",
  })
  mayMeetAgain!: boolean;

  @Field(() => Boolean, {
    defaultValue: false,
    description: "True only says what would move, and moves nothing.",
  })
  dryRun!: boolean;
}

@ObjectType({ description: "What undoing an act has changed, or would change." })
export class UnmergePayload {
  @Field(() => Decision, { nullable: true, description: "The UNMERGE; null after a dry run." })
  decision!: unknown;

  @Field(() => Int, { nullable: true, description: "Records that change their customer." })
  records!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: "Orders that follow them, with their changes, parcels, returns and cases.",
  })
  orders!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: "Cases that follow them, those about their orders and those about none.",
  })
  cases!: number | null;

  @Field(() => [ID], {
    nullable: true,
    description: "Customers that come back, or come to be; ids for `customer`.",
  })
  restoredCustomerIds!: string[] | null;

  @Field(() => [ID], { nullable: true, description: "Customers that become part of another." })
  ceasedCustomerIds!: string[] | null;

  @Field(() => Int, {
    nullable: true,
    description: "Later records that were decided again, because they could have seen a difference.",
  })
  decidedAgain!: number | null;

  @Field(() => [ID], {
    nullable: true,
    description: "Source records of which something else came than before.",
  })
  decidedOtherwise!: string[] | null;

  @Field(() => [UserError], { description: USER_ERRORS })
  userErrors!: readonly UserError[];
}

@InputType({ description: "A golden value that a steward fixes." })
export class PinValueInput {
  @Field(() => String, { description: IDEMPOTENCY_KEY })
  idempotencyKey!: string;

  @Field(() => ID, { description: "Id of the customer." })
  customerId!: string;

  @Field(() => Int, {
    description: "The customer's version that the steward saw; another one is refused as a conflict.",
  })
  expectedVersion!: number;

  @Field(() => String, { description: "Which attribute, such as `name`, `emails` or `addresses`." })
  attribute!: string;

  @Field(() => GraphQLJSON, {
    description: "The value; for an attribute that is a list, one or a list of them.",
  })
  value!: unknown;

  @Field(() => String, { nullable: true, description: "Why, for whoever reads it later." })
  note?: string | null;
}

@InputType({ description: "A pinned value that a steward lets go of." })
export class UnpinValueInput {
  @Field(() => String, { description: IDEMPOTENCY_KEY })
  idempotencyKey!: string;

  @Field(() => ID, { description: "Id of the customer." })
  customerId!: string;

  @Field(() => Int, {
    description: "The customer's version that the steward saw; another one is refused as a conflict.",
  })
  expectedVersion!: number;

  @Field(() => String, { description: "Which attribute." })
  attribute!: string;

  @Field(() => String, { nullable: true, description: "Why, for whoever reads it later." })
  note?: string | null;
}

@ObjectType({ description: "What pinning a value led to. The golden record shows it soon, not at once." })
export class PinPayload {
  @Field(() => Customer, { nullable: true, description: "The customer, as it stands now." })
  customer!: unknown;

  @Field(() => Decision, { nullable: true, description: "The act." })
  decision!: unknown;

  @Field(() => [UserError], { description: USER_ERRORS })
  userErrors!: readonly UserError[];
}
