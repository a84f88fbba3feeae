import type { PlacedWord } from "./rows.js";

/** Between Chinese and Latin characters the reader leaves a hair, a writer a space. */
const MIXED_GAP_HEIGHTS = 0.25;

/** A space between two words where the writer left one. `height` is that of the letters. */
export function spaceBetween(before: PlacedWord, after: PlacedWord, height: number): string {
  const gap = (after.left - before.right) / height;
  const han = [isHan(before.word.text.at(-1)), isHan(after.word.text.at(0))].filter(Boolean).length;
  // Chinese is written without spaces; the reader puts them between any two characters.
  if (han === 2) return "";
  if (han === 1 && gap < MIXED_GAP_HEIGHTS) return "";
  return " ";
}

function isHan(character: string | undefined): boolean {
  return /[\p{Script=Han}，。：；（）、：]/u.test(character ?? "");
}

/** Words as they read together. */
export function spaced(words: readonly PlacedWord[], height: number): string {
  return words.reduce((text, word, at) => {
    const before = words[at - 1];
    return text + (before === undefined ? "" : spaceBetween(before, word, height)) + word.word.text;
  }, "");
}

/** Words with single spaces between them, for what is only compared. */
export const textIn = (words: readonly PlacedWord[]): string => words.map(({ word }) => word.text).join(" ");
