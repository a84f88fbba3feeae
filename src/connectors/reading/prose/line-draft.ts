import type { DecimalMark } from "../../../domain/decimal.js";
import { numberAndName } from "../tables/article-columns.js";
import { readNumber } from "../values/numbers.js";
import { readPrice } from "../values/price-basis.js";
import { countOf, isContradicted } from "./count-words.js";
import type { Found } from "./found.js";
import type { OrderTextLine } from "./order-text.js";
import { VAGUE } from "./order-words.js";
import { foundIn, type Span, within } from "./text-lines.js";

/** The pieces of one order line, as they stood in the text. */
export interface LinePieces {
  readonly lineNumber?: Span | undefined;
  readonly sku?: Span | undefined;
  readonly description?: Span | undefined;
  readonly quantity?: Span | undefined;
  readonly unit?: Span | undefined;
  readonly unitPrice?: Span | undefined;
  readonly discount?: Span | undefined;
  readonly amount?: Span | undefined;
  /** Words that stood where the quantity should, such as "a couple of". */
  readonly vague?: string | undefined;
}

export interface LineReading {
  readonly line: OrderTextLine;
  readonly doubts: readonly string[];
}

/** "(Thermal label)" is called a thermal label. */
function withoutBrackets(span: Span | undefined): Span | undefined {
  return span !== undefined && /^[(（[［][^()（）[\]［］]+[)）\]］]$/u.test(span.text)
    ? within(span, 1, span.text.length - 1)
    : span;
}

/** Number and name, where both stand in the cell of the article. */
export function namedArticle(cell: Span | undefined): Pick<LinePieces, "sku" | "description"> {
  const both = cell === undefined ? null : numberAndName(cell.text);
  if (cell === undefined || both === null) return {};
  const { number, numberAt, name, nameAt } = both;
  return {
    sku: within(cell, numberAt, numberAt + number.length),
    description: within(cell, nameAt, nameAt + name.length),
  };
}

const VAGUE_WORDS = new RegExp(`(?<!\\p{L})(?:${VAGUE})(?!\\p{L})`, "iu");

/** Makes an order line of its pieces; what is missing or can be read in two ways becomes a doubt. */
export function lineFrom(pieces: LinePieces, rule: string, mark: DecimalMark | null): LineReading {
  const name = pieces.sku?.text ?? pieces.description?.text ?? "a line";
  const doubts: string[] = [];
  const numberIn = (span: Span | undefined, what: "quantity" | "price"): Found<string> | null => {
    if (span === undefined || span.text.trim() === "") return null;
    const vague = VAGUE_WORDS.exec(span.text)?.[0];
    if (vague !== undefined) doubts.push(`The ${what} of ${name} is vague: "${span.text.trim()}".`);
    const text = span.text.replace(VAGUE_WORDS, "");
    const written = what === "quantity" ? countOf(text) : null;
    if (written !== null) return { ...foundIn(span, rule), value: written };
    const reading = what === "price" ? readPrice(text, mark) : readNumber(text, mark);
    if (reading.ok && !(what === "quantity" && isContradicted(text)))
      return { ...foundIn(span, rule), value: reading.value };
    if (vague === undefined)
      doubts.push(`The ${what} of ${name} cannot be read for certain: "${span.text.trim()}".`);
    return null;
  };
  const quantity = numberIn(pieces.quantity, "quantity");
  if (quantity === null && pieces.vague !== undefined)
    doubts.push(`The quantity of ${name} is vague: "${pieces.vague}".`);
  else if (quantity === null && pieces.quantity === undefined)
    doubts.push(`No quantity is given for ${name}.`);
  else if (quantity !== null && pieces.vague !== undefined) {
    doubts.push(`The quantity of ${name} is vague: "${pieces.vague} ${quantity.value}".`);
  }
  if (quantity !== null && Number(quantity.value) <= 0)
    doubts.push(`The quantity of ${name} is ${quantity.value}.`);
  if (pieces.sku === undefined) doubts.push(`No article number is given for "${name}".`);
  const textIn = (span: Span | undefined): Found<string> | null =>
    span === undefined || span.text.trim() === "" ? null : foundIn(span, rule);
  return {
    line: {
      lineNumber: textIn(pieces.lineNumber),
      sku: textIn(pieces.sku),
      description: /[\p{L}\p{N}]/u.test(pieces.description?.text ?? "")
        ? textIn(withoutBrackets(pieces.description))
        : null,
      quantity,
      unit: textIn(pieces.unit),
      unitPrice: numberIn(pieces.unitPrice, "price"),
    },
    doubts,
  };
}
