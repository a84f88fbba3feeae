import { createHash } from "node:crypto";
import { unstorableText } from "../../domain/storable.js";
import type { Viewer } from "../../domain/viewer.js";
import type { Tx } from "../../store/database.js";
import { insertAudit } from "../../store/writes/audit.js";
import {
  earlierOutcome,
  giveBackKey,
  type KeyOf,
  keepOutcome,
  takeKey,
} from "../../store/writes/idempotency.js";
import { changeEntry } from "../access/audit.js";
import type { Hub } from "../work/hub.js";
import { type Outcome, refused } from "./outcome.js";

/**
 * Does what a caller asks for once per key. The same key with the same request gets the first answer
 * again; with another request it is refused. A refusal is not kept: the caller mends it and tries
 * again. What was done is audited in the same transaction. The key's row is written first, so a second caller waits for the first one's commit.
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
    const mine = { actor: viewer.subject, key };
    if (!(await takeKey(tx, mine, requestHash))) return earlier<T>(tx, mine, requestHash);
    const fresh = await work(tx);
    if (fresh.ok) {
      await keepOutcome(tx, mine, fresh);
      await insertAudit(tx, [changeEntry(viewer, key, request, fresh.value)]);
    } else await giveBackKey(tx, mine);
    return fresh;
  });
  if (outcome.ok) hub.ring();
  return outcome;
}

async function earlier<T>(tx: Tx, key: KeyOf, requestHash: string): Promise<Outcome<T>> {
  const known = await earlierOutcome<Outcome<T>>(tx, key);
  if (known?.requestHash === requestHash) return known.outcome;
  return refused("IDEMPOTENCY_MISMATCH", "this key was used for another request before", "idempotencyKey");
}
