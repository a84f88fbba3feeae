import { isNearlySpelled } from "../comparing/similarity.js";
import {
  BRANCH_WORDS,
  DEPARTMENT_MARKERS,
  DEPARTMENT_OF_WORD,
  SURE_DEPARTMENT_WORDS,
} from "../data/departments.js";
import { INDUSTRY_OF_WORD, type Industry } from "../data/industries.js";
import { LEGAL_FORMS, type LegalFormClass, PINYIN_LEGAL_FORMS } from "../data/legal-forms.js";
import type { OrganizationName } from "./features.js";
import { memoized } from "./memo.js";
import { isPinyin } from "./pinyin.js";
import { placeOfRomanization, placeOfWords } from "./place.js";
import { hasHan, withoutUmlautPairs, wordsOf } from "./text.js";

const FORM_WORDS_MAX = 6;
const INDUSTRY_WORDS_MAX = 3;
const GLUED_LENGTH_MIN = 7;
const ACRONYM_WORDS_MIN = 2;
const MISSPELLED_LENGTH_MIN = 7;
const CUT_LENGTH_MIN = 4;

/** Words that carry no name: they come and go between spellings. */
const FILLERS = new Set("the and und et y e a of for for der die das de la le & von".split(" "));

/** Forms that are written before the name. */
const FRONT_FORMS = new Set(
  "ooo oao zao pao ao too uab sia stiftung firma gesellschaft tov jusighoisa".split(" "),
);

interface Words {
  words: string[];
  place: string | null;
  legalForm: LegalFormClass | null;
  branch: string | null;
  department: string | null;
}

/** Takes a name in Latin (or any spaced) script apart: English, German, pinyin alike. */
export function parseLatinName(text: string): OrganizationName | null {
  const name: Words = {
    words: wordsOf(text.replace(/\+/g, " and ")).map(unscanned).flatMap(unglue),
    place: null,
    legalForm: null,
    branch: null,
    department: null,
  };
  if (name.words.length === 0) return null;
  peelDepartment(name);
  peelBranch(name);
  peelLegalForms(name);
  peelPlaces(name);
  const { core, industries, kept } = splitIndustries(name.words);
  const { place, legalForm, branch, department } = name;
  const joined = core.join("");
  const initials = kept.filter((word) => !FILLERS.has(word)).map((word) => word[0]);
  return {
    text,
    script: "LATIN",
    core: core.join(" "),
    readings: [...new Set([joined, withoutUmlautPairs(joined)])],
    tokens: core,
    industries,
    place,
    legalForm,
    acronym: initials.length >= ACRONYM_WORDS_MIN ? initials.join("") : null,
    branch,
    department,
  };
}

/** `Aut0 Parts`, `Log1stics`: a figure among the letters of a known word is a letter that a scanner misread. */
const unscanned: (word: string) => string = memoized((word) => {
  if (!/\p{L}/u.test(word) || !/[0158]/.test(word)) return word;
  const letters = word.replace(/[058]/g, (figure) => SCANNED[figure] ?? figure);
  const readings = [letters.replaceAll("1", "l"), letters.replaceAll("1", "i")];
  return readings.find((reading) => INDUSTRY_OF_WORD.has(reading) || LEGAL_FORMS.has(reading)) ?? word;
});

const SCANNED: Readonly<Record<string, string>> = { "0": "o", "5": "s", "8": "b" };

/** `yunfankejiyouxiangongsi`: pinyin written in one word is cut where known words end. */
function unglue(word: string): string[] {
  if (word.length < GLUED_LENGTH_MIN || INDUSTRY_OF_WORD.has(word) || placeOfRomanization(word) !== null)
    return [word];
  if (!isPinyin(word)) return [word];
  const form = PINYIN_LEGAL_FORMS.find((ending) => word.endsWith(ending) && word.length > ending.length);
  if (form !== undefined) return [...unglue(word.slice(0, -form.length)), form];
  for (let at = 4; at < word.length - 3; at++) {
    const [start, rest] = [word.slice(0, at), word.slice(at)];
    if (placeOfRomanization(start) !== null && isPinyin(rest)) {
      return rest.startsWith("shi") && isPinyin(rest.slice(3))
        ? [start, ...unglue(rest.slice(3))]
        : [start, ...unglue(rest)];
    }
    if (INDUSTRY_OF_WORD.has(rest) && isPinyin(start)) return [...unglue(start), rest];
  }
  return [word];
}

const joinedAt = (words: readonly string[], start: number, length: number): string =>
  words.slice(start, start + length).join("");

/** A department stands beside a marker (`Purchasing Dept.`), or is a word that means nothing else. */
function peelDepartment(name: Words): void {
  for (const [at, word] of name.words.entries()) {
    for (const length of [2, 1]) {
      const id = DEPARTMENT_OF_WORD.get(joinedAt(name.words, at, length));
      if (id === undefined || at + length > name.words.length) continue;
      const before = DEPARTMENT_MARKERS.has(name.words[at - 1] ?? "");
      const after = DEPARTMENT_MARKERS.has(name.words[at + length] ?? "");
      const atEdge = at === 0 || at + length === name.words.length;
      const sure = SURE_DEPARTMENT_WORDS.has(joinedAt(name.words, at, length)) && atEdge;
      const left = name.words.length - length - (before || after ? 1 : 0);
      if ((!before && !after && !sure) || word === "") continue;
      name.department = id;
      if (left > 0) name.words.splice(before ? at - 1 : at, length + (before || after ? 1 : 0));
      return;
    }
  }
}

