import type { Tx } from "../database.js";
import { insertReturning, select } from "../rows.js";

/** A caller's key, as the row that stands for it is found. */
export interface KeyOf {
  readonly actor: string;
  readonly key: string;
}

/**
 * Takes a key for a request. False if it is taken: then the other request is done, because a caller
 * who comes second waits here for the first one's commit.
 */
export async function takeKey(tx: Tx, { actor, key }: KeyOf, requestHash: string): Promise<boolean> {
  const row = { actor, key, requestHash, outcome: {}, createdAt: new Date() };
  return (await insertReturning(tx, "idempotency_keys", [row], "ON CONFLICT DO NOTHING")).length > 0;
}

/** Keeps the answer that the same request gets again. */
export async function keepOutcome(tx: Tx, { actor, key }: KeyOf, outcome: unknown): Promise<void> {
  await tx.query("UPDATE idempotency_keys SET outcome = $3 WHERE actor = $1 AND key = $2", [
    ...[actor, key, JSON.stringify(outcome)],
  ]);
}

/** Gives a key back whose request was refused: the caller mends it and tries again. */
export async function giveBackKey(tx: Tx, { actor, key }: KeyOf): Promise<void> {
  await tx.query("DELETE FROM idempotency_keys WHERE actor = $1 AND key = $2", [actor, key]);
}

/** What the key was used for before, and what came of it. */
export async function earlierOutcome<T>(
  tx: Tx,
  { actor, key }: KeyOf,
): Promise<{ requestHash: string; outcome: T } | null> {
  const [known] = await select<{ requestHash: string; outcome: T }>(
    tx,
    "SELECT request_hash, outcome FROM idempotency_keys WHERE actor = $1 AND key = $2",
    [actor, key],
  );
  return known ?? null;
}
