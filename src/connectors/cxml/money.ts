import { exactDecimal, unitPriceOf } from "../reading/values/exact-decimal.js";
import { attributeOf, find, textOf, type XmlElement } from "../reading/xml/element.js";
import { addDoubt, addFinding, quoted } from "../reading/xml/findings.js";
import type { CxmlReading } from "./reading.js";

const CURRENCY = /^[A-Z]{3}$/;

/** The currency of a `Money` within the element. */
export function currencyIn(element: XmlElement | null): string | null {
  const currency = attributeOf(find(element, "Money"), "currency");
  return currency !== null && CURRENCY.test(currency) ? currency : null;
}

/** A number as cXML writes it; American senders group thousands with commas, which is no other reading of it. */
export const numberOf = (text: string | null): string | null =>
  exactDecimal(text !== null && GROUPED.test(text) ? text.replaceAll(",", "") : text)?.value ?? null;

const GROUPED = /^\d{1,3}(?:,\d{3})+\.\d+$/;

/**
 * What one unit costs: `detail` holds a `UnitPrice` and maybe a `PriceBasisQuantity`, where the price is
 * for `quantity` of another unit and `conversionFactor` is how many of those one unit of the order is.
 */
export function unitPriceIn(
  detail: XmlElement | null,
  line: string,
  currency: string | null,
  { findings }: CxmlReading,
): string | null {
  const price = find(detail, "UnitPrice");
  const amount = numberOf(textOf(price, "Money"));
  if (price === null || amount === null) {
    if (textOf(price, "Money") !== null && price !== null) {
      const message = `The price ${quoted(textOf(price, "Money"))} of line ${line} is no number.`;
      addFinding(findings.warnings, "PRICE_NOT_READ", message, price);
    }
    return null;
  }
  const own = currencyIn(price);
  if (own !== null && currency !== null && own !== currency) {
    addDoubt(
      findings,
      `Line ${line} states its price as ${amount} ${own}, but the order is in ${currency}; the price is left out.`,
    );
    return null;
  }
  const basis = find(detail, "PriceBasisQuantity");
  const per = numberOf(attributeOf(basis, "quantity")) ?? "1";
  const unit = unitPriceOf(amount, per, numberOf(attributeOf(basis, "conversionFactor")) ?? "1");
  if (unit === null) {
    addDoubt(findings, `Line ${line} states its price for a quantity of ${per}; the price is left out.`);
    return null;
  }
  if (unit.rounded) {
    const message = `The price of ${amount} for ${per} does not divide; ${unit.value} is its unit price to six places.`;
    addFinding(findings.warnings, "PRICE_ROUNDED", message, price);
  }
  return unit.value;
}
