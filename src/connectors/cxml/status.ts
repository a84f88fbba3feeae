import type { Acknowledgment } from "../../domain/acknowledgment.js";
import type { CanonicalDocument } from "../connector.js";
import { attributeOf, find, textOf, type XmlElement } from "../reading/xml/element.js";
import { addFinding, fittingText } from "../reading/xml/findings.js";
import { momentIn } from "./moment.js";
import type { CxmlReading } from "./reading.js";
import { payloadIdOf } from "./reference.js";

const NOTE_CHARS_MAX = 2000;

/** The `Status` of a `Response`, or of a `StatusUpdateRequest`: whether a document of ours was taken, and no more. */
export function mapStatus(element: XmlElement, reading: CxmlReading): CanonicalDocument[] {
  const { root, findings } = reading;
  const status = find(element, "Status");
  const nativeCode = attributeOf(status, "code");
  const externalId = payloadIdOf(root);
  if (status === null || nativeCode === null || !/^\d{3}$/.test(nativeCode)) {
    addFinding(findings.issues, "ANSWER_MISSING", "The answer has no status code of three digits.", element);
  }
  if (externalId === null)
    addFinding(findings.issues, "NUMBER_MISSING", "The document has no payloadID.", root);
  if (externalId === null || findings.issues.length > 0) return [];
  const words = [attributeOf(status, "text"), textOf(status)].filter((part) => part !== null);
  const acknowledgment: Acknowledgment = {
    level: "TECHNICAL",
    externalId,
    order: { externalId: null, number: null, poNumber: null },
    control: {
      interchange: null,
      group: null,
      message: attributeOf(find(element, "DocumentReference"), "payloadID"),
    },
    code: nativeCode?.startsWith("2") ? "ACCEPTED" : "REJECTED",
    nativeCode,
    issuedAt: momentIn(root, "timestamp", reading),
    promisedDate: null,
    currency: null,
    lines: [],
    notes: [...new Set(words)].flatMap(
      (note) => fittingText(note, NOTE_CHARS_MAX, "A note", findings, root) ?? [],
    ),
  };
  return [{ kind: "ACKNOWLEDGMENT", acknowledgment }];
}
