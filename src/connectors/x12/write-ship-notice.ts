import type { CanonicalOrder } from "../../domain/order.js";
import type { ShipNotice } from "../../domain/ship-notice.js";
import type { OutgoingDocument, Sending } from "../connector.js";
import { shippedLines } from "../reading/edi/answer.js";
import { mailboxes } from "../reading/edi/mailboxes.js";
import { pieces } from "../reading/edi/outgoing-text.js";
import { scacOf } from "../reading/edi/scac.js";
import { type OutgoingSegment, writeInterchange } from "./interchange.js";
import { releaseOf } from "./order-acknowledgment.js";
import type { X12Settings } from "./settings.js";

const NAME_CHARS_MAX = 60;
const CARRIER_CHARS_MAX = 35;
const STREET_CHARS_MAX = 55;
const STREET_PARTS_MAX = 4;
const TEXT_CHARS_MAX = 80;
/** Mutually defined: a quantity may not go without a unit. */
const NO_UNIT = "ZZ";
/** BSN05: shipment, order, item. */
const STRUCTURE = "0004";

/** The 856: what has left for an order, in the partner's own line and article numbers; null if it wants none. */
export function writeShipNotice(
  notice: ShipNotice,
  order: CanonicalOrder,
  sending: Sending,
  settings: X12Settings,
): OutgoingDocument | null {
  if (!settings.shipNotices) return null;
  const issuedAt = notice.issuedAt ?? sending.at;
  const poNumber = notice.orders[0]?.poNumber ?? order.poNumber ?? order.externalId;
  const items = shippedLines(notice, order).map(itemSegments);
  const segments: OutgoingSegment[] = [
    ["BSN", "00", notice.externalId, ediDate(issuedAt), ediTime(issuedAt), STRUCTURE],
    ["HL", 1, null, "S", 1],
    ...shipmentSegments(notice),
    ["HL", 2, 1, "O", items.length > 0 ? 1 : 0],
    ["PRF", poNumber, releaseOf(order, poNumber), null, ediDate(order.placedAt)],
    ...items.flatMap((item, at) => [["HL", at + FIRST_ITEM, 2, "I", 0], ...item]),
    // The levels are what is counted.
    ["CTT", items.length + FIRST_ITEM - 1],
  ];
  const envelope = {
    ...mailboxes("An 856", order, settings),
    ...{ usage: settings.usage, version: settings.version, functionalId: "SH" },
  };
  return writeInterchange(envelope, [{ id: "856", segments }], sending, settings);
}

/** The number of the first level below shipment and order. */
const FIRST_ITEM = 3;

const ediDate = (instant: string): string => instant.slice(0, 10).replaceAll("-", "");
const ediTime = (instant: string): string => instant.slice(11, 16).replace(":", "");

function shipmentSegments(notice: ShipNotice): OutgoingSegment[] {
  const { carrier, trackingNumbers, dispatchedAt, estimatedDelivery } = notice;
  const name = carrier.name?.slice(0, CARRIER_CHARS_MAX) ?? null;
  return [
    ...(name === null ? [] : [["TD5", null, ...carrierCode(carrier.name), null, name]]),
    ...trackingNumbers.map((number) => ["REF", "CN", number]),
    ...(dispatchedAt === null ? [] : [["DTM", "011", ediDate(dispatchedAt), ediTime(dispatchedAt), "UT"]]),
    ...(estimatedDelivery === null ? [] : [["DTM", "017", ediDate(estimatedDelivery)]]),
    ...shipToSegments(notice),
  ];
}

/** TD502 and 03: by its SCAC where the carrier is one that has a known one, else in words alone. */
function carrierCode(name: string | null): [qualifier: string | null, code: string | null] {
  const code = scacOf(name);
  return code === null ? [null, null] : ["2", code];
}

/** Nothing of a street is cut: one that does not fit is left to the order, which the partner has. */
function shipToSegments({ shipTo }: ShipNotice): OutgoingSegment[] {
  if (shipTo === null) return [];
  const { recipient, department, lines, city, region, postalCode, country } = shipTo;
  const parts = lines.flatMap((line) => pieces(line, STREET_CHARS_MAX + 1));
  const street = parts.length > STREET_PARTS_MAX ? [] : parts;
  const place = [city, region, postalCode, country];
  return [
    ["N1", "ST", (recipient ?? city ?? "").slice(0, NAME_CHARS_MAX)],
    ...(department === null ? [] : [["N2", department.slice(0, NAME_CHARS_MAX)]]),
    ...street.flatMap((part, at) => (at % 2 === 0 ? [["N3", part, ...street.slice(at + 1, at + 2)]] : [])),
    ...(place.every((part) => part === null) ? [] : [["N4", ...place]]),
  ];
}

function itemSegments(line: ReturnType<typeof shippedLines>[number]): OutgoingSegment[] {
  const { lineNumber, sku, skuQualifier, description, quantity, unit } = line;
  const article = sku === null ? [] : [skuQualifier ?? "VN", sku];
  return [
    ["LIN", lineNumber, ...article, "PL", lineNumber],
    ["SN1", lineNumber, quantity, unit ?? NO_UNIT],
    ...pieces((description ?? "").replace(/\s+/g, " ").trim(), TEXT_CHARS_MAX).map((text) => [
      ...["PID", "F", null, null, null, text],
    ]),
  ];
}
