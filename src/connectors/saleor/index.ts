import { createHash } from "node:crypto";
import { z } from "zod";
import {
  defineConnector,
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
import { accepted, refused } from "../reading/sources/hmac-webhook.js";
import { inCamelCase } from "./camel-case.js";
import { toOrder } from "./order.js";
import { saleorOrder } from "./payload.js";
import { saleorHeader, signatureFault } from "./signature.js";

const settings = z.object({
  jwks: z
    .string()
    .refine(isKeySet, "must be an https address or a set of keys in JSON")
    .optional()
    .describe(
      "Public keys of the shop: https://<shop>/.well-known/jwks.json, or the set itself; without them, only files are read.",
    ),
  secretKey: z
    .string()
    .min(1)
    .optional()
    .describe("Secret of a webhook of old that has one and is not signed with the shop's key."),
});
type Settings = z.infer<typeof settings>;

const HEADERS_KEPT = ["saleor-event", "saleor-domain", "saleor-api-url", "x-saleor-event", "x-saleor-domain"];

/** Orders of a Saleor shop: from subscriptions, from the webhooks of old, and from its notifications. */
export const saleor = defineConnector<typeof settings, JsonDocument>({
  id: "saleor",
  title: "Saleor",
  side: "WEB",
  settings,
  secrets: ["secretKey"],
  mappingVersion: 5,
  files: { extensions: [".json"] },
  webhook: receive,
  decode: async ({ body }) => readJson(body),
  orderKey: orderKeyOf,
  map,
  split: (document) => (document.ok ? jsonParts(valuesAt(document.value, ""), ["id"]) : []),
});

function isKeySet(text: string): boolean {
  if (!text.trimStart().startsWith("{")) return z.url({ protocol: /^https?$/ }).safeParse(text).success;
  const set = readJson(new TextEncoder().encode(text));
  return set.ok && isGroup(set.value) && Array.isArray(set.value.keys);
}

async function receive(request: WebhookRequest, keys: Settings): Promise<Verdict> {
  const fault = await signatureFault(request, keys);
  return fault === null ? accepted(request, HEADERS_KEPT, deliveryId(request)) : refused(fault);
}

/** Saleor gives its deliveries no id: the event, the object and its last change make one, where all are told. */
function deliveryId(request: WebhookRequest): string | null {
  const body = readJson(request.rawBody);
  const [order] = body.ok ? ordersIn(inCamelCase(body.value)) : [];
  const id = firstText(order, ["id"]);
  const updatedAt = firstText(order, ["updatedAt"]);
  if (id === null || updatedAt === null) return null;
  const event = saleorHeader(request, "event").toLowerCase();
  return `saleor:${createHash("sha256")
    .update(JSON.stringify([event, id, updatedAt]))
    .digest("hex")}`;
}

function map(document: JsonDocument, { headers }: Omit<StoredMessage, "body">): MapResult {
  if (!document.ok) return { ok: false, issues: [document.issue] };
  const value = inCamelCase(document.value);
  const orders = ordersIn(value);
  if (orders.length > 0) return mapJsonOrders(orders, saleorOrder, toOrder);
  const event = saleorHeader({ headers }, "event");
  if (event !== "" && !event.toLowerCase().startsWith("order")) return otherEvent(event);
  const other = notAnOrder(value, OTHERS);
  if (other !== null) return { ok: false, issues: [other] };
  return mapJsonOrders([value], saleorOrder, toOrder);
}

/** Where an order stands, in the payloads of all ages; the document itself may be one, or a list of them. */
const PLACES = [
  "payload.order",
  "event.order",
  "data.event.order",
  "data.order",
  "order",
  "data.orders.edges.node",
  "",
];

/** Those of them that say themselves that an order stands there. */
const NAMED_PLACES = PLACES.filter((path) => path !== "");

function ordersIn(value: unknown): readonly unknown[] {
  // One that is no order among others that are is taken for a broken one: nothing is left out unsaid.
  return PLACES.map((path) => valuesAt(value, path)).find((orders) => orders.some(isOrder)) ?? [];
}

/** The one order that a document speaks of, even if it lacks what makes it one that can be read. */
function orderKeyOf(document: JsonDocument): string | null {
  if (!document.ok) return null;
  const value = inCamelCase(document.value);
  const whole = ordersIn(value);
  if (whole.length === 0 && notAnOrder(value, OTHERS) !== null) return null;
  const [only, ...others] = whole.length > 0 ? whole : NAMED_PLACES.flatMap((path) => valuesAt(value, path));
  return others.length > 0 ? null : idAt(only, "id");
}

/** Checkouts and fulfillments have lines as well, and where they say what they are, that counts. */
function isOrder(value: unknown): boolean {
  if (!isGroup(value) || !Array.isArray(value.lines)) return false;
  const type = value.type ?? value.__typename;
  if (typeof type === "string") return type === "Order";
  return "number" in value || ["status", "id", "created", "billingAddress"].every((name) => name in value);
}

function otherEvent(event: string): MapResult {
  const message = `Saleor sent "${event.slice(0, 100)}", which carries no order; the webhook can be removed.`;
  return { ok: true, documents: [], warnings: [{ code: "EVENT_IGNORED", message, at: null }] };
}

/** What else Saleor sends, by fields that an order does not have. */
const OTHERS: OtherDocuments = [
  ["checkout", "a checkout that is not finished"],
  ["lines lastChange", "a checkout that is not finished"],
  ["gateway amount", "a payment"],
  ["paymentId", "a payment"],
  ["transaction action", "a request for a payment"],
  ["stockId", "news of a stock"],
  ["warehouseId productVariantId", "news of a stock"],
  ["fulfillment", "a fulfillment: what was sent of an order"],
  ["warehouseAddress", "a fulfillment: what was sent of an order"],
  ["order trackingNumber", "a fulfillment: what was sent of an order"],
  ["payload.user", "a notification for a customer"],
  ["payload.invoice", "the news that an invoice is ready"],
  ["notifyEvent", "a notification that is not about an order"],
  ["invoice", "an invoice"],
  ["product", "a product"],
  ["user", "a customer"],
  ["customer", "a customer"],
  ["productType", "a product"],
  ["isDefault code", "a setting of the shop"],
  ["errors", "an error of the shop's API"],
];
