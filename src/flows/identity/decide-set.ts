import type { NewFact } from "../../domain/fact.js";
import { keyHash } from "../../identity/deciding/blocking.js";
import { recordsWithEvidence } from "../../identity/deciding/late-evidence.js";
import type { Policy } from "../../identity/deciding/policy.js";
import { resolveSet } from "../../identity/deciding/register.js";
import {
  type ArrivingRecord,
  type Known,
  type Resolution,
  worthComparing,
} from "../../identity/deciding/resolve-set.js";
import { richestFirst } from "../../identity/deciding/richest-first.js";
import type { Tx } from "../../store/database.js";
import { writeFacts } from "../../store/outbox.js";
import { attachOrders, insertMemberships } from "../../store/writes/identity.js";
import { lockOrdersOf, mergeCustomers } from "../../store/writes/moves.js";
import { openTasks } from "../../store/writes/review.js";
import { surroundingsOf } from "./surroundings.js";

/** What became of a set, before any of it is written. */
export interface DecidedSet {
  readonly modelVersion: string;
  readonly arriving: readonly ArrivingRecord[];
  readonly known: Known;
  readonly resolutions: readonly Resolution[];
}

/**
 * Decides records that have no customer yet, as one set whose members see one another. It writes nothing.
 * `sharers` are who shares their keys, where that has been asked already.
 */
export async function decideSet(
  tx: Tx,
  arriving: readonly ArrivingRecord[],
  policy: Policy,
  sharers?: ReadonlyMap<string, readonly string[]>,
): Promise<DecidedSet> {
  const known = await surroundingsOf(tx, arriving, policy.membersMax, worthComparing, sharers);
  return decideAgainst(known, arriving, policy);
}

/** The same, of what is known already. */
export function decideAgainst(known: Known, arriving: readonly ArrivingRecord[], policy: Policy): DecidedSet {
  // A customer bears the id of the record that founded it: deciding anew after an undo finds the same ids.
  const resolutions = resolveSet(richestFirst(arriving), known, (recordId) => recordId, policy);
  return { modelVersion: policy.model.version, arriving, known, resolutions };
}

/**
 * Writes a decided set and what follows from it. The caller has the right to decide (`lockDecider`), and has
 * had it since the set was decided, or knows that nothing has changed since. `recordIds` are the records
 * whose orders may wait; `features` are KEPT where the records were stored with them. Answers the place of
 * the last decision in the order of acts, if it is the only kind made.
 */
export async function writeSet(
  tx: Tx,
  recordIds: readonly string[],
  { modelVersion, arriving: all, known, resolutions }: DecidedSet,
  features: "KEPT" | "NEW" = "NEW",
): Promise<string | null> {
  const arriving = new Map(all.map((one) => [one.record.recordId, one]));
  const merged = resolutions.flatMap(({ merges }) => merges);
  await lockOrdersOf(tx, recordIds, merged);
  const touched = new Set(resolutions.flatMap(({ customerId, merges }) => [customerId, ...merges]));
  const facts: NewFact[] = [
    ...[...touched].map((subjectId) => ({ kind: "CustomerChanged" as const, subjectId, key: null })),
    ...recordsWithEvidence(resolutions, arriving, known).map((subjectId) => ({
      ...{ kind: "EvidenceArrived" as const, subjectId, key: null },
    })),
  ];
  const [lastSeq] = await Promise.all([
    write(tx, resolutions, arriving, features, modelVersion),
    writeFacts(tx, facts),
  ]);
  const attached = await attachOrders(tx, recordIds);
  const ready = attached.filter(({ status }) => status === "CONFIRMED");
  await writeFacts(
    tx,
    ready.map(({ id }) => ({ kind: "OrderReady" as const, subjectId: id, key: `order:${id}` })),
  );
  return merged.length > 0 ? null : lastSeq;
}

async function write(
  tx: Tx,
  resolutions: readonly Resolution[],
  arriving: ReadonlyMap<string, ArrivingRecord>,
  features: "KEPT" | "NEW",
  modelVersion: string,
): Promise<string | null> {
  const lastSeq = await insertMemberships(
    tx,
    resolutions.map(({ recordId, customerId, outcome, score, evidence }) => ({
      ...{ recordId, customerId, isNewCustomer: outcome !== "LINKED", score, evidence, modelVersion },
      features: features === "KEPT" ? null : arriving.get(recordId)?.record.features,
      keys: (arriving.get(recordId)?.keys ?? []).map(({ key }) => String(keyHash(key))),
    })),
  );
  for (const { recordId: sourceRecordId, customerId, merges, score, evidence } of resolutions) {
    for (const ceased of merges) {
      const merge = { survivor: customerId, ceased, actor: "engine", score, evidence, sourceRecordId };
      await mergeCustomers(tx, { ...merge, modelVersion });
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
  return lastSeq;
}
