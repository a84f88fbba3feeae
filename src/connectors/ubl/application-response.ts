import type { Acknowledgment } from "../../domain/acknowledgment.js";
import type { CanonicalDocument } from "../connector.js";
import { find, findAll, textOf, textsOf, type XmlElement } from "../reading/xml/element.js";
import { addFinding, fittingText, quoted } from "../reading/xml/findings.js";
import { issuedAtOf } from "./header.js";
import type { UblReading } from "./reading.js";
import { answerNotes } from "./response.js";
import { answerOf } from "./response-codes.js";

const NOTE_CHARS_MAX = 2000;
const NOTES_MAX = 100;

/** Documents whose number is that of the order: 105 and 220 are orders, 230 is a change of one. */
const IS_ORDER = /^(?:105|220|221|226|227|230)$|^order(?:change|cancellation)?$/i;
/** Messages that speak of the writing of a document and not of its contents; before Peppol named them, T71 was one. */
const IS_TECHNICAL = /mlr|message_level|trns071|Technical|Profile/;

/** An `ApplicationResponse`: the answer to any kind of document, named by its number. */
export function mapApplicationResponse(reading: UblReading): CanonicalDocument[] {
  const { root, findings } = reading;
  const externalId = textOf(root, "ID");
  const responses = findAll(root, "DocumentResponse");
  if (externalId === null) addFinding(findings.issues, "NUMBER_MISSING", "The response has no number.", root);
  if (responses.length === 0) {
    addFinding(findings.issues, "ANSWER_MISSING", "The response does not say what it answers.", root);
  }
  if (externalId === null) return [];
  return responses.flatMap((response) => {
    const acknowledgment = acknowledgmentOf(externalId, response, reading);
    return acknowledgment === null ? [] : [{ kind: "ACKNOWLEDGMENT" as const, acknowledgment }];
  });
}

function acknowledgmentOf(
  externalId: string,
  response: XmlElement,
  reading: UblReading,
): Acknowledgment | null {
  const { root, findings } = reading;
  const nativeCode = textOf(response, "Response", "ResponseCode");
  const code = answerOf(nativeCode);
  const reference = find(response, "DocumentReference");
  const number = textOf(reference, "ID");
  if (code === null) {
    addFinding(
      findings.issues,
      "ANSWER_UNKNOWN",
      `Nobody knows what the answer ${quoted(nativeCode)} means.`,
      response,
    );
    return null;
  }
  const kind = textOf(reference, "DocumentTypeCode") ?? textOf(reference, "DocumentType") ?? "";
  const isOrder = IS_ORDER.test(kind.replace(/[\s_-]/g, ""));
  return {
    level: IS_TECHNICAL.test(`${textOf(root, "CustomizationID")} ${nativeCode}`) ? "TECHNICAL" : "BUSINESS",
    externalId,
    order: { externalId: null, number: null, poNumber: isOrder ? number : null },
    control: { interchange: null, group: null, message: number },
    code,
    nativeCode,
    issuedAt: issuedAtOf(reading),
    promisedDate: null,
    currency: null,
    lines: [],
    notes: notesIn(response, kind, reading),
  };
}

/** What is answered, and what was found wrong with it, line by line. */
function notesIn(response: XmlElement, kind: string, reading: UblReading): string[] {
  const { root, findings } = reading;
  const lines = findAll(response, "LineResponse").map((line) => {
    const place = textOf(line, "LineReference", "LineID");
    const words = findAll(line, "Response").flatMap((one) => [
      textOf(one, "ResponseCode"),
      ...textsOf(one, "Description"),
      textOf(one, "Status", "StatusReasonCode"),
    ]);
    return [place, ...words].filter((word) => word !== null).join(" ");
  });
  const notes = [
    ...(kind === "" ? [] : [`Answers a document of the kind ${kind}.`]),
    ...answerNotes(reading),
    ...textsOf(response, "Response", "Description"),
    ...textsOf(response, "Response", "Status", "StatusReason"),
    ...lines,
  ];
  return notes
    .slice(0, NOTES_MAX)
    .flatMap((note) => fittingText(note || null, NOTE_CHARS_MAX, "A note", findings, root) ?? []);
}
