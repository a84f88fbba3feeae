import { Converter } from "opencc-js";
import { pinyin } from "pinyin-pro";
import { LOOK_ALIKES, SOUND_ALIKES } from "./words.js";

export type Random = () => number;

export const pick = <T>(random: Random, values: readonly T[]): T => {
  const value = values[Math.floor(random() * values.length)];
  if (value === undefined) throw new Error("nothing to pick from");
  return value;
};
export const chance = (random: Random, share: number): boolean => random() < share;

/** 雲帆 for 云帆: what a partner in Taiwan or Hong Kong writes. */
export const traditional: (text: string) => string = Converter({ from: "cn", to: "tw" });

/** Replaces one character that has a double, if there is any. */
function double(text: string, pairs: readonly (readonly [string, string])[], random: Random): string {
  const found = pairs.filter(([from]) => text.includes(from));
  if (found.length === 0) return text;
  const [from, to] = pick(random, found);
  return text.replace(from, to);
}

/** One character misread by the scanner, and the odd full-width letter. */
export const misread = (text: string, random: Random): string =>
  chance(random, 0.5) ? double(text, LOOK_ALIKES, random) : text.replace(/[0-9A-Z]/g, widened(random));

const widened = (random: Random) => (letter: string) =>
  chance(random, 0.15) ? String.fromCharCode(letter.charCodeAt(0) + 0xfee0) : letter;

export const misheard = (text: string, random: Random): string => double(text, SOUND_ALIKES, random);

/** 云帆 is `Yunfan`. */
export const romanized = (han: string): string => {
  const word = pinyin(han, { toneType: "none", type: "array" }).join("").replaceAll("ü", "u");
  return word.charAt(0).toUpperCase() + word.slice(1);
};

/** One typing slip: two letters change places, one is lost or doubled. */
export function mistyped(text: string, random: Random): string {
  if (text.length < 6) return text;
  const at = 1 + Math.floor(random() * (text.length - 3));
  const kind = Math.floor(random() * 3);
  if (kind === 0) return text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2);
  return kind === 1
    ? text.slice(0, at) + text.slice(at + 1)
    : text.slice(0, at) + text.charAt(at) + text.slice(at);
}

/** The same number as people write it. */
export function dialed(international: string, random: Random): string {
  const [country = "", area = "", ...rest] = international.split(" ");
  const local = rest.join(" ");
  const extension = chance(random, 0.15) ? (country === "+86" ? "转802" : " ext. 12") : "";
  return (
    pick(random, [
      international,
      `${country.replace("+", "00")} ${area} ${local}`,
      `(0${area}) ${local}`,
      `0${area}-${local.replaceAll(" ", "")}`,
    ]) + extension
  );
}
