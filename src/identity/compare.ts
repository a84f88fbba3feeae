import { kindOfKey } from "./chance.js";
import { compareAddresses } from "./compare-addresses.js";
import {
  compareBirthDates,
  compareCodes,
  compareEmails,
  comparePhones,
  compareTaxIds,
} from "./compare-identifiers.js";
import { compareOrganizations, doubtSwitchboard, otherSite } from "./compare-organizations.js";
import { compareContacts, comparePersons } from "./compare-persons.js";
import type { Features } from "./features.js";
import { type Finding, finding } from "./finding.js";
import { type MatchModel, MODEL } from "./model.js";
import type { ComparableRecord } from "./record.js";
import { isSlip } from "./similarity.js";

/** One reason to believe, or to doubt, that two records describe the same customer. */
export interface Evidence {
  readonly feature: string;
  readonly level: string;
  /** Log-odds, natural logarithm: positive speaks for a match, negative against it. */
  readonly weight: number;
  readonly ours: string;
  readonly theirs: string;
  readonly detail: string;
}

export type Relation = "sister company" | "branch";

export interface Comparison {
  /** Log-odds that both are one customer: the prior plus the weights of all evidence. */
  readonly score: number;
  readonly evidence: readonly Evidence[];
  /** Why they cannot be one customer, whatever the score; null if nothing forbids it. */
  readonly veto: string | null;
  /** How they belong together without being one customer. */
  readonly related: Relation | null;
}

/** How many records share a value, by its blocking key. */
export type Frequency = (key: string) => number;
const NEVER_COUNTED: Frequency = () => 0;

/**
 * Weighs whether two records describe one customer. The score is always the prior plus the weights
 * listed, caps included as evidence of their own, so that the list is the whole explanation.
 */
export function compare(
  a: ComparableRecord,
  b: ComparableRecord,
  frequency: Frequency = NEVER_COUNTED,
  model: MatchModel = MODEL,
): Comparison {
  const findings = findingsOf(a, b);
  const related = relationOf(findings, a.features, b.features);
  const identified = findings.some(({ feature, level }) => model.identifying.includes(`${feature}.${level}`));
  const weighed = findings
    .map((found) => weigh(found, frequency, model))
    .map((found) => (identified ? forgiveMove(found, model) : found));
  const evidence = [...weighed, ...capsOn(weighed, related, model)];
  return {
    score: evidence.reduce((sum, { weight }) => sum + weight, model.prior),
    evidence,
    veto: vetoIn(findings, model),
    related,
  };
}

function vetoIn(findings: readonly Finding[], model: MatchModel): string | null {
  const overruled = findings.some(({ feature, level }) => model.overruling.includes(`${feature}.${level}`));
  const veto = findings
    .map(({ feature, level }) => model.vetoes[`${feature}.${level}`])
    .find((found) => found !== undefined && !(overruled && found.unlessIdentified));
  return veto?.reason ?? null;
}

/** All that can be observed about the two, and what the observations together give to think. */
export function findingsOf(a: ComparableRecord, b: ComparableRecord): Finding[] {
  const found = partsOf(a, b);
  return [...found, doubtSwitchboard(found, a, b), otherSite(found)].filter((one) => one !== null);
}

function partsOf(a: ComparableRecord, b: ComparableRecord): Finding[] {
  const ours = a.features;
  const theirs = b.features;
  return [
    compareCodes(a, b),
    compareTaxIds(ours, theirs),
    compareBirthDates(ours, theirs),
    ...compareNames(a, b),
    comparePhones(ours, theirs),
    ...compareEmails(ours, theirs),
    compareContacts(ours.contact, theirs.contact),
    ...compareAddresses(ours, theirs),
    ...compareOther(ours, theirs),
  ].filter((found) => found !== null);
}

/** As persons if both may be persons, else as companies; a company is no person. */
function compareNames(a: ComparableRecord, b: ComparableRecord): Finding[] {
  const ours = a.features;
  const theirs = b.features;
  if (ours.kind !== null && theirs.kind !== null && ours.kind !== theirs.kind) {
    return [finding("kind", "different", ours.kind, theirs.kind)];
  }
  if (ours.person !== null && theirs.person !== null) return comparePersons(ours.person, theirs.person);
  return compareOrganizations(a, b);
}

function compareOther({ other: a }: Features, { other: b }: Features): Finding[] {
  return Object.entries(a).flatMap(([name, ours]) => {
    const theirs = b[name];
    if (theirs === undefined) return [];
    const level = ours === theirs ? "same" : isSlip(ours, theirs) ? "slip" : "different";
    return [finding(`other:${name}`, level, ours, theirs, level === "same" ? `other:${name}|${ours}` : null)];
  });
}

