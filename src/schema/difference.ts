import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import type * as moving from "../domain/follow-through-vocabulary.js";
import type { StoredDifference } from "../store/difference.js";
import { connectionOf } from "./connection.js";
import { DifferenceAct, DifferenceAspect, ProposedAct } from "./follow-through-vocabulary.js";
import { DRY_RUN, EXPECTED_VERSION, IDEMPOTENCY_KEY, USER_ERRORS, UserError } from "./user-error.js";

type Shown =
  | (
      | "id"
      | "connectionId"
      | "externalId"
      | "aspect"
      | "lineNumber"
      | "parcel"
      | "ours"
      | "theirs"
      | "proposal"
    )
  | ("version" | "foundAt" | "seenAt" | "settledAt" | "settledBy");

@ObjectType({
  description: "One thing that the hub and an execution system hold differently of an order.",
  simpleResolvers: true,
})
export class OrderDifference implements Pick<StoredDifference, Shown> {
  @Field(() => ID, { description: "Give it to `settleDifference`." })
  id!: string;

  @Field(() => Int, { description: "Raised whenever either side is found otherwise." })
  version!: number;

  @Field(() => String, { description: "The execution system's connection." })
  connectionId!: string;

  @Field(() => String, { nullable: true, description: "The system's own id of the work order." })
  externalId!: string | null;

  @Field(() => DifferenceAspect, { description: "What the two hold differently." })
  aspect!: moving.DifferenceAspect;

  @Field(() => String, { nullable: true, description: "The line it is about." })
  lineNumber!: string | null;

  @Field(() => String, { nullable: true, description: "The parcel it is about, by the system's own id." })
  parcel!: string | null;

  @Field(() => String, { nullable: true, description: "What the hub holds; null if nothing." })
  ours!: string | null;

  @Field(() => String, { nullable: true, description: "What the system holds; null if nothing." })
  theirs!: string | null;

  @Field(() => ProposedAct, { description: "What would bring the two together." })
  proposal!: moving.ProposedAct;

  @Field(() => Date, { description: "When it was found first." })
  foundAt!: Date;

  @Field(() => Date, { description: "When it was seen last." })
  seenAt!: Date;

  @Field(() => Date, { nullable: true, description: "When it was settled, or was no longer there." })
  settledAt!: Date | null;

  @Field(() => String, { nullable: true, description: "Who settled it; `hub` if it was no longer there." })
  settledBy!: string | null;
}

export const OrderDifferenceConnection = connectionOf("OrderDifference", () => OrderDifference);

@InputType({ description: "What is to be done about a difference." })
export class SettleDifferenceInput {
  @Field(() => String, { description: IDEMPOTENCY_KEY })
  idempotencyKey!: string;

  @Field(() => ID, { description: "Id of the difference." })
  differenceId!: string;

  @Field(() => DifferenceAct, { description: "What is to be done." })
  act!: moving.ProposedAct | "DISMISS";

  @Field(() => Int, { nullable: true, description: EXPECTED_VERSION })
  expectedVersion?: number | null;

  @Field(() => Boolean, { nullable: true, description: DRY_RUN })
  dryRun?: boolean | null;
}

@ObjectType({ description: "What settling a difference led to." })
export class SettleDifferencePayload {
  @Field(() => OrderDifference, { nullable: true, description: "The difference, as it stands now." })
  difference!: unknown;

  @Field(() => [UserError], { description: USER_ERRORS })
  userErrors!: readonly UserError[];
}
