import { z } from "zod";
import {
  defineConnector,
  type Issue,
  type MapResult,
  type Verdict,
  type WebhookRequest,
} from "../connector.js";
import { accepted, type HmacScheme, hmacFault, refused } from "../reading/hmac-webhook.js";
import { type JsonDocument, readJson } from "../reading/json.js";
import { mapJsonOrders } from "../reading/json-orders.js";
import { notAnOrder, type OtherDocuments } from "../reading/other-shop-documents.js";
import { firstText, isGroup, leadsSomewhere, valuesAt } from "../reading/tree-path.js";
import { toOrder } from "./order.js";
import { hubspotOrder } from "./payload.js";

const settings = z.object({
  clientSecret: z
    .string()
    .min(1)
    .optional()
    .describe("Client secret of the app whose webhooks come here; without one, only files are read."),
  webhookUrl: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe("The address that HubSpot posts to, as it stands in the app: it is part of what is signed."),
});
type Settings = z.infer<typeof settings>;

const SCHEME: HmacScheme = { header: "x-hubspot-signature-v3", encoding: "base64" };
const TOLERANCE_MS = 300_000;

/** Orders of HubSpot, each with its line items, contact and company as one document. */
export const hubspot = defineConnector<typeof settings, JsonDocument>({
  id: "hubspot",
  title: "HubSpot",
  side: "SALES_DESK",
  settings,
  secrets: ["clientSecret"],
  mappingVersion: 1,
  files: { extensions: [".json"] },
  webhook: receive,
  decode: async ({ body }) => readJson(body),
  map,
});

/** Version 3 of the signature: over method, address, body and time, and not older than five minutes. */
function receive(request: WebhookRequest, { clientSecret, webhookUrl }: Settings): Verdict {
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

function map(document: JsonDocument): MapResult {
  if (!document.ok) return { ok: false, issues: [document.issue] };
  const { value } = document;
  const named = objectsNamed(value);
  if (named !== null) return { ok: false, issues: named };
  const other = leadsSomewhere(value, "order") ? null : notAnOrder(value, OTHERS);
  if (other !== null) return { ok: false, issues: [other] };
  return mapJsonOrders(ordersIn(value), hubspotOrder, toOrder);
}

/** An order bare of what belongs to it is taken for one, so that what is missing can be named. */
function ordersIn(value: unknown): readonly unknown[] {
  const found = valuesAt(value, "results").length > 0 ? valuesAt(value, "results") : valuesAt(value, "");
  return found.map((one) => (isGroup(one) && "properties" in one ? { order: one, lineItems: [] } : one));
}

const NAMED_MAX = 20;

/** Webhooks name the objects that have changed and not what they are now: each has to be fetched. */
function objectsNamed(value: unknown): Issue[] | null {
  const events = valuesAt(value, "").filter((one) => isGroup(one) && "subscriptionType" in one);
  if (events.length === 0) return null;
  const named = new Map<string, Issue>();
  for (const event of events) {
    const kind = firstText(event, ["subscriptionType"]) ?? "";
    const id = firstText(event, ["objectId"]) ?? "without an id";
    const message = `HubSpot says that object ${id} has changed (${kind}), but not what it is now: it has to be fetched.`;
    named.set(id, { code: "NEEDS_FETCH_LATEST", message, at: `object ${id}` });
  }
  return [...named.values()].slice(0, NAMED_MAX);
}

/** What else HubSpot answers with. */
const OTHERS: OtherDocuments = [
  ["category correlationId", "an error of HubSpot's API"],
  ["properties.dealname", "a deal"],
  ["properties.firstname", "a contact"],
  ["properties.domain", "a company"],
  ["properties.hs_line_item_currency_code", "a line item, which belongs to an order"],
  ["properties associations.to", "a request to create an order, still without its id and line items"],
];
