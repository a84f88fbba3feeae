import type { Issue } from "../../connector.js";
import { settledArticle } from "./article-columns.js";
import { type Column, headerKey, planColumns, proposeColumn } from "./columns.js";
import { placeOf, type Table, type TableOptions, type TableRow } from "./shape.js";

export interface TableHeader {
  /** Number of the row it stands in. */
  readonly row: number;
  readonly titles: readonly string[];
  readonly columns: readonly (Column | null)[];
  readonly unknown: readonly string[];
}

/** How far down a header may stand: sheets begin with titles and addresses. */
const HEADER_ROWS_MAX = 30;
const SAMPLE_ROWS = 20;

/** The first row, or pair of rows, whose cells name enough columns to read orders by; null if none does. */
export function findHeader(table: Table, options: TableOptions): TableHeader | null {
  const rows = candidates(table);
  for (const [at, row] of rows.entries()) {
    if (isOfValues(row)) continue;
    for (const titles of [underGroups(row, rows[at + 1], options), row]) {
      const header = titles === null ? null : headerAt(titles, options);
      if (header !== null && missingIn(header.columns, options).length === 0) return header;
    }
  }
  return null;
}

/**
 * A row of groups with its headings below, as one row: under "Customer" the heading "Code" is "Customer Code". Null
 * unless all that stands below are headings, and the groups give one of them a meaning of its own.
 */
function underGroups(upper: TableRow, lower: TableRow | undefined, options: TableOptions): TableRow | null {
  if (lower === undefined || isOfValues(lower) || filled(upper) < 2 || filled(lower) < 2) return null;
  let group = "";
  const pairs = Array.from({ length: Math.max(upper.cells.length, lower.cells.length) }, (_, at) => {
    const [above, below] = [upper.cells[at]?.trim() ?? "", lower.cells[at]?.trim() ?? ""];
    if (above !== "") group = above;
    return { below, joined: below === "" ? above : `${group} ${below}` };
  });
  const [together, alone] = [pairs.map(({ joined }) => joined), pairs.map(({ below }) => below)].map(
    (titles) => planColumns(titles, options.columns).columns,
  );
  const isHeading = pairs.every(
    ({ below }, at) => below === "" || (together?.[at] ?? alone?.[at] ?? null) !== null,
  );
  const isTold = pairs.some(({ below }, at) => {
    const column = together?.[at] ?? null;
    return below !== "" && column !== null && column !== alone?.[at];
  });
  if (!isHeading || !isTold) return null;
  const cells = pairs.map(({ below, joined }, at) =>
    below === "" || (together?.[at] ?? null) !== null ? joined : below,
  );
  return { number: lower.number, cells };
}

const filled = ({ cells }: TableRow): number => cells.filter((cell) => cell.trim() !== "").length;

const NUMBER_OR_DAY = /^[-+]?[$€£¥]?\s*\d[\d.,'’ /:-]*$/;

/** A row with several numbers holds values: words such as "Order", "Item" and "pcs" stand in those, too. */
const isOfValues = ({ cells }: TableRow): boolean =>
  cells.filter((cell) => NUMBER_OR_DAY.test(cell.trim())).length > 1;

function candidates(table: Table): TableRow[] {
  return table.rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== "")).slice(0, HEADER_ROWS_MAX);
}

function headerAt(row: TableRow, options: TableOptions): TableHeader {
  const planned = settledArticle(row.cells, planColumns(row.cells, options.columns).columns);
  const columns = withPlace(withCode(row, withNumbers(row, planned)));
  const unknown = row.cells.filter((title, at) => columns[at] === null && title.trim() !== "");
  return { row: row.number, titles: row.cells, columns, unknown };
}

/** The columns of a place, and what each is called where it is that of delivery. */
const OF_DELIVERY: Readonly<Partial<Record<Column, Column>>> = {
  address: "shipToAddress",
  address2: "shipToAddress2",
  city: "shipToCity",
  region: "shipToRegion",
  postalCode: "shipToPostalCode",
  country: "shipToCountry",
};
const BUYERS: ReadonlySet<Column | null> = new Set(["customerName", "company", "customerCode"]);

