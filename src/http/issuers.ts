import { readFileSync } from "node:fs";
import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyGetKey } from "jose";
import { z } from "zod";
import { HubError, messageOf, transient } from "../domain/errors.js";
import { ROLES, type Role } from "../domain/vocabulary.js";

/** A login service whose tokens are taken, and everything about them that is fixed. */
export interface Issuer {
  readonly issuer: string;
  readonly audience: string;
  readonly algorithms: readonly string[];
  readonly lifetimeMaxSeconds: number;
  readonly key: JWTVerifyGetKey;
  /** The role and the customer that a token's claims name; null if they name none. */
  readonly roleOf: (claims: JWTPayload) => Role | null;
  readonly customerOf: (claims: JWTPayload) => unknown;
}

/** Only these: a public key can be no secret, so a token signed with one as a secret never fits. */
const ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"] as const;
const LIFETIME_USUAL_S = 3_600;
const LIFETIME_MOST_S = 12 * 3_600;
const KEYS_TIMEOUT_MS = 5_000;
const KEYS_KEPT_MS = 10 * 60_000;
/** However many unknown key ids come, the keys are fetched once in this time. */
const KEYS_COOLDOWN_MS = 30_000;

const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];
const isFetchable = (url: string): boolean => {
  const { protocol, hostname } = new URL(url);
  return protocol === "https:" || (protocol === "http:" && LOOPBACK.includes(hostname));
};

const settings = z.array(
  z.strictObject({
    issuer: z.string().min(1).describe("The `iss` of its tokens, letter for letter."),
    jwksUrl: z.url().refine(isFetchable, "needs https").describe("Where its public keys are."),
    audience: z.string().min(1).describe("The `aud` its tokens have for this hub."),
    algorithms: z.array(z.enum(ALGORITHMS)).min(1).describe("What it signs with."),
    lifetimeMaxSeconds: z.int().min(60).max(LIFETIME_MOST_S).default(LIFETIME_USUAL_S),
    roleClaim: z.string().default("role").describe("The claim that names the role."),
    roles: z.record(z.string(), z.enum(ROLES)).optional().describe("Its words for our roles."),
    customerClaim: z.string().default("customer_id").describe("The claim that names a customer's id."),
  }),
);

type Settings = z.infer<typeof settings>[number];

/** Reads the file of issuers. */
export function loadIssuers(path: string | null): readonly Issuer[] {
  if (path === null) return [];
  try {
    return settings.parse(JSON.parse(readFileSync(path, "utf8"))).map(issuerOf);
  } catch (cause) {
    const why = cause instanceof z.ZodError ? z.prettifyError(cause) : messageOf(cause);
    throw new HubError("CONFIG", `the issuers in ${path} cannot be used: ${why}`, {
      mend: "See docs/security.md for what the file holds, or unset HUB_ISSUERS.",
      cause,
    });
  }
}

/** An issuer by its settings. Its keys come from the one address written there, never from a token. */
export function issuerOf(given: z.input<typeof settings>[number]): Issuer {
  const found = settings.parse([given])[0] as Settings;
  const keys = createRemoteJWKSet(new URL(found.jwksUrl), {
    timeoutDuration: KEYS_TIMEOUT_MS,
    cacheMaxAge: KEYS_KEPT_MS,
    cooldownDuration: KEYS_COOLDOWN_MS,
  });
  return {
    ...{ issuer: found.issuer, audience: found.audience, algorithms: found.algorithms },
    lifetimeMaxSeconds: found.lifetimeMaxSeconds,
    key: async (header, token) => {
      try {
        return await keys(header, token);
      } catch (error) {
        if (isNoKey(error)) throw error;
        throw transient("UNAVAILABLE", `the keys of ${found.issuer} cannot be fetched`, undefined, error);
      }
    },
    roleOf: (claims) => roleIn(claims[found.roleClaim], found.roles),
    customerOf: (claims) => claims[found.customerClaim],
  };
}

/** The token's fault, not the network's. */
const isNoKey = (error: unknown): boolean =>
  error instanceof errors.JWKSNoMatchingKey ||
  error instanceof errors.JWKSMultipleMatchingKeys ||
  error instanceof errors.JOSENotSupported ||
  error instanceof errors.JOSEAlgNotAllowed;

/** One role, or none: of somebody with several nobody can say which was meant. */
function roleIn(claim: unknown, words: Readonly<Record<string, Role>> | undefined): Role | null {
  const named = (Array.isArray(claim) ? claim : [claim]).flatMap((word) => {
    if (typeof word !== "string") return [];
    const role = words === undefined ? ROLES.find((known) => known === word) : words[word];
    return role === undefined ? [] : [role];
  });
  return new Set(named).size === 1 ? (named[0] ?? null) : null;
}
