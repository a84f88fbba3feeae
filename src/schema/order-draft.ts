import { GraphQLJSON } from "graphql-scalars";
import { Field, InputType, Int, ObjectType } from "type-graphql";
import type { OrderDraft as StoredDraft } from "../store/order-draft.js";
import { EXPECTED_VERSION, IDEMPOTENCY_KEY, USER_ERRORS, UserError } from "./user-error.js";

@ObjectType({ description: "An order form that is not finished. Calls drop.", simpleResolvers: true })
export class OrderDraft implements Omit<StoredDraft, "owner"> {
  @Field(() => String, { description: "Id of the call." })
  callId!: string;

  @Field(() => String, { description: "Id of the form within the call." })
  formId!: string;

  @Field(() => GraphQLJSON, { nullable: true, description: "The form as it was keyed so far." })
  form!: unknown;

  @Field(() => Int, { description: "Raised by every saving. Saving states the version it saw." })
  version!: number;

  @Field(() => Date, { description: "When it was saved last." })
  savedAt!: Date;
}

@InputType({ description: "A form to keep as it is. Nothing in it is checked before it becomes an order." })
export class SaveOrderDraftInput {
  @Field(() => String, { description: IDEMPOTENCY_KEY })
  idempotencyKey!: string;

  @Field(() => String, { description: "Id of the call." })
  callId!: string;

  @Field(() => String, { description: "Id of the form within the call." })
  formId!: string;

  @Field(() => GraphQLJSON, { description: "The form as it was keyed so far." })
  form!: unknown;

  @Field(() => Int, { description: "The version you saw; 0 for a new draft." })
  expectedVersion!: number;
}

@InputType({ description: "A draft to throw away." })
export class DiscardOrderDraftInput {
  @Field(() => String, { description: IDEMPOTENCY_KEY })
  idempotencyKey!: string;

  @Field(() => String, { description: "Id of the call." })
  callId!: string;

  @Field(() => String, { description: "Id of the form within the call." })
  formId!: string;

  @Field(() => Int, { nullable: true, description: EXPECTED_VERSION })
  expectedVersion?: number | null;
}

@ObjectType({ description: "What saving or discarding a draft led to." })
export class OrderDraftPayload {
  @Field(() => OrderDraft, { nullable: true, description: "The draft as it is kept; null if it is gone." })
  draft!: unknown;

  @Field(() => [UserError], { description: USER_ERRORS })
  userErrors!: readonly UserError[];
}
