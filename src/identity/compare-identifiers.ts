import { codeForm, isDistinctive } from "./code.js";
import type { Email, Features, Phone } from "./features.js";
import { type Finding, finding } from "./finding.js";
import type { ComparableRecord } from "./record.js";
import { isSlip, jaroWinkler } from "./similarity.js";

const EXCHANGE_DIGITS_OPEN = 2;
const PHONE_LENGTH_MIN = 11;
const ALIKE_SIMILARITY_MIN = 0.92;
const DAY_MS = 86_400_000;
const YEAR_DAYS = 365.25;
/** Dates this near each other are one date remembered or keyed wrongly more often than two people. */
const NEAR_DAYS = 45;
/** A wrong last or last but one digit of the year. */
const ROUND_YEARS = [1, 10];

/**
 * Customer codes: the same in one system is the sender's own word; in two systems it must be distinctive.
 * Different codes of one form, `YF-0071` and `YF-0090`, come from one numbering and so mean two customers,
 * whoever quotes them; different account numbers of a shop prove less, for people open several.
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
      } else if (sameSystem) conflict ??= finding("code", "differentNumber", ours.value, theirs.value);
    }
  }
  return shared ?? conflict;
}

export function compareTaxIds({ taxId: a }: Features, { taxId: b }: Features): Finding | null {
  if (a === null || b === null) return null;
  if (a.value === b.value) return finding("taxId", a.checked ? "same" : "sameUnchecked", a.value, b.value);
  if (a.kind !== b.kind) return null;
  if (a.checked && b.checked) return finding("taxId", "differentChecked", a.value, b.value);
  return finding("taxId", isSlip(a.value, b.value) ? "slip" : "different", a.value, b.value);
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

/** The best that any two numbers have in common. Two different numbers say little: people have several. */
export function comparePhones({ phones: a }: Features, { phones: b }: Features): Finding | null {
  const [first] = a;
  const [other] = b;
  if (first === undefined || other === undefined) return null;
  let best = finding("phone", "different", first.number, other.number);
  for (const ours of a) {
    for (const theirs of b) {
      const level = phoneLevel(ours, theirs);
      if (level === "same")
        return finding("phone", level, ours.number, theirs.number, `phone:${ours.number}`);
      if (level === "sameTail")
        best = finding("phone", level, ours.number, theirs.number, `tel:${ours.tail}`);
      else if (level !== null && best.level === "different")
        best = finding("phone", level, ours.number, theirs.number);
    }
  }
  return best;
}

function phoneLevel(a: Phone, b: Phone): string | null {
  if (a.number === b.number) return "same";
  const oneIsLocal = a.country === null || b.country === null;
  if (oneIsLocal && a.tail === b.tail) return "sameTail";
  const exchange = a.number.slice(0, -EXCHANGE_DIGITS_OPEN);
  return a.number.length >= PHONE_LENGTH_MIN && exchange === b.number.slice(0, -EXCHANGE_DIGITS_OPEN)
    ? "sameExchange"
    : null;
}

/** The address if any is shared, else the domain, which only a company's own says anything with. */
export function compareEmails({ emails: a }: Features, { emails: b }: Features): Finding[] {
  const [first] = a;
  const [other] = b;
  if (first === undefined || other === undefined) return [];
  const pairs = a.flatMap((ours) => b.map((theirs) => [ours, theirs] as const));
  const shared = bestAddress(pairs);
  if (shared !== null && shared.level !== "sameMailbox" && shared.level !== "alike") return [shared];
  const domain = compareDomains(pairs);
  const mailboxes = first.local !== null && other.local !== null;
  const apart = mailboxes ? finding("email", "different", first.address, other.address) : null;
  return [shared ?? apart, domain].filter((found) => found !== null);
}

function bestAddress(pairs: readonly (readonly [Email, Email])[]): Finding | null {
  let best: Finding | null = null;
  for (const [ours, theirs] of pairs) {
    if (ours.local === null || theirs.local === null) {
      if (ours.local !== theirs.local && isSlip(ours.address, theirs.address))
        best ??= finding("email", "slip", ours.address, theirs.address);
      continue;
    }
    if (ours.address === theirs.address) {
      return finding("email", "same", ours.address, theirs.address, `email:${ours.address}`);
    }
    if (isSlip(ours.address, theirs.address) && !(ours.role || theirs.role)) {
      best = finding("email", "slip", ours.address, theirs.address);
    } else if (ours.local === theirs.local && !ours.role && ours.local.length > 3) {
      best ??= finding("email", "sameMailbox", ours.address, theirs.address, `mailbox:${ours.local}`);
    } else if (!ours.role && jaroWinkler(ours.address, theirs.address) >= ALIKE_SIMILARITY_MIN) {
      best ??= finding("email", "alike", ours.address, theirs.address);
    }
  }
  return best;
}

function compareDomains(pairs: readonly (readonly [Email, Email])[]): Finding | null {
  let best: Finding | null = null;
  for (const [{ domain: ours, free }, { domain: theirs, free: theirsFree }] of pairs) {
    if (free || theirsFree) continue;
    if (ours === theirs) return finding("domain", "same", ours, theirs, `domain:${ours}`);
    if (isSlip(ours, theirs)) best = finding("domain", "slip", ours, theirs);
    else best ??= finding("domain", "different", ours, theirs);
  }
  return best;
}
