import { createHmac } from "node:crypto";
import { z } from "zod";
import {
  defineConnector,
  type Issue,
  type MapResult,
  type Verdict,
  type WebhookRequest,
} from "../connector.js";
import { type JsonDocument, readJson } from "../reading/json.js";
import { mapJsonOrder } from "../reading/json-order.js";
import { keptHeaders, sameSecretText } from "../reading/signed-webhook.js";
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
  mappingVersion: 1,
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
 * `{"order": …}`, or many of them, `{"orders": […]}`.
 */
function mapOrders(value: unknown): MapResult {
  const wrapped = wrapper.safeParse(value).data;
  const payloads: readonly unknown[] = wrapped?.orders ?? [wrapped?.order ?? value];
  const results = payloads.map((payload) =>
    mapJsonOrder({ ok: true, value: payload }, orderPayload, toOrder),
  );
  const issues = results.flatMap((result, index) => {
    if (result.ok) return [];
    return wrapped?.orders ? result.issues.map((issue) => inOrder(issue, index)) : result.issues;
  });
  if (payloads.length === 0) issues.push(NO_ORDERS);
  if (issues.length > 0) return { ok: false, issues };
  const read = results.filter((result) => result.ok);
  return {
    ok: true,
    documents: read.flatMap(({ documents }) => documents),
    warnings: read.flatMap(({ warnings }) => warnings),
  };
}

const NO_ORDERS: Issue = { code: "NO_ORDERS", message: "The list of orders is empty.", at: "orders" };
const ORDERS_MAX = 1000;
const wrapper = z.object({
  order: z.looseObject({}).optional(),
  orders: z.array(z.unknown()).max(ORDERS_MAX).optional(),
});

function inOrder(issue: Issue, index: number): Issue {
  return { ...issue, at: `order ${index + 1}${issue.at === null ? "" : `, ${issue.at}`}` };
}

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
