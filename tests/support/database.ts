import { randomUUID } from "node:crypto";
import { Client, escapeIdentifier } from "pg";
import { inject } from "vitest";
import { createDatabase, dropDatabase } from "../../src/store/postgres/databases.js";

export interface FreshDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** The first test file that needs the template makes it; the others wait on this lock. */
const TEMPLATE_LOCK = 7_110_418;
const NAME_CHARS_MAX = 30;

/** A migrated, empty database of the caller's own: a copy of the run's template, made in a moment. */
export async function freshDatabase(name = "db"): Promise<FreshDatabase> {
  const server = inject("postgresUrl");
  const prefix = inject("databasePrefix");
  const template = await migratedTemplate(server, `${prefix}template`);
  const readable = name.replace(/\W+/g, "_").slice(0, NAME_CHARS_MAX);
  const own = `${prefix}${readable}_${randomUUID().slice(0, 8)}`;
  const url = await createDatabase(server, own, template);
  return { url, drop: () => dropDatabase(server, own) };
}

/** The template gets its name when it is migrated, so a failed attempt is never copied. */
async function migratedTemplate(server: string, template: string): Promise<string> {
  const client = new Client({ connectionString: server });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [TEMPLATE_LOCK]);
    const found = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [template]);
    if (found.rows.length > 0) return template;
    const unfinished = `${template}_unfinished`;
    await dropDatabase(server, unfinished);
    const { migrate } = await import("../../src/store/migrate.js");
    await migrate(await createDatabase(server, unfinished, "template0"));
    await client.query(
      `ALTER DATABASE ${escapeIdentifier(unfinished)} RENAME TO ${escapeIdentifier(template)}`,
    );
    return template;
  } finally {
    await client.end();
  }
}
