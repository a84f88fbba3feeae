import type { OrganizationName } from "./features.js";

/** Numbers of units: `School #2` is also `School No. 2` and `School II`. Single letters are initials. */
const ROMAN: Readonly<Record<string, string>> = {
  ii: "2",
  iii: "3",
  iv: "4",
  vi: "6",
  vii: "7",
  viii: "8",
  ix: "9",
};
const MARKS: ReadonlySet<string> = new Set(["no", "nr", "num", "number"]);
const NUMBER = /^\d{1,4}$/;

/** 第二小学, 3厂, 三分店: what counts units. Elsewhere a numeral is a part of the name, as in 三星. */
const HAN_NUMBER =
  /第[一二三四五六七八九十百\d]+|[一二三四五六七八九十\d]+(?=分?[厂店部院所库校区中小幼号])|\d+/gu;

const numberOf = (word: string): string | null =>
  ROMAN[word] ?? (NUMBER.test(word) ? String(Number(word)) : null);

/** The words of a name with its numbers in figures, and without what announces them. */
export function withNumbers(words: readonly string[]): readonly string[] {
  if (words.length < 2 || !words.some((word) => numberOf(word) !== null)) return words;
  return words
    .filter((word, at) => !(MARKS.has(word) && numberOf(words[at + 1] ?? "") !== null))
    .map((word) => numberOf(word) ?? word);
}

/** One name and two numbers are two units of one owner, however little the figures differ. */
export function haveOtherNumbers(a: OrganizationName, b: OrganizationName): boolean {
  if (a.script !== b.script) return false;
  if (a.script === "HAN") return areHanUnits(a.core, b.core);
  const [ours, theirs] = [a.tokens, b.tokens].map((tokens) => apart(withNumbers(tokens)));
  if (ours === undefined || theirs === undefined || ours.numbers.length === 0 || theirs.numbers.length === 0)
    return false;
  const named = ours.words.some((word) => theirs.words.includes(word));
  return named && !ours.numbers.some((number) => theirs.numbers.includes(number));
}

const apart = (words: readonly string[]) => ({
  numbers: words.slice(1).filter((word) => NUMBER.test(word)),
  words: words.filter((word, at) => at === 0 || !NUMBER.test(word)),
});

function areHanUnits(a: string, b: string): boolean {
  const [ours, theirs] = [a.match(HAN_NUMBER), b.match(HAN_NUMBER)];
  if (ours === null || theirs === null || ours.join() === theirs.join()) return false;
  return a.replace(HAN_NUMBER, "#") === b.replace(HAN_NUMBER, "#");
}
