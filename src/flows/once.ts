import { createHash } from "node:crypto";
import { unstorableText } from "../domain/storable.js";
import type { Viewer } from "../domain/viewer.js";
import type { Tx } from "../store/database.js";
import { insertRows, select } from "../store/rows.js";
import type { Hub } from "./hub.js";
import { type Outcome, refused } from "./outcome.js";

/**
 * Does what a caller asks for once per key. The same key with the same request gets the first answer
 * again; with another request it is refused. A refusal is not kept: the caller mends it and tries
 * again. The key's row is written first, so a second caller waits for the first one's commit.
 */
export async function once<T>(
  hub: Hub,
  viewer: Viewer,
  key: string,
  request: unknown,
  work: (tx: Tx) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const unstorable = unstorableText(request);
  if (unstorable !== null) return refused("INVALID", "it contains a NUL or half a character", unstorable);
  const requestHash = createHash("sha256").update(JSON.stringify(request)).digest("hex");
  const outcome = await hub.store.transaction(async (tx) => {
    const row = { actor: viewer.subject, key, requestHash, outcome: null as unknown, createdAt: new Date() };
    const mine = await insertRows(
      tx,
      "idempotency_keys",
      [{ ...row, outcome: {} }],
      "ON CONFLICT DO NOTHING",
    );
    if (mine.length === 0) return earlier<T>(tx, viewer, key, requestHash);
    const fresh = await work(tx);
    if (fresh.ok) {
      await tx.query("UPDATE idempotency_keys SET outcome = $3 WHERE actor = $1 AND key = $2", [
        ...[viewer.subject, key, JSON.stringify(fresh)],
      ]);
    } else {
      await tx.query("DELETE FROM idempotency_keys WHERE actor = $1 AND key = $2", [viewer.subject, key]);
    }
    return fresh;
  });
  if (outcome.ok) hub.ring();
  return outcome;
}

async function earlier<T>(tx: Tx, viewer: Viewer, key: string, requestHash: string): Promise<Outcome<T>> {
  const [known] = await select<{ requestHash: string; outcome: Outcome<T> }>(
    tx,
    "SELECT request_hash, outcome FROM idempotency_keys WHERE actor = $1 AND key = $2",
    [viewer.subject, key],
  );
  if (known?.requestHash === requestHash) return known.outcome;
  return refused("IDEMPOTENCY_MISMATCH", "this key was used for another request before", "idempotencyKey");
}
