import { Arg, Ctx, Int, Mutation, Query, Resolver } from "type-graphql";
import {
  ApiKey,
  ApiKeyConnection,
  CreateApiKeyInput,
  CreateApiKeyPayload,
  RevokeApiKeyInput,
  RevokeApiKeyPayload,
  RevokeTokenInput,
  RevokeTokenPayload,
} from "../schema/api-key.js";
import { connection } from "../schema/connection.js";
import { type ApiContext, viewerOf } from "./context.js";
import { answered, keyFault } from "./payload.js";
import { rowId } from "./row-id.js";

const OWN_ISSUER = "throughline";

@Resolver(() => ApiKey)
export class ApiKeyResolver {
  @Query(() => ApiKeyConnection, { description: "Keys of machines, revoked ones too, the newest first." })
  async apiKeys(
    @Arg("first", () => Int, { description: "How many, 1 to 100." }) first: number,
    @Arg("after", () => String, { nullable: true, description: "endCursor of the page before." })
    after: string | null,
    @Ctx() { reads }: ApiContext,
  ) {
    return connection(await reads.apiKeys({ first, after: after ?? null }), after ?? null);
  }

  @Mutation(() => CreateApiKeyPayload, { description: "Makes a key for a machine." })
  async createApiKey(
    @Arg("input", () => CreateApiKeyInput, { description: "What is asked for." }) input: CreateApiKeyInput,
    @Ctx() context: ApiContext,
  ): Promise<CreateApiKeyPayload> {
    const none = { apiKey: null, secret: null };
    const userErrors = keyFault(input.idempotencyKey);
    if (userErrors.length > 0) return { ...none, userErrors };
    const outcome = await context.flows.issueApiKey(context.hub, viewerOf(context), {
      ...{ idempotencyKey: input.idempotencyKey, name: input.name, role: input.role },
      ...{ customerId: rowId("Customer", input.customerId), scopes: input.scopes ?? [] },
      expiresAt: input.expiresAt ?? null,
    });
    const apiKey = outcome.ok ? await keyOf(context, outcome.value.apiKeyId) : null;
    return answered(
      outcome,
      ({ secret }) => ({ apiKey, secret }),
      none as Omit<CreateApiKeyPayload, "userErrors">,
    );
  }

  @Mutation(() => RevokeApiKeyPayload, { description: "Revokes a machine's key." })
  async revokeApiKey(
    @Arg("input", () => RevokeApiKeyInput, { description: "What is asked for." }) input: RevokeApiKeyInput,
    @Ctx() context: ApiContext,
  ): Promise<RevokeApiKeyPayload> {
    const userErrors = keyFault(input.idempotencyKey);
    if (userErrors.length > 0) return { apiKey: null, userErrors };
    const outcome = await context.flows.withdrawApiKey(context.hub, viewerOf(context), { ...input });
    const apiKey = outcome.ok ? await keyOf(context, outcome.value.apiKeyId) : null;
    return answered(outcome, () => ({ apiKey }), { apiKey });
  }

  @Mutation(() => RevokeTokenPayload, { description: "Revokes one token, whoever signed it." })
  async revokeToken(
    @Arg("input", () => RevokeTokenInput, { description: "What is asked for." }) input: RevokeTokenInput,
    @Ctx() context: ApiContext,
  ): Promise<RevokeTokenPayload> {
    const userErrors = keyFault(input.idempotencyKey);
    if (userErrors.length > 0) return { jti: null, userErrors };
    const request = { ...input, issuer: input.issuer ?? OWN_ISSUER };
    const outcome = await context.flows.withdrawToken(context.hub, viewerOf(context), request);
    return answered<{ jti: string }, { jti: string | null }>(outcome, ({ jti }) => ({ jti }), { jti: null });
  }
}

async function keyOf({ reads }: ApiContext, id: string) {
  const [key] = await reads.apiKeysById([id]);
  return key ?? null;
}
