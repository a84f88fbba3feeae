import type { ShipNotice } from "../../domain/ship-notice.js";
import type { CanonicalDocument } from "../connector.js";
import { ediDay, ediTime } from "../reading/edi/date.js";
import { ediDecimal } from "../reading/edi/decimal.js";
import { statedAddressOf } from "../reading/edi/party.js";
import { ssccOf } from "../reading/edi/sscc.js";
import { distinct } from "../reading/values/clean-text.js";
import { carrierNamed } from "./carrier.js";
import { numberIn, skuOf } from "./item.js";
import { missingNumber } from "./order.js";
import { marksIn } from "./packages.js";
import { partiesOf, partyWith } from "./party.js";
import { element, type Loop, loopsOf, pairs, type Segment, segmentsOf } from "./segment.js";
import type { SetContext } from "./set-context.js";

type ShippedPackage = ShipNotice["packages"][number];

/** References (N9) under which a carrier is asked for the goods; a bill of lading serves where there is no other. */
const TRACKING_REFERENCES: readonly string[] = ["CN", "2I"];
/** Dates (G62) of shipping and of arrival. */
const SHIPPED = ["11"];
const ARRIVING = ["17", "67", "02"];

/** Reads a 945: what a warehouse has shipped for us, under our own order number (W0602). */
export function readWarehouseNotice(context: SetContext): CanonicalDocument[] {
  const { set, findings, settings } = context;
  const { segments } = set;
  const w06 = segments.find(({ tag }) => tag === "W06");
  const number = element(w06, 4) ?? element(w06, 2) ?? element(w06, 6);
  if (w06 === undefined || number === null) {
    findings.issues.push(missingNumber("W06", w06, 4));
    return [];
  }
  const shipTo = partyWith(partiesOf(segments, "seller"), ["ST", "MA", "UC", "CN"])?.party ?? null;
  const w27 = segments.find(({ tag }) => tag === "W27");
  const orders = ordersOf(segments, w06);
  const issued = ediDay(element(w06, 3) ?? "");
  const notice: ShipNotice = {
    externalId: number,
    purpose: "ORIGINAL",
    orders,
    carrier: { ...carrierNamed(element(w27, 2), element(w27, 3)), service: null },
    trackingNumbers: trackingNumbers(segments),
    shipTo: shipTo === null ? null : statedAddressOf(shipTo, settings),
    shipToCode: shipTo?.codes[0]?.value ?? null,
    issuedAt: issued === null ? null : `${issued}T00:00:00Z`,
    dispatchedAt: dated(segments, SHIPPED),
    estimatedDelivery: dated(segments, ARRIVING)?.slice(0, 10) ?? null,
    packages: packagesIn(segments, orders.length > 0 ? 0 : null, context),
  };
  return [{ kind: "SHIP_NOTICE", notice }];
}

/** Our own number of the order and the customer's (W0606, else N9 PO); none where neither is named. */
function ordersOf(segments: readonly Segment[], w06: Segment): ShipNotice["orders"] {
  const heading = segments.slice(
    0,
    segments.findIndex(({ tag }) => tag === "LX"),
  );
  const named = segmentsOf(heading, "N9").find((n9) => element(n9, 1) === "PO");
  const [number, poNumber] = [element(w06, 2), element(w06, 6) ?? element(named, 2)];
  return number === null && poNumber === null ? [] : [{ externalId: null, number, poNumber }];
}

function trackingNumbers(segments: readonly Segment[]): string[] {
  const references = segmentsOf(segments, "N9");
  const withQualifier = (wanted: readonly string[]) =>
    references.filter((n9) => wanted.includes(element(n9, 1) ?? "")).map((n9) => element(n9, 2));
  const marks = marksIn(segments).filter(([mark]) => mark === "CP");
  const numbers = distinct([...withQualifier(TRACKING_REFERENCES), ...marks.map(([, value]) => value)]);
  return numbers.length > 0 ? numbers : distinct(withQualifier(["BM"]));
}

