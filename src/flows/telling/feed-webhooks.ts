import { isWanted, TOPIC_NAMES, topicOf } from "../../domain/event.js";
import type { Tx } from "../../store/database.js";
import { eventsAfter, type LoggedEvent } from "../../store/event-log.js";
import { reads } from "../../store/reads/reads.js";
import type { Webhook } from "../../store/webhook.js";
import { setWebhook, takeWebhook, webhooksBehind, writeDeliveries } from "../../store/writes/webhook.js";
import type { Hub } from "../work/hub.js";
import { placeAll } from "./event-tail.js";
import { receiverOf } from "./webhook-means.js";

const PAGE_EVENTS = 500;

/**
 * Gives what has happened its place, and makes deliveries of it for every receiver that is behind. Deliveries
 * and the position they stand for are one transaction: cut anywhere, the next pass goes on where this one was,
 * and `(webhookId, position)` keeps an event from being one delivery twice.
 */
export async function feedWebhooks(hub: Hub): Promise<void> {
  await placeAll(hub);
  const { store } = hub;
  for (const id of await webhooksBehind(store.pool)) {
    while (await store.transaction((tx) => feedOne(tx, id)));
    hub.ring();
  }
}

/** One page for one receiver; true if there may be more. */
async function feedOne(tx: Tx, id: string): Promise<boolean> {
  const webhook = await takeWebhook(tx, id);
  if (webhook === null) return false;
  const page = await eventsAfter(tx, Number(webhook.position), PAGE_EVENTS);
  const last = page.at(-1);
  if (last === undefined) return false;
  const wanted = page.filter((event) => isWanted(webhook.filter, event));
  await writeDeliveries(tx, id, await visible(tx, webhook, wanted));
  await setWebhook(tx, id, { position: String(last.position) });
  return page.length === PAGE_EVENTS;
}

/** What is not the receiver's is not noted for it at all; what it may see is asked again when it is sent. */
async function visible(
  tx: Tx,
  webhook: Webhook,
  events: readonly LoggedEvent[],
): Promise<readonly LoggedEvent[]> {
  const theirs = reads(tx, receiverOf(webhook));
  const seen = new Set<string>();
  for (const topic of TOPIC_NAMES) {
    const ids = events.filter(({ kind }) => topicOf(kind) === topic).map(({ subjectId }) => subjectId);
    if (ids.length > 0) for (const id of await theirs.visibleThings(topic, ids)) seen.add(id);
  }
  return events.filter(({ subjectId }) => seen.has(subjectId));
}
