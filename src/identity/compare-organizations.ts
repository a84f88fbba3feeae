import { isDistinctive } from "./code.js";
import { SOFT_INDUSTRIES } from "./data/industries.js";
import type { OrganizationName } from "./features.js";
import { type Finding, finding } from "./finding.js";
import { relatePlaces } from "./place.js";
import type { ComparableRecord } from "./record.js";
import { isSlip, jaroWinkler } from "./similarity.js";

const SLIP_SIMILARITY_MIN = 0.93;
const SLIP_LENGTH_MIN = 6;
const WITHIN_LENGTH_MIN = 4;
const SHORT_CORE_LENGTH_MAX = 2;

/**
 * Compares two company names part by part. Industry, place and legal form say something only about
 * names with the same core: that two strangers are both in logistics proves nothing.
 */
export function compareOrganizations(a: ComparableRecord, b: ComparableRecord): Finding[] {
  const ours = a.features.organization;
  const theirs = b.features.organization;
  if (ours === null || theirs === null || ours.core === "" || theirs.core === "") return [];
  const core = compareCores(ours, theirs);
  if (core.level.startsWith("different")) return [core];
  const parts = [
    core,
    core.level === "acronym" ? null : compareIndustries(ours, theirs),
    comparePlaces(a, b, ours, theirs),
    compareLegalForms(ours, theirs),
    wholeName(core, ours, theirs),
  ];
  return parts.filter((part) => part !== null);
}

function compareCores(a: OrganizationName, b: OrganizationName): Finding {
  const shared = a.readings.find((reading) => b.readings.includes(reading));
  const key = shared === undefined ? null : `core:${shared}`;
  return finding("core", coreLevel(a, b, shared), a.core, b.core, key);
}

function coreLevel(a: OrganizationName, b: OrganizationName, shared: string | undefined): string {
  const [ours = ""] = a.readings;
  const [theirs = ""] = b.readings;
  if (a.script === "HAN" && b.script === "HAN") {
    if (a.core === b.core) return "same";
    if (shared !== undefined) return "homophone";
    return hanSlip(a.core, b.core) ? "slip" : hanWithin(a.core, b.core) ? "within" : "different";
  }
  if (shared !== undefined) return a.script === b.script ? "same" : "sameReading";
  if (a.script !== b.script)
    return isSlip(ours, theirs) && ours.length >= SLIP_LENGTH_MIN ? "slip" : "differentScript";
  if (sameWords(a.tokens, b.tokens)) return "same";
  if (abbreviates(a.tokens, b.tokens)) return "abbreviated";
  if (isCoreSlip(ours, theirs)) return "slip";
  if (within(a.tokens, b.tokens) || within(b.tokens, a.tokens)) return "within";
  return isAcronym(a, ours, b) || isAcronym(b, theirs, a) ? "acronym" : "different";
}

/** One character misread in a name of three or more; two characters that differ are two names. */
const hanSlip = (a: string, b: string): boolean =>
  a.length === b.length && a.length >= 3 && [...a].filter((letter, at) => letter !== b[at]).length === 1;

const hanWithin = (a: string, b: string): boolean => a.startsWith(b) || b.startsWith(a);

const isCoreSlip = (a: string, b: string): boolean =>
  Math.min(a.length, b.length) >= SLIP_LENGTH_MIN &&
  (isSlip(a, b) || jaroWinkler(a, b) >= SLIP_SIMILARITY_MIN);

const sameWords = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((word) => b.includes(word));

/** Word by word the same, or one the beginning of the other: `Harbor St`. */
const abbreviates = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length &&
  a.length > 1 &&
  a.every((word, at) => word.length > 1 && (b[at]?.startsWith(word) || word.startsWith(b[at] ?? word)));

const within = (few: readonly string[], many: readonly string[]): boolean =>
  few.length < many.length &&
  few.join("").length >= WITHIN_LENGTH_MIN &&
  few.every((word) => many.includes(word));

/** The short name consists of the initials of the long one: `AP Corp` for `Ashcroft Plastics`. */
const isAcronym = (short: OrganizationName, reading: string, long: OrganizationName): boolean =>
  short.tokens.length === 1 && short.industries.length === 0 && long.acronym === reading;

function compareIndustries(a: OrganizationName, b: OrganizationName): Finding | null {
  const ours = a.industries.filter((id) => !SOFT_INDUSTRIES.has(id));
  const theirs = b.industries.filter((id) => !SOFT_INDUSTRIES.has(id));
  if (ours.length === 0 || theirs.length === 0) {
    if (a.industries.length === 0 || b.industries.length === 0) return null;
    const soft = a.industries.some((id) => b.industries.includes(id)) ? "sameSoft" : "parent";
    if (soft === "sameSoft" && ours.length + theirs.length > 0) return null;
    return finding("industry", soft, a.industries.join(" "), b.industries.join(" "));
  }
  const shared = ours.filter((id) => theirs.includes(id)).length;
  const level =
    shared === 0 ? "different" : shared === Math.max(ours.length, theirs.length) ? "same" : "overlap";
  return finding("industry", level, ours.join(" "), theirs.join(" "));
}

