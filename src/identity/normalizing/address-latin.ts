import {
  ADMIN_WORDS,
  DIRECTIONS,
  GLUED_ROAD_ENDS,
  NUMBER_WORDS,
  ORDINALS,
  PINYIN_NUMBERS,
  ROAD_TYPES,
  UNIT_WORDS,
} from "../data/road-words.js";
import { isPinyin } from "./pinyin.js";
import { placeOfRomanization, placeOfWords } from "./place.js";
import { withoutUmlautPairs, wordsOf } from "./text.js";

/** What the lines of an address say, beside the fields of its own that it may have. */
export interface StreetParts {
  readonly region: string | null;
  readonly city: string | null;
  readonly district: string | null;
  readonly road: string | null;
  readonly houseNumber: string | null;
  readonly postcode: string | null;
  readonly rest: string | null;
}

const GREATER_CHINA = new Set(["CN", "TW", "HK", "MO"]);
const NUMBER = /^\d{1,5}[a-z]?$/;
const CHINESE_POSTCODE = /^\d{6}$/;
const GLUED_STEM_MIN = 3;

/** Everything before a comma or a line end is a segment; each says one thing: road, district, city, floor. */
export function parseLatinLines(lines: readonly string[], country: string | null): StreetParts {
  const segments = lines
    .flatMap((line) => line.replace(/(\d)\s*-\s*(\d)/g, "$1-$2").split(/[,;，\n]/))
    .map(wordsOf)
    .filter((words) => words.length > 0);
  const found = { region: null, city: null, district: null, postcode: null } as Record<string, string | null>;
  const streets: string[][] = [];
  const rest: string[] = [];
  for (const words of segments) {
    if (readAdmin(words, found, country)) continue;
    if (words.some((word) => UNIT_WORDS.has(word)) && !words.some(isRoadWord)) rest.push(words.join(""));
    else streets.push(words);
  }
  const at = streetIndex(streets);
  const street = streets[at] ?? [];
  const chinese = country === null ? looksChinese(street, found.city ?? null) : GREATER_CHINA.has(country);
  const { road, houseNumber } = readStreet(street, streets[at - 1] ?? [], chinese);
  rest.push(
    ...streets.filter((words, index) => index !== at && !isOnlyNumber(words)).map((words) => words.join("")),
  );
  return {
    region: found.region ?? null,
    city: found.city ?? null,
    district: found.district ?? null,
    postcode: found.postcode ?? null,
    road,
    houseNumber,
    rest: rest.join("") || null,
  };
}

/** `Nanshan District`, `Shenzhen`, `518057`: takes the segment if it says nothing else. */
function readAdmin(
  words: readonly string[],
  found: Record<string, string | null>,
  country: string | null,
): boolean {
  const left = words.filter((word) => !CHINESE_POSTCODE.test(word)).flatMap(unglueAdmin);
  if (left.length < words.length)
    found.postcode ??= words.find((word) => CHINESE_POSTCODE.test(word)) ?? null;
  if (left.length === 0) return true;
  const level = ADMIN_WORDS[left.at(-1) ?? ""];
  if (level !== undefined && left.length > 1 && !left.some((word) => NUMBER.test(word))) {
    const name = left.slice(0, -1);
    const chinese = country === null || GREATER_CHINA.has(country);
    found[level] ??=
      placeOfRomanization(name.join(""))?.id ??
      (chinese ? name.map((word) => DIRECTIONS[word]?.[0] ?? word) : name).join("");
    return true;
  }
  const place = placeOfWords(left, 0);
  if (place === null || place.length < left.length || (country !== null && !GREATER_CHINA.has(country)))
    return false;
  if (place.place.province === null && place.place.areaCode === null) found.region ??= place.place.id;
  else found.city ??= place.place.id;
  return true;
}

/** `Nanshanqu` is `Nanshan Qu`. */
function unglueAdmin(word: string): string[] {
  const [, name, level] = /^(\p{L}{3,})(qu|shi|sheng|jiedao)$/u.exec(word) ?? [];
  return name !== undefined && level !== undefined && isPinyin(name) ? [name, level] : [word];
}

const isRoadWord = (word: string): boolean =>
  ROAD_TYPES.has(word) ||
  GLUED_ROAD_ENDS.some((end) => word.endsWith(end) && word.length >= end.length + GLUED_STEM_MIN);

const isOnlyNumber = (words: readonly string[]): boolean =>
  words.every((word) => NUMBER.test(word) || NUMBER_WORDS.has(word));

