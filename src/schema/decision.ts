import { Field, Float, ObjectType } from "type-graphql";
import type { DecisionKind as Kind, Decision as StoredDecision } from "../store/decision.js";
import { connectionOf } from "./connection.js";
import { Node } from "./node.js";
import { DecisionKind } from "./vocabulary.js";

@ObjectType({ description: "One reason for or against a match.", simpleResolvers: true })
export class Evidence {
  @Field(() => String, { description: "What was compared, such as `email` or `tax id`." })
  feature!: string;

  @Field(() => String, { nullable: true, description: "How alike the two values are." })
  level!: string | null;

  @Field(() => Float, { nullable: true, description: "How much it counts; above zero speaks for a match." })
  weight!: number | null;

  @Field(() => String, { nullable: true, description: "The value of the one side." })
  ours!: string | null;

  @Field(() => String, { nullable: true, description: "The value of the other side." })
  theirs!: string | null;

  @Field(() => String, { nullable: true, description: "The reason in words." })
  detail!: string | null;
}

type Shown = "id" | "kind" | "actor" | "score" | "modelVersion" | "decidedAt";

@ObjectType({
  implements: Node,
  description: "An act of identity, by the engine or by a steward. Never changed, only followed by another.",
  simpleResolvers: true,
})
export class Decision extends Node implements Pick<StoredDecision, Shown> {
  @Field(() => DecisionKind, { description: "What it did." })
  kind!: Kind;

  @Field(() => String, { description: "Its place in the order of all acts; a whole number." })
  seq!: string;

  @Field(() => String, { description: "`engine`, or the steward." })
  actor!: string;

  @Field(() => Float, {
    nullable: true,
    description: "Sum of the evidence as log-odds; null where nothing was compared.",
  })
  score!: number | null;

  @Field(() => String, {
    nullable: true,
    description: "The match model that weighed the evidence; null for a steward's act.",
  })
  modelVersion!: string | null;

  @Field(() => Date, { description: "When." })
  decidedAt!: Date;
}

export const DecisionConnection = connectionOf("Decision", () => Decision);
