import type { Acknowledgment, AcknowledgmentCode } from "../../domain/acknowledgment.js";
import type { CanonicalDocument } from "../connector.js";
import { ediTime } from "../reading/edi/date.js";
import { faultAt } from "../reading/edi/findings.js";
import { dayIn } from "./dates.js";
import { missingNumber } from "./order.js";
import { notesOf } from "./order-note.js";
import { element, type Loop, loopsOf } from "./segment.js";
import type { SetContext } from "./set-context.js";
import { SET_NAMES } from "./transaction-sets.js";

/** The second letter of OTI01 says what became of a set, a group or an item: `TR`, `GA`, `IE`. */
const CODES: Readonly<Record<string, AcknowledgmentCode>> = {
  A: "ACCEPTED",
  C: "ACCEPTED_WITH_CHANGE",
  E: "ACCEPTED_WITH_CHANGE",
  P: "PARTIALLY_ACCEPTED",
  R: "REJECTED",
};

const ORDER_REFERENCE = "PO";
const NOTES_MAX = 100;

/** Reads an 824: what the partner's own software made of documents of ours that could be read as X12. */
export function readApplicationAdvice(context: SetContext): CanonicalDocument[] {
  const { set, findings, sentAt } = context;
  const bgn = set.segments.find(({ tag }) => tag === "BGN");
  const number = element(bgn, 2);
  if (bgn === undefined || number === null) {
    findings.issues.push(missingNumber("BGN", bgn, 2));
    return [];
  }
  const loops = loopsOf(set.segments, "OTI");
  if (loops.length === 0) {
    const text = "The set has no OTI segment, so nobody can tell which document it speaks of.";
    findings.issues.push(
      faultAt({ tag: "OTI", number: 3 }, "DOCUMENT_NOT_NAMED", text, { syntax: "MISSING" }),
    );
  }
  const day = dayIn(bgn, 3, findings);
  const issuedAt = day === null ? sentAt : `${day}T${ediTime(element(bgn, 4) ?? "") ?? "00:00:00"}Z`;
  return loops.map((loop, at) => ({
    kind: "ACKNOWLEDGMENT",
    acknowledgment: adviceOf(loop, `${number}:${at + 1}`, issuedAt),
  }));
}

function adviceOf({ head, body }: Loop, externalId: string, issuedAt: string): Acknowledgment {
  const native = element(head, 1);
  const [qualifier, reference] = [element(head, 2), element(head, 3)];
  const set = element(head, 10);
  const what = [set, set === null ? null : (SET_NAMES[set] ?? null), qualifier, reference];
  return {
    ...{ level: "TECHNICAL", externalId, issuedAt, promisedDate: null, currency: null, lines: [] },
    order: { externalId: null, number: null, poNumber: qualifier === ORDER_REFERENCE ? reference : null },
    control: { interchange: null, group: element(head, 8), message: element(head, 9) },
    code: CODES[native?.slice(1) ?? ""] ?? "RECEIVED",
    nativeCode: native,
    notes: [what.filter((part) => part !== null).join(" "), ...errorsIn(body), ...notesOf(body)]
      .filter((note) => note !== "")
      .slice(0, NOTES_MAX),
  };
}

/** TED: an error, with a copy of what is wrong. */
const errorsIn = (body: Loop["body"]): string[] =>
  body.flatMap((ted) => {
    if (ted.tag !== "TED") return [];
    const copy = element(ted, 7);
    const text = element(ted, 2) ?? element(ted, 1);
    return text === null ? [] : [copy === null ? text : `${text} ("${copy}")`];
  });
