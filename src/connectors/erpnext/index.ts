import { defineConnector, type FilePart, type MapResult, type StoredMessage } from "../connector.js";
import { mapJsonOrders } from "../reading/json/orders.js";
import { jsonParts } from "../reading/json/parts.js";
import { type JsonDocument, readJson } from "../reading/json/read-json.js";
import { firstText, leadsSomewhere, valuesAt } from "../reading/json/tree-path.js";
import { erpnextExecution } from "./execution.js";
import { toOrder } from "./order.js";
import { salesOrder } from "./payload.js";
import { type ErpnextSettings, erpnextSettings } from "./settings.js";

/** Sales orders of ERPNext, as its API answers with them; and ERPNext as a system that carries orders out. */
export const erpnext = defineConnector<typeof erpnextSettings, JsonDocument>({
  id: "erpnext",
  title: "ERPNext",
  side: "SALES_DESK",
  settings: erpnextSettings,
  secrets: ["apiKey", "apiSecret"],
  mappingVersion: 2,
  files: { extensions: [".json"] },
  decode: async ({ body }) => readJson(body),
  map,
  split: (document) => (document.ok ? partsOf(documentsIn(document.value)) : []),
  execution: erpnextExecution,
});

/** Where documents stand: bare or in a list, in answers of the resource API, of methods, and in an export. */
const PLACES = ["data", "message.docs", "message", "docs", "doc", ""];

function map(
  document: JsonDocument,
  message: Omit<StoredMessage, "body">,
  { timeZone, country }: ErpnextSettings,
): MapResult {
  if (!document.ok) return { ok: false, issues: [document.issue] };
  const { value } = document;
  const failure = failureIn(value);
  if (failure !== null) return { ok: false, issues: [{ code: "ERP_REFUSED", message: failure, at: null }] };
  const found = documentsIn(value);
  const other = found
    .map((one) => firstText(one, ["doctype"]))
    .find((type) => type !== null && type !== "Sales Order");
  if (other) {
    const text = `This is a "${other.slice(0, 60)}" of ERPNext, and no sales order.`;
    return { ok: false, issues: [{ code: "NOT_AN_ORDER", message: text, at: "doctype" }] };
  }
  let at = 0;
  return mapJsonOrders(found, salesOrder, (payload, warnings) => {
    at += 1;
    return toOrder(payload, { timeZone, country, fallbackId: `${message.id}/${at}` }, warnings);
  });
}

/** The documents of an answer; what is none among others that are is taken for a broken one. */
function documentsIn(value: unknown): readonly unknown[] {
  const groups = PLACES.map((path) => valuesAt(value, path));
  const isDocument = (one: unknown): boolean =>
    leadsSomewhere(one, "items") || leadsSomewhere(one, "doctype");
  return groups.find((group) => group.some(isDocument)) ?? valuesAt(value, "");
}

/** Documents without a number are told apart by their place in the list, which one alone does not have. */
const partsOf = (documents: readonly unknown[]): FilePart[] =>
  documents.every((one) => firstText(one, ["name"]) !== null) ? jsonParts(documents, ["name"]) : [];

/** Frappe may answer 200 with an error inside. */
function failureIn(value: unknown): string | null {
  const type = firstText(value, ["exc_type", "exception"]);
  if (type === null) return null;
  return `ERPNext answers with an error instead of an order: ${type.slice(0, 200)}.`;
}
