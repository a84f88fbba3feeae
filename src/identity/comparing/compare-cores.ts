import { SOFT_INDUSTRIES } from "../data/industries.js";
import type { OrganizationName } from "../normalizing/features.js";
import { asSeen, isMisread } from "../normalizing/misread.js";
import { haveOtherNumbers, withNumbers } from "../normalizing/name-numbers.js";
import { isPinyin } from "../normalizing/pinyin.js";
import { type Finding, finding } from "./finding.js";
import { isSlip, jaroWinkler } from "./similarity.js";

const SLIP_SIMILARITY_MIN = 0.93;
const ALIKE_SIMILARITY_MIN = 0.85;
const SLIP_LENGTH_MIN = 6;
const SLIP_LENGTH_GAP_MAX = 2;
const WORD_SLIP_LENGTH_MIN = 5;
const SHORTENED_LENGTH_MIN = 2;
const WITHIN_LENGTH_MIN = 4;
const HAN_START_MIN = 2;

/** Compares the distinctive parts of two company names. */
export function compareCores(a: OrganizationName, b: OrganizationName): Finding {
  const shared = a.readings.find((reading) => b.readings.includes(reading));
  const key = shared === undefined ? null : `core:${shared}`;
  return finding("core", coreLevel(a, b, shared), a.core, b.core, key);
}

function coreLevel(a: OrganizationName, b: OrganizationName, shared: string | undefined): string {
  if (haveOtherNumbers(a, b)) return "otherNumber";
  if (a.script === "HAN" && b.script === "HAN") return hanLevel(a, b, shared);
  if (shared !== undefined) return a.script === b.script ? "same" : "sameReading";
  const [ours = ""] = a.readings;
  const [theirs = ""] = b.readings;
  if (a.script !== b.script) return acrossScripts(a, b, ours, theirs);
  return latinLevel(a, b, ours, theirs);
}

/** A name that is no transcription may be a brand of its own; one in pinyin is the pinyin of another name. */
function acrossScripts(a: OrganizationName, b: OrganizationName, ours: string, theirs: string): string {
  if (isSlip(ours, theirs) && ours.length >= SLIP_LENGTH_MIN) return "slip";
  if (sayOtherTrades(a, b)) return "stranger";
  const latin = a.script === "LATIN" ? a : b;
  return latin.tokens.every(isPinyin) ? "different" : "differentScript";
}

/** Two names and two trades: nothing that both share makes them one company. */
const sayOtherTrades = (a: OrganizationName, b: OrganizationName): boolean => {
  const [ours, theirs] = [businessOf(a), businessOf(b)];
  return ours.length > 0 && theirs.length > 0 && !ours.some((id) => theirs.includes(id));
};

/** What it does; being a group or a holding is a business too, if no other is named. */
const businessOf = (name: OrganizationName): string[] => {
  const telling = tellingOf(name);
  return telling.length === 0 && name.industries.includes("group") ? ["group"] : telling;
};

function hanLevel(a: OrganizationName, b: OrganizationName, shared: string | undefined): string {
  if (a.core === b.core) return "same";
  if (shared !== undefined) return "homophone";
  if (hanSlip(a.core, b.core)) return "slip";
  if (a.core.startsWith(b.core) || b.core.startsWith(a.core)) return "within";
  if (commonStart(a.core, b.core) >= HAN_START_MIN) return "contrast";
  if (isMisread(a, b)) return "slip";
  return oneSignShared(a.core, b.core) && !sayOtherTrades(a, b) ? "alike" : "stranger";
}

/** One character misread in a name of three or more; two characters that differ are two names. */
const hanSlip = (a: string, b: string): boolean =>
  a.length === b.length && a.length >= 3 && [...a].filter((letter, at) => letter !== b[at]).length === 1;

/** Short names of which a scanner or an ear may have got one half wrong. */
const oneSignShared = (a: string, b: string): boolean =>
  a.length === b.length && [...a].some((sign, at) => sign === b[at]);

function commonStart(a: string, b: string): number {
  let at = 0;
  while (at < Math.min(a.length, b.length) && a[at] === b[at]) at++;
  return at;
}

