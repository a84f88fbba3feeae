import { GraphQLJSON } from "graphql-scalars";
import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import * as custom from "../domain/custom-field.js";
import type * as words from "../domain/vocabulary.js";
import type { CustomField as StoredField } from "../store/custom-field.js";
import type { CustomValueRow } from "../store/reads/custom-field.js";
import { connectionOf } from "./connection.js";
import { IDEMPOTENCY_KEY, USER_ERRORS, UserError } from "./user-error.js";
import { enumOf, Role } from "./vocabulary.js";

export const CustomFieldSubject = enumOf(
  "CustomFieldSubject",
  custom.CUSTOM_FIELD_SUBJECTS,
  "What a custom field is of.",
  {
    ORDER: "Of an order.",
    CUSTOMER: "Of a customer.",
    RETURN: "Of a return.",
  },
);
export const CustomFieldType = enumOf(
  "CustomFieldType",
  custom.CUSTOM_FIELD_TYPES,
  "What a custom field holds.",
  {
    TEXT: "A text of up to 2,000 characters.",
    INTEGER: "A whole number.",
    DECIMAL: "An exact number, as text.",
    BOOLEAN: "True or false.",
    DAY: "A calendar day, as text.",
    INSTANT: "An instant, as text with its zone.",
    CHOICE: "One of the field's choices.",
  },
);

@ObjectType({ description: "A field that the house has added.", simpleResolvers: true })
export class CustomField implements Omit<StoredField, "retiredAt"> {
  @Field(() => ID, { description: "Unique over all custom fields." })
  id!: string;

  @Field(() => CustomFieldSubject, { description: "What it is of." })
  subject!: custom.CustomFieldSubject;

  @Field(() => String, { description: "Whose it is, such as a department or an app." })
  namespace!: string;

  @Field(() => String, { description: "Its name within the namespace." })
  key!: string;

  @Field(() => CustomFieldType, { description: "What it holds; that never changes." })
  type!: custom.CustomFieldType;

  @Field(() => [String], { description: "CHOICE: what it can be." })
  choices!: string[];

  @Field(() => String, { description: "What people call it." })
  label!: string;

  @Field(() => [Role], { description: "Who sees it; operators always do." })
  seenBy!: words.Role[];

  @Field(() => [Role], { description: "Who sets it." })
  setBy!: words.Role[];

  @Field(() => Boolean, {
    description: "Whether it says something of a person: then it is masked and erased.",
  })
  isPersonal!: boolean;

  @Field(() => Boolean, { description: "Whether lists can be filtered by it." })
  isFilterable!: boolean;

  @Field(() => Int, { description: "Raised by every change of it." })
  version!: number;

  @Field(() => Date, { description: "When it was added." })
  createdAt!: Date;

  @Field(() => Date, { description: "When it was changed last." })
  updatedAt!: Date;

  @Field(() => Date, { nullable: true, description: "Since when it takes and shows no values." })
  retiredAt!: Date | null;
}

export const CustomFieldConnection = connectionOf("CustomField", () => CustomField);

@ObjectType({
  description: "A custom field's value of one order, customer or return.",
  simpleResolvers: true,
})
export class CustomFieldValue implements Omit<CustomValueRow, "subjectId" | "value" | "isPersonal"> {
  @Field(() => String, { description: "The field's namespace." })
  namespace!: string;

  @Field(() => String, { description: "The field's name within it." })
  key!: string;

  @Field(() => String, { description: "What people call the field." })
  label!: string;

  @Field(() => CustomFieldType, { description: "What the field holds." })
  type!: custom.CustomFieldType;

  @Field(() => Int, {
    description: "Raised whenever it is set. Whoever sets it states the version they saw.",
  })
  version!: number;

  @Field(() => String, { nullable: true, description: "Who set it." })
  changedBy!: string;

  @Field(() => Date, { description: "When it was set." })
  changedAt!: Date;
}

@InputType({ description: "A custom field, as it is to be. Name and type of one that exists stay." })
export class DefineCustomFieldInput {
  @Field(() => String, { description: IDEMPOTENCY_KEY })
  idempotencyKey!: string;

  @Field(() => Int, { description: "0 for a new field; else the version that you have seen." })
  expectedVersion!: number;

  @Field(() => CustomFieldSubject, { description: "What it is of." })
  subject!: custom.CustomFieldSubject;

  @Field(() => String, { description: "Whose it is; a-z, 0-9 and _, at most 40." })
  namespace!: string;

  @Field(() => String, { description: "Its name within the namespace; a-z, 0-9 and _, at most 40." })
  key!: string;

  @Field(() => CustomFieldType, { description: "What it holds." })
  type!: custom.CustomFieldType;

  @Field(() => [String], {
    nullable: true,
    description: "CHOICE: what it can be; choices are only ever added.",
  })
  choices?: string[] | null;

  @Field(() => String, { description: "What people call it." })
  label!: string;

  @Field(() => [Role], { description: "Who sees it." })
  seenBy!: words.Role[];

  @Field(() => [Role], { description: "Who sets it; they have to see it." })
  setBy!: words.Role[];

  @Field(() => Boolean, { nullable: true, description: "True if it says something of a person." })
  isPersonal?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: "True if lists are to be filtered by it." })
  isFilterable?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: "True takes it out of use; its values stay." })
  isRetired?: boolean | null;
}

@ObjectType({ description: "What defining a custom field led to." })
export class DefineCustomFieldPayload {
  @Field(() => CustomField, { nullable: true, description: "The field, as it stands now." })
  customField!: unknown;

  @Field(() => [UserError], { description: USER_ERRORS })
  userErrors!: readonly UserError[];
}

@InputType({ description: "A value to set." })
export class SetCustomFieldInput {
  @Field(() => String, { description: IDEMPOTENCY_KEY })
  idempotencyKey!: string;

  @Field(() => ID, { description: "Id of the order, customer or return." })
  subjectId!: string;

  @Field(() => String, { description: "The field's namespace." })
  namespace!: string;

  @Field(() => String, { description: "The field's name within it." })
  key!: string;

  @Field(() => GraphQLJSON, {
    nullable: true,
    description: "The value, as the field's type has it; null takes it away.",
  })
  value?: unknown;

  @Field(() => Int, {
    description: "0 if it was never set; else the version of the value that you have seen.",
  })
  expectedVersion!: number;
}

@ObjectType({ description: "What setting a value led to." })
export class SetCustomFieldPayload {
  @Field(() => [CustomFieldValue], {
    nullable: true,
    description: "All values of the order, customer or return.",
  })
  customFields!: unknown;

  @Field(() => [UserError], { description: USER_ERRORS })
  userErrors!: readonly UserError[];
}

@InputType({ description: "A custom field's value to filter by. The field has to be filterable." })
export class CustomFieldFilterInput {
  @Field(() => String, { description: "The field's namespace." })
  namespace!: string;

  @Field(() => String, { description: "The field's name within it." })
  key!: string;

  @Field(() => String, { description: "The value as text, such as `true`, `12.5` or `2026-03-31`." })
  value!: string;
}
