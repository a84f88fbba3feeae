import { GraphQLJSONObject } from "graphql-scalars";
import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import type { AuditEntry as StoredEntry, AuditKind as StoredKind } from "../store/audit-entry.js";
import { connectionOf } from "./connection.js";
import { AuditKind } from "./guard-words.js";

@ObjectType({ description: "How many things of one type were seen.", simpleResolvers: true })
export class AuditedThings {
  @Field(() => String, { description: "The type, such as `Customer`." })
  type!: string;

  @Field(() => Int, { description: "How many." })
  count!: number;
}

type Shown =
  | ("id" | "at" | "kind" | "actor" | "role" | "origin" | "operation" | "idempotencyKey")
  | ("before" | "after" | "things" | "ids" | "count");

@ObjectType({
  description:
    "Who changed what, or saw whose data. Entries are only ever added; they hold ids, no personal data.",
  simpleResolvers: true,
})
export class AuditEntry implements Pick<StoredEntry, Shown> {
  @Field(() => ID, { description: "Unique over all entries." })
  id!: string;

  @Field(() => Date, { description: "When it was." })
  at!: Date;

  @Field(() => AuditKind, { description: "Whether something was changed or seen." })
  kind!: StoredKind;

  @Field(() => String, { description: "Subject of the token, prefix of the key, or `customer:` and the id." })
  actor!: string;

  @Field(() => String, { description: "The role it was done in." })
  role!: string;

  @Field(() => String, { description: "Network address; `outside` for customers, `keyboard` for commands." })
  origin!: string;

  @Field(() => String, {
    description: "The mutation or command; of a read its name, or the hash of its text.",
  })
  operation!: string;

  @Field(() => String, { nullable: true, description: "The caller's key of a change." })
  idempotencyKey!: string | null;

  @Field(() => GraphQLJSONObject, { nullable: true, description: "Ids and versions that the request named." })
  before!: unknown;

  @Field(() => GraphQLJSONObject, { nullable: true, description: "Ids and versions that came of it." })
  after!: unknown;

  @Field(() => [AuditedThings], { description: "What was seen, by type." })
  things!: StoredEntry["things"];

  @Field(() => [ID], { description: "Ids of what was changed or seen, at most 200." })
  ids!: readonly string[];

  @Field(() => Int, { description: "How many things were seen; 1 for a change." })
  count!: number;
}

@InputType({ description: "Which entries; all conditions that are given must hold." })
export class AuditEntryFilterInput {
  @Field(() => AuditKind, { nullable: true, description: "Changes, or reads." })
  kind?: StoredKind | null;

  @Field(() => String, { nullable: true, description: "Who it was, letter for letter." })
  actor?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: "Id of a customer, an order, whatever was changed or seen.",
  })
  thingId?: string | null;
}

export const AuditEntryConnection = connectionOf("AuditEntry", () => AuditEntry);
