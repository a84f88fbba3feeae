import { defineConnector, type Issue, type MapResult, type StoredMessage } from "../connector.js";
import { mapJsonOrders } from "../reading/json/orders.js";
import { notAnOrder, type OtherDocuments } from "../reading/json/other-shop-documents.js";
import { jsonParts } from "../reading/json/parts.js";
import { type JsonDocument, readJson } from "../reading/json/read-json.js";
import { firstText, leadsSomewhere, valuesAt } from "../reading/json/tree-path.js";
import { receiveStandardWebhook } from "../reading/sources/signed-webhook.js";
import { headersIn, mapEvents } from "./change-event.js";
import { toOrder } from "./order.js";
import { salesforceOrder } from "./payload.js";
import { type SalesforceSettings, salesforceSettings } from "./settings.js";
import { salesforceSource } from "./source.js";

/** Orders of Salesforce with their items, read by query, and change events that say which of them to read. */
export const salesforce = defineConnector<typeof salesforceSettings, JsonDocument>({
  id: "salesforce",
  title: "Salesforce",
  side: "SALES_DESK",
  settings: salesforceSettings,
  secrets: ["accessToken", "clientSecret", "webhookSecret"],
  mappingVersion: 4,
  files: { extensions: [".json"] },
  webhook: (request, { webhookSecret }) => receiveStandardWebhook(request, webhookSecret ?? ""),
  decode: async ({ body }) => readJson(body),
  orderKey(document) {
    const [only, ...others] = document.ok ? ordersIn(document.value) : [];
    return others.length > 0 ? null : firstText(only, ["Id"]);
  },
  map,
  split: (document) =>
    document.ok && headersIn(document.value).length === 0 ? jsonParts(ordersIn(document.value), ["Id"]) : [],
  source: salesforceSource,
});

function map(
  document: JsonDocument,
  { receivedAt }: Omit<StoredMessage, "body">,
  settings: SalesforceSettings,
): MapResult {
  if (!document.ok) return { ok: false, issues: [document.issue] };
  const { value } = document;
  const headers = headersIn(value);
  if (headers.length > 0) return mapEvents(headers, receivedAt, settings);
  const other = notAnOrder(value, OTHERS);
  if (other !== null) return { ok: false, issues: [other] };
  const orders = ordersIn(value);
  const isTaken = (order: unknown): boolean => settings.drafts === "take" || !isDraft(order);
  const taken = orders.filter(isTaken);
  const warnings = orders.filter((order) => !isTaken(order)).map(ignored);
  if (taken.length === 0 && warnings.length > 0) return { ok: true, documents: [], warnings };
  const result = mapJsonOrders(taken, salesforceOrder, (said, found) => toOrder(said, settings, found));
  return result.ok ? { ...result, warnings: [...result.warnings, ...warnings] } : result;
}

/** One order, a list of them, or the answer of a query. */
const ordersIn = (value: unknown): unknown[] =>
  leadsSomewhere(value, "records") ? valuesAt(value, "records") : valuesAt(value, "");

const isDraft = (order: unknown): boolean =>
  (firstText(order, ["StatusCode", "Status"]) ?? "").toLowerCase() === "draft";

const ignored = (order: unknown): Issue => ({
  code: "DRAFT_IGNORED",
  message: `Order ${firstText(order, ["OrderNumber", "Id"]) ?? "without a number"} is a draft: it is taken once it is activated.`,
  at: "StatusCode",
});

/** What else Salesforce answers with. */
const OTHERS: OtherDocuments = [
  ["errorCode message", "an error of Salesforce's API"],
  ["access_token", "a token, which should be nobody's to see"],
  ["order.Pricebook2Id", "a request to place an order, still without its id"],
];
