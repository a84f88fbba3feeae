import type { OutgoingDocument, Sending, StoredMessage } from "../connector.js";
import type { EdiFault } from "../reading/edi/findings.js";
import type { X12Document } from "./decode.js";
import type { FunctionalGroup, Interchange, TransactionSet } from "./envelope.js";
import { type Mailbox, type OutgoingSegment, type OutgoingSet, writeInterchange } from "./interchange.js";
import { readSet } from "./map.js";
import { element } from "./segment.js";
import type { X12Settings } from "./settings.js";

/** Groups of acknowledgments are not acknowledged themselves. */
const ACKNOWLEDGMENTS = "FA";

/**
 * The 997 for a file: which sets could be read as X12, and where one could not, with its place. It speaks
 * of the syntax only. It answers the sender of the first interchange, for all the groups that sender has in
 * the file; null if there is nothing to acknowledge, or nobody to send it to.
 */
export function functionalAcknowledgment(
  { interchanges }: X12Document,
  { receivedAt }: Omit<StoredMessage, "body">,
  sending: Sending,
  settings: X12Settings,
): OutgoingDocument | null {
  const first = interchanges.find(({ groups }) => groups.some(isAnswered));
  const group = first?.groups.find(isAnswered);
  if (first === undefined || group === undefined) return null;
  const sender = element(first.header ?? undefined, 6);
  const sets = interchanges
    .filter(({ header }) => element(header ?? undefined, 6) === sender)
    .flatMap((interchange) =>
      interchange.groups.filter(isAnswered).map((one) => answerOf(one, interchange, receivedAt, settings)),
    );
  const version = /^\d{6}/.exec(element(group.header ?? undefined, 8) ?? "")?.[0] ?? settings.version;
  const usage = element(first.header ?? undefined, 15) === "T" ? "T" : settings.usage;
  const envelope = { ...mailboxes(first, group, settings), usage, version, functionalId: "FA" } as const;
  return writeInterchange(envelope, sets, sending, settings);
}

const isAnswered = ({ header }: FunctionalGroup): boolean =>
  header !== null && element(header, 1) !== ACKNOWLEDGMENTS && element(header, 6) !== null;

/** The answer goes back the way the file came. */
function mailboxes(
  { header }: Interchange,
  group: FunctionalGroup,
  { ownQualifier, ownId }: X12Settings,
): { from: Mailbox; to: Mailbox } {
  const isa = header ?? undefined;
  const gs = group.header ?? undefined;
  const addressed = { qualifier: element(isa, 7) ?? "ZZ", id: element(isa, 8) ?? element(gs, 3) ?? "" };
  return {
    from: ownId === null ? addressed : { qualifier: ownQualifier, id: ownId },
    to: { qualifier: element(isa, 5) ?? "ZZ", id: element(isa, 6) ?? element(gs, 2) ?? "" },
  };
}

interface SetAnswer {
  readonly code: "A" | "E" | "R";
  readonly segments: readonly OutgoingSegment[];
}

function answerOf(
  group: FunctionalGroup,
  interchange: Interchange,
  receivedAt: string,
  settings: X12Settings,
): OutgoingSet {
  const gs = group.header ?? undefined;
  const answers = group.sets.map((set) => {
    const { outcome, isKnown } = readSet(set, group, interchange, receivedAt, settings);
    const { issues, warnings } = outcome.findings;
    return setAnswer(set, isKnown, issues, warnings);
  });
  const rejected = answers.filter(({ code }) => code === "R").length;
  const errors = group.faults.flatMap(({ code }) => GROUP_ERRORS[code] ?? []);
  const withErrors = errors.length > 0 || answers.some(({ code }) => code === "E");
  const code =
    answers.length > 0 && rejected === answers.length ? "R" : rejected > 0 ? "P" : withErrors ? "E" : "A";
  return {
    id: "997",
    segments: [
      ["AK1", element(gs, 1), element(gs, 6)],
      ...answers.flatMap(({ segments }) => segments),
      ["AK9", code, answers.length, answers.length, answers.length - rejected, ...errors],
    ],
  };
}

/** Our faults of a group as element 716. */
const GROUP_ERRORS: Readonly<Record<string, string>> = {
  TRAILER_MISSING: "3",
  CONTROL_NUMBER: "4",
  SET_COUNT: "5",
};

/** Our faults of a set's envelope as element 718. */
const SET_ERRORS: Readonly<Record<string, string>> = {
  SET_NOT_READ: "1",
  MESSAGE_CUT_OFF: "2",
  TRAILER_MISSING: "2",
  CONTROL_NUMBER: "3",
  SEGMENT_COUNT: "4",
};
const SEGMENTS_IN_ERROR = "5";
const SEGMENTS_MAX = 100;

function setAnswer(
  set: TransactionSet,
  isKnown: boolean,
  issues: readonly EdiFault[],
  warnings: readonly EdiFault[],
): SetAnswer {
  const refusals = issues.filter(({ syntax }) => syntax !== null);
  const faults = [...refusals, ...warnings.filter(({ syntax }) => syntax !== null)]
    .filter(isPlaced)
    .sort((a, b) => a.place.number - b.place.number);
  const envelope = [...issues, ...warnings].flatMap(({ code }) => SET_ERRORS[code] ?? []);
  const isRefused = refusals.length > 0 || !isKnown || set.end === "CUT_OFF";
  const code = isRefused ? "R" : faults.length > 0 || envelope.length > 0 ? "E" : "A";
  const errors = [...new Set([...envelope, ...(faults.length > 0 ? [SEGMENTS_IN_ERROR] : [])])];
  return {
    code,
    segments: [
      ["AK2", set.id, set.control],
      ...faults.slice(0, SEGMENTS_MAX).flatMap((fault) => faultSegments(fault, set)),
      ["AK5", code, ...errors.slice(0, ERRORS_MAX)],
    ],
  };
}

const ERRORS_MAX = 5;

type PlacedFault = EdiFault & { readonly place: NonNullable<EdiFault["place"]> };

const isPlaced = (fault: EdiFault): fault is PlacedFault => fault.place !== null;

const SEGMENT_MISSING = "3";
const ELEMENTS_WRONG = "8";
const COPY_CHARS_MAX = 99;

function faultSegments({ place, element: at, syntax, code }: PlacedFault, { segments }: TransactionSet) {
  if (at === null) return [["AK3", place.tag, place.number, null, SEGMENT_MISSING]];
  const copy = element(segments[place.number - 1], at);
  return [
    ["AK3", place.tag, place.number, null, ELEMENTS_WRONG],
    ["AK4", at, null, syntax === "MISSING" ? "1" : invalidCode(code), copy?.slice(0, COPY_CHARS_MAX) ?? null],
  ];
}

/** What is wrong with an element, as element 723. */
function invalidCode(code: string): string {
  if (code === "DATE_INVALID") return "8";
  return code.endsWith("_INVALID") && code !== "CURRENCY_INVALID" ? "6" : "7";
}
