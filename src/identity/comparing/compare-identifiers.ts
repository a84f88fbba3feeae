import { isOfficial } from "../data/official-documents.js";
import { codeForm, isDistinctive } from "../normalizing/code.js";
import type { Features, TaxId } from "../normalizing/features.js";
import type { ComparableRecord } from "../record.js";
import { type Finding, finding } from "./finding.js";
import { isSlip } from "./similarity.js";

const DAY_MS = 86_400_000;
const YEAR_DAYS = 365.25;
/** Dates this near each other are one date remembered or keyed wrongly more often than two people. */
const NEAR_DAYS = 45;
/** A wrong last or last but one digit of the year. */
const ROUND_YEARS = [1, 10];

/**
 * Customer codes: the same in one system is the sender's own word; in two systems it must be distinctive.
 * Different codes of one form, `YF-0071` and `YF-0090`, come from one numbering and so mean two customers,
 * whoever quotes them; different account numbers of a shop prove less, for people open several, and different
 * passports more, for hardly anybody has two.
 */
export function compareCodes(a: ComparableRecord, b: ComparableRecord): Finding | null {
  let shared: Finding | null = null;
  let conflict: Finding | null = null;
  for (const ours of a.codes) {
    for (const theirs of b.codes) {
      const sameSystem = ours.system === theirs.system;
      if (ours.value === theirs.value) {
        if (sameSystem) return finding("code", "same", ours.value, theirs.value);
        const level = isDistinctive(ours.value) ? "sameElsewhere" : "sameNumber";
        if (shared?.level !== "sameElsewhere")
          shared = finding("code", level, ours.value, theirs.value, `code:${ours.value}`);
      } else if (isDistinctive(ours.value) && codeForm(ours.value) === codeForm(theirs.value)) {
        conflict = finding("code", "different", ours.value, theirs.value);
      } else if (sameSystem) {
        const level = isOfficial(ours.system) ? "differentDocument" : "differentNumber";
        conflict ??= finding("code", level, ours.value, theirs.value);
      }
    }
  }
  return shared ?? conflict;
}

/** The best that any two ids have in common, else the worst contradiction of two that one office gave. */
export function compareTaxIds(a: Features, b: Features): Finding | null {
  let worst: Finding | null = null;
  for (const ours of taxIdsOf(a)) {
    for (const theirs of taxIdsOf(b)) {
      const level = taxIdLevel(ours, theirs);
      if (level === null) continue;
      const found = finding("taxId", level, ours.value, theirs.value);
      if (level.startsWith("same")) return found;
      if (worst === null || TAX_ID_DOUBT.indexOf(level) > TAX_ID_DOUBT.indexOf(worst.level)) worst = found;
    }
  }
  return worst;
}

const TAX_ID_DOUBT = ["slip", "different", "differentChecked"];

const taxIdsOf = ({ taxId, otherTaxIds }: Features): readonly TaxId[] =>
  taxId === null ? [] : [taxId, ...otherTaxIds];

/** One number in five looks Taiwanese by accident. */
const sortOf = ({ kind, register }: TaxId): TaxId["kind"] =>
  kind === "TW_BAN" && register !== null ? "OTHER" : kind;

/** Ids of two kinds, or of one kind that says nothing and two offices, do not contradict each other. */
function taxIdLevel(a: TaxId, b: TaxId): string | null {
  if (a.value === b.value) return a.checked ? "same" : "sameUnchecked";
  if (sortOf(a) !== sortOf(b)) return null;
  const known = a.register !== null && b.register !== null;
  if (sortOf(a) === "OTHER" && known && a.register !== b.register) return null;
  if (a.checked && b.checked) return "differentChecked";
  return isSlip(a.value, b.value) ? "slip" : "different";
}

export function compareBirthDates({ birthDate: a }: Features, { birthDate: b }: Features): Finding | null {
  if (a === null || b === null) return null;
  return finding("birthDate", birthDateLevel(a, b), a, b, a === b ? `birth:${a}` : null);
}

function birthDateLevel(a: string, b: string): string {
  if (a === b) return "same";
  const [year, month, day] = a.split("-");
  const [otherYear, otherMonth, otherDay] = b.split("-");
  if (year === otherYear && month === otherDay && day === otherMonth) return "swapped";
  const digits = [a, b].map((date) => date.replaceAll("-", ""));
  if (isSlip(digits[0] ?? "", digits[1] ?? "") && differing(a, b) <= 2) return "slip";
  const parts = Number(year === otherYear) + Number(month === otherMonth) + Number(day === otherDay);
  if (parts === 2) return "twoParts";
  const days = Math.abs(Date.parse(a) - Date.parse(b)) / DAY_MS;
  if (days <= NEAR_DAYS) return "near";
  if (ROUND_YEARS.some((years) => Math.abs(days - years * YEAR_DAYS) <= NEAR_DAYS)) return "roundYears";
  return parts === 1 ? "onePart" : "different";
}

const differing = (a: string, b: string): number => [...a].filter((letter, at) => letter !== b[at]).length;
