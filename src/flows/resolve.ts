import type { NewFact } from "../domain/fact.js";
import { blockingKeys, keyHash } from "../identity/blocking.js";
import { codesOf } from "../identity/code.js";
import { FEATURES_VERSION, type Features } from "../identity/features.js";
import { recordsWithEvidence } from "../identity/late-evidence.js";
import { normalize } from "../identity/normalize.js";
import { POLICY } from "../identity/policy.js";
import type { KnownRecord } from "../identity/record.js";
import { resolveSet } from "../identity/register.js";
import {
  type ArrivingRecord,
  KEY_RECORDS_MAX,
  type Known,
  likeliest,
  type Resolution,
} from "../identity/resolve-set.js";
import { richestFirst } from "../identity/richest-first.js";
import type { Tx } from "../store/database.js";
import { writeFacts } from "../store/outbox.js";
import {
  attachOrders,
  customersOfRecords,
  insertMemberships,
  recordsById,
  recordsByKey,
  recordsOfCustomers,
  type StatedRecord,
  separatedPairs,
} from "../store/writes/identity.js";
import { lockDecider, lockOrdersOf, mergeCustomers } from "../store/writes/moves.js";
import { openTasks } from "../store/writes/review.js";
import { policyInForce } from "./policy-in-force.js";
import type { Work } from "./work.js";

/**
 * Decides which customer each stated party is. Deciders take turns (`lockDecider`), and a record has
 * one membership (its primary key), so a record is decided once, however often it is stated.
 */
export const resolve: Work = async (hub, claim) => {
  const ids = [...new Set(claim.facts.map((fact) => fact.subjectId))];
  const policy = await policyInForce(hub);
  await hub.store.transaction(async (tx) => {
    await lockDecider(tx);
    const undecided = (await recordsById(tx, ids)).filter((record) => record.customerId === null);
    const arriving = new Map(undecided.map((record) => [record.id, prepare(record)]));
    const known = await knownAround(tx, [...arriving.values()]);
    // A customer bears the id of the record that founded it: deciding anew after an undo finds the same ids.
    const resolutions = resolveSet(
      richestFirst([...arriving.values()]),
      known,
      (recordId) => recordId,
      policy,
    );
    await lockOrdersOf(
      tx,
      ids,
      resolutions.flatMap(({ merges }) => merges),
    );
    await write(tx, resolutions, arriving, policy.model.version);
    const attached = await attachOrders(tx, ids);
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
    await claim.finish(tx, claim.facts);
  });
  hub.ring();
};

function prepare({ id, connectionId, party }: StatedRecord): ArrivingRecord {
  const features = normalize(party);
  const codes = codesOf(connectionId, party);
  return {
    record: { recordId: id, system: connectionId, codes, features },
    keys: blockingKeys(features, codes),
  };
}

/** Everything the set has to be held against: found through its keys, never by a scan. */
async function knownAround(tx: Tx, arriving: readonly ArrivingRecord[]): Promise<Known> {
  const keyOfHash = new Map(
    arriving.flatMap(({ keys }) => keys.map(({ key }) => [String(keyHash(key)), key] as const)),
  );
  const byHash = await recordsByKey(tx, [...keyOfHash.keys()], KEY_RECORDS_MAX + 1);
  const recordsOfKey = new Map([...byHash].map(([hash, ids]) => [keyOfHash.get(hash) ?? hash, ids]));
  // Only the likeliest of each record: a weak key leads to hundreds that nobody would link.
  const candidates = new Set(arriving.flatMap(({ keys }) => likeliest(keys, recordsOfKey)));
  const customerIds = await customersOfRecords(tx, [...candidates]);
  const members = await recordsOfCustomers(tx, customerIds, POLICY.membersMax);
  const records = members.map(
    ({ id, connectionId, customerId, party, features }): KnownRecord => ({
      ...{ recordId: id, customerId, system: connectionId, codes: codesOf(connectionId, party) },
      features: isCurrent(features) ? features : normalize(party),
    }),
  );
  return { recordsByKey: recordsOfKey, records, cannotLink: await separatedPairs(tx, customerIds) };
}

/** Features of an older normalization are made anew from what was stated. */
const isCurrent = (features: unknown): features is Features =>
  features !== null && (features as Features).version === FEATURES_VERSION;

async function write(
  tx: Tx,
  resolutions: readonly Resolution[],
  arriving: ReadonlyMap<string, ArrivingRecord>,
  modelVersion: string,
): Promise<void> {
  await insertMemberships(
    tx,
    resolutions.map(({ recordId, customerId, outcome, score, evidence }) => ({
      ...{ recordId, customerId, isNewCustomer: outcome !== "LINKED", score, evidence },
      modelVersion,
      features: arriving.get(recordId)?.record.features,
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
}
