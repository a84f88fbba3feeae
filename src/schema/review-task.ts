import { GraphQLJSONObject } from "graphql-scalars";
import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import type * as words from "../domain/vocabulary.js";
import type { ReviewTaskFilter, AmountAtRisk as StoredAmount } from "../store/reads/review-task.js";
import type { ReviewTask as StoredTask } from "../store/review-task.js";
import { connectionOf } from "./connection.js";
import { Node } from "./node.js";
import { Decimal } from "./scalars.js";
import { ReviewTaskKind, ReviewTaskStatus } from "./vocabulary.js";

type Shown =
  | ("id" | "kind" | "status" | "title" | "details")
  | ("version" | "openedAt" | "closedAt" | "closedBy" | "resolution");

@ObjectType({ implements: Node, description: "Something only a person can decide.", simpleResolvers: true })
export class ReviewTask extends Node implements Pick<StoredTask, Shown> {
  @Field(() => ReviewTaskKind, { description: "What is asked." })
  kind!: words.ReviewTaskKind;

  @Field(() => ReviewTaskStatus, { description: "Where the work on it stands." })
  status!: words.ReviewTaskStatus;

  @Field(() => String, { description: "The question, in one sentence." })
  title!: string;

  @Field(() => GraphQLJSONObject, {
    description: "What a person needs to answer it: evidence, doubts, the two addresses.",
  })
  details!: Record<string, unknown>;

  @Field(() => Int, { description: "Raised by every word about it. Answers state the version they saw." })
  version!: number;

  @Field(() => Date, { description: "Since when it waits." })
  openedAt!: Date;

  @Field(() => Date, { nullable: true, description: "When it was answered." })
  closedAt!: Date | null;

  @Field(() => String, { nullable: true, description: "Who answered it." })
  closedBy!: string | null;

  @Field(() => String, { nullable: true, description: "The answer." })
  resolution!: string | null;
}

@ObjectType({ description: "What open orders are worth, in one currency.", simpleResolvers: true })
export class AmountAtRisk implements Pick<StoredAmount, "currency" | "amount" | "orders"> {
  @Field(() => String, { nullable: true, description: "ISO 4217; null where the orders do not say." })
  currency!: string | null;

  @Field(() => Decimal, { description: "The sum of their totals." })
  amount!: string;

  @Field(() => Int, { description: "How many they are." })
  orders!: number;
}

@InputType({ description: "Which review tasks to list. Everything given has to hold." })
export class ReviewTaskFilterInput implements ReviewTaskFilter {
  @Field(() => ReviewTaskKind, { nullable: true, description: "What is asked." })
  kind?: words.ReviewTaskKind | null;

  @Field(() => ReviewTaskStatus, { nullable: true, description: "Where the work on it stands." })
  status?: words.ReviewTaskStatus | null;

  @Field(() => ID, { nullable: true, description: "Id of the order it is about." })
  orderId?: string | null;

  @Field(() => ID, { nullable: true, description: "Id of a customer it is about." })
  customerId?: string | null;

  @Field(() => Date, { nullable: true, description: "Opened at this instant or later." })
  openedFrom?: Date | null;

  @Field(() => Date, { nullable: true, description: "Opened before this instant." })
  openedTo?: Date | null;
}

export const ReviewTaskConnection = connectionOf("ReviewTask", () => ReviewTask);
