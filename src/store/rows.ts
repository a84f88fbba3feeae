import type { Tx } from "./database.js";
import { camelCase, snakeCase } from "./naming.js";

type Row = Readonly<Record<string, unknown>>;

/**
 * Inserts all rows in one statement, whatever their number. All rows must have the keys of the first.
 * `then` is what follows VALUES, e.g. `ON CONFLICT DO NOTHING`. Answers the rows that were written.
 */
export async function insertRows<T = unknown>(
  tx: Tx,
  table: string,
  rows: readonly Row[],
  then = "",
): Promise<T[]> {
  const [first] = rows;
  if (first === undefined) return [];
  const columns = Object.keys(first).map(snakeCase).join(", ");
  const written = await tx.query(
    `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb) ${then} RETURNING *`,
    [JSON.stringify(rows.map(toColumns))],
  );
  return written.map(fromColumns);
}

/** Changes the given columns of each row, found by `id`, in one statement. */
export async function updateRows(
  tx: Tx,
  table: string,
  rows: readonly (Row & { readonly id: string })[],
): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const columns = Object.keys(first)
    .filter((key) => key !== "id")
    .map(snakeCase);
  await tx.query(
    `UPDATE ${table} AS t SET ${columns.map((name) => `${name} = n.${name}`).join(", ")}
       FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb) AS n WHERE t.id = n.id`,
    [JSON.stringify(rows.map(toColumns))],
  );
}

/**
 * Runs a query, or an UPDATE or DELETE with RETURNING, and answers its rows with the names that the
 * entities use. TypeORM answers the latter two with a pair of rows and count.
 */
export async function select<T>(tx: Tx, sql: string, parameters: readonly unknown[] = []): Promise<T[]> {
  const answer: Row[] | [Row[], number] = await tx.query(sql, [...parameters]);
  const rows = Array.isArray(answer[0]) ? answer[0] : (answer as Row[]);
  return rows.map((row) => fromColumns<T>(row));
}

const toColumns = (row: Row): Row =>
  Object.fromEntries(Object.entries(row).map(([key, value]) => [snakeCase(key), value]));

function fromColumns<T>(row: Row): T {
  return Object.fromEntries(Object.entries(row).map(([key, value]) => [camelCase(key), value])) as T;
}
