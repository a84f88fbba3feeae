import { v7 as uuid } from "uuid";
import type { WebhookDeliveryStatus, WebhookTry } from "../../domain/webhook.js";
import type { Tx } from "../database.js";
import type { LoggedEvent } from "../event-log.js";
import { writeFacts } from "../outbox.js";
import { insertReturning, insertRows, select, updateRows } from "../rows.js";
import type { Webhook, WebhookDelivery } from "../webhook.js";

/** How long what was told stays to be looked at, and to be told again. */
const DELIVERIES_KEPT_DAYS = 30;
const PRUNE_ROWS_MAX = 5_000;
/** So many deliveries are told again by one request. */
export const REPLAYED_MAX = 10_000;

export async function insertWebhook(tx: Tx, webhook: Webhook): Promise<void> {
  await insertRows(tx, "webhooks", [{ ...webhook }]);
}

export async function webhookById(tx: Tx, id: string): Promise<Webhook | null> {
  const [webhook] = await select<Webhook>(tx, "SELECT * FROM webhooks WHERE id = $1", [id]);
  return webhook ?? null;
}

export async function lockWebhook(tx: Tx, id: string): Promise<Webhook | null> {
  const [webhook] = await select<Webhook>(tx, "SELECT * FROM webhooks WHERE id = $1 FOR UPDATE", [id]);
  return webhook ?? null;
}

/** The same, unless somebody else makes its deliveries at this moment; null also then. */
export async function takeWebhook(tx: Tx, id: string): Promise<Webhook | null> {
  const [webhook] = await select<Webhook>(
    tx,
    "SELECT * FROM webhooks WHERE id = $1 AND status = 'ACTIVE' FOR UPDATE SKIP LOCKED",
    [id],
  );
  return webhook ?? null;
}

export const setWebhook = (tx: Tx, id: string, changed: Partial<Omit<Webhook, "id">>): Promise<void> =>
  updateRows(tx, "webhooks", [{ id, ...changed }]);

/** Its deliveries and their tries go with it. */
export async function deleteWebhook(tx: Tx, id: string): Promise<void> {
  await tx.query("DELETE FROM webhooks WHERE id = $1", [id]);
}

/** Receivers for which deliveries of newer events have to be made. */
export async function webhooksBehind(tx: Tx): Promise<string[]> {
  const rows = await select<{ id: string }>(
    tx,
    `SELECT id FROM webhooks WHERE status = 'ACTIVE' AND position < (SELECT max(position) FROM events) ORDER BY id`,
  );
  return rows.map(({ id }) => id);
}

/** The position before the first event of a time or later. */
export async function positionBefore(tx: Tx, since: Date): Promise<number> {
  const [row] = await select<{ position: number }>(
    tx,
    `SELECT COALESCE((SELECT min(position) - 1 FROM events WHERE happened_at >= $1),
                     (SELECT max(position) FROM events), 0)::float8 AS position`,
    [since],
  );
  return row?.position ?? 0;
}

/** Makes deliveries of events, each once for a receiver, with the facts that lead to their being sent. */
export async function writeDeliveries(
  tx: Tx,
  webhookId: string,
  events: readonly LoggedEvent[],
): Promise<void> {
  const createdAt = new Date();
  const made = await insertReturning<{ id: string }>(
    tx,
    "webhook_deliveries",
    events.map(({ happenedAt, ...event }) => ({
      ...{ id: uuid(), webhookId, position: event.position, event, kind: event.kind, status: "QUEUED" },
      ...{ attempts: 0, happenedAt, createdAt },
    })),
    "ON CONFLICT (webhook_id, position) DO NOTHING",
  );
  await writeFacts(tx, made.map(dueFact));
}

const dueFact = ({ id }: { readonly id: string }) => ({
  kind: "WebhookDue" as const,
  subjectId: id,
  key: null,
});

export const deliveriesById = (tx: Tx, ids: readonly string[]): Promise<WebhookDelivery[]> =>
  select<WebhookDelivery>(tx, "SELECT * FROM webhook_deliveries WHERE id = ANY($1::uuid[])", [[...ids]]);

export async function insertTry(
  tx: Tx,
  deliveryId: string,
  { status, fault, milliseconds }: WebhookTry,
): Promise<void> {
  const at = new Date();
  await insertRows(tx, "webhook_tries", [
    { id: uuid(), deliveryId, at, milliseconds, httpStatus: status, fault },
  ]);
}

/** Notes one try more, and where the delivery stands then. */
export async function noteTried(tx: Tx, id: string, status: WebhookDeliveryStatus): Promise<void> {
  await tx.query(
    `UPDATE webhook_deliveries SET attempts = attempts + 1, status = $2,
            settled_at = CASE WHEN $2 = 'QUEUED' THEN NULL ELSE now() END WHERE id = $1`,
    [id, status],
  );
}

/** Ends a delivery that is not sent after all. */
export async function withhold(tx: Tx, id: string): Promise<void> {
  await tx.query("UPDATE webhook_deliveries SET status = 'WITHHELD', settled_at = now() WHERE id = $1", [id]);
}

const WAITS = `status = 'QUEUED' AND NOT EXISTS (
  SELECT 1 FROM facts f WHERE f.subject_id = d.id::text AND f.kind = 'WebhookDue' AND f.finished_at IS NULL)`;

/** Takes up what was left lying while its receiver was disabled. */
export async function resumeDeliveries(tx: Tx, webhookId: string): Promise<void> {
  const waiting = await select<{ id: string }>(
    tx,
    `SELECT id FROM webhook_deliveries d WHERE webhook_id = $1 AND ${WAITS} ORDER BY position`,
    [webhookId],
  );
  await writeFacts(tx, waiting.map(dueFact));
}

/** Which of a receiver's deliveries are to be told again. */
export interface Replayed {
  readonly webhookId: string;
  readonly deliveryIds: readonly string[] | null;
  readonly since: Date | null;
}

/** Queues deliveries again that are not queued, under their old ids. Answers how many. */
export async function requeue(tx: Tx, { webhookId, deliveryIds, since }: Replayed): Promise<number> {
  const again = await select<{ id: string }>(
    tx,
    `UPDATE webhook_deliveries SET status = 'QUEUED', attempts = 0, settled_at = NULL
      WHERE id IN (
        SELECT id FROM webhook_deliveries
         WHERE webhook_id = $1 AND status <> 'QUEUED' AND ($2::uuid[] IS NULL OR id = ANY($2))
           AND ($3::timestamptz IS NULL OR happened_at >= $3)
         ORDER BY position LIMIT $4 FOR UPDATE)
      RETURNING id`,
    [webhookId, deliveryIds, since, REPLAYED_MAX],
  );
  await writeFacts(tx, again.map(dueFact));
  return again.length;
}

/** Forgets what was told a month ago, a bounded number at a time. */
export async function pruneDeliveries(tx: Tx): Promise<void> {
  await tx.query(
    `DELETE FROM webhook_deliveries WHERE id IN (
       SELECT id FROM (SELECT id, created_at, settled_at FROM webhook_deliveries ORDER BY created_at, id LIMIT $2) oldest
        WHERE created_at < now() - $1 * interval '1 day' AND settled_at IS NOT NULL)`,
    [DELIVERIES_KEPT_DAYS, PRUNE_ROWS_MAX],
  );
}
