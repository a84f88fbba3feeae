// Standard Webhooks is somebody else's format, and its own library signs it.
import { Webhook as Signer } from "standardwebhooks";
import { postWebhook } from "../../connectors/post-webhook.js";
import { transient } from "../../domain/errors.js";
import { webhookType } from "../../domain/event.js";
import { verdictOn, type WebhookTry, type WebhookVerdict } from "../../domain/webhook.js";
import type { ClaimedFact } from "../../store/claims.js";
import type { Tx } from "../../store/database.js";
import type { Webhook, WebhookDelivery } from "../../store/webhook.js";
import { isTokenGood } from "../../store/writes/credential.js";
import {
  deliveriesById,
  insertTry,
  lockWebhook,
  noteTried,
  setWebhook,
  webhookById,
  withhold,
} from "../../store/writes/webhook.js";
import type { Hub } from "../work/hub.js";
import type { Claim, Work } from "../work/work.js";
import { receiverOf, secretOf, type WebhookMeans } from "./webhook-means.js";

const MS = 1_000;

/**
 * Tells receivers of events, several at a time. A try is written down in the transaction that finishes its fact;
 * one that is cut between the answer and that is made again under the same `webhook-id`, by which the receiver
 * knows it.
 */
export const sendWebhooks: Work = async (hub, claim) => {
  const deliveries = await deliveriesById(
    hub.store.pool,
    claim.facts.map(({ subjectId }) => subjectId),
  );
  const byId = new Map(deliveries.map((delivery) => [delivery.id, delivery]));
  await Promise.all(
    claim.facts.map((fact) =>
      sendOne(hub, claim, fact, byId.get(fact.subjectId) ?? null).catch((error: unknown) =>
        claim.fail(fact, error),
      ),
    ),
  );
};

async function sendOne(
  hub: Hub,
  claim: Claim,
  fact: ClaimedFact,
  delivery: WebhookDelivery | null,
): Promise<void> {
  const { store, webhooks } = hub;
  const over = (write: (tx: Tx) => Promise<void> = async () => {}): Promise<void> =>
    store.transaction(async (tx) => {
      await write(tx);
      await claim.finish(tx, [fact]);
    });
  const webhook = delivery === null ? null : await webhookById(store.pool, delivery.webhookId);
  // A delivery of a receiver that is disabled stays queued; enabling it writes the fact anew.
  if (delivery?.status !== "QUEUED" || webhook?.status !== "ACTIVE") return over();
  if (webhooks === undefined) throw transient("WEBHOOKS_OFF", "this process sends no webhooks");
  const restMs = (webhook.restsUntil?.getTime() ?? 0) - Date.now();
  if (restMs > 0) {
    const spread = restMs * (1 + Math.random() / 4);
    return claim.fail(fact, transient("WEBHOOK_RESTS", "the receiver is left in peace for a while", spread));
  }
  if (!(await stands(hub, webhook))) return over((tx) => disable(tx, webhook, "its customer was erased"));
  const body = await bodyFor(webhooks, webhook, delivery);
  if (body === null) return over((tx) => withhold(tx, delivery.id));
  const tried = await postWebhook(
    webhook.url,
    headersFor(webhooks, webhook, delivery, body),
    body,
    webhooks.targets,
  );
  const verdict = await store.transaction(async (tx) => {
    const judged = await judge(tx, delivery, tried);
    if (judged.kind !== "AGAIN") await claim.finish(tx, [fact]);
    return judged;
  });
  if (verdict.kind === "AGAIN")
    await claim.fail(fact, transient("WEBHOOK_FAILED", tried.fault ?? "it was not taken", verdict.afterMs));
}

const stands = async ({ store }: Hub, { role, customerId }: Webhook): Promise<boolean> =>
  role !== "CUSTOMER" || isTokenGood(store.pool, { issuer: "throughline", jti: null, customerId });

/** What is sent: as the receiver may see it now. Null if that is nothing. */
async function bodyFor(
  means: WebhookMeans,
  webhook: Webhook,
  { event, happenedAt }: WebhookDelivery,
): Promise<string | null> {
  const data = await means.show(receiverOf(webhook), { ...event, happenedAt }, webhook.content);
  if (data === null) return null;
  return JSON.stringify({ type: webhookType(event.kind), timestamp: happenedAt.toISOString(), data });
}

/** Signed with the secret in force, and with the one before for as long as that is. */
function headersFor(
  means: WebhookMeans,
  { id, secretNumber, formerSecretUntil }: Webhook,
  delivery: WebhookDelivery,
  body: string,
): Record<string, string> {
  const now = new Date();
  const messageId = `msg_${delivery.id}`;
  const isFormerGood = (formerSecretUntil?.getTime() ?? 0) > now.getTime();
  const numbers = isFormerGood ? [secretNumber, secretNumber - 1] : [secretNumber];
  const signatures = numbers.map((number) =>
    new Signer(secretOf(means, id, number)).sign(messageId, now, body),
  );
  return {
    ...{ "content-type": "application/json", "user-agent": "Throughline-Webhooks" },
    ...{ "webhook-id": messageId, "webhook-timestamp": String(Math.floor(now.getTime() / MS)) },
    "webhook-signature": signatures.join(" "),
  };
}

/** Writes down a try, and what it leads to for the delivery and its receiver. */
async function judge(
  tx: Tx,
  { id, webhookId, attempts }: WebhookDelivery,
  tried: WebhookTry,
): Promise<WebhookVerdict> {
  // Others may have failed at the same time: what is added up is read under its lock.
  const webhook = await lockWebhook(tx, webhookId);
  if (webhook === null) return { kind: "DELIVERED" };
  const verdict = verdictOn(tried, attempts + 1, webhook, new Date(), Math.random());
  const status = verdict.kind === "DELIVERED" || verdict.kind === "FAILED" ? verdict.kind : "QUEUED";
  await insertTry(tx, id, tried);
  await noteTried(tx, id, status);
  if (verdict.kind === "DELIVERED") {
    await setWebhook(tx, webhookId, { failures: 0, failingSince: null, restsUntil: null });
    return verdict;
  }
  const restMs = verdict.kind === "AGAIN" ? verdict.restMs : null;
  await setWebhook(tx, webhookId, {
    ...{ failures: webhook.failures + 1, failingSince: webhook.failingSince ?? new Date() },
    ...(restMs === null ? {} : { restsUntil: new Date(Date.now() + restMs) }),
  });
  if (verdict.kind === "DISABLE") await disable(tx, webhook, verdict.because);
  if (verdict.kind === "FAILED" && verdict.disable !== null) await disable(tx, webhook, verdict.disable);
  return verdict;
}

const disable = (tx: Tx, { id }: Webhook, disabledBecause: string): Promise<void> =>
  setWebhook(tx, id, { status: "DISABLED", disabledBecause });
