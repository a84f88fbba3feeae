import type { Acknowledgment, AcknowledgmentCode } from "../../domain/acknowledgment.js";
import type { CanonicalDocument } from "../connector.js";
import { faultAt, quoted } from "../reading/edi/findings.js";
import { element, type Segment } from "./segment.js";
import type { SetContext } from "./set-context.js";
import {
  ELEMENT_ERRORS,
  GROUP_ERRORS,
  INTERCHANGE_ERRORS,
  SEGMENT_ERRORS,
  SET_ERRORS,
} from "./syntax-codes.js";

/** What the partner's reader says (elements 717 and 715). E is a yes: the errors it notes stand in the notes. */
const CODES: Readonly<Record<string, AcknowledgmentCode>> = {
  A: "ACCEPTED",
  E: "ACCEPTED",
  P: "PARTIALLY_ACCEPTED",
  R: "REJECTED",
  M: "REJECTED", // Message authentication failed
  W: "REJECTED", // Security check failed
  X: "REJECTED", // Could not be decrypted
};

/** A 999 has the same segments as a 997, under other names. */
const TAGS: Readonly<Record<string, string>> = { IK3: "AK3", IK4: "AK4", IK5: "AK5" };

/** Reads a 997 or a 999: one acknowledgment for each set it speaks of, and one for the group where that says more. */
export function readTechnicalAcknowledgment(context: SetContext): CanonicalDocument[] {
  const { set, findings } = context;
  const segments = set.segments.map((segment) => ({ ...segment, tag: TAGS[segment.tag] ?? segment.tag }));
  const group = segments.find(({ tag }) => tag === "AK1");
  if (group === undefined) {
    const text = "The set has no AK1 segment, so nobody can tell what it acknowledges.";
    findings.issues.push(faultAt({ tag: "AK1", number: 2 }, "GROUP_MISSING", text, { syntax: "MISSING" }));
    return [];
  }
  const groupEnd = segments.find(({ tag }) => tag === "AK9");
  const sets = responsesOf(segments);
  const documents = sets.map(({ head, body }, at) => setAcknowledgment(group, head, body, at, context));
  const speaksOfAll =
    sets.length > 0 && (groupEnd === undefined || Number(element(groupEnd, 2)) === sets.length);
  if (!speaksOfAll) documents.push(groupAcknowledgment(group, groupEnd, context));
  return documents.map((acknowledgment) => ({ kind: "ACKNOWLEDGMENT", acknowledgment }));
}

function responsesOf(segments: readonly Segment[]): { head: Segment; body: Segment[] }[] {
  const responses: { head: Segment; body: Segment[] }[] = [];
  for (const segment of segments) {
    if (segment.tag === "AK2") responses.push({ head: segment, body: [] });
    else if (segment.tag === "AK9") break;
    else responses.at(-1)?.body.push(segment);
  }
  return responses;
}

const NOTES_MAX = 100;

function setAcknowledgment(
  group: Segment,
  head: Segment,
  body: readonly Segment[],
  at: number,
  context: SetContext,
): Acknowledgment {
  const end = body.find(({ tag }) => tag === "AK5");
  const notes = [...errorNotes(body), ...codeNotes(end, 2, SET_ERRORS)];
  return {
    ...technical(context),
    externalId: `${context.documentId}:${at + 1}`,
    control: { interchange: null, group: element(group, 2), message: element(head, 2) },
    code: codeOf(end, context),
    nativeCode: element(end, 1),
    notes: notes.slice(0, NOTES_MAX),
  };
}

function groupAcknowledgment(group: Segment, end: Segment | undefined, context: SetContext): Acknowledgment {
  return {
    ...technical(context),
    externalId: context.documentId,
    control: { interchange: null, group: element(group, 2), message: null },
    code: codeOf(end, context),
    nativeCode: element(end, 1),
    notes: codeNotes(end, 5, GROUP_ERRORS),
  };
}

const technical = ({ sentAt }: Pick<SetContext, "sentAt">) => ({
  ...{ level: "TECHNICAL" as const, issuedAt: sentAt, promisedDate: null, currency: null, lines: [] },
  order: { externalId: null, number: null, poNumber: null },
});

function codeOf(end: Segment | undefined, { findings }: SetContext): AcknowledgmentCode {
  const stated = element(end, 1);
  const code = CODES[stated ?? ""];
  if (code !== undefined) return code;
  const text =
    stated === null
      ? "The acknowledgment does not say whether the set was accepted: it counts as received."
      : `${quoted(stated)} is no answer that is known here: it counts as received.`;
  findings.warnings.push(faultAt(end ?? null, "ANSWER_UNKNOWN", text));
  return "RECEIVED";
}

/** `PO1 at 12: the code is not known ("XX", element 6)` */
function errorNotes(body: readonly Segment[]): string[] {
  let where = "a segment at an unknown place";
  return body.flatMap((segment) => {
    if (segment.tag === "AK3") {
      where = `${element(segment, 1) ?? "a segment"} at ${element(segment, 2) ?? "an unknown place"}`;
      return codeNotes(segment, 4, SEGMENT_ERRORS).map((note) => `${where}: ${note}`);
    }
    if (segment.tag !== "AK4") return [];
    const copy = element(segment, 4);
    const value = copy === null ? "" : `${quoted(copy)}, `;
    const code = element(segment, 3) ?? "";
    const error = ELEMENT_ERRORS[code] ?? `error ${code}`;
    return [`${where}: ${error} (${value}element ${element(segment, 1) ?? "unknown"})`];
  });
}

function codeNotes(
  segment: Segment | undefined,
  from: number,
  words: Readonly<Record<string, string>>,
): string[] {
  return (segment?.elements.slice(from) ?? [])
    .map((code) => code.trim())
    .filter((code) => code !== "")
    .map((code) => words[code] ?? `error ${code}`);
}

/** A TA1: what the partner's mailbox says about an interchange of ours. */
export function interchangeAcknowledgment(ta1: Segment, sentAt: string, documentId: string): Acknowledgment {
  const stated = element(ta1, 4);
  const error = element(ta1, 5);
  return {
    ...technical({ sentAt }),
    externalId: documentId === "" ? `TA1-${element(ta1, 1) ?? ""}` : documentId,
    control: { interchange: element(ta1, 1), group: null, message: null },
    code: CODES[stated ?? ""] ?? "RECEIVED",
    nativeCode: stated,
    notes: error === null || error === "000" ? [] : [INTERCHANGE_ERRORS[error] ?? `error ${error}`],
  };
}
