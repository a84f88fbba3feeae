import type { NewFact } from "../domain/fact.js";
import { keyHash } from "../identity/blocking.js";
import { recordsWithEvidence } from "../identity/late-evidence.js";
import type { Policy } from "../identity/policy.js";
import { type ArrivingRecord, type Resolution, resolveSet } from "../identity/resolve-set.js";
import { richestFirst } from "../identity/richest-first.js";
import type { Tx } from "../store/database.js";
import { writeFacts } from "../store/outbox.js";
import { attachOrders, insertMemberships } from "../store/writes/identity.js";
import { lockOrdersOf, mergeCustomers } from "../store/writes/moves.js";
import { openTasks } from "../store/writes/review.js";
import { surroundingsOf } from "./surroundings.js";

/**
 * Decides records that have no customer yet, as one set whose members see one another, and writes what
 * follows from it. The caller has the right to decide (`lockDecider`), and `recordIds` are all records
 * whose orders wait, those decided before among them.
 */
export async function decideSet(
  tx: Tx,
  recordIds: readonly string[],
  undecided: readonly ArrivingRecord[],
  policy: Policy,
): Promise<Resolution[]> {
  const arriving = new Map(undecided.map((one) => [one.record.recordId, one]));
  const known = await surroundingsOf(tx, undecided, policy.membersMax);
  // A customer bears the id of the record that founded it: deciding anew after an undo finds the same ids.
  const resolutions = resolveSet(richestFirst(undecided), known, (recordId) => recordId, policy);
  const merged = resolutions.flatMap(({ merges }) => merges);
  await lockOrdersOf(tx, recordIds, merged);
  await write(tx, resolutions, arriving);
  const attached = await attachOrders(tx, recordIds);
  const ready = attached.filter(({ status }) => status === "CONFIRMED");
  const touched = new Set(resolutions.flatMap(({ customerId, merges }) => [customerId, ...merges]));
  const facts: NewFact[] = [
    ...[...touched].map((subjectId) => ({ kind: "CustomerChanged" as const, subjectId, key: null })),
    ...recordsWithEvidence(resolutions, arriving, known).map((subjectId) => ({
      ...{ kind: "EvidenceArrived" as const, subjectId, key: null },
    })),
    ...ready.map(({ id }) => ({ kind: "OrderReady" as const, subjectId: id, key: `order:${id}` })),
  ];
  await writeFacts(tx, facts);
  return resolutions;
}

async function write(
  tx: Tx,
  resolutions: readonly Resolution[],
  arriving: ReadonlyMap<string, ArrivingRecord>,
): Promise<void> {
  await insertMemberships(
    tx,
    resolutions.map(({ recordId, customerId, outcome, score, evidence }) => ({
      ...{ recordId, customerId, isNewCustomer: outcome !== "LINKED", score, evidence },
      features: arriving.get(recordId)?.record.features,
      keys: (arriving.get(recordId)?.keys ?? []).map(({ key }) => String(keyHash(key))),
    })),
  );
  for (const { recordId: sourceRecordId, customerId, merges, score, evidence } of resolutions) {
    for (const ceased of merges) {
      const merge = { survivor: customerId, ceased, actor: "engine", score, evidence, sourceRecordId };
      await mergeCustomers(tx, merge);
    }
  }
  await openTasks(
    tx,
    resolutions.flatMap(({ customerId, candidateCustomerId, score, evidence }) =>
      candidateCustomerId === null
        ? []
        : [
            {
              kind: "IDENTITY" as const,
              subjectKey: [customerId, candidateCustomerId].sort().join(":"),
              title: "Are these two one customer?",
              details: { score, evidence },
              ...{ orderId: null, customerId, otherCustomerId: candidateCustomerId },
            },
          ],
    ),
  );
}
