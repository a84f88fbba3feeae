import { Field, Int, ObjectType } from "type-graphql";

@ObjectType({ description: "An act in the making of a customer.", simpleResolvers: true })
export class CustomerAct {
  @Field(() => Int, {
    description:
      "0 for what happened to the customer itself; 1 and more for what had made a customer that became part of it, below the merge.",
  })
  depth!: number;

  @Field(() => Boolean, { description: "It was undone and counts no more." })
  undone!: boolean;

  @Field(() => String, {
    nullable: true,
    description: "The match model that weighed; null for a person's act.",
  })
  modelVersion!: string | null;

  @Field(() => String, { description: "What happened, in words." })
  words!: string;

  id!: string;
  undoneById!: string | null;
}

@ObjectType({ description: "How a customer came to be what it is.", simpleResolvers: true })
export class CustomerHistory {
  @Field(() => Boolean, { description: "There are more acts than are shown; the oldest are." })
  isCut!: boolean;
}
