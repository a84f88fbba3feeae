import { Field, ID, InputType, ObjectType } from "type-graphql";
import type { Scope as StoredScope } from "../domain/viewer.js";
import type * as words from "../domain/vocabulary.js";
import type { ApiKeyRow } from "../store/reads/audit.js";
import { connectionOf } from "./connection.js";
import { Scope } from "./guard-words.js";
import { IDEMPOTENCY_KEY, USER_ERRORS, UserError } from "./user-error.js";
import { Role } from "./vocabulary.js";

type Shown =
  | ("id" | "prefix" | "name" | "role" | "scopes" | "createdBy" | "createdAt" | "expiresAt" | "revokedAt")
  | ("revokedBy" | "lastUsedAt");

@ObjectType({ description: "A machine's key. The key itself is kept nowhere.", simpleResolvers: true })
export class ApiKey implements Pick<ApiKeyRow, Shown> {
  @Field(() => ID, { description: "What it is revoked by." })
  id!: string;

  @Field(() => String, { description: "The letters after `hubk_`, by which it is recognized." })
  prefix!: string;

  @Field(() => String, { description: "What it is for." })
  name!: string;

  @Field(() => Role, { description: "What it may do." })
  role!: words.Role;

  @Field(() => [Scope], { description: "What it may do besides." })
  scopes!: StoredScope[];

  @Field(() => String, { description: "Who made it." })
  createdBy!: string;

  @Field(() => Date, { description: "When it was made." })
  createdAt!: Date;

  @Field(() => Date, { nullable: true, description: "When it ends; null if only by being revoked." })
  expiresAt!: Date | null;

  @Field(() => Date, { nullable: true, description: "When it was revoked." })
  revokedAt!: Date | null;

  @Field(() => String, { nullable: true, description: "Who revoked it." })
  revokedBy!: string | null;

  @Field(() => Date, { nullable: true, description: "When it was used last, to the minute." })
  lastUsedAt!: Date | null;
}

export const ApiKeyConnection = connectionOf("ApiKey", () => ApiKey);

@InputType({ description: "A key to make." })
export class CreateApiKeyInput {
  @Field(() => String, { description: IDEMPOTENCY_KEY })
  idempotencyKey!: string;

  @Field(() => String, { description: "What it is for, 1 to 100 characters." })
  name!: string;

  @Field(() => Role, { description: "What it may do." })
  role!: words.Role;

  @Field(() => ID, {
    nullable: true,
    description:
      "Whose rows a key of the role CUSTOMER sees. With SCHEMA_READ it may be left out: such a key sees the schema and no rows.",
  })
  customerId?: string | null;

  @Field(() => [Scope], { nullable: true, description: "What it may do besides; nothing if left out." })
  scopes?: StoredScope[] | null;

  @Field(() => Date, { nullable: true, description: "When it ends; never if left out." })
  expiresAt?: Date | null;
}

@ObjectType({ description: "What making a key led to." })
export class CreateApiKeyPayload {
  @Field(() => ApiKey, { nullable: true, description: "The key's description." })
  apiKey!: unknown;

  @Field(() => String, {
    nullable: true,
    description:
      "The key itself. This is the only time it is shown; a repeat of the request does not show it.",
  })
  secret!: string | null;

  @Field(() => [UserError], { description: USER_ERRORS })
  userErrors!: readonly UserError[];
}

@InputType({ description: "A key to revoke." })
export class RevokeApiKeyInput {
  @Field(() => String, { description: IDEMPOTENCY_KEY })
  idempotencyKey!: string;

  @Field(() => ID, { description: "The key's id." })
  apiKeyId!: string;
}

@ObjectType({ description: "What revoking a key led to. It is refused within a second." })
export class RevokeApiKeyPayload {
  @Field(() => ApiKey, { nullable: true, description: "The key as it is now." })
  apiKey!: unknown;

  @Field(() => [UserError], { description: USER_ERRORS })
  userErrors!: readonly UserError[];
}

@InputType({ description: "A token to revoke." })
export class RevokeTokenInput {
  @Field(() => String, { description: IDEMPOTENCY_KEY })
  idempotencyKey!: string;

  @Field(() => String, {
    nullable: true,
    description: "Who signed it, its `iss`; the hub itself if left out.",
  })
  issuer?: string | null;

  @Field(() => String, { description: "Its `jti`." })
  jti!: string;
}

@ObjectType({ description: "What revoking a token led to. It is refused within a second." })
export class RevokeTokenPayload {
  @Field(() => String, { nullable: true, description: "The token's `jti`." })
  jti!: string | null;

  @Field(() => [UserError], { description: USER_ERRORS })
  userErrors!: readonly UserError[];
}
