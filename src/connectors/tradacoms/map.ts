import type { MapResult, StoredMessage } from "../connector.js";
import { ediDay, ediTime } from "../reading/edi/date.js";
import { faultAt, noFindings } from "../reading/edi/findings.js";
import { type EdiOutcome, resultOf } from "../reading/edi/outcome.js";
import { component, type TradacomsDocument, type TradacomsMessage } from "./decode.js";
import { type OrderFrame, readOrder } from "./order.js";
import type { TradacomsSettings } from "./settings.js";

/** What the files are called that partners send, by the first three letters of their messages. */
const FILE_NAMES: Readonly<Record<string, string>> = {
  ACK: "acknowledgment of orders",
  AVL: "availability report",
  CRE: "credit note",
  DEL: "delivery notification",
  INV: "invoice",
  PAY: "payment order",
  PIC: "picking instructions",
  PRI: "price information",
  PRO: "product information",
  SNP: "stock snapshot",
  UTL: "utility bill",
};

/** Messages around the orders of a file: its header, its trailer, and the reconciliation of the transmission. */
export const AROUND: ReadonlySet<string> = new Set(["ORDHDR", "ORDTLR", "RSGRSG"]);

/** The orders of a file. Only order files are read. */
export function mapTradacoms(
  document: TradacomsDocument,
  { receivedAt }: Omit<StoredMessage, "body">,
  settings: TradacomsSettings,
): MapResult {
  const frame = frameOf(document, receivedAt, settings);
  const outcomes = document.messages
    .filter(({ type, isCutOff }) => isCutOff || !AROUND.has(type))
    .map((message) => outcomeOf(message, frame));
  if (outcomes.length === 0) {
    const findings = noFindings();
    findings.issues.push(
      faultAt(null, "NO_MESSAGES", "The transmission holds no order: there is nothing to read in it."),
    );
    outcomes.push({ name: "transmission", documents: [], findings });
  }
  return resultOf(outcomes, document.faults);
}

function outcomeOf(message: TradacomsMessage, frame: OrderFrame): EdiOutcome {
  const { type, reference, segments, isCutOff } = message;
  const findings = noFindings();
  const name = `${type} ${reference}`.trim();
  if (isCutOff) {
    const text = "The file is cut off: it ends in the middle of this segment, and the rest is missing.";
    findings.issues.push(faultAt(segments.at(-1) ?? null, "MESSAGE_CUT_OFF", text));
  } else if (type !== "ORDERS") {
    const kind = FILE_NAMES[type.slice(0, 3)];
    const what = kind === undefined ? `a TRADACOMS message ${type}`.trim() : `a TRADACOMS ${type} (${kind})`;
    const text = `This is ${what}, which this connection does not read.`;
    findings.issues.push(faultAt(segments[0] ?? null, "MESSAGE_NOT_READ", text));
  } else {
    const order = readOrder(message, frame, findings);
    if (order !== null) return { name, documents: [{ kind: "ORDER", order }], findings };
  }
  return { name, documents: [], findings };
}

const NEW_ORDERS = "0430";

function frameOf(
  { header, messages }: TradacomsDocument,
  receivedAt: string,
  settings: TradacomsSettings,
): OrderFrame {
  const head = messages.find(({ type }) => type === "ORDHDR")?.segments ?? [];
  const customer = head.find(({ tag }) => tag === "CDT");
  const type = component(
    head.find(({ tag }) => tag === "TYP"),
    1,
  );
  const day = ediDay(component(header, 4, 1) ?? "");
  const time = ediTime(component(header, 4, 2) ?? "") ?? "00:00:00";
  const reference = (component(header, 5) ?? "").padStart(REFERENCE_CHARS, "0");
  return {
    // A transmission may name its sender by name only; the customer's number is then the surer id.
    sender: component(header, 2, 1) ?? component(customer, 1, 1) ?? component(header, 2, 2),
    ...{ customer, settings },
    customerName: component(header, 2, 1) === component(customer, 1, 1) ? component(header, 2, 2) : null,
    sentAt: day === null ? receivedAt : `${day}T${time}Z`,
    version: day === null ? null : `${day}T${time}-${reference}`,
    doubts:
      type === null || type === NEW_ORDERS
        ? []
        : [`TYP is ${type}: the orders of this file are no new ones, and what they are is not known here.`],
  };
}

const REFERENCE_CHARS = 14;