const hasNumber = (words: readonly string[]): boolean => words.some((word) => NUMBER.test(word));

/** The segment most like a street: a road word and a number, else a road word, else a number. */
function streetIndex(segments: readonly (readonly string[])[]): number {
  const both = segments.findIndex((words) => words.some(isRoadWord) && hasNumber(words));
  if (both >= 0) return both;
  const road = segments.findIndex((words) => words.some(isRoadWord));
  return road >= 0 ? road : Math.max(0, segments.findIndex(hasNumber));
}

function looksChinese(words: readonly string[], city: string | null): boolean {
  if (city !== null && placeOfRomanization(city) !== null) return true;
  const names = words.filter((word) => !NUMBER.test(word) && !isRoadWord(word) && !NUMBER_WORDS.has(word));
  return (
    names.length > 0 &&
    names.every((word) => isPinyin(word) || DIRECTIONS[word] !== undefined || /^\d/.test(word))
  );
}

/** Number first or last (or alone on the segment before); the rest is the road. */
function readStreet(
  all: readonly string[],
  before: readonly string[],
  chinese: boolean,
): { road: string | null; houseNumber: string | null } {
  const alone = isOnlyNumber(before) ? before.find((word) => NUMBER.test(word)) : undefined;
  const words = chinese ? all : fromNumberOn(all);
  const numbers = words.map((word, at) => ({ word, at })).filter(({ word }) => NUMBER.test(word));
  const number =
    alone !== undefined && isNumberedRoad(words)
      ? undefined
      : (numbers.find(({ at }) => at === 0 || at === words.length - 1) ?? numbers[0]);
  const named = words.filter(
    (word, at) => at !== number?.at && !(NUMBER_WORDS.has(word) && !isDirection(word, chinese)),
  );
  const road = chinese ? chineseRoad(named) : westernRoad(named);
  return { road: road === "" ? null : road, houseNumber: number?.word ?? alone ?? null };
}

/** `Adventura Apartments 638 Downey St`: what stands before the number is a house, if what follows it is a road. */
function fromNumberOn(words: readonly string[]): readonly string[] {
  const at = words.findIndex((word) => NUMBER.test(word));
  const isHouse = at > 0 && !words.slice(0, at).some((word) => isRoadWord(word) || NUMBER_WORDS.has(word));
  return isHouse && words.slice(at + 2).some(isRoadWord) ? words.slice(at) : words;
}

/** `Street 128`, where the number of the house stands apart from it. */
const isNumberedRoad = ([road = "", number = ""]: readonly string[]): boolean =>
  isRoadWord(road) && NUMBER.test(number);

/** `N` is north in a Western street and an announcement of the number nowhere. */
const isDirection = (word: string, chinese: boolean): boolean => !chinese && DIRECTIONS[word] !== undefined;

/** `Gaoxin South 1st Road`, `Gaoxin Nan Yi Dao` and `Gaoxinnan Yidao` become `gaoxinnan1`. */
function chineseRoad(words: readonly string[]): string {
  const parts: string[] = [];
  for (const word of words) {
    const stem = /^(\p{L}+?)(?:dadao|dajie|dao|lu|jie)$/u.exec(word)?.[1];
    const name = ROAD_TYPES.has(word) ? null : stem !== undefined && isPinyin(stem) ? stem : word;
    if (name === null) continue;
    const ordinal = /^(\d+)(?:st|nd|rd|th)?$/.exec(name)?.[1] ?? ORDINALS[name];
    const number = parts.length > 0 ? PINYIN_NUMBERS[name] : undefined;
    parts.push(ordinal ?? number ?? DIRECTIONS[name]?.[0] ?? name);
  }
  return (parts.length > 0 ? parts : words).join("");
}

/** Without the kind of road, wherever it stands, and with one-letter directions. */
function westernRoad(words: readonly string[]): string {
  const named = words.map(withoutGluedEnd).filter((word) => word !== "" && !ROAD_TYPES.has(word));
  const kept = named.length > 0 ? named : words;
  const pointed = kept.map((word) => (kept.length > 1 ? (DIRECTIONS[word]?.[1] ?? word) : word));
  return pointed.map(withoutUmlautPairs).join("");
}

function withoutGluedEnd(word: string): string {
  const end = GLUED_ROAD_ENDS.find(
    (ending) => word.endsWith(ending) && word.length >= ending.length + GLUED_STEM_MIN,
  );
  return end === undefined ? word : word.slice(0, -end.length);
}
