import type { DocumentPurpose, ShipNotice } from "../../domain/ship-notice.js";
import type { CanonicalDocument } from "../connector.js";
import { ediDay, ediTime } from "../reading/edi/date.js";
import { faultAt, quoted } from "../reading/edi/findings.js";
import { statedAddressOf } from "../reading/edi/party.js";
import { distinct } from "../reading/values/clean-text.js";
import { carrierNamed } from "./carrier.js";
import { datesOf, deliveryDay, instantWith } from "./dates.js";
import { type Level, levelsOf } from "./hierarchy.js";
import { missingNumber } from "./order.js";
import { packagesOf, trackingNumbersOf } from "./packages.js";
import { partiesOf, partyWith } from "./party.js";
import { element, releaseAndDay, type Segment, segmentsOf } from "./segment.js";
import type { SetContext } from "./set-context.js";

/** What a notice is to one that came before it (element 353). */
export const PURPOSES: Readonly<Record<string, DocumentPurpose>> = {
  "00": "ORIGINAL",
  "01": "CANCEL",
  "03": "CANCEL",
  "04": "CHANGE",
  "05": "REPLACE",
  "06": "CONFIRMATION",
  "07": "COPY",
  "14": "ORIGINAL", // Advance notification
  "15": "REPLACE",
  "18": "REPLACE",
  "22": "COPY",
};

/** Reads an 856: what is on its way, in which packages, for which orders. */
export function readShipNotice(context: SetContext): CanonicalDocument[] {
  const { set, findings } = context;
  const bsn = set.segments.find(({ tag }) => tag === "BSN");
  const number = element(bsn, 2);
  if (bsn === undefined || number === null) {
    findings.issues.push(missingNumber("BSN", bsn, 2));
    return [];
  }
  const levels = levelsOf(set.segments);
  const heading = set.segments.slice(0, (levels[0]?.head.number ?? set.segments.length + 1) - 1);
  // What is said of the shipment stands before the levels in old versions, and in the first level since.
  const shipment = [...heading, ...levels.filter(({ kind }) => kind === "S").flatMap(({ body }) => body)];
  const everywhere = levels.flatMap(({ body }) => body);
  const shipTo =
    partyWith(partiesOf([...shipment, ...everywhere], "seller"), ["ST", "MA", "UC", "CN"])?.party ?? null;
  const purpose = PURPOSES[element(bsn, 1) ?? "00"];
  if (purpose === undefined) {
    const text = `BSN01 is ${quoted(element(bsn, 1) ?? "")}, which is no purpose that is known here.`;
    findings.warnings.push(faultAt(bsn, "PURPOSE_UNKNOWN", text, { element: 1, syntax: "INVALID" }));
  }
  const orders = ordersOf(levels);
  const notice: ShipNotice = {
    externalId: number,
    purpose: purpose ?? "ORIGINAL",
    orders: orders.list,
    carrier: carrierOf(shipment),
    trackingNumbers: trackingNumbersOf(everywhere),
    shipTo: shipTo === null ? null : statedAddressOf(shipTo, context.settings),
    shipToCode: shipTo?.codes[0]?.value ?? null,
    issuedAt: instantIn(bsn, 3),
    dispatchedAt: instantWith(shipment, ["011"]),
    estimatedDelivery: deliveryDay(datesOf(shipment, findings)),
    packages: packagesOf(levels, orders.of, context),
  };
  checkCount(set.segments, levels.length, context);
  return [{ kind: "SHIP_NOTICE", notice }];
}

/** The orders of a notice, and the place of each level's order among them. */
function ordersOf(levels: readonly Level[]): {
  readonly list: ShipNotice["orders"];
  readonly of: (level: Level) => number | null;
} {
  const list: ShipNotice["orders"] = [];
  const places = new Map<string, number>();
  const byLevel = new Map<Level, number>();
  const placeOf = (poNumber: string, release: string | null): number => {
    const key = `${poNumber}|${release ?? ""}`;
    const known = places.get(key);
    if (known !== undefined) return known;
    list.push({ externalId: null, number: release === null ? null : `${poNumber}-${release}`, poNumber });
    places.set(key, list.length - 1);
    return list.length - 1;
  };
  for (const level of levels) {
    const prf = level.body.find(({ tag }) => tag === "PRF");
    const lin = level.body.find(({ tag }) => tag === "LIN");
    const poNumber = element(prf, 1) ?? orderInItem(lin) ?? orderReference(level.body);
    const inherited = level.parent === null ? undefined : byLevel.get(level.parent);
    const place = poNumber === null ? inherited : placeOf(poNumber, releaseAndDay(prf, 2, 4).release);
    if (place !== undefined) byLevel.set(level, place);
  }
  return { list, of: (level) => byLevel.get(level) ?? null };
}

/** Some senders name the order beside the article. */
function orderInItem(lin: Segment | undefined): string | null {
  if (lin === undefined) return null;
  for (let at = 2; at < lin.elements.length; at += 2) {
    const qualifier = lin.elements[at];
    if (qualifier === "PO" || qualifier === "ON") return element(lin, at + 1);
  }
  return null;
}

/** Others name it in a reference of the level, for all that is below it. */
function orderReference(body: readonly Segment[]): string | null {
  const named = segmentsOf(body, "REF").filter((ref) => element(ref, 1) === "PO");
  const [first = null, ...others] = distinct(named.map((ref) => element(ref, 2)));
  return others.length === 0 ? first : null;
}

/** TD5: the carrier's SCAC where TD502 is 2, its name, and the service. */
function carrierOf(segments: readonly Segment[]): ShipNotice["carrier"] {
  const td5s = segmentsOf(segments, "TD5");
  const td5 = td5s.find((segment) => element(segment, 3) !== null) ?? td5s[0];
  const name = element(td5, 5);
  return {
    // The routing is the carrier's name, but a single letter there is a mode that slipped.
    ...carrierNamed(element(td5, 3), name !== null && name.length > 1 ? name : null),
    service: element(td5, 12),
  };
}

function instantIn(segment: Segment, at: number): string | null {
  const day = ediDay(element(segment, at) ?? "");
  return day === null ? null : `${day}T${ediTime(element(segment, at + 1) ?? "") ?? "00:00:00"}Z`;
}

/** CTT01 counts the levels; some senders count the items. */
function checkCount(segments: readonly Segment[], levels: number, { findings }: SetContext): void {
  const ctt = segments.find(({ tag }) => tag === "CTT");
  const counted = element(ctt, 1);
  const items = segmentsOf(segments, "LIN").length;
  if (ctt === undefined || counted === null || Number(counted) === levels || Number(counted) === items)
    return;
  const text = `CTT01 says ${counted}, but the set has ${levels} levels and ${items} items.`;
  findings.warnings.push(faultAt(ctt, "LINE_COUNT", text));
}
