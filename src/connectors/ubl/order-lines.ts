import Big from "big.js";
import type { CanonicalOrderLine } from "../../domain/order.js";
import { exactDecimal } from "../reading/values/exact-decimal.js";
import { attributeOf, find, findAll, textOf, type XmlElement } from "../reading/xml/element.js";
import { addDoubt, addFinding, quoted } from "../reading/xml/findings.js";
import { articleOf, choicesOf, descriptionOf } from "./item.js";
import { unitPriceIn } from "./price.js";
import type { UblReading } from "./reading.js";

/** The lines of an order; what stands in their way goes to the issues. */
export function orderLinesOf(currency: string | null, reading: UblReading): CanonicalOrderLine[] {
  const { root, findings } = reading;
  const seen = new Set<string>();
  return findAll(root, "OrderLine").flatMap((orderLine, index) => {
    const line = find(orderLine, "LineItem");
    if (line === null) {
      addFinding(
        findings.issues,
        "LINE_WITHOUT_ITEM",
        `Line ${index + 1} says nothing of what is ordered.`,
        orderLine,
      );
      return [];
    }
    const read = orderLineOf(line, String(index + 1), currency, reading);
    if (read === null) return [];
    if (seen.has(read.lineNumber)) {
      addFinding(findings.issues, "LINE_REPEATED", `Two lines have the number ${read.lineNumber}.`, line);
    }
    seen.add(read.lineNumber);
    return [read];
  });
}

/** One `LineItem`; null if it orders nothing or cannot be read. */
export function orderLineOf(
  line: XmlElement,
  position: string,
  currency: string | null,
  reading: UblReading,
): CanonicalOrderLine | null {
  const { findings } = reading;
  const lineNumber = textOf(line, "ID");
  if (lineNumber === null) {
    addFinding(
      findings.warnings,
      "LINE_NUMBER_MISSING",
      `A line has no number; it is called ${position}, its place.`,
      line,
    );
  }
  const name = lineNumber ?? position;
  const quantity = quantityOf(line, name, reading);
  if (quantity === null) return null;
  const item = find(line, "Item");
  const subLines = findAll(line, "SubLineItem").length;
  if (subLines > 0) {
    addFinding(
      findings.warnings,
      "SUB_LINES_LEFT_OUT",
      `Line ${name} is made of ${subLines} lines of its own; only the line itself is read.`,
      line,
    );
  }
  return {
    lineNumber: name,
    sku: articleOf(item)?.sku ?? null,
    description: descriptionOf(item, choicesOf(item), findings),
    quantity,
    unit: attributeOf(find(line, "Quantity"), "unitCode"),
    unitPrice: unitPriceIn(line, quantity, currency, reading),
  };
}

function quantityOf(line: XmlElement, name: string, { findings }: UblReading): string | null {
  const text = textOf(line, "Quantity");
  const quantity = exactDecimal(text);
  if (quantity === null || new Big(quantity.value).lt(0)) {
    const said =
      text === null ? "does not say how many are ordered" : `orders ${quoted(text)}, which is no quantity`;
    addFinding(findings.issues, "QUANTITY_INVALID", `Line ${name} ${said}.`, line);
    return null;
  }
  if (new Big(quantity.value).eq(0)) {
    addDoubt(findings, `Line ${name} orders nothing (0); it is left out.`);
    return null;
  }
  if (quantity.rounded) {
    addFinding(findings.warnings, "QUANTITY_ROUNDED", `The quantity ${text} is kept to six places.`, line);
  }
  return quantity.value;
}
