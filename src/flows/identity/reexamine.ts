import { groupBy } from "../../domain/group-by.js";
import { frequencyUnder } from "../../identity/comparing/kept-terms.js";
import type { Members } from "../../identity/deciding/decide.js";
import type { Policy } from "../../identity/deciding/policy.js";
import { type ArrivingRecord, likeliest } from "../../identity/deciding/resolve-set.js";
import {
  CHAIN_MAX,
  LOOKED_AGAIN_RECORDS_MAX,
  type Looked,
  lookAtEach,
  NEIGHBORS_MAX,
  type Small,
} from "../../identity/deciding/second-look.js";
import type { Tx } from "../../store/database.js";
import { recordsById, recordsOfCustomers, type StatedRecord } from "../../store/writes/identity.js";
import { lockDecider, mergeCustomers } from "../../store/writes/moves.js";
import { openTasks } from "../../store/writes/review.js";
import { arrivalOf, customersInOrder, wasAsked } from "../../store/writes/second-look.js";
import type { Work } from "../work/work.js";
import { identityQuestion } from "./identity-question.js";
import { arrivingOf } from "./known-record.js";
import { policyInForce } from "./policy-in-force.js";
import { settleQuestions } from "./settle-questions.js";
import { sharersOf, surroundingsOf } from "./surroundings.js";

/**
 * Late evidence: looks again at the small customers around a record that has told more of them than they
 * knew when they were decided. A bounded number of neighbors and of merges, under the right to decide.
 * Looking twice changes nothing: whoever was merged is no neighbor, and one question is one task.
 */
export const reexamine: Work = async (hub, claim) => {
  const ids = [...new Set(claim.facts.map((fact) => fact.subjectId))];
  const policy = await policyInForce(hub);
  await hub.store.transaction(async (tx) => {
    await lockDecider(tx);
    for (const id of ids) await lookAround(tx, id, policy);
    await settleQuestions(tx, await customersInOrder(tx, ids), policy);
    await claim.finish(tx, claim.facts);
  });
  hub.ring();
};

/** Looks around a record, again after every merge: who was merged brings neighbors of their own. */
async function lookAround(tx: Tx, recordId: string, policy: Policy): Promise<void> {
  const causeId = await arrivalOf(tx, recordId);
  if (causeId === null) return;
  let front = (await recordsById(tx, [recordId])).map(arrivingOf);
  for (let round = 0; round < CHAIN_MAX; round++) {
    const { merge, doubts } = await lookOnce(tx, front, policy);
    if (merge === null) return ask(tx, doubts);
    const { customerId: looker, members, look } = merge;
    const [survivor = "", ceased = ""] = [looker, look.otherCustomerId].sort();
    await mergeCustomers(tx, {
      ...{ survivor, ceased, actor: "engine", score: look.score, evidence: look.evidence, looker },
      ...{ sourceRecordId: recordId, causeId, modelVersion: policy.model.version },
    });
    front = [...front, ...members.filter(({ record }) => !isIn(front, record.recordId))];
  }
}

const isIn = (records: readonly ArrivingRecord[], id: string): boolean =>
  records.some(({ record }) => record.recordId === id);

/** Looks at each small customer around, up to the first that turns out to be another; and what stays in doubt. */
async function lookOnce(
  tx: Tx,
  front: readonly ArrivingRecord[],
  policy: Policy,
): Promise<{ readonly merge: Looked | null; readonly doubts: readonly Looked[] }> {
  const small = await smallAround(tx, front);
  const looked = new Map([...small].map(([id, records]) => [id, smallOf(id, records)]));
  const arriving = [...looked.values()].flatMap((one) => one.arriving);
  const known = await surroundingsOf(tx, arriving, policy.membersMax);
  const live = (key: string): number => known.recordsByKey.get(key)?.length ?? 0;
  const frequency = frequencyUnder(policy.model, live);
  const customerOf = new Map(known.records.map(({ recordId, customerId }) => [recordId, customerId]));
  const membersOf = groupBy(known.records, ({ customerId }) => customerId);
  const around = (members: readonly ArrivingRecord[]): Members[] => {
    const near = members.flatMap(({ keys }) => likeliest(keys, known.recordsByKey));
    return [...new Set(near.flatMap((id) => customerOf.get(id) ?? []))].map((id) => membersOf.get(id) ?? []);
  };
  return lookAtEach(looked, around, { cannotLink: known.cannotLink, policy, frequency });
}

function smallOf(customerId: string, records: readonly StatedRecord[]): Small {
  const arriving = records.map(arrivingOf);
  return { arriving, members: arriving.map(({ record }) => ({ ...record, customerId })) };
}

/** The small customers of and around these records, the nearest first, each with its records. */
async function smallAround(
  tx: Tx,
  front: readonly ArrivingRecord[],
): Promise<ReadonlyMap<string, readonly StatedRecord[]>> {
  const byKey = await sharersOf(tx, front);
  const near = front.flatMap(({ record, keys }) => [record.recordId, ...likeliest(keys, byKey)]);
  const customerIds = (await customersInOrder(tx, near)).slice(0, NEIGHBORS_MAX);
  const found = await recordsOfCustomers(tx, customerIds, LOOKED_AGAIN_RECORDS_MAX + 1);
  const members = groupBy(found, ({ customerId }) => customerId);
  return new Map(
    customerIds.flatMap((id) => {
      const own = members.get(id) ?? [];
      return own.length === 0 || own.length > LOOKED_AGAIN_RECORDS_MAX ? [] : [[id, own] as const];
    }),
  );
}

/** Asks about what a second look left in doubt, unless somebody was asked before. */
async function ask(tx: Tx, doubts: readonly Looked[]): Promise<void> {
  for (const { customerId, look } of doubts) {
    const { otherCustomerId, score, evidence } = look;
    if (await wasAsked(tx, customerId, otherCustomerId)) continue;
    await openTasks(tx, [identityQuestion(customerId, otherCustomerId, { score, evidence })]);
  }
}
