import type { Column } from "./columns.js";
import type { TableHeader } from "./header.js";
import type { TableRow } from "./shape.js";

const SUMS =
  "sub-?totals?|totals?|grand total|sum|net|gross|vat|tax|sales tax|shipping|freight|discount|summe|gesamt(?:summe|betrag|preis)?|(?:netto|brutto|end|waren)(?:summe|betrag|wert)|zwischensumme|netto|brutto|mwst|ust|versand(?:kosten)?|fracht|rabatt|montant|totale|totaal|subtotaal|suma|razem|iva|tva|btw|importe|importo";
/** What may stand beside such a word without making a name of it: "Total net amount due". */
const BESIDE =
  "amount|value|price|order|orders|due|goods|items?|lines?|pcs|qty|quantity|cost|costs|charges?|fee|and|handling|of|for|in|incl|excl|inkl|zzgl|exkl|kosten|ht|ttc|général|hors|taxes|commande|ordine|generale|eur|euro|usd|gbp|chf|cny";
const HAN_SUMS = "合计|总计|小计|合計|總計|小計|总额|運費|运费|税额|稅額";

/** Such words from end to end, with numbers between them. A number may be that of an order: "Subtotal B1". */
const CLOSING_TEXT = new RegExp(
  `^[^\\p{L}\\d]*(?:(?:${SUMS})(?!\\p{L})(?:[^\\p{L}\\d]+(?:(?:${SUMS}|${BESIDE})(?![\\p{L}\\d])|\\p{L}{0,9}\\d[\\p{L}\\d]*))*[^\\p{L}\\d]*$|(?:${HAN_SUMS}))`,
  "iu",
);

/** Rows that close a table instead of ordering something. */
const CLOSING_ROW =
  /^\s*(?:sub-?totals?|totals?|grand total|sum|summe|gesamt\p{L}*|zwischensumme)(?!\p{L})|^\s*(?:合计|总计|合計|總計)/iu;

/** What is added to the price of the goods below them. */
const ADDED_ROW =
  /^\s*(?:tax|sales tax|vat|shipping|freight|discount|mwst|ust|versand|fracht|rabatt|tva|运费|税额|運費|稅額)[\s.:：(\d%)]*$/iu;

/** True for a text that says "total", "VAT" or the like and names no goods: "Total net", and not "Total Clean 5 l". */
export const isClosingText = (text: string): boolean => CLOSING_TEXT.test(text);

/** True for a row of sums, or of what is added to them: it begins with such a word and orders no article. */
export function isClosing(row: TableRow, header: TableHeader): boolean {
  const first = row.cells.find((cell) => cell.trim() !== "") ?? "";
  const sku = textIn(row, "sku", header);
  if (isClosingText(sku === "" ? textIn(row, "description", header) : sku)) return true;
  if (sku !== "" && sku !== first.trim()) return false;
  if (isClosingText(first) || (sku === "" && header.columns.includes("sku") && CLOSING_ROW.test(first)))
    return true;
  return ADDED_ROW.test(first) && textIn(row, "quantity", header) === "";
}

/** What a row says in a column: the first of its cells there that says something. */
export const textIn = (row: TableRow, wanted: Column, { columns }: TableHeader): string =>
  row.cells.find((cell, at) => columns[at] === wanted && cell.trim() !== "")?.trim() ?? "";
