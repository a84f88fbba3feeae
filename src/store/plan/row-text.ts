import { getNullableType, isEnumType, isListType, isObjectType, isScalarType } from "graphql";
import { snakeCase } from "../naming.js";
import type { Form } from "../reads/ask.js";
import { crosswalksOf, recordsOf } from "../reads/customer.js";
import { NESTED, type NestedRows } from "../reads/nested.js";
import type { TableName } from "../reads/scope.js";
import { listed, name, type Sql, sql, trusted } from "../reads/sql.js";
import { holdsOnly, isPresent } from "./guarantees.js";
import { jsonText } from "./json-form.js";
import { marked } from "./marks.js";
import { innerOf, membersText } from "./members.js";
import type { Selected, SelectedField } from "./selection.js";
import { type Arguments, columnOf, newRow, type Row, type Sheet } from "./sheet.js";
import { PLANNED, type Related } from "./tables.js";
import { globalIdText, listOf, NoPlan, orNull, REFUSED, scalarText, wordText } from "./text-form.js";

/** A row as the JSON text of what is asked of it. */
export function rowText(sheet: Sheet, selected: Selected, row: Row): Sql {
  const planned = PLANNED[selected.typeName];
  if (planned === undefined) throw new NoPlan(`${selected.typeName} is no plain row`);
  return membersText(sheet, selected, (field, args) => {
    const related = planned.related[field.name];
    if (related !== undefined) return relatedText(sheet, { field, args, row }, related);
    const found = planned.fields.find((one) => (typeof one === "string" ? one : one[0]) === field.name);
    if (found === undefined) throw new NoPlan(`${selected.typeName}.${field.name} is not plain data`);
    const form = typeof found === "string" ? null : found[1];
    return columnText(sheet, { field, row, of: selected.typeName }, form);
  });
}

/** A row that was asked for by itself, and is told if rows are; those that hang on another are told with it. */
export function ownRowText(sheet: Sheet, selected: Selected, row: Row): Sql {
  const text = rowText(sheet, selected, row);
  return sheet.isMarked ? marked(selected.typeName, columnOf(row, "id"), text) : text;
}

interface Place {
  readonly field: SelectedField;
  readonly args: Arguments;
  readonly row: Row;
}

function columnText(
  sheet: Sheet,
  { field, row, of }: Omit<Place, "args"> & { readonly of: string },
  form: Form | null,
): Sql {
  const type = getNullableType(field.type);
  const own = snakeCase(field.name);
  const column = {
    sql: columnOf(row, own),
    isPresent: isPresent(row.table, own),
    holdsOnly: (words: readonly string[]) => holdsOnly(row.table, own, words),
  };
  if (isListType(type) || isObjectType(type)) return jsonText(sheet, field.type, column.sql, field.inner());
  if (isEnumType(type)) return wordText(field.type, type, column);
  if (isScalarType(type) && type.name === "ID" && field.name === "id") return globalIdText(of, column.sql);
  if (isScalarType(type)) return scalarText(field.type, type.name, column, form);
  throw new NoPlan(`${of}.${field.name} is no column`);
}

function relatedText(sheet: Sheet, { field, args, row }: Place, related: Related): Sql | string {
  if ("always" in related) return related.always;
  if ("rows" in related) return nestedText(sheet, field, columnOf(row, "id"), related.rows);
  if ("count" in related) {
    const hung = sql`SELECT count(*) FROM ${sheet.tables.of(related.count)} hung`;
    return trusted`(${hung} WHERE ${name(`hung.${related.by}`)} = ${columnOf(row, "id")})::text`;
  }
  if ("row" in related) {
    const id = columnOf(row, related.by);
    return orNull(
      field.type,
      oneText(
        sheet,
        field,
        related.row,
        (own) => sql`${sheet.tables.of(related.row)} ${name(own.alias)} WHERE ${columnOf(own, "id")} = ${id}`,
      ),
    );
  }
  if ("customer" in related) return customerText(sheet, field, columnOf(row, related.customer));
  if ("page" in related) return sheet.hungPage(sheet, field, args, { ...related, id: columnOf(row, "id") });
  // Put together from several tables, or read as if it were: nothing is guaranteed of it.
  const own = newRow(sheet, null);
  const [rows, textOf] = related.of === "crosswalks" ? [crosswalksOf, rowText] : [recordsOf, ownRowText];
  const text = textOf(sheet, innerOf(field), own);
  return listText(text, sql`${rows(sheet.tables, columnOf(row, "id"))} ${name(own.alias)}`);
}

/** The rows that hang on another, in the order and up to the number that the resolvers know. */
function nestedText(sheet: Sheet, field: SelectedField, parentId: Sql, list: keyof NestedRows): Sql {
  const { table, parentColumn, sort, max } = NESTED[list];
  const own = newRow(sheet, table);
  const order = listed(sort.map((column) => columnOf(own, column)));
  const from = sql`${sheet.tables.of(table)} ${name(own.alias)}`;
  return listText(
    rowText(sheet, innerOf(field), own),
    sql`${from} WHERE ${columnOf(own, parentColumn)} = ${parentId} ORDER BY ${order} LIMIT ${trusted([String(max)])}`,
  );
}

function listText(text: Sql, from: Sql): Sql {
  const rows = sql`SELECT ${text} AS text FROM ${from}`;
  return listOf(trusted`one.text`, sql`(${rows}) one`);
}

/** The one row of a source as text; null where there is none. */
function oneText(sheet: Sheet, field: SelectedField, table: TableName, from: (row: Row) => Sql): Sql {
  const own = newRow(sheet, table);
  return sql`(SELECT ${ownRowText(sheet, innerOf(field), own)} FROM ${from(own)})`;
}

/** A customer by the column of another row. One that was merged meanwhile is looked for by the resolvers. */
function customerText(sheet: Sheet, field: SelectedField, id: Sql): Sql {
  const own = newRow(sheet, "customers");
  const text = ownRowText(sheet, innerOf(field), own);
  const standing = sql`CASE WHEN ${columnOf(own, "merged_into")} IS NULL THEN ${text} ELSE ${REFUSED} END`;
  const from = sql`${sheet.tables.of("customers")} ${name(own.alias)}`;
  return orNull(field.type, sql`(SELECT ${standing} FROM ${from} WHERE ${columnOf(own, "id")} = ${id})`);
}
