import { hash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { HubError } from "../domain/errors.js";
import type { Viewer } from "../domain/viewer.js";
import { API_KEY, type Credentials } from "../flows/access/credentials.js";
import { badToken, bearerOf, verifyToken } from "./auth.js";
import type { Issuer } from "./issuers.js";

export interface AuthenticateOptions {
  readonly secret: Uint8Array;
  readonly issuers: readonly Issuer[];
  readonly credentials: Credentials;
}

export interface Authenticate {
  /** Who a request speaks for; null without a token. */
  (request: IncomingMessage, url: URL): Promise<Viewer | null>;
  /** The token that a request carries in its header; null without one. */
  tokenOf(request: IncomingMessage, url: URL): string | null;
  /** Who a token speaks for at this moment; throws UNAUTHENTICATED once it does not stand any more. */
  holder(token: string): Promise<Viewer>;
}

interface Standing {
  readonly viewer: Viewer;
  readonly expiresAt: number;
  readonly check: () => Promise<boolean>;
  checkedAt: number;
}

/** What was good is asked for again after this: a revocation is felt within a second. */
const RECHECK_MS = 500;
const STANDINGS_MAX = 10_000;
const FORBIDDEN_PARAMETERS = /^(access_?token|token|id_?token|jwt|api_?key|authorization|bearer)$/i;

/** True if a text holds what looks like a token or a key. */
export const looksLikeCredential = (text: string): boolean =>
  /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\./.test(text) || API_KEY.test(text);

/**
 * The one way to learn who is asking. A credential is verified once and kept, and whether it still stands is
 * asked of the database again every half second, so that many requests of one caller cost one look.
 */
export function authenticator({ secret, issuers, credentials }: AuthenticateOptions): Authenticate {
  const known = new Map<string, Standing>();
  const standingOf = async (token: string): Promise<Standing> => {
    const id = hash("sha256", token, "base64");
    const found = known.get(id);
    if (found !== undefined) return found;
    const verified = API_KEY.test(token)
      ? await byKey(credentials, token)
      : await byToken(await verifyToken(secret, token, issuers), credentials);
    known.set(id, verified);
    for (const oldest of known.keys()) {
      if (known.size <= STANDINGS_MAX) break;
      known.delete(oldest);
    }
    return verified;
  };
  const tokenOf = (request: IncomingMessage, url: URL): string | null => {
    refuseInAddress(url);
    return bearerOf(oneHeader(request));
  };
  const holder = async (token: string): Promise<Viewer> => {
    const standing = await standingOf(token);
    const now = Date.now();
    if (now >= standing.expiresAt) throw badToken();
    if (now - standing.checkedAt >= RECHECK_MS) {
      if (!(await standing.check())) {
        known.clear();
        throw badToken();
      }
      standing.checkedAt = now;
    }
    return standing.viewer;
  };
  const authenticate = async (request: IncomingMessage, url: URL): Promise<Viewer | null> => {
    const token = tokenOf(request, url);
    return token === null ? null : holder(token);
  };
  return Object.assign(authenticate, { tokenOf, holder });
}

async function byToken(
  { viewer, issuer, jti, expiresAt }: Awaited<ReturnType<typeof verifyToken>>,
  credentials: Credentials,
): Promise<Standing> {
  const check = () => credentials.tokenStands({ issuer, jti, customerId: viewer.customerId });
  return { viewer, expiresAt, check, checkedAt: 0 };
}

async function byKey(credentials: Credentials, key: string): Promise<Standing> {
  const row = await credentials.keyByPrefix(API_KEY.exec(key)?.[1] ?? "");
  // Compared also if there is none, so that time does not tell whether a prefix exists.
  const same = timingSafeEqual(
    digestOf(key),
    Uint8Array.from(Buffer.from(row?.hash ?? "0".repeat(64), "hex")),
  );
  if (row === null || !same) throw badToken();
  const { id, role, customerId, scopes } = row;
  return {
    viewer: { subject: `key:${row.prefix}`, role, customerId, scopes },
    expiresAt: row.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY,
    check: () => credentials.keyStands(id),
    checkedAt: 0,
  };
}

const digestOf = (text: string): Uint8Array => Uint8Array.from(hash("sha256", text, "buffer"));

/** Two tokens are none: nobody can say which was meant. */
function oneHeader(request: IncomingMessage): string | undefined {
  const tokens = request.rawHeaders.filter(
    (header, index) => index % 2 === 0 && header.toLowerCase() === "authorization",
  );
  if (tokens.length > 1) throw new HubError("UNAUTHENTICATED", "give one token");
  return request.headers.authorization;
}

/** Addresses are kept in histories and in the logs of everything on the way. */
function refuseInAddress(url: URL): void {
  for (const [name, value] of url.searchParams) {
    if (!FORBIDDEN_PARAMETERS.test(name) && !looksLikeCredential(value)) continue;
    throw new HubError("INVALID", "a token belongs into the Authorization header, never into the address");
  }
}