/** The same core in another trade is a sister; a branch belongs to its company. */
function relationOf(findings: readonly Finding[], a: Features, b: Features): Relation | null {
  const core = findings.find(({ feature }) => feature === "core");
  if (core === undefined || core.level.startsWith("different")) return null;
  if (findings.some(({ feature, level }) => feature === "industry" && level === "different"))
    return "sister company";
  return a.organization?.branch !== b.organization?.branch ? "branch" : null;
}

/** Fields of no known meaning share the weights of `other`, until they have learned their own. */
const weightOf = ({ weights }: MatchModel, feature: string, level: string): number =>
  (weights[feature] ?? (feature.startsWith("other:") ? weights.other : undefined))?.[level] ?? 0;

/**
 * What a shared value gains by being rare and loses by being common. A model that has counted its
 * set compares with the chance of the average value; one that has not only discounts the crowded.
 */
export function commonness(key: string | null, count: number, full: number, model: MatchModel): number {
  if (key === null || count === 0) return 0;
  if (model.terms !== null) {
    const { records, chance, strength, limit } = model.terms;
    const expected = chance[kindOfKey(key)];
    if (expected === undefined) return 0;
    const rarity = strength * (expected - Math.log(count / records));
    return Math.min(limit, Math.max(-limit, rarity));
  }
  const { free, strength, floor } = model.frequency;
  if (full <= 0 || count <= free) return 0;
  return Math.max(full * floor, full - strength * Math.log(count / free)) - full;
}

function weigh(found: Finding, frequency: Frequency, model: MatchModel): Evidence {
  const { feature, level, ours, theirs, sharedKey } = found;
  const full = weightOf(model, feature, level);
  const count = sharedKey === null ? 0 : frequency(sharedKey);
  const weight = full + commonness(sharedKey, count, full, model);
  const shared = count > model.frequency.free ? `, shared by ${count} records` : "";
  const detail =
    ours === theirs ? `${feature}: both ${ours}${shared}` : `${feature}: ${ours} and ${theirs}${shared}`;
  return { feature, level, weight, ours, theirs, detail };
}

const LOCATION_FEATURES = new Set([
  "street",
  "postcode",
  "city",
  "district",
  "region",
  "whereabouts",
  "site",
]);

/** Whoever is known by a code, a tax id, a phone or a mailbox may have moved. */
function forgiveMove(found: Evidence, model: MatchModel): Evidence {
  if (found.weight >= 0 || !LOCATION_FEATURES.has(found.feature)) return found;
  return { ...found, weight: found.weight * model.movedShare, detail: `${found.detail} (may have moved)` };
}

/** The score if the customer is otherwise known to be the same: what speaks against it by address is a move. */
export function forgivingMoves({ score, evidence }: Comparison, model: MatchModel): number {
  return evidence
    .filter(({ feature, weight }) => weight < 0 && LOCATION_FEATURES.has(feature))
    .reduce((sum, { weight }) => sum - weight * (1 - model.movedShare), score);
}

/** The score once a third record ties both together: then addresses are moves, and no switchboard is in doubt. */
export function onceTied(comparison: Comparison, model: MatchModel): number {
  const doubt = comparison.evidence.find(({ feature }) => feature === "switchboard")?.weight ?? 0;
  return forgivingMoves(comparison, model) - doubt;
}

/** A sum within its limits: beyond them only a share of the excess counts. */
export const capTo = (sum: number, cap: number, floor: number, excessShare: number): number => {
  const limited = Math.min(cap, Math.max(floor, sum));
  return limited + excessShare * (sum - limited);
};

function capsOn(evidence: readonly Evidence[], related: Relation | null, model: MatchModel): Evidence[] {
  return model.groups.flatMap(({ name, features, cap, floor, sisterCap }) => {
    const sum = evidence.reduce(
      (total, { feature, weight }) => (features.includes(feature) ? total + weight : total),
      0,
    );
    const most = related === "sister company" ? Math.min(cap, sisterCap) : cap;
    const capped = capTo(sum, most, floor, related === null ? model.excessShare : 0);
    if (capped === sum) return [];
    const why =
      related === "sister company" && sum > capped
        ? "sister companies share it"
        : "says the same thing in several ways";
    return [
      {
        feature: name,
        level: "capped",
        weight: capped - sum,
        ours: "",
        theirs: "",
        detail: `${name}: ${why}`,
      },
    ];
  });
}
