import { Field, InputType, ObjectType } from "type-graphql";
import type * as words from "../domain/vocabulary.js";
import { PostalAddressInput } from "./address.js";
import { Order } from "./order.js";
import { OrderLineInput } from "./order-change.js";
import { Day } from "./scalars.js";
import { IDEMPOTENCY_KEY, USER_ERRORS, UserError } from "./user-error.js";
import { CustomerKind } from "./vocabulary.js";

@InputType({ description: "The caller, as the agent hears it. Which customer this is, the hub finds out." })
export class CallerInput {
  @Field(() => String, { nullable: true, description: "The customer code the caller or the screen gave." })
  code?: string | null;

  @Field(() => CustomerKind, { nullable: true, description: "A person or an organization." })
  kind?: words.CustomerKind | null;

  @Field(() => String, { nullable: true, description: "Name of the company, or of the private customer." })
  name?: string | null;

  @Field(() => String, { nullable: true, description: "Department." })
  department?: string | null;

  @Field(() => String, { nullable: true, description: "Name of whoever is on the line." })
  contactName?: string | null;

  @Field(() => String, { nullable: true, description: "Number to call back." })
  phone?: string | null;

  @Field(() => String, { nullable: true, description: "E-mail address." })
  email?: string | null;

  @Field(() => String, { nullable: true, description: "Tax id." })
  taxId?: string | null;

  @Field(() => PostalAddressInput, { nullable: true, description: "The customer's address." })
  address?: PostalAddressInput | null;
}

@InputType({
  description:
    "An order taken during a call. Saving the same form of the same call again makes a later version.",
})
export class TakeOrderInput {
  @Field(() => String, { description: IDEMPOTENCY_KEY })
  idempotencyKey!: string;

  @Field(() => String, {
    nullable: true,
    description: "Connection of the call center; may be left out if there is one.",
  })
  connectionId?: string | null;

  @Field(() => String, { description: "Id of the call." })
  callId!: string;

  @Field(() => String, { description: "Id of the form within the call; the order goes by it at the source." })
  formId!: string;

  @Field(() => String, {
    nullable: true,
    description: "Number of the caller as the telephone system shows it.",
  })
  callerNumber?: string | null;

  @Field(() => String, { nullable: true, description: "Who took the call; the token's subject if left out." })
  agentId?: string | null;

  @Field(() => Date, { description: "When the call began." })
  startedAt!: Date;

  @Field(() => Date, {
    nullable: true,
    description: "When the form was saved; a later form of the same call replaces an earlier one.",
  })
  savedAt?: Date | null;

  @Field(() => CallerInput, { description: "Who is ordering." })
  customer!: CallerInput;

  @Field(() => String, { nullable: true, description: "The buyer's own purchase order number." })
  poNumber?: string | null;

  @Field(() => String, { nullable: true, description: "ISO 4217 currency of the prices." })
  currency?: string | null;

  @Field(() => PostalAddressInput, {
    nullable: true,
    description: "Where the goods go, if not to the customer's address.",
  })
  shipTo?: PostalAddressInput | null;

  @Field(() => Day, { nullable: true, description: "The day wanted." })
  requestedDate?: string | null;

  @Field(() => [OrderLineInput], { description: "What is ordered; 1 to 250 lines." })
  lines!: OrderLineInput[];

  @Field(() => String, { nullable: true, description: "What the caller said besides." })
  note?: string | null;
}

@ObjectType({ description: "What taking an order led to." })
export class TakeOrderPayload {
  @Field(() => Order, { nullable: true, description: "The order, as it stands now." })
  order!: unknown;

  @Field(() => [UserError], { description: USER_ERRORS })
  userErrors!: readonly UserError[];
}
