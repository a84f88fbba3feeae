import { v7 as uuid } from "uuid";
import { z } from "zod";
import type { EventFilter } from "../../domain/event.js";
import type { Scope, Viewer } from "../../domain/viewer.js";
import type { Role } from "../../domain/vocabulary.js";
import { FORMER_SECRET_MS, faultOfTarget, type WebhookContent } from "../../domain/webhook.js";
import type { Tx } from "../../store/database.js";
import { stateOfLog } from "../../store/event-log.js";
import type { Webhook } from "../../store/webhook.js";
import {
  deleteWebhook,
  insertWebhook,
  lockWebhook,
  positionBefore,
  type Replayed,
  requeue,
  resumeDeliveries,
  setWebhook,
} from "../../store/writes/webhook.js";
import { once } from "../acts/once.js";
import { done, type Outcome, refused } from "../acts/outcome.js";
import type { Hub } from "../work/hub.js";
import { placeAll } from "./event-tail.js";
import { secretOf, type WebhookMeans } from "./webhook-means.js";

interface Keyed {
  readonly idempotencyKey: string;
}
interface OfWebhook extends Keyed {
  readonly webhookId: string;
}

/** A receiver to tell of events: like a key of this role, it is told what that may see. */
export interface WebhookToMake extends Keyed {
  readonly url: string;
  readonly filter: EventFilter;
  readonly content: WebhookContent;
  readonly role: Role;
  readonly customerId: string | null;
  readonly scopes: readonly Scope[];
}

export interface WithSecret {
  readonly webhookId: string;
  /** The only time it is seen; null when the same request comes again. */
  readonly secret: string | null;
}

/** Makes a receiver; it is told of what happens from now on. */
export async function createWebhook(
  hub: Hub,
  viewer: Viewer,
  request: WebhookToMake,
): Promise<Outcome<WithSecret>> {
  const means = meansOf(hub);
  const fault = faultOf(means, request);
  if (fault !== null) return fault;
  // What is committed by now happened before it was there.
  await placeAll(hub);
  return showingOnce(means, (show) =>
    once(hub, viewer, request.idempotencyKey, request, async (tx) => {
      const { url, filter, content, role, customerId, scopes } = request;
      const webhook: Webhook = {
        ...{ id: uuid(), url, filter, content, role, customerId, scopes: [...scopes] },
        ...{ position: String((await stateOfLog(tx)).head), secretNumber: 1, formerSecretUntil: null },
        ...{ status: "ACTIVE", disabledBecause: null, failures: 0, failingSince: null, restsUntil: null },
        ...{ createdBy: viewer.subject, createdAt: new Date() },
      };
      await insertWebhook(tx, webhook);
      return show(webhook.id, 1);
    }),
  );
}

/** Gives a receiver a new secret. For a day what is sent is signed with the one before, too. */
export function rotateWebhookSecret(
  hub: Hub,
  viewer: Viewer,
  request: OfWebhook,
): Promise<Outcome<WithSecret>> {
  return showingOnce(meansOf(hub), (show) =>
    onWebhook(hub, viewer, request, async (tx, { id, secretNumber }) => {
      const formerSecretUntil = new Date(Date.now() + FORMER_SECRET_MS);
      await setWebhook(tx, id, { secretNumber: secretNumber + 1, formerSecretUntil });
      return show(id, secretNumber + 1);
    }),
  );
}

/** Switches a receiver on or off. What happens while it is off is sent once it is on again. */
export function switchWebhook(
  hub: Hub,
  viewer: Viewer,
  request: OfWebhook & { readonly active: boolean },
): Promise<Outcome<{ webhookId: string }>> {
  return onWebhook(hub, viewer, request, async (tx, { id, status }) => {
    if (request.active) {
      const fresh = { failures: 0, failingSince: null, restsUntil: null };
      await setWebhook(tx, id, { status: "ACTIVE", disabledBecause: null, ...fresh });
      await resumeDeliveries(tx, id);
    } else if (status === "ACTIVE") {
      await setWebhook(tx, id, { status: "DISABLED", disabledBecause: "switched off by hand" });
    }
    return done({ webhookId: id });
  });
}

/** Takes a receiver away, with everything that was noted for it. */
export function removeWebhook(
  hub: Hub,
  viewer: Viewer,
  request: OfWebhook,
): Promise<Outcome<{ webhookId: string }>> {
  return onWebhook(hub, viewer, request, async (tx, { id }) => {
    await deleteWebhook(tx, id);
    return done({ webhookId: id });
  });
}

/**
 * Tells a receiver again: single deliveries, or everything since a moment, also what was never noted for it.
 * Each keeps its `webhook-id`. Answers how many were queued at once; what was never noted follows.
 */
export function replayWebhook(
  hub: Hub,
  viewer: Viewer,
  request: Replayed & Keyed,
): Promise<Outcome<{ webhookId: string; queued: number }>> {
  return onWebhook(hub, viewer, request, async (tx, { id, position }) => {
    const { deliveryIds, since } = request;
    if ((deliveryIds === null) === (since === null))
      return refused("INVALID", "name deliveries, or a moment", "since");
    if (since !== null) {
      const earlier = Math.min(Number(position), await positionBefore(tx, since));
      await setWebhook(tx, id, { position: String(earlier) });
    }
    return done({ webhookId: id, queued: await requeue(tx, request) });
  });
}

function onWebhook<Value>(
  hub: Hub,
  viewer: Viewer,
  request: OfWebhook,
  work: (tx: Tx, webhook: Webhook) => Promise<Outcome<Value>>,
): Promise<Outcome<Value>> {
  return once(hub, viewer, request.idempotencyKey, request, async (tx) => {
    const webhook = await lockWebhook(tx, request.webhookId);
    return webhook === null
      ? refused("NOT_FOUND", "there is no such webhook", "webhookId")
      : work(tx, webhook);
  });
}

/** Keeps a secret out of what is remembered for the key of a request. */
async function showingOnce(
  means: WebhookMeans,
  work: (
    show: (webhookId: string, number: number) => Outcome<{ webhookId: string }>,
  ) => Promise<Outcome<{ webhookId: string }>>,
): Promise<Outcome<WithSecret>> {
  let secret: string | null = null;
  const outcome = await work((webhookId, number) => {
    secret = secretOf(means, webhookId, number);
    return done({ webhookId });
  });
  return outcome.ok ? done({ ...outcome.value, secret }) : outcome;
}

function meansOf({ webhooks }: Hub): WebhookMeans {
  if (webhooks === undefined) throw new Error("this hub was started without webhooks");
  return webhooks;
}

function faultOf({ targets }: WebhookMeans, request: WebhookToMake): Outcome<never> | null {
  const { url, role, customerId } = request;
  const fault = faultOfTarget(url, targets);
  if (fault !== null) return refused("INVALID", fault, "url");
  if ((role === "CUSTOMER") !== (customerId !== null))
    return refused(
      "INVALID",
      "a receiver of the role CUSTOMER, and no other, names a customer",
      "customerId",
    );
  return customerId === null || z.uuid().safeParse(customerId).success
    ? null
    : refused("NOT_FOUND", "there is no such customer", "customerId");
}
