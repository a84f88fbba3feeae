import Big from "big.js";
import type { EdiOrderLine, WantedDays } from "../reading/edi/order.js";
import { datesOf, wantedDays } from "./dates.js";
import { descriptionOf, numberIn, skuOf, unitIn, unitPriceOf } from "./item.js";
import { PARTY_SEGMENTS } from "./party.js";
import { datePairAt, element, type Loop, ownSegments, pairs, type Segment, segmentsOf } from "./segment.js";
import type { SetContext } from "./set-context.js";

/** Where a line segment keeps its values. */
export interface LineLayout {
  readonly number: number;
  readonly quantity: number;
  readonly unit: number;
  readonly price: number;
  readonly basis: number;
  readonly ids: number;
}

export const PO1: LineLayout = { number: 1, quantity: 2, unit: 3, price: 4, basis: 5, ids: 6 };
export const POC: LineLayout = { number: 1, quantity: 3, unit: 5, price: 6, basis: 7, ids: 8 };

/** An ordered line: its segment, and what is said of it until the next one. */
export function orderLineOf(
  { head, body: all }: Loop,
  layout: LineLayout,
  context: SetContext,
): EdiOrderLine {
  const { findings } = context;
  const body = ownSegments(all);
  const ids = pairs(head, layout.ids);
  const unit = unitIn(head, layout.unit, context.componentSeparator);
  const hasOwn = element(head, layout.quantity) !== null;
  const quantity = hasOwn
    ? numberIn(head, layout.quantity, "QUANTITY_INVALID", findings)
    : scheduledQuantity(body, context);
  return {
    place: head,
    lineNumber: element(head, layout.number),
    ...skuOf(ids),
    description: descriptionOf(body, ids),
    quantity,
    hasQuantity: hasOwn || quantity !== null,
    unit,
    unitPrice: unitPriceOf(head, layout, unit, findings),
    ...lineDays(body, context),
  };
}

/** A line without a quantity of its own has those of its schedule together. */
function scheduledQuantity(body: readonly Segment[], { findings }: SetContext): string | null {
  const quantities = segmentsOf(body, "SCH")
    .map((sch) => numberIn(sch, 1, "QUANTITY_INVALID", findings))
    .filter((quantity) => quantity !== null);
  return quantities.length === 0
    ? null
    : quantities.reduce((sum, quantity) => sum.plus(quantity), new Big(0)).toFixed();
}

function lineDays(body: readonly Segment[], { findings }: SetContext): WantedDays {
  const schedule = segmentsOf(body, "SCH").flatMap((sch): Segment[] => {
    const at = datePairAt(sch, 5);
    const [qualifier, date] = [element(sch, at), element(sch, at + 1)];
    return date === null
      ? []
      : [{ tag: "DTM", number: sch.number, elements: ["DTM", qualifier ?? "002", date] }];
  });
  const ofSchedule = wantedDays(datesOf(schedule, findings));
  return ofSchedule.days.length > 0 ? ofSchedule : wantedDays(datesOf(body, findings));
}

/** The places that a line is split over (SDQ): a qualifier, then place and quantity in turn. */
function placesOf(body: readonly Segment[]): { readonly qualifier: string; readonly id: string }[] {
  const places = segmentsOf(body, "SDQ").flatMap((sdq) =>
    SDQ_PLACES_AT.flatMap((at) => {
      const id = element(sdq, at);
      return id === null ? [] : [{ qualifier: element(sdq, 2) ?? "", id }];
    }),
  );
  return [...new Map(places.map((place) => [place.id, place])).values()];
}

const SDQ_PLACES_AT = [3, 5, 7, 9, 11, 13, 15, 17, 19, 21];

/** As an N1: the one place that every line is for, where the heading names none. */
export function onlyPlaceOf(heading: readonly Segment[], loops: readonly Loop[]): readonly Segment[] {
  if (heading.some((segment) => segment.tag === "N1" && element(segment, 1) === "ST")) return [];
  const places = loops.map(({ body }) => placesOf(body));
  const [first] = places[0] ?? [];
  const isOnly = places.every((one) => one.length === 1 && one[0]?.id === first?.id);
  if (first === undefined) return onlyPartyOf(loops);
  if (!isOnly) return [];
  const number = loops[0]?.head.number ?? 0;
  return [{ tag: "N1", number, elements: ["N1", "ST", "", first.qualifier, first.id] }];
}

/** The N1 of a place that every line names for itself, and what belongs to it. */
function onlyPartyOf(loops: readonly Loop[]): readonly Segment[] {
  const parties = loops.map(({ body }) => placeIn(body));
  const [first = []] = parties;
  const isOnly = parties.every((one) => one.length > 0 && placeName(one[0]) === placeName(first[0]));
  return isOnly ? first : [];
}

function placeIn(body: readonly Segment[]): readonly Segment[] {
  const start = body.findIndex((segment) => segment.tag === "N1" && element(segment, 1) === "ST");
  if (start < 0) return [];
  const end = body.findIndex(({ tag }, at) => at > start && !PARTY_SEGMENTS.has(tag));
  return body.slice(start, end < 0 ? body.length : end);
}

const placeName = (n1: Segment | undefined): string | null => element(n1, 4) ?? element(n1, 2);

/** What a line asks for that an order line cannot hold. */
export function lineDoubts({ head, body }: Loop, shipTo: string | null, layout: LineLayout): string[] {
  const line = `Line ${element(head, layout.number) ?? "without a number"}`;
  const doubts: string[] = [];
  const places = placesOf(body);
  if (places.length > 1 || (places[0] !== undefined && places[0].id !== shipTo)) {
    doubts.push(`${line} is to be split over several places (SDQ); the order has one place of delivery.`);
  }
  const other = segmentsOf(body, "N1").find((n1) => element(n1, 1) === "ST");
  const place = other === undefined ? null : (element(other, 4) ?? element(other, 2));
  if (place !== null && place !== shipTo) {
    doubts.push(`${line} goes to a place of its own (${place}); the order has one place of delivery.`);
  }
  return doubts;
}
