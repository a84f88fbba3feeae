import { plainValue } from "../reading/edi/plain-lines.js";

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

/**
 * Where a pair of date qualifier and date begins, from an element on: senders miscount the empty ones before
 * it. The element itself if there is no such pair.
 */
export function datePairAt(segment: Segment, from: number): number {
  const isPair = (at: number): boolean =>
    /^\d{3}$/.test(element(segment, at) ?? "") && /^\d{6}(?:\d\d)?$/.test(element(segment, at + 1) ?? "");
  const found = segment.elements.findIndex((_, at) => at >= from && isPair(at));
  return found < 0 ? from : found;
}

/** A day, such as stands where the number of a release belongs if the sender counts one element short. */
const A_DAY = /^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/;

/**
 * The number of a release, and the element that the day of the order stands in. Where the element of the day
 * is empty and the release looks like one, it is the day; so it is where both say the same.
 */
export function releaseAndDay(
  segment: Segment | undefined,
  releaseAt: number,
  dayAt: number,
): { readonly release: string | null; readonly dayAt: number } {
  const stated = element(segment, releaseAt);
  // Zeros fill the element where there is no release.
  const release = stated !== null && /^0+$/.test(stated) ? null : stated;
  const day = element(segment, dayAt);
  const isDay = release !== null && (day === null ? A_DAY.test(release) : release === day);
  return isDay ? { release: null, dayAt: releaseAt } : { release, dayAt };
}

/**
 * Pairs of qualifier and value, such as the article numbers of a PO1, from an element on. A value without a
 * qualifier is kept under an empty one.
 */
export function pairs(segment: Segment, from: number): (readonly [qualifier: string, value: string])[] {
  const found: (readonly [string, string])[] = [];
  for (let index = from; index < segment.elements.length; index += 2) {
    const qualifier = element(segment, index);
    const value = element(segment, index + 1);
    const next = element(segment, index + 2);
    // A sender that miscounts its empty elements has its qualifiers where values belong.
    if (isQualifier(value) && next !== null && !isQualifier(next)) index--;
    else if (value !== null) found.push([qualifier ?? "", value]);
  }
  return found;
}

const isQualifier = (text: string | null): boolean => text !== null && /^[A-Z][A-Z0-9]$/.test(text);

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

/** A line's own segments: what follows a subline is said of that. */
export function ownSegments(body: readonly Segment[]): readonly Segment[] {
  const first = body.findIndex(({ tag }) => tag === "SLN");
  return first < 0 ? body : body.slice(0, first);
}
