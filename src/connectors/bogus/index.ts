import { z } from "zod";
import { executionEvent } from "../../domain/execution.js";
import { defineConnector, type MapResult } from "../connector.js";
import { fieldIssues } from "../reading/checks/field-issues.js";
import { type JsonDocument, readJson } from "../reading/json/read-json.js";
import { receiveStandardWebhook } from "../reading/sources/signed-webhook.js";
import { execution } from "./execution.js";

const settings = z.object({
  url: z.url({ protocol: /^https?$/ }).describe("Address of the system's API, e.g. http://127.0.0.1:4100."),
  apiKey: z.string().min(1).describe("Key that the system asks for on every request."),
  webhookSecret: z
    .string()
    .min(1)
    .describe("Signing secret of the events that the system sends: whsec_ and random bytes in base64."),
  timeoutMs: z
    .int()
    .min(50)
    .max(120_000)
    .default(10_000)
    .describe("How long to wait for an answer before its effect counts as unknown, in milliseconds."),
});

/** The make-believe execution system of the demo and the tests; its server is in server.ts. */
export const bogus = defineConnector<typeof settings, JsonDocument>({
  id: "bogus",
  title: "Bogus ERP, warehouse and carrier",
  side: "EXECUTION",
  settings,
  secrets: ["apiKey", "webhookSecret"],
  mappingVersion: 1,
  webhook: (request, { webhookSecret }) => receiveStandardWebhook(request, webhookSecret),
  decode: async ({ body }) => readJson(body),
  map,
  execution,
});

/** The system's names for its events, and the hub's. */
const EVENT_TYPES: Readonly<Record<string, string>> = {
  "fulfillment_order.updated": "FULFILLMENT_ORDER",
  "shipment.updated": "SHIPMENT",
  "tracking.reported": "TRACKING",
  "return.received": "RETURN",
};

const envelope = z.object({ type: z.string(), data: z.record(z.string(), z.unknown()) });

function map(document: JsonDocument): MapResult {
  if (!document.ok) return { ok: false, issues: [document.issue] };
  const read = envelope.safeParse(document.value);
  if (!read.success) return { ok: false, issues: fieldIssues(read.error, document.value) };
  const type = EVENT_TYPES[read.data.type];
  if (type === undefined) {
    const message = `The system sent "${read.data.type}", which this connector does not follow.`;
    return { ok: true, documents: [], warnings: [{ code: "EVENT_IGNORED", message, at: "type" }] };
  }
  const event = executionEvent.safeParse({ ...read.data.data, type });
  if (!event.success) return { ok: false, issues: fieldIssues(event.error, { ...read.data.data, type }) };
  return { ok: true, documents: [{ kind: "EXECUTION", event: event.data }], warnings: [] };
}
