import { HubError } from "../../domain/errors.js";
import type { Ask } from "./ask.js";
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
  /** The column it is sorted by, a timestamp unless said otherwise, the newest or greatest first; the id breaks ties. */
  readonly at: string;
  readonly by?: "INSTANT" | "NUMBER";
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
  if (!Number.isInteger(first) || first < 1 || first > PAGE_ROWS_MAX) {
    throw new HubError("INVALID", `"first" must be from 1 to ${PAGE_ROWS_MAX}`);
  }
  const place = name(`x.${at}`);
  const { shown, read } = PLACES[by];
  const position = after === null ? null : positionOf(list, after, by);
  const beyond =
    position === null ? null : sql`(${place}, x.id) < (${read(position.at)}, ${position.id}::uuid)`;
  const rows = await ask.rows<Row & { cursorAt: string }>(sql`
    SELECT ${columns}, ${shown(place)} AS "cursorAt"
    FROM ${from} x WHERE ${all([...where, beyond])} ORDER BY ${place} DESC, x.id DESC LIMIT ${first + 1}`);
  return {
    edges: rows
      .slice(0, first)
      .map((node) => ({ cursor: cursorOf(list, node.cursorAt, node.id), node: node as Row })),
    hasNextPage: rows.length > first,
  };
}

/** How a place in a list is written into a cursor, and read from one. */
const PLACES = {
  INSTANT: {
    shape: /^\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/,
    shown: (place: Sql) => sql`to_char(${place} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`,
    read: (at: string) => sql`${at}::timestamptz`,
    isReal: (at: string) => !Number.isNaN(Date.parse(at)),
  },
  NUMBER: {
    shape: /^-?\d{1,40}(?:\.\d{1,40})?$/,
    shown: (place: Sql) => sql`${place}::text`,
    read: (at: string) => sql`${at}::numeric`,
    isReal: () => true,
  },
} as const;
const CURSOR = /^([a-z-]+) (\S{1,100}) ([0-9a-f-]{36})$/;
const CURSOR_LENGTH_MAX = 200;

const cursorOf = (list: string, at: string, id: string): string =>
  Buffer.from(`${list} ${at} ${id}`).toString("base64url");

function positionOf(list: string, cursor: string, by: keyof typeof PLACES): { at: string; id: string } {
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
