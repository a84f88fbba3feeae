import { Field, Float, Int, ObjectType } from "type-graphql";
import type { MatchOutcome as Outcome } from "../domain/vocabulary.js";
import { MatchOutcome } from "./vocabulary.js";

@ObjectType({
  description: "One piece of evidence, in the order in which the sum is made. All weights are log-odds.",
  simpleResolvers: true,
})
export class ExplanationStep {
  @Field(() => String, { description: "What was compared, such as `phone`, or the group that a cap limits." })
  feature!: string;

  @Field(() => String, {
    description: "How alike the values are; `capped` where a group says the same thing twice.",
  })
  level!: string;

  @Field(() => Float, { description: "What it adds; below zero it speaks against a match." })
  weight!: number;

  @Field(() => Float, { description: "The sum so far, the prior included." })
  total!: number;

  @Field(() => String, { description: "The value of the one side." })
  ours!: string;

  @Field(() => String, { description: "The value of the other side." })
  theirs!: string;

  @Field(() => Float, { description: "What the level is worth before commonness and moves." })
  full!: number;

  @Field(() => Float, {
    nullable: true,
    description: "How many other records state the value; null where that does not matter.",
  })
  sharedBy!: number | null;

  @Field(() => Float, { description: "What being rare adds, or being common takes off." })
  commonness!: number;

  @Field(() => Float, { description: "What a forgiven move gives back." })
  adjustment!: number;

  @Field(() => String, { description: "The step in words." })
  words!: string;
}

@ObjectType({ description: "What one member of a customer says of the match.", simpleResolvers: true })
export class ExplanationVoice {
  @Field(() => Float, { description: "Log-odds." })
  score!: number;

  recordId!: string;
}

@ObjectType({
  description:
    "How a customer's members make one score: half the best of them, half the mean of those that stand for it.",
  simpleResolvers: true,
})
export class ExplanationBlend {
  @Field(() => Float, { description: "The best member's score, which the steps add up to." })
  best!: number;

  @Field(() => Float, { description: "The mean over the members that stand for the customer." })
  mean!: number;

  @Field(() => [ExplanationVoice], {
    description: "Those members; empty for what was stored, which keeps only the sum.",
  })
  voices!: readonly ExplanationVoice[];

  bestRecordId!: string;
}

@ObjectType({
  description:
    "Why two records, or a record and a customer, are held to be one or not: a sum that can be followed.",
  simpleResolvers: true,
})
export class Explanation {
  @Field(() => String, { description: "The match model that weighs." })
  modelVersion!: string;

  @Field(() => Float, { description: "Log-odds before any evidence." })
  prior!: number;

  @Field(() => [ExplanationStep], { description: "The evidence, in order." })
  steps!: readonly ExplanationStep[];

  @Field(() => Float, { description: "The prior and all steps." })
  pairScore!: number;

  @Field(() => ExplanationBlend, {
    nullable: true,
    description: "What the customer's other members make of it; null for two records.",
  })
  blend!: ExplanationBlend | null;

  @Field(() => Float, { description: "What it was decided by." })
  score!: number;

  @Field(() => Float, { description: "The score as a probability." })
  probability!: number;

  @Field(() => Float, { description: "The score from which nobody is asked." })
  linkAt!: number;

  @Field(() => Float, { description: "The score from which a person is asked." })
  reviewAt!: number;

  @Field(() => String, { nullable: true, description: "Why they cannot be one, whatever the score." })
  veto!: string | null;

  @Field(() => String, { nullable: true, description: "How they belong together without being one." })
  related!: string | null;

  @Field(() => MatchOutcome, { description: "What comes of it." })
  outcome!: Outcome;

  @Field(() => String, { description: "The verdict in words." })
  words!: string;
}

@ObjectType({ description: "Why a source record belongs to its customer.", simpleResolvers: true })
export class Why {
  @Field(() => Boolean, {
    description:
      "It founded its customer; then `stored` speaks of the likeliest other one, which was not likely enough.",
  })
  founded!: boolean;

  @Field(() => Explanation, {
    nullable: true,
    description: "As it was decided: the evidence of then, weighed by the model of then.",
  })
  stored!: Explanation | null;

  @Field(() => Explanation, {
    nullable: true,
    description: "The record against the rest of its customer as it is now, by the same model.",
  })
  today!: Explanation | null;

  @Field(() => [String], { description: "All of it in words, also whether today's comparison differs." })
  words!: readonly string[];
}

@ObjectType({ description: "A value by which records are looked up.", simpleResolvers: true })
export class SharedKey {
  @Field(() => String, { description: "The value with its kind, such as `phone:+8675586023100`." })
  key!: string;

  @Field(() => Int, { description: "How many records have it, counted up to the limit." })
  records!: number;

  @Field(() => Boolean, { description: "So many that nobody is looked up by it." })
  tooCommon!: boolean;
}

@ObjectType({ description: "The least that would have made the difference.", simpleResolvers: true })
export class ExplanationGap {
  @Field(() => Float, { description: "Log-odds that are missing to a link; zero or less if none are." })
  missing!: number;

  @Field(() => String, { description: "What would have been enough, in words." })
  words!: string;
}

@ObjectType({ description: "Why two records, or two customers, are not one.", simpleResolvers: true })
export class WhyNot {
  @Field(() => Boolean, { description: "True if they are one after all." })
  together!: boolean;

  @Field(() => [SharedKey], { description: "By what one leads to the other." })
  sharedKeys!: readonly SharedKey[];

  @Field(() => Boolean, { description: "Nothing leads from one to the other, so they were never compared." })
  neverMet!: boolean;

  @Field(() => Explanation, { nullable: true, description: "Two records: one against the other." })
  pair!: Explanation | null;

  @Field(() => Explanation, {
    nullable: true,
    description: "The first, or the likeliest of its records, against the whole customer of the second.",
  })
  standing!: Explanation | null;

  @Field(() => ExplanationGap, { nullable: true, description: "The least that would have linked them." })
  gap!: ExplanationGap | null;

  @Field(() => [String], { description: "All of it in words." })
  words!: readonly string[];
}
