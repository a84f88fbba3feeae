import type { ApiKey } from "../api-key.js";
import type { Tx } from "../database.js";
import { insertReturning, select } from "../rows.js";

/** What a token can be refused by although its signature is good. */
export interface TokenRef {
  readonly issuer: string;
  readonly jti: string | null;
  readonly customerId: string | null;
}

/** False for a token that was revoked, and for one of a person whose data was erased. */
export async function isTokenGood(tx: Tx, { issuer, jti, customerId }: TokenRef): Promise<boolean> {
  const bad = await select(
    tx,
    `SELECT 1 FROM revoked_tokens WHERE issuer = $1 AND jti = $2
      UNION ALL SELECT 1 FROM erasures WHERE customer_id = $3::uuid LIMIT 1`,
    [issuer, jti, customerId],
  );
  return bad.length === 0;
}

/** Refuses a token from now on. Twice is once. */
export async function revokeToken(tx: Tx, issuer: string, jti: string, by: string): Promise<void> {
  await tx.query(
    `INSERT INTO revoked_tokens (issuer, jti, revoked_by, revoked_at) VALUES ($1, $2, $3, now())
     ON CONFLICT DO NOTHING`,
    [issuer, jti, by],
  );
}

const GOOD = "revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())";
const NOT_ERASED = "NOT EXISTS (SELECT 1 FROM erasures e WHERE e.customer_id = k.customer_id)";

export async function apiKeyByPrefix(tx: Tx, prefix: string): Promise<ApiKey | null> {
  const [key] = await select<ApiKey>(tx, "SELECT * FROM api_keys WHERE prefix = $1", [prefix]);
  return key ?? null;
}

export async function isApiKeyGood(tx: Tx, id: string): Promise<boolean> {
  const good = await select(tx, `SELECT 1 FROM api_keys k WHERE id = $1 AND ${GOOD} AND ${NOT_ERASED}`, [id]);
  return good.length > 0;
}

/** Notes that a key is used, at most once a minute. */
export async function touchApiKey(tx: Tx, id: string): Promise<void> {
  await tx.query(
    `UPDATE api_keys SET last_used_at = now()
      WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')`,
    [id],
  );
}

export async function insertApiKey(tx: Tx, key: ApiKey): Promise<void> {
  await insertReturning(tx, "api_keys", [{ ...key }], "");
}

/** Revokes by id or prefix; the key as it is then, null if there is none. Twice is once. */
export async function revokeApiKey(tx: Tx, idOrPrefix: string, by: string): Promise<ApiKey | null> {
  const [key] = await select<ApiKey>(
    tx,
    `UPDATE api_keys SET revoked_at = coalesce(revoked_at, now()), revoked_by = coalesce(revoked_by, $2)
      WHERE id::text = $1 OR prefix = $1 RETURNING *`,
    [idOrPrefix, by],
  );
  return key ?? null;
}

/** Every key there is, the newest first. */
export const apiKeys = (tx: Tx, limit: number): Promise<ApiKey[]> =>
  select<ApiKey>(tx, "SELECT * FROM api_keys ORDER BY created_at DESC, id DESC LIMIT $1", [limit]);
