import Big from "big.js";
import { ediDecimal } from "../reading/edi/decimal.js";
import { type Findings, segmentName } from "../reading/edi/findings.js";
import { MARKS, monetaryAmount, numberIn, type ReadQuantity } from "./item.js";
import { component, type Segment, segmentsOf } from "./segment.js";

/** Kinds of price (element 5125), the net price first. */
const PRICES: readonly string[] = ["AAA", "NTP", "CAL", "AAE", "AAB", "AAF", "GRP", "INV", "INF"];
const PLACES_MAX = 6;

/** The price of one unit: what PRI states, divided by the number of units it is for. */
export function unitPriceOf(body: readonly Segment[], findings: Findings): string | null {
  const pri = pricedBy(body);
  if (pri === undefined) return monetaryAmount(body, ["146"], findings);
  const price = numberIn(pri, 1, 2, "PRICE_INVALID", findings);
  const units = component(pri, 1, 5);
  const count = units === null ? null : ediDecimal(units, MARKS);
  if (price === null || count === null || new Big(count).lte(0)) return price;
  return new Big(price).div(count).round(PLACES_MAX).toFixed();
}

function pricedBy(body: readonly Segment[]): Segment | undefined {
  const stated = segmentsOf(body, "PRI");
  for (const wanted of PRICES) {
    const found = stated.find((pri) => component(pri, 1, 1) === wanted);
    if (found !== undefined) return found;
  }
  return stated[0];
}

/** Units that goods are weighed or measured in. */
const MEASURES: ReadonlySet<string> = new Set([
  ...["KGM", "GRM", "TNE", "DTN", "LBR", "ONZ"],
  ...["LTR", "MLT", "HLT", "MTR", "CMT", "MTK", "MTQ"],
]);

/**
 * The measure that a price is for where the quantity is in another unit; null where both fit, or where the
 * amount of the line shows that the price is for what is counted.
 */
export function otherMeasure(
  body: readonly Segment[],
  quantity: Pick<ReadQuantity, "value" | "unit"> | null,
  unitPrice: string | null,
): string | null {
  const measure = component(pricedBy(body), 1, 6);
  if (quantity === null || measure === null || measure === quantity.unit) return null;
  return MEASURES.has(measure) && !isAmount(body, quantity.value, unitPrice) ? measure : null;
}

/** True if a quantity at a price is the amount that the line states (MOA 203). */
function isAmount(body: readonly Segment[], quantity: string | null, unitPrice: string | null): boolean {
  const moa = segmentsOf(body, "MOA").find((one) => component(one, 1, 1) === "203");
  const amount = ediDecimal(component(moa, 1, 2) ?? "", MARKS);
  if (amount === null || quantity === null || unitPrice === null) return false;
  return new Big(quantity).times(unitPrice).round(2).eq(new Big(amount).round(2));
}

/** The price of an ordered line; one for a measure that the line is not in is doubted. */
export function orderedPriceOf(
  body: readonly Segment[],
  quantity: ReadQuantity | null,
  findings: Findings,
): string | null {
  const price = unitPriceOf(body, findings);
  const measure = price === null ? null : otherMeasure(body, quantity, price);
  const pri = pricedBy(body);
  if (measure !== null && pri !== undefined) {
    findings.doubts.push(
      `The price in ${segmentName(pri)} is per ${measure}, but the quantity is in ${quantity?.unit ?? "no unit"}.`,
    );
  }
  return price;
}
