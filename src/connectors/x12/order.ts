import type { FieldProvenance } from "../../domain/provenance.js";
import type { CanonicalDocument } from "../connector.js";
import { changeOf } from "../reading/edi-change.js";
import { faultAt, quoted } from "../reading/edi-findings.js";
import { type EdiOrder, orderOf } from "../reading/edi-order.js";
import { buyerStatementOf, from } from "./buyer.js";
import { datesOf, dayIn, dayNotes, instantWith, wantedDays } from "./dates.js";
import { currencyOf, orderDoubts } from "./order-head.js";
import { lineDoubts, onlyPlaceOf, orderLineOf, PO1 } from "./order-line.js";
import { adjustmentsOf, lineNotes, notesOf } from "./order-note.js";
import { partiesOf, partyWith, placeDoubts } from "./party.js";
import { element, type Loop, loopsOf, releaseAndDay, type Segment, sectionsOf } from "./segment.js";
import type { SetContext } from "./set-context.js";

/** What BEG01 makes of an order. Every purpose states it whole, so a change is a later version. */
const PURPOSES: Readonly<Record<string, { readonly canceled: boolean; readonly doubt: string | null }>> = {
  "00": { canceled: false, doubt: null }, // Original
  "01": { canceled: true, doubt: null }, // Cancellation
  "02": { canceled: false, doubt: null }, // Add
  "03": { canceled: true, doubt: null }, // Delete
  "04": { canceled: false, doubt: null }, // Change
  "05": { canceled: false, doubt: null }, // Replace
  "06": { canceled: false, doubt: "it confirms an order that was placed another way" },
  "07": { canceled: false, doubt: "it is a duplicate of an order sent before" },
  "15": { canceled: false, doubt: null }, // Re-submission
  "18": { canceled: false, doubt: null }, // Reissue
  "22": { canceled: false, doubt: "it is a copy for information" },
  "24": { canceled: false, doubt: "it is a draft" },
  "77": { canceled: false, doubt: "it is a simulation" },
};

/** Types of order (BEG02) that ask for no delivery by themselves. */
const FRAME_TYPES: Readonly<Record<string, string>> = {
  BK: "it is a blanket order, whose quantities are called off later",
  BL: "it is a blanket order, whose quantities are called off later",
  BE: "it is a blanket order, whose quantities are estimates",
  BQ: "it is a blanket order, whose quantities are estimates",
  IN: "it is a copy for information",
};

const DROP_SHIPMENT = "DS";
const SUMMARY: ReadonlySet<string> = new Set(["CTT", "SE"]);

/** Reads an 850: an order, a later version of it, or its cancellation. */
export function readOrder(context: SetContext): CanonicalDocument[] {
  const { set, findings } = context;
  const { heading, detail, summary } = sectionsOf(set.segments, "PO1", SUMMARY);
  const beg = heading.find(({ tag }) => tag === "BEG");
  const poNumber = element(beg, 3);
  if (beg === undefined || poNumber === null) {
    findings.issues.push(missingNumber("BEG", beg, 3));
    return [];
  }
  const loops = loopsOf(detail, "PO1");
  const purpose = purposeOf(beg, context);
  findings.doubts.push(...orderDoubts(context, summary, loops.length));
  const read = orderOf(
    ediOrder({ beg, poNumber, heading, loops, summary }, purpose.canceled, context),
    findings,
  );
  if (read !== null) return [{ kind: "ORDER", order: read }];
  return purpose.canceled && findings.issues.length === 0 ? cancellation(beg, poNumber, context) : [];
}

interface OrderParts {
  readonly beg: Segment;
  readonly poNumber: string;
  readonly heading: readonly Segment[];
  readonly loops: readonly Loop[];
  readonly summary: readonly Segment[];
}

