import type { Column } from "../tables/columns.js";
import type { LinePieces } from "./line-draft.js";
import { NUMBER, SHORT_SKU, SKU, UNIT } from "./order-words.js";
import { type Span, trimmed, within } from "./text-lines.js";

const MONEY = `(?:[€$£¥]|[A-Z]{3})?\\s?(?:${NUMBER})\\s?(?:[€$£¥]|[A-Z]{3}(?![\\p{L}\\p{N}]))?`;
const POSITION = "(?:(?<pos>\\d{1,4})[.)]?\\s+)?";
const TAIL = `(?:\\s+(?<price>${MONEY}))?(?:\\s+(?<amount>${MONEY}))?\\s*$`;
// "Bolt M8 x 30": what stands behind the sign is a measure or the count, and no column of its own.
const QUANTITY_LAST = new RegExp(
  `^\\s*${POSITION}(?<sku>${SKU}|${SHORT_SKU})\\s+(?:(?<description>.*?\\S)(?<!\\s[x×])\\s+)??(?<quantity>${NUMBER})\\s*(?<unit>${UNIT})?${TAIL}`,
  "du",
);
const QUANTITY_FIRST = new RegExp(
  `^\\s*${POSITION}(?<quantity>${NUMBER})\\s*(?:[x×]\\s*)?(?<unit>${UNIT})?\\s+(?<sku>${SKU}|${SHORT_SKU})(?:\\s+(?<description>.*?\\S))??${TAIL}`,
  "du",
);

const MULTIPLIED = new RegExp(`(?<!\\S)[x×]\\s*(?:${NUMBER})$`, "u");

/** Of three amounts in a row, which is the price nobody can tell by their shapes. */
const hasPrice = (columns: readonly (Column | null)[] | null): boolean =>
  columns === null || (columns.includes("unitPrice") && !columns.includes("discount"));

/** A row whose columns have run together, told apart by the shapes of its pieces. */
export function patternPieces(line: Span, columns: readonly (Column | null)[] | null): LinePieces | null {
  const quantityFirst = columns !== null && columns.indexOf("quantity") < columns.indexOf("sku");
  const plain = {
    ...line,
    text: line.text.replace(/[\t|｜]|(?<=\s)[-–—]{1,40}(?=\s)/g, (sign) => " ".repeat(sign.length)),
  };
  const shapes = quantityFirst ? [QUANTITY_FIRST, QUANTITY_LAST] : [QUANTITY_LAST, QUANTITY_FIRST];
  for (const shape of shapes) {
    const indices = shape.exec(plain.text)?.indices?.groups;
    if (indices === undefined) continue;
    const piece = (name: string): Span | undefined => {
      const [from, to] = indices[name] ?? [];
      return from === undefined ? undefined : trimmed(within(line, from, to));
    };
    const quantity = piece("quantity");
    // The only number of a row with a price column, or behind "x 30", is not taken for a count if it has cents.
    const isPrice = columns?.includes("unitPrice") === true && piece("price") === undefined;
    const isCounted = MULTIPLIED.test(piece("description")?.text ?? "") && piece("price") === undefined;
    if ((isPrice || isCounted) && /[.,]\d{2}$/.test(quantity?.text ?? "")) continue;
    return {
      lineNumber: piece("pos"),
      sku: piece("sku"),
      description: piece("description"),
      quantity,
      unit: piece("unit"),
      unitPrice: hasPrice(columns) ? piece("price") : undefined,
    };
  }
  return null;
}
