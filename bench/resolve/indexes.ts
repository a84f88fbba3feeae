import type { Client } from "pg";

/**
 * Takes the indexes of tables away while they are filled, and answers with what brings them back: an
 * index built in one go is smaller and made in a fraction of the time. What they are is asked of the
 * database, so a later migration needs no change here.
 */
export async function withoutIndexes(
  client: Client,
  tables: readonly string[],
): Promise<(onProgress: (what: string) => void) => Promise<void>> {
  const foreign = await constraints(
    client,
    "contype = 'f' AND (conrelid = ANY(given) OR confrelid = ANY(given))",
    tables,
  );
  const keys = await constraints(client, "contype IN ('p', 'u') AND conrelid = ANY(given)", tables);
  const indexes = await client.query<{ name: string; definition: string }>(
    `SELECT indexrelid::regclass AS name, pg_get_indexdef(indexrelid) AS definition FROM pg_index
      WHERE indrelid = ANY($1::text[]::regclass[]) AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)`,
    [tables],
  );
  for (const { table, name } of [...foreign, ...keys])
    await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`);
  for (const { name } of indexes.rows) await client.query(`DROP INDEX ${name}`);
  const adding = ({ table, name, definition }: Constraint) =>
    `ALTER TABLE ${table} ADD CONSTRAINT ${name} ${definition}`;
  const statements = [
    ...keys.map(adding),
    ...indexes.rows.map(({ definition }) => definition),
    ...foreign.map(adding),
  ];
  return async (onProgress) => {
    for (const [at, statement] of statements.entries()) {
      onProgress(`index or reference ${at + 1} of ${statements.length}`);
      await client.query(statement);
    }
  };
}

interface Constraint {
  readonly table: string;
  readonly name: string;
  readonly definition: string;
}

async function constraints(client: Client, which: string, tables: readonly string[]): Promise<Constraint[]> {
  const { rows } = await client.query<Constraint>(
    `SELECT conrelid::regclass AS "table", conname AS name, pg_get_constraintdef(oid) AS definition
       FROM pg_constraint, (SELECT $1::text[]::regclass[] AS given) AS tables WHERE ${which}`,
    [tables],
  );
  return rows;
}