const tellingOf = ({ industries }: OrganizationName): string[] =>
  industries.filter((id) => !SOFT_INDUSTRIES.has(id));

function latinLevel(a: OrganizationName, b: OrganizationName, ours: string, theirs: string): string {
  const { exact, near, left, right } = pairWords(withNumbers(a.tokens), withNumbers(b.tokens));
  if (left.length === 0 && right.length === 0) return near === 0 ? "same" : nearLevel(a.tokens, b.tokens);
  if (isCoreSlip(ours, theirs)) return "slip";
  const paired = exact + near > 0;
  if (paired && contrasts(left, right, a, b)) return "contrast";
  if (isMisread(a, b)) return "misread";
  if (paired && lettersOf(a.tokens, b.tokens, left, right) >= WITHIN_LENGTH_MIN)
    return left.length > 0 && right.length > 0 ? "overlap" : "within";
  if (isAcronym(a, ours, b) || isAcronym(b, theirs, a)) return "acronym";
  if (sayOtherTrades(a, b)) return "stranger";
  return jaroWinkler(ours, theirs) >= ALIKE_SIMILARITY_MIN ? "alike" : "different";
}

interface Paired {
  readonly exact: number;
  readonly near: number;
  readonly left: readonly string[];
  readonly right: readonly string[];
}

/** Pairs the words off: equal ones first, then those one slip, one misreading or one abbreviation apart. */
function pairWords(a: readonly string[], b: readonly string[]): Paired {
  const left = [...a];
  const right = [...b];
  const take = (agree: (one: string, other: string) => boolean): number => {
    let taken = 0;
    for (const word of [...left]) {
      const at = right.findIndex((other) => agree(word, other));
      if (at < 0) continue;
      left.splice(left.indexOf(word), 1);
      right.splice(at, 1);
      taken++;
    }
    return taken;
  };
  const exact = take((one, other) => one === other);
  const near = take(isNearWord);
  return { exact, near, left, right };
}

const isNearWord = (a: string, b: string): boolean =>
  asSeen(a) === asSeen(b) ||
  (Math.min(a.length, b.length) >= WORD_SLIP_LENGTH_MIN && isSlip(a, b)) ||
  isShortened(a, b) ||
  isShortened(b, a);

/** `St` and `Street`, `Harb` and `Harbor`. */
const isShortened = (short: string, long: string): boolean =>
  short.length >= SHORTENED_LENGTH_MIN && long.length > short.length && long.startsWith(short);

const nearLevel = (a: readonly string[], b: readonly string[]): string =>
  a.every((word) => b.some((other) => word === other || isShortened(word, other) || isShortened(other, word)))
    ? "abbreviated"
    : "slip";

/** A name with a word more is no slip, though both begin alike: `Red Cross` and `Red Cross Auto`. */
const isCoreSlip = (a: string, b: string): boolean =>
  Math.min(a.length, b.length) >= SLIP_LENGTH_MIN &&
  Math.abs(a.length - b.length) <= SLIP_LENGTH_GAP_MAX &&
  (isSlip(a, b) || jaroWinkler(asSeen(a), asSeen(b)) >= SLIP_SIMILARITY_MIN);

/** Each says something that the other leaves unsaid, and no trade is common to both: `Smith Bros Steel`, `Smith Lane Foods`. */
const contrasts = (
  left: readonly string[],
  right: readonly string[],
  a: OrganizationName,
  b: OrganizationName,
): boolean =>
  left.length > 0 &&
  right.length > 0 &&
  tellingOf(a).length + tellingOf(b).length > 0 &&
  !tellingOf(a).some((id) => tellingOf(b).includes(id));

/** Letters of the words that were paired, on the shorter side. */
function lettersOf(
  a: readonly string[],
  b: readonly string[],
  left: readonly string[],
  right: readonly string[],
): number {
  const count = (words: readonly string[]): number => words.join("").length;
  return Math.min(count(a) - count(left), count(b) - count(right));
}

/** The short name consists of the initials of the long one: `AP Corp` for `Ashcroft Plastics`. */
const isAcronym = (short: OrganizationName, reading: string, long: OrganizationName): boolean =>
  short.tokens.length === 1 && short.industries.length === 0 && long.acronym === reading;
