import type { Found } from "./found.js";

/** A piece of the text, with its place in the whole. */
export interface Span {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Longest text that is read for an order; the rest of a longer one is left alone. */
export const TEXT_CHARS_MAX = 100_000;
/** Longer lines are broken here, so that no pattern has to search a whole page at once. */
const LINE_CHARS_MAX = 1_000;

/** The lines of a text, each with its place. Empty lines are kept: they separate blocks. */
export function linesOf(text: string): Span[] {
  const lines: Span[] = [];
  let start = 0;
  for (const line of text.slice(0, TEXT_CHARS_MAX).split(/\r\n|\n|\r|\f/)) {
    const end = start + line.length;
    for (let from = 0; from <= line.length; ) {
      const to = breakAfter(line, from);
      lines.push({ text: line.slice(from, to), start: start + from, end: start + to });
      from = to === line.length ? to + 1 : to;
    }
    start = end + (text.startsWith("\r\n", end) ? 2 : 1);
  }
  return lines;
}

/** Where a line that starts at `from` ends: at its own end, or at the last space that still fits. */
function breakAfter(line: string, from: number): number {
  if (line.length - from <= LINE_CHARS_MAX) return line.length;
  const space = line.lastIndexOf(" ", from + LINE_CHARS_MAX);
  return space > from ? space : from + LINE_CHARS_MAX;
}

export function isBlank(span: Span): boolean {
  return /^[\s\u00a0_=*|+-]*$/.test(span.text);
}

/** Part of a span, by positions inside it. */
export function within(span: Span, from: number, to: number = span.text.length): Span {
  return { text: span.text.slice(from, to), start: span.start + from, end: span.start + to };
}

/** The span without the white space and list marks around it. */
export function trimmed(span: Span): Span {
  const from = /^[\s\u00a0\u3000]*/.exec(span.text)?.[0].length ?? 0;
  const kept = span.text.slice(from).replace(/[\s\u00a0\u3000]+$/, "");
  return within(span, from, from + kept.length);
}

/**
 * The cells of a line of a table drawn in text: separated by tabs, bars, or two and more spaces.
 * Between tabs and bars a cell may be empty; spaces only ever separate.
 */
export function cellsOf(line: Span): Span[] {
  if (trimmed(line).text === "") return [];
  const cells: Span[] = [];
  let from = 0;
  for (const gap of line.text.matchAll(/[ \u00a0]*[\t|｜│][ \u00a0]*|[ \u00a0]{2,}|\u3000+/g)) {
    cells.push(trimmed(within(line, from, gap.index)));
    from = gap.index + gap[0].length;
    // Bars around a row and the indent before it are no cells; a tab at the start leaves one empty.
    if (cells.length === 1 && cells[0]?.text === "" && !gap[0].includes("\t")) cells.pop();
  }
  cells.push(trimmed(within(line, from)));
  while (cells.at(-1)?.text === "") cells.pop();
  return cells;
}

const HAN_GAP = /(?<=\p{Script=Han}) (?=\p{Script=Han})/gu;
const HAN_PAIR = /(?<=\p{Script=Han})(?=\p{Script=Han})/gu;

/**
 * The text with single spaces. Readers of scans put a space between any two Chinese characters; where
 * most pairs stand apart, those spaces mean nothing and go.
 */
export function squeezed(text: string): string {
  const single = text.replace(/[\s\u00a0\u3000]+/g, " ").trim();
  const gaps = single.match(HAN_GAP)?.length ?? 0;
  if (gaps === 0 || gaps < (single.match(HAN_PAIR)?.length ?? 0)) return single;
  return single
    .replace(HAN_GAP, "")
    .replace(/(?<=\p{Script=Han}) (?=\d+ ?[号號楼樓室弄巷])/gu, "")
    .replace(/(?<=\d) (?=[号號楼樓室弄巷])/g, "");
}

/** A span as a found value. */
export function foundIn(span: Span, rule: string): Found<string> {
  const kept = trimmed(span);
  return { value: squeezed(kept.text), range: [kept.start, kept.end], rule };
}
