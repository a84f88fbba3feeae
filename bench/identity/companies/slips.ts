import { chance, pick, type Random, whole } from "./dice.js";
import { type Part, slipsFor } from "./parts.js";
import { fullWidth, syllables } from "./script.js";
import { CORE_FIRST, CORE_SECOND, HEARD_SIGNS, LOOK_ALIKE_SIGNS } from "./words/han.js";

const ROWS = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];
const SCANNED: readonly (readonly [string, string])[] = [
  ...([
    ["rn", "m"],
    ["m", "rn"],
    ["cl", "d"],
    ["vv", "w"],
    ["li", "h"],
    ["l", "1"],
    ["O", "0"],
    ["o", "0"],
  ] as const),
  ...([
    ["S", "5"],
    ["B", "8"],
    ["e", "c"],
    ["I", "l"],
    ["ü", "u"],
    ["i", "l"],
    ["G", "6"],
    ["h", "b"],
    ["t", "f"],
  ] as const),
];
const SCANNED_DIGITS: readonly (readonly [string, string])[] = [
  ...([
    ["0", "O"],
    ["1", "l"],
    ["5", "S"],
    ["8", "B"],
    ["1", "7"],
    ["3", "8"],
    ["6", "8"],
    ["0", "6"],
  ] as const),
];
const HEARD_LATIN: readonly (readonly [RegExp, string])[] = [
  ...([
    [/ph/, "f"],
    [/ck/, "k"],
    [/c(?=[aou])/, "k"],
    [/ei/, "ai"],
    [/ou/, "ow"],
    [/th/, "t"],
    [/ss/, "s"],
  ] as const),
  ...([
    [/y/, "i"],
    [/v/, "w"],
    [/tt/, "t"],
    [/ll/, "l"],
    [/ie/, "y"],
    [/qu/, "kw"],
    [/x/, "ks"],
    [/dt/, "t"],
    [/z/, "s"],
  ] as const),
];

/** One slip of a typing hand: neighbors swapped, a letter lost, doubled, or taken from the next key. */
export function mistyped(text: string, random: Random): string {
  if (text.length < 5) return text;
  const at = whole(random, 1, text.length - 3);
  const letter = text.charAt(at);
  if (!/\p{L}/u.test(letter) || !/\p{L}/u.test(text.charAt(at + 1))) return text;
  const before = text.slice(0, at);
  const row = ROWS.find((keys) => keys.includes(letter.toLowerCase()));
  switch (pick(random, ["swap", "lose", "double", "next"])) {
    case "swap":
      return before + text.charAt(at + 1) + letter + text.slice(at + 2);
    case "lose":
      return before + text.slice(at + 1);
    case "double":
      return before + letter + text.slice(at);
    default: {
      if (row === undefined) return text;
      const place = row.indexOf(letter.toLowerCase());
      const next = row.charAt(place + 1) || row.charAt(place - 1);
      return before + (letter === letter.toUpperCase() ? next.toUpperCase() : next) + text.slice(at + 1);
    }
  }
}

const homophones = new Map<Part, Map<string, string[]>>();

function homophonesOf(part: Part): Map<string, string[]> {
  const known = homophones.get(part);
  if (known !== undefined) return known;
  const groups = new Map<string, string[]>();
  for (const sign of slipsFor(part, [...new Set([...HEARD_SIGNS, ...CORE_FIRST, ...CORE_SECOND])])) {
    const sound = syllables(sign).join("");
    groups.set(sound, [...(groups.get(sound) ?? []), sign]);
  }
  homophones.set(part, groups);
  return groups;
}

/** 芸帆 for 云帆: one sign that sounds the same; the text itself if no other sign does. */
export function misheard(text: string, random: Random, part: Part): string {
  const signs = [...text];
  const open = signs.map((sign, at) => [at, homophonesOf(part).get(syllables(sign).join("")) ?? []] as const);
  const able = open.filter(([at, others]) => others.some((other) => other !== signs[at]));
  if (able.length === 0) return text;
  const [at, others] = pick(random, able);
  signs[at] = pick(
    random,
    others.filter((other) => other !== signs[at]),
  );
  return signs.join("");
}

/** Latin words as they are spelled by somebody who only heard them. */
export function misheardLatin(text: string, random: Random): string {
  const able = HEARD_LATIN.filter(([sound]) => sound.test(text));
  if (able.length === 0) return text;
  const [sound, spelled] = pick(random, able);
  return text.replace(sound, spelled);
}

/** One sign, or in long words a letter, that the scanner took for another. */
export function misread(text: string, random: Random, part: Part): string {
  const han = slipsFor(part, LOOK_ALIKE_SIGNS).map((pair) => [...pair] as [string, string]);
  const pairs = [...han, ...SCANNED].filter(([from]) => text.includes(from));
  if (pairs.length === 0) return text;
  const [from, to] = pick(random, pairs);
  const places = [...text.matchAll(new RegExp(from, "g"))].map(({ index }) => index);
  const at = pick(random, places);
  return text.slice(0, at) + to + text.slice(at + from.length);
}

/** A digit taken for another or for a letter. */
export function misreadDigits(text: string, random: Random): string {
  const pairs = SCANNED_DIGITS.filter(([from]) => text.includes(from));
  if (pairs.length === 0) return text;
  const [from, to] = pick(random, pairs);
  const places = [...text.matchAll(new RegExp(from, "g"))].map(({ index }) => index);
  const at = pick(random, places);
  return text.slice(0, at) + to + text.slice(at + 1);
}

/** Blanks where none belong, and signs of double width: what a scanner makes of a form. */
export function loosened(text: string, random: Random, isHan: boolean): string {
  const wide = isHan && chance(random, 0.4) ? fullWidth(text) : text;
  if (!chance(random, 0.6)) return wide;
  const share = /\p{Script=Han}/u.test(wide) ? 0.2 : 0.06;
  return [...wide]
    .map((sign) => (chance(random, share) ? `${sign} ` : sign))
    .join("")
    .trim();
}