/** "Customer, Ship To, Street, City": the only address stands behind who gets the goods, and is theirs. */
function withPlace(columns: readonly (Column | null)[]): readonly (Column | null)[] {
  const named = columns.findIndex((column) => column === "shipToName" || column === "shipToCompany");
  const isOfPlace = (column: Column | null): boolean => column !== null && OF_DELIVERY[column] !== undefined;
  const first = columns.findIndex(isOfPlace);
  const buyer = columns.findLastIndex((column) => BUYERS.has(column));
  const isBehind = named >= 0 && buyer >= 0 && buyer < named && named < first;
  if (!isBehind || Object.values(OF_DELIVERY).some((column) => columns.includes(column))) return columns;
  return columns.map((column) => (column === null ? null : (OF_DELIVERY[column] ?? column)));
}

/** Headings that mean who it is, or its code where another column has the name. */
const GENERIC_CUSTOMER: ReadonlySet<string> = new Set([
  "customer",
  "soldto",
  "soldtoparty",
  "billto",
  "billtoparty",
]);

function withCode(row: TableRow, columns: readonly (Column | null)[]): readonly (Column | null)[] {
  const names = columns.flatMap((column, at) =>
    column === "customerName" ? [headerKey(row.cells[at] ?? "")] : [],
  );
  const isNamed = names.some((name) => !GENERIC_CUSTOMER.has(name));
  if (names.length !== 2 || !isNamed || columns.includes("customerCode")) return columns;
  return columns.map((column, at) =>
    column === "customerName" && GENERIC_CUSTOMER.has(headerKey(row.cells[at] ?? ""))
      ? "customerCode"
      : column,
  );
}

/** Beside a "Line No." a bare "No." is that of the order, or, where another column has that, of the article. */
function withNumbers(row: TableRow, columns: readonly (Column | null)[]): readonly (Column | null)[] {
  const isBare = (at: number): boolean =>
    columns[at] === "lineNumber" && headerKey(row.cells[at] ?? "") === "no";
  const lineNumbers = columns.filter((column) => column === "lineNumber").length;
  const missing = (["orderNumber", "sku"] as const).find((column) => !columns.includes(column));
  if (lineNumbers !== 2 || missing === undefined) return columns;
  return columns.map((column, at) => (isBare(at) ? missing : column));
}

function missingIn(columns: readonly (Column | null)[], options: TableOptions): string[] {
  const has = (...wanted: Column[]): boolean => wanted.some((column) => columns.includes(column));
  const missing: string[] = [];
  if (options.orderNumber === "required" && !has("orderNumber", "poNumber")) missing.push("the order number");
  if (!has("sku", "description")) missing.push("the article");
  if (!has("quantity")) missing.push("the quantity");
  return missing;
}

/**
 * Why a table was not read: which headings nobody knows, what is missing, and what they most likely
 * mean. The proposal is for a person to confirm in the settings; the hub reads nothing by it.
 */
export function unknownColumns(table: Table, options: TableOptions): Issue {
  const rows = candidates(table);
  const headings = rows.filter((row) => !isOfValues(row));
  const headers = (headings.length > 0 ? headings : rows).map((row) => headerAt(row, options));
  const known = (header: TableHeader): number => header.columns.filter((column) => column !== null).length;
  const best = headers.reduce<TableHeader | null>(
    (top, header) => (top === null || known(header) > known(top) ? header : top),
    null,
  );
  if (best === null)
    return { code: "EMPTY_TABLE", message: "There is nothing in this table.", at: table.name };
  const below = table.rows.filter(({ number }) => number > best.row).slice(0, SAMPLE_ROWS);
  const proposals = proposalsFor(best, below);
  const missing = missingIn(best.columns, options).join(", ");
  return {
    code: "UNKNOWN_COLUMNS",
    message:
      `The headings do not say which column holds ${missing}. Unknown: ${proposals.join(", ") || "none"}. ` +
      "Confirm what they mean in the connection's `columns` setting and replay the message.",
    at: placeOf(table, best.row),
  };
}

/** Each unknown heading with what it most likely means; no meaning is proposed twice. */
function proposalsFor(header: TableHeader, below: readonly TableRow[]): string[] {
  const given = new Set<Column | null>(header.columns);
  return header.titles.flatMap((title, at) => {
    if (title.trim() === "" || header.columns[at] !== null) return [];
    const column = proposeColumn(
      title,
      below.map(({ cells }) => cells[at] ?? ""),
    );
    const isNew = column !== null && !given.has(column);
    if (isNew) given.add(column);
    const shown = title.length > SHOWN_CHARS_MAX ? `${title.slice(0, SHOWN_CHARS_MAX)}…` : title;
    return [`"${shown}"${isNew ? ` (perhaps ${column})` : ""}`];
  });
}

/** A heading is known by its beginning; a page of text in its place is nothing to print. */
const SHOWN_CHARS_MAX = 80;
