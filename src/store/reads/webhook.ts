import type { WebhookDeliveryStatus } from "../../domain/webhook.js";
import type { Webhook, WebhookDelivery, WebhookTry } from "../webhook.js";
import { type Ask, columns, type Field } from "./ask.js";
import { type Page, type PageArgs, page } from "./page.js";
import { sql } from "./sql.js";

// biome-ignore format: one list a line reads best as a table
const WEBHOOK_FIELDS: readonly Field<Webhook>[] = [
  "id", "url", "filter", "content", "role", "customerId", "scopes", "position", "secretNumber",
  "formerSecretUntil", "status", "disabledBecause", "failures", "failingSince", "restsUntil", "createdBy", "createdAt",
];
// biome-ignore format: one list a line reads best as a table
const DELIVERY_FIELDS: readonly Field<WebhookDelivery>[] = [
  "id", "webhookId", "position", "event", "kind", "status", "attempts", "happenedAt", "createdAt", "settledAt",
];
const TRY_FIELDS: readonly Field<WebhookTry>[] = [
  "id",
  "deliveryId",
  "at",
  "milliseconds",
  "httpStatus",
  "fault",
];
/** More tries of one delivery than this are not shown; a replay starts to count anew. */
const TRIES_MAX = 100;

export interface WebhookDeliveryFilter {
  readonly webhookId?: string | null;
  readonly status?: WebhookDeliveryStatus | null;
}

export function webhookReads(ask: Ask) {
  return {
    webhooks: (args: PageArgs): Promise<Page<Webhook>> =>
      page<Webhook>(
        ask,
        {
          ...{ list: "webhooks", columns: columns("x", WEBHOOK_FIELDS), from: ask.of("webhooks") },
          ...{ where: [], at: "created_at" },
        },
        args,
      ),

    webhooksById: (ids: readonly string[]): Promise<Webhook[]> =>
      ask.rows(
        sql`SELECT ${columns("x", WEBHOOK_FIELDS)} FROM ${ask.of("webhooks")} x WHERE x.id = ANY(${ids}::uuid[])`,
      ),

    webhookDeliveries: (
      { webhookId, status }: WebhookDeliveryFilter,
      args: PageArgs,
    ): Promise<Page<WebhookDelivery>> =>
      page<WebhookDelivery>(
        ask,
        {
          ...{ list: "webhook-deliveries", columns: columns("x", DELIVERY_FIELDS) },
          from: ask.of("webhook_deliveries"),
          where: [
            webhookId ? sql`x.webhook_id = ${webhookId}::uuid` : null,
            status ? sql`x.status = ${status}` : null,
          ],
          at: "created_at",
        },
        args,
      ),

    webhookTriesOf: (deliveryIds: readonly string[]): Promise<WebhookTry[]> =>
      ask.rows(sql`
        SELECT found.* FROM unnest(${deliveryIds}::uuid[]) AS delivery (id)
        CROSS JOIN LATERAL (
          SELECT ${columns("x", TRY_FIELDS)} FROM ${ask.of("webhook_tries")} x
          WHERE x.delivery_id = delivery.id ORDER BY x.at LIMIT ${TRIES_MAX}) found`),
  };
}
