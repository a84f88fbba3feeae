import { createHmac } from "node:crypto";
import type { Verdict, WebhookRequest } from "../connector.js";
import { keptHeaders, sameSecretText } from "../reading/sources/signed-webhook.js";
import type { ShopifySettings } from "./settings.js";

const BODY_BYTES_MAX = 8 * 1024 * 1024;

const HEADERS_KEPT = [
  "x-shopify-topic",
  "x-shopify-shop-domain",
  "x-shopify-webhook-id",
  "x-shopify-event-id",
  "x-shopify-triggered-at",
  "x-shopify-api-version",
];

/** The signature comes first: whatever else is wrong with a message is nobody's business without one. */
export function takeWebhook(
  request: WebhookRequest,
  { webhookSecret, previousWebhookSecret, shop }: ShopifySettings,
): Verdict {
  const { headers, rawBody } = request;
  const given = headers["x-shopify-hmac-sha256"] ?? "";
  const secrets = [webhookSecret, previousWebhookSecret].filter((secret) => secret !== undefined);
  if (given === "") return refuse(401, "X-Shopify-Hmac-SHA256 is missing");
  const signed = secrets.filter(
    (secret) => secret !== "" && sameSecretText(given, signature(rawBody, secret)),
  );
  if (signed.length === 0) return refuse(401, "the signature does not match the body");
  if (shop !== undefined && headers["x-shopify-shop-domain"] !== shop) {
    return refuse(401, "the message comes from another shop");
  }
  if (rawBody.byteLength > BODY_BYTES_MAX) return refuse(413, `the body is over ${BODY_BYTES_MAX} bytes`);
  const message = {
    body: rawBody,
    contentType: headers["content-type"] ?? "application/json",
    fileName: null,
    headers: keptHeaders(headers, HEADERS_KEPT),
    deliveryId: headers["x-shopify-webhook-id"] ?? null,
  };
  return { kind: "accept", messages: [message] };
}

function signature(rawBody: Uint8Array, secret: string): string {
  return createHmac("sha256", secret).update(rawBody).digest("base64");
}

function refuse(status: 401 | 413, reason: string): Verdict {
  return { kind: "refuse", status, reason };
}