function ediOrder(
  { beg, poNumber, heading, loops, summary }: OrderParts,
  canceled: boolean,
  context: SetContext,
): EdiOrder {
  const { findings, settings } = context;
  const parties = partiesOf([...heading, ...onlyPlaceOf(heading, loops)], "buyer");
  const buyer = buyerStatementOf(context, heading, parties, element(beg, 2) === DROP_SHIPMENT);
  const shipTo = partyWith(parties, ["ST", "MA", "UC"]);
  const currency = currencyOf(context.set.segments, context);
  const dates = datesOf(heading, findings);
  const shipToName = shipTo === null ? null : (shipTo.party.codes[0]?.value ?? shipTo.party.name);
  findings.doubts.push(...placeDoubts(parties), ...loops.flatMap((loop) => lineDoubts(loop, shipToName)));
  return {
    place: beg,
    sender: context.sender?.id ?? null,
    poNumber,
    release: releaseAndDay(beg, 4, 5).release,
    version: context.version,
    placedAt: placedAt(beg, heading, context),
    currency,
    buyer: buyer.statement,
    shipTo: shipTo?.party ?? null,
    country: settings.country,
    ...wantedDays(dates),
    lines: loops.map((loop) => orderLineOf(loop, PO1, context)),
    notes: [
      ...[...notesOf(heading), ...dayNotes(dates), ...adjustmentsOf(heading, currency)],
      ...loops.flatMap((loop) => lineNotes(loop, currency, context.componentSeparator)),
      ...[...notesOf(summary), ...adjustmentsOf(summary, currency)],
    ],
    canceled,
    provenance: [
      ...headProvenance(beg, heading, poNumber),
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
  const place = segment ?? { tag, number: 2 };
  const name = `${tag}${String(index).padStart(2, "0")}`;
  const text =
    segment === undefined
      ? `The set has no ${tag} segment, so nobody can tell which ${what} it is.`
      : `${name} is empty: the number of the ${what} is missing.`;
  return faultAt(place, "NUMBER_MISSING", text, {
    element: segment === undefined ? null : index,
    syntax: "MISSING",
  });
}

function purposeOf(beg: Segment, { findings }: SetContext): { readonly canceled: boolean } {
  const stated = element(beg, 1);
  const purpose = PURPOSES[stated ?? "00"];
  const frame = FRAME_TYPES[element(beg, 2) ?? ""];
  if (frame !== undefined) findings.doubts.push(`BEG02 is ${element(beg, 2)}: ${frame}.`);
  if (purpose === undefined) {
    findings.doubts.push(`BEG01 is ${quoted(stated ?? "")}, which is no purpose that is known here.`);
    return { canceled: false };
  }
  if (purpose.doubt !== null) findings.doubts.push(`BEG01 is ${stated}: ${purpose.doubt}.`);
  return purpose;
}

/** A cancellation may leave out the lines; then there is no order to restate, only the wish. */
function cancellation(beg: Segment, poNumber: string, context: SetContext): CanonicalDocument[] {
  const change = changeOf(
    {
      ...{ place: beg, sender: context.sender?.id ?? null, poNumber },
      release: releaseAndDay(beg, 4, 5).release,
      ...{ requestedAt: context.sentAt, isCanceled: true, shipTo: null, contact: null, lines: [], notes: [] },
      ...{ days: [], areShipDays: false },
    },
    context.findings,
  );
  return change === null ? [] : [{ kind: "ORDER_CHANGE", change }];
}

function placedAt(beg: Segment, heading: readonly Segment[], { findings, sentAt }: SetContext): string {
  const day = dayIn(beg, releaseAndDay(beg, 4, 5).dayAt, findings);
  return day === null ? (instantWith(heading, ["004"]) ?? sentAt) : `${day}T00:00:00Z`;
}

function headProvenance(beg: Segment, heading: readonly Segment[], poNumber: string): FieldProvenance[] {
  const currency = heading.find(({ tag }) => tag === "CUR");
  const date = heading.find(({ tag }) => tag === "DTM");
  const placed = element(beg, 5);
  return [
    from("poNumber", beg, "BEG03", poNumber),
    ...(placed === null ? [] : [from("placedAt", beg, "BEG05", placed)]),
    ...(currency === undefined ? [] : [from("currency", currency, "CUR02")]),
    ...(date === undefined ? [] : [from("requestedDate", date, "DTM02")]),
  ];
}
