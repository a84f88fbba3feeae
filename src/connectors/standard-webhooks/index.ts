import { z } from "zod";
import { defineConnector, type Verdict, type WebhookRequest } from "../connector.js";
import { type JsonDocument, readJson } from "../reading/json.js";
import { mapJsonOrder } from "../reading/json-order.js";
import { keptHeaders, standardSignatureFault } from "../reading/signed-webhook.js";
import { toOrder } from "./order.js";
import { orderMessage } from "./payload.js";

const BODY_BYTES_MAX = 8 * 1024 * 1024;

const settings = z.object({
  webhookSecret: z
    .string()
    .min(1)
    .describe("Signing secret shared with the sender: whsec_ and at least 24 random bytes in base64."),
});

/** Any shop or partner that signs with Standard Webhooks and sends orders in our own simple format. */
export const standardWebhooks = defineConnector<typeof settings, JsonDocument>({
  id: "standard-webhooks",
  title: "Signed webhook (Standard Webhooks)",
  side: "WEB",
  settings,
  secrets: ["webhookSecret"],
  mappingVersion: 1,
  files: { extensions: [".json"] },
  webhook: receive,
  decode: async ({ body }) => readJson(body),
  map: (document) => mapJsonOrder(document, orderMessage, toOrder),
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
