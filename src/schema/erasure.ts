import { GraphQLJSONObject } from "graphql-scalars";
import { Field, ID, InputType, ObjectType } from "type-graphql";
import { IDEMPOTENCY_KEY, USER_ERRORS, UserError } from "./user-error.js";

@InputType({ description: "Whose data is meant." })
export class PersonalDataInput {
  @Field(() => String, { description: IDEMPOTENCY_KEY })
  idempotencyKey!: string;

  @Field(() => ID, { description: "The customer; one that was merged stands for what it became." })
  customerId!: string;
}

@ObjectType({ description: "Everything that is kept of a person." })
export class ExportCustomerPayload {
  @Field(() => GraphQLJSONObject, {
    nullable: true,
    description:
      "By table, exactly what erasing would remove. Messages that speak of others too are only named.",
  })
  data!: unknown;

  @Field(() => [UserError], { description: USER_ERRORS })
  userErrors!: readonly UserError[];
}

@ObjectType({ description: "What erasing a person's data led to. It cannot be undone." })
export class EraseCustomerPayload {
  @Field(() => GraphQLJSONObject, { nullable: true, description: "Rows that were changed, by table." })
  changed!: unknown;

  @Field(() => [UserError], { description: USER_ERRORS })
  userErrors!: readonly UserError[];
}
