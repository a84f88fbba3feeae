import { type FieldNode, type GraphQLField, getArgumentValues, Kind, visit } from "graphql";
import type { ValueType } from "../reads/condition.js";
import type { TableName, Tables } from "../reads/scope.js";
import { name, type Sql } from "../reads/sql.js";
import type { Document, SelectedField } from "./selection.js";
import { Slot } from "./slot.js";
import { NoPlan } from "./text-form.js";

export type Arguments = Readonly<Record<string, unknown>>;
type Variables = Document["variables"];

/** What only the API knows: who may have what, and which row an opaque id stands for. */
export interface Outside {
  /** Callers with the same key are allowed the same. */
  readonly key: string;
  /** The API's own policy, for this caller. */
  allows(type: string, field: GraphQLField<unknown, unknown>, args: Arguments): boolean;
  /** Whether the caller may see objects of this type at all. */
  mayHave(type: string): boolean;
  /** The row that an opaque id of this type stands for, or an id that no row has. */
  rowId(type: string, id: string): string;
  /** The type that an opaque id speaks of; null if it is none of ours. */
  typeOf(id: string): string | null;
}

/** Slots, and how their values are read from the variables of a request. */
export interface Source {
  readonly slots: readonly Slot[];
  readonly values: (variables: Variables) => readonly unknown[];
}

/** What one operation is written on. */
export interface Sheet {
  readonly document: Document;
  readonly tables: Tables;
  readonly outside: Outside;
  readonly sources: Source[];
  /** True if the rows that are read are to be told; see `marks.ts`. */
  readonly isMarked: boolean;
  /** An alias that nothing else on the sheet has. */
  readonly alias: () => string;
  /** A page of what hangs on a row; given, because a page holds rows and rows hold pages. */
  readonly hungPage: (sheet: Sheet, field: SelectedField, args: Arguments, page: HungPage) => Sql;
}

/** Of which list, and by which column of it what is in it hangs on which row. */
export interface HungPage {
  readonly page: "orders" | "cases";
  readonly by: string;
  readonly id: Sql;
}

export function newSheet(
  parts: Pick<Sheet, "document" | "tables" | "outside" | "isMarked" | "hungPage">,
): Sheet {
  let aliases = 0;
  const alias = (): string => {
    aliases += 1;
    return `a${aliases}`;
  };
  return { ...parts, sources: [], alias };
}

/** The arguments of a field, for the variables that are being planned for. */
export function argumentsOf(
  { document, outside }: Sheet,
  { field, node }: SelectedField,
  of: string,
): Arguments {
  if (field === null) return {};
  const args = getArgumentValues(field, node, document.variables);
  if (!outside.allows(of, field, args)) throw new NoPlan(`${of}.${field.name} is not for this caller`);
  return args;
}

/** Slots for values that are made of a field's arguments, request by request. */
export function slotsFor(
  { sources }: Sheet,
  { field, node }: SelectedField,
  types: readonly ValueType[],
  read: (args: Arguments) => readonly unknown[],
): Slot[] {
  if (field === null) throw new NoPlan("no field, no arguments");
  const slots = types.map((type) => new Slot(type));
  const values = (variables: Variables) => read(getArgumentValues(field, node, variables));
  const fixed = hasVariables(node) ? null : values({});
  sources.push({ slots, values: fixed === null ? values : () => fixed });
  return slots;
}

function hasVariables(node: FieldNode): boolean {
  let found = false;
  for (const argument of node.arguments ?? []) {
    visit(argument, {
      [Kind.VARIABLE]: () => {
        found = true;
      },
    });
  }
  return found;
}

/** A row that is being written out, and the columns of it that are needed. */
export interface Row {
  readonly alias: string;
  /** The table it is a row of; null if it is put together. */
  readonly table: TableName | null;
  readonly columns: Set<string>;
}

export const newRow = ({ alias }: Pick<Sheet, "alias">, table: TableName | null): Row => ({
  ...{ alias: alias(), table, columns: new Set() },
});

export function columnOf({ alias, columns }: Row, column: string): Sql {
  columns.add(column);
  return name(`${alias}.${column}`);
}
