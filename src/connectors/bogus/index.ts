import { z } from "zod";
import { executionEvent } from "../../domain/execution.js";
import { defineConnector, type MapResult, type Verdict, type WebhookRequest } from "../connector.js";
import { fieldIssues } from "../reading/field-issues.js";
import { type JsonDocument, readJson } from "../reading/json.js";
import { keptHeaders, standardSignatureFault } from "../reading/signed-webhook.js";
import { execution } from "./execution.js";

const BODY_BYTES_MAX = 1024 * 1024;

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
  webhook: receive,
  decode: async ({ body }) => readJson(body),
  map,
  execution,
});

function receive(request: WebhookRequest, { webhookSecret }: z.infer<typeof settings>): Verdict {
  const fault = standardSignatureFault(request, webhookSecret);
  if (fault !== null) return { kind: "refuse", status: 401, reason: fault };
  const { headers, rawBody } = request;
  if (rawBody.byteLength > BODY_BYTES_MAX) {
    return { kind: "refuse", status: 413, reason: `the body is over ${BODY_BYTES_MAX} bytes` };
  }
  const message = {
    body: rawBody,
    contentType: headers["content-type"] ?? "application/json",
    fileName: null,
    headers: keptHeaders(headers, ["webhook-id", "webhook-timestamp"]),
    deliveryId: headers["webhook-id"] ?? null,
  };
  return { kind: "accept", messages: [message] };
}

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
