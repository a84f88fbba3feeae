import type { Viewer } from "../../domain/viewer.js";
import { snakeCase } from "../naming.js";
import type { Asker } from "../while-wanted.js";
import { type Tables, tablesFor } from "./scope.js";
import { listed, name, rendered, type Sql, trusted } from "./sql.js";

/** What a read works with: one viewer's tables, and a way to ask. */
export interface Ask extends Tables {
  rows<Row>(query: Sql): Promise<Row[]>;
}

export function ask(pool: Asker, viewer: Viewer): Ask {
  return {
    ...tablesFor(viewer),
    async rows<Row>(query: Sql): Promise<Row[]> {
      const { text, values } = rendered(query);
      return await pool.query<Row[]>(text, [...values]);
    },
  };
}

/** A column by its name in code. Days and decimals leave as text, so that no driver rounds or shifts them. */
export type Field<Row> = (keyof Row & string) | readonly [keyof Row & string, Form];
export type Form = "day" | "decimal";

/** Select lists by field list and alias: they are the same for every request. */
const made = new WeakMap<readonly unknown[], Map<string, Sql>>();

/** The select list of these fields, each under its name in code. */
export function columns<Row>(alias: string, fields: readonly Field<Row>[]): Sql {
  const known = made.get(fields)?.get(alias);
  if (known !== undefined) return known;
  const list = selectList(alias, fields);
  made.set(fields, (made.get(fields) ?? new Map<string, Sql>()).set(alias, list));
  return list;
}

const selectList = <Row>(alias: string, fields: readonly Field<Row>[]): Sql =>
  listed(
    fields.map((field) => {
      const [property, form] = typeof field === "string" ? [field, null] : field;
      const column = name(`${alias}.${snakeCase(property)}`);
      return trusted`${shown(column, form)} AS ${quoted(property)}`;
    }),
  );

function shown(column: Sql, form: Form | null): Sql {
  if (form === "day") return trusted`to_char(${column}, 'YYYY-MM-DD')`;
  return form === "decimal" ? trusted`trim_scale(${column})::text` : column;
}

const quoted = (property: string): Sql => {
  if (!/^[a-zA-Z0-9]+$/.test(property)) throw new Error(`"${property}" is no name for a column`);
  return trusted([`"${property}"`]);
};
