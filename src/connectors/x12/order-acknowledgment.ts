import Big from "big.js";
import type { Acknowledgment, AcknowledgmentCode, LineAcknowledgment } from "../../domain/acknowledgment.js";
import type { CanonicalOrder, CanonicalOrderLine } from "../../domain/order.js";
import type { OutgoingDocument, Sending } from "../connector.js";
import { type AnsweredLine, answeredLines } from "../reading/edi/answer.js";
import { mailboxes } from "../reading/edi/mailboxes.js";
import { pieces } from "../reading/edi/outgoing-text.js";
import { type OutgoingSegment, writeInterchange } from "./interchange.js";
import type { X12Settings } from "./settings.js";

/** What we say to the whole order (BAK02), with lines and without. */
const CODES: Readonly<Record<AcknowledgmentCode, readonly [withLines: string, without: string]>> = {
  ACCEPTED: ["AD", "AK"],
  ACCEPTED_WITH_CHANGE: ["AC", "AC"],
  PARTIALLY_ACCEPTED: ["AC", "AC"],
  REJECTED: ["RD", "RJ"],
  RECEIVED: ["AH", "AH"],
};

const NUMBER_CHARS_MAX = 30;
const MESSAGE_CHARS_MAX = 264;
const NAME_CHARS_MAX = 60;

/** The 855: what becomes of an order, line by line, in the partner's own line and article numbers. */
export function orderAcknowledgment(
  acknowledgment: Acknowledgment,
  order: CanonicalOrder,
  sending: Sending,
  settings: X12Settings,
): OutgoingDocument {
  const lines = acknowledgment.code === "RECEIVED" ? [] : answeredLines(acknowledgment, order);
  const poNumber = order.poNumber ?? acknowledgment.order.poNumber ?? order.externalId;
  const { externalId, promisedDate, notes } = acknowledgment;
  const [withLines, without] = CODES[acknowledgment.code];
  const segments: OutgoingSegment[] = [
    [
      ...["BAK", "00", lines.length > 0 ? withLines : without, poNumber, ediDate(order.placedAt)],
      ...[releaseOf(order, poNumber), null, null],
      ...[externalId.length <= NUMBER_CHARS_MAX ? externalId : null],
      ediDate(acknowledgment.issuedAt ?? sending.at),
    ],
    ...(order.currency === null ? [] : [["CUR", "SE", order.currency]]),
    ...(promisedDate === null ? [] : [["DTM", "067", ediDate(promisedDate)]]),
    ...messages(notes),
    ...buyerSegments(order),
    ...lines.flatMap(lineSegments),
    ["CTT", lines.length],
  ];
  const envelope = {
    ...mailboxes("An 855", order, settings),
    ...{ usage: settings.usage, version: settings.version, functionalId: "PR" },
  };
  return writeInterchange(envelope, [{ id: "855", segments }], sending, settings);
}

const ediDate = (instant: string): string => instant.slice(0, 10).replaceAll("-", "");

/** `508517-1001` is release 1001 of purchase order 508517. */
export function releaseOf({ externalNumber }: CanonicalOrder, poNumber: string): string | null {
  return externalNumber?.startsWith(`${poNumber}-`) === true
    ? externalNumber.slice(poNumber.length + 1)
    : null;
}

function messages(notes: readonly string[]): OutgoingSegment[] {
  return notes.flatMap((note, at) => [
    ["N9", "L1", `NOTE${at + 1}`],
    ...pieces(note.replace(/\s+/g, " ").trim(), MESSAGE_CHARS_MAX).map((piece) => ["MSG", piece]),
  ]);
}

function buyerSegments({ buyer }: CanonicalOrder): OutgoingSegment[] {
  const name = buyer.name?.slice(0, NAME_CHARS_MAX) ?? null;
  if (buyer.code !== null) return [["N1", "BY", name, "92", buyer.code]];
  return name === null ? [] : [["N1", "BY", name]];
}

/** Mutually defined: an answer must name a unit where it names a quantity. */
const NO_UNIT = "ZZ";

function lineSegments({ line, answer, skuQualifier }: AnsweredLine): OutgoingSegment[] {
  const unit = answer.unit ?? line.unit ?? NO_UNIT;
  const ids = line.sku === null ? [] : [skuQualifier ?? "VN", line.sku];
  return [
    ["PO1", line.lineNumber, line.quantity, unit, answer.unitPrice ?? line.unitPrice, null, ...ids],
    ...statusSegments(line, answer, unit),
    ...(answer.note === null ? [] : messages([answer.note])),
  ];
}

function statusSegments(
  line: CanonicalOrderLine,
  answer: LineAcknowledgment,
  unit: string,
): OutgoingSegment[] {
  const promised = answer.quantity ?? line.quantity;
  const day = answer.promisedDate === null ? [] : ["067", ediDate(answer.promisedDate)];
  const status = (code: string, quantity: string): OutgoingSegment => ["ACK", code, quantity, unit, ...day];
  switch (answer.code) {
    case "ACCEPTED":
      return [status("IA", promised)];
    case "ALREADY_SHIPPED":
      return [status("AC", promised)];
    case "ACCEPTED_WITH_CHANGE":
      return [status(changeCode(line, answer), promised)];
    case "SUBSTITUTED": {
      const [date = null, value = null] = day;
      return [["ACK", "IS", promised, unit, date, value, null, "VN", answer.substituteSku ?? line.sku]];
    }
    case "BACKORDERED": {
      const now = answer.quantity ?? "0";
      const later = new Big(line.quantity).minus(now);
      const open = (later.gt(0) ? later : new Big(line.quantity)).toFixed();
      return [...(new Big(now).gt(0) ? [["ACK", "IA", now, unit]] : []), status("IB", open)];
    }
    case "REJECTED":
      return [status("IR", line.quantity)];
    case "CANCELED":
      return [status("ID", line.quantity)];
    case "UNKNOWN":
      return [];
  }
}

/** One change has a code of its own; several together have another. */
function changeCode(
  line: CanonicalOrderLine,
  { quantity, unitPrice, promisedDate }: LineAcknowledgment,
): string {
  const changes = [
    ...(quantity !== null && !new Big(quantity).eq(line.quantity) ? ["IQ"] : []),
    ...(unitPrice !== null && (line.unitPrice === null || !new Big(unitPrice).eq(line.unitPrice))
      ? ["IP"]
      : []),
    ...(promisedDate === null ? [] : ["DR"]),
  ];
  return changes.length === 1 ? (changes[0] ?? "IC") : "IC";
}
