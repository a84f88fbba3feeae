import { createHmac } from "node:crypto";
import { z } from "zod";
import { defineConnector, type MapResult, type Verdict, type WebhookRequest } from "../connector.js";
import { type JsonDocument, readJson } from "../reading/json.js";
import { mapJsonOrders } from "../reading/json-orders.js";
import { type OtherDocuments, notAnOrder as otherThanOrder } from "../reading/other-shop-documents.js";
import { keptHeaders, sameSecretText } from "../reading/signed-webhook.js";
import { leadsSomewhere } from "../reading/tree-path.js";
import { toOrder } from "./order.js";
import { orderPayload } from "./payload.js";

const BODY_BYTES_MAX = 8 * 1024 * 1024;

/** Each of these sends the whole order as it stands; other topics say something that is not an order. */
const ORDER_TOPICS: readonly string[] = [
  "orders/create",
  "orders/updated",
  "orders/edited",
  "orders/cancelled",
  "orders/paid",
];

const HEADERS_KEPT = [
  "x-shopify-topic",
  "x-shopify-shop-domain",
  "x-shopify-webhook-id",
  "x-shopify-event-id",
  "x-shopify-triggered-at",
  "x-shopify-api-version",
];

const settings = z.object({
  webhookSecret: z
    .string()
    .min(1)
    .describe("Signing secret: Settings, Notifications, Webhooks; for an app, its client secret."),
  previousWebhookSecret: z
    .string()
    .min(1)
    .optional()
    .describe("The secret before the last rotation, accepted as well until this setting is removed."),
  shop: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]*\.myshopify\.com$/)
    .optional()
    .describe("Domain such as acme.myshopify.com; messages of other shops with the same secret are refused."),
});
type Settings = z.infer<typeof settings>;

export const shopify = defineConnector<typeof settings, JsonDocument>({
  id: "shopify",
  title: "Shopify",
  side: "WEB",
  settings,
  secrets: ["webhookSecret", "previousWebhookSecret"],
  mappingVersion: 2,
  files: { extensions: [".json"] },
  webhook: receive,
  decode: async ({ body }) => readJson(body),
  map(document, { headers }): MapResult {
    const topic = headers["x-shopify-topic"];
    if (topic !== undefined && !ORDER_TOPICS.includes(topic)) return notAnOrder(topic);
    return document.ok ? mapOrders(document.value) : { ok: false, issues: [document.issue] };
  },
});

/** The signature comes first: whatever else is wrong with a message is nobody's business without one. */
function receive(request: WebhookRequest, { webhookSecret, previousWebhookSecret, shop }: Settings): Verdict {
  const { headers, rawBody } = request;
  const given = headers["x-shopify-hmac-sha256"] ?? "";
  const secrets = [webhookSecret, previousWebhookSecret].filter((secret) => secret !== undefined);
  if (given === "") return refuse(401, "X-Shopify-Hmac-SHA256 is missing");
  const signed = secrets.filter(
    (secret) => secret !== "" && sameSecretText(given, signature(rawBody, secret)),
  );
  if (signed.length === 0) return refuse(401, "the signature does not match the body");
  if (shop !== undefined && headers["x-shopify-shop-domain"] !== shop) {
    return refuse(401, "the message comes from another shop");
  }
  if (rawBody.byteLength > BODY_BYTES_MAX) return refuse(413, `the body is over ${BODY_BYTES_MAX} bytes`);
  const message = {
    body: rawBody,
    contentType: headers["content-type"] ?? "application/json",
    fileName: null,
    headers: keptHeaders(headers, HEADERS_KEPT),
    deliveryId: headers["x-shopify-webhook-id"] ?? null,
  };
  return { kind: "accept", messages: [message] };
}

/**
 * A webhook carries one bare order. A file saved from the shop's API has the same order in a wrapper,
 * `{"order": …}`, or many of them, `{"orders": […]}` or as a bare list.
 */
function mapOrders(value: unknown): MapResult {
  const wrapped = wrapper.safeParse(value).data;
  const hasOrders = wrapped?.order !== undefined || wrapped?.orders !== undefined;
  const isBare = leadsSomewhere(value, "line_items");
  const other = hasOrders ? null : otherThanOrder(value, isBare ? RELATIVES : [...RELATIVES, ...OTHERS]);
  if (other !== null) return { ok: false, issues: [other] };
  return mapJsonOrders(wrapped?.orders ?? [wrapped?.order ?? value].flat(), orderPayload, toOrder);
}

const wrapper = z.object({
  order: z.looseObject({}).optional(),
  orders: z.array(z.unknown()).optional(),
});

/** Documents with lines as orders have them, by the fields that an order does not have. */
const RELATIVES: OtherDocuments = [
  ["fulfillment_order_line_items", "a fulfillment order: the shop's own work order"],
  ["tracking_number order_id", "a fulfillment: what was sent of an order"],
  ["refund_line_items order_id", "a refund"],
  ["invoice_sent_at", "a draft order, which nobody has placed yet"],
  ["abandoned_checkout_url", "a checkout that is not finished"],
];

/** What else the shop's API answers with. Deliveries and refunds show in the order's next version. */
const OTHERS: OtherDocuments = [
  ["fulfillment", "a fulfillment: what was sent of an order"],
  ["fulfillments", "a list of fulfillments: what was sent of an order"],
  ["fulfillment_order", "a fulfillment order: the shop's own work order"],
  ["fulfillment_orders", "a list of fulfillment orders: the shop's own work orders"],
  ["event.fulfillment_id", "an event of a fulfillment: where the parcel is"],
  ["fulfillment_events", "a list of events of a fulfillment: where the parcel is"],
  ["refund", "a refund"],
  ["refunds", "a list of refunds"],
  ["transaction", "a payment"],
  ["transactions", "a list of payments"],
  ["draft_order", "a draft order, which nobody has placed yet"],
  ["draft_orders", "a list of draft orders, which nobody has placed yet"],
  ["checkout", "a checkout that is not finished"],
  ["checkouts", "a list of checkouts that are not finished"],
  ["customer", "a customer"],
  ["customers", "a list of customers"],
  ["product", "a product"],
  ["products", "a list of products"],
  ["order_risk", "the judgment of an order's risk"],
  ["errors", "an error of the shop's API"],
];

function signature(rawBody: Uint8Array, secret: string): string {
  return createHmac("sha256", secret).update(rawBody).digest("base64");
}

function refuse(status: 401 | 413, reason: string): Verdict {
  return { kind: "refuse", status, reason };
}

function notAnOrder(topic: string): MapResult {
  const message = `Shopify sent "${topic}", which carries no order; the subscription can be removed.`;
  return { ok: true, documents: [], warnings: [{ code: "TOPIC_IGNORED", message, at: null }] };
}
