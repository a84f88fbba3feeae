import { isaLength, type Separators, separatorsAt, separatorsWithoutIsa } from "./separators.js";

/** One interchange as rows of elements; the first of each row is the segment's tag. */
export interface TokenizedInterchange {
  readonly separators: Separators;
  readonly segments: readonly (readonly string[])[];
  /** True if the file has no ISA here and the separators were told from the first segment. */
  readonly isGuessed: boolean;
  /** False if the file ends in the middle of the last segment, as far as that can be told. */
  readonly isTerminated: boolean;
  /** How many segments end at a line break because their terminator is lost. */
  readonly unterminated: number;
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
  const known = new Map<string, RegExp | null>();
  const lostIn = (separators: Separators): RegExp | null => {
    const marks = separators.element + separators.terminator;
    if (!known.has(marks)) known.set(marks, lostTerminators(text, separators));
    return known.get(marks) ?? null;
  };
  let at = start;
  while (at < text.length) {
    const stated = separatorsAt(text, at);
    const separators = stated ?? separatorsWithoutIsa(text, at);
    if (separators === null) break;
    const { end, ...cut } = segmentsFrom(text, at, separators, stated !== null, lostIn(separators));
    interchanges.push({ separators, isGuessed: stated === null, ...cut });
    at = end;
  }
  return interchanges;
}

function segmentsFrom(
  text: string,
  start: number,
  separators: Separators,
  hasIsa: boolean,
  lost: RegExp | null,
) {
  const { element, terminator } = separators;
  const endFrom = endsOf(text, separators);
  const segments: (readonly string[])[] = [];
  let at = start;
  let isTerminated = true;
  let unterminated = 0;
  if (hasIsa) {
    const length = isaLength(text, at, separators);
    segments.push(isaElements(text.slice(at, at + length), element));
    at += length + 1;
  }
  while (true) {
    at = afterBlanks(text, at, terminator);
    if (at >= text.length || startsInterchange(text, at)) break;
    const end = endFrom(at);
    const body = text.slice(at, end < 0 ? text.length : end).trimEnd();
    at = end < 0 ? text.length : end + 1;
    if (body === "") continue;
    isTerminated = end >= 0 || terminator === "\n";
    const rows = lost === null ? [body] : body.split(lost);
    unterminated += rows.length - 1;
    for (const row of rows) segments.push(elementsOf(row.trimEnd(), element));
  }
  return { segments, end: at, isTerminated, unterminated };
}

/** Terminators that are also written within numbers and texts: `13.84`, `P.O. BOX`. */
const PUNCTUATION = /[.,;:'"&#/()+-]/;

/** Where a segment ends, from a place on; a mark that people write ends one only where another segment begins. */
function endsOf(text: string, { element, terminator }: Separators): (start: number) => number {
  if (!PUNCTUATION.test(terminator)) return (start) => text.indexOf(terminator, start);
  const next = new RegExp(`\\s*(?:$|[A-Z][A-Z0-9]{1,2}[\\${element}\\${terminator}])`, "y");
  const isEnd = (at: number): boolean => {
    next.lastIndex = at + 1;
    return next.test(text);
  };
  return (start) => {
    let end = text.indexOf(terminator, start);
    while (end >= 0 && !isEnd(end)) end = text.indexOf(terminator, end + 1);
    return end;
  };
}

const TAG_CHARS = 3;

function elementsOf(row: string, element: string): string[] {
  const elements = row.split(element);
  const [tag = ""] = elements;
  if (tag.length > TAG_CHARS) elements[0] = tag.replace(/\s/g, "");
  return elements;
}

/** For each line break within a segment there have to be this many between segments, or the file is wrapped. */
const LINES_PER_BREAK = 3;
const SAMPLE_CHARS = 1024 * 1024;

/**
 * Where a segment goes on as another one because its terminator is lost or a remark stands behind it; null
 * where line breaks tell nothing, as in a file that is wrapped at a width.
 */
function lostTerminators(text: string, { element, terminator }: Separators): RegExp | null {
  if (terminator === "\n") return null;
  const lines = text.slice(0, SAMPLE_CHARS).split("\n").slice(0, -1);
  const within = lines.filter((line) => !line.trimEnd().endsWith(terminator)).length;
  if (within === 0 || within * LINES_PER_BREAK > lines.length - within) return null;
  return new RegExp(`\\n[ \\t]*(?=[A-Z][A-Z0-9]{1,2}\\${element})`);
}

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
