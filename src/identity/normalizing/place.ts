import { CHINESE_PLACES, type ChinesePlace, PLACE_COUNTRIES } from "../data/chinese-places.js";

const byHan = new Map<string, ChinesePlace>();
const byRomanization = new Map<string, ChinesePlace>();
const byAreaCode = new Map<string, ChinesePlace>();
const provinceOf = new Map<string, string>();
for (const place of CHINESE_PLACES) {
  byHan.set(place.han, place);
  for (const name of place.romanized) if (!byRomanization.has(name)) byRomanization.set(name, place);
  if (place.areaCode !== null) byAreaCode.set(place.areaCode, place);
  if (place.province !== null && !provinceOf.has(place.id)) provinceOf.set(place.id, place.province);
}

const HAN_LENGTH_MAX = 5;
const WORDS_MAX = 4;
const HAN_SUFFIX = /^(?:特别行政区|自治区|自治州|地区|省|市|县)/u;
const ROMAN_SUFFIXES = ["shi", "sheng", "city", "province", "municipality"];

/**
 * The place that a Chinese text begins with, and how many characters it takes; null if none. 朝阳区 is
 * a district, though 朝阳 is a city elsewhere.
 */
export function placeAtStart(text: string): { readonly place: ChinesePlace; readonly length: number } | null {
  for (let length = Math.min(HAN_LENGTH_MAX, text.length); length >= 2; length--) {
    const place = byHan.get(text.slice(0, length));
    if (place === undefined) continue;
    if (/^[区镇乡]/u.test(text.slice(length))) return null;
    const suffix = HAN_SUFFIX.exec(text.slice(length))?.[0] ?? "";
    return { place, length: length + suffix.length };
  }
  return null;
}

export const placeOfHan = (text: string): ChinesePlace | null =>
  byHan.get(text.replace(/(?:特别行政区|自治区|省|市)$/u, "")) ?? null;

export const placeOfAreaCode = (code: string): ChinesePlace | null => byAreaCode.get(code) ?? null;

/** The romanized place that words form from `start` on, with `shi` or `city` after it; null if none. */
export function placeOfWords(
  words: readonly string[],
  start: number,
): { readonly place: ChinesePlace; readonly length: number } | null {
  for (let length = Math.min(WORDS_MAX, words.length - start); length >= 1; length--) {
    const place = placeOfRomanization(words.slice(start, start + length).join(""));
    if (place === null) continue;
    const suffix = ROMAN_SUFFIXES.includes(words[start + length] ?? "") ? 1 : 0;
    return { place, length: length + suffix };
  }
  return null;
}

/** `shenzhen`, `shenzhenshi`, `hongkong`. */
export function placeOfRomanization(word: string): ChinesePlace | null {
  const place = byRomanization.get(word);
  if (place !== undefined) return place;
  const suffix = ROMAN_SUFFIXES.find((ending) => word.endsWith(ending) && word.length > ending.length);
  return suffix === undefined ? null : (byRomanization.get(word.slice(0, -suffix.length)) ?? null);
}

/** Country code of a place of the table. */
export const countryOfPlace = (place: ChinesePlace): string =>
  PLACE_COUNTRIES[place.province ?? place.id] ?? PLACE_COUNTRIES[place.id] ?? "CN";

/** How two places of the table relate: one may be the province, or the country, that the other is in. */
export function relatePlaces(a: string, b: string): "SAME" | "WITHIN" | "DIFFERENT" {
  if (a === b) return "SAME";
  if (a === "china" || b === "china") return "WITHIN";
  return provinceOf.get(a) === b || provinceOf.get(b) === a ? "WITHIN" : "DIFFERENT";
}
