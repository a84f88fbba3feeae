import type { FieldProvenance } from "../../domain/provenance.js";
import type { CanonicalDocument } from "../connector.js";
import { changeOf } from "../reading/edi/change.js";
import { faultAt, quoted } from "../reading/edi/findings.js";
import { type EdiOrder, orderOf } from "../reading/edi/order.js";
import { buyerStatementOf, from } from "./buyer.js";
import { DATE_SEGMENTS, datesOf, dayIn, dayNotes, instantWith, wantedDays } from "./dates.js";
import { currencyOf, orderDoubts } from "./order-head.js";
import {
  BEG,
  FRAME_TYPES,
  ORDER_NUMBER,
  ORIGINAL,
  type OrderLayout,
  type Purpose,
  releaseOf,
} from "./order-layout.js";
import { lineDoubts, onlyPlaceOf, orderLineOf } from "./order-line.js";
import { adjustmentsOf, lineNotes, notesOf } from "./order-note.js";
import { partiesOf, partyWith, placeDoubts } from "./party.js";
import { element, type Loop, loopsOf, type Segment, sectionsOf } from "./segment.js";
import type { SetContext } from "./set-context.js";

const DROP_SHIPMENT = "DS";
const SUMMARY: ReadonlySet<string> = new Set(["CTT", "G76", "SE"]);

/** Reads an 850: an order, a later version of it, or its cancellation. */
export const readOrder = (context: SetContext): CanonicalDocument[] => readOrderBy(BEG, context);

/** The same of any set that lays out an order. */
export function readOrderBy(layout: OrderLayout, context: SetContext): CanonicalDocument[] {
  const { set, findings } = context;
  const { heading, detail, summary } = sectionsOf(set.segments, layout.line, SUMMARY);
  const beg = heading.find(({ tag }) => tag === layout.head);
  const poNumber = element(beg, ORDER_NUMBER);
  if (beg === undefined || poNumber === null) {
    findings.issues.push(missingNumber(layout.head, beg, ORDER_NUMBER));
    return [];
  }
  const loops = loopsOf(detail, layout.line);
  const purpose = purposeOf(beg, layout, context);
  findings.doubts.push(...orderDoubts(context, summary, loops.length));
  const parts = { beg, layout, poNumber, ...releaseOf(beg, layout), heading, loops, summary };
  const read = orderOf(ediOrder(parts, purpose.canceled, context), findings);
  if (read !== null) return [{ kind: "ORDER", order: read }];
  return purpose.canceled && findings.issues.length === 0 ? cancellation(parts, context) : [];
}

interface OrderParts {
  readonly beg: Segment;
  readonly layout: OrderLayout;
  readonly release: string | null;
  /** The element that holds the day of the order. */
  readonly dayAt: number;
  readonly poNumber: string;
  readonly heading: readonly Segment[];
  readonly loops: readonly Loop[];
  readonly summary: readonly Segment[];
}

function ediOrder(parts: OrderParts, canceled: boolean, context: SetContext): EdiOrder {
  const { beg, layout, poNumber, release, heading, loops, summary } = parts;
  const { findings, settings } = context;
  const parties = partiesOf([...heading, ...onlyPlaceOf(heading, loops)], "buyer");
  const buyer = buyerStatementOf(context, heading, parties, element(beg, layout.type) === DROP_SHIPMENT);
  const shipTo = partyWith(parties, ["ST", "MA", "UC"]);
  const currency = currencyOf(context.set.segments, context);
  const dates = datesOf(heading, findings);
  const shipToName = shipTo === null ? null : (shipTo.party.codes[0]?.value ?? shipTo.party.name);
  findings.doubts.push(
    ...placeDoubts(parties),
    ...loops.flatMap((loop) => lineDoubts(loop, shipToName, layout.values)),
  );
  return {
    place: beg,
    sender: context.sender?.id ?? null,
    poNumber,
    release,
    version: context.version,
    placedAt: placedAt(parts, context),
    currency,
    buyer: buyer.statement,
    shipTo: shipTo?.party ?? null,
    country: settings.country,
    ...wantedDays(dates),
    lines: loops.map((loop) => orderLineOf(loop, layout.values, context)),
    notes: [
      ...[...notesOf(heading), ...dayNotes(dates), ...adjustmentsOf(heading, currency)],
      ...loops.flatMap((loop) => lineNotes(loop, layout.values, currency, context.componentSeparator)),
      ...[...notesOf(summary), ...adjustmentsOf(summary, currency)],
    ],
    canceled,
    provenance: [
      ...headProvenance(parts),
      ...buyer.provenance,
      ...(shipTo === null ? [] : [from("shipTo", shipTo.segment, `N1 ${shipTo.party.role}`)]),
    ],
  };
}

