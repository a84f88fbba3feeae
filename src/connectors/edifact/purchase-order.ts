import { HubError } from "../../domain/errors.js";
import type { CanonicalOrderLine } from "../../domain/order.js";
import type { OrderChangeTarget } from "../../domain/order-change.js";
import type { OutgoingDocument, Sending } from "../connector.js";
import type { AskedChange, PartnerOrders, PlacedOrder } from "../partner-orders.js";
import { byPartner } from "../reading/edi/executing-partner.js";
import { pieces } from "../reading/edi/outgoing-text.js";
import { type OutgoingSegment, writeInterchange } from "./interchange.js";
import type { EdifactSettings } from "./settings.js";

/** ORDERS and ORDCHG: what we order, and what is to be otherwise. */
export const edifactOrders: PartnerOrders<EdifactSettings> = { ...byPartner, place, change };

const NUMBER_CHARS_MAX = 35;
const TEXT_CHARS = 70;
const TEXT_PARTS = 5;
const DESCRIPTION_CHARS = 35;
const DESCRIPTION_PARTS = 2;
const NAME_CHARS = 35;
const STREET_CHARS = 35;
const STREET_PARTS = 3;
const CITY_CHARS = 35;

function place(order: PlacedOrder, sending: Sending, settings: EdifactSettings): OutgoingDocument {
  const { currency, requestedDate, note } = order;
  const segments: OutgoingSegment[] = [
    ["BGM", "220", numberOf(order), "9"],
    date("137", order.placedAt),
    ...(requestedDate === null ? [] : [date("2", requestedDate)]),
    ...(note === null ? [] : texts(note)),
    ...shipToSegments(order),
    ...currencySegments(currency),
    ...order.lines.flatMap((line) => lineSegments(line, null)),
    ["UNS", "S"],
    ["CNT", ["2", order.lines.length]],
  ];
  return written("ORDERS", segments, sending, settings);
}

/** What is to become of a line (1229). */
const ADDED = "1";
const REMOVED = "2";
const CHANGED = "3";
/** What is to become of the order (1225). */
const CANCELLATION = "1";
const CHANGE = "4";

function change(asked: AskedChange, sending: Sending, settings: EdifactSettings): OutgoingDocument | null {
  const { order, target, sequence } = asked;
  const lines = linesOf(target, order);
  if (lines === null) return null;
  const changeNumber = `${order.number.slice(0, NUMBER_CHARS_MAX - 5)}-${sequence}`;
  const segments: OutgoingSegment[] = [
    ["BGM", "230", changeNumber, target.kind === "CANCEL" ? CANCELLATION : CHANGE],
    date("137", sending.at),
    ...(target.kind === "DATE" ? [date("2", target.requestedDate)] : []),
    ["RFF", ["ON", numberOf(order)]],
    ...(target.kind === "SHIP_TO" ? shipToSegments({ ...order, shipTo: target.shipTo }) : []),
    ...currencySegments(order.currency),
    ...lines.flatMap(([line, action]) => lineSegments(line, action)),
    ["UNS", "S"],
    ["CNT", ["2", lines.length]],
  ];
  return written("ORDCHG", segments, sending, settings);
}

/** A line with only those values that are to change: an ORDCHG changes whatever it states. */
type StatedLine = Pick<CanonicalOrderLine, "lineNumber" | "sku"> &
  Partial<Pick<CanonicalOrderLine, "quantity" | "unit" | "unitPrice" | "description">>;

function linesOf(target: OrderChangeTarget, order: PlacedOrder): [StatedLine, string][] | null {
  const known = (lineNumber: string) => order.lines.find((line) => line.lineNumber === lineNumber);
  switch (target.kind) {
    case "SHIP_TO":
    case "DATE":
    case "CANCEL":
      return [];
    case "ADD_LINE":
      return [[target.line, ADDED]];
    case "REMOVE_LINE":
      return [[{ lineNumber: target.lineNumber, sku: known(target.lineNumber)?.sku ?? null }, REMOVED]];
    case "QUANTITY":
    case "PRICE":
    case "QUALITY": {
      const { kind: _kind, lineNumber, ...values } = target;
      const line = known(lineNumber);
      const unit = line?.unit ?? null;
      return [
        [
          { lineNumber, sku: line?.sku ?? null, ...values, ...("quantity" in values ? { unit } : {}) },
          CHANGED,
        ],
      ];
    }
    case "CONTACT":
      return null;
  }
}

