import { createHash } from "node:crypto";
import { customerFormConnector } from "../../connectors/customer-form/index.js";
import { deliveryPointKey } from "../../domain/address.js";
import type { GoldenRecord } from "../../identity/golden/golden-record.js";
import { type Moved, movesBetween } from "../../identity/golden/moves.js";
import type { Tx } from "../../store/database.js";
import { writeFacts } from "../../store/outbox.js";
import { noteMoves } from "../../store/writes/customer-move.js";
import type { Hub } from "../work/hub.js";

/**
 * Compares golden records as they were with what they become, and notes who has moved: its open orders have to
 * follow, or not. Noticing a move again changes nothing: `customer_moves_key`.
 */
export async function noteMovesOf(
  tx: Tx,
  hub: Hub,
  before: ReadonlyMap<string, unknown>,
  after: readonly { readonly id: string; readonly golden: GoldenRecord }[],
): Promise<void> {
  const moves = after.flatMap(({ id, golden }) => {
    const old = before.get(id) as GoldenRecord | undefined;
    return old === undefined ? [] : movesBetween(old, golden).map((moved) => rowOf(hub, id, moved));
  });
  if (moves.length === 0) return;
  const ids = await noteMoves(tx, moves);
  await writeFacts(
    tx,
    ids.map((subjectId) => ({ kind: "CustomerMoved" as const, subjectId, key: null })),
  );
}

function rowOf(hub: Hub, customerId: string, moved: Moved) {
  const { aspect, role, before, after, recordId, system, statedAt, usedBefore } = moved;
  const keyed = system === null ? undefined : hub.connection(system)?.connector.id;
  const to = moved.aspect === "ADDRESS" ? deliveryPointKey(moved.after) : JSON.stringify(after);
  const key = [customerId, recordId ?? "pin", aspect, role ?? "", to].join("\u0000");
  return {
    ...{ moveKey: createHash("sha256").update(key).digest("hex"), customerId, sourceRecordId: recordId },
    ...{ aspect, addressRole: role, before, after, usedBefore, system },
    statedAt: statedAt === null ? null : new Date(statedAt),
    explicit: recordId === null || keyed === customerFormConnector.id,
  };
}
