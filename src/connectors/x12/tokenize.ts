import { isaLength, type Separators, separatorsAt, separatorsWithoutIsa } from "./separators.js";

/** One interchange as rows of elements; the first of each row is the segment's tag. */
export interface TokenizedInterchange {
  readonly separators: Separators;
  readonly segments: readonly (readonly string[])[];
  /** True if the file has no ISA here and the separators were told from the first segment. */
  readonly isGuessed: boolean;
  /** False if the file ends in the middle of the last segment, as far as that can be told. */
  readonly isTerminated: boolean;
}

/** Text in front of the first ISA that is passed over, such as the header of a mail. */
const PREAMBLE_CHARS_MAX = 4096;

/** Where the first interchange of a file begins; null if there is none. */
export function startOf(text: string): number | null {
  const start = text.length - text.trimStart().length;
  if (separatorsAt(text, start) !== null || separatorsWithoutIsa(text, start) !== null) return start;
  const preamble = text.slice(0, PREAMBLE_CHARS_MAX);
  for (let at = preamble.indexOf("ISA"); at >= 0; at = preamble.indexOf("ISA", at + 1)) {
    if (separatorsAt(text, at) !== null) return at;
  }
  return null;
}

/**
 * Cuts a file into its interchanges and those into segments. Expects line feeds only. Line breaks and
 * blanks around a segment mean nothing, and every ISA names the separators anew. Linear in the text.
 */
export function tokenize(text: string, start: number): TokenizedInterchange[] {
  const interchanges: TokenizedInterchange[] = [];
  let at = start;
  while (at < text.length) {
    const stated = separatorsAt(text, at);
    const separators = stated ?? separatorsWithoutIsa(text, at);
    if (separators === null) break;
    const { segments, end, isTerminated } = segmentsFrom(text, at, separators, stated !== null);
    interchanges.push({ separators, segments, isGuessed: stated === null, isTerminated });
    at = end;
  }
  return interchanges;
}

function segmentsFrom(text: string, start: number, separators: Separators, hasIsa: boolean) {
  const { element, terminator } = separators;
  const segments: (readonly string[])[] = [];
  let at = start;
  let isTerminated = true;
  if (hasIsa) {
    const length = isaLength(text, at, separators);
    segments.push(isaElements(text.slice(at, at + length), element));
    at += length + 1;
  }
  while (true) {
    at = afterBlanks(text, at, terminator);
    if (at >= text.length || startsInterchange(text, at)) break;
    const end = text.indexOf(terminator, at);
    const body = text.slice(at, end < 0 ? text.length : end).trimEnd();
    at = end < 0 ? text.length : end + 1;
    if (body === "") continue;
    isTerminated = end >= 0 || terminator === "\n";
    const elements = body.split(element);
    const [tag = ""] = elements;
    if (tag.length > TAG_CHARS) elements[0] = tag.replace(/\s/g, "");
    segments.push(elements);
  }
  return { segments, end: at, isTerminated };
}

const TAG_CHARS = 3;

/** The last element holds the component separator, which stands for itself. Line breaks are accidents here. */
function isaElements(isa: string, element: string): string[] {
  const elements = isa.replaceAll("\n", "").split(element);
  return elements.length > 17 ? elements.slice(0, 17) : elements;
}

function afterBlanks(text: string, start: number, terminator: string): number {
  let at = start;
  while (BLANKS.has(text[at] ?? "") && text[at] !== terminator) at++;
  return at;
}

const BLANKS: ReadonlySet<string> = new Set([" ", "\n", "\t", "\f", "\v", "\u00a0", "\ufeff"]);

const startsInterchange = (text: string, at: number): boolean =>
  text.startsWith("ISA", at) && separatorsAt(text, at) !== null;
