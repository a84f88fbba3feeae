import { Field, Float, Int, ObjectType } from "type-graphql";

@ObjectType({
  description: "How a learned model compares with the one that was in force, and what it was learned from.",
  simpleResolvers: true,
})
export class MatchModelReport {
  @Field(() => Int, { description: "Records it was learned from." })
  records!: number;

  @Field(() => Int, { description: "Records the hub had then." })
  population!: number;

  @Field(() => Int, { description: "Pairs of records that it was learned from." })
  pairs!: number;

  @Field(() => Float, { description: "Share of the pairs that match, as the hand-set model sees it." })
  priorMatchShare!: number;

  @Field(() => Float, { description: "Share of the pairs that match, as this model sees it." })
  matchShare!: number;

  @Field(() => Float, { description: "Of what the hand-set model is sure of, the share it confirms." })
  agreement!: number;

  @Field(() => Int, { description: "Verdicts of stewards it was held against." })
  verdicts!: number;

  @Field(() => Int, { description: "How many of them it is right about." })
  verdictsRight!: number;

  @Field(() => Float, { description: "Share of the latest records that it would decide otherwise." })
  changedShare!: number;

  @Field(() => Float, { description: "Share of the latest records that people would be asked about." })
  askedShare!: number;

  @Field(() => Int, {
    description: "Records of the largest customer among them under the model then in force.",
  })
  largestBefore!: number;

  @Field(() => Int, { description: "Records of the largest customer among them under this model." })
  largest!: number;
}

@ObjectType({
  description: "Weights by which records are compared: a version that never changes.",
  simpleResolvers: true,
})
export class MatchModel {
  @Field(() => String, { description: "Its name; decisions quote it." })
  version!: string;

  @Field(() => Boolean, { description: "Whether the hub decides by it now." })
  isInForce!: boolean;

  @Field(() => Date, { nullable: true, description: "When it was learned; null for the hand-set one." })
  learnedAt!: Date | null;

  @Field(() => Date, { nullable: true, description: "When it was last put in force." })
  adoptedAt!: Date | null;

  @Field(() => String, { nullable: true, description: "Who put it in force." })
  adoptedBy!: string | null;

  @Field(() => String, { nullable: true, description: "Why the guard refused it; null if it may be used." })
  refusal!: string | null;

  @Field(() => MatchModelReport, { nullable: true, description: "Null for the hand-set model." })
  report!: MatchModelReport | null;
}

@ObjectType({ description: "What one level of agreement is worth.", simpleResolvers: true })
export class MatchWeight {
  @Field(() => String, { description: "What is compared, such as `phone`." })
  feature!: string;

  @Field(() => String, { description: "How alike the two values are, such as `same`." })
  level!: string;

  @Field(() => Float, { description: "Log-odds; above zero speaks for a match." })
  weight!: number;

  @Field(() => Boolean, { description: "True if it is a rule that learning leaves alone." })
  isDecided!: boolean;
}

@ObjectType({ description: "A level that rules a match out, whatever else agrees.", simpleResolvers: true })
export class MatchVeto {
  @Field(() => String, { description: "Feature and level, such as `birthDate.different`." })
  level!: string;

  @Field(() => String, { description: "The reason, in words." })
  reason!: string;

  @Field(() => Boolean, { description: "True if a shared identifier overrules it as a slip." })
  unlessIdentified!: boolean;
}

@ObjectType({
  description: "Features that say the same thing in several ways and count together.",
  simpleResolvers: true,
})
export class MatchGroup {
  @Field(() => String, { description: "What they have in common." })
  name!: string;

  @Field(() => [String], { description: "The features." })
  features!: readonly string[];

  @Field(() => Float, { description: "The most they count together." })
  cap!: number;

  @Field(() => Float, { description: "The least they count together." })
  floor!: number;

  @Field(() => Float, { description: "The most they count between sister companies." })
  sisterCap!: number;
}

@ObjectType({
  description: "By which rules the hub decides who is who. Scores are log-odds, natural logarithm.",
  simpleResolvers: true,
})
export class MatchPolicy {
  @Field(() => String, { description: "The model in force." })
  modelVersion!: string;

  @Field(() => Float, { description: "Score from which a record is linked without asking." })
  linkAt!: number;

  @Field(() => Float, { description: "Score from which a person is asked; below, it is a new customer." })
  reviewAt!: number;

  @Field(() => Float, { description: "How far the best customer must be ahead of the next." })
  margin!: number;

  @Field(() => Float, {
    description: "Mean score between two customers from which a record that proves both may merge them.",
  })
  mergeAt!: number;

  @Field(() => Float, { description: "Score from which a second look joins two customers." })
  lookAgainAt!: number;

  @Field(() => Float, { description: "Score of two records before anything is compared." })
  prior!: number;

  @Field(() => Float, { description: "What counts of the evidence beyond the cap of a group." })
  excessShare!: number;

  @Field(() => Float, {
    description: "What is left of evidence against a match from the address of somebody who has moved.",
  })
  movedShare!: number;

  @Field(() => Float, {
    description:
      "What is left of the doubt that one name at two sites is two customers, once more than the name ties them.",
  })
  otherSiteShare!: number;

  @Field(() => [MatchWeight], { description: "What each level of agreement is worth." })
  weights!: readonly MatchWeight[];

  @Field(() => [MatchVeto], { description: "What rules a match out." })
  vetoes!: readonly MatchVeto[];

  @Field(() => [MatchGroup], { description: "What counts together." })
  groups!: readonly MatchGroup[];

  @Field(() => [String], { description: "Levels that prove an identity by themselves." })
  identifying!: readonly string[];

  @Field(() => [String], {
    description: "Levels that tie records together by more than a name: with one, doubt needs a person.",
  })
  tangible!: readonly string[];

  @Field(() => [String], { description: "Levels that overrule a veto." })
  overruling!: readonly string[];

  @Field(() => [String], { description: "Levels that make a different address a move." })
  anchoring!: readonly string[];
}
