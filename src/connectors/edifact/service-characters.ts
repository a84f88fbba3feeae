import type { ServiceCharacters } from "../reading/edi/segments.js";

/** The service characters of an interchange, where its segments begin, and whether its UNA was as it should be. */
export interface Service {
  readonly marks: ServiceCharacters;
  readonly start: number;
  readonly isUnaOdd: boolean;
}

const DEFAULTS: ServiceCharacters = {
  component: ":",
  element: "+",
  release: "?",
  terminator: "'",
  tagEnd: "+",
};

/** Control characters of the old level B, which has no release character. */
const LEVEL_B: ServiceCharacters = {
  component: "\u001f",
  element: "\u001d",
  release: "",
  terminator: "\u001c",
  tagEnd: "\u001d",
};

const UNA_CHARS = 6;
const UNA_CHARS_MAX = 12;

/** Reads the UNA at `at`, or tells the characters from the first segment where there is none. */
export function serviceAt(text: string, at: number): Service {
  if (!text.startsWith("UNA", at)) return { marks: withoutUna(text, at), start: at, isUnaOdd: false };
  const rest = text.slice(at + 3, at + 3 + UNA_CHARS_MAX);
  const next = /UN[BGH]/.exec(rest)?.index ?? UNA_CHARS;
  const stated = rest.slice(0, next);
  const [component = "", element = "", , release = "", , terminator = ""] = unaCharacters(stated);
  const marks: ServiceCharacters = {
    ...{ component, element, terminator, tagEnd: element },
    release: release === " " ? "" : release,
  };
  const isUsable =
    [component, element, terminator].every(isMark) && new Set([component, element, terminator]).size === 3;
  const start = at + 3 + next;
  return {
    marks: isUsable ? marks : DEFAULTS,
    start,
    isUnaOdd: !isUsable || stated.trimEnd().length === UNA_CHARS - 1,
  };
}

/** What an apostrophe becomes in a word processor. */
const CURLED = /[\u2018\u2019]/;

/**
 * Word processors curl apostrophes: one that another segment follows ends the segment before it. As long as
 * the text it is made from.
 */
export function straightened(text: string, { terminator, element }: ServiceCharacters): string {
  if (terminator !== DEFAULTS.terminator) return text;
  const curled = new RegExp(`${CURLED.source}(?=\\s*(?:[A-Z][A-Z0-9]{2}\\${element}|$))`, "g");
  return text.replace(curled, DEFAULTS.terminator);
}

/** A UNA that lost its blank has five characters: the last one still ends the segments. */
function unaCharacters(stated: string): readonly string[] {
  const marks = [...stated.trimEnd()];
  if (marks.length === UNA_CHARS - 1) return [...marks.slice(0, 4), " ", marks[4] ?? ""];
  return [...stated].slice(0, UNA_CHARS);
}

const isMark = (char: string): boolean => char !== "" && !/[A-Za-z0-9 ]/.test(char);

function withoutUna(text: string, at: number): ServiceCharacters {
  const element = text[at + 3] ?? "";
  if (element === LEVEL_B.element) return LEVEL_B;
  if (!isMark(element)) return DEFAULTS;
  const component = /^.UNO[A-Z](.)\d/s.exec(text.slice(at + 3, at + 12))?.[1] ?? DEFAULTS.component;
  return { ...DEFAULTS, component, element, tagEnd: element, terminator: terminatorOf(text, at, element) };
}

const SEARCH_CHARS = 2000;

/** What stands before the next segment, if it is not the usual apostrophe: a line feed where nothing else does. */
function terminatorOf(text: string, at: number, element: string): string {
  const start = text.slice(at + 3, at + 3 + SEARCH_CHARS);
  const next = ["UNG", "UNH", "BGM"].map((tag) => start.indexOf(tag + element)).filter((found) => found > 0);
  if (next.length === 0) return DEFAULTS.terminator;
  const before = start.slice(0, Math.min(...next));
  const last = before.trimEnd().at(-1) ?? "";
  const mark = CURLED.test(last) ? DEFAULTS.terminator : last;
  if (mark === DEFAULTS.terminator || !before.endsWith("\n"))
    return isMark(mark) ? mark : DEFAULTS.terminator;
  return isMark(mark) && mark !== element ? mark : "\n";
}
