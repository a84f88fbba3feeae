/** The characters that UN/EDIFACT and its relatives are cut at. */
export interface ServiceCharacters {
  readonly component: string;
  readonly element: string;
  /** Takes the meaning from the character after it; empty if there is none. */
  readonly release: string;
  readonly terminator: string;
  /** What ends the tag: the element separator, or `=` in TRADACOMS. */
  readonly tagEnd: string;
}

/** A segment: `elements[0]` is its first element, as a list of components. */
export interface RawSegment {
  readonly tag: string;
  readonly elements: readonly (readonly string[])[];
}

export interface CutText {
  readonly segments: readonly RawSegment[];
  /** False if the text ends in the middle of the last segment. */
  readonly isTerminated: boolean;
  /** Where the cutting ended: at the end of the text, or at service characters that begin another interchange. */
  readonly end: number;
  /** Places where a terminator stood in the middle of a text without its release character. */
  readonly mended: number;
}

/**
 * Cuts a text into segments, from `start` on. Line breaks and blanks between segments mean nothing. Linear in the text.
 */
export function cutSegments(text: string, start: number, marks: ServiceCharacters): CutText {
  const bodies: string[] = [];
  let mended = 0;
  let isTerminated = true;
  let at = start;
  while (at < text.length) {
    if (at > start && changesMarks(text.slice(at, at + HEAD_CHARS), marks)) break;
    const end = endOfSegment(text, at, marks);
    const body = text.slice(at, end < 0 ? text.length : end);
    at = end < 0 ? text.length : end + 1;
    const trimmed = body.trim();
    if (trimmed === "") continue;
    isTerminated = end >= 0 || marks.terminator === "\n";
    const isSegment = startsSegment(trimmed, marks) || startsLine(body, marks);
    if (isSegment || bodies.length === 0) bodies.push(trimmed);
    else {
      bodies.push(`${bodies.pop() ?? ""}${marks.release}${marks.terminator}${body.trimEnd()}`);
      mended++;
    }
  }
  return { segments: bodies.map((body) => segmentOf(body, marks)), end: at, isTerminated, mended };
}

const HEAD_CHARS = 10;

/** A UNA after the first one, or a UNB with another separator: what follows is cut at other characters. */
function changesMarks(head: string, { element }: ServiceCharacters): boolean {
  const [, tag, mark = ""] = /^\s*(UNA|UNB)([^A-Za-z0-9\s])/.exec(head) ?? [];
  return tag === "UNA" || (tag === "UNB" && mark !== element);
}

function endOfSegment(text: string, start: number, { terminator, release }: ServiceCharacters): number {
  let end = text.indexOf(terminator, start);
  while (end >= 0 && isReleased(text, end, start, release)) end = text.indexOf(terminator, end + 1);
  return end;
}

/** `?'` is an apostrophe, `??'` a question mark and the end. */
function isReleased(text: string, at: number, start: number, release: string): boolean {
  if (release === "" || text[at - 1] !== release) return false;
  let count = 0;
  for (let back = at - 1; back >= start && text[back] === release; back--) count++;
  return count % 2 === 1;
}

/** A segment begins with three capitals. What does not is the rest of a text that was cut too early. */
function startsSegment(body: string, { tagEnd, component, release }: ServiceCharacters): boolean {
  if (release === "") return true;
  const after = body[3];
  return /^[A-Z][A-Z0-9]{2}/.test(body) && (after === undefined || after === tagEnd || after === component);
}

/** A damaged tag on a line of its own begins a segment, too: it says nothing that belongs to the one before. */
function startsLine(body: string, { tagEnd }: ServiceCharacters): boolean {
  const [, blanks = "", , end] = /^(\s*)([A-Z]{1,5})([^A-Z])/.exec(body) ?? [];
  return end === tagEnd && blanks.includes("\n");
}

function segmentOf(body: string, marks: ServiceCharacters): RawSegment {
  const { component, element, release, tagEnd } = marks;
  const tagLength = body.indexOf(tagEnd);
  const head = tagLength < 0 ? body : body.slice(0, tagLength);
  const tag = (head.split(component, 1)[0] ?? "").replace(/\s/g, "");
  if (tagLength < 0) return { tag, elements: [] };
  const rest = body.slice(tagLength + 1);
  if (release === "" || !rest.includes(release)) {
    const elements = rest
      .split(element)
      .map((one) => (one.includes(component) ? one.split(component) : [one]));
    return { tag, elements };
  }
  const elements = splitReleased(rest, element, release).map((one) =>
    splitReleased(one, component, release).map((value) => unreleased(value, release)),
  );
  return { tag, elements };
}

function splitReleased(text: string, separator: string, release: string): string[] {
  if (!text.includes(release)) return text.split(separator);
  const parts: string[] = [];
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === release) at++;
    else if (text[at] === separator) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  parts.push(text.slice(start));
  return parts;
}

function unreleased(value: string, release: string): string {
  if (!value.includes(release)) return value;
  let plain = "";
  for (let at = 0; at < value.length; at++) {
    if (value[at] === release && at + 1 < value.length) at++;
    plain += value[at];
  }
  return plain;
}
