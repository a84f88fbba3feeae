import { jwtVerify, SignJWT } from "jose";
import { z } from "zod";
import { HubError } from "../domain/errors.js";
import type { Viewer } from "../domain/viewer.js";
import { ROLES, type Role } from "../domain/vocabulary.js";

const ALGORITHM = "HS256";
const ISSUER = "throughline";
const AUDIENCE = "throughline-api";
const SKEW_S = 60;
/** A token that is valid for longer than this is refused, whoever signed it. */
export const LIFETIME_MAX_S = 12 * 60 * 60;
const HEADER_LENGTH_MAX = 4096;
const SECRET_BYTES_MIN = 32;

const claims = z
  .object({
    sub: z.string().min(1).max(200),
    role: z.enum(ROLES),
    customer_id: z.uuid().optional(),
    iat: z.int(),
    exp: z.int(),
  })
  .refine(({ role, customer_id }) => (role === "CUSTOMER") === (customer_id !== undefined))
  .refine(({ iat, exp }) => exp - iat <= LIFETIME_MAX_S);

export interface TokenFor {
  readonly subject: string;
  readonly role: Role;
  /** Needed for the role CUSTOMER, and only for it; the row's id, or the opaque one that the API shows. */
  readonly customerId?: string | null;
  readonly ttlSeconds: number;
}

/** A token as `verifyToken` takes it. */
export async function signToken(
  secret: Uint8Array,
  { subject, role, customerId, ttlSeconds }: TokenFor,
): Promise<string> {
  if (secret.byteLength < SECRET_BYTES_MIN) {
    throw new HubError("WEAK_SECRET", `the signing secret needs ${SECRET_BYTES_MIN} bytes`);
  }
  const now = Math.floor(Date.now() / 1000);
  const payload = {
    sub: subject,
    role,
    ...(customerId ? { customer_id: plainId(customerId) } : {}),
    iat: now,
    exp: now + ttlSeconds,
  };
  if (!claims.safeParse(payload).success) {
    throw new HubError("INVALID", `no such token can be signed for the role ${role}`, {
      mend: `The role CUSTOMER, and no other, needs a customer's id; ${LIFETIME_MAX_S} seconds is the longest life.`,
    });
  }
  return new SignJWT(payload)
    .setProtectedHeader({ alg: ALGORITHM, typ: "JWT" })
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .sign(secret);
}

const plainId = (id: string): string =>
  /^Customer:(.+)$/.exec(Buffer.from(id, "base64url").toString("utf8"))?.[1] ?? id;

/**
 * Who an Authorization header speaks for; null without one. Everything about a token is fixed here:
 * the algorithm, who it is for, which claims it has and how long it may live. What fails says no more
 * than that it failed.
 */
export async function verifyToken(secret: Uint8Array, header: string | undefined): Promise<Viewer | null> {
  if (header === undefined) return null;
  const token = header.length <= HEADER_LENGTH_MAX ? /^Bearer ([\w.-]+)$/i.exec(header)?.[1] : undefined;
  if (token === undefined) throw badToken();
  const verified = await jwtVerify(token, secret, {
    algorithms: [ALGORITHM],
    issuer: ISSUER,
    audience: AUDIENCE,
    requiredClaims: ["exp", "iat", "aud", "iss", "sub"],
    clockTolerance: SKEW_S,
    maxTokenAge: LIFETIME_MAX_S,
  }).catch((cause: unknown) => {
    throw badToken(cause);
  });
  const parsed = claims.safeParse(verified.payload);
  if (!parsed.success) throw badToken();
  const { sub, role, customer_id } = parsed.data;
  return { subject: sub, role, customerId: customer_id ?? null };
}

const badToken = (cause?: unknown): HubError =>
  new HubError("UNAUTHENTICATED", "the token is not valid here, or not any more", {
    mend: "Get a new one with `hub token`.",
    cause,
  });
