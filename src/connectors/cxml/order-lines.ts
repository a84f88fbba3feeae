import Big from "big.js";
import type { CanonicalOrderLine } from "../../domain/order.js";
import { attributeOf, find, textOf, textsOf, type XmlElement } from "../reading/xml/element.js";
import { addDoubt, addFinding, fittingText, quoted } from "../reading/xml/findings.js";
import { numberOf, unitPriceIn } from "./money.js";
import type { CxmlReading } from "./reading.js";

const DESCRIPTION_CHARS_MAX = 2000;

/** The `ItemOut`s of an order; what stands in their way goes to the issues. */
export function orderLinesOf(
  items: readonly XmlElement[],
  currency: string | null,
  reading: CxmlReading,
): CanonicalOrderLine[] {
  const { findings } = reading;
  const seen = new Set<string>();
  return items.flatMap((item, index) => {
    const line = lineOf(item, nameOfItem(item, index), currency, reading);
    if (line === null) return [];
    if (seen.has(line.lineNumber)) {
      addFinding(findings.issues, "LINE_REPEATED", `Two lines have the number ${line.lineNumber}.`, item);
    }
    seen.add(line.lineNumber);
    return [line];
  });
}

/** A line is called by its number, and by its place where it has none. */
export const nameOfItem = (item: XmlElement, index: number): string =>
  attributeOf(item, "lineNumber") ?? String(index + 1);

function lineOf(
  item: XmlElement,
  lineNumber: string,
  currency: string | null,
  reading: CxmlReading,
): CanonicalOrderLine | null {
  const { findings } = reading;
  const stated = attributeOf(item, "quantity");
  const quantity = numberOf(stated);
  if (quantity === null || new Big(quantity).lt(0)) {
    const said =
      stated === null
        ? "does not say how many are ordered"
        : `orders ${quoted(stated)}, which is no quantity`;
    addFinding(findings.issues, "QUANTITY_INVALID", `Line ${lineNumber} ${said}.`, item);
    return null;
  }
  if (new Big(quantity).eq(0)) {
    addDoubt(findings, `Line ${lineNumber} orders nothing (0); it is left out.`);
    return null;
  }
  if (attributeOf(item, "isReturn")?.toLowerCase() === "yes") {
    addDoubt(findings, `Line ${lineNumber} is marked as a return: its goods are to come back.`);
  }
  const parent = attributeOf(item, "parentLineNumber");
  if (parent !== null) {
    addFinding(findings.warnings, "LINE_OF_A_SET", `Line ${lineNumber} is a part of line ${parent}.`, item);
  }
  const detail = find(item, "ItemDetail") ?? find(item, "BlanketItemDetail");
  return {
    lineNumber,
    sku: articleOf(find(item, "ItemID")),
    description: descriptionOf(item, detail, reading),
    quantity,
    unit: textOf(detail, "UnitOfMeasure"),
    unitPrice: unitPriceIn(detail, lineNumber, currency, reading),
  };
}

/** Our own number of an article; else the buyer's, which is better than none. */
export const articleOf = (itemId: XmlElement | null): string | null =>
  textOf(itemId, "SupplierPartID") ?? textOf(itemId, "BuyerPartID") ?? textOf(itemId, "IdReference");

/**
 * What is ordered, in words. The auxiliary id is ours as well: it tells apart what has one part number,
 * such as a configuration that was put together in our shop.
 */
function descriptionOf(
  item: XmlElement,
  detail: XmlElement | null,
  { findings }: CxmlReading,
): string | null {
  const description = find(detail, "Description");
  const auxiliary = textOf(item, "ItemID", "SupplierPartAuxiliaryID");
  const words = [textOf(description, "ShortName"), ...textsOf(detail, "Description")].filter(
    (part) => part !== null,
  );
  const text = [...new Set(words)].join(" - ");
  const all =
    auxiliary === null || auxiliary === articleOf(find(item, "ItemID")) ? text : `${text} [${auxiliary}]`;
  return fittingText(all.trim() || null, DESCRIPTION_CHARS_MAX, "The description of an item", findings, item);
}
