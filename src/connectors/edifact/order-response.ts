import Big from "big.js";
import type {
  Acknowledgment,
  AcknowledgmentCode,
  LineAcknowledgment,
  LineAcknowledgmentCode,
} from "../../domain/acknowledgment.js";
import type { CanonicalOrder, CanonicalOrderLine } from "../../domain/order.js";
import type { OutgoingDocument, Sending } from "../connector.js";
import { type AnsweredLine, answeredLines } from "../reading/edi/answer.js";
import { mailboxes } from "../reading/edi/mailboxes.js";
import { pieces } from "../reading/edi/outgoing-text.js";
import { type OutgoingSegment, writeInterchange } from "./interchange.js";
import type { EdifactSettings } from "./settings.js";

/** What we say to the whole order: the function of the message (1225), and the kind of answer (4343). */
const CODES: Readonly<Record<AcknowledgmentCode, readonly [string, string | null]>> = {
  ACCEPTED: ["29", null],
  ACCEPTED_WITH_CHANGE: ["4", null],
  PARTIALLY_ACCEPTED: ["4", null],
  REJECTED: ["27", null],
  RECEIVED: ["9", "AB"],
};

/** What we say to a line (1229). */
const LINE_CODES: Readonly<Record<LineAcknowledgmentCode, string | null>> = {
  ACCEPTED: "5",
  ACCEPTED_WITH_CHANGE: "3",
  BACKORDERED: "3",
  SUBSTITUTED: "3",
  REJECTED: "7",
  CANCELED: "2",
  ALREADY_SHIPPED: "42",
  UNKNOWN: null,
};

const NUMBER_CHARS_MAX = 35;
const NAME_CHARS_MAX = 35;
const TEXT_CHARS = 70;
const TEXT_PARTS = 5;

/** The ORDRSP: what becomes of an order, line by line, in the partner's own line and article numbers. */
export function orderResponse(
  acknowledgment: Acknowledgment,
  order: CanonicalOrder,
  sending: Sending,
  settings: EdifactSettings,
): OutgoingDocument {
  const lines = acknowledgment.code === "RECEIVED" ? [] : answeredLines(acknowledgment, order);
  const poNumber = order.poNumber ?? acknowledgment.order.poNumber ?? order.externalId;
  const [code, answer] = CODES[acknowledgment.code];
  const { currency } = order;
  const segments: OutgoingSegment[] = [
    ["BGM", "231", acknowledgment.externalId.slice(0, NUMBER_CHARS_MAX), code, answer],
    date("137", acknowledgment.issuedAt ?? sending.at),
    ...(acknowledgment.promisedDate === null ? [] : [date("69", acknowledgment.promisedDate)]),
    ...acknowledgment.notes.flatMap((note) => texts("AAI", note)),
    ["RFF", ["ON", poNumber]],
    ...buyerSegments(order),
    ...(currency === null ? [] : ([["CUX", ["2", currency, "9"]]] as const)),
    ...lines.flatMap((answered) => lineSegments(answered, poNumber)),
    ["UNS", "S"],
    ["CNT", ["2", lines.length]],
  ];
  const envelope = { ...mailboxes("An ORDRSP", order, settings), isTest: settings.usage === "TEST" };
  return writeInterchange(envelope, { type: messageType("ORDRSP", settings), segments }, sending, settings);
}

const date = (qualifier: string, instant: string): OutgoingSegment => [
  "DTM",
  [qualifier, instant.slice(0, 10).replaceAll("-", ""), "102"],
];

/** The type of a message of ours in the directory that was agreed: `ORDRSP:D:96A:UN`, with a subset behind it. */
export function messageType(name: string, { directory }: EdifactSettings): string[] {
  const [version = "D", release = "96A", ...subset] = directory.split(":");
  return [name, version, release, "UN", ...subset];
}

/** The buyer by the number that everybody knows, else by the partner's own. */
export function buyerSegments({ buyer }: CanonicalOrder): OutgoingSegment[] {
  const gln = buyer.otherCodes.find(({ system }) => system === "gln")?.value ?? null;
  const code = gln ?? buyer.code;
  const name = buyer.name?.slice(0, NAME_CHARS_MAX) ?? null;
  if (code === null) return name === null ? [] : [["NAD", "BY", null, null, name]];
  return [["NAD", "BY", [code, null, gln === null ? "92" : "9"], null, name]];
}

/** A long text goes on in further segments. */
function texts(subject: string, note: string): OutgoingSegment[] {
  const parts = pieces(note.replace(/\s+/g, " ").trim(), TEXT_CHARS);
  const segments: OutgoingSegment[] = [];
  for (let at = 0; at < parts.length; at += TEXT_PARTS) {
    segments.push(["FTX", subject, null, null, parts.slice(at, at + TEXT_PARTS)]);
  }
  return segments;
}

const REFUSED: ReadonlySet<LineAcknowledgmentCode> = new Set(["REJECTED", "CANCELED"]);
/** Article numbers that stand in the LIN itself; all others have a PIA. */
export const IN_LIN: ReadonlySet<string> = new Set(["EN", "SRV", "UP", "IB"]);

function lineSegments({ line, answer, skuQualifier }: AnsweredLine, poNumber: string): OutgoingSegment[] {
  const unit = answer.unit ?? line.unit;
  const qualifier = skuQualifier ?? "SA";
  const article = line.sku !== null && IN_LIN.has(qualifier) ? [line.sku, qualifier] : null;
  const price = answer.unitPrice ?? line.unitPrice;
  return [
    ["LIN", line.lineNumber, LINE_CODES[answer.code], article],
    ...(line.sku === null || article !== null ? [] : ([["PIA", "5", [line.sku, qualifier]]] as const)),
    ...(answer.substituteSku === null ? [] : ([["PIA", "3", [answer.substituteSku, "SA"]]] as const)),
    ["QTY", ["21", line.quantity, unit]],
    ...(REFUSED.has(answer.code) ? [] : quantities(line, answer, unit)),
    ...(answer.promisedDate === null ? [] : [date("69", answer.promisedDate)]),
    ...(answer.note === null ? [] : texts("LIN", answer.note)),
    ...(price === null ? [] : ([["PRI", ["AAA", price]]] as const)),
    ["RFF", ["ON", poNumber, line.lineNumber]],
  ];
}

function quantities(
  line: CanonicalOrderLine,
  answer: LineAcknowledgment,
  unit: string | null,
): OutgoingSegment[] {
  const { quantity, code } = answer;
  if (code !== "BACKORDERED") return quantity === null ? [] : [["QTY", ["194", quantity, unit]]];
  const now = quantity ?? "0";
  const later = new Big(line.quantity).minus(now);
  const open = (later.gt(0) ? later : new Big(line.quantity)).toFixed();
  return [
    ["QTY", ["194", now, unit]],
    ["QTY", ["83", open, unit]],
  ];
}
