import { Field, Int, ObjectType } from "type-graphql";
import type * as words from "../domain/call.js";
import { CallerMatch, CallerUnknown } from "./vocabulary.js";

@ObjectType({ description: "Somebody who may be calling.", simpleResolvers: true })
export class CallerCandidate {
  /** Resolved by the customer's loader. */
  customerId!: string;

  @Field(() => CallerMatch, { description: "How the number is theirs." })
  match!: words.CallerMatch;

  @Field(() => String, { description: "The number as they stated it." })
  statedNumber!: string;

  @Field(() => String, { nullable: true, description: "The department that the number was stated for." })
  department!: string | null;

  @Field(() => String, { nullable: true, description: "The person that the number was stated for." })
  contactName!: string | null;

  @Field(() => Int, { description: "How many orders the customer has placed." })
  orders!: number;

  @Field(() => Date, { nullable: true, description: "When they ordered last." })
  lastOrderAt!: Date | null;
}

@ObjectType({
  description: "Who may be calling. One switchboard serves many: nobody is picked, the agent asks.",
  simpleResolvers: true,
})
export class CallerLookup {
  @Field(() => String, {
    nullable: true,
    description: "The number in E.164, or its digits where its country is unknown.",
  })
  number!: string | null;

  @Field(() => CallerUnknown, {
    nullable: true,
    description: "Why nobody can be told by it; null if it is a number.",
  })
  unknown!: words.CallerUnknown | null;

  @Field(() => [CallerCandidate], {
    description: "The likeliest first: exact before national, then by the last order.",
  })
  candidates!: CallerCandidate[];
}
