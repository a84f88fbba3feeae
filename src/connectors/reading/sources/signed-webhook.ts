import { createHmac, timingSafeEqual } from "node:crypto";
import type { Verdict, WebhookRequest } from "../../connector.js";

const TOLERANCE_S = 300;
const SECRET_PREFIX = "whsec_";
const SIGNATURES_MAX = 10;

/** Compares in constant time. Only the length can leak, and the length of a signature is no secret. */
export function sameSecretText(a: string, b: string): boolean {
  const [left, right] = [new TextEncoder().encode(a), new TextEncoder().encode(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/**
 * Checks a Standard Webhooks signature on the bytes as they came. Returns why it does not hold, or
 * null if it does. Several signatures may be given, separated by spaces, while a secret is rotated.
 *
 * The package that signs in the demo cannot serve here: it parses the body once the signature holds,
 * and a signed message that is not JSON must be kept, not refused. It also reads its own clock.
 */
export function standardSignatureFault(request: WebhookRequest, secret: string): string | null {
  const id = request.headers["webhook-id"] ?? "";
  const timestamp = request.headers["webhook-timestamp"] ?? "";
  const signatures = request.headers["webhook-signature"] ?? "";
  if (id === "" || timestamp === "" || signatures === "") {
    return "webhook-id, webhook-timestamp and webhook-signature are all needed";
  }
  const bare = secret.startsWith(SECRET_PREFIX) ? secret.slice(SECRET_PREFIX.length) : secret;
  const key = Uint8Array.from(Buffer.from(bare, "base64"));
  if (key.length === 0) return "this connection has no usable signing secret";
  if (!/^\d{1,12}$/.test(timestamp)) return "webhook-timestamp is not a number of seconds";
  const ageS = Math.floor(request.receivedAt.getTime() / 1000) - Number(timestamp);
  if (Math.abs(ageS) > TOLERANCE_S) return `webhook-timestamp is more than ${TOLERANCE_S} seconds away`;
  const expected = createHmac("sha256", key)
    .update(`${id}.${timestamp}.`)
    .update(request.rawBody)
    .digest("base64");
  const given = signatures.split(" ").slice(0, SIGNATURES_MAX);
  return given.some((signature) => sameSecretText(signature, `v1,${expected}`))
    ? null
    : "no signature matches";
}

/** Takes a webhook that is signed as Standard Webhooks says: one request, one message, its id the delivery's. */
export function receiveStandardWebhook(request: WebhookRequest, secret: string): Verdict {
  const fault = standardSignatureFault(request, secret);
  if (fault !== null) return { kind: "refuse", status: 401, reason: fault };
  const { headers, rawBody } = request;
  const message = {
    body: rawBody,
    contentType: headers["content-type"] ?? "application/json",
    fileName: null,
    headers: keptHeaders(headers, ["webhook-id", "webhook-timestamp"]),
    deliveryId: headers["webhook-id"] ?? null,
  };
  return { kind: "accept", messages: [message] };
}

/** The headers worth keeping with the message, by name; signatures are never among them. */
export function keptHeaders(
  headers: Readonly<Record<string, string>>,
  names: readonly string[],
): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = headers[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