/** What the first segments of sets number that are no orders. */
const NUMBERED: Readonly<Record<string, string>> = {
  B10: "shipment",
  BGN: "advice",
  BIG: "invoice",
  BRA: "advice",
  BSN: "notice",
  W06: "shipment",
};

/** The number of the order is what every later word about it refers to. */
export function missingNumber(tag: string, segment: Segment | undefined, index: number) {
  const what = NUMBERED[tag] ?? "order";
  const place: Segment = segment ?? { tag, number: 2, elements: [] };
  const name = nameOf(place, index);
  const text =
    segment === undefined
      ? `The set has no ${tag} segment, so nobody can tell which ${what} it is.`
      : `${name} is empty: the number of the ${what} is missing.`;
  return faultAt(place, "NUMBER_MISSING", text, {
    element: segment === undefined ? null : index,
    syntax: "MISSING",
  });
}

function purposeOf(beg: Segment, layout: OrderLayout, { findings }: SetContext): Purpose {
  const [stated, type] = [element(beg, 1), element(beg, layout.type)];
  const purpose = stated === null ? ORIGINAL : layout.purposes[stated];
  const frame = FRAME_TYPES[type ?? ""];
  if (frame !== undefined) findings.doubts.push(`${nameOf(beg, layout.type)} is ${type}: ${frame}.`);
  if (purpose === undefined) {
    const name = nameOf(beg, 1);
    findings.doubts.push(`${name} is ${quoted(stated ?? "")}, which is no purpose that is known here.`);
    return ORIGINAL;
  }
  if (purpose.doubt !== null) findings.doubts.push(`${nameOf(beg, 1)} is ${stated}: ${purpose.doubt}.`);
  return purpose;
}

/** `BEG03` */
const nameOf = ({ tag }: Segment, index: number): string => `${tag}${String(index).padStart(2, "0")}`;

/** A cancellation may leave out the lines; then there is no order to restate, only the wish. */
function cancellation({ beg, poNumber, release }: OrderParts, context: SetContext): CanonicalDocument[] {
  const change = changeOf(
    {
      ...{ place: beg, sender: context.sender?.id ?? null, poNumber, release },
      ...{ requestedAt: context.sentAt, isCanceled: true, shipTo: null, country: null, contact: null },
      ...{ lines: [], notes: [] },
      ...{ days: [], areShipDays: false },
    },
    context.findings,
  );
  return change === null ? [] : [{ kind: "ORDER_CHANGE", change }];
}

function placedAt({ beg, dayAt, heading }: OrderParts, { findings, sentAt }: SetContext): string {
  const day = dayIn(beg, dayAt, findings);
  return day === null ? (instantWith(heading, ["004"]) ?? sentAt) : `${day}T00:00:00Z`;
}

function headProvenance({ beg, layout, heading, poNumber }: OrderParts): FieldProvenance[] {
  const currency = heading.find(({ tag }) => tag === "CUR");
  const date = heading.find(({ tag }) => DATE_SEGMENTS.has(tag));
  const placed = element(beg, layout.day);
  return [
    from("poNumber", beg, nameOf(beg, ORDER_NUMBER), poNumber),
    ...(placed === null ? [] : [from("placedAt", beg, nameOf(beg, layout.day), placed)]),
    ...(currency === undefined ? [] : [from("currency", currency, "CUR02")]),
    ...(date === undefined ? [] : [from("requestedDate", date, nameOf(date, 2))]),
  ];
}
