import {
  type GraphQLObjectType,
  type GraphQLSchema,
  isObjectType,
  type OperationDefinitionNode,
} from "graphql";
import { standing } from "../reads/customer.js";
import { knownAs, namesOf } from "../reads/order.js";
import type { TableName } from "../reads/scope.js";
import { name, type Sql, sql, trusted } from "../reads/sql.js";
import { innerOf, membersText } from "./members.js";
import { cases, customers, hungPage, orders, returns } from "./page-text.js";
import { ownRowText } from "./row-text.js";
import { type Document, type Selected, type SelectedField, selectedOf } from "./selection.js";
import { type Arguments, columnOf, newRow, newSheet, type Sheet, slotsFor } from "./sheet.js";
import { joined, type Statement, statementOf } from "./slot.js";
import { NODE_TABLES } from "./tables.js";
import { NoPlan, REFUSED } from "./text-form.js";

/** An operation as one statement, and how its values are read from the variables of a request. */
export interface Plan {
  readonly statement: Statement;
  /** In the order of the statement's slots. Throws where only the resolvers know what to say. */
  readonly values: (variables: Document["variables"]) => readonly unknown[];
}

/** Root fields that the store can answer whole. */
const ROOTS: Readonly<Record<string, (sheet: Sheet, field: SelectedField, args: Arguments) => Sql>> = {
  order: orderByNumber,
  orders,
  returns,
  cases,
  customers,
  customer,
  node,
};

/**
 * Writes an operation as SQL whose one value is the text of the whole answer. The rows that the caller may
 * see are part of it, as in every read; fields the caller may not have make it throw `NoPlan`, like
 * everything else that is not plain data.
 */
export function compile(
  document: Document,
  operation: OperationDefinitionNode,
  parts: Pick<Sheet, "tables" | "outside" | "isMarked">,
): Plan {
  const query = document.schema.getQueryType();
  if (query === undefined || query === null || operation.operation !== "query") throw new NoPlan("no query");
  const sheet = newSheet({ ...parts, document, hungPage });
  const selected = selectedOf(document, query, [operation.selectionSet]);
  const data = membersText(sheet, selected, (field, args) => {
    const root = ROOTS[field.name];
    if (root === undefined) throw new NoPlan(`${field.name} is not plain data`);
    return root(sheet, field, args);
  });
  const statement = statementOf(joined(['{"data":', data, "}\n"]));
  if (statement.slots.length === 0) throw new NoPlan("nothing is asked of the store");
  return { statement, values: reader(sheet, statement) };
}

function reader({ sources }: Sheet, { slots }: Statement): Plan["values"] {
  const places = slots.map((slot) => {
    const source = sources.findIndex((one) => one.slots.includes(slot));
    return { source, at: sources[source]?.slots.indexOf(slot) ?? 0 };
  });
  return (variables) => {
    const read = sources.map(({ values }) => values(variables));
    return places.map(({ source, at }) => read[source]?.[at]);
  };
}

/** By the hub's number first; then by the other numbers, if only one order has it. */
function orderByNumber(sheet: Sheet, field: SelectedField, args: Arguments): Sql {
  if (args.asOf != null) throw new NoPlan("an earlier day is put together from what has changed since");
  const slots = slotsFor(sheet, field, ["text", "text", "text", "text"], ({ number }) =>
    namesOf(String(number)),
  );
  const [own, given, atShop, po] = slots;
  const rows = sql`${sheet.tables.of("orders")} x`;
  const namesakes = sql`SELECT x.id FROM ${rows} WHERE ${knownAs(own, given, atShop, po)} LIMIT 2`;
  const only = sql`SELECT CASE WHEN count(*) > 1 THEN ${REFUSED}::uuid ELSE (array_agg(known.id))[1] END FROM (${namesakes}) known`;
  return rowById(
    sheet,
    innerOf(field),
    "orders",
    sql`coalesce((SELECT x.id FROM ${rows} WHERE x.number = ${own}), (${only}))`,
  );
}

function customer(sheet: Sheet, field: SelectedField, args: Arguments): Sql {
  if (args.asOf != null) throw new NoPlan("an earlier day is put together from decisions");
  const [id] = slotsFor(sheet, field, ["uuid"], (given) => [
    sheet.outside.rowId("Customer", String(given.id)),
  ]);
  return rowById(sheet, innerOf(field), "customers", standing(sheet.tables, id));
}

/** The type is part of the id, so there is a plan for each type that is asked for. */
function node(sheet: Sheet, field: SelectedField, args: Arguments): Sql {
  const typeName = sheet.outside.typeOf(String(args.id));
  const table = typeName === null ? undefined : NODE_TABLES[typeName];
  if (typeName === null || table === undefined) throw new NoPlan("no plain row has this id");
  const type = typeNamed(sheet.document.schema, typeName);
  if (!sheet.outside.mayHave(typeName)) throw new NoPlan(`${typeName} is not for this caller`);
  const [id] = slotsFor(sheet, field, ["uuid"], (given) => [sheet.outside.rowId(typeName, String(given.id))]);
  return rowById(sheet, field.innerOf(type), table, sql`${id}::uuid`);
}

function rowById(sheet: Sheet, selected: Selected, table: TableName, id: Sql): Sql {
  const row = newRow(sheet, table);
  const text = ownRowText(sheet, selected, row);
  const from = sql`${sheet.tables.of(table)} ${name(row.alias)}`;
  return trusted`coalesce(${sql`(SELECT ${text} FROM ${from} WHERE ${columnOf(row, "id")} = ${id})`}, 'null')`;
}

function typeNamed(schema: GraphQLSchema, typeName: string): GraphQLObjectType {
  const type = schema.getType(typeName);
  if (!isObjectType(type)) throw new NoPlan(`${typeName} is no type of objects`);
  return type;
}
