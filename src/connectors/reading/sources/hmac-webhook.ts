import { createHash, createHmac } from "node:crypto";
import type { RawMessage, Verdict, WebhookRequest } from "../../connector.js";
import { keptHeaders, sameSecretText } from "./signed-webhook.js";

/** How a sender signs: HMAC-SHA256 over the raw body, written into one header. */
export interface HmacScheme {
  /** Lower-case name of the header. */
  readonly header: string;
  readonly encoding: "hex" | "base64";
  /** What stands before the signature. */
  readonly prefix?: string;
}

/**
 * Why a signature does not hold; null if it does. A connection without a secret lets nobody in: it reads files.
 * `content` is what is signed, the body as it came if left out.
 */
export function hmacFault(
  { headers, rawBody }: WebhookRequest,
  { header, encoding, prefix = "" }: HmacScheme,
  secrets: readonly (string | undefined)[],
  content: readonly (string | Uint8Array)[] = [rawBody],
): string | null {
  const known = secrets.filter((secret) => secret !== undefined && secret !== "");
  if (known.length === 0) return "this connection has no webhook secret, so nobody can prove who they are";
  const given = headers[header] ?? "";
  if (given === "") return `${header} is missing`;
  const holds = known.some((secret) => {
    const hmac = createHmac("sha256", secret ?? "");
    for (const part of content) hmac.update(part);
    return sameSecretText(given, `${prefix}${hmac.digest(encoding)}`);
  });
  return holds ? null : `${header} does not match the body`;
}

export const refused = (reason: string): Verdict => ({ kind: "refuse", status: 401, reason });

/** A request as one message; the sender's id of the delivery, or the hash of what was sent. */
export function accepted(
  { headers, rawBody }: WebhookRequest,
  kept: readonly string[],
  deliveryId: string | null,
): Verdict {
  const message: RawMessage = {
    body: rawBody,
    contentType: headers["content-type"] ?? "application/json",
    fileName: null,
    headers: keptHeaders(headers, kept),
    deliveryId: deliveryId ?? `sha256:${createHash("sha256").update(rawBody).digest("hex")}`,
  };
  return { kind: "accept", messages: [message] };
}
