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

/** What a joined text was made of, so that one inside another is joined with it and not by itself. */
const parts = new WeakMap<Sql, readonly (string | Sql)[]>();

export const piecesOf = (text: Sql): readonly (string | Sql)[] => parts.get(text) ?? [text];

/**
 * Pieces of text and of SQL that answers text, as one text; null if one of them is. Written with `||`, which
 * takes PostgreSQL less time than its `concat`, and in pairs of pairs, so that a long piece is not copied once
 * for each that follows it.
 */
export function joined(pieces: readonly (string | Sql)[]): Sql {
  const all = merged(pieces.flatMap((piece) => (typeof piece === "string" ? piece : piecesOf(piece))));
  const text = inPairs(all.map((piece) => (typeof piece === "string" ? literal(piece) : piece)));
  parts.set(text, all);
  return text;
}

function inPairs(pieces: readonly Sql[]): Sql {
  const [first = literal("")] = pieces;
  if (pieces.length <= 1) return first;
  const half = Math.ceil(pieces.length / 2);
  return trusted`(${inPairs(pieces.slice(0, half))} || ${inPairs(pieces.slice(half))})`;
}

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
