import type { Issue } from "../../connector.js";
import { placeOf, type XmlElement } from "./element.js";

/** What comes to light while one document is read. */
export interface Findings {
  /** What stands in the way of reading it. */
  readonly issues: Issue[];
  readonly warnings: Issue[];
  /** Why a person has to look at the order. */
  readonly doubts: string[];
}

export const noFindings = (): Findings => ({ issues: [], warnings: [], doubts: [] });

/** Nobody reads more, and each costs a walk to its place. */
const FINDINGS_MAX = 60;

/** Adds an issue or a warning with the place of the element that it speaks of. */
export function addFinding(list: Issue[], code: string, message: string, element: XmlElement): void {
  if (list.length < FINDINGS_MAX) list.push({ code, message, at: placeOf(element) });
}

const QUOTED_CHARS_MAX = 60;

/** What a sender wrote, in quotation marks, and no more of it than helps to find it. */
export const quoted = (text: string | null): string =>
  text !== null && text.length > QUOTED_CHARS_MAX
    ? `"${text.slice(0, QUOTED_CHARS_MAX).replace(/\p{Cs}$/u, "")}…"`
    : `"${text ?? ""}"`;

const DOUBT_CHARS_MAX = 2000;

/** Adds a doubt; too many of one kind say no more than the first few. */
export function addDoubt({ doubts }: Findings, text: string): void {
  if (doubts.length < FINDINGS_MAX) doubts.push(text.slice(0, DOUBT_CHARS_MAX));
}

/** Text cut to what the domain keeps, never silently. */
export function fittingText(
  text: string | null,
  max: number,
  what: string,
  { warnings }: Findings,
  element: XmlElement,
): string | null {
  if (text === null || text.length <= max) return text;
  const message = `${what} has ${text.length} characters; only the first ${max - 1} are kept.`;
  addFinding(warnings, "TEXT_SHORTENED", message, element);
  return `${text.slice(0, max - 1).replace(/\p{Cs}$/u, "")}…`;
}
