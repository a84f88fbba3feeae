import { type EdiFault, faultAt, quoted } from "../reading/edi/findings.js";
import type { CutText, RawSegment } from "../reading/edi/segments.js";
import { component, type Segment } from "./segment.js";

/** A message from its UNH to its UNT. */
export interface EdifactMessage {
  /** `ORDERS` */
  readonly type: string;
  readonly reference: string;
  readonly segments: readonly Segment[];
  /** WITHOUT_TRAILER: there is no UNT. CUT_OFF: the file ends within a segment of it. */
  readonly end: "COMPLETE" | "WITHOUT_TRAILER" | "CUT_OFF";
  readonly faults: readonly EdiFault[];
}

export interface Interchange {
  /** UNB; null for messages that were sent without one. */
  readonly header: Segment | null;
  readonly messages: readonly EdifactMessage[];
  readonly faults: readonly EdiFault[];
}

interface Draft {
  readonly header: Segment | null;
  readonly messages: EdifactMessage[];
  readonly faults: EdiFault[];
  groups: number;
  isClosed: boolean;
}

/**
 * Sorts segments into interchanges and messages. Missing trailers, wrong counts and wrong references are
 * kept as faults; nothing here keeps a message from being read.
 */
export function interchangesOf({ segments, isTerminated, mended }: CutText): Interchange[] {
  const drafts: Draft[] = [];
  const draftFor = (header: Segment | null): Draft => {
    const draft: Draft = { header, messages: [], faults: [], groups: 0, isClosed: false };
    drafts.push(draft);
    return draft;
  };
  for (let at = 0; at < segments.length; ) {
    const raw = segments[at];
    if (raw === undefined) break;
    const segment = { ...raw, number: at + 1 };
    if (raw.tag === "UNB") draftFor(segment);
    else if (SERVICE_SEGMENTS.has(raw.tag)) takeService(drafts.at(-1) ?? draftFor(null), segment);
    else {
      const end = endOfMessage(segments, at);
      const isCutOff = end === segments.length && !isTerminated;
      takeMessage(drafts.at(-1) ?? draftFor(null), segments.slice(at, end), isCutOff);
      at = end;
      continue;
    }
    at++;
  }
  if (mended > 0) {
    const text = `${mended} texts hold a terminator that is not released; they were put together again.`;
    drafts[0]?.faults.push(faultAt(null, "TERMINATOR_UNRELEASED", text));
  }
  return drafts.map(({ header, messages, faults, isClosed }) => ({
    ...{ header, messages },
    faults: header !== null && !isClosed ? [...faults, missingEnd()] : faults,
  }));
}

const missingEnd = (): EdiFault =>
  faultAt(null, "TRAILER_MISSING", "The interchange has no UNZ segment at its end.");

/** What opens and closes groups and interchanges, besides the UNB. */
const SERVICE_SEGMENTS: ReadonlySet<string> = new Set(["UNG", "UNE", "UNZ"]);

/** A message, also one that has lost its UNH; what holds no document at all is left out. */
function takeMessage(draft: Draft, segments: readonly RawSegment[], isCutOff: boolean): void {
  const [first] = segments;
  const isMessage = isHeader(first) || segments.some(({ tag }) => tag === "BGM");
  if (isMessage) draft.messages.push(messageOf(segments, isCutOff));
  else draft.faults.push(outside(segments));
}

function outside(segments: readonly RawSegment[]): EdiFault {
  const [first = "", last = ""] = [segments[0]?.tag, segments.at(-1)?.tag];
  const text =
    segments.length === 1
      ? `A segment ${quoted(first)} stands outside of any message and was left out.`
      : `${segments.length} segments, from ${quoted(first)} to ${quoted(last)}, stand outside of any message and were left out.`;
  return faultAt(null, "SEGMENT_OUTSIDE", text);
}

