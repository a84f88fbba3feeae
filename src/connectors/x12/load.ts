import Big from "big.js";
import { ediDecimal } from "../reading/edi/decimal.js";
import { element, loopsOf, type Segment, segmentsOf } from "./segment.js";

/** A container that an item is packed in (CLD), by the number on its label. */
export interface Load {
  readonly id: string;
  /** How much of the item is in it. */
  readonly quantity: string;
}

const LOAD_SEGMENTS: ReadonlySet<string> = new Set(["REF", "DTM"]);

/**
 * The containers that an item lists: how many are alike (CLD01), how much is in each (CLD02), and the label of
 * every one. None where a label is missing or what is in them is not what was shipped.
 */
export function loadsOf(body: readonly Segment[], shipped: string, labels: ReadonlySet<string>): Load[] {
  const loads: Load[] = [];
  for (const { head, body: own } of loopsOf(body, "CLD", LOAD_SEGMENTS)) {
    const quantity = ediDecimal(element(head, 2) ?? "", ["."]);
    const ids = segmentsOf(own, "REF")
      .filter((ref) => labels.has(element(ref, 1) ?? ""))
      .flatMap((ref) => element(ref, 2) ?? []);
    if (quantity === null || String(ids.length) !== element(head, 1)) return [];
    loads.push(...ids.map((id) => ({ id, quantity })));
  }
  const sum = loads.reduce((total, { quantity }) => total.plus(quantity), new Big(0));
  return sum.eq(shipped) ? loads : [];
}
