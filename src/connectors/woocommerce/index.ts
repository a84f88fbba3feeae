import {
  defineConnector,
  type FilePart,
  type MapResult,
  type StoredMessage,
  type Verdict,
  type WebhookRequest,
} from "../connector.js";
import { mapJsonOrders } from "../reading/json/orders.js";
import { notAnOrder, type OtherDocuments } from "../reading/json/other-shop-documents.js";
import { jsonParts } from "../reading/json/parts.js";
import { idAt } from "../reading/json/path.js";
import { type JsonDocument, readJson } from "../reading/json/read-json.js";
import { firstText, isGroup, valuesAt } from "../reading/json/tree-path.js";
import { accepted, type HmacScheme, hmacFault, refused } from "../reading/sources/hmac-webhook.js";
import { toOrder } from "./order.js";
import { wooOrder } from "./payload.js";
import { type WooSettings, wooSettings } from "./settings.js";
import { wooSource } from "./source.js";

const SCHEME: HmacScheme = { header: "x-wc-webhook-signature", encoding: "base64" };
const HEADERS_KEPT = [
  "x-wc-webhook-source",
  "x-wc-webhook-topic",
  "x-wc-webhook-resource",
  "x-wc-webhook-event",
  "x-wc-webhook-id",
  "x-wc-webhook-delivery-id",
];

/** Orders of a WooCommerce shop, as its webhooks send them and its REST API answers with them. */
export const woocommerce = defineConnector<typeof wooSettings, JsonDocument>({
  id: "woocommerce",
  title: "WooCommerce",
  side: "WEB",
  settings: wooSettings,
  secrets: ["webhookSecret", "previousWebhookSecret", "consumerKey", "consumerSecret"],
  mappingVersion: 6,
  files: { extensions: [".json"] },
  webhook: receive,
  decode: async ({ body }) => readJson(body),
  orderKey: orderKeyOf,
  map,
  split: (document) => (document.ok ? partsOf(document.value) : []),
  source: wooSource,
});

/** The form that a new webhook is tried out with. It is not signed, and says nothing. */
const PING = /^webhook_id=\d{1,20}$/;

/** A webhook that is answered with anything but 2xx five times is turned off: its greeting has to be answered. */
function receive(request: WebhookRequest, { webhookSecret, previousWebhookSecret }: WooSettings): Verdict {
  const { headers, rawBody } = request;
  if (rawBody.byteLength < 64 && PING.test(new TextDecoder("latin1").decode(rawBody))) {
    return { kind: "answer", status: 200, reason: "a webhook was tried out" };
  }
  const fault = hmacFault(request, SCHEME, [webhookSecret, previousWebhookSecret]);
  if (fault !== null) return refused(fault);
  return accepted(request, HEADERS_KEPT, headers["x-wc-webhook-delivery-id"] ?? null);
}

function map(
  document: JsonDocument,
  message: Omit<StoredMessage, "body">,
  { timeZone }: WooSettings,
): MapResult {
  const { headers, receivedAt } = message;
  const topic = headers["x-wc-webhook-topic"];
  if (topic !== undefined && !topic.startsWith("order.")) return otherTopic(topic);
  if (!document.ok) return { ok: false, issues: [document.issue] };
  const { value } = document;
  const deletedId = deletedOrder(value, topic);
  if (deletedId !== null) return cancellation(deletedId, receivedAt);
  const other = notAnOrder(value, OTHERS);
  if (other !== null) return { ok: false, issues: [other] };
  const isDeleted = topic === "order.deleted";
  return mapJsonOrders(ordersIn(value), wooOrder, (payload, warnings) => {
    const isInDeletions = valuesAt(value, "delete.id").some((id) => String(id) === payload.id);
    return toOrder(payload, { timeZone, receivedAt, isDeleted: isDeleted || isInDeletions }, warnings);
  });
}

/** One order, a list of them, or the answer to a batch of changes. */
function ordersIn(value: unknown): readonly unknown[] {
  if (isBatch(value)) return BATCH.flatMap((kind) => valuesAt(value, kind));
  return Array.isArray(value) ? value : [value];
}

/** What a batch of changes does with its orders. */
const BATCH = ["create", "update", "delete"] as const;

const isBatch = (value: unknown): boolean =>
  isGroup(value) && BATCH.some((kind) => Array.isArray(value[kind]));

/** Each order of a list; in a batch, what was done with it goes along. */
function partsOf(value: unknown): FilePart[] {
  if (!isBatch(value)) return jsonParts(ordersIn(value), ["id"]);
  const kinds = BATCH.flatMap((kind) => valuesAt(value, kind).map(() => kind));
  return jsonParts(ordersIn(value), ["id"], (order, at) => ({ [kinds[at] ?? "update"]: [order] }));
}

/** The one order that a document speaks of, whether or not the rest of it can be read. */
function orderKeyOf(document: JsonDocument): string | null {
  if (!document.ok || notAnOrder(document.value, OTHERS) !== null) return null;
  const [only, ...others] = ordersIn(document.value);
  return others.length > 0 ? null : idAt(only, "id");
}

/** A deleted order is told by its id alone. */
function deletedOrder(value: unknown, topic: string | undefined): string | null {
  if (!isGroup(value) || (topic !== undefined && topic !== "order.deleted")) return null;
  return Object.keys(value).join() === "id" ? firstText(value, ["id"]) : null;
}

/** What was deleted is not there to be read any more: all that can be said is that it is not wanted. */
function cancellation(externalId: string, requestedAt: string): MapResult {
  const change = {
    order: { externalId: externalId.slice(0, 200), number: null, poNumber: null },
    askedBy: null,
    requestedAt,
    reason: "The shop has deleted the order.",
    targets: [{ kind: "CANCEL" as const }],
  };
  return { ok: true, documents: [{ kind: "ORDER_CHANGE", change }], warnings: [] };
}

function otherTopic(topic: string): MapResult {
  const message = `WooCommerce sent "${topic.slice(0, 100)}", which carries no order; the webhook can be removed.`;
  return { ok: true, documents: [], warnings: [{ code: "TOPIC_IGNORED", message, at: null }] };
}

/** What else the shop's API answers with, by fields that an order does not have. */
const OTHERS: OtherDocuments = [
  ["refunded_by", "a refund"],
  ["refunded_payment", "a refund"],
  ["customer_note author", "a note on an order"],
  ["note author", "a note on an order"],
  ["regular_price", "a product"],
  ["is_paying_customer", "a customer"],
  ["discount_type", "a coupon"],
  ["delivery_url", "a webhook"],
  ["code message", "an error of the shop's API"],
  ["error.code", "an error of the shop's API"],
  ["webhook_id", "a greeting of a webhook"],
  ["action arg", "an event of a plugin"],
];
