import { compare, type Frequency } from "../comparing/compare.js";
import type { ComparableRecord } from "../record.js";
import { decideAmong, type Members } from "./decide.js";
import { factionsOf } from "./factions.js";
import type { Memory } from "./memory.js";
import type { Policy } from "./policy.js";
import { type ArrivingRecord, likeliest, type Resolution, worthComparing } from "./resolve-set.js";

/** Links looked at again around one arrival, the weakest first. */
const REOPENED_MAX = 6;
/** Larger customers have held together often enough. */
const MEMBERS_MAX = 14;
/** Pairs whose agreement is remembered. */
const PAIRS_MAX = 500_000;

/**
 * Looks again at links that were made because nobody was there to ask. The first records of a customer say little
 * of it, and what looked likeliest then may not be what it is: whenever a neighbor arrives, the weakest links
 * around it are decided as if they came today, and a customer of two halves that contradict each other comes
 * apart. So it matters less which record came first.
 */
export function weakLinks(
  memory: Memory,
  newCustomerId: (recordId: string) => string,
  policy: Policy,
  frequency: Frequency,
) {
  const agree = agreement(policy, frequency);
  const surety = new Map<string, number>();
  const suretyOf = (id: string): number => surety.get(id) ?? Number.POSITIVE_INFINITY;

  /** Whoever was alone before is as little sure of the newcomer as the newcomer of it. */
  function note(recordId: string, score: number): void {
    surety.set(recordId, score);
    const members = memory.membersOf(memory.customerOf(recordId) ?? "");
    if (members.length === 2)
      for (const { recordId: id } of members) if (!surety.has(id)) surety.set(id, score);
  }

  /** The largest part keeps the name. */
  function comeApart(members: Members): void {
    if (members.length < 3 || members.length > MEMBERS_MAX) return;
    if (members.some(({ recordId }) => memory.arrivingOf(recordId) === undefined)) return;
    const [, ...others] = factionsOf(members, agree, policy.mergeAt).sort((a, b) => b.length - a.length);
    for (const faction of others) {
      const apart = newCustomerId(faction[0]?.recordId ?? "");
      for (const { recordId } of faction) memory.move(recordId, apart);
    }
  }

  /** Whoever is with a newcomer it contradicts, or apart from one it agrees with. */
  function isConcerned(id: string, newcomer: ComparableRecord): boolean {
    const other = memory.arrivingOf(id)?.record;
    if (other === undefined) return false;
    const isTogether = memory.customerOf(id) === memory.customerOf(newcomer.recordId);
    return isTogether !== agree(other, newcomer) >= policy.linkAt;
  }

  function decideAgain(recordId: string): void {
    const arriving = memory.arrivingOf(recordId);
    const own = memory.customerOf(recordId);
    if (arriving === undefined || own === undefined) return;
    const near = memory.candidatesFor([arriving], worthComparing);
    const others = near.map((members) =>
      members[0]?.customerId === own ? without(members, recordId) : members,
    );
    const verdict = decideAmong(arriving.record, others, memory.cannotLink(), policy, frequency);
    if (verdict.outcome === "LINKED") {
      surety.set(recordId, verdict.score);
      if (verdict.customerId !== own) memory.move(recordId, verdict.customerId);
      return;
    }
    surety.delete(recordId);
    if (memory.membersOf(own).length > 1) memory.move(recordId, newCustomerId(recordId));
  }

  return {
    /** Around a record that was just decided. `newCustomerId` must never answer the same id twice. */
    reopen({ recordId, outcome, score }: Resolution, { record, keys }: ArrivingRecord): void {
      if (!policy.reopens) return;
      if (outcome === "LINKED" && score !== null) note(recordId, score);
      comeApart(memory.membersOf(memory.customerOf(recordId) ?? ""));
      const own = memory.membersOf(memory.customerOf(recordId) ?? "");
      const near = new Set([...own.map((one) => one.recordId), ...likeliest(keys, memory.byKey())]);
      const weakest = [...near]
        .filter((id) => id !== recordId && surety.has(id) && isConcerned(id, record))
        .sort((a, b) => suretyOf(a) - suretyOf(b) || (a < b ? -1 : 1));
      for (const id of weakest.slice(0, REOPENED_MAX)) decideAgain(id);
    },
  };
}

const without = (members: Members, recordId: string): Members =>
  members.filter((one) => one.recordId !== recordId);

/** How well two records agree by themselves; a veto is worth as much as being dismissed. */
function agreement({ model, hopelessBelow }: Policy, frequency: Frequency) {
  const known = new Map<string, number>();
  return (a: ComparableRecord, b: ComparableRecord): number => {
    const pair = [a.recordId, b.recordId].sort().join("\n");
    const before = known.get(pair);
    if (before !== undefined) return before;
    const { veto, score } = compare(a, b, frequency, model);
    const agreed = veto === null ? score : hopelessBelow;
    if (known.size >= PAIRS_MAX) known.clear();
    known.set(pair, agreed);
    return agreed;
  };
}
