import type { PostalAddress } from "../../domain/address.js";
import { HubError } from "../../domain/errors.js";
import type { CanonicalOrderLine } from "../../domain/order.js";
import type { OrderChangeTarget } from "../../domain/order-change.js";
import type { OutgoingDocument, Sending } from "../connector.js";
import type { AskedChange, PartnerOrders, PlacedOrder } from "../partner-orders.js";
import { byPartner } from "../reading/edi/executing-partner.js";
import { pieces } from "../reading/edi/outgoing-text.js";
import { type OutgoingSegment, writeInterchange } from "./interchange.js";
import type { X12Settings } from "./settings.js";

/** The 850 and the 860: what we order, and what is to be otherwise. */
export const x12Orders: PartnerOrders<X12Settings> = { ...byPartner, place, change };

const NUMBER_CHARS_MAX = 22;
const NAME_CHARS_MAX = 60;
const LINE_CHARS_MAX = 55;
const TEXT_CHARS_MAX = 80;
const MESSAGE_CHARS_MAX = 264;
/** Mutually defined: a quantity may not go without a unit. */
const NO_UNIT = "ZZ";

function place(order: PlacedOrder, sending: Sending, settings: X12Settings): OutgoingDocument {
  const segments: OutgoingSegment[] = [
    ["BEG", "00", "SA", numberOf(order), null, ediDate(order.placedAt)],
    ...headSegments(order),
    ...shipToSegments(order),
    ...order.lines.flatMap((line) => lineSegments("PO1", line, [line.quantity, line.unit ?? NO_UNIT])),
    ["CTT", order.lines.length],
  ];
  return written("850", "PO", segments, sending, settings);
}

function change(asked: AskedChange, sending: Sending, settings: X12Settings): OutgoingDocument | null {
  const { order, target, sequence } = asked;
  const isCancel = target.kind === "CANCEL";
  const lines = linesOf(target, order);
  if (lines === null) return null;
  const day = target.kind === "DATE" ? [["DTM", "002", ediDate(target.requestedDate)]] : [];
  const segments: OutgoingSegment[] = [
    // BCH05 counts the changes; BCH11 is the day of this one, BCH06 that of the order.
    [
      ...["BCH", isCancel ? "01" : "04", "SA", numberOf(order), null, String(sequence)],
      ...[ediDate(order.placedAt), null, null, null, null, ediDate(sending.at)],
    ],
    ...(order.currency === null ? [] : [["CUR", "BY", order.currency]]),
    ...day,
    ...(target.kind === "SHIP_TO" ? shipToSegments({ ...order, shipTo: target.shipTo }) : []),
    ...lines.flatMap(([line, code]) =>
      lineSegments("POC", line, [code, line.quantity, line.quantity, line.unit ?? NO_UNIT]),
    ),
    ["CTT", lines.length],
  ];
  return written("860", "PC", segments, sending, settings);
}

/** The lines that a change touches, each with what is to become of it (POC02); null for what has no code. */
function linesOf(target: OrderChangeTarget, order: PlacedOrder): [CanonicalOrderLine, string][] | null {
  const named = (lineNumber: string, code: string): [CanonicalOrderLine, string][] =>
    order.lines.filter((line) => line.lineNumber === lineNumber).map((line) => [line, code]);
  switch (target.kind) {
    case "SHIP_TO":
    case "DATE":
    case "CANCEL":
      return [];
    // Every quantity is the one that holds from now on, whether it is more or less.
    case "QUANTITY":
      return named(target.lineNumber, "RQ");
    case "PRICE":
      return named(target.lineNumber, "PC");
    case "QUALITY":
      return named(target.lineNumber, "CA");
    case "ADD_LINE":
      return [[target.line, "AI"]];
    case "REMOVE_LINE":
      return [[removed(target.lineNumber), "DI"]];
    case "CONTACT":
      return null;
  }
}

