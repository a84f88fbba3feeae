import type { Ask } from "./ask.js";
import type { Sql } from "./sql.js";

/** The types that values of conditions have in SQL. */
export type ValueType = "text" | "uuid" | "int" | "timestamptz" | "date" | "numeric";

/**
 * What one filter asks of a row. Its values are apart from its text, because the text is the same for
 * every request and may have been written before the values are known.
 */
export interface Condition<Value> {
  readonly values: (value: NonNullable<Value>) => readonly string[];
  readonly types: readonly ValueType[];
  readonly sql: (ask: Pick<Ask, "of">, ...values: readonly unknown[]) => Sql;
  /** True if the database has to see the value to choose its way: such a condition is never part of a plan. */
  readonly byValue?: boolean;
}

/** Values of a filter as the database reads them. */
export const given = (value: string): string[] => [value];
export const instant = (value: Date): string[] => [value.toISOString()];

// A table of conditions holds one for each kind of value; which one it is, its name says.
type Conditions = Readonly<Record<string, Condition<never>>>;

/** The conditions that a filter asks for. */
export const conditionsOf = (ask: Ask, conditions: Conditions, filter: object): Sql[] =>
  Object.entries(filter).flatMap(([name, value]) => {
    const condition = conditions[name];
    if (condition === undefined || value === null || value === undefined) return [];
    return [condition.sql(ask, ...condition.values(value as never))];
  });
