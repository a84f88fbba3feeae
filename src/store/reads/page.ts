import { HubError } from "../../domain/errors.js";
import type { Ask } from "./ask.js";
import type { ValueType } from "./condition.js";
import { all, name, type Sql, sql } from "./sql.js";

export const PAGE_ROWS_MAX = 100;

export interface PageArgs {
  readonly first: number;
  readonly after: string | null;
}

export interface Page<Row> {
  readonly edges: readonly { readonly cursor: string; readonly node: Row }[];
  readonly hasNextPage: boolean;
}

/** What a list is made of. Rows are named `x` in every piece. */
export interface List {
  /** Goes into its cursors: one list's cursor is refused by every other. */
  readonly list: string;
  readonly columns: Sql;
  readonly from: Sql;
  readonly where: readonly (Sql | null)[];
  /** The column it is sorted by; the id breaks ties. */
  readonly at: string;
  /** A timestamp unless said otherwise. */
  readonly by?: PlaceKind;
}

/**
 * One page by keyset: rows that arrive while a client walks are never the cause that another row is
 * shown twice or not at all. The cursor keeps microseconds, which a JavaScript date would cut off.
 */
export async function page<Row extends { readonly id: string }>(
  ask: Ask,
  { list, columns, from, where, at, by = "INSTANT" }: List,
  { first, after }: PageArgs,
): Promise<Page<Row>> {
  const limit = pageLimit(first);
  const { shown, beyond, order } = placesOf("x", at, by);
  const position = after === null ? null : positionOf(list, after, by);
  const rows = await ask.rows<Row & { cursorAt: string }>(sql`
    SELECT ${columns}, ${shown} AS "cursorAt"
    FROM ${from} x WHERE ${all([...where, position === null ? null : beyond(position.at, position.id)])}
    ORDER BY ${order} LIMIT ${limit}`);
  return {
    edges: rows
      .slice(0, first)
      .map((node) => ({ cursor: cursorOf(list, node.cursorAt, node.id), node: node as Row })),
    hasNextPage: rows.length > first,
  };
}

/** How many rows to read for a page of so many: one more tells whether there is another page. */
export function pageLimit(first: number): number {
  if (Number.isInteger(first) && first >= 1 && first <= PAGE_ROWS_MAX) return first + 1;
  throw new HubError("INVALID", `"first" must be from 1 to ${PAGE_ROWS_MAX}`);
}

/** The SQL of the places in a list whose rows go by this alias. */
export function placesOf(alias: string, at: string, by: PlaceKind) {
  const { shown, read, place: placeOf, ascending } = PLACES[by];
  const [place, id] = [placeOf(name(`${alias}.${at}`)), name(`${alias}.id`)];
  return {
    shown: shown(place),
    beyond: (value: unknown, rowId: unknown): Sql =>
      ascending
        ? sql`(${place}, ${id}) > (${read(value)}, ${rowId}::uuid)`
        : sql`(${place}, ${id}) < (${read(value)}, ${rowId}::uuid)`,
    order: ascending ? sql`${place}, ${id}` : sql`${place} DESC, ${id} DESC`,
  };
}

interface Place {
  /** Its type in SQL. */
  readonly type: ValueType;
  readonly ascending: boolean;
  readonly place: (column: Sql) => Sql;
  readonly shape: RegExp;
  readonly shown: (place: Sql) => Sql;
  readonly read: (at: unknown) => Sql;
  readonly isReal: (at: string) => boolean;
}

/** How a place in a list is written into a cursor and read from one, and which rows come first. */
const PLACES = {
  /** The newest first. */
  INSTANT: {
    type: "timestamptz",
    ascending: false,
    place: (column: Sql) => column,
    shape: /^\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/,
    shown: (place: Sql) => sql`to_char(${place} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`,
    read: (at: unknown) => sql`${at}::timestamptz`,
    isReal: (at: string) => !Number.isNaN(Date.parse(at)),
  },
  /** The earliest day first, and last what has none. */
  DAY: {
    type: "date",
    ascending: true,
    place: (column: Sql) => sql`coalesce(${column}, 'infinity'::date)`,
    shape: /^(?:\d{4,6}-\d\d-\d\d|infinity)$/,
    shown: (place: Sql) =>
      sql`(CASE WHEN isfinite(${place}) THEN to_char(${place}, 'YYYY-MM-DD') ELSE 'infinity' END)`,
    read: (at: unknown) => sql`${at}::date`,
    isReal: (at: string) => at === "infinity" || !Number.isNaN(Date.parse(at)),
  },
  /** The greatest first. */
  NUMBER: {
    type: "numeric",
    ascending: false,
    place: (column: Sql) => column,
    shape: /^-?\d{1,40}(?:\.\d{1,40})?$/,
    shown: (place: Sql) => sql`${place}::text`,
    read: (at: unknown) => sql`${at}::numeric`,
    isReal: () => true,
  },
  /** The greatest whole number first, and last what has none. */
  COUNT: {
    type: "int",
    ascending: false,
    place: (column: Sql) => sql`coalesce(${column}, -2147483648)`,
    shape: /^-?\d{1,10}$/,
    shown: (place: Sql) => sql`${place}::text`,
    read: (at: unknown) => sql`${at}::int`,
    isReal: (at: string) => Math.abs(Number(at)) <= 2_147_483_648 && at !== "2147483648",
  },
} as const satisfies Record<string, Place>;
export type PlaceKind = keyof typeof PLACES;

/** The type that a place in such a list has in SQL. */
export const placeType = (by: PlaceKind): ValueType => PLACES[by].type;
const CURSOR = /^([a-z-]+) (\S{1,100}) ([0-9a-f-]{36})$/;
const CURSOR_LENGTH_MAX = 200;

const cursorOf = (list: string, at: string, id: string): string =>
  Buffer.from(`${list} ${at} ${id}`).toString("base64url");

/** Where a cursor points; refuses what is no cursor of this list. */
export function positionOf(list: string, cursor: string, by: PlaceKind): { at: string; id: string } {
  const text = cursor.length <= CURSOR_LENGTH_MAX ? Buffer.from(cursor, "base64url").toString("utf8") : "";
  const [, of, at, id] = CURSOR.exec(text) ?? [];
  const { shape, isReal } = PLACES[by];
  if (of !== list || at === undefined || id === undefined || !shape.test(at) || !isReal(at)) {
    throw new HubError("INVALID", '"after" is not a cursor of this list', {
      mend: "Use the endCursor of the page before, unchanged.",
    });
  }
  return { at, id };
}
