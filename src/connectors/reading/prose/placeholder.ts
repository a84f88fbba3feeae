import type { Column } from "../tables/columns.js";
import { type LabeledValue, labeledValuesOf } from "./labeled-values.js";
import type { Label } from "./labels.js";
import { linesOf } from "./text-lines.js";

/* What stands in a form or a file where nobody has put a value. */

/** The words of a template that were never replaced: "[Company Name]", "<Your name>", "{{customer}}", "XXXX", "tbd". */
const TEMPLATE =
  /^(?:\[[\p{L}_][^[\]]{1,60}\]|<[\p{L}_][^<>@]{1,60}>|\{\{?[^{}]{1,60}\}\}?|\$\{[^{}]{1,60}\}|«[^«»]{1,60}»|x{3,20}|t\.?b\.?[adc]\.?)$/iu;

/** Signs that there is nothing to say. */
const NOTHING = /^(?:[-–—_.*?]{1,20}|n\s?\/\s?a|n\.\s?a\.|not applicable)$/iu;

/** True of words of a template, for which somebody has to say what is meant. */
const isTemplateText = (text: string): boolean => TEMPLATE.test(text.trim());

/** True of a text that is no value at all. */
const isNoValue = (text: string): boolean => isTemplateText(text) || NOTHING.test(text.trim());

/** The same on a line of its own. */
const TEMPLATE_ALONE =
  /(?<=^[ \u00a0]*)(?:\[[\p{L}_][^[\]\n]{1,60}\]|<[\p{L}_][^<>@\n]{1,60}>|\{\{[^{}\n]{1,60}\}\})(?=[ \u00a0]*$)/gmu;

/** The text with blanks where a template's words stand, so that everything else keeps its place. */
export const withoutTemplates = (text: string): string =>
  text.replace(TEMPLATE_ALONE, (words) => " ".repeat(words.length));

/** What an order can hardly do without, as a person calls it. */
const NEEDED: Readonly<Partial<Record<Label, string>>> = {
  customerName: "name of the customer",
  contactName: "name of the contact",
  shipTo: "place of delivery",
  address: "address",
  poNumber: "order number",
};

/** Labels of words and numbers; a count or a day that says nothing is a doubt of its own. */
const COUNTED: ReadonlySet<Label> = new Set(["quantity", "unitPrice", "requestedDate"]);

/** A label behind which nothing stands that could be meant. "Ship to: n/a" still says that there is a place to ask for. */
export function withoutPlaceholder(value: LabeledValue): LabeledValue {
  const { label, value: written } = value;
  const isEmpty = label === "shipTo" ? isTemplateText(written.text) : isNoValue(written.text);
  return isEmpty && !COUNTED.has(label) ? { ...value, label: "ignored" } : value;
}

/** Fields of a form that still hold the words of its template. */
export function unfilledIn(text: string): string[] {
  const lines = linesOf(text);
  if (!lines.some((line) => TEMPLATE_WORD.test(line.text))) return [];
  return labeledValuesOf(lines).flatMap(({ label, line, value }) => {
    if (isTemplateText(lines[line]?.text ?? "")) return [];
    const written = value.text === "" ? (lines[line + 1]?.text.trim() ?? "") : value.text;
    const what = NEEDED[label];
    return what !== undefined && isTemplateText(written)
      ? [`The ${what} is not filled in: "${written.trim()}".`]
      : [];
  });
}

const TEMPLATE_WORD = /[[<{][\p{L}_{]|(?<!\p{L})(?:x{3}|t\.?b\.?[adc])/iu;

/** Columns of numbers, days and states: what is no value there is told by who reads them. */
const READ_OTHERWISE: ReadonlySet<Column> = new Set([
  ...(["quantity", "unitPrice", "priceBasis", "discount", "amount", "orderDate", "currency"] as const),
  ...(["status", "fulfillment", "payment", "canceledAt", "variant"] as const),
]);

/** True of a cell that holds no value; words of a template are told. */
export function isUnfilled(column: Column, text: string, title: string, unclear: string[]): boolean {
  if (READ_OTHERWISE.has(column) || !isNoValue(text)) return false;
  const isTold = isTemplateText(text);
  if (column === "requestedDate") return !isTold;
  if (isTold) unclear.push(`${title} is not filled in: "${text}".`);
  return true;
}
