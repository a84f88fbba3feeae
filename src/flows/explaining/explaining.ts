import { z } from "zod";
import type { Evidence, Frequency } from "../../identity/comparing/compare.js";
import { frequencyUnder } from "../../identity/comparing/kept-terms.js";
import { keyHash } from "../../identity/deciding/blocking.js";
import type { Policy } from "../../identity/deciding/policy.js";
import { type ArrivingRecord, KEY_RECORDS_MAX } from "../../identity/deciding/resolve-set.js";
import type { Act } from "../../identity/explaining/explain-history.js";
import type { KnownRecord } from "../../identity/record.js";
import type { ActRow, ExplainedRecord } from "../../store/reads/explanation.js";
import type { Reads } from "../../store/reads/reads.js";
import { knownOf } from "../identity/known-record.js";

export type { Explanation } from "../../identity/explaining/explain.js";

export type Explaining = Pick<
  Reads,
  | "explainedRecords"
  | "membersOf"
  | "keyCounts"
  | "linksOf"
  | "foundersOf"
  | "movesOf"
  | "actsById"
  | "actsAbout"
  | "namesOfCustomers"
  | "separationsAmong"
  | "customerNames"
>;

/** The members of a customer that the engine would look at, without one that is to be held against them. */
export async function othersOf(
  reads: Explaining,
  customerId: string,
  withoutId: string | null,
  policy: Policy,
): Promise<KnownRecord[]> {
  const members = await reads.membersOf([customerId], policy.membersMax);
  return members.filter(({ id }) => id !== withoutId).map(knownOf);
}

/** How many records stand under each key, counted as far as the engine counts. */
export async function countsOf(
  reads: Explaining,
  keys: readonly { readonly key: string }[],
): Promise<Map<string, number>> {
  const hashed = new Map(keys.map(({ key }) => [String(keyHash(key)), key]));
  const rows = await reads.keyCounts([...hashed.keys()], KEY_RECORDS_MAX + 1);
  return new Map(rows.map(({ key, count }) => [hashed.get(key) ?? key, count]));
}

/** How common the values of a record are among the others: a record that is decided stands under its keys itself. */
export async function frequencyFor(
  reads: Explaining,
  { keys }: ArrivingRecord,
  isDecided: boolean,
  { model }: Policy,
): Promise<Frequency> {
  const counts = await countsOf(reads, keys);
  return frequencyUnder(model, (key) => Math.max(0, (counts.get(key) ?? 0) - Number(isDecided)));
}

const reason = z.object({
  feature: z.string(),
  level: z.string().default(""),
  weight: z.number(),
  ours: z.string().default(""),
  theirs: z.string().default(""),
  detail: z.string().default(""),
});
/** The engine's reasons; or what lay before the steward who decided, with the reasons inside. */
const reasons = z.union([
  z.array(reason),
  z.object({ evidence: z.array(reason) }).transform(({ evidence }) => evidence),
]);

/** The evidence a decision was written down with. */
export const evidenceOf = ({ evidence }: ActRow): Evidence[] => reasons.safeParse(evidence).data ?? [];

export const actOf = ({ seq, evidence: _evidence, ...act }: ActRow): Act => ({ ...act, seq: Number(seq) });

/** `深圳市云帆科技有限公司 (webshop, version 2)`: a record as people know it. */
export function nameOfRecord({ id, connectionId, version, party }: ExplainedRecord): string {
  const name = party.name ?? party.contactName ?? party.emails[0] ?? party.phones[0] ?? `record ${id}`;
  return `${name} (${connectionId}${version > 1 ? `, version ${version}` : ""})`;
}
