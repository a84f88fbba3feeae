import { randomUUID } from "node:crypto";
import { decodeJwt, type JWTPayload, type JWTVerifyOptions, jwtVerify, SignJWT } from "jose";
import { z } from "zod";
import { HubError } from "../domain/errors.js";
import { SCOPES, type Scope, type Viewer } from "../domain/viewer.js";
import { ROLES, type Role } from "../domain/vocabulary.js";
import type { Issuer } from "./issuers.js";

const ALGORITHM = "HS256";
export const ISSUER = "throughline";
const AUDIENCE = "throughline-api";
const SKEW_S = 60;
/** A token that is valid for longer than this is refused, whoever signed it. */
export const LIFETIME_MAX_S = 12 * 60 * 60;
const HEADER_LENGTH_MAX = 4096;
const SECRET_BYTES_MIN = 32;
const REQUIRED = ["exp", "iat", "aud", "iss", "sub"];
const MS = 1_000;

const who = z
  .object({
    sub: z.string().min(1).max(200),
    role: z.enum(ROLES),
    customer_id: z.uuid().optional(),
    scope: z.string().max(200).optional(),
    jti: z.string().min(1).max(200).optional(),
    iat: z.int(),
    exp: z.int(),
  })
  .refine(({ role, customer_id }) => (role === "CUSTOMER") === (customer_id !== undefined));
const claims = who.refine(({ iat, exp }) => exp - iat <= LIFETIME_MAX_S);

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
  const now = Math.floor(Date.now() / MS);
  const payload = {
    sub: subject,
    role,
    ...(customerId ? { customer_id: plainId(customerId) } : {}),
    jti: randomUUID(),
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

/** What a good token says, and what it can be revoked by. */
export interface VerifiedToken {
  readonly viewer: Viewer;
  readonly issuer: string;
  readonly jti: string | null;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
}

/** What an Authorization header carries; null without one. */
export function bearerOf(header: string | undefined): string | null {
  if (header === undefined) return null;
  const token = header.length <= HEADER_LENGTH_MAX ? /^Bearer ([\w.-]+)$/i.exec(header)?.[1] : undefined;
  if (token === undefined) throw badToken();
  return token;
}

/**
 * Who a token speaks for. Everything about it is fixed here or in the issuer's settings: the algorithms, who
 * it is for, which claims it has and how long it may live; what its own header says about keys is not looked
 * at. What fails says no more than that it failed.
 */
export async function verifyToken(
  secret: Uint8Array,
  token: string,
  issuers: readonly Issuer[] = [],
): Promise<VerifiedToken> {
  const named = issuerIn(token);
  const issuer = issuers.find((one) => one.issuer === named);
  const payload = issuer === undefined ? await ownPayload(secret, token) : await theirPayload(issuer, token);
  const parsed = claims.safeParse(payload);
  if (!parsed.success) throw badToken();
  const { sub, role, customer_id, scope, jti, exp } = parsed.data;
  const scopes = role === "CUSTOMER" && scope !== undefined ? scopesIn(scope) : [];
  return {
    viewer: {
      ...{ subject: sub, role, customerId: customer_id ?? null },
      ...(scopes.length === 0 ? {} : { scopes }),
    },
    issuer: issuer?.issuer ?? ISSUER,
    jti: jti ?? null,
    expiresAt: (exp + SKEW_S) * MS,
  };
}

const scopesIn = (scope: string): Scope[] => SCOPES.filter((one) => scope.split(" ").includes(one));

function issuerIn(token: string): unknown {
  try {
    return decodeJwt(token).iss;
  } catch (cause) {
    throw badToken(cause);
  }
}

const fixed = (issuer: string, audience: string, algorithms: readonly string[]): JWTVerifyOptions => ({
  ...{ issuer, audience, algorithms: [...algorithms], requiredClaims: REQUIRED },
  ...{ clockTolerance: SKEW_S, maxTokenAge: LIFETIME_MAX_S },
});

async function ownPayload(secret: Uint8Array, token: string): Promise<JWTPayload> {
  const { payload } = await jwtVerify(token, secret, fixed(ISSUER, AUDIENCE, [ALGORITHM])).catch(unlessOurs);
  return payload;
}

async function theirPayload(from: Issuer, token: string): Promise<Record<string, unknown>> {
  const { issuer, audience, algorithms, lifetimeMaxSeconds } = from;
  const { payload } = await jwtVerify(token, from.key, fixed(issuer, audience, algorithms)).catch(unlessOurs);
  const { exp = Number.POSITIVE_INFINITY, iat = 0 } = payload;
  // A token for several audiences can be carried from one to the other.
  if (payload.aud !== audience || exp - iat > lifetimeMaxSeconds) throw badToken();
  const role = from.roleOf(payload);
  const customer = from.customerOf(payload);
  return {
    ...{ sub: payload.sub, jti: payload.jti, scope: payload.scope, exp, iat, role },
    ...(role === "CUSTOMER" ? { customer_id: typeof customer === "string" ? plainId(customer) : null } : {}),
  };
}

const unlessOurs = (cause: unknown): never => {
  throw cause instanceof HubError ? cause : badToken(cause);
};

export const badToken = (cause?: unknown): HubError =>
  new HubError("UNAUTHENTICATED", "the token is not valid here, or not any more", {
    mend: "Get a new one with `hub token`.",
    cause,
  });
