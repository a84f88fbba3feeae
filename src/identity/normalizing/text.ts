import anyAscii from "any-ascii";
import { Converter } from "opencc-js";
import { memoized } from "./memo.js";

const HAN = /\p{Script=Han}/u;

export const hasHan = (text: string): boolean => HAN.test(text);

const fromTaiwan = Converter({ from: "tw", to: "cn" });
const fromHongKong = Converter({ from: "hk", to: "cn" });

/**
 * Chinese text in Simplified characters, so that 雲帆 and 云帆 are the same letters. Both the Taiwan and
 * the Hong Kong variants are read; Simplified text passes through unchanged.
 */
export const toSimplified: (text: string) => string = memoized((text) =>
  hasHan(text) ? fromHongKong(fromTaiwan(text)) : text,
);

/** One width, one kind of space, Simplified characters: the form in which all parsing begins. */
export function clean(text: string | null | undefined): string {
  if (text === null || text === undefined) return "";
  return toSimplified(text.normalize("NFKC")).replace(/\s+/gu, " ").trim();
}

/** Letters that do not come apart under Unicode decomposition. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: "ss",
  ø: "o",
  œ: "oe",
  æ: "ae",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ı: "i",
};

/** Letters of neither Latin nor Chinese script, with the marks that are their vowels. */
const FOREIGN =
  /(?!\p{Script=Latin}|\p{Script=Han}|\p{Script=Common})\p{L}(?:(?!\p{Script=Latin}|\p{Script=Han})[\p{L}\p{M}\u200c\u200d])*/gu;

const toLatin = (letters: string): string =>
  anyAscii(letters.normalize("NFC"))
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "");

export const isForeign = (text: string): boolean => text.search(FOREIGN) >= 0;

/** Lower case without accents, in Latin letters: `Müller` and `MULLER` are `muller`, Путин is `putin`. Chinese stays. */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  if (/^[\x20-\x7e]*$/.test(lower)) return lower;
  return lower
    .replace(FOREIGN, (letters) => toLatin(letters))
    .normalize("NFD")
    .replace(/\p{M}+/gu, "")
    .replace(/[ßøœæłđðþı]/gu, (letter) => LETTERS[letter] ?? letter)
    .normalize("NFC");
}

/** German writes ü as ue where it has no ü: this makes `mueller` the `muller` that `Müller` folds to. */
export const withoutUmlautPairs: (folded: string) => string = memoized((folded) =>
  folded.replace(/(?<![aeq])([aou])e/g, "$1"),
);

/** The words of a folded text; marks between letters vanish, other punctuation separates. */
export function wordsOf(text: string): string[] {
  return fold(text)
    .replace(/(?<=\p{L})['’`´](?=\p{L})/gu, "")
    .replace(/(?<![\p{L}\p{N}])(\p{L})\.(?:\s?(\p{L})\.)+(?!\p{L})/gu, (initials) =>
      initials.replace(/[.\s]/g, ""),
    )
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
}
