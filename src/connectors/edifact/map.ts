import type { CanonicalDocument, MapResult, StoredMessage } from "../connector.js";
import { type EdiFault, faultAt, noFindings } from "../reading/edi/findings.js";
import { type EdiOutcome, resultOf } from "../reading/edi/outcome.js";
import { readAcknowledgment } from "./acknowledgment.js";
import type { EdifactDocument } from "./decode.js";
import type { EdifactMessage, Interchange } from "./envelope.js";
import { readInvoice } from "./invoice.js";
import { contextOf, type MessageContext } from "./message-context.js";
import { MESSAGE_NAMES } from "./messages.js";
import { readOrder } from "./order.js";
import { readOrderChange } from "./order-change.js";
import type { EdifactSettings } from "./settings.js";
import { readShipNotice } from "./ship-notice.js";
import { readTechnicalAcknowledgment } from "./technical-acknowledgment.js";
import { readTracking } from "./tracking.js";

/** Which message is read by whom. A message that is not here gets an issue that names it. */
const READERS: Readonly<Record<string, (context: MessageContext) => CanonicalDocument[]>> = {
  CONTRL: readTechnicalAcknowledgment,
  DESADV: readShipNotice,
  IFTSTA: readTracking,
  INVOIC: readInvoice,
  ORDCHG: readOrderChange,
  ORDERS: readOrder,
  ORDRSP: readAcknowledgment,
};

/** The documents of all messages of a file, or what keeps one of them from being read. */
export function mapEdifact(
  document: EdifactDocument,
  message: Omit<StoredMessage, "body">,
  settings: EdifactSettings,
): MapResult {
  const outcomes = document.interchanges.flatMap((interchange) =>
    interchange.messages.map((one) => readMessage(one, interchange, message.receivedAt, settings).outcome),
  );
  if (outcomes.length === 0) outcomes.push(emptyFile());
  return resultOf(outcomes, fileFaults(document));
}

/** One message with what was found in it; its envelope's faults are warnings of its own. */
export function readMessage(
  message: EdifactMessage,
  interchange: Interchange,
  receivedAt: string,
  settings: EdifactSettings,
): { readonly outcome: EdiOutcome; readonly isKnown: boolean } {
  const context = contextOf(message, interchange, receivedAt, settings);
  const { findings } = context;
  const name =
    `${message.type === "" ? "a message without a type" : message.type} ${message.reference}`.trim();
  const read = READERS[message.type];
  findings.warnings.push(...message.faults);
  if (read === undefined) findings.issues.push(unsupported(message));
  else if (message.end === "CUT_OFF") findings.issues.push(cutOff(message));
  const documents = read === undefined || message.end === "CUT_OFF" ? [] : read(context);
  return { outcome: { name, documents, findings }, isKnown: read !== undefined };
}

function unsupported({ type, segments }: EdifactMessage): EdiFault {
  if (type === "") {
    const text = "The message has no UNH segment that says what kind of message it is.";
    return faultAt(segments[0] ?? null, "HEADER_MISSING", text, { syntax: "MISSING" });
  }
  const name = MESSAGE_NAMES[type];
  const what = name === undefined ? `an EDIFACT message ${type}`.trim() : `an EDIFACT ${type} (${name})`;
  return faultAt(
    segments[0] ?? null,
    "MESSAGE_NOT_READ",
    `This is ${what}, which this connection does not read.`,
  );
}

function cutOff({ segments }: EdifactMessage): EdiFault {
  const text =
    "The file is cut off: it ends in the middle of this segment, and the rest of the message is missing.";
  return faultAt(segments.at(-1) ?? null, "MESSAGE_CUT_OFF", text);
}

function emptyFile(): EdiOutcome {
  const findings = noFindings();
  const text = "The interchange holds no message: there is nothing to read in it.";
  findings.issues.push(faultAt(null, "NO_MESSAGES", text));
  return { name: "interchange", documents: [], findings };
}

function fileFaults({ interchanges, unreadable, hasPreamble, ...odd }: EdifactDocument): EdiFault[] {
  const faults = interchanges.flatMap((interchange) => interchange.faults);
  if (odd.isCurled) {
    const text = "Quotation marks stand where apostrophes end segments, and were read as apostrophes.";
    faults.push(faultAt(null, "TERMINATOR_CURLED", text));
  }
  if (odd.isUnaOdd) {
    faults.push(faultAt(null, "UNA_ODD", "The UNA segment has not the six characters it should have."));
  }
  if (hasPreamble) {
    faults.push(faultAt(null, "PREAMBLE", "Text before the first UNA or UNB segment was passed over."));
  }
  if (unreadable > 0) {
    const text = `${unreadable} characters cannot be read: they were lost on the way or mean nothing in the file's encoding.`;
    faults.push(faultAt(null, "UNREADABLE_CHARACTER", text));
  }
  return faults;
}
