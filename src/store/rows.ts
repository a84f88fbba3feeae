import type { ClientBase, Pool } from "pg";
import { toldAsAway } from "./away.js";
import type { Tx } from "./database.js";
import { camelCase, snakeCase } from "./naming.js";

type Row = Readonly<Record<string, unknown>>;

/**
 * Inserts all rows in one statement, whatever their number. All rows must have the keys of the first.
 * `then` is what follows VALUES, e.g. `ON CONFLICT DO NOTHING`.
 */
export async function insertRows(tx: Tx, table: string, rows: readonly Row[], then = ""): Promise<void> {
  if (rows.length > 0) await prepared(tx, insertion(table, rows, then), [asRows(rows)]);
}

/** The same; answers the rows that were written. */
export async function insertReturning<T>(
  tx: Tx,
  table: string,
  rows: readonly Row[],
  then = "",
): Promise<T[]> {
  if (rows.length === 0) return [];
  return prepared<T>(tx, insertion(table, rows, `${then} RETURNING *`), [
    JSON.stringify(rows.map(toColumns)),
  ]);
}

/** Rows as the text that `json_populate_recordset` reads. */
export const asRows = (rows: readonly Row[]): string => JSON.stringify(rows.map(toColumns));

function insertion(table: string, rows: readonly Row[], then: string): string {
  const columns = Object.keys(rows[0] ?? {})
    .map(snakeCase)
    .join(", ");
  return `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM json_populate_recordset(NULL::${table}, $1::json) ${then}`;
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
  await prepared(
    tx,
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

/** Names of prepared statements by their text, the same in every connection. */
const names = new Map<string, string>();

/** The drivers behind pools, which can what TypeORM does not know of. */
const drivers = new WeakMap<Tx, Pool>();

/** Lets what is asked of a pool be prepared too. */
export const preparesWith = (pool: Tx, driver: Pool): void => void drivers.set(pool, driver);

/**
 * The same as `select`, and without TypeORM on the way. The server plans the statement once a connection:
 * for what is asked a thousand times a second. Its text must be a constant, because the server keeps it.
 */
export async function prepared<T>(tx: Tx, text: string, values: readonly unknown[]): Promise<T[]> {
  const driver = drivers.get(tx);
  if (tx.queryRunner === undefined && driver === undefined) return select(tx, text, values);
  const name = names.get(text) ?? `throughline_${names.size}`;
  names.set(text, name);
  const query = { name, text, values: [...values] };
  const { rows, fields } = await (driver === undefined
    ? (await driverOf(tx)).query<Row>(query)
    : driver.query<Row>(query).catch((error: unknown) => {
        throw toldAsAway(error);
      }));
  const columns = fields.map(({ name: column }) => [column, camelCase(column)] as const);
  if (columns.every(([column, own]) => column === own)) return rows as T[];
  return rows.map((row) => {
    const renamed: Record<string, unknown> = {};
    for (const [column, own] of columns) renamed[own] = row[column];
    return renamed as T;
  });
}

/** Runs statements without parameters in one message, one after the other; answers the rows of the last. */
export async function inOneMessage<T>(tx: Tx, statements: readonly string[]): Promise<T[]> {
  const answers: unknown = await (await driverOf(tx)).query(statements.join("; "));
  const last = (answers as readonly { readonly rows: readonly Row[] }[]).at(-1);
  return (last?.rows ?? []).map((row) => fromColumns<T>(row));
}

/** The driver's own connection in a transaction: it can what TypeORM does not know of. */
async function driverOf(tx: Tx): Promise<ClientBase> {
  if (tx.queryRunner === undefined) throw new Error("only a transaction has a connection of its own");
  return (await tx.queryRunner.connect()) as ClientBase;
}

const toColumns = (row: Row): Row =>
  Object.fromEntries(Object.entries(row).map(([key, value]) => [snakeCase(key), value]));

function fromColumns<T>(row: Row): T {
  return Object.fromEntries(Object.entries(row).map(([key, value]) => [camelCase(key), value])) as T;
}
