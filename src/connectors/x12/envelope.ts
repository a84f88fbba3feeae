import { type EdiFault, faultAt, quoted } from "../reading/edi/findings.js";
import { element, type Segment } from "./segment.js";
import type { Separators } from "./separators.js";
import type { TokenizedInterchange } from "./tokenize.js";

/** A transaction set from its ST to its SE. */
export interface TransactionSet {
  /** `850` */
  readonly id: string;
  readonly control: string;
  readonly segments: readonly Segment[];
  /** WITHOUT_TRAILER: there is no SE. CUT_OFF: the file ends within a segment of it. */
  readonly end: "COMPLETE" | "WITHOUT_TRAILER" | "CUT_OFF";
  /** What does not add up between ST and SE. */
  readonly faults: readonly EdiFault[];
}

export interface FunctionalGroup {
  readonly header: Segment | null;
  readonly sets: readonly TransactionSet[];
  readonly faults: readonly EdiFault[];
}

export interface Interchange {
  readonly header: Segment | null;
  readonly separators: Separators;
  readonly groups: readonly FunctionalGroup[];
  /** TA1: what a partner says about an interchange of ours. */
  readonly acknowledgments: readonly Segment[];
  readonly faults: readonly EdiFault[];
}

/** An interchange while it is read. */
interface Draft {
  readonly groups: DraftGroup[];
  readonly acknowledgments: Segment[];
  readonly faults: EdiFault[];
  trailer: Segment | null;
}

interface DraftGroup {
  readonly header: Segment | null;
  readonly sets: TransactionSet[];
  readonly faults: EdiFault[];
  trailer: Segment | null;
}

/**
 * Sorts segments into groups and sets. Missing trailers, wrong counts and wrong control numbers are kept
 * as faults beside what they concern; nothing here keeps a set from being read.
 */
export function interchangeOf(tokenized: TokenizedInterchange): Interchange {
  const { segments, separators, isTerminated, unterminated } = tokenized;
  const draft: Draft = { groups: [], acknowledgments: [], faults: [], trailer: null };
  const first = segments[0];
  const header = first?.[0] === "ISA" ? segmentOf(first, 1) : null;
  for (let at = header === null ? 0 : 1; at < segments.length; ) {
    const row = segments[at] ?? [];
    if (row[0] === "ST") {
      const end = endOfSet(segments, at);
      const reachesEnd = end === segments.length;
      groupFor(draft).sets.push(setOf(segments.slice(at, end), reachesEnd && !isTerminated));
      at = end;
    } else {
      takeSegment(draft, segmentOf(row, at + 1));
      at++;
    }
  }
  const groups = draft.groups.map(({ trailer, ...group }) => ({
    ...group,
    faults: [...group.faults, ...groupFaults(group.header, trailer, group.sets.length)],
  }));
  const { acknowledgments } = draft;
  const faults = [
    ...draft.faults,
    ...(unterminated === 0 ? [] : [terminatorsLost(unterminated)]),
    ...interchangeFaults(header, draft.trailer, groups.length),
  ];
  return { header, separators, groups, acknowledgments, faults };
}

function terminatorsLost(count: number): EdiFault {
  const segments = count === 1 ? "1 segment ends" : `${count} segments end`;
  return faultAt(null, "TERMINATOR_MISSING", `${segments} at a line break: the terminator is missing.`);
}

const segmentOf = (row: readonly string[], number: number): Segment => ({
  tag: row[0] ?? "",
  number,
  elements: row,
});

function takeSegment(draft: Draft, segment: Segment): void {
  const group = draft.groups.at(-1);
  if (segment.tag === "GS") draft.groups.push({ header: segment, sets: [], faults: [], trailer: null });
  else if (segment.tag === "GE" && group !== undefined) group.trailer = segment;
  else if (segment.tag === "IEA") draft.trailer = segment;
  else if (segment.tag === "TA1") draft.acknowledgments.push(segment);
  else {
    const message = `A segment ${quoted(segment.tag)} stands outside of any transaction set and was left out.`;
    draft.faults.push(faultAt(null, "SEGMENT_OUTSIDE", message));
  }
}

function groupFor(draft: Draft): DraftGroup {
  const open = draft.groups.at(-1);
  if (open !== undefined) return open;
  const group: DraftGroup = { header: null, sets: [], faults: [], trailer: null };
  draft.groups.push(group);
  return group;
}

