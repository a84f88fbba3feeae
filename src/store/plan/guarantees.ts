import { getMetadataArgsStorage } from "typeorm";
import { ENTITIES } from "../entities.js";
import { snakeCase } from "../naming.js";
import { oneOf } from "../one-of.js";

/** What the database itself sees to in a table, so that no statement has to look again. */
interface Guarantees {
  /** Columns that are never null. */
  readonly present: ReadonlySet<string>;
  /** The text of its checks. */
  readonly checks: ReadonlySet<string>;
}

const NONE: Guarantees = { present: new Set(), checks: new Set() };
let known: ReadonlyMap<string, Guarantees> | undefined;

/** As the entities say, and a test holds the migrations to them. */
function guaranteesOf(table: string): Guarantees {
  known ??= new Map(
    getMetadataArgsStorage()
      .tables.filter(({ target }) => (ENTITIES as unknown[]).includes(target))
      .map(({ target, name }) => [String(name), declaredOf(target)]),
  );
  return known.get(table) ?? NONE;
}

function declaredOf(target: unknown): Guarantees {
  const { columns, checks } = getMetadataArgsStorage();
  const own = columns.filter((column) => column.target === target);
  return {
    present: new Set(
      own
        .filter(({ options }) => options.nullable !== true)
        .map(({ propertyName }) => snakeCase(propertyName)),
    ),
    checks: new Set(checks.filter((check) => check.target === target).map(({ expression }) => expression)),
  };
}

/** True for a column that is never null. Rows of no table have no such columns. */
export const isPresent = (table: string | null, column: string): boolean =>
  table !== null && guaranteesOf(table).present.has(column);

/** True for a column that holds these words and no others. */
export const holdsOnly = (table: string | null, column: string, words: readonly string[]): boolean =>
  table !== null && guaranteesOf(table).checks.has(oneOf(column, words));
