import { isDistinctive } from "../normalizing/code.js";
import type { OrganizationName } from "../normalizing/features.js";
import { relatePlaces } from "../normalizing/place.js";
import type { ComparableRecord } from "../record.js";
import { compareCores } from "./compare-cores.js";
import { compareTrades, says } from "./compare-trades.js";
import { type Finding, finding } from "./finding.js";
import { isSlip } from "./similarity.js";

const SHORT_CORE_LENGTH_MAX = 2;

/** Levels at which the rest of two names is not comparable. */
const NAMES_APART: ReadonlySet<string> = new Set([
  "different",
  "differentScript",
  "contrast",
  "otherNumber",
  "stranger",
]);

/**
 * Compares two company names part by part. Industry, place and legal form say something only about
 * names with the same core: that two strangers are both in logistics proves nothing.
 */
export function compareOrganizations(a: ComparableRecord, b: ComparableRecord): Finding[] {
  const ours = a.features.organization;
  const theirs = b.features.organization;
  if (ours === null || theirs === null || ours.core === "" || theirs.core === "") return [];
  const core = compareCores(ours, theirs);
  if (NAMES_APART.has(core.level)) return [core];
  const trades = core.level === "acronym" || core.level === "misread" ? null : compareTrades(ours, theirs);
  const parts = [
    core,
    trades,
    comparePlaces(a, b, ours, theirs),
    compareLegalForms(ours, theirs),
    wholeName(core, trades, ours, theirs),
  ];
  return parts.filter((part) => part !== null);
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
function wholeName(
  core: Finding,
  trades: Finding | null,
  a: OrganizationName,
  b: OrganizationName,
): Finding | null {
  const sameCore = core.level === "same" || core.level === "sameReading";
  const same =
    sameCore &&
    trades?.level !== "otherWord" &&
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
  if (core === undefined || NAMES_APART.has(core.level)) return null;
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

const isCodedShortName = ({ codes, features: { organization } }: ComparableRecord): boolean =>
  organization !== null &&
  organization.script === "HAN" &&
  organization.core.length <= SHORT_CORE_LENGTH_MAX &&
  !says(organization) &&
  codes.some(({ value }) => isDistinctive(value));
