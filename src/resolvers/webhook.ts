import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from "type-graphql";
import { z } from "zod";
import { EVENT_KINDS, type EventKind as Kind } from "../domain/event.js";
import type { Outcome } from "../flows/acts/outcome.js";
import { connection } from "../schema/connection.js";
import { EventKind } from "../schema/event.js";
import { globalId } from "../schema/global-id.js";
import {
  CreateWebhookInput,
  ReplayWebhookInput,
  SwitchWebhookInput,
  Webhook,
  WebhookConnection,
  WebhookDelivery,
  WebhookDeliveryConnection,
  WebhookDeliveryFilterInput,
  WebhookInput,
  WebhookPayload,
  WebhookSecretPayload,
  WebhookTry,
} from "../schema/webhook.js";
import type { WebhookDelivery as StoredDelivery, Webhook as StoredWebhook } from "../store/webhook.js";
import { type ApiContext, viewerOf } from "./context.js";
import { filterOf } from "./event.js";
import { answered, keyFault } from "./payload.js";
import { NO_ROW_ID, rowId, short } from "./row-id.js";

const INPUT = { description: "What is asked for." };

@Resolver(() => Webhook)
export class WebhookResolver {
  @Query(() => WebhookConnection, {
    description: "Receivers outside that are told of events, the newest first.",
  })
  async webhooks(
    @Arg("first", () => Int, { description: "How many, 1 to 100." }) first: number,
    @Arg("after", () => String, { nullable: true, description: "endCursor of the page before." })
    after: string | null,
    @Ctx() { reads }: ApiContext,
  ) {
    return connection(await reads.webhooks({ first, after: after ?? null }), after ?? null);
  }

  @Mutation(() => WebhookSecretPayload, {
    description: "Makes a receiver; it is told of what happens from now on.",
  })
  async createWebhook(
    @Arg("input", () => CreateWebhookInput, INPUT) input: CreateWebhookInput,
    @Ctx() context: ApiContext,
  ): Promise<WebhookSecretPayload> {
    const { idempotencyKey, url, content, role, scopes } = input;
    const filter = filterOf(input.filter, EVENT_KINDS);
    const customerId = rowId("Customer", input.customerId);
    return withSecret(context, idempotencyKey, () =>
      context.flows.createWebhook(context.hub, viewerOf(context), {
        ...{ idempotencyKey, url, content, role, scopes: scopes ?? [], filter, customerId },
      }),
    );
  }

  @Mutation(() => WebhookSecretPayload, {
    description: "Gives a receiver a new secret. For a day what is sent is signed with both.",
  })
  rotateWebhookSecret(
    @Arg("input", () => WebhookInput, INPUT) input: WebhookInput,
    @Ctx() context: ApiContext,
  ): Promise<WebhookSecretPayload> {
    return withSecret(context, input.idempotencyKey, () =>
      context.flows.rotateWebhookSecret(context.hub, viewerOf(context), named(input)),
    );
  }

  @Mutation(() => WebhookPayload, { description: "Switches a receiver on or off." })
  switchWebhook(
    @Arg("input", () => SwitchWebhookInput, INPUT) input: SwitchWebhookInput,
    @Ctx() context: ApiContext,
  ): Promise<WebhookPayload> {
    return changed(context, input.idempotencyKey, () =>
      context.flows.switchWebhook(context.hub, viewerOf(context), { ...named(input), active: input.active }),
    );
  }

  @Mutation(() => WebhookPayload, { description: "Removes a receiver, and what was noted for it." })
  removeWebhook(
    @Arg("input", () => WebhookInput, INPUT) input: WebhookInput,
    @Ctx() context: ApiContext,
  ): Promise<WebhookPayload> {
    return changed(context, input.idempotencyKey, () =>
      context.flows.removeWebhook(context.hub, viewerOf(context), named(input)),
    );
  }

  @Mutation(() => WebhookPayload, {
    description:
      "Tells a receiver again: deliveries, or everything since a moment, under the same `webhook-id`.",
  })
  replayWebhook(
    @Arg("input", () => ReplayWebhookInput, INPUT) input: ReplayWebhookInput,
    @Ctx() context: ApiContext,
  ): Promise<WebhookPayload> {
    const deliveryIds = input.deliveryIds ? short("deliveryIds", input.deliveryIds).map(idOf) : null;
    return changed(context, input.idempotencyKey, () =>
      context.flows.replayWebhook(context.hub, viewerOf(context), {
        ...{ ...named(input), deliveryIds, since: input.since ?? null },
      }),
    );
  }