function lineSegments(line: StatedLine, action: string | null): OutgoingSegment[] {
  const { lineNumber, sku, description, quantity, unit, unitPrice } = line;
  const words = pieces((description ?? "").replace(/\s+/g, " ").trim(), DESCRIPTION_CHARS);
  const described: OutgoingSegment[] = [];
  for (let at = 0; at < words.length; at += DESCRIPTION_PARTS) {
    described.push(["IMD", "F", null, [null, null, null, ...words.slice(at, at + DESCRIPTION_PARTS)]]);
  }
  return [
    ["LIN", lineNumber, action],
    ...(sku === null ? [] : ([["PIA", "5", [sku, "SA"]]] as const)),
    ...described,
    ...(quantity === undefined ? [] : ([["QTY", ["21", quantity, unit ?? null]]] as const)),
    ...(unitPrice === undefined || unitPrice === null ? [] : ([["PRI", ["AAA", unitPrice]]] as const)),
  ];
}

const currencySegments = (currency: string | null): OutgoingSegment[] =>
  currency === null ? [] : [["CUX", ["2", currency, "9"]]];

const date = (qualifier: string, instant: string): OutgoingSegment => [
  "DTM",
  [qualifier, instant.slice(0, 10).replaceAll("-", ""), "102"],
];

function texts(note: string): OutgoingSegment[] {
  const parts = pieces(note.replace(/\s+/g, " ").trim(), TEXT_CHARS);
  const segments: OutgoingSegment[] = [];
  for (let at = 0; at < parts.length; at += TEXT_PARTS) {
    segments.push(["FTX", "AAI", null, null, parts.slice(at, at + TEXT_PARTS)]);
  }
  return segments;
}

function shipToSegments({
  shipTo,
  customerName,
}: Pick<PlacedOrder, "shipTo" | "customerName">): OutgoingSegment[] {
  if (shipTo === null) return [];
  const { recipient, department, lines, city, region, postalCode, country } = shipTo;
  const long = [
    ...lines.filter((line) => line.length > STREET_CHARS),
    ...((city ?? "").length > CITY_CHARS ? [city] : []),
  ];
  if (lines.length > STREET_PARTS || long.length > 0) {
    const fault = long[0] ?? `${lines.length} lines`;
    throw new HubError("ADDRESS_NOT_WRITABLE", `"${fault}" does not fit into an address of EDIFACT (NAD)`, {
      mend: "Shorten the address of the order.",
    });
  }
  const names = [recipient ?? customerName, department]
    .filter((name) => name !== null)
    .map((name) => name.slice(0, NAME_CHARS));
  return [["NAD", "DP", null, null, names, [...lines], city, region, postalCode, country]];
}

function numberOf({ number }: PlacedOrder): string {
  if (number.length <= NUMBER_CHARS_MAX) return number;
  throw new HubError("NUMBER_TOO_LONG", `${number} is longer than the number of an order in EDIFACT may be`);
}

function written(
  name: string,
  segments: readonly OutgoingSegment[],
  sending: Sending,
  settings: EdifactSettings,
): OutgoingDocument {
  const { ownId, ownQualifier, partnerId, partnerQualifier, usage, directory } = settings;
  if (ownId === null || partnerId === null) {
    throw new HubError("SETTING_MISSING", `An ${name} cannot be addressed: an interchange id is not set.`, {
      mend: `Set ${ownId === null ? "ownId" : "partnerId"} in the connection's settings.`,
    });
  }
  const [agency = "D", release = "96A", ...subset] = directory.split(":");
  const envelope = {
    ...{ from: { id: ownId, qualifier: ownQualifier }, to: { id: partnerId, qualifier: partnerQualifier } },
    isTest: usage === "TEST",
  };
  return writeInterchange(
    envelope,
    { type: [name, agency, release, "UN", ...subset], segments },
    sending,
    settings,
  );
}
