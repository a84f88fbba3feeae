import { type Column, headerKey } from "./columns.js";

/** Headings that mean the article's number, or its name where another column has the number. */
const GENERIC_ARTICLE: ReadonlySet<string> = new Set(["item", "product", "article", "artikel", "material"]);

/** A heading that numbers whatever the table is about: articles, where nothing else numbers them. */
const CODE = "code";

/** Headings of the numbers by which whoever is to deliver knows the articles: ours, and not the buyer's own. */
const SELLERS_NUMBER =
  /^(?:vendor|supplier|seller|manufacturer|mfg|mfr|your|ihre|lieferanten|fournisseur|votre)/;

/** The columns of a header once it is known which of two that could be the article's number is it. */
export function settledArticle(
  titles: readonly string[],
  columns: readonly (Column | null)[],
): readonly (Column | null)[] {
  const keys = titles.map(headerKey);
  const ofSeller = columns.map((column, at) => column === "sku" && SELLERS_NUMBER.test(keys[at] ?? ""));
  // "Item | Vendor Part": the first is the buyer's own number.
  if (ofSeller.includes(true) && ofSeller.filter((is, at) => columns[at] === "sku" && !is).length > 0) {
    const own = columns.map((column, at) => (column === "sku" && ofSeller[at] !== true ? "ignored" : column));
    return settledArticle(titles, own);
  }
  const isGeneric = (at: number): boolean => columns[at] === "sku" && GENERIC_ARTICLE.has(keys[at] ?? "");
  const numbers = columns.flatMap((column, at) => (column === "sku" ? [at] : []));
  const isCoded = keys.includes(CODE) && numbers.every(isGeneric);
  const coded = columns.map((column, at) => (isCoded && keys[at] === CODE ? "sku" : column));
  const isTwice = numbers.length + (isCoded ? 1 : 0) > 1 && !columns.includes("description");
  const named = coded.map((column, at) => (isTwice && isGeneric(at) ? "description" : column));
  return settledUnits(keys, named);
}

/** "Quantity | Units": what is counted in, where another column has the count. */
function settledUnits(
  keys: readonly string[],
  columns: readonly (Column | null)[],
): readonly (Column | null)[] {
  const isUnits = (at: number): boolean => columns[at] === "quantity" && keys[at] === "units";
  const isCounted = columns.some((column, at) => column === "quantity" && !isUnits(at));
  if (!isCounted || columns.includes("unit")) return columns;
  return columns.map((column, at) => (isUnits(at) ? "unit" : column));
}

const NUMBER_AND_NAME =
  /^(?<number>(?=[A-Z0-9-]*[A-Z])(?=[A-Z0-9-]*\d[A-Z0-9-]*\d)[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*)(?:\s*[-–:,]\s+|\s+)(?<name>\S*\p{L}{2}.*)$/su;

/** "[TL-1001] Label printer": the number first, in brackets. */
const NUMBER_IN_FRONT =
  /^[[(](?<number>(?=[^\])]*\d)[A-Z0-9][A-Z0-9./_-]{1,29})[\])]\s*(?<name>\S*\p{L}{2}.*)$/su;

const MARKED_NUMBER =
  /[([]\s?(?:#|(?:sku|art|artikel|article|item|ref|réf|code|cod)\.?[ -]?(?:nr|no)?\.?\s?[:#]?)\s?(?<number>[A-Z0-9]{1,20}(?:-[A-Z0-9]{1,20}){0,5})\s?[)\]]/iu;
/** "Thermal roll 80 mm (TL-3001)": one that needs no word to be known for a number. */
const NUMBER_BEHIND = /[([](?<number>[A-Z]{1,6}-?\d{2}[A-Z0-9]{0,12}(?:-[A-Z0-9]{1,12}){0,3})[)\]]\s*$/u;
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
  const first = NUMBER_AND_NAME.exec(cell) ?? NUMBER_IN_FRONT.exec(cell);
  const { number, name } = first?.groups ?? {};
  if (number !== undefined && name !== undefined)
    return { number, numberAt: cell.indexOf(number), name, nameAt: cell.length - name.length };
  const marked = MARKED_NUMBER.exec(cell) ?? NUMBER_BEHIND.exec(cell);
  const before = cell.slice(0, marked?.index ?? 0).trimEnd();
  const behind = marked?.groups?.number;
  if (marked === null || behind === undefined || !/\d/.test(behind) || !/\p{L}{2}/u.test(before)) return null;
  const numberAt = marked.index + marked[0].indexOf(behind);
  // "(#KY-220) Color: red": what stands behind says which kind, and is kept with the name.
  const isMore = /\p{L}/u.test(cell.slice(marked.index + marked[0].length));
  return { number: behind, numberAt, name: isMore ? written.trimEnd() : before, nameAt: 0 };
}
