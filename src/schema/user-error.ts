import "reflect-metadata";
import { Field, ObjectType } from "type-graphql";

/** What every mutation says of its key. */
export const IDEMPOTENCY_KEY =
  "Yours, 1 to 255 characters. The same key with the same request is done once and answered again.";

/** What every payload says of its refusals. */
export const USER_ERRORS = "Why it could not be done; empty if it was.";

@ObjectType({ description: "Why something that was asked for could not be done.", simpleResolvers: true })
export class UserError {
  @Field(() => String, {
    nullable: true,
    description: "Path of the input field that is to blame, such as `lines.0.quantity`; null if none is.",
  })
  field!: string | null;

  @Field(() => String, { description: "A stable word for programs, such as NOT_FOUND or VERSION_CONFLICT." })
  code!: string;

  @Field(() => String, { description: "What is wrong and how to mend it, in words for people." })
  message!: string;
}