/** Segments that cannot stand within a set: the set before them has lost its SE. */
const OUTSIDE: ReadonlySet<string> = new Set(["ST", "GE", "GS", "IEA"]);

function endOfSet(segments: TokenizedInterchange["segments"], start: number): number {
  for (let at = start + 1; at < segments.length; at++) {
    const tag = segments[at]?.[0] ?? "";
    if (tag === "SE") return at + 1;
    if (OUTSIDE.has(tag)) return at;
  }
  return segments.length;
}

function setOf(rows: TokenizedInterchange["segments"], isCutOff: boolean): TransactionSet {
  const segments = rows.map((row, at) => segmentOf(row, at + 1));
  const [head] = segments;
  const last = segments.at(-1);
  const trailer = last?.tag === "SE" ? last : null;
  const id = element(head, 1) ?? "";
  const control = element(head, 2) ?? "";
  const end = trailer !== null ? "COMPLETE" : isCutOff ? "CUT_OFF" : "WITHOUT_TRAILER";
  return { id, control, segments, end, faults: setFaults(segments, trailer, control) };
}

function setFaults(segments: readonly Segment[], trailer: Segment | null, control: string): EdiFault[] {
  if (trailer === null) return [faultAt(null, "TRAILER_MISSING", "The set has no SE segment at its end.")];
  const faults: EdiFault[] = [];
  const stated = element(trailer, 1);
  if (!isCount(stated, segments.length)) {
    const message = `SE01 says ${stated ?? "nothing"}, but the set has ${segments.length} segments.`;
    faults.push(faultAt(trailer, "SEGMENT_COUNT", message));
  }
  const repeated = element(trailer, 2);
  if (!isSame(repeated, control)) {
    const message = `SE02 says ${repeated ?? "nothing"}, but the set has the control number ${control}.`;
    faults.push(faultAt(trailer, "CONTROL_NUMBER", message));
  }
  return faults;
}

function groupFaults(header: Segment | null, trailer: Segment | null, sets: number): EdiFault[] {
  if (header === null) return [faultAt(null, "GROUP_MISSING", "The sets stand in no functional group (GS).")];
  const control = element(header, 6);
  const group = `group ${control ?? "without a number"}`;
  if (trailer === null)
    return [faultAt(null, "TRAILER_MISSING", `The ${group} has no GE segment at its end.`)];
  const faults: EdiFault[] = [];
  if (!isCount(element(trailer, 1), sets)) {
    const message = `GE01 says ${element(trailer, 1) ?? "nothing"}, but the ${group} has ${sets} sets.`;
    faults.push(faultAt(null, "SET_COUNT", message));
  }
  if (!isSame(element(trailer, 2), control)) {
    const message = `GE02 says ${element(trailer, 2) ?? "nothing"}, but GS06 says ${control ?? "nothing"}.`;
    faults.push(faultAt(null, "CONTROL_NUMBER", message));
  }
  return faults;
}

function interchangeFaults(header: Segment | null, trailer: Segment | null, groups: number): EdiFault[] {
  if (header === null) {
    const message =
      "The file has no ISA: who sent it is taken from the group, and the separators from the first segment.";
    return [faultAt(null, "ISA_MISSING", message)];
  }
  if (trailer === null) {
    return [faultAt(null, "TRAILER_MISSING", "The interchange has no IEA segment at its end.")];
  }
  const faults: EdiFault[] = [];
  if (!isCount(element(trailer, 1), groups)) {
    const message = `IEA01 says ${element(trailer, 1) ?? "nothing"}, but the interchange has ${groups} groups.`;
    faults.push(faultAt(null, "GROUP_COUNT", message));
  }
  if (!isSame(element(trailer, 2), element(header, 13))) {
    const message = `IEA02 says ${element(trailer, 2) ?? "nothing"}, but ISA13 says ${element(header, 13) ?? "nothing"}.`;
    faults.push(faultAt(null, "CONTROL_NUMBER", message));
  }
  return faults;
}

const isCount = (text: string | null, count: number): boolean =>
  text !== null && /^\d+$/.test(text) && Number(text) === count;

/** Leading zeros do not make another number of it. */
const isSame = (a: string | null, b: string | null): boolean =>
  (a ?? "").replace(/^0+/, "") === (b ?? "").replace(/^0+/, "");