const removed = (lineNumber: string): CanonicalOrderLine => ({
  ...{ lineNumber, sku: null, description: null, quantity: "0", unit: null, unitPrice: null },
});

/** `PO1*1*12*EA*4.50**VN*TL-9`, and the same behind the code of a POC. */
function lineSegments(
  tag: "PO1" | "POC",
  { lineNumber, sku, description, unitPrice }: CanonicalOrderLine,
  amounts: readonly string[],
): OutgoingSegment[] {
  const ids = sku === null ? [] : ["VN", sku];
  return [
    [tag, lineNumber, ...amounts, unitPrice, null, ...ids],
    ...pieces((description ?? "").replace(/\s+/g, " ").trim(), TEXT_CHARS_MAX)
      .slice(0, tag === "PO1" || description !== null ? undefined : 0)
      .map((text) => ["PID", "F", null, null, null, text]),
  ];
}

function headSegments({ currency, requestedDate, note }: PlacedOrder): OutgoingSegment[] {
  return [
    ...(currency === null ? [] : [["CUR", "BY", currency]]),
    ...(requestedDate === null ? [] : [["DTM", "002", ediDate(requestedDate)]]),
    ...(note === null
      ? []
      : [
          ["N9", "L1", "NOTE"],
          ...pieces(note.replace(/\s+/g, " ").trim(), MESSAGE_CHARS_MAX).map((text) => ["MSG", text]),
        ]),
  ];
}

function shipToSegments({
  shipTo,
  customerName,
}: Pick<PlacedOrder, "shipTo" | "customerName">): OutgoingSegment[] {
  if (shipTo === null) return [];
  const { recipient, department, lines, city, region, postalCode, country } = shipTo;
  const fault = faultOf(shipTo);
  if (fault !== null)
    throw new HubError("ADDRESS_NOT_WRITABLE", fault, { mend: "Shorten the address of the order." });
  return [
    ["N1", "ST", (recipient ?? customerName ?? city ?? "").slice(0, NAME_CHARS_MAX)],
    ...(department === null ? [] : [["N2", department.slice(0, NAME_CHARS_MAX)]]),
    ...chunked(lines).map((pair) => ["N3", ...pair]),
    ["N4", city, region, postalCode, country],
  ];
}

/** Nothing of a street is cut: half of it is another one. */
const faultOf = ({ lines }: PostalAddress): string | null => {
  const long = lines.find((line) => line.length > LINE_CHARS_MAX);
  return long === undefined
    ? null
    : `"${long}" is longer than the ${LINE_CHARS_MAX} characters of an address line (N3)`;
};

const chunked = (lines: readonly string[]): string[][] =>
  lines.flatMap((line, at) => (at % 2 === 0 ? [[line, ...lines.slice(at + 1, at + 2)]] : []));

const ediDate = (instant: string): string => instant.slice(0, 10).replaceAll("-", "");

function numberOf({ number }: PlacedOrder): string {
  if (number.length <= NUMBER_CHARS_MAX) return number;
  throw new HubError(
    "NUMBER_TOO_LONG",
    `${number} is longer than the number of a purchase order in X12 may be`,
  );
}

function written(
  id: string,
  functionalId: string,
  segments: readonly OutgoingSegment[],
  sending: Sending,
  settings: X12Settings,
): OutgoingDocument {
  const { ownId, ownQualifier, partnerId, partnerQualifier, usage, version } = settings;
  if (ownId === null || partnerId === null) {
    throw new HubError("SETTING_MISSING", `An ${id} cannot be addressed: an interchange id is not set.`, {
      mend: `Set ${ownId === null ? "ownId" : "partnerId"} in the connection's settings.`,
    });
  }
  const envelope = {
    ...{ from: { qualifier: ownQualifier, id: ownId }, to: { qualifier: partnerQualifier, id: partnerId } },
    ...{ usage, version, functionalId },
  };
  return writeInterchange(envelope, [{ id, segments }], sending, settings);
}
