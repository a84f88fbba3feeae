import { Arg, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from "type-graphql";
import { connection } from "../schema/connection.js";
import { InboundMessage, InboundMessageConnection } from "../schema/inbound-message.js";
import { ReplayMessageInput, ReplayMessagePayload } from "../schema/mutations.js";
import type { InboundMessageRow } from "../store/reads/inbound-message.js";
import { type ApiContext, refresh, viewerOf } from "./context.js";
import { answered, keyFault, notFound } from "./payload.js";
import { requiredRowId } from "./row-id.js";

@Resolver(() => InboundMessage)
export class InboundMessageResolver {
  @Query(() => InboundMessageConnection, {
    description: "Messages nobody could understand yet, the newest first.",
  })
  async quarantine(
    @Arg("first", () => Int, { description: "How many, 1 to 100." }) first: number,
    @Arg("after", () => String, { nullable: true, description: "endCursor of the page before." })
    after: string | null,
    @Ctx() { reads }: ApiContext,
  ) {
    return connection(await reads.quarantine({ first, after: after ?? null }), after ?? null);
  }

  @Mutation(() => ReplayMessagePayload, { description: "Reads a message again, as if it had just arrived." })
  async replayMessage(
    @Arg("input", () => ReplayMessageInput, { description: "What is asked for." }) input: ReplayMessageInput,
    @Ctx() context: ApiContext,
  ): Promise<ReplayMessagePayload> {
    const message = await context.loaders.message.load(requiredRowId("InboundMessage", input.messageId));
    const userErrors = [
      ...keyFault(input.idempotencyKey),
      ...(message === null ? notFound("messageId", "message") : []),
    ];
    if (message === null || userErrors.length > 0) return { message: null, userErrors };
    const outcome = await context.flows.replayMessage(context.hub, viewerOf(context), {
      idempotencyKey: input.idempotencyKey,
      messageId: message.id,
    });
    refresh(context);
    const fresh = await context.loaders.message.load(message.id);
    return answered(outcome, () => ({ message: fresh }), { message: fresh });
  }

  @FieldResolver(() => InboundMessage, { nullable: true, description: "The message that this one repeats." })
  duplicateOf(@Root() { duplicateOf }: InboundMessageRow, @Ctx() { loaders }: ApiContext) {
    return duplicateOf === null ? null : loaders.message.load(duplicateOf);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: "The beginning of the content as text; null if it is no text.",
  })
  async preview(@Root() { id }: InboundMessageRow, @Ctx() { loaders }: ApiContext) {
    return textOf((await loaders.messagePreview.load(id))?.preview ?? null);
  }
}

/** Bytes as text, if a person could read them. A character that was cut in two at the end is left out. */
export function textOf(bytes: Buffer | null): string | null {
  if (bytes === null || bytes.includes(0)) return null;
  return new TextDecoder("utf-8").decode(Uint8Array.from(bytes), { stream: true });
}
