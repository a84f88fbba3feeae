import { CROWD_MIN, type Crowd, NOBODY } from "../deciding/crowd.js";
import { compareOther } from "../golden/other-values.js";
import type { ComparableRecord } from "../record.js";
import { kindOfKey } from "./chance.js";
import { compareAddresses } from "./compare-addresses.js";
import { compareEmails } from "./compare-emails.js";
import { compareBirthDates, compareCodes, compareTaxIds } from "./compare-identifiers.js";
import { compareNames, doubtNameAlone, doubtPlaceAlone } from "./compare-names.js";
import { doubtSwitchboard, otherSite } from "./compare-organizations.js";
import { compareContacts } from "./compare-persons.js";
import { comparePhones } from "./compare-phones.js";
import { doubtSisterName } from "./compare-trades.js";
import type { Finding } from "./finding.js";
import { type MatchModel, MODEL } from "./model.js";
import { HOUSEHOLD, isKin, limitsOf, type Relation, relationOf, SHARED_BY } from "./relation.js";

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
  crowd: Crowd = NOBODY,
): Comparison {
  const findings = findingsOf(a, b);
  const related = relationOf(findings, a.features, b.features);
  const identified = findings.some(({ feature, level }) => model.identifying.includes(`${feature}.${level}`));
  const weighed = findings
    .map((found) => crowded(weigh(found, frequency, model), found.sharedKey, crowd, model))
    .map((found) => (identified ? forgiveMove(found, model) : found));
  const evidence = [...weighed, ...capsOn(weighed, related, model)];
  return {
    score: evidence.reduce((sum, { weight }) => sum + weight, model.prior),
    evidence,
    veto: vetoIn(findings, related, model),
    related,
  };
}

/** A mailbox that a family shares overrules nothing. */
function vetoIn(findings: readonly Finding[], related: Relation | null, model: MatchModel): string | null {
  const overruled = findings.some(
    ({ feature, level }) =>
      model.overruling.includes(`${feature}.${level}`) && !(related === HOUSEHOLD && feature === "email"),
  );
  const veto = findings
    .map(({ feature, level }) => model.vetoes[`${feature}.${level}`])
    .find((found) => found !== undefined && !(overruled && found.unlessIdentified));
  return veto?.reason ?? null;
}

/** All that can be observed about the two, and what the observations together give to think. */
export function findingsOf(a: ComparableRecord, b: ComparableRecord): Finding[] {
  const found = partsOf(a, b);
  return [
    ...found,
    doubtSwitchboard(found, a, b),
    otherSite(found),
    doubtSisterName(found, a, b),
    doubtNameAlone(found),
    doubtPlaceAlone(found),
  ].filter((one) => one !== null);
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
    ...compareOther(ours.other, theirs.other),
  ].filter((found) => found !== null);
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

/** What many clearly different parties share tells one of them from the rest no better than a guess. */
function crowded(found: Evidence, key: string | null, crowd: Crowd, model: MatchModel): Evidence {
  if (key === null || found.weight <= 0 || !CROWDED_FEATURES.has(found.feature)) return found;
  const parties = crowd(key);
  const most = Math.max(0, -model.prior - Math.log(parties - 1));
  if (parties < CROWD_MIN || found.weight <= most) return found;
  return { ...found, weight: most, detail: `${found.detail} (${parties} different names share it)` };
}

/** What they say hangs on who else is known by it. */
export const CROWDED_FEATURES: ReadonlySet<string> = new Set(["phone", "email"]);

const PLACE_FEATURES: ReadonlySet<string> = new Set(["street", "postcode", "city", "district", "region"]);
const SITE_FEATURES: ReadonlySet<string> = new Set(["whereabouts", "site"]);

/** What is left of this evidence if the customer may have moved. */
function leftIfMoved({ feature, weight }: Evidence, { movedShare, otherSiteShare }: MatchModel): number {
  if (weight >= 0) return 1;
  if (SITE_FEATURES.has(feature)) return otherSiteShare;
  return PLACE_FEATURES.has(feature) ? movedShare : 1;
}

/** Whoever is known by a code, a tax id, a phone or a mailbox may have moved. */
function forgiveMove(found: Evidence, model: MatchModel): Evidence {
  const left = leftIfMoved(found, model);
  if (left === 1) return found;
  return { ...found, weight: found.weight * left, detail: `${found.detail} (may have moved)` };
}

/** The score if the customer is otherwise known to be the same: then other addresses are moves, and the name is not alone. */
export function forgivingMoves({ score, evidence }: Comparison, model: MatchModel): number {
  return evidence.reduce(
    (sum, found) => sum - found.weight * (1 - leftIfMoved(found, model)),
    score - doubtIn(evidence, "name"),
  );
}

const doubtIn = (evidence: readonly Evidence[], doubt: string): number =>
  evidence.find(({ feature }) => feature === doubt)?.weight ?? 0;

/** The score once a third record ties both together: then addresses are moves, and no switchboard is in doubt. */
export function onceTied(comparison: Comparison, model: MatchModel): number {
  return forgivingMoves(comparison, model) - doubtIn(comparison.evidence, "switchboard");
}

/** A sum within its limits: beyond them only a share of the excess counts. */
export const capTo = (sum: number, cap: number, floor: number, excessShare: number): number => {
  const limited = Math.min(cap, Math.max(floor, sum));
  return limited + excessShare * (sum - limited);
};

function capsOn(evidence: readonly Evidence[], related: Relation | null, model: MatchModel): Evidence[] {
  return model.groups.flatMap((group) => {
    const { name, features, floor } = group;
    const members = evidence.filter(({ feature }) => features.includes(feature));
    if (members.length === 0) return [];
    const sum = members.reduce((total, { weight }) => total + weight, 0);
    const { most, excessShare } = limitsOf(group, related, model);
    const capped = capTo(sum, most, floor, excessShare);
    if (capped === sum) return [];
    const why =
      isKin(related, model) && sum > capped ? SHARED_BY[related] : "says the same thing in several ways";
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
