import { type GraphQLEnumType, type GraphQLOutputType, isNonNullType } from "graphql";
import type { Form } from "../reads/ask.js";
import { type Sql, trusted } from "../reads/sql.js";
import { literal } from "./slot.js";

/** An operation, or a value of it, that has no plan: the resolvers answer it. */
export class NoPlan extends Error {}

/**
 * Stops the statement where it meets what only the resolvers can answer: a fault, whose words are theirs.
 * Not a constant, because those are evaluated before anything is read.
 */
export const REFUSED = trusted`(('refused ' || now())::int)::text`;

/** The JSON text of a value that may be null; where null is not allowed, it is a fault. */
export const orNull = (type: GraphQLOutputType, text: Sql): Sql =>
  isNonNullType(type) ? trusted`coalesce(${text}, ${REFUSED})` : trusted`coalesce(${text}, 'null')`;

const quoted = (text: Sql): Sql => trusted`'"' || ${text} || '"'`;

/** How a column is written as JSON text, by the scalar that it is shown as. Null stays null. */
const SCALARS: Readonly<Record<string, (column: Sql, form: Form | null) => Sql>> = {
  String: (column) => trusted`to_json(${column})::text`,
  Int: (column) => trusted`${column}::text`,
  Boolean: (column) => trusted`to_json(${column})::text`,
  Date: (column) => quoted(trusted`to_char(${column}, 'YYYY-MM-DD')`),
  Decimal: (column, form) => quoted(form === "decimal" ? trusted`trim_scale(${column})` : column),
  // Years of four digits are written alike by PostgreSQL and by JavaScript.
  DateTimeISO: (column) => trusted`CASE
    WHEN ${column} BETWEEN '0001-01-01 00:00:00+00'::timestamptz AND '9999-12-31 23:59:59+00'::timestamptz
    THEN to_char(${column} AT TIME ZONE 'UTC', '\\"YYYY-MM-DD"T"HH24:MI:SS.MS"Z"\\"')
    WHEN ${column} IS NOT NULL THEN ${REFUSED} END`,
};

export function scalarText(scalar: string, column: Sql, form: Form | null): Sql {
  const written = SCALARS[scalar];
  if (written === undefined) throw new NoPlan(`${scalar} has no form in SQL`);
  return written(column, form);
}

/** A word of an enum; what is none of its words is a fault. */
export const wordText = (type: GraphQLEnumType, column: Sql): Sql =>
  trusted`CASE WHEN ${column} = ANY (${wordsOf(type)}) THEN ${quoted(column)} WHEN ${column} IS NOT NULL THEN ${REFUSED} END`;

/** The words of an enum as an array; a word is called the same inside and outside. */
export function wordsOf(type: GraphQLEnumType): Sql {
  const words = type.getValues();
  if (words.some(({ name, value }) => name !== value))
    throw new NoPlan(`${type.name} has other names inside`);
  return trusted`${literal(`{${words.map(({ name }) => name).join(",")}}`)}::text[]`;
}

/** The opaque id of a row, as the API shows it. */
export const globalIdText = (typeName: string, id: Sql): Sql =>
  quoted(base64url(trusted`${literal(`${typeName}:`)} || ${id}`));

/** The cursor of a row of a list. */
export const cursorText = (list: string, place: Sql, id: Sql): Sql =>
  quoted(base64url(trusted`${literal(`${list} `)} || ${place} || ' ' || ${id}`));

const base64url = (text: Sql): Sql =>
  trusted`translate(encode(convert_to(${text}, 'UTF8'), 'base64'), '+/=' || chr(10), '-_')`;
