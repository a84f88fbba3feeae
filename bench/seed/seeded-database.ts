import { createHash } from "node:crypto";
import { Client, escapeIdentifier } from "pg";
import { migrations } from "../../migrations/index.js";
import type { DatabaseServer } from "../../src/database-server.js";
import { migrate } from "../../src/store/migrate.js";
import type { Stage } from "../stage.js";
import { ENGINES, type Engine, SEED_VERSION, seed } from "./seed.js";

/** What is in a seeded database follows from this name: size, seed, and the very text of the migrations. */
export function seededName(orders: number): string {
  const made = JSON.stringify([SEED_VERSION, ...migrations.map(String)]);
  return `throughline_bench_${orders}_${createHash("sha256").update(made).digest("hex").slice(0, 10)}`;
}

/** A migrated and seeded database of this name, made if it is not there. */
export async function seededDatabase(
  stage: Pick<Stage, "server" | "dropLater" | "start">,
  name: string,
  orders: number,
  onProgress: (what: string) => void,
): Promise<{ url: string; seconds: number | null }> {
  return namedWhenComplete(stage, name, async (url) => {
    await migrate(url);
    const children = await Promise.all(
      Array.from({ length: ENGINES }, () => stage.start("engine", { databaseUrl: url })),
    );
    const engines = children.map(
      (child): Engine =>
        (range) =>
          child.ask("make", range),
    );
    await seed(url, orders, engines, (what) => onProgress(`seeding ${orders} orders: ${what}`));
    await Promise.all(children.map((child) => child.close()));
  });
}

/**
 * A database of this name, filled if it is not there, and in how many seconds. It gets its name when it is
 * complete, so one whose filling was interrupted is never taken for it.
 */
export async function namedWhenComplete(
  { server, dropLater }: Pick<Stage, "server" | "dropLater">,
  name: string,
  fill: (url: string) => Promise<void>,
): Promise<{ url: string; seconds: number | null }> {
  if (await exists(server.defaultUrl, name)) return { url: await server.create(name), seconds: null };
  const started = Date.now();
  const unfinished = `${name}_unfinished`;
  await server.drop(unfinished);
  dropLater(unfinished);
  await fill(await server.create(unfinished));
  await inDatabase(server.defaultUrl, (client) =>
    client.query(`ALTER DATABASE ${escapeIdentifier(unfinished)} RENAME TO ${escapeIdentifier(name)}`),
  );
  return { url: await server.create(name), seconds: Math.round((Date.now() - started) / 100) / 10 };
}

/** A copy that may be written into. Files are copied, not logged: that is what makes it quick. */
export async function copyDatabase(server: DatabaseServer, from: string, to: string): Promise<string> {
  await inDatabase(server.defaultUrl, (client) =>
    client.query(
      `CREATE DATABASE ${escapeIdentifier(to)} TEMPLATE ${escapeIdentifier(from)} STRATEGY FILE_COPY`,
    ),
  );
  return server.create(to);
}

/** Runs work on a connection of its own. */
export async function inDatabase<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const exists = (url: string, name: string): Promise<boolean> =>
  inDatabase(url, async (client) => {
    const { rows } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [name]);
    return rows.length > 0;
  });
