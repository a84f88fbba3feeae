import { createHmac } from "node:crypto";
import type { Viewer } from "../../domain/viewer.js";
import type { WebhookContent, WebhookTargets } from "../../domain/webhook.js";
import type { LoggedEvent } from "../../store/event-log.js";
import type { Webhook } from "../../store/webhook.js";

/** What a hub needs to tell others of events. */
export interface WebhookMeans {
  /** The hub's own secret, from which each receiver's follows: so none lies in the database. */
  readonly secret: Uint8Array;
  readonly targets: WebhookTargets;
  /** An event as its receiver may see it at this moment, with the thing inside; null for a thing it may not see. */
  show(viewer: Viewer, event: LoggedEvent, content: WebhookContent): Promise<object | null>;
}

/** The n-th secret of a receiver, in the form of Standard Webhooks. */
export function secretOf(
  { secret }: Pick<WebhookMeans, "secret">,
  webhookId: string,
  number: number,
): string {
  const key = createHmac("sha256", secret).update(`webhook ${webhookId} ${number}`).digest("base64");
  return `whsec_${key}`;
}

/** Who a receiver is to the API: a machine of its role. */
export const receiverOf = ({ id, role, customerId, scopes }: Webhook): Viewer => ({
  ...{ subject: `webhook:${id}`, role, customerId, scopes },
  origin: { address: "webhook", operation: "webhook" },
});
