import { HubError } from "../../domain/errors.js";
import type { Policy } from "../../identity/deciding/policy.js";
import { representatives } from "../../identity/deciding/representatives.js";
import { type ArrivingRecord, KEY_RECORDS_MAX } from "../../identity/deciding/resolve-set.js";
import { type Explanation, explainPair, explainStanding } from "../../identity/explaining/explain.js";
import { type Gap, gapOf } from "../../identity/explaining/explain-gap.js";
import type { ActRow, ExplainedRecord } from "../../store/reads/explanation.js";
import { arrivingOf } from "../identity/known-record.js";
import { policyInForce } from "../identity/policy-in-force.js";
import type { Hub } from "../work/hub.js";
import { countsOf, type Explaining, frequencyFor, nameOfRecord, othersOf } from "./explaining.js";
import { whyNotInWords } from "./why-not-words.js";

/** A source record, or a customer with all its records. */
export interface Side {
  readonly kind: "RECORD" | "CUSTOMER";
  readonly id: string;
}

/** A value that both sides have, by which one leads to the other. */
export interface SharedKey {
  readonly key: string;
  readonly records: number;
  /** So many records have it that nobody is looked up by it. */
  readonly tooCommon: boolean;
}

/** Why two records or customers are not one. */
export interface WhyNot {
  /** They are one. */
  readonly together: boolean;
  readonly customerIds: readonly [string | null, string | null];
  readonly sharedKeys: readonly SharedKey[];
  /** Nothing leads from one to the other, so nobody ever compared them. */
  readonly neverMet: boolean;
  /** Two records: held against each other. */
  readonly pair: Explanation | null;
  /** The record, or the likeliest of the first customer's records, against the whole second customer. */
  readonly standing: Explanation | null;
  readonly standingRecordId: string | null;
  /** The customer that the first record belongs to instead, and how it stands to the rest of that one. */
  readonly winner: {
    readonly customerId: string;
    readonly name: string | null;
    readonly score: number | null;
  } | null;
  /** What stewards have settled about the two. */
  readonly separations: readonly ActRow[];
  readonly gap: Gap | null;
  readonly words: readonly string[];
}

interface Found {
  readonly side: Side;
  readonly customerId: string | null;
  readonly records: readonly ExplainedRecord[];
  readonly arriving: readonly ArrivingRecord[];
}

/** Null if one of them does not exist. */
export async function explainWhyNot(hub: Hub, reads: Explaining, a: Side, b: Side): Promise<WhyNot | null> {
  if (a.id === b.id && a.kind === b.kind) {
    throw new HubError("SAME_TWICE", "both ids are the same", { mend: "Name two different ones." });
  }
  const policy = await policyInForce(hub);
  const [ours, theirs] = [await sideOf(reads, a, policy), await sideOf(reads, b, policy)];
  if (ours === null || theirs === null) return null;
  const sharedKeys = await sharedKeysOf(reads, ours, theirs);
  const { standing, recordId } = await standingOf(reads, ours, theirs, policy);
  const pair = await pairOf(reads, ours, theirs, policy);
  const together = ours.customerId !== null && ours.customerId === theirs.customerId;
  const explained = standing ?? pair;
  const found = {
    together,
    customerIds: [ours.customerId, theirs.customerId] as const,
    sharedKeys,
    neverMet: sharedKeys.every(({ tooCommon }) => tooCommon),
    ...{ pair, standing, standingRecordId: recordId },
    winner: together ? null : await winnerOf(reads, ours, policy),
    separations: await separationsOf(reads, ours.customerId, theirs.customerId),
    gap: explained === null || together ? null : gapOf(explained, policy.model),
  };
  return { ...found, words: whyNotInWords(found, nameOf(ours), nameOf(theirs)) };
}

