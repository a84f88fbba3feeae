import type { CanonicalOrder } from "../../domain/order.js";
import type { ShipNotice } from "../../domain/ship-notice.js";
import type { OutgoingDocument, Sending } from "../connector.js";
import { shippedLines } from "../reading/edi/answer.js";
import { mailboxes } from "../reading/edi/mailboxes.js";
import { pieces } from "../reading/edi/outgoing-text.js";
import { scacOf } from "../reading/edi/scac.js";
import { type OutgoingSegment, writeInterchange } from "./interchange.js";
import { buyerSegments, IN_LIN, messageType } from "./order-response.js";
import type { EdifactSettings } from "./settings.js";

const NAME_CHARS = 35;
const STREET_CHARS = 35;
const STREET_PARTS = 3;
const CITY_CHARS = 35;
const CODE_CHARS = 9;
const DESCRIPTION_CHARS = 35;
const DESCRIPTION_PARTS = 2;

/** The DESADV: what has left for an order, in the partner's own line and article numbers; null if it wants none. */
export function writeShipNotice(
  notice: ShipNotice,
  order: CanonicalOrder,
  sending: Sending,
  settings: EdifactSettings,
): OutgoingDocument | null {
  if (!settings.shipNotices) return null;
  const { externalId, dispatchedAt, estimatedDelivery, trackingNumbers, carrier } = notice;
  const poNumber = notice.orders[0]?.poNumber ?? order.poNumber ?? order.externalId;
  const lines = shippedLines(notice, order);
  const segments: OutgoingSegment[] = [
    ["BGM", "351", externalId, "9"],
    moment("137", notice.issuedAt ?? sending.at),
    ...(dispatchedAt === null ? [] : [moment("11", dispatchedAt)]),
    ...(estimatedDelivery === null ? [] : [day("17", estimatedDelivery)]),
    ["RFF", ["ON", poNumber]],
    ...trackingNumbers.map((number): OutgoingSegment => ["RFF", ["CN", number]]),
    ...buyerSegments(order),
    ...supplierSegments(settings),
    ...shipToSegments(notice),
    ...(carrier.name === null
      ? []
      : ([
          ["TDT", "20", null, null, null, [...codeOf(carrier.name), carrier.name.slice(0, NAME_CHARS)]],
        ] as const)),
    // One level of packing: what is in the parcel.
    ["CPS", "1"],
    ...lines.flatMap((line) => lineSegments(line, poNumber)),
    ["CNT", ["2", lines.length]],
  ];
  const envelope = { ...mailboxes("A DESADV", order, settings), isTest: settings.usage === "TEST" };
  return writeInterchange(envelope, { type: messageType("DESADV", settings), segments }, sending, settings);
}

/** C040: a carrier code (1131 is 172) of the NMFTA (3055 is 166), where the carrier is one that has a known one. */
function codeOf(name: string): [code: string | null, list: string | null, agency: string | null] {
  const code = scacOf(name);
  return code === null ? [null, null, null] : [code, "172", "166"];
}

const digits = (instant: string): string => instant.replace(/\D/g, "");

const day = (qualifier: string, date: string): OutgoingSegment => ["DTM", [qualifier, digits(date), "102"]];

const MINUTE_DIGITS = 12;
const moment = (qualifier: string, instant: string): OutgoingSegment => [
  "DTM",
  [qualifier, digits(instant).slice(0, MINUTE_DIGITS), "203"],
];

/** We by our GLN, where our mailbox has one. */
const supplierSegments = ({ ownId, ownQualifier }: EdifactSettings): OutgoingSegment[] =>
  ownId !== null && ownQualifier === "14" ? [["NAD", "SU", [ownId, null, "9"]]] : [];

/** Nothing of a street is cut: one that does not fit is left to the order, which the partner has. */
function shipToSegments({ shipTo }: ShipNotice): OutgoingSegment[] {
  if (shipTo === null) return [];
  const { recipient, department, lines, city, region, postalCode, country } = shipTo;
  const names = [recipient, department].flatMap((name) => name?.slice(0, NAME_CHARS) ?? []);
  const parts = lines.flatMap((line) => pieces(line, STREET_CHARS + 1));
  const street = parts.length > STREET_PARTS ? [] : parts;
  const short = (code: string | null): string | null =>
    code === null || code.length > CODE_CHARS ? null : code;
  return [
    [
      ...(["NAD", "DP", null, null, names, street, city?.slice(0, CITY_CHARS) ?? null] as const),
      ...[short(region), short(postalCode), country],
    ],
  ];
}

function lineSegments(
  { lineNumber, sku, skuQualifier, description, quantity, unit }: ReturnType<typeof shippedLines>[number],
  poNumber: string,
): OutgoingSegment[] {
  const qualifier = skuQualifier ?? "SA";
  const article = sku !== null && IN_LIN.has(qualifier) ? [sku, qualifier] : null;
  const words = pieces((description ?? "").replace(/\s+/g, " ").trim(), DESCRIPTION_CHARS);
  const described: OutgoingSegment[] = [];
  for (let at = 0; at < words.length; at += DESCRIPTION_PARTS) {
    described.push(["IMD", "F", null, [null, null, null, ...words.slice(at, at + DESCRIPTION_PARTS)]]);
  }
  return [
    ["LIN", lineNumber, null, article],
    ...(sku === null || article !== null ? [] : ([["PIA", "5", [sku, qualifier]]] as const)),
    ...described,
    ["QTY", ["12", quantity, unit]],
    ["RFF", ["ON", poNumber, lineNumber]],
  ];
}
