import { type GraphQLEnumType, type GraphQLOutputType, isNonNullType } from "graphql";
import type { Form } from "../reads/ask.js";
import { type Sql, trusted } from "../reads/sql.js";
import { joined, literal, piecesOf } from "./slot.js";

/** An operation, or a value of it, that has no plan: the resolvers answer it. */
export class NoPlan extends Error {}

/**
 * Stops the statement where it meets what only the resolvers can answer: a fault, whose words are theirs. It asks
 * for a setting that nobody has: a constant fault would be met before anything is read, and a longer expression
 * would be made ready each time although it is never needed.
 */
export const REFUSED = trusted`current_setting('refused')`;
/** What the database calls that. */
export const REFUSED_CODE = "42704";

/** The JSON text of a value that may be null; where null is not allowed, it is a fault. */
export function orNull(type: GraphQLOutputType, text: Sql): Sql {
  if (!isNonNullType(type)) return trusted`coalesce(${text}, 'null')`;
  const pieces = piecesOf(text);
  const only = pieces.filter((piece) => typeof piece !== "string").length === 1;
  return only
    ? joined(pieces.map((piece) => (typeof piece === "string" ? piece : required(piece))))
    : required(text);
}

const required = (text: Sql): Sql => trusted`coalesce(${text}, ${REFUSED})`;

const quoted = (text: Sql): Sql => joined(['"', text, '"']);

/** A list of the JSON texts of its items, none of which may be null: they would be missing without a word. */
export const listOf = (item: Sql, from: Sql): Sql =>
  joined(["[", trusted`(SELECT coalesce(string_agg(${required(item)}, ','), '') FROM ${from})`, "]"]);

/** A column of a row that is written out, and what its table guarantees. */
export interface Column {
  readonly sql: Sql;
  /** Never null. */
  readonly isPresent: boolean;
  /** True if it can hold nothing but these words. */
  readonly holdsOnly: (words: readonly string[]) => boolean;
}

/** How a column is written as JSON text, by the scalar that it is shown as. Null stays null. */
const SCALARS: Readonly<Record<string, (column: Column, form: Form | null) => Sql>> = {
  String: ({ sql }) => trusted`to_json(${sql})::text`,
  Int: ({ sql }) => trusted`${sql}::text`,
  Boolean: ({ sql }) => trusted`${sql}::text`,
  Date: ({ sql }) => trusted`to_json(${sql})::text`,
  Decimal: ({ sql }, form) =>
    quoted(form === "decimal" ? trusted`trim_scale(${sql})::text` : trusted`${sql}::text`),
  // Years of four digits are written alike by PostgreSQL and by JavaScript.
  DateTimeISO: ({
    sql,
    isPresent,
  }) => trusted`CASE WHEN ${sql} BETWEEN '0001-01-01 0:0Z' AND '9999-12-31 23:59:59Z'
    THEN to_char(${sql} AT TIME ZONE 'UTC', '\\"YYYY-MM-DD"T"HH24:MI:SS.MS"Z"\\"')
    ${isPresent ? trusted`ELSE` : trusted`WHEN ${sql} IS NOT NULL THEN`} ${REFUSED} END`,
};

/** A column as the scalar of this type. */
export function scalarText(outer: GraphQLOutputType, scalar: string, column: Column, form: Form | null): Sql {
  const written = SCALARS[scalar];
  if (written === undefined) throw new NoPlan(`${scalar} has no form in SQL`);
  const text = written(column, form);
  return column.isPresent ? text : orNull(outer, text);
}

/** A word of an enum; what is none of its words is a fault, unless the table sees to it. */
export function wordText(outer: GraphQLOutputType, type: GraphQLEnumType, column: Column): Sql {
  const words = wordsOf(type);
  const { sql, isPresent, holdsOnly } = column;
  if (holdsOnly(words)) return isPresent ? quoted(sql) : orNull(outer, quoted(sql));
  const isKnown = trusted`${sql} = ANY (${arrayOf(words)})`;
  return isPresent || isNonNullType(outer)
    ? quoted(trusted`CASE WHEN ${isKnown} THEN ${sql} ELSE ${REFUSED} END`)
    : trusted`CASE WHEN ${isKnown} THEN ${quoted(sql)} WHEN ${sql} IS NULL THEN 'null' ELSE ${REFUSED} END`;
}

/** The words of an enum; a word is called the same inside and outside. */
export function wordsOf(type: GraphQLEnumType): readonly string[] {
  const words = type.getValues();
  if (words.some(({ name, value }) => name !== value))
    throw new NoPlan(`${type.name} has other names inside`);
  return words.map(({ name }) => name);
}

export const arrayOf = (words: readonly string[]): Sql => trusted`${literal(`{${words.join(",")}}`)}::text[]`;

/** The opaque id of a row, as the API shows it. */
export const globalIdText = (typeName: string, id: Sql): Sql =>
  quoted(base64url(trusted`${literal(`${typeName}:`)} || ${id}`));

/** The cursor of a row of a list. */
export const cursorText = (list: string, place: Sql, id: Sql): Sql =>
  quoted(base64url(trusted`${literal(`${list} `)} || ${place} || ' ' || ${id}`));

const base64url = (text: Sql): Sql =>
  trusted`translate(encode(convert_to(${text}, 'UTF8'), 'base64'), '+/=' || chr(10), '-_')`;
