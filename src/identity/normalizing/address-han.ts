import { DIRECTIONS, HAN_NUMBERS, HAN_ROAD_TYPES } from "../data/road-words.js";
import type { StreetParts } from "./address-latin.js";
import { readingsOf } from "./pinyin.js";
import { placeAtStart } from "./place.js";
import { fold } from "./text.js";

const POSTCODE = /(?<!\d)(?:邮编[:：]?)?(\d{6})(?!\d)/u;
const COUNTRY = /^(?:中华人民共和国|中国(?=[\p{Script=Han}]))/u;
const DISTRICT = /^([\p{Script=Han}]{1,5}?)(?:自治县|区|县|市|镇|乡|旗)/u;
const SUBDISTRICT = /^[\p{Script=Han}]{1,6}?街道(?:办事处)?/u;
const ROAD = new RegExp(
  `^(?:.*?(?:区|园|村))??(\\p{Script=Han}{1,12}?)(${HAN_ROAD_TYPES})([东南西北中](?=[\\d一-九段号]))?`,
  "u",
);
const NUMBER =
  /^[^\d一二三四五六七八九十百]{0,3}?([\d]+(?:[-之–]\d+)?|[一二三四五六七八九十百零〇]+)\s*(?:号|弄|$|[^\d年楼层室栋座])/u;
const DIRECTION_OF_HAN: Readonly<Record<string, string>> = {
  东: "east",
  南: "south",
  西: "west",
  北: "north",
  中: "middle",
};
const ADMIN_LEVELS_MAX = 6;

/** Reads a Chinese address, which goes from the large to the small: province, city, district, road, number. */
export function parseHanLines(lines: string): StreetParts {
  const postcode = POSTCODE.exec(lines)?.[1] ?? null;
  let text = lines
    .replace(POSTCODE, "")
    .replace(/[\s,，、;；。]+/gu, "")
    .replace(COUNTRY, "");
  const parts = {
    region: null as string | null,
    city: null as string | null,
    district: null as string | null,
  };
  for (let level = 0; level < ADMIN_LEVELS_MAX; level++) {
    const found = placeAtStart(text);
    if (found === null || roadBeginsAt(text, found.length)) break;
    if (found.place.province === null && found.place.areaCode === null) parts.region = found.place.id;
    else parts.city = found.place.id;
    text = text.slice(found.length);
  }
  if (parts.city === null && parts.region === "hongkong") parts.city = "hongkong";
  const district = DISTRICT.exec(text);
  if (district !== null && !roadIsBefore(text, district[0].length)) {
    parts.district = reading(district[1] ?? "");
    text = text.slice(district[0].length);
  }
  text = text.replace(SUBDISTRICT, "");
  const road = ROAD.exec(text);
  const after = road === null ? text : text.slice(road[0].length);
  const number = NUMBER.exec(after.replace(/^[东南西北中]?[一二三四五六七八九]?段/u, ""));
  return {
    ...parts,
    road: road === null ? null : chineseRoad(road[1] ?? "", road[3] ?? ""),
    houseNumber: number === null ? null : houseNumber(number[1] ?? ""),
    postcode,
    rest: fold(number === null ? after : after.slice(number[0].length)) || null,
  };
}

/** 南京路: the city's name begins a road's name here. 北京市: it does not. */
const roadBeginsAt = (text: string, length: number): boolean =>
  /^(?:[东南西北中]?[一二三四五六七八九]?)(?:大道|大街|路|街|道|巷)/u.test(text.slice(length));

const roadIsBefore = (text: string, length: number): boolean =>
  /(?:路|大道|大街)/u.test(text.slice(0, length));

/** 高新南一 becomes `gaoxinnan1`: the reading of the name, the direction, and the ordinal as a digit. */
function chineseRoad(name: string, directionAfter: string): string {
  const [, stem = "", direction = "", ordinal = ""] =
    /^(.+?)([东南西北中]?)([一二三四五六七八九十]*)$/u.exec(name) ?? [];
  const pointed = direction || directionAfter;
  return `${reading(stem)}${directionReading(pointed)}${ordinal === "" ? "" : hanNumber(ordinal)}`;
}

function directionReading(han: string): string {
  const word = DIRECTION_OF_HAN[han];
  return word === undefined ? "" : (DIRECTIONS[word]?.[0] ?? "");
}

const reading = (han: string): string => readingsOf(han)[0] ?? "";

const houseNumber = (text: string): string =>
  /^\d/.test(text) ? text.replace(/[之–]/gu, "-") : String(hanNumber(text));

/** 八十八 is 88, 一百零五 is 105, 二〇三 is 203. */
function hanNumber(text: string): number {
  if (!/[十百]/u.test(text)) return Number([...text].map((digit) => HAN_NUMBERS[digit] ?? 0).join(""));
  let total = 0;
  let digit = 0;
  for (const letter of text) {
    if (letter === "百" || letter === "十") {
      total += (digit || 1) * (letter === "百" ? 100 : 10);
      digit = 0;
    } else digit = HAN_NUMBERS[letter] ?? 0;
  }
  return total + digit;
}
