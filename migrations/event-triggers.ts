import type { QueryRunner } from "typeorm";

/** What a trigger notes: a new row if nothing is watched, else that one of these columns is another one now. */
export interface Watch {
  readonly watches: readonly string[];
  readonly word: string | null;
}

/** The body of the function that notes new rows (`INSERT`) or changed ones (`UPDATE`) of a table. */
export function noting(
  act: "INSERT" | "UPDATE",
  orderColumn: string,
  rules: Readonly<Record<string, Watch>>,
): string {
  const noted = Object.entries(rules)
    .filter(([, { watches }]) => (watches.length === 0) === (act === "INSERT"))
    .map(([kind, { watches, word }]) => {
      const isNew = watches.map((column) => `n.${column} IS DISTINCT FROM o.${column}`).join(" OR ");
      const before = word === null || act === "INSERT" ? "NULL" : `o.${word}`;
      return `('${kind}', ${act === "INSERT" ? "true" : isNew}, ${before}::text, ${word === null ? "NULL" : `n.${word}`}::text)`;
    });
  return `
    BEGIN
      INSERT INTO event_arrivals (kind, subject_id, order_id, before, after, happened_at)
      SELECT e.kind, n.id, n.${orderColumn}, e.before, e.after, clock_timestamp()
        FROM new_rows n ${act === "INSERT" ? "" : "JOIN old_rows o ON o.id = n.id"}
        CROSS JOIN LATERAL (VALUES ${noted.join(", ")}) AS e(kind, is_so, before, after)
       WHERE e.is_so;
      RETURN NULL;
    END`;
}

/** Once a statement, whatever its number of rows, and in its transaction. */
export async function watch(
  runner: QueryRunner,
  table: string,
  orderColumn: string,
  rules: Readonly<Record<string, Watch>>,
): Promise<void> {
  for (const act of ["INSERT", "UPDATE"] as const) {
    const name = `${table}_note_${act.toLowerCase()}`;
    const rows = act === "INSERT" ? "NEW TABLE AS new_rows" : "OLD TABLE AS old_rows NEW TABLE AS new_rows";
    await runner.query(
      `CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $$${noting(act, orderColumn, rules)}$$`,
    );
    await runner.query(
      `CREATE TRIGGER ${name} AFTER ${act} ON ${table} REFERENCING ${rows}
         FOR EACH STATEMENT EXECUTE FUNCTION ${name}()`,
    );
  }
}

export async function unwatch(runner: QueryRunner, table: string): Promise<void> {
  for (const act of ["insert", "update"])
    await runner.query(`DROP TRIGGER ${table}_note_${act} ON ${table}; DROP FUNCTION ${table}_note_${act}()`);
}
