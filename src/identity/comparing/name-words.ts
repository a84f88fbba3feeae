import { distance } from "fastest-levenshtein";
import { NICKNAMES_OF } from "../data/person-names.js";
import { spokenOf, transcribedOf } from "../normalizing/spoken.js";
import { withoutUmlautPairs } from "../normalizing/text.js";
import { isSlip } from "./similarity.js";

/** How two words of two names agree. */
export type WordLevel = "same" | "nickname" | "transcribed" | "slip" | "sounds" | "initial" | "alike";

const SLIP_LENGTH_MIN = 5;
const ALIKE_LENGTH_MIN = 3;
const ALIKE_SHARE_MIN = 0.66;
const SOUND_SHARE_MIN = 0.4;
const SHORT_LENGTH_MAX = 5;
const VOWELS: Readonly<Record<string, string>> = { a: "a", e: "e", i: "e", y: "e", o: "o", u: "o" };

const TESTS: Readonly<Record<WordLevel, (a: string, b: string) => boolean>> = {
  same: (a, b) => a === b || withoutUmlautPairs(a) === withoutUmlautPairs(b),
  nickname: (a, b) => NICKNAMES_OF.get(a)?.has(b) === true || contracts(a, b) || contracts(b, a),
  transcribed: (a, b) => transcribedOf(a) === transcribedOf(b),
  slip: isWordSlip,
  sounds: soundsAlike,
  initial: (a, b) => isInitialOf(a, b) || isInitialOf(b, a),
  alike: areAlike,
};

/** Kinds of agreement, the best first. Of two scripts, the one may have been written by ear. */
export const wordLevels = (transcribed: boolean): readonly WordLevel[] =>
  transcribed ? ["same", "nickname", "transcribed", ...REST] : ["same", "nickname", ...REST];
const REST: readonly WordLevel[] = ["slip", "sounds", "initial", "alike"];

export const wordLevel = (a: string, b: string, level: WordLevel): boolean => TESTS[level](a, b);

/** One letter of a short word makes another name of it (`mary`, `mark`), unless it sounds the same. */
function isWordSlip(a: string, b: string): boolean {
  if (!isSlip(a, b)) return false;
  return (
    Math.min(a.length, b.length) >= SLIP_LENGTH_MIN ||
    a.length !== b.length ||
    swapped(a, b) ||
    soundsAlike(a, b)
  );
}

const swapped = (a: string, b: string): boolean => distance(a, b) === 2;

/** Spelled differently and spoken alike; short words need alike vowels too, or John would be Jane. */
function soundsAlike(a: string, b: string): boolean {
  if (spokenOf(a) !== spokenOf(b) || similarity(a, b) < SOUND_SHARE_MIN) return false;
  return Math.max(a.length, b.length) > SHORT_LENGTH_MAX || firstVowel(a) === firstVowel(b);
}

const firstVowel = (word: string): string | undefined => VOWELS[/[aeiouy]/.exec(word)?.[0] ?? ""];

const similarity = (a: string, b: string): number => 1 - distance(a, b) / Math.max(a.length, b.length);

/** In words of three letters two that agree say nothing: Jie is not Wei. */
function areAlike(a: string, b: string): boolean {
  const longest = Math.max(a.length, b.length);
  const shared = lettersShared(a, b);
  if (longest <= ALIKE_LENGTH_MIN)
    return longest === ALIKE_LENGTH_MIN && (shared === 1 || distance(a, b) === 1);
  return shared >= ALIKE_SHARE_MIN;
}

/**
 * Share of the letters that both words have, in whatever order: hurried typists scramble a word and keep its
 * letters (`jones`, `josen`), while another name of the same beginning has other ones (`darla`, `darlene`).
 */
function lettersShared(a: string, b: string): number {
  const left = [...b];
  let shared = 0;
  for (const letter of a) {
    const at = left.indexOf(letter);
    if (at < 0) continue;
    left.splice(at, 1);
    shared++;
  }
  return shared / Math.max(a.length, b.length);
}

/** `Wm`, `Thos`, `Mhd`: first and last letter and some of those between, no vowel among them. */
function contracts(short: string, long: string): boolean {
  if (short.length < 2 || short.length >= long.length - 1 || /[aeiouy]/.test(short)) return false;
  if (short[0] !== long[0] || short.at(-1) !== long.at(-1)) return false;
  let at = 0;
  for (const letter of long) if (letter === short[at]) at++;
  return at === short.length;
}

/** B for Benjamin, and for Robert, who is Bob. */
const isInitialOf = (letter: string, word: string): boolean =>
  letter.length === 1 &&
  (letter === word[0] || [...(NICKNAMES_OF.get(word) ?? [])].some((name) => name.startsWith(letter)));
