import { sortableInstant } from "../reading/values/clean-text.js";
import { type InstantReading, isoInstant } from "../reading/values/iso-time.js";
import { find, findAll, textOf, textsOf, type XmlElement } from "../reading/xml/element.js";
import { addFinding, quoted } from "../reading/xml/findings.js";
import type { UblReading } from "./reading.js";

/** When the document was issued; null if it does not say in a way that can be read. */
export const issuedAtOf = (reading: UblReading): string | null => issuedOf(reading)?.instant ?? null;

/** The same, and whether it said in which zone. */
export function issuedOf({ root, settings, findings }: UblReading): InstantReading | null {
  const date = find(root, "IssueDate");
  const issued = isoInstant(textOf(date), textOf(root, "IssueTime"), settings.timeZone);
  if (issued === null && date !== null) {
    addFinding(
      findings.warnings,
      "DATE_NOT_READ",
      `The date of issue ${quoted(textOf(date))} is no date.`,
      date,
    );
  }
  return issued;
}

const SEQUENCE_DIGITS = 6;

/**
 * The version of an order, sortable as text: the number of its change, and among documents of one
 * number the moment of issue.
 */
export function versionOf(sequence: string | null, issuedAt: string): string {
  const number = /^\d{1,6}$/.test(sequence ?? "") ? (sequence ?? "") : "";
  return `${number.padStart(SEQUENCE_DIGITS, "0")}/${sortableInstant(issuedAt) ?? issuedAt}`;
}

const CURRENCY = /^[A-Z]{3}$/;

/** The currency that a document states, or the one that all its prices are in. */
export function currencyOf({ root, findings }: UblReading): string | null {
  const stated = find(root, "DocumentCurrencyCode") ?? find(root, "PricingCurrencyCode");
  const text = textOf(stated);
  if (text !== null && CURRENCY.test(text)) return text;
  if (text !== null && stated !== null) {
    addFinding(findings.warnings, "CURRENCY_NOT_READ", `${quoted(text)} is no currency code.`, stated);
  }
  const amounts = [
    ...findAll(root, "OrderLine", "LineItem", "Price", "PriceAmount"),
    ...findAll(root, "InvoiceLine", "Price", "PriceAmount"),
    ...findAll(root, "AnticipatedMonetaryTotal", "PayableAmount"),
  ];
  const used = new Set(amounts.flatMap(({ attributes }) => attributes.currencyID ?? []));
  const [only] = used;
  return used.size === 1 && only !== undefined && CURRENCY.test(only) ? only : null;
}

/** The notes of a document, as one text. */
export const notesOf = (root: XmlElement, name = "Note"): string | null =>
  textsOf(root, name).join("\n") || null;
