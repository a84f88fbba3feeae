import type { Acknowledgment, AcknowledgmentCode } from "../../domain/acknowledgment.js";
import type { CanonicalDocument } from "../connector.js";
import { faultAt, quoted } from "../reading/edi/findings.js";
import type { MessageContext } from "./message-context.js";
import { component, type Group, groupsOf, type Segment } from "./segment.js";
import { SYNTAX_ERRORS } from "./syntax-codes.js";

/** What the partner's reader says (element 0083). */
const CODES: Readonly<Record<string, AcknowledgmentCode>> = {
  "1": "ACCEPTED", // This level and all below
  "4": "REJECTED", // This level and all below
  "7": "ACCEPTED", // This level; those below if they are not rejected
  "8": "RECEIVED", // The interchange has come
};

const NOTES_MAX = 100;

/** Reads CONTRL: one acknowledgment for the interchange, and one for each message it speaks of. */
export function readTechnicalAcknowledgment(context: MessageContext): CanonicalDocument[] {
  const { message, findings } = context;
  const uci = message.segments.find(({ tag }) => tag === "UCI");
  if (uci === undefined) {
    const text = "The message has no UCI segment, so nobody can tell which interchange it acknowledges.";
    findings.issues.push(
      faultAt({ tag: "UCI", number: 2 }, "INTERCHANGE_MISSING", text, { syntax: "MISSING" }),
    );
    return [];
  }
  const interchange = component(uci, 1);
  const whole: Acknowledgment = {
    ...technical(context),
    externalId: context.documentId,
    control: { interchange, group: null, message: null },
    code: codeOf(uci, 4, context),
    nativeCode: component(uci, 4),
    notes: errorOf(uci, 5, "the interchange"),
  };
  const messages = groupsOf(message.segments, "UCM", END).map((group, at) =>
    messageAcknowledgment(group, interchange, at, context),
  );
  return [whole, ...messages].map((acknowledgment) => ({ kind: "ACKNOWLEDGMENT", acknowledgment }));
}

const END: ReadonlySet<string> = new Set(["UNT", "UCF"]);

function messageAcknowledgment(
  { head, body }: Group,
  interchange: string | null,
  at: number,
  context: MessageContext,
): Acknowledgment {
  const notes = [...errorOf(head, 4, "the message"), ...detailNotes(body)];
  return {
    ...technical(context),
    externalId: `${context.documentId}:${at + 1}`,
    control: { interchange, group: null, message: component(head, 1) },
    code: codeOf(head, 3, context),
    nativeCode: component(head, 3),
    notes: notes.slice(0, NOTES_MAX),
  };
}

const technical = ({ sentAt }: MessageContext) => ({
  ...{ level: "TECHNICAL" as const, issuedAt: sentAt, promisedDate: null, currency: null, lines: [] },
  order: { externalId: null, number: null, poNumber: null },
});

function codeOf(segment: Segment, element: number, { findings }: MessageContext): AcknowledgmentCode {
  const stated = component(segment, element);
  const code = CODES[stated ?? ""];
  if (code !== undefined) return code;
  const text = `${quoted(stated ?? "")} is no answer that is known here: it counts as received.`;
  findings.warnings.push(faultAt(segment, "ANSWER_UNKNOWN", text));
  return "RECEIVED";
}

function errorOf(segment: Segment, element: number, where: string): string[] {
  const code = component(segment, element);
  if (code === null) return [];
  const place = component(segment, element + 1);
  const within = place === null ? where : `${where}, ${place}`;
  return [`${within}: ${SYNTAX_ERRORS[code] ?? `error ${code}`}`];
}

/** UCS names the segment by its place, UCD the element in it. */
function detailNotes(body: readonly Segment[]): string[] {
  let where = "a segment at an unknown place";
  return body.flatMap((segment) => {
    if (segment.tag === "UCS") {
      where = `segment ${component(segment, 1) ?? "at an unknown place"}`;
      return errorOf(segment, 2, where);
    }
    if (segment.tag !== "UCD") return [];
    const code = component(segment, 1);
    const place = [component(segment, 2, 1), component(segment, 2, 2)]
      .filter((part) => part !== null)
      .join(".");
    return [
      `${where}: ${SYNTAX_ERRORS[code ?? ""] ?? `error ${code ?? "unknown"}`} (element ${place || "unknown"})`,
    ];
  });
}