  @FieldResolver(() => [EventKind], { nullable: true, description: "The kinds it is told of; null for all." })
  kinds(@Root() { filter }: StoredWebhook): readonly Kind[] | null {
    return filter.kinds;
  }

  @FieldResolver(() => ID, { nullable: true, description: "The only order it is told of; null for all." })
  orderId(@Root() { filter }: StoredWebhook): string | null {
    return filter.orderId === null ? null : globalId("Order", filter.orderId);
  }

  @FieldResolver(() => [String], { nullable: true, description: "The states it is told of; null for all." })
  became(@Root() { filter }: StoredWebhook): readonly string[] | null {
    return filter.became;
  }

  @FieldResolver(() => ID, {
    nullable: true,
    description: "Whose rows a receiver of the role CUSTOMER is told of.",
  })
  customerId(@Root() { customerId }: StoredWebhook): string | null {
    return customerId === null ? null : globalId("Customer", customerId);
  }
}

@Resolver(() => WebhookDelivery)
export class WebhookDeliveryResolver {
  @Query(() => WebhookDeliveryConnection, { description: "What receivers were told, the newest first." })
  async webhookDeliveries(
    @Arg("first", () => Int, { description: "How many, 1 to 100." }) first: number,
    @Arg("after", () => String, { nullable: true, description: "endCursor of the page before." })
    after: string | null,
    @Arg("filter", () => WebhookDeliveryFilterInput, {
      nullable: true,
      description: "Which ones; all if left out.",
    })
    filter: WebhookDeliveryFilterInput | null,
    @Ctx() { reads }: ApiContext,
  ) {
    const webhookId = filter?.webhookId == null ? null : idOf(filter.webhookId);
    const page = await reads.webhookDeliveries({ ...filter, webhookId }, { first, after: after ?? null });
    return connection(page, after ?? null);
  }

  @FieldResolver(() => Webhook, { nullable: true, description: "The receiver." })
  async webhook(@Root() { webhookId }: StoredDelivery, @Ctx() { loaders }: ApiContext) {
    return loaders.webhook.load(webhookId);
  }

  @FieldResolver(() => [WebhookTry], { description: "Every try, the oldest first." })
  tries(@Root() { id }: StoredDelivery, @Ctx() { loaders }: ApiContext) {
    return loaders.webhookTries.load(id);
  }
}

/** An id as it was given; what is none finds nothing. */
const idOf = (id: string): string => (z.uuid().safeParse(id).success ? id : NO_ROW_ID);

const named = ({ idempotencyKey, webhookId }: WebhookInput) => ({
  idempotencyKey,
  webhookId: idOf(webhookId),
});

async function withSecret(
  { loaders }: ApiContext,
  key: string,
  work: () => Promise<Outcome<{ webhookId: string; secret: string | null }>>,
): Promise<WebhookSecretPayload> {
  const none = { webhook: null, secret: null };
  const faults = keyFault(key);
  if (faults.length > 0) return { ...none, userErrors: faults };
  const outcome = await work();
  const webhook = outcome.ok ? await loaders.webhook.load(outcome.value.webhookId) : null;
  return answered<{ secret: string | null }, Omit<WebhookSecretPayload, "userErrors">>(
    outcome,
    ({ secret }) => ({ webhook, secret }),
    none,
  );
}

async function changed(
  { loaders }: ApiContext,
  key: string,
  work: () => Promise<Outcome<{ webhookId: string; queued?: number }>>,
): Promise<WebhookPayload> {
  const faults = keyFault(key);
  if (faults.length > 0) return { webhook: null, userErrors: faults };
  const outcome = await work();
  const webhook = outcome.ok ? await loaders.webhook.load(outcome.value.webhookId) : null;
  return answered<{ queued?: number }, Omit<WebhookPayload, "userErrors">>(
    outcome,
    ({ queued }) => ({ webhook, queued: queued ?? null }),
    { webhook: null },
  );
}