const RELATION_LEVEL = { SAME: "same", WITHIN: "within", DIFFERENT: "different" } as const;

/** The places in both names; where one name has none, the place its address or area code gives away. */
function comparePlaces(
  a: ComparableRecord,
  b: ComparableRecord,
  ours: OrganizationName,
  theirs: OrganizationName,
): Finding | null {
  if (ours.place !== null && theirs.place !== null) {
    return finding("place", RELATION_LEVEL[relatePlaces(ours.place, theirs.place)], ours.place, theirs.place);
  }
  const here = ours.place ?? whereabouts(a);
  const there = theirs.place ?? whereabouts(b);
  if (here === null || there === null) return null;
  if (ours.place === null && theirs.place === null && (sharePhone(a, b) || stateCities(a, b))) return null;
  const level = isSlip(here, there) ? "same" : RELATION_LEVEL[relatePlaces(here, there)];
  return finding("whereabouts", level, here, there);
}

/** Then comparing their addresses says it. */
const stateCities = (a: ComparableRecord, b: ComparableRecord): boolean =>
  a.features.address?.city != null && b.features.address?.city != null;

/** Then the area code says nothing that the number has not said. */
const sharePhone = (a: ComparableRecord, b: ComparableRecord): boolean =>
  a.features.phones.some(({ number }) => b.features.phones.some((other) => other.number === number));

function whereabouts({ features }: ComparableRecord): string | null {
  return features.address?.city ?? features.phones.find((phone) => phone.place !== null)?.place ?? null;
}

function compareLegalForms(a: OrganizationName, b: OrganizationName): Finding | null {
  if (a.legalForm === null || b.legalForm === null) return null;
  if (a.legalForm === "company" || b.legalForm === "company") return null;
  return finding("legalForm", a.legalForm === b.legalForm ? "same" : "different", a.legalForm, b.legalForm);
}

/** Registers do not admit the same full name twice in one place. */
function wholeName(core: Finding, a: OrganizationName, b: OrganizationName): Finding | null {
  const sameCore = core.level === "same" || core.level === "sameReading";
  const same =
    sameCore &&
    a.legalForm !== null &&
    a.legalForm === b.legalForm &&
    a.place === b.place &&
    a.industries.join() === b.industries.join();
  return same ? finding("wholeName", "same", a.text, b.text) : null;
}

/**
 * A group of sisters answers one phone. Where all that ties two records together is that phone and a short
 * Chinese name, 云帆 beside 云帆物流, and the short one comes under a code that the other does not
 * know, the code is who it is, and it may well be the sister.
 */
export function doubtSwitchboard(
  found: readonly Finding[],
  a: ComparableRecord,
  b: ComparableRecord,
): Finding | null {
  const ties = found.filter(({ feature, level }) => TIES.includes(`${feature}.${level}`));
  if (ties.length !== 1 || ties[0]?.feature !== "phone" || !found.some(({ feature }) => feature === "core"))
    return null;
  const [ours, theirs] = [a.features.organization, b.features.organization];
  if (ours === null || theirs === null) return null;
  const coded = (isCodedShortName(a) && says(theirs)) || (isCodedShortName(b) && says(ours));
  return coded ? finding("switchboard", "codedShortName", ours.text, theirs.text) : null;
}

/**
 * One name at two addresses, neither street nor postcode the same, is a branch beside its company as
 * often as a company that moved. What identifies the company by itself settles it; a name does not.
 */
export function otherSite(found: readonly Finding[]): Finding | null {
  const core = found.find(({ feature }) => feature === "core");
  const street = found.find(({ feature }) => feature === "street");
  const postcode = found.find(({ feature }) => feature === "postcode");
  if (core === undefined || core.level.startsWith("different")) return null;
  if (street === undefined || postcode?.level !== "different") return null;
  return street.level === "different" || street.level === "otherNumber"
    ? finding("site", "elsewhere", street.ours, street.theirs)
    : null;
}

const TIES = [
  "phone.same",
  "phone.sameTail",
  "email.same",
  "code.same",
  "code.sameElsewhere",
  "taxId.same",
  "taxId.sameUnchecked",
  "street.same",
];

const says = ({ industries }: OrganizationName): boolean => industries.some((id) => !SOFT_INDUSTRIES.has(id));

const isCodedShortName = ({ codes, features: { organization } }: ComparableRecord): boolean =>
  organization !== null &&
  organization.script === "HAN" &&
  organization.core.length <= SHORT_CORE_LENGTH_MAX &&
  !says(organization) &&
  codes.some(({ value }) => isDistinctive(value));
