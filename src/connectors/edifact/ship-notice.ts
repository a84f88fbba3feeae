import type { DocumentPurpose, ShipNotice } from "../../domain/ship-notice.js";
import type { CanonicalDocument } from "../connector.js";
import { faultAt, quoted } from "../reading/edi/findings.js";
import { statedAddressOf } from "../reading/edi/party.js";
import { distinct } from "../reading/values/clean-text.js";
import { arrivalDay, datesOf, dateWith } from "./dates.js";
import type { MessageContext } from "./message-context.js";
import { missingNumber } from "./order.js";
import { type OrderList, packagesOf } from "./packages.js";
import { partiesOf, shipToIn } from "./party.js";
import { component, type Segment, segmentsOf } from "./segment.js";

/** What a notice is to one that came before it (1225). */
const PURPOSES: Readonly<Record<string, DocumentPurpose>> = {
  "1": "CANCEL",
  "3": "CANCEL",
  "4": "CHANGE",
  "5": "REPLACE",
  "6": "CONFIRMATION",
  "7": "COPY",
  "9": "ORIGINAL",
  "31": "COPY",
};

/** References (RFF) under which a carrier is asked for the goods. */
const TRACKING: ReadonlySet<string> = new Set(["CN", "AAS", "AAM", "CRN"]);

/** Reads DESADV: what is on its way, in which packages, for which orders. */
export function readShipNotice(context: MessageContext): CanonicalDocument[] {
  const { message, findings, settings } = context;
  const { segments } = message;
  const bgm = segments.find(({ tag }) => tag === "BGM");
  const number = component(bgm, 2, 1);
  if (bgm === undefined || number === null) {
    findings.issues.push(missingNumber(bgm));
    return [];
  }
  const first = segments.findIndex(({ tag }) => tag === "CPS" || tag === "LIN");
  const heading = first < 0 ? segments : segments.slice(0, first);
  const detail = first < 0 ? [] : segments.slice(first);
  const purpose = PURPOSES[component(bgm, 3) ?? "9"];
  if (purpose === undefined) {
    const text = `BGM 1225 is ${quoted(component(bgm, 3) ?? "")}, which is no function that is known here.`;
    findings.warnings.push(faultAt(bgm, "PURPOSE_UNKNOWN", text, { element: 3, syntax: "INVALID" }));
  }
  const shipTo = shipToIn(partiesOf(heading, "seller"))?.party ?? null;
  const dates = datesOf(heading, findings);
  const orders = orderList(heading);
  const notice: ShipNotice = {
    externalId: number,
    purpose: purpose ?? "ORIGINAL",
    orders: orders.list,
    carrier: carrierOf(heading),
    trackingNumbers: referencesIn(segments, TRACKING),
    shipTo: shipTo === null ? null : statedAddressOf(shipTo, settings),
    shipToCode: shipTo?.codes[0]?.value ?? null,
    issuedAt: dateWith(dates, ["137"])?.instant ?? null,
    dispatchedAt: dateWith(dates, ["11", "200"])?.instant ?? null,
    estimatedDelivery: arrivalDay(dates),
    packages: packagesOf(detail, orders, context),
  };
  return [{ kind: "SHIP_NOTICE", notice }];
}

/** The orders of a notice; the one of the heading is the first, and that of every line without one. */
function orderList(heading: readonly Segment[]): OrderList {
  const list: ShipNotice["orders"] = [];
  const places = new Map<string, number>();
  const stated = referencesIn(heading, new Set(["ON"]));
  const sellers = referencesIn(heading, new Set(["VN"]));
  const number = stated.length === 1 && sellers.length === 1 ? (sellers[0] ?? null) : null;
  const placeOf = (poNumber: string): number => {
    const known = places.get(poNumber);
    if (known !== undefined) return known;
    list.push({ externalId: null, number: poNumber === stated[0] ? number : null, poNumber });
    places.set(poNumber, list.length - 1);
    return list.length - 1;
  };
  for (const poNumber of stated) placeOf(poNumber);
  return { list, placeOf, usual: stated.length === 1 ? 0 : null };
}

const referencesIn = (segments: readonly Segment[], qualifiers: ReadonlySet<string>): string[] =>
  distinct(
    segmentsOf(segments, "RFF")
      .filter((rff) => qualifiers.has(component(rff, 1, 1) ?? ""))
      .map((rff) => component(rff, 1, 2)),
  );

/** TDT: the carrier's code and name; the means of transport says how. Else the party that is called the carrier. */
function carrierOf(heading: readonly Segment[]): ShipNotice["carrier"] {
  const tdt = heading.find(({ tag }) => tag === "TDT");
  const [id, named] = [component(tdt, 5, 1), component(tdt, 5, 4)];
  // No code has a blank: such a one is a name that stands in its place.
  const isName = named === null && id?.includes(" ") === true;
  const [code, name] = isName ? [null, id] : [id, named];
  if (code !== null || name !== null) return { code, name, service: null };
  const carrier = partiesOf(heading, "seller").find(({ party }) => party.role === "CA")?.party;
  return { code: carrier?.codes[0]?.value ?? null, name: carrier?.name ?? null, service: null };
}
