import type { Tx } from "../database.js";
import { insertRows, prepared } from "../rows.js";

/**
 * What the hub has asked of another system and what may stand there since, noted before the request
 * leaves: an order made, a stop set. It tells our own doing from somebody else's after a crash. It
 * stands among the idempotency keys, because that is what it is: the hub is the caller here.
 */
export interface Asked {
  /** True once the system has said yes. */
  readonly accepted: boolean;
  /** How often it was asked or looked for; requests that it did not even look at do not count. */
  readonly tries: number;
}

const actorOf = (connectionId: string): string => `hub>${connectionId}`;

export async function noteAsked(tx: Tx, connectionId: string, key: string, asked: Asked): Promise<void> {
  const actor = actorOf(connectionId);
  const row = { actor, key, requestHash: "", outcome: asked, createdAt: new Date() };
  await insertRows(
    tx,
    "idempotency_keys",
    [row],
    "ON CONFLICT (actor, key) DO UPDATE SET outcome = EXCLUDED.outcome",
  );
}

/** How far our request is; null if we have not asked, or have taken it back. */
export async function askedOf(tx: Tx, connectionId: string, key: string): Promise<Asked | null> {
  const [row] = await prepared<{ outcome: Asked }>(
    tx,
    "SELECT outcome FROM idempotency_keys WHERE actor = $1 AND key = $2",
    [actorOf(connectionId), key],
  );
  return row?.outcome ?? null;
}

export async function forgetAsked(tx: Tx, connectionId: string, key: string): Promise<void> {
  await prepared(tx, "DELETE FROM idempotency_keys WHERE actor = $1 AND key = $2", [
    actorOf(connectionId),
    key,
  ]);
}
