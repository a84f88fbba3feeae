import { CASE_CONDITIONS, CASE_LISTS, type CaseSort } from "../reads/case.js";
import type { Condition } from "../reads/condition.js";
import { ORDER_LISTS, type OrderSort } from "../reads/order.js";
import { ORDER_CONDITIONS } from "../reads/order-filter.js";
import { type List, pageLimit, placesOf, placeType, positionOf } from "../reads/page.js";
import { RETURN_CONDITIONS, RETURN_LIST } from "../reads/return.js";
import type { TableName } from "../reads/scope.js";
import { all, listed, name, type Sql, sql, trusted } from "../reads/sql.js";
import { marked } from "./marks.js";
import { innerOf, membersText } from "./members.js";
import { rowText } from "./row-text.js";
import type { Selected, SelectedField } from "./selection.js";
import { type Arguments, columnOf, type HungPage, newRow, type Row, type Sheet, slotsFor } from "./sheet.js";
import { cursorText, listOf, NoPlan } from "./text-form.js";

type Conditions = Readonly<Record<string, Condition<never>>>;

/** A list whose pages can be asked for. Rows are named `x` in its conditions. */
interface Pages {
  readonly table: TableName;
  readonly list: Pick<List, "list" | "at" | "by">;
  readonly where: readonly (Sql | null)[];
}

/** What hangs on a row and may be long, a page at a time, in the order in which it came. */
export function hungPage(
  sheet: Sheet,
  field: SelectedField,
  args: Arguments,
  { page: table, by, id }: HungPage,
): Sql {
  const { where, ...list } = table === "orders" ? ORDER_LISTS.NEWEST : { ...CASE_LISTS.NEWEST, where: [] };
  return pageText(sheet, field, args, { table, list, where: [...where, sql`${name(`x.${by}`)} = ${id}`] });
}

export function orders(sheet: Sheet, field: SelectedField, args: Arguments): Sql {
  const { where, ...list } = ORDER_LISTS[args.orderBy as OrderSort];
  const filter = filterOf(sheet, field, args, ORDER_CONDITIONS, { customerId: "Customer" });
  return pageText(sheet, field, args, { table: "orders", list, where: [...where, ...filter] });
}

export function returns(sheet: Sheet, field: SelectedField, args: Arguments): Sql {
  const where = filterOf(sheet, field, args, RETURN_CONDITIONS, {
    orderId: "Order",
    customerId: "Customer",
  });
  return pageText(sheet, field, args, { table: "returns", list: RETURN_LIST, where });
}

export function cases(sheet: Sheet, field: SelectedField, args: Arguments): Sql {
  const where = filterOf(sheet, field, args, CASE_CONDITIONS, {
    ...{ customerId: "Customer", orderId: "Order", returnId: "Return" },
  });
  return pageText(sheet, field, args, { table: "cases", list: CASE_LISTS[args.orderBy as CaseSort], where });
}

/** All customers that stand for themselves. What is searched for has as many words as it has: no plan for that. */
export function customers(sheet: Sheet, field: SelectedField, args: Arguments): Sql {
  if (args.search != null || args.filter != null) throw new NoPlan("a search has no fixed form");
  const list = { list: "customers", at: "created_at" };
  return pageText(sheet, field, args, { table: "customers", list, where: [sql`x.merged_into IS NULL`] });
}

/** The conditions that the filter asks for, with slots for its values. `ids` says which are opaque, and of what. */
function filterOf(
  sheet: Sheet,
  field: SelectedField,
  args: Arguments,
  conditions: Conditions,
  ids: Readonly<Record<string, string>>,
): Sql[] {
  return Object.entries(args.filter ?? {}).flatMap(([key, given]) => {
    if (given === null || given === undefined) return [];
    const condition = conditions[key];
    if (condition === undefined) throw new NoPlan(`no condition for ${key}`);
    if (condition.byValue === true) throw new NoPlan(`how many ${key} holds for, only its value tells`);
    const type = ids[key];
    const slots = slotsFor(sheet, field, condition.types, ({ filter }) => {
      const value = (filter as Arguments)[key];
      return condition.values(
        (type === undefined ? value : sheet.outside.rowId(type, String(value))) as never,
      );
    });
    return [condition.sql(sheet.tables, ...slots)];
  });
}

/** What the rows of a list are to the API. */
const TYPES: Partial<Record<TableName, string>> = {
  orders: "Order",
  returns: "Return",
  cases: "Case",
  customers: "Customer",
};

