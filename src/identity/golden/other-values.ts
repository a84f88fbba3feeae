import { isOfficial } from "../data/official-documents.js";
import { type Finding, finding } from "../comparing/finding.js";
import { isSlip } from "../comparing/similarity.js";
import { clean, fold } from "../normalizing/text.js";

/** Digits from which a number shared in one field is no coincidence. */
const NUMBER_DIGITS_MIN = 6;
const TEXT_LENGTH_MIN = 8;

const GENDER_FIELD = /gender|geschlecht|\bsexe?\b|性别|性別/iu;
const GENDERS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    male: "m male man mr herr mannlich homme masculin masculino hombre 男 男性",
    female: "f w female woman mrs ms frau weiblich femme feminin femenino mujer 女 女性",
  }).flatMap(([gender, words]) => words.split(" ").map((word) => [word, gender] as const)),
);
/** What fields say when they say nothing. */
const UNKNOWN = new Set(["u", "x", "unknown", "unbekannt", "other", "-", "?", "未知", "不详"]);

/** Fields of no known meaning in one notation, empty ones left out. A gender that is not stated is empty too. */
export function comparableValues(stated: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(stated)
      .map(([name, value]) => [name, comparable(name, fold(clean(value)))] as const)
      .filter(([, value]) => value !== ""),
  );
}

function comparable(field: string, value: string): string {
  if (value === "unknown") return "";
  if (!GENDER_FIELD.test(field)) return value;
  return GENDERS.get(value) ?? (UNKNOWN.has(value) ? "" : value);
}

type Values = Readonly<Record<string, string>>;

/** Field by field, as far as both sides have it. */
export const compareOther = (a: Values, b: Values): Finding[] =>
  Object.entries(a).flatMap(([name, ours]) => {
    const theirs = b[name];
    if (theirs === undefined) return [];
    const key = ours === theirs ? `other:${name}|${ours}` : null;
    return [finding(`other:${name}`, levelOf(name, ours, theirs), ours, theirs, key)];
  });

/** A long number names something; several words describe it; one word or a letter only sorts it. */
function levelOf(field: string, ours: string, theirs: string): string {
  const [number, other] = [numberOf(ours), numberOf(theirs)];
  if (number !== null && other !== null) {
    if (number === other) return "sameNumber";
    if (isOfficial(field) && !isSlip(number, other)) return "differentDocument";
  }
  if (ours === theirs) return isText(ours) ? "sameText" : "same";
  if (isText(ours) && isText(theirs) && isWithin(ours, theirs)) return "withinText";
  return isSlip(ours, theirs) ? "slip" : "different";
}

/** Digits with or without marks between them, and at most a few letters; no date, which has few digits to a part. */
function numberOf(text: string): string | null {
  const plain = text.replace(/[\s./-]/g, "");
  if (/^\d{1,2}[./-]\d{1,2}[./-]\d{2,4}$|^\d{4}-\d{1,2}-\d{1,2}/.test(text)) return null;
  return /^[a-z]{0,4}\d+[a-z]?$/.test(plain) && plain.replace(/\D/g, "").length >= NUMBER_DIGITS_MIN
    ? plain
    : null;
}

const isText = (value: string): boolean =>
  value.length >= TEXT_LENGTH_MIN && /[^\d\s]\s+[^\d\s]/u.test(value);

/** All words of the shorter stand in the longer: `Universal Exports` in `Universal Exports, USA`. */
function isWithin(ours: string, theirs: string): boolean {
  const [few = [], many = []] = [ours, theirs]
    .map((text) => text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== ""))
    .sort((a, b) => a.length - b.length);
  return few.every((word) => many.includes(word));
}
