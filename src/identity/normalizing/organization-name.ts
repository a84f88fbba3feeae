import { DEPARTMENT_OF_HAN } from "../data/departments.js";
import type { OrganizationName } from "./features.js";
import { memoized } from "./memo.js";
import { parseHanName } from "./organization-name-han.js";
import { parseLatinName } from "./organization-name-latin.js";
import { clean, hasHan } from "./text.js";

const LATIN_WORD = /[\p{Script=Latin}\d][\p{Script=Latin}\d\s.,&'’-]*/gu;
const LATIN_LENGTH_MIN = 4;

/**
 * Takes a company name apart into place, core, industry, legal form, branch and department, the same
 * way whether it is written in Chinese, in English or in pinyin. Null if there is no name.
 */
export const parseOrganizationName: (name: string) => OrganizationName | null = memoized((name) => {
  const text = clean(name);
  if (text === "") return null;
  if (!hasHan(text)) return parseLatinName(text);
  const han = parseHanName(
    text.replace(LATIN_WORD, (latin) => (latin.length < LATIN_LENGTH_MIN ? latin : "")),
  );
  return withLatinAlias(han ?? parseHanName(text), text);
});

/** Names that say themselves twice, `云帆科技 Yunfan Tech`, can be read both ways. */
function withLatinAlias(name: OrganizationName | null, text: string): OrganizationName | null {
  const latin = (text.match(LATIN_WORD) ?? []).join(" ").trim();
  if (name === null || latin.length < LATIN_LENGTH_MIN) return name;
  const alias = parseLatinName(latin);
  if (alias === null) return name;
  return {
    ...name,
    text,
    readings: [...new Set([...name.readings, ...alias.readings])],
    industries: [...new Set([...name.industries, ...alias.industries])],
    place: name.place ?? alias.place,
    legalForm: name.legalForm ?? alias.legalForm,
  };
}

/** A department as stated in a field of its own, as the id that names in all languages share. */
export function departmentId(text: string | null): string | null {
  const department = clean(text);
  if (department === "") return null;
  if (hasHan(department)) return DEPARTMENT_OF_HAN.get(department) ?? department;
  return parseLatinName(department)?.department ?? department.toLowerCase();
}
