import { DEPARTMENT_OF_HAN, HAN_BRANCH_WORDS } from "../data/departments.js";
import { HAN_INDUSTRY_WORDS, INDUSTRY_OF_HAN } from "../data/industries.js";
import { LEGAL_FORMS, type LegalFormClass, UNSPACED_LEGAL_FORMS } from "../data/legal-forms.js";
import type { OrganizationName } from "./features.js";
import { readingsOf } from "./pinyin.js";
import { placeAtStart, placeOfHan } from "./place.js";
import { fold } from "./text.js";

const CORE_LENGTH_MIN = 2;
const MISREAD_FORMS = ["股份有限公司", "有限责任公司", "有限公司"];
const MISREAD_COMPANY = /(?<=.{2})[么幺厶]司$/u;
const MARKS = /[\s·・,，.。、;；:：'"“”‘’\-_/\\()（）]+/gu;
const PARENTHESIS = /[(（【[]([^)）】\]]*)[)）】\]]/gu;
const OPEN_DEPARTMENT = /^(.{2,}?)([\p{Script=Han}]{2}(?:部|科|处))$/u;
const DISTRICT = /^[\p{Script=Han}]{2,3}?(?:区|县|镇)/u;

/** What is left of a name while parts are peeled off it. */
interface Remainder {
  head: string;
  place: string | null;
  legalForm: LegalFormClass | null;
  branch: string | null;
  department: string | null;
}

/** Takes a Simplified Chinese company name apart, from the outside in. Null if nothing is left. */
export function parseHanName(stated: string): OrganizationName | null {
  const text = stated.replace(/[巿冇]/gu, (sign) => (sign === "巿" ? "市" : "有"));
  const asides = [...text.matchAll(PARENTHESIS)].map(([, inside = ""]) => inside.replace(MARKS, ""));
  const name: Remainder = {
    head: text.replace(PARENTHESIS, "").replace(MARKS, ""),
    place: null,
    legalForm: null,
    branch: null,
    department: null,
  };
  for (const aside of asides) readAside(name, aside);
  peelLegalForm(name);
  peelBranch(name);
  peelDepartment(name);
  peelPlaces(name);
  if (name.head === "") return null;
  const { core, industries } = peelIndustries(name.head);
  const { place, legalForm, branch, department } = name;
  const readings = readingsOf(core).map(fold);
  return {
    text,
    script: "HAN",
    core: fold(core),
    readings,
    tokens: [fold(core)],
    industries,
    place,
    legalForm,
    acronym: null,
    branch,
    department,
  };
}

/** `(中国)`, `（采购部）`: a place, a branch or a department, else nothing we use. */
function readAside(name: Remainder, aside: string): void {
  const branch = HAN_BRANCH_WORDS.find((word) => aside.endsWith(word));
  if (branch !== undefined) name.branch = branchId(aside.slice(0, -branch.length)) || aside;
  else if (DEPARTMENT_OF_HAN.has(aside)) name.department = DEPARTMENT_OF_HAN.get(aside) ?? null;
  else if (/(部|科|处|中心)$/u.test(aside)) name.department = aside;
  else name.place = placeOfHan(aside)?.id ?? name.place;
}

/** The longest form at the earliest place; what follows it is a branch or a department. */
function peelLegalForm(name: Remainder): void {
  const form = UNSPACED_LEGAL_FORMS.filter((candidate) => candidate.length > 1)
    .map((candidate) => ({ candidate, at: name.head.indexOf(candidate) }))
    .filter(({ at, candidate }) => at === 0 || (at > 0 && !isBranchWord(name.head, at, candidate)))
    .sort((a, b) => a.at - b.at || b.candidate.length - a.candidate.length)[0];
  if (form === undefined || form.candidate === "公司") peelMisreadForm(name);
  if (form === undefined || !name.head.includes(form.candidate)) return;
  const before = name.head.slice(0, form.at);
  const after = name.head.slice(form.at + form.candidate.length);
  name.legalForm = LEGAL_FORMS.get(form.candidate) ?? null;
  if (before === "") {
    name.head = after;
    return;
  }
  name.head = before;
  readTail(name, after);
}

