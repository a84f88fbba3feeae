import type { LinePieces } from "../prose/line-draft.js";
import { isOrderNumber, NUMBER, SHORT_SKU, SKU, UNIT } from "../prose/order-words.js";
import { cellsOf, type Span, trimmed, within } from "../prose/text-lines.js";
import { type Column, columnOf } from "./columns.js";

const CELLS_MIN = 3;
const ARTICLE = new RegExp(`^(?:${SKU}|${SHORT_SKU})$`, "u");
const COUNT = new RegExp(`^(?:${NUMBER}|\\d{1,3}(?:[ \\u00a0]\\d{3})+)\\s*(${UNIT})?$`, "iu");
const WHOLE_UNIT = new RegExp(`^${UNIT}$`, "iu");
/** Three digits behind a mark are thousands. */
const WITH_CENTS = /[.,](?:\d{2}|\d{4})\s*$/;
const OF_MONEY = /[€$£¥]|\d\s?(?:eur|usd|gbp|chf|zł|kč|kr)\b/iu;

/**
 * A row with tabs or bars between its cells, whose headings nobody knows: the cell that is an article's number, and
 * the only one that can be a count. Where two of them can, none is taken: a price for a quantity, or the other way
 * round, is worse than a question. Null if it is no such row; `OTHER` if its headings say that it lists no goods, such as orders.
 */
export function ruledPieces(line: Span, headings: readonly (Column | null)[]): LinePieces | "OTHER" | null {
  const cells = cellsOf(line);
  if (!/[\t|｜]/.test(line.text) || cells.length < CELLS_MIN) return null;
  const articleAt = cells.findIndex(({ text }) => ARTICLE.test(text));
  const sku = cells[articleAt];
  const heading = headings[articleAt] ?? null;
  if (heading !== null && heading !== "sku" && heading !== "description") return "OTHER";
  if (sku === undefined || isOrderNumber(sku.text)) return null;
  const others = cells.map((cell, at) => ({ cell, at })).filter(({ at }) => at !== articleAt);
  const isPosition = (at: number): boolean => at === 0 && articleAt > 0;
  const counts = others.filter(({ cell, at }) => COUNT.test(cell.text) && !isPosition(at));
  if (counts.length === 0) return null;
  const hasUnit = ({ cell, at }: (typeof counts)[number]): boolean =>
    COUNT.exec(cell.text)?.[1] !== undefined || WHOLE_UNIT.test(cells[at + 1]?.text ?? "");
  const certain = counts.filter((count) => hasUnit(count) || !WITH_CENTS.test(count.cell.text));
  const counted = certain.length === 1 ? certain[0] : undefined;
  const prices = others.filter(({ cell, at }) => at !== counted?.at && isPrice(cell.text));
  const name = others.find(({ cell }) => /\p{L}{2}/u.test(cell.text) && !WHOLE_UNIT.test(cell.text));
  return {
    sku,
    description: name?.cell.text.match(COUNT) ? undefined : name?.cell,
    ...(counted === undefined ? {} : countAndUnit(counted.cell, cells[counted.at + 1])),
    unitPrice: counted === undefined || prices.length !== 1 ? undefined : prices[0]?.cell,
  };
}

const isPrice = (text: string): boolean => /\d/.test(text) && (WITH_CENTS.test(text) || OF_MONEY.test(text));

/** "200 pcs", or the unit in the cell behind. */
function countAndUnit(count: Span, next: Span | undefined): Pick<LinePieces, "quantity" | "unit"> {
  const unit = COUNT.exec(count.text)?.[1];
  if (unit === undefined)
    return { quantity: count, unit: next !== undefined && WHOLE_UNIT.test(next.text) ? next : undefined };
  const unitAt = count.text.length - unit.length;
  return { quantity: trimmed(within(count, 0, unitAt)), unit: within(count, unitAt) };
}

const HEADINGS_MIN = 2;

/** The headings that stand over each line of tables with tabs or bars, whether goods are listed under them or not. */
export function headingsOver(lines: readonly Span[]): readonly (readonly (Column | null)[])[] {
  let current: readonly (Column | null)[] = [];
  return lines.map((line) => {
    const cells = /[\t|｜]/.test(line.text) ? cellsOf(line) : [];
    if (cells.length < CELLS_MIN) current = [];
    const columns = cells.map(({ text }) => columnOf(text));
    const known = columns.filter((column) => column !== null).length;
    const isHeader = known >= HEADINGS_MIN && known * 2 > cells.length && !/\d/.test(line.text);
    if (isHeader) current = columns;
    return current;
  });
}