interface PageParts {
  readonly name: Sql;
  /** Of which type its rows are. */
  readonly type: string;
  /** One more than there may be rows on it. */
  readonly limit: unknown;
  readonly cursor: (row: Row) => Sql;
  readonly row: Row;
  readonly hasPrevious: boolean;
}

/** A connection: the rows of the page first, limited, and only those are written out. */
function pageText(sheet: Sheet, field: SelectedField, args: Arguments, { table, list, where }: Pages): Sql {
  const { list: listName, at, by = "INSTANT" } = list;
  const [limit] = slotsFor(sheet, field, ["int"], ({ first }) => [pageLimit(Number(first))]);
  const { beyond, order } = placesOf("x", at, by);
  const after = args.after == null ? null : afterOf(sheet, field, listName, by, beyond);
  const row = newRow(sheet, table);
  const pageName = name(sheet.alias());
  const cursor = (of: Row): Sql => {
    const { shown } = placesOf(of.alias, at, by);
    columnOf(of, at);
    return cursorText(listName, shown, columnOf(of, "id"));
  };
  const type = TYPES[table] ?? table;
  const parts = { name: pageName, type, limit, cursor, row, hasPrevious: after !== null };
  const text = connectionText(sheet, innerOf(field), parts);
  const columns =
    row.columns.size === 0 ? trusted`x.id` : listed([...row.columns].map((column) => name(`x.${column}`)));
  const rows = sql`SELECT ${columns} FROM ${sheet.tables.of(table)} x WHERE ${all([...where, after])} ORDER BY ${order} LIMIT ${limit}`;
  return sql`(WITH ${pageName} AS MATERIALIZED (${rows}) SELECT ${text})`;
}

function afterOf(
  sheet: Sheet,
  field: SelectedField,
  list: string,
  by: NonNullable<List["by"]>,
  beyond: (value: unknown, rowId: unknown) => Sql,
): Sql {
  const [at, id] = slotsFor(sheet, field, [placeType(by), "uuid"], ({ after }) => {
    const position = positionOf(list, String(after), by);
    return [position.at, position.id];
  });
  return beyond(at, id);
}

function connectionText(sheet: Sheet, selected: Selected, page: PageParts): Sql {
  return membersText(sheet, selected, (field) => {
    if (field.name === "edges") return edgesText(sheet, innerOf(field), page);
    if (field.name === "pageInfo") return pageInfoText(sheet, innerOf(field), page);
    throw new NoPlan(`a connection's ${field.name} is not plain data`);
  });
}

function edgesText(
  sheet: Sheet,
  selected: Selected,
  { name: page, type, limit, row, cursor }: PageParts,
): Sql {
  const edge = membersText(sheet, selected, (field) => {
    if (field.name === "cursor") return cursor(row);
    if (field.name === "node") return rowText(sheet, innerOf(field), row);
    throw new NoPlan(`an edge's ${field.name} is not plain data`);
  });
  const text = sheet.isMarked ? marked(type, columnOf(row, "id"), edge) : edge;
  return listOf(
    trusted`one.text`,
    sql`(SELECT ${text} AS text FROM ${page} ${name(row.alias)} LIMIT ${limit} - 1) one`,
  );
}

function pageInfoText(sheet: Sheet, selected: Selected, page: PageParts): Sql {
  const { name: rows, limit, row, cursor, hasPrevious } = page;
  const count = sql`(SELECT count(*) FROM ${rows})`;
  const cursorAt = (place: Sql): Sql =>
    // The row is found first: a cursor that stands beside OFFSET is made for each row that is passed over.
    sql`coalesce((SELECT ${cursor(row)} FROM (SELECT * FROM ${rows} OFFSET ${place} LIMIT 1) ${name(row.alias)}), 'null')`;
  return membersText(sheet, selected, (field) => {
    switch (field.name) {
      case "hasNextPage":
        return sql`CASE WHEN ${count} = ${limit} THEN 'true' ELSE 'false' END`;
      case "hasPreviousPage":
        return String(hasPrevious);
      case "startCursor":
        return cursorAt(trusted`0`);
      case "endCursor":
        return cursorAt(sql`greatest(least(${count}, ${limit} - 1) - 1, 0)`);
      default:
        throw new NoPlan(`a page's ${field.name} is not plain data`);
    }
  });
}