/** 有限么司, 冇限公司, 有艮公司: a scanner takes signs for others that look like them. */
function peelMisreadForm(name: Remainder): void {
  for (const form of MISREAD_FORMS) {
    const at = name.head.length - form.length;
    if (at < CORE_LENGTH_MIN || differing(name.head.slice(at), form) > form.length / 4) continue;
    name.legalForm = LEGAL_FORMS.get(form) ?? null;
    name.head = name.head.slice(0, at);
    return;
  }
  name.head = name.head.replace(MISREAD_COMPANY, "");
}

const differing = (a: string, b: string): number => [...a].filter((sign, at) => sign !== b[at]).length;

/** 公司 inside 分公司 is no legal form. */
const isBranchWord = (text: string, at: number, form: string): boolean =>
  form === "公司" && text[at - 1] === "分";

/** 广州分公司采购部: first the branch, then the department. */
function readTail(name: Remainder, tail: string): void {
  const word = HAN_BRANCH_WORDS.find((candidate) => tail.includes(candidate));
  const [branch = "", rest = ""] = word === undefined ? ["", tail] : tail.split(word, 2);
  if (word !== undefined) name.branch = branchId(branch) || word;
  if (rest !== "") name.department = DEPARTMENT_OF_HAN.get(rest) ?? rest;
}

const branchId = (han: string): string => placeOfHan(han)?.id ?? han;

/** 云帆科技广州分公司: a branch without a legal form before it. */
function peelBranch(name: Remainder): void {
  const word = HAN_BRANCH_WORDS.find((candidate) => name.head.endsWith(candidate));
  if (word === undefined) return;
  const head = name.head.slice(0, -word.length);
  for (let at = head.length - 2; at >= CORE_LENGTH_MIN; at--) {
    const place = placeAtStart(head.slice(at));
    if (place === null || at + place.length !== head.length) continue;
    name.branch = place.place.id;
    name.head = head.slice(0, at);
    return;
  }
  name.branch = word;
  name.head = head;
}

function peelDepartment(name: Remainder): void {
  for (const [word, id] of DEPARTMENT_OF_HAN) {
    if (!name.head.endsWith(word) || name.head.length - word.length < CORE_LENGTH_MIN) continue;
    name.department = id;
    name.head = name.head.slice(0, -word.length);
    return;
  }
  const [, rest, department] = (name.legalForm === null && OPEN_DEPARTMENT.exec(name.head)) || [];
  if (rest === undefined || department === undefined) return;
  name.department = department;
  name.head = rest;
}

/** 广东省深圳市南山区: the most precise place of the table counts; a district is dropped after it. */
function peelPlaces(name: Remainder): void {
  for (;;) {
    const found = placeAtStart(name.head);
    if (found === null || name.head.length - found.length < CORE_LENGTH_MIN) return;
    name.place = found.place.id;
    name.head = name.head.slice(found.length);
    const district = DISTRICT.exec(name.head)?.[0] ?? "";
    if (name.head.length - district.length >= CORE_LENGTH_MIN) name.head = name.head.slice(district.length);
  }
}

/** 云帆电子科技 is 云帆, which does electronics and technology. A core keeps at least two characters. */
function peelIndustries(head: string): { core: string; industries: string[] } {
  const industries: string[] = [];
  let core = head;
  for (;;) {
    const word = HAN_INDUSTRY_WORDS.find(
      (candidate) => core.endsWith(candidate) && core.length - candidate.length >= CORE_LENGTH_MIN,
    );
    const industry = word === undefined ? undefined : INDUSTRY_OF_HAN.get(word);
    if (word === undefined || industry === undefined) return { core, industries };
    if (!industries.includes(industry.id)) industries.unshift(industry.id);
    core = core.slice(0, -word.length);
  }
}
