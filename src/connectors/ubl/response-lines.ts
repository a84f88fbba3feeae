import Big from "big.js";
import type {
  AcknowledgmentCode,
  LineAcknowledgment,
  LineAcknowledgmentCode,
} from "../../domain/acknowledgment.js";
import { exactDecimal } from "../reading/values/exact-decimal.js";
import { attributeOf, find, findAll, textOf, textsOf, type XmlElement } from "../reading/xml/element.js";
import { addFinding, fittingText, quoted } from "../reading/xml/findings.js";
import { articleOf } from "./item.js";
import { unitPriceIn } from "./price.js";
import { promisedIn } from "./promised-date.js";
import type { UblReading } from "./reading.js";
import { numberIn } from "./reference.js";
import { lineAnswerOf } from "./response-codes.js";

const NOTE_CHARS_MAX = 2000;

/** What a header says of every line that says nothing of itself. */
const BY_HEADER: Partial<Record<AcknowledgmentCode, LineAcknowledgmentCode>> = {
  ACCEPTED: "ACCEPTED",
  REJECTED: "REJECTED",
};

/** The lines of an answer. One line of the order may come up several times, with a part of it each. */
export function responseLinesOf(
  header: AcknowledgmentCode | null,
  currency: string | null,
  reading: UblReading,
): LineAcknowledgment[] {
  return findAll(reading.root, "OrderLine").flatMap((orderLine) => {
    const line = find(orderLine, "LineItem");
    return line === null ? [] : [lineOf(orderLine, line, header, currency, reading)];
  });
}

function lineOf(
  orderLine: XmlElement,
  line: XmlElement,
  header: AcknowledgmentCode | null,
  currency: string | null,
  reading: UblReading,
): LineAcknowledgment {
  const nativeCode = textOf(line, "LineStatusCode");
  const substitute = substituteOf(orderLine);
  const quantity = numberOf(find(line, "Quantity"), reading);
  const later = numberOf(find(line, "MaximumBackorderQuantity"), reading) ?? "0";
  const isLater = new Big(later).gt(0);
  const stated = nativeCode === null && header !== null ? BY_HEADER[header] : undefined;
  const code = stated ?? lineAnswerOf(nativeCode);
  const isChanged = code === "ACCEPTED_WITH_CHANGE";
  const notes = [
    ...textsOf(line, "Note"),
    ...textsOf(orderLine, "Note"),
    ...(isLater ? [`${later} will follow later.`] : []),
  ];
  return {
    lineNumber: numberIn(orderLine, "OrderLineReference", "LineID") ?? textOf(line, "ID"),
    sku: articleOf(find(line, "Item"))?.sku ?? null,
    code:
      isChanged && substitute !== null
        ? "SUBSTITUTED"
        : isChanged && isLater && isNothing(quantity)
          ? "BACKORDERED"
          : code,
    nativeCode,
    quantity,
    unit: attributeOf(find(line, "Quantity"), "unitCode"),
    unitPrice: unitPriceIn(line, quantity ?? "1", currency, reading),
    promisedDate: promisedIn(find(line, "Delivery")),
    substituteSku: substitute,
    note: fittingText(
      [...new Set(notes)].join("\n") || null,
      NOTE_CHARS_MAX,
      "The note of a line",
      reading.findings,
      line,
    ),
  };
}

const isNothing = (quantity: string | null): boolean => quantity !== null && new Big(quantity).eq(0);

function numberOf(element: XmlElement | null, { findings }: UblReading): string | null {
  const text = textOf(element);
  const number = exactDecimal(text);
  if (number === null && text !== null && element !== null) {
    addFinding(findings.warnings, "QUANTITY_NOT_READ", `${quoted(text)} is no quantity.`, element);
  }
  return number?.value ?? null;
}

/** The article that will come instead. */
function substituteOf(orderLine: XmlElement): string | null {
  const lines = ["SellerSubstitutedLineItem", "SellerProposedSubstituteLineItem"];
  return lines.flatMap((name) => articleOf(find(orderLine, name, "Item"))?.sku ?? [])[0] ?? null;
}
