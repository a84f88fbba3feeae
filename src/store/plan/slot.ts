import { createHash } from "node:crypto";
import type { ValueType } from "../reads/condition.js";
import { type Sql, trusted } from "../reads/sql.js";

/** A value that is known only when the operation runs. It stands among the values of an `Sql` like any other. */
export class Slot {
  constructor(readonly type: ValueType) {}
}

/** The customer a token speaks for. It is never one of a request's own values: a batch has one for all. */
export const CALLER = new Slot("uuid");

export interface Prepared {
  /** The hash of the text: the same text is the same statement, whichever document asked for it. */
  readonly name: string;
  readonly text: string;
}

/** One answer as SQL, for a single request and for many of the same plan at once. */
export interface Statement {
  /** Answers `[body]`. */
  readonly one: Prepared;
  /** Takes an array for each slot; answers `[place, body]` for each place in them, from 1. */
  readonly many: Prepared;
  /** In the order in which their values are given. */
  readonly slots: readonly Slot[];
  /** True if the caller's customer is the first value of all. */
  readonly isScoped: boolean;
}

export function statementOf(answer: Sql): Statement {
  const used = new Set(answer.values.filter((value) => value instanceof Slot));
  if (answer.values.some((value) => !(value instanceof Slot))) throw new Error("a plan holds a bare value");
  const isScoped = used.delete(CALLER);
  const slots = [...used];
  const offset = isScoped ? 2 : 1;
  const written = (slotText: (at: number) => string): string =>
    answer.texts.reduce((left, right, index) => {
      const slot = answer.values[index - 1] as Slot;
      const text = slot === CALLER ? "$1::uuid" : slotText(slots.indexOf(slot));
      return `${left}${text}${right}`;
    });
  const one = `SELECT ${written((at) => `$${at + offset}::${slots[at]?.type}`)}`;
  const lists = slots.map(({ type }, at) => `$${at + offset}::${type}[]`).join(", ");
  const names = slots.map((_, at) => `v${at}`).join(", ");
  const many = `SELECT request.place::int, ${written((at) => `request.v${at}`)}
    FROM unnest(${lists}) WITH ORDINALITY AS request (${names}, place)`;
  return { one: prepared(one), many: prepared(many), slots, isScoped };
}

const prepared = (text: string): Prepared => ({
  name: `plan_${createHash("sha256").update(text).digest("hex").slice(0, 32)}`,
  text,
});

/** Pieces of text and of SQL, as one text. Null pieces vanish, so none may be null. */
export function concat(pieces: readonly (string | Sql)[]): Sql {
  const args = merged(pieces).map((piece) => (typeof piece === "string" ? literal(piece) : piece));
  const [first, ...rest] = args;
  if (first === undefined) return literal("");
  if (args.length <= ARGUMENTS_MAX) {
    return trusted`concat(${rest.reduce((left, right) => trusted`${left}, ${right}`, first)})`;
  }
  const parts = Array.from({ length: Math.ceil(args.length / ARGUMENTS_MAX) }, (_, at) =>
    concat(args.slice(at * ARGUMENTS_MAX, (at + 1) * ARGUMENTS_MAX)),
  );
  return concat(parts);
}

/** A function takes no more than 100 arguments. */
const ARGUMENTS_MAX = 90;

function merged(pieces: readonly (string | Sql)[]): (string | Sql)[] {
  const all: (string | Sql)[] = [];
  for (const piece of pieces) {
    const last = all.at(-1);
    if (typeof piece === "string" && typeof last === "string") all[all.length - 1] = last + piece;
    else all.push(piece);
  }
  return all;
}

/** A text as a constant of SQL. */
export const literal = (text: string): Sql => trusted([`'${text.replaceAll("'", "''")}'`]);
