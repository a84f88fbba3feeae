import { defineConnector, type Issue, type MapResult } from "../connector.js";
import { mapJsonOrders } from "../reading/json/orders.js";
import { notAnOrder, type OtherDocuments } from "../reading/json/other-shop-documents.js";
import { jsonParts } from "../reading/json/parts.js";
import { type JsonDocument, readJson } from "../reading/json/read-json.js";
import { firstText, valuesAt } from "../reading/json/tree-path.js";
import { receiveStandardWebhook } from "../reading/sources/signed-webhook.js";
import { odooExecution } from "./execution.js";
import { toOrder } from "./order.js";
import { odooOrder } from "./payload.js";
import { type OdooSettings, odooSettings } from "./settings.js";
import { odooSource } from "./source.js";

/** Sales orders of Odoo, read with their lines and partners over its JSON-2 API; and Odoo as a system that carries orders out. */
export const odoo = defineConnector<typeof odooSettings, JsonDocument>({
  id: "odoo",
  title: "Odoo",
  side: "SALES_DESK",
  settings: odooSettings,
  secrets: ["apiKey", "webhookSecret"],
  mappingVersion: 2,
  files: { extensions: [".json"] },
  webhook: (request, { webhookSecret }) => receiveStandardWebhook(request, webhookSecret ?? ""),
  decode: async ({ body }) => readJson(body),
  orderKey(document) {
    const [only, ...others] = document.ok ? valuesAt(document.value, "") : [];
    return others.length > 0 ? null : firstText(only, ["order.id"]);
  },
  map: (document, _, settings) => map(document, settings),
  split: (document) => (document.ok ? jsonParts(valuesAt(document.value, ""), ["order.id"]) : []),
  source: odooSource,
  execution: odooExecution,
});

const QUOTATIONS = new Set(["draft", "sent"]);

function map(document: JsonDocument, settings: OdooSettings): MapResult {
  if (!document.ok) return { ok: false, issues: [document.issue] };
  const { value } = document;
  if (firstText(value, ["_model"]) === "sale.order") return changedOrder(value);
  const other = notAnOrder(value, OTHERS);
  if (other !== null) return { ok: false, issues: [other] };
  const orders = valuesAt(value, "");
  const isTaken = (order: unknown): boolean => settings.quotations === "take" || !isQuotation(order);
  const taken = orders.filter(isTaken);
  const warnings = orders.filter((order) => !isTaken(order)).map(ignored);
  if (taken.length === 0 && warnings.length > 0) return { ok: true, documents: [], warnings };
  const result = mapJsonOrders(taken, odooOrder, (payload) => toOrder(payload, settings));
  return result.ok ? { ...result, warnings: [...result.warnings, ...warnings] } : result;
}

/** What an automation rule posts: which record it ran for, and perhaps some fields of it. */
function changedOrder(event: unknown): MapResult {
  const id = firstText(event, ["_id", "id"]);
  if (id === null || !/^\d{1,15}$/.test(id)) {
    const message = "The webhook says that an order has changed, but not which one.";
    return { ok: false, issues: [{ code: "FIELD_MISSING", message, at: "_id" }] };
  }
  return {
    ok: true,
    documents: [{ kind: "SOURCE_CHANGED", stream: "orders", externalId: id }],
    warnings: [],
  };
}

const isQuotation = (document: unknown): boolean =>
  QUOTATIONS.has(firstText(document, ["order.state"]) ?? "");

const ignored = (document: unknown): Issue => ({
  code: "QUOTATION_IGNORED",
  message: `${firstText(document, ["order.name", "order.id"]) ?? "The order"} is a quotation: it is taken once it is confirmed.`,
  at: "order.state",
});

/** What else Odoo answers with or posts. */
const OTHERS: OtherDocuments = [
  ["_model", "a webhook about something else than sales orders"],
  ["name message debug", "an error of Odoo's API"],
  ["error.message", "an error of Odoo's API"],
  ["partner_id order_line", "a bare sales order, whose lines and partners have to be read with it"],
];
