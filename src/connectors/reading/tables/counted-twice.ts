import type { DecimalMark } from "../../../domain/decimal.js";
import { readNumber } from "../values/numbers.js";
import { headerKey } from "./columns.js";
import type { TableHeader } from "./header.js";
import type { Table, TableRow } from "./shape.js";

/** Headings that count packages, as they stand beside one that counts what is in them. */
const PACKAGES =
  /^(?:cases|cartons?|ctns?|boxes|packs|packages|pallets|bags|rolls|kartons|kisten|paletten|packungen|gebinde|colis|cajas|scatole|caixas|kartony|箱数|箱數|件数)$/;
/** Headings of a quantity that name a unit, and not that it is the one ordered. */
const PIECES =
  /^(?:units|pieces|pcs|pc|each|ea|stück|stuck|stk|unités|unites|unidades|uds|pezzi|unidade|ks|nb)$/;

interface CountedTwice {
  readonly table: Table;
  readonly header: TableHeader;
  readonly doubt: string | null;
}

/**
 * "Cases | Units": two of twelve are ordered, or twenty-four. The count by which price and amount agree in every row is
 * the one that is meant; where they do not tell, a person has to.
 */
export function countedTwice(table: Table, header: TableHeader, mark: DecimalMark | null): CountedTwice {
  const numberOf = (row: TableRow, at: number): number | null => {
    const reading = readNumber(row.cells[at] ?? "", row.numeric?.includes(at) === true ? "." : mark);
    return reading.ok ? Number(reading.value) : null;
  };
  const asFound = { table, header, doubt: null };
  const keys = header.titles.map(headerKey);
  const pieces = header.columns.indexOf("quantity");
  const packages = keys.findIndex((key, at) => header.columns[at] === null && PACKAGES.test(key));
  if (packages < 0 || pieces < 0 || !PIECES.test(keys[pieces] ?? "")) return asFound;
  const counted = table.rows.filter(
    (row) => row.number > header.row && numberOf(row, packages) !== null && numberOf(row, pieces) !== null,
  );
  if (counted.every((row) => numberOf(row, packages) === numberOf(row, pieces))) return asFound;
  const [price, amount] = [header.columns.indexOf("unitPrice"), header.columns.indexOf("amount")];
  const agrees = (at: number): boolean =>
    counted.every((row) => {
      const [count, each, whole] = [numberOf(row, at), numberOf(row, price), numberOf(row, amount)];
      return count !== null && each !== null && whole !== null && Math.abs(count * each - whole) < CENT;
    });
  if (agrees(pieces)) return asFound;
  if (agrees(packages)) return byPackages(table, header, { packages, pieces, counted });
  const [ofPackages, ofPieces] = [header.titles[packages]?.trim(), header.titles[pieces]?.trim()];
  const doubt = `The table counts in "${ofPackages}" and in "${ofPieces}", and prices and amounts do not say which of them is ordered.`;
  return { table, header, doubt };
}

const CENT = 0.015;

/** The table with the packages as what is ordered, and their heading as the unit where no column has one. */
function byPackages(
  table: Table,
  header: TableHeader,
  found: { readonly packages: number; readonly pieces: number; readonly counted: readonly TableRow[] },
): CountedTwice {
  const title = header.titles[found.packages] ?? "";
  const columns = header.columns.map((column, at) =>
    at === found.packages ? "quantity" : at === found.pieces ? "ignored" : column,
  );
  const unknown = header.unknown.filter((name) => name !== title);
  const counts = { ...header, columns, unknown };
  if (columns.includes("unit")) return { table, header: counts, doubt: null };
  const width = header.titles.length;
  const rows = table.rows.map((row) =>
    found.counted.includes(row)
      ? { ...row, cells: [...Array.from({ length: width }, (_, at) => row.cells[at] ?? ""), title.trim()] }
      : row,
  );
  const withUnit = { ...counts, titles: [...header.titles, title], columns: [...columns, "unit" as const] };
  return { table: { ...table, rows }, header: withUnit, doubt: null };
}