/** From the end, as long as there are forms (`GmbH & Co. KG`, `Co., Ltd.`); then one at the front (`OOO X`). */
function peelLegalForms(name: Words): void {
  for (let found = true; found && name.words.length > 1; ) {
    found = false;
    for (let length = Math.min(FORM_WORDS_MAX, name.words.length - 1); length >= 1; length--) {
      const form = LEGAL_FORMS.get(joinedAt(name.words, name.words.length - length, length));
      if (form === undefined) continue;
      name.legalForm = name.legalForm === null || name.legalForm === "company" ? form : name.legalForm;
      name.words.splice(-length);
      while (name.words.length > 1 && /^(and|und|et)$/.test(name.words.at(-1) ?? "")) name.words.pop();
      found = true;
      break;
    }
  }
  const front = name.words[0] ?? "";
  if (!FRONT_FORMS.has(front) || name.words.length < 2 || name.legalForm !== null) return;
  name.legalForm = LEGAL_FORMS.get(front) ?? null;
  name.words.shift();
}

/** `Guangzhou Branch`, `Niederlassung Hamburg`: the branch word and the word beside it. */
function peelBranch(name: Words): void {
  const at = name.words.findIndex((word) => BRANCH_WORDS.has(word));
  if (at < 1) return;
  const tail = name.words.slice(at + 1);
  name.branch = tail.join(" ") || (name.words[at - 1] ?? null);
  name.words = name.words.slice(0, tail.length > 0 || at < 2 ? at : at - 1);
}

/** A Chinese place at either end: `Shenzhen Shi Yunfan`, `Jinghong Taiwan`. Something must be left. */
function peelPlaces(name: Words): void {
  for (;;) {
    const found = placeOfWords(name.words, 0);
    if (found === null || found.length >= name.words.length || isOnlyIndustry(name.words.slice(found.length)))
      break;
    name.place = found.place.id;
    name.words.splice(0, found.length);
  }
  for (let length = 3; length >= 1; length--) {
    const start = name.words.length - length;
    if (start < 1 || hasHan(name.words[start] ?? "")) continue;
    const place = placeOfRomanization(joinedAt(name.words, start, length));
    if (place === null || isOnlyIndustry(name.words.slice(0, start))) continue;
    name.place ??= place.id;
    name.words.splice(start, length);
    return;
  }
}

const isOnlyIndustry = (words: readonly string[]): boolean =>
  splitIndustries(words).industries.length === words.length;

/**
 * Industry words may stand anywhere (`Textiles, Penhale`), but a name that ends with one begins with its own
 * word: `Iron Peak Steel` is no iron. If nothing else is left they are the name.
 */
function splitIndustries(words: readonly string[]): { core: string[]; industries: string[]; kept: string[] } {
  const core: string[] = [];
  const industries: string[] = [];
  const last = industryAt(words, words.length - 1);
  for (let at = 0; at < words.length; ) {
    const length = [INDUSTRY_WORDS_MAX, 2, 1].find(
      (size) => at + size <= words.length && INDUSTRY_OF_WORD.has(joinedAt(words, at, size)),
    );
    const industry =
      length === undefined ? industryAt(words, at) : INDUSTRY_OF_WORD.get(joinedAt(words, at, length));
    const isOwnWord = at === 0 && words.length > 1 && last !== undefined && (length ?? 1) < words.length;
    if (industry === undefined || (isOwnWord && !industry.soft))
      core.push(...words.slice(at, at + (length ?? 1)));
    else if (!industries.includes(industry.id)) industries.push(industry.id);
    at += length ?? 1;
  }
  const named = core.filter((word) => !FILLERS.has(word));
  if (named.length > 0) return { core: named, industries, kept: [...words] };
  return { core: words.filter((word) => !FILLERS.has(word)), industries, kept: [...words] };
}

/** As it stands in the table, misspelled, or cut short at the end of the name: `Elektr.`, `Logist`. */
function industryAt(words: readonly string[], at: number): Industry | undefined {
  const word = words[at] ?? "";
  const known = INDUSTRY_OF_WORD.get(word) ?? misspelled(word);
  return known ?? (at > 0 && at === words.length - 1 ? cutShort(word) : undefined);
}

/** The beginning of words of one industry only. */
const cutShort: (word: string) => Industry | undefined = memoized((word) => {
  if (word.length < CUT_LENGTH_MIN) return undefined;
  const found = new Set(
    LONG_INDUSTRY_WORDS.filter(([known]) => known.startsWith(word)).map(([, industry]) => industry),
  );
  return found.size === 1 ? [...found][0] : undefined;
});

/** `Loigstics`, `Eletronics`: a long word one slip away from an industry, unless it is the whole name. */
const misspelled: (word: string) => Industry | undefined = memoized((word) =>
  word.length < MISSPELLED_LENGTH_MIN
    ? undefined
    : LONG_INDUSTRY_WORDS.filter(([known]) => isNearlySpelled(word, known)).map(
        ([, industry]) => industry,
      )[0],
);

const LONG_INDUSTRY_WORDS = [...INDUSTRY_OF_WORD].filter(([word]) => word.length >= MISSPELLED_LENGTH_MIN);