/** A UNH, or what says the same under a tag that is damaged: reference, and type of message with its directory. */
function isHeader(segment: RawSegment | undefined): boolean {
  if (segment?.tag === "UNH") return true;
  const [type = "", , , agency] = segment?.elements[1] ?? [];
  return /^[A-Z]{6}$/.test(type.trim()) && agency === "UN";
}

function takeService(draft: Draft, segment: Segment): void {
  if (segment.tag === "UNG") draft.groups++;
  else if (segment.tag === "UNZ") {
    draft.isClosed = true;
    const units = draft.groups > 0 ? draft.groups : draft.messages.length;
    const stated = component(segment, 1);
    if (stated === null || Number(stated) !== units) {
      const what = draft.groups > 0 ? "groups" : "messages";
      const text = `UNZ says ${stated ?? "nothing"}, but the interchange has ${units} ${what}.`;
      draft.faults.push(faultAt(null, "MESSAGE_COUNT", text));
    }
    const control = component(draft.header ?? undefined, 5);
    if (draft.header !== null && !isSame(component(segment, 2), control)) {
      const text = `UNZ has the reference ${component(segment, 2) ?? "of nothing"}, but UNB has ${control ?? "none"}.`;
      draft.faults.push(faultAt(null, "CONTROL_NUMBER", text));
    }
  }
}

/** Segments that cannot stand within a message: the one before them has lost its UNT. */
const OUTSIDE: ReadonlySet<string> = new Set(["UNH", "UNE", "UNZ", "UNB", "UNG"]);

function endOfMessage(segments: readonly RawSegment[], start: number): number {
  for (let at = start + 1; at < segments.length; at++) {
    const tag = segments[at]?.tag ?? "";
    if (tag === "UNT") return at + 1;
    if (OUTSIDE.has(tag)) return at;
  }
  return segments.length;
}

function messageOf(raw: readonly RawSegment[], isCutOff: boolean): EdifactMessage {
  const segments = raw.map(({ tag, elements }, at): Segment => ({ tag, elements, number: at + 1 }));
  const head = isHeader(segments[0]) ? segments[0] : undefined;
  const last = segments.at(-1);
  const trailer = last?.tag === "UNT" ? last : null;
  const reference = component(head, 1) ?? component(trailer ?? undefined, 2) ?? "";
  return {
    type: (component(head, 2) ?? "").replace(/\s/g, "").toUpperCase(),
    reference,
    segments,
    end: trailer !== null ? "COMPLETE" : isCutOff ? "CUT_OFF" : "WITHOUT_TRAILER",
    faults: [...headFaults(head), ...messageFaults(segments, trailer, reference)],
  };
}

function headFaults(head: Segment | undefined): EdiFault[] {
  if (head === undefined || head.tag === "UNH") return [];
  const text = `A segment ${quoted(head.tag)} stands where the UNH belongs, and is read as one.`;
  return [faultAt(head, "HEADER_DAMAGED", text)];
}

function messageFaults(segments: readonly Segment[], trailer: Segment | null, reference: string): EdiFault[] {
  if (trailer === null)
    return [faultAt(null, "TRAILER_MISSING", "The message has no UNT segment at its end.")];
  const faults: EdiFault[] = [];
  const stated = component(trailer, 1);
  if (stated === null || Number(stated) !== segments.length) {
    const text = `UNT says ${stated ?? "nothing"}, but the message has ${segments.length} segments.`;
    faults.push(faultAt(trailer, "SEGMENT_COUNT", text));
  }
  if (!isSame(component(trailer, 2), reference)) {
    const text = `UNT has the reference ${component(trailer, 2) ?? "of nothing"}, but UNH has ${reference}.`;
    faults.push(faultAt(trailer, "CONTROL_NUMBER", text));
  }
  return faults;
}

/** Leading zeros do not make another reference of it. */
const isSame = (a: string | null, b: string | null): boolean =>
  (a ?? "").replace(/^0+/, "") === (b ?? "").replace(/^0+/, "");
