import { createHash, randomBytes, randomInt } from "node:crypto";
import { v7 as uuid } from "uuid";
import { z } from "zod";
import { NOBODYS_ID, type Scope, type Viewer } from "../../domain/viewer.js";
import type { Role } from "../../domain/vocabulary.js";
import type { ApiKey } from "../../store/api-key.js";
import type { Tx } from "../../store/database.js";
import { insertAudit } from "../../store/writes/audit.js";
import { apiKeys, insertApiKey, revokeApiKey, revokeToken } from "../../store/writes/credential.js";
import { once } from "../acts/once.js";
import { done, type Outcome, refused } from "../acts/outcome.js";
import type { Hub } from "../work/hub.js";
import { changeEntry } from "./audit.js";

const SECRET_BYTES = 32;
const PREFIX_CHARS = 8;
const LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
const NAME_CHARS_MAX = 100;

export interface KeyToCreate {
  readonly name: string;
  readonly role: Role;
  /** Needed for the role CUSTOMER, and only for it. With `schema:read` it may be null: the key of a router. */
  readonly customerId: string | null;
  readonly scopes: readonly Scope[];
  /** Null for one that lives until it is revoked. */
  readonly expiresAt: Date | null;
}

export interface CreatedKey {
  readonly apiKeyId: string;
  /** The key itself, the only time it is seen; null when the same request comes again. */
  readonly secret: string | null;
}

/** Makes a key. Only its hash is kept. */
export async function createApiKey(
  tx: Tx,
  asked: KeyToCreate,
  by: string,
): Promise<{ key: ApiKey; secret: string }> {
  const prefix = Array.from({ length: PREFIX_CHARS }, () => LETTERS[randomInt(LETTERS.length)]).join("");
  const secret = `hubk_${prefix}_${randomBytes(SECRET_BYTES).toString("base64url")}`;
  const key: ApiKey = {
    ...{ id: uuid(), prefix, hash: createHash("sha256").update(secret).digest("hex"), name: asked.name },
    ...{ role: asked.role, customerId: speaksFor(asked), scopes: [...asked.scopes] },
    ...{ createdBy: by, createdAt: new Date(), expiresAt: asked.expiresAt },
    ...{ revokedAt: null, revokedBy: null, lastUsedAt: null },
  };
  await insertApiKey(tx, key);
  return { key, secret };
}

/** Who only wants the schema needs no customer: such a key is nobody's, and sees no row. */
const speaksFor = ({ role, customerId, scopes }: KeyToCreate): string | null =>
  customerId === null && role === "CUSTOMER" && scopes.includes("schema:read") ? NOBODYS_ID : customerId;

/** Why there can be no such key; null if there can. */
function faultOfKey(asked: KeyToCreate): Outcome<never> | null {
  const { name, role, customerId, expiresAt } = asked;
  if (name.trim() === "" || name.length > NAME_CHARS_MAX)
    return refused("INVALID", `give it a name of 1 to ${NAME_CHARS_MAX} characters`, "name");
  if ((role === "CUSTOMER") !== (speaksFor(asked) !== null))
    return refused("INVALID", "a key for a CUSTOMER, and no other, names a customer", "customerId");
  if (customerId !== null && !z.uuid().safeParse(customerId).success)
    return refused("NOT_FOUND", "there is no such customer", "customerId");
  return expiresAt !== null && expiresAt.getTime() <= Date.now()
    ? refused("INVALID", "it would have ended already", "expiresAt")
    : null;
}

/** A key for a machine, asked for through the API. */
export async function issueApiKey(
  hub: Hub,
  viewer: Viewer,
  request: KeyToCreate & { readonly idempotencyKey: string },
): Promise<Outcome<CreatedKey>> {
  const fault = faultOfKey(request);
  if (fault !== null) return fault;
  // Outside of what is kept for the idempotency key: there a secret would lie in plain text.
  let shown: string | null = null;
  const outcome = await once(hub, viewer, request.idempotencyKey, request, async (tx) => {
    const { key, secret } = await createApiKey(tx, request, viewer.subject);
    shown = secret;
    return done({ apiKeyId: key.id });
  });
  return outcome.ok ? done({ ...outcome.value, secret: shown }) : outcome;
}

/** Takes a key back; who uses it is refused within a second. */
export function withdrawApiKey(
  hub: Hub,
  viewer: Viewer,
  request: { readonly idempotencyKey: string; readonly apiKeyId: string },
): Promise<Outcome<{ apiKeyId: string }>> {
  return once(hub, viewer, request.idempotencyKey, request, async (tx) => {
    const key = await revokeApiKey(tx, request.apiKeyId, viewer.subject);
    return key === null
      ? refused("NOT_FOUND", "there is no such key", "apiKeyId")
      : done({ apiKeyId: key.id });
  });
}

/** Takes a token back by its issuer and its `jti`. */
export function withdrawToken(
  hub: Hub,
  viewer: Viewer,
  request: { readonly idempotencyKey: string; readonly issuer: string; readonly jti: string },
): Promise<Outcome<{ jti: string }>> {
  return once(hub, viewer, request.idempotencyKey, request, async (tx) => {
    await revokeToken(tx, request.issuer, request.jti, viewer.subject);
    return done({ jti: request.jti });
  });
}

/** A key made by whoever sits at the machine. */
export async function createAtKeyboard(
  hub: Hub,
  viewer: Viewer,
  asked: KeyToCreate,
): Promise<Outcome<{ readonly id: string; readonly prefix: string; readonly secret: string }>> {
  const fault = faultOfKey(asked);
  if (fault !== null) return fault;
  return hub.store.transaction(async (tx) => {
    const { key, secret } = await createApiKey(tx, asked, viewer.subject);
    await insertAudit(tx, [changeEntry(viewer, null, asked, { apiKeyId: key.id })]);
    return done({ id: key.id, prefix: key.prefix, secret });
  });
}

/** False if there is no such key. */
export const revokeAtKeyboard = (hub: Hub, viewer: Viewer, idOrPrefix: string): Promise<boolean> =>
  hub.store.transaction(async (tx) => {
    const key = await revokeApiKey(tx, idOrPrefix, viewer.subject);
    if (key !== null) await insertAudit(tx, [changeEntry(viewer, null, null, { apiKeyId: key.id })]);
    return key !== null;
  });

/** Every key without its hash, the newest first. */
export const listApiKeys = async (hub: Hub, limit: number): Promise<Omit<ApiKey, "hash">[]> =>
  (await apiKeys(hub.store.pool, limit)).map(({ hash: _hash, ...key }) => key);
