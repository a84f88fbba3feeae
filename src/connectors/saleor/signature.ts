import {
  createLocalJWKSet,
  createRemoteJWKSet,
  decodeProtectedHeader,
  errors,
  type FlattenedVerifyGetKey,
  flattenedVerify,
} from "jose";
import { HubError, messageOf } from "../../domain/errors.js";
import type { WebhookRequest } from "../connector.js";
import { hmacFault } from "../reading/sources/hmac-webhook.js";

export interface SaleorKeys {
  readonly jwks?: string | undefined;
  readonly secretKey?: string | undefined;
}

/** Old versions of Saleor write `X-` before the names of their headers. */
export function saleorHeader({ headers }: Pick<WebhookRequest, "headers">, name: string): string {
  return headers[`saleor-${name}`] ?? headers[`x-saleor-${name}`] ?? "";
}

/**
 * Why the signature of a webhook does not hold; null if it does. Saleor signs with its private key and leaves the
 * body out of the token (a detached JWS, RS256); webhooks of old that have a secret sign with that (HMAC-SHA256).
 */
export async function signatureFault(
  request: WebhookRequest,
  { jwks, secretKey }: SaleorKeys,
): Promise<string | null> {
  const given = saleorHeader(request, "signature");
  if (given === "") return "Saleor-Signature is missing";
  const [header = "", payload, signature = "", ...more] = given.split(".");
  const isDetached = payload === "" && more.length === 0;
  if (jwks !== undefined && isDetached) return jwsFault(request.rawBody, header, signature, jwks);
  if (jwks !== undefined && secretKey === undefined) return "Saleor-Signature is no detached signature";
  const headers = { ...request.headers, "saleor-signature": given };
  return hmacFault({ ...request, headers }, { header: "saleor-signature", encoding: "hex" }, [secretKey]);
}

async function jwsFault(
  rawBody: Uint8Array,
  header: string,
  signature: string,
  jwks: string,
): Promise<string | null> {
  const isPlain = isPlainPayload(header);
  if (isPlain === null) return "Saleor-Signature is no token";
  const payload = isPlain ? rawBody : Buffer.from(rawBody).toString("base64url");
  try {
    await flattenedVerify({ protected: header, payload, signature }, keysOf(jwks), { algorithms: ["RS256"] });
    return null;
  } catch (error) {
    if (isForged(error)) return "Saleor-Signature does not match the body";
    throw new HubError("UNAVAILABLE", `the keys of the shop cannot be had: ${messageOf(error)}`, {
      next: { kind: "retry" },
      cause: error,
    });
  }
}

/** Whether the body is signed as it is, and not in base64; null for a header that is none. */
function isPlainPayload(header: string): boolean | null {
  try {
    return decodeProtectedHeader({ protected: header }).b64 === false;
  } catch {
    return null;
  }
}

/** What is wrong with the token. Anything else is wrong with the way to the keys. */
function isForged(error: unknown): boolean {
  return (
    error instanceof errors.JWSInvalid ||
    error instanceof errors.JWSSignatureVerificationFailed ||
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JWKSMultipleMatchingKeys ||
    error instanceof errors.JOSEAlgNotAllowed ||
    error instanceof errors.JOSENotSupported
  );
}

/** Key sets by what the setting says; jose keeps those it has fetched, and asks again when a key is not among them. */
const KEY_SETS = new Map<string, FlattenedVerifyGetKey>();

function keysOf(jwks: string): FlattenedVerifyGetKey {
  const known = KEY_SETS.get(jwks);
  if (known !== undefined) return known;
  const keys = jwks.trimStart().startsWith("{")
    ? createLocalJWKSet(JSON.parse(jwks))
    : createRemoteJWKSet(new URL(jwks));
  KEY_SETS.set(jwks, keys);
  return keys;
}
