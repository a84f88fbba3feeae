import {
  defineConnector,
  type Issue,
  type MapResult,
  type StoredMessage,
  type Verdict,
  type WebhookRequest,
} from "../connector.js";
import { mapJsonOrders } from "../reading/json/orders.js";
import { notAnOrder, type OtherDocuments } from "../reading/json/other-shop-documents.js";
import { jsonParts } from "../reading/json/parts.js";
import { type JsonDocument, readJson } from "../reading/json/read-json.js";
import { firstText, isGroup, leadsSomewhere, valuesAt } from "../reading/json/tree-path.js";
import { accepted, type HmacScheme, hmacFault, refused } from "../reading/sources/hmac-webhook.js";
import { eventsIn, mapEvents } from "./change-event.js";
import { toOrder } from "./order.js";
import { hubspotOrder } from "./payload.js";
import { type HubspotSettings, hubspotSettings } from "./settings.js";
import { hubspotSource } from "./source.js";

const SCHEME: HmacScheme = { header: "x-hubspot-signature-v3", encoding: "base64" };
const TOLERANCE_MS = 300_000;

/** Orders of HubSpot, each with its line items, contact and company as one document. */
export const hubspot = defineConnector<typeof hubspotSettings, JsonDocument>({
  id: "hubspot",
  title: "HubSpot",
  side: "SALES_DESK",
  settings: hubspotSettings,
  secrets: ["accessToken", "clientSecret"],
  mappingVersion: 3,
  files: { extensions: [".json"] },
  webhook: receive,
  decode: async ({ body }) => readJson(body),
  orderKey(document) {
    const [only, ...others] = document.ok ? ordersIn(document.value) : [];
    return others.length > 0 ? null : firstText(only, ["order.id", "order.properties.hs_object_id"]);
  },
  map,
  split: (document) =>
    document.ok && eventsIn(document.value).length === 0
      ? jsonParts(ordersIn(document.value), ["order.id", "order.properties.hs_object_id"])
      : [],
  source: hubspotSource,
});

/** Version 3 of the signature: over method, address, body and time, and not older than five minutes. */
function receive(request: WebhookRequest, { clientSecret, webhookUrl }: HubspotSettings): Verdict {
  const { headers, rawBody, receivedAt } = request;
  if (webhookUrl === undefined)
    return refused("this connection does not say which address its webhooks are signed for");
  const timestamp = headers["x-hubspot-request-timestamp"] ?? "";
  if (!/^\d{10,15}$/.test(timestamp)) return refused("x-hubspot-request-timestamp is missing");
  if (Math.abs(receivedAt.getTime() - Number(timestamp)) > TOLERANCE_MS) {
    return refused("x-hubspot-request-timestamp is more than five minutes away");
  }
  const fault = hmacFault(request, SCHEME, [clientSecret], ["POST", webhookUrl, rawBody, timestamp]);
  return fault === null ? accepted(request, ["x-hubspot-request-timestamp"], null) : refused(fault);
}

function map(
  document: JsonDocument,
  { receivedAt }: Omit<StoredMessage, "body">,
  settings: HubspotSettings,
): MapResult {
  if (!document.ok) return { ok: false, issues: [document.issue] };
  const { value } = document;
  const events = eventsIn(value);
  if (events.length > 0) return mapEvents(events, receivedAt, settings);
  const other = leadsSomewhere(value, "order") ? null : notAnOrder(value, OTHERS);
  if (other !== null) return { ok: false, issues: [other] };
  const orders = ordersIn(value);
  const finished = orders.filter((order) => !isUnfinished(order, receivedAt));
  const warnings = orders.filter((order) => isUnfinished(order, receivedAt)).map(ignored);
  if (finished.length === 0 && warnings.length > 0) return { ok: true, documents: [], warnings };
  const result = mapJsonOrders(finished, hubspotOrder, toOrder);
  return result.ok ? { ...result, warnings: [...result.warnings, ...warnings] } : result;
}

const UNFINISHED_MS = 3_600_000;

/** HubSpot keeps an order first and its line items after that: one that was just read in between is none yet. */
function isUnfinished(document: unknown, receivedAt: string): boolean {
  if (!leadsSomewhere(document, "candidates") || valuesAt(document, "lineItems").length > 0) return false;
  const createdAt = Date.parse(firstText(document, ["order.createdAt"]) ?? "");
  return Date.parse(receivedAt) - createdAt < UNFINISHED_MS;
}

const ignored = (document: unknown): Issue => ({
  code: "NO_LINE_ITEMS_YET",
  message: `Order ${firstText(document, ["order.id"]) ?? "without an id"} has no line items yet: it is taken once it has.`,
  at: "lineItems",
});

/** An order bare of what belongs to it is taken for one, so that what is missing can be named. */
function ordersIn(value: unknown): readonly unknown[] {
  const found = valuesAt(value, "results").length > 0 ? valuesAt(value, "results") : valuesAt(value, "");
  return found.map((one) => (isGroup(one) && "properties" in one ? { order: one, lineItems: [] } : one));
}

/** What else HubSpot answers with. */
const OTHERS: OtherDocuments = [
  ["category correlationId", "an error of HubSpot's API"],
  ["properties.dealname", "a deal"],
  ["properties.firstname", "a contact"],
  ["properties.domain", "a company"],
  ["properties.hs_line_item_currency_code", "a line item, which belongs to an order"],
  ["filterGroups", "a search for orders"],
  ["inputs", "a request about several orders, which does not hold them"],
  ["properties associations.to", "a request to create an order, still without its id and line items"],
];
