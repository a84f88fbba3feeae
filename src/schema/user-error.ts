import "reflect-metadata";
import { Field, Int, ObjectType } from "type-graphql";

/** What every mutation says of its key. */
export const IDEMPOTENCY_KEY =
  "Yours, 1 to 255 characters. The same key with the same request is done once and answered again.";

/** What every input says of a version that may be left out. */
export const EXPECTED_VERSION =
  "The version that you have seen; another one is refused as a conflict. Left out, whatever stands is meant.";

/** What every input says of a rehearsal. */
export const DRY_RUN = "True to see what would come of it; nothing is changed. False if left out.";

/** What every payload says of its refusals. */
export const USER_ERRORS = "Why it could not be done; empty if it was.";

@ObjectType({ description: "Why something that was asked for could not be done.", simpleResolvers: true })
export class UserError {
  @Field(() => String, {
    nullable: true,
    description: "Path of the input field that is to blame, such as `lines.0.quantity`; null if none is.",
  })
  field!: string | null;

  @Field(() => String, { description: "A stable word for programs, such as NOT_FOUND or CONFLICT." })
  code!: string;

  @Field(() => String, { description: "What is wrong and how to mend it, in words for people." })
  message!: string;

  @Field(() => Int, { nullable: true, description: "CONFLICT over a version: the one that you have seen." })
  expectedVersion?: number;

  @Field(() => Int, { nullable: true, description: "CONFLICT over a version: the one that stands now." })
  currentVersion?: number;
}
