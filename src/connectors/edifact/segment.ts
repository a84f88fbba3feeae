import { plainValue } from "../reading/edi/plain-lines.js";
import type { RawSegment } from "../reading/edi/segments.js";

/** A segment of a message, the UNH being number 1. */
export interface Segment extends RawSegment {
  readonly number: number;
}

/** A component: element and component are counted from 1, as the directories do. Null where it is empty. */
export function component(segment: Segment | undefined, element: number, part = 1): string | null {
  return plainValue(segment?.elements[element - 1]?.[part - 1]);
}

/** All components of an element that are there. */
export function components(segment: Segment | undefined, element: number): string[] {
  const count = segment?.elements[element - 1]?.length ?? 0;
  const values = Array.from({ length: count }, (_, at) => component(segment, element, at + 1));
  return values.filter((value) => value !== null);
}

/** A text that is longer than a component goes on in the next one; a part that was not full ends there. */
export function continued(parts: readonly string[], fullChars: number): string[] {
  const texts: string[] = [];
  let isFull = false;
  for (const part of parts) {
    if (isFull) texts.push((texts.pop() ?? "") + part);
    else texts.push(part);
    isFull = part.length === fullChars;
  }
  return texts;
}

/** A segment and those that follow it, until the next that opens a group of its own. */
export interface Group {
  readonly head: Segment;
  readonly body: readonly Segment[];
}

/** Groups that begin with one of these tags; a group ends where the next one begins, or at a tag that closes it. */
export function groupsOf(
  segments: readonly Segment[],
  opener: string,
  closers: ReadonlySet<string> = NOTHING,
): Group[] {
  const groups: { head: Segment; body: Segment[] }[] = [];
  let isOpen = false;
  for (const segment of segments) {
    if (segment.tag === opener) {
      groups.push({ head: segment, body: [] });
      isOpen = true;
    } else if (closers.has(segment.tag)) isOpen = false;
    else if (isOpen) groups.at(-1)?.body.push(segment);
  }
  return groups;
}

const NOTHING: ReadonlySet<string> = new Set();

export const segmentsOf = (segments: readonly Segment[], tag: string): Segment[] =>
  segments.filter((segment) => segment.tag === tag);

/** Heading, lines and summary of a message: the lines begin with the first one and end with UNS. */
export function sectionsOf(
  segments: readonly Segment[],
  opener: string,
): {
  readonly heading: readonly Segment[];
  readonly detail: readonly Segment[];
  readonly summary: readonly Segment[];
} {
  const first = segments.findIndex(({ tag }) => tag === opener);
  const closer = segments.findIndex(({ tag, elements }, at) => at > first && isSummary(tag, elements));
  const end = closer < 0 ? segments.length : closer;
  const start = first < 0 ? end : first;
  return {
    heading: segments.slice(0, start),
    detail: segments.slice(start, end),
    summary: segments.slice(end),
  };
}

/** `UNS+D` only separates the heading from the lines. */
const isSummary = (tag: string, elements: Segment["elements"]): boolean =>
  tag === "UNT" || tag === "CNT" || (tag === "UNS" && elements[0]?.[0] !== "D");
