import Big from "big.js";
import { segmentName } from "../reading/edi/findings.js";
import type { EdiOrderLine } from "../reading/edi/order.js";
import type { EdiParty } from "../reading/edi/party.js";
import { datesOf, wantedDays } from "./dates.js";
import { descriptionOf, idsOf, quantitiesOf, quantityWith, type ReadQuantity, skuOf } from "./item.js";
import type { MessageContext } from "./message-context.js";
import { orderedPriceOf } from "./price.js";
import { component, type Group, type Segment, segmentsOf } from "./segment.js";

/** Quantities (element 6063) that say how much is ordered, best first. */
const ORDERED: readonly string[] = ["21", "1", "131", "113", "3", "47"];
/** Quantities that are a part of another, or no amount of goods at all. */
const NOT_ORDERED: ReadonlySet<string> = new Set(["11", "59", "52", "53", "54", "192", "193", "145"]);

/** An ordered line: its LIN, and what is said of it until the next one. */
export function orderLineOf({ head, body }: Group, context: MessageContext): EdiOrderLine {
  const { findings } = context;
  const own = ownSegments(body);
  const quantity = orderedQuantity(body, context);
  return {
    place: head,
    lineNumber: component(head, 1),
    ...skuOf(idsOf(head, body)),
    description: descriptionOf(body),
    quantity: quantity?.value ?? null,
    hasQuantity: component(quantity?.segment, 1, 2) !== null,
    unit: quantity?.unit ?? null,
    unitPrice: orderedPriceOf(body, quantity, findings),
    ...wantedDays(datesOf(own, findings), findings),
  };
}

/** Groups whose dates are those of a part of the line: a place, a carrier. */
const SUB_GROUPS: ReadonlySet<string> = new Set(["LOC", "NAD", "TDT"]);

/** What a line says of all of it: with one place only, what stands below that place, too. */
function ownSegments(body: readonly Segment[]): readonly Segment[] {
  const isWhole = segmentsOf(body, "LOC").length === 1;
  const first = body.findIndex(({ tag }) => SUB_GROUPS.has(tag) && !(isWhole && tag === "LOC"));
  return first < 0 ? body : body.slice(0, first);
}

/** The ordered quantity; where a line only has those of its deliveries, all of them together. */
function orderedQuantity(body: readonly Segment[], { findings }: MessageContext): ReadQuantity | null {
  const quantities = quantitiesOf(body, findings);
  const stated = quantityWith(quantities, ORDERED);
  if (stated !== null) return stated;
  const parts = quantities.filter(({ qualifier, value }) => qualifier === "11" && value !== null);
  const [first] = parts;
  if (first !== undefined) {
    const value = parts.reduce((sum, part) => sum.plus(part.value ?? "0"), new Big(0)).toFixed();
    return { ...first, value };
  }
  const other = quantities.find(({ qualifier }) => !NOT_ORDERED.has(qualifier)) ?? null;
  if (other !== null) {
    findings.doubts.push(
      `The quantity in ${segmentName(other.segment)} has the qualifier ${other.qualifier || "of nothing"}, which does not say that it is ordered.`,
    );
  }
  return other;
}

/** What a line asks for that an order line cannot hold. */
export function lineDoubts({ head, body }: Group, shipTo: EdiParty | null): string[] {
  const line = `Line ${component(head, 1) ?? "without a number"}`;
  const doubts: string[] = [];
  const places = new Set(
    segmentsOf(body, "LOC")
      .filter((loc) => component(loc, 1) === "7")
      .map((loc) => component(loc, 2, 1) ?? component(loc, 2, 4)),
  );
  if (places.size > 1 || segmentsOf(body, "SCC").length > 1) {
    doubts.push(`${line} is to be delivered in several parts; the order has one place and one day.`);
  }
  const [only, ...more] = [...places].filter((place) => place !== null);
  if (
    only !== undefined &&
    more.length === 0 &&
    (shipTo?.codes.length ?? 0) > 0 &&
    isElsewhere(only, shipTo)
  ) {
    doubts.push(
      `${line} goes to a place of its own (${quotedPlace(only)}); the order has one place of delivery.`,
    );
  }
  const other = segmentsOf(body, "NAD").find((nad) => component(nad, 1) === "DP");
  const place = other === undefined ? null : (component(other, 2, 1) ?? component(other, 4, 1));
  if (place !== null && isElsewhere(place, shipTo)) {
    doubts.push(
      `${line} goes to a place of its own (${quotedPlace(place)}); the order has one place of delivery.`,
    );
  }
  return doubts;
}

const isElsewhere = (place: string, shipTo: EdiParty | null): boolean =>
  place !== shipTo?.name && shipTo?.codes.some(({ value }) => value === place) !== true;

const PLACE_CHARS_MAX = 60;

const quotedPlace = (place: string): string => place.slice(0, PLACE_CHARS_MAX);
