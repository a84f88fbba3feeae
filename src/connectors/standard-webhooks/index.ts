import { z } from "zod";
import { defineConnector } from "../connector.js";
import { mapJsonOrder } from "../reading/json/order.js";
import { idAt } from "../reading/json/path.js";
import { type JsonDocument, readJson } from "../reading/json/read-json.js";
import { receiveStandardWebhook } from "../reading/sources/signed-webhook.js";
import { toOrder } from "./order.js";
import { orderMessage } from "./payload.js";

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
  webhook: (request, { webhookSecret }) => receiveStandardWebhook(request, webhookSecret),
  decode: async ({ body }) => readJson(body),
  orderKey: (document) => (document.ok ? idAt(document.value, "data.id") : null),
  map: (document) => mapJsonOrder(document, orderMessage, toOrder),
});