function dated(segments: readonly Segment[], qualifiers: readonly string[]): string | null {
  const g62 = segmentsOf(segments, "G62").find((segment) => qualifiers.includes(element(segment, 1) ?? ""));
  const day = ediDay(element(g62, 2) ?? "");
  return day === null ? null : `${day}T${ediTime(element(g62, 4) ?? "") ?? "00:00:00"}Z`;
}

/** A part of a notice that an LX opens; without an LX the whole set is one. */
interface Stretch {
  readonly lx: Segment | undefined;
  readonly body: readonly Segment[];
}

function stretchesOf(segments: readonly Segment[]): Stretch[] {
  const loops = loopsOf(segments, "LX");
  return loops.length > 0
    ? loops.map(({ head, body }) => ({ lx: head, body }))
    : [{ lx: undefined, body: segments }];
}

/**
 * Every LX is a package if it bears a mark, and so is every license plate that an item stands on; the goods
 * of the others stand together.
 */
function packagesIn(
  segments: readonly Segment[],
  order: number | null,
  context: SetContext,
): ShippedPackage[] {
  const loose: ShippedPackage = { id: null, parent: null, trackingNumber: null, lines: [] };
  const plates = new Map<string, ShippedPackage>();
  const packages = stretchesOf(segments).flatMap(({ lx, body }): ShippedPackage[] => {
    const marks = marksIn(body);
    const id = marks.find(([mark]) => mark !== "CP")?.[1] ?? null;
    const trackingNumber = marks.find(([mark]) => mark === "CP")?.[1] ?? null;
    const lines = loopsOf(body, "W12").flatMap((item) => {
      const stated = lineOf(lx, item, order, context);
      return stated.flatMap((line) => (isOnPlates(line, item.body, plates) ? [] : [line]));
    });
    if (id !== null || trackingNumber !== null) return [{ id, parent: null, trackingNumber, lines }];
    loose.lines.push(...lines);
    return [];
  });
  const packed = [...packages, ...plates.values()];
  return loose.lines.length > 0 ? [...packed, loose] : packed;
}

/** Puts a line on the license plates (N9 LV, with how much is on each) that its item names; false if it names none. */
function isOnPlates(
  line: ShippedPackage["lines"][number],
  body: readonly Segment[],
  plates: Map<string, ShippedPackage>,
): boolean {
  const named = segmentsOf(body, "N9").filter((n9) => element(n9, 1) === "LV" && element(n9, 2) !== null);
  const quantities = named.map((n9) => ediDecimal(element(n9, 3) ?? "", ["."]));
  if (named.length > 1 && quantities.includes(null)) return false;
  for (const [at, n9] of named.entries()) {
    const id = ssccOf(element(n9, 2) ?? "");
    const plate = plates.get(id) ?? { id, parent: null, trackingNumber: null, lines: [] };
    plate.lines.push({ ...line, quantity: quantities[at] ?? line.quantity });
    plates.set(id, plate);
  }
  return named.length > 0;
}

/** W12: ordered, shipped, difference, unit, and the article in the elements after them. */
function lineOf(
  lx: Segment | undefined,
  { head, body }: Loop,
  order: number | null,
  { findings }: SetContext,
): ShippedPackage["lines"] {
  const quantity = numberIn(head, 3, "QUANTITY_INVALID", findings);
  if (quantity === null) return [];
  const ids = pairs(head, 7);
  const line = body.find(({ tag, elements }) => tag === "N9" && ["LI", "PL"].includes(elements[1] ?? ""));
  const texts = segmentsOf(body, "G69").map((g69) => element(g69, 1));
  return [
    {
      order,
      lineNumber: element(line, 2) ?? element(lx, 1),
      sku: skuOf(ids).sku ?? element(head, 6),
      description: texts.filter((text) => text !== null).join("; ") || null,
      quantity,
      unit: element(head, 5),
    },
  ];
}
