/** A piece of SQL and the values that go with it; `texts` is always one longer than `values`. */
export class Sql {
  constructor(
    readonly texts: readonly string[],
    readonly values: readonly unknown[],
  ) {}
}

/** A table named in the text itself. Functions, subqueries and inserted pieces are fine. */
const BARE_TABLE = /\b(?:from|join)\s+(?!…|\(|lateral\b|unnest\(|jsonb_[a-z_]+\()\S/i;
const checked = new WeakSet<TemplateStringsArray>();

/**
 * SQL as a template: inserted `Sql` becomes text, every other value a parameter. It refuses text that
 * names a table after FROM or JOIN: tables come from `tablesFor(viewer)` only, and carry the viewer's
 * row scope with them. That is what makes forgetting the scope impossible.
 */
export function sql(strings: TemplateStringsArray, ...parts: readonly unknown[]): Sql {
  if (!checked.has(strings)) {
    if (BARE_TABLE.test(strings.join("…"))) {
      throw new Error(`a read names its table itself: ${strings.join("…")}`);
    }
    checked.add(strings);
  }
  return trusted(strings, ...parts);
}

/** The same without the check; for the file that defines the tables. */
export function trusted(strings: readonly string[], ...parts: readonly unknown[]): Sql {
  const texts = [strings[0] ?? ""];
  const values: unknown[] = [];
  parts.forEach((part, index) => {
    const piece = part instanceof Sql ? part : new Sql(["", ""], [part]);
    texts[texts.length - 1] += piece.texts[0] ?? "";
    texts.push(...piece.texts.slice(1));
    texts[texts.length - 1] += strings[index + 1] ?? "";
    values.push(...piece.values);
  });
  return new Sql(texts, values);
}

const NAME = /^[a-z][a-z0-9_.]{0,62}$/;

/** A column, alias or CTE by name. Never give it anything that came from outside. */
export function name(text: string): Sql {
  if (!NAME.test(text)) throw new Error(`"${text}" is no name for SQL`);
  return new Sql([text], []);
}

const TRUE = new Sql(["TRUE"], []);

/** All of these conditions; those that are null do not apply. */
export function all(conditions: readonly (Sql | null)[]): Sql {
  return conditions
    .filter((condition) => condition !== null)
    .reduce((left, right) => trusted`${left} AND ${right}`, TRUE);
}

/** Pieces with commas between them. */
export function listed(pieces: readonly Sql[]): Sql {
  const [first = TRUE, ...rest] = pieces;
  return rest.reduce((left, right) => trusted`${left}, ${right}`, first);
}

/** The statement as PostgreSQL takes it: numbered parameters, values beside them. */
export function rendered({ texts, values }: Sql): { text: string; values: readonly unknown[] } {
  const text = texts.reduce((left, right, index) => `${left}$${index}${right}`);
  return { text, values };
}

/** A whole number of our own, written out: it is the same for every request, so the statement is too. */
export function numeral(value: number): Sql {
  if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is no whole number`);
  return trusted([String(value)]);
}
