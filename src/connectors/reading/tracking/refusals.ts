import type { Issue } from "../../connector.js";
import { firstText, isGroup, textsAt, valuesAt } from "../json/tree-path.js";
import { notTracking, shown } from "./other-documents.js";

/** What there is to say of a document that nobody can read: the carrier's error, or what its fields are called. */
export function unreadDocument(document: unknown): Issue {
  const refusal = refusalIn(document);
  if (refusal !== null) return issueOf(refusal);
  const unknown = textsAt(document, "..NonExistingWaybills.string");
  if (unknown.length > 0) return issueOf({ said: `it knows no parcel ${shown(unknown)}`, code: null });
  const fields = fieldsOf(document);
  if (fields.length === 1 && /Request$/.test(fields[0] ?? "")) {
    return notTracking(`a question to a carrier (${shown(fields)})`);
  }
  if (fields.length > 0) {
    const kind = Array.isArray(document) ? "list of documents" : "document";
    const message = `This is a ${kind} with the fields ${shown(fields)}, in which no events of a parcel can be told.`;
    return { code: "NOT_TRACKING", message, at: null };
  }
  const isEmpty = valuesAt(document, "").every((one) => isGroup(one) && Object.keys(one).length === 0);
  return notTracking(isEmpty ? "an empty answer" : "no document that is known");
}

/** The refusal of a request by its status, for what looks like events and names no parcel; null if it is none. */
export function refusedRequest(document: unknown): Issue | null {
  const refusal = refusalIn(document);
  return refusal !== null && /^[45]\d\d$/.test(refusal.code ?? "") ? issueOf(refusal) : null;
}

/** The names of the outermost fields; an envelope of SOAP has none to tell, but what is in it has. */
function fieldsOf(document: unknown): string[] {
  const [body] = valuesAt(document, "Envelope.Body");
  const letter = isGroup(body) ? body : valuesAt(document, "")[0];
  return isGroup(letter) ? Object.keys(letter).filter((name) => !name.startsWith("@")) : [];
}

/** Where carriers say what is wrong: the code and the words. */
const ERRORS: readonly (readonly [code: readonly string[], words: readonly string[]])[] = [
  [
    ["..errors.code", "..errors.errorCode"],
    [
      ...["..errors.message", "..errors.detail", "..errors.description", "..errors.errorDescription"],
      "..errors.name",
    ],
  ],
  [
    ["..messages.code", "..message.code"],
    ["..message.description", "..messages.message", "..messages.description"],
  ],
  [
    ["..error.code", "code"],
    ["..error.message", "..error.description", "..error.title", "..error"],
  ],
  [["..Errors.Key"], ["..Errors.Message"]],
  [["..Condition.ConditionCode"], ["..Condition.ConditionData"]],
  [["..Notification.Code"], ["..Notification.Message"]],
  [
    ["..Fault.faultcode", "..Fault.Code.Value", "..fault.detail.errorcode"],
    ["..Fault.faultstring", "..Fault.Reason.Text", "..fault.faultstring"],
  ],
  [
    ["..Error.Number", "..Error.Code", "..Error.ErrorCode", "ErrorLevel"],
    ["..Error.Description", "..Error.ErrorDescription", "..Error.Message", "..Error.ErrorMessage", "Error"],
  ],
  [
    ["errorCode", "..errorCode", "..ErrorCode", "returnCode", "responseStatusCode", "codeErreur"],
    [
      ...["..errorMessage", "..ErrorMessage", "returnMessage", "..faultDescription"],
      ...["responseStatusMessage", "texteErreur"],
    ],
  ],
  [["..result.code"], ["..result.message", "..statusError", "..systemException.message"]],
  [["meta.code"], ["meta.message"]],
  [
    ["status", "code", "error-code"],
    ["detail", "message", "Message", "title"],
  ],
];

/** What a carrier says that is wrong, and its code. */
interface Refusal {
  readonly said: string;
  readonly code: string | null;
}

/** Answers that bring something say so in the place of an error. */
const SAYS_YES = /^(?:ok(?:ay)?|success(?:ful(?:ly)?)?|done|true|成功)[.!]?$/i;

function refusalIn(document: unknown): Refusal | null {
  for (const [codes, words] of ERRORS) {
    const said = firstText(document, words);
    if (said !== null && !SAYS_YES.test(said)) return { said, code: firstText(document, codes) };
  }
  return null;
}

const issueOf = ({ said, code }: Refusal): Issue => {
  const words = said.slice(0, 500).replace(/\s+/g, " ");
  const ending = code === null ? (words.endsWith(".") ? "" : ".") : ` (${code.slice(0, 60)}).`;
  const message = `The carrier answers with an error instead of a history: ${words}${ending}`;
  return { code: "CARRIER_REFUSED", message, at: null };
};
