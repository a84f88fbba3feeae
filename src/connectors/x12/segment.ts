import { plainValue } from "../reading/plain-lines.js";

/** A segment of a set: `elements[1]` is the first element, as the standard counts them. */
export interface Segment {
  readonly tag: string;
  /** Its place within its set, the ST being 1. */
  readonly number: number;
  readonly elements: readonly string[];
}

/** An element's text; null where it is empty or was left out. Line breaks within it are blanks. */
export function element(segment: Segment | undefined, index: number): string | null {
  return plainValue(segment?.elements[index]);
}

/** Pairs of qualifier and value, such as the article numbers of a PO1, from an element on. */
export function pairs(segment: Segment, from: number): (readonly [qualifier: string, value: string])[] {
  const found: (readonly [string, string])[] = [];
  for (let index = from; index < segment.elements.length; index += 2) {
    const qualifier = element(segment, index);
    const value = element(segment, index + 1);
    if (qualifier !== null && value !== null) found.push([qualifier, value]);
  }
  return found;
}

/** A segment that opens a loop and what belongs to it. */
export interface Loop {
  readonly head: Segment;
  readonly body: readonly Segment[];
}

/** Loops of one opener. With `members` a loop ends at the first segment that is none; without, at the next opener. */
export function loopsOf(
  segments: readonly Segment[],
  opener: string,
  members: ReadonlySet<string> | null = null,
): Loop[] {
  const loops: { head: Segment; body: Segment[] }[] = [];
  let isOpen = false;
  for (const segment of segments) {
    if (segment.tag === opener) {
      loops.push({ head: segment, body: [] });
      isOpen = true;
    } else if (isOpen) {
      isOpen = members === null || members.has(segment.tag);
      if (isOpen) loops.at(-1)?.body.push(segment);
    }
  }
  return loops;
}

/** Heading, detail and summary of a set: the detail begins with the first line and ends with the totals. */
export function sectionsOf(
  segments: readonly Segment[],
  opener: string,
  closers: ReadonlySet<string>,
): {
  readonly heading: readonly Segment[];
  readonly detail: readonly Segment[];
  readonly summary: readonly Segment[];
} {
  const first = segments.findIndex(({ tag }) => tag === opener);
  const closer = segments.findIndex(({ tag }, at) => at > first && closers.has(tag));
  const end = closer < 0 ? segments.length : closer;
  const start = first < 0 ? end : first;
  const heading = segments.slice(0, start);
  return { heading, detail: segments.slice(start, end), summary: segments.slice(end) };
}

export const segmentsOf = (segments: readonly Segment[], tag: string): Segment[] =>
  segments.filter((segment) => segment.tag === tag);
