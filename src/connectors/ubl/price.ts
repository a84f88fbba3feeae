import Big from "big.js";
import { exactDecimal, unitPriceOf } from "../reading/values/exact-decimal.js";
import { attributeOf, find, findAll, textOf, type XmlElement } from "../reading/xml/element.js";
import { addDoubt, addFinding, quoted } from "../reading/xml/findings.js";
import type { UblReading } from "./reading.js";

/**
 * What one unit of a line costs; null if the line does not say or cannot be believed. A price is stated
 * for a base quantity, and a line's own allowances and charges are part of what its units cost.
 */
export function unitPriceIn(
  line: XmlElement,
  quantity: string,
  currency: string | null,
  reading: UblReading,
): string | null {
  const price = find(line, "Price");
  const amount = find(price, "PriceAmount");
  const stated = exactDecimal(textOf(amount));
  if (price === null || amount === null) return null;
  if (stated === null) {
    const text = textOf(amount) ?? "";
    addFinding(
      reading.findings.warnings,
      "PRICE_NOT_READ",
      `The price ${quoted(text)} is no number.`,
      amount,
    );
    return null;
  }
  const stranger = attributeOf(amount, "currencyID");
  if (stranger !== null && currency !== null && stranger !== currency) {
    addDoubt(
      reading.findings,
      `Line ${nameOfLine(line)} states its price as ${stated.value} ${stranger}, but the order is in ${currency}; the price is left out.`,
    );
    return null;
  }
  return perUnit(line, price, stated.value, quantity, reading);
}

export const nameOfLine = (line: XmlElement): string => textOf(line, "ID") ?? "without a number";

function perUnit(
  line: XmlElement,
  price: XmlElement,
  amount: string,
  quantity: string,
  { findings }: UblReading,
): string | null {
  const base = find(price, "BaseQuantity");
  const per = base === null ? "1" : exactDecimal(textOf(base))?.value;
  const factor = exactDecimal(textOf(price, "OrderableUnitFactorRate"))?.value ?? "1";
  const unit = per === undefined ? null : unitPriceOf(amount, per, factor);
  if (unit === null) {
    addDoubt(
      findings,
      `Line ${nameOfLine(line)} states its price for a quantity of ${textOf(base) ?? "nothing"}; the price is left out.`,
    );
    return null;
  }
  if (unit.rounded) {
    const message = `The price of ${amount} for ${per} does not divide; ${unit.value} is its unit price to six places.`;
    addFinding(findings.warnings, "PRICE_ROUNDED", message, price);
  }
  const net = isNet(line, unit.value, quantity)
    ? unit.value
    : netOf(line, unit.value, quantity, findings.warnings);
  checkTotal(line, base, net, quantity, factor, findings);
  return net;
}

/** Older dialects state a price that the line's allowances and charges are part of already: the line's total tells. */
function isNet(line: XmlElement, unitPrice: string, quantity: string): boolean {
  const stated = exactDecimal(textOf(line, "LineExtensionAmount"));
  return stated !== null && new Big(unitPrice).times(quantity).eq(stated.value);
}

/** The unit price after the line's own allowances and charges, which are stated for the whole line. */
function netOf(
  line: XmlElement,
  unitPrice: string,
  quantity: string,
  warnings: UblReading["findings"]["warnings"],
): string {
  const adjustments = findAll(line, "AllowanceCharge").flatMap((one) => {
    const amount = exactDecimal(textOf(one, "Amount"));
    if (amount === null) return [];
    return [
      textOf(one, "ChargeIndicator") === "true" ? new Big(amount.value) : new Big(amount.value).times(-1),
    ];
  });
  const sum = adjustments.reduce((total, one) => total.plus(one), new Big(0));
  if (sum.eq(0) || new Big(quantity).eq(0)) return unitPrice;
  const total = new Big(unitPrice).times(quantity).plus(sum);
  const net = unitPriceOf(total.toFixed(), quantity);
  if (net === null) return unitPrice;
  if (net.rounded) {
    const message = `The line's allowances and charges do not divide by its quantity; ${net.value} is the unit price to six places.`;
    addFinding(warnings, "PRICE_ROUNDED", message, line);
  }
  return net.value;
}

/** What rounding may make of a line: a coin of the sender's, and the seventh place of every unit. */
const toleranceOf = (quantity: string): Big => new Big(quantity).abs().times("0.000001").plus("0.01");

/** A line's own total is what the customer expects to pay; it also tells whether a price in another unit can be meant. */
function checkTotal(
  line: XmlElement,
  base: XmlElement | null,
  unitPrice: string,
  quantity: string,
  factor: string,
  findings: UblReading["findings"],
): void {
  const total = find(line, "LineExtensionAmount");
  const stated = exactDecimal(textOf(total));
  const computed = new Big(unitPrice).times(quantity);
  const agrees = stated !== null && computed.minus(stated.value).abs().lte(toleranceOf(quantity));
  const [unit, baseUnit] = [attributeOf(find(line, "Quantity"), "unitCode"), attributeOf(base, "unitCode")];
  if (!agrees && factor === "1" && unit !== null && baseUnit !== null && unit !== baseUnit) {
    addDoubt(
      findings,
      `Line ${nameOfLine(line)} is ordered in ${unit} and priced in ${baseUnit}; ${unitPrice} may not be the price of one ${unit}.`,
    );
  } else if (stated !== null && !agrees && total !== null) {
    const message = `${quantity} times ${unitPrice} is ${computed.round(2).toFixed()}, but the line says ${stated.value}.`;
    addFinding(findings.warnings, "TOTAL_DIFFERS", message, total);
  }
}
