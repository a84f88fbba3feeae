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

/** "TL-1001 Label printer" under "Product": a number and a name in one cell. Null if it is one of them only. */
export function numberAndName(cell: string): { readonly number: string; readonly name: string } | null {
  const { number, name } = NUMBER_AND_NAME.exec(cell)?.groups ?? {};
  return number === undefined || name === undefined ? null : { number, name };
}
