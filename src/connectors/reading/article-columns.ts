import { type Column, headerKey } from "./columns.js";

/** Headings that mean the article's number, or its name where another column has the number. */
const GENERIC_ARTICLE: ReadonlySet<string> = new Set(["item", "product", "article", "artikel", "material"]);

/** A heading that numbers whatever the table is about: articles, where nothing else numbers them. */
const CODE = "code";

/** The columns of a header once it is known which of two that could be the article's number is it. */
export function settledArticle(
  titles: readonly string[],
  columns: readonly (Column | null)[],
): readonly (Column | null)[] {
  const keys = titles.map(headerKey);
  const isGeneric = (at: number): boolean => columns[at] === "sku" && GENERIC_ARTICLE.has(keys[at] ?? "");
  const numbers = columns.flatMap((column, at) => (column === "sku" ? [at] : []));
  const isCoded = keys.includes(CODE) && numbers.every(isGeneric);
  const coded = columns.map((column, at) => (isCoded && keys[at] === CODE ? "sku" : column));
  const isTwice = numbers.length + (isCoded ? 1 : 0) > 1 && !columns.includes("description");
  return coded.map((column, at) => (isTwice && isGeneric(at) ? "description" : column));
}

const NUMBER_AND_NAME =
  /^(?<number>(?=[A-Z0-9-]*[A-Z])(?=[A-Z0-9-]*\d[A-Z0-9-]*\d)[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*)(?:\s*[-–:,]\s+|\s+)(?<name>\S*\p{L}{2}.*)$/su;

const MARKED_NUMBER =
  /[([]\s?(?:#|(?:sku|art|artikel|article|item|ref|réf|code|cod)\.?[ -]?(?:nr|no)?\.?\s?[:#]?)\s?(?<number>[A-Z0-9]{1,20}(?:-[A-Z0-9]{1,20}){0,5})\s?[)\]]/iu;
const CELL_CHARS_MAX = 300;

interface NumberAndName {
  readonly number: string;
  readonly numberAt: number;
  readonly name: string;
  readonly nameAt: number;
}

/**
 * "TL-1001 Label printer" or "Label printer (SKU: TL-1001)" under "Product": a number and a name in one cell. Null if
 * it is one of them only.
 */
export function numberAndName(written: string): NumberAndName | null {
  const cell = written.slice(0, CELL_CHARS_MAX);
  const { number, name } = NUMBER_AND_NAME.exec(cell)?.groups ?? {};
  if (number !== undefined && name !== undefined)
    return { number, numberAt: 0, name, nameAt: cell.length - name.length };
  const marked = MARKED_NUMBER.exec(cell);
  const before = cell.slice(0, marked?.index ?? 0).trimEnd();
  const behind = marked?.groups?.number;
  if (marked === null || behind === undefined || !/\d/.test(behind) || !/\p{L}{2}/u.test(before)) return null;
  const numberAt = marked.index + marked[0].indexOf(behind);
  // "(#KY-220) Color: red": what stands behind says which kind, and is kept with the name.
  const isMore = /\p{L}/u.test(cell.slice(marked.index + marked[0].length));
  return { number: behind, numberAt, name: isMore ? written.trimEnd() : before, nameAt: 0 };
}