async function sideOf(reads: Explaining, side: Side, policy: Policy): Promise<Found | null> {
  if (side.kind === "RECORD") {
    const records = await reads.explainedRecords([side.id]);
    const [record] = records;
    if (record === undefined) return null;
    return { side, customerId: record.customerId, records, arriving: records.map(arrivingOf) };
  }
  const known = (await reads.namesOfCustomers([side.id])).find(({ id }) => id === side.id);
  if (known === undefined) return null;
  const records = await reads.membersOf([known.now], policy.membersMax);
  return { side, customerId: known.now, records, arriving: records.map(arrivingOf) };
}

async function sharedKeysOf(reads: Explaining, ours: Found, theirs: Found): Promise<SharedKey[]> {
  const keysOf = ({ arriving }: Found) =>
    new Map(arriving.flatMap(({ keys }) => keys.map((key) => [key.key, key])));
  const other = keysOf(theirs);
  const shared = [...keysOf(ours).values()].filter(({ key }) => other.has(key));
  const counts = await countsOf(reads, shared);
  return shared.map(({ key }) => {
    const records = counts.get(key) ?? 0;
    return { key, records, tooCommon: records > KEY_RECORDS_MAX };
  });
}

async function pairOf(
  reads: Explaining,
  ours: Found,
  theirs: Found,
  policy: Policy,
): Promise<Explanation | null> {
  const [a] = ours.arriving;
  const [b] = theirs.arriving;
  if (ours.side.kind !== "RECORD" || theirs.side.kind !== "RECORD" || a === undefined || b === undefined)
    return null;
  return explainPair(
    a.record,
    b.record,
    policy,
    await frequencyFor(reads, a, ours.customerId !== null, policy),
  );
}

/** The likeliest of our records against their customer as a whole, as the engine would hold it if it came now. */
async function standingOf(reads: Explaining, ours: Found, theirs: Found, policy: Policy) {
  const none: { standing: Explanation | null; recordId: string | null } = { standing: null, recordId: null };
  if (theirs.customerId === null) return none;
  const own = new Set(ours.arriving.map(({ record }) => record.recordId));
  const members = (await othersOf(reads, theirs.customerId, null, policy)).filter(
    ({ recordId }) => !own.has(recordId),
  );
  const byId = new Map(ours.arriving.map((one) => [one.record.recordId, one]));
  let best = none;
  for (const { recordId } of representatives(
    ours.arriving.map(({ record }) => record),
    policy.representativesMax,
  )) {
    const arriving = byId.get(recordId);
    if (arriving === undefined) continue;
    const frequency = await frequencyFor(reads, arriving, ours.customerId !== null, policy);
    const standing = explainStanding(arriving.record, members, policy, frequency);
    if (standing !== null && (best.standing === null || standing.score > best.standing.score))
      best = { standing, recordId };
  }
  return best;
}

async function winnerOf(
  reads: Explaining,
  { side, customerId, arriving }: Found,
  policy: Policy,
): Promise<WhyNot["winner"]> {
  const [record] = arriving;
  if (side.kind !== "RECORD" || customerId === null || record === undefined) return null;
  const members = await othersOf(reads, customerId, side.id, policy);
  const frequency = await frequencyFor(reads, record, true, policy);
  const standing = explainStanding(record.record, members, policy, frequency);
  const [customer] = await reads.customerNames([customerId]);
  return { customerId, name: customer?.name ?? null, score: standing?.score ?? null };
}

async function separationsOf(reads: Explaining, a: string | null, b: string | null): Promise<ActRow[]> {
  if (a === null || b === null || a === b) return [];
  const now = new Map((await reads.namesOfCustomers([a, b])).map((one) => [one.id, one.now]));
  const acts = await reads.separationsAmong([...now.keys()]);
  return acts.filter(
    ({ customerId, otherCustomerId }) => now.get(customerId) !== now.get(otherCustomerId ?? ""),
  );
}

const nameOf = ({ records, side }: Found): string => {
  const [record] = records;
  return record === undefined ? `customer ${side.id}` : nameOfRecord(record);
};
