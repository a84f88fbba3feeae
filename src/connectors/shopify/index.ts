import { defineConnector } from "../connector.js";
import { type JsonDocument, readJson } from "../reading/json/read-json.js";
import { mapDocument, orderKeyOf, ordersApart } from "./documents.js";
import { accessOf, shopifySettings } from "./settings.js";
import { shopifySource } from "./source.js";
import { takeWebhook } from "./webhook.js";

/** Orders of a Shopify shop: its webhooks send them, and its Admin API is asked for what they have lost. */
export const shopify = defineConnector<typeof shopifySettings, JsonDocument>({
  id: "shopify",
  title: "Shopify",
  side: "WEB",
  settings: shopifySettings,
  secrets: ["webhookSecret", "previousWebhookSecret", "accessToken"],
  mappingVersion: 7,
  files: { extensions: [".json"] },
  webhook: takeWebhook,
  decode: async ({ body }) => readJson(body),
  orderKey: orderKeyOf,
  map: (document, { headers }, settings) =>
    mapDocument(document, headers["x-shopify-topic"], accessOf(settings) !== null),
  split: ordersApart,
  source: shopifySource,
});
