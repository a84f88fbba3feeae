import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { DataSource } from "typeorm";
import { afterEach, beforeEach, describe, expect, inject, test } from "vitest";
import { migrations } from "../../migrations/index.js";
import { dataSource } from "../../src/store/database.js";
import { migrate } from "../../src/store/migrate.js";
import { createDatabase, dropDatabase } from "../../src/store/postgres/databases.js";
import { rows } from "../support/burst.js";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const POOL_SIZE = 2;
const NO_TIME_LIMIT = 0;

let url: string;
let name: string;

beforeEach(async () => {
  name = `${inject("databasePrefix")}migrations_${Math.random().toString(36).slice(2, 10)}`;
  url = await createDatabase(inject("postgresUrl"), name, "template0");
});
afterEach(() => dropDatabase(inject("postgresUrl"), name));

async function withSource<T>(use: (source: DataSource) => Promise<T>): Promise<T> {
  const source = await dataSource(url, POOL_SIZE, NO_TIME_LIMIT).initialize();
  try {
    return await use(source);
  } finally {
    await source.destroy();
  }
}

/** Everything that a migration can make: columns, indexes and constraints, as the catalog shows them. */
const shape = (): Promise<unknown[]> =>
  rows(
    url,
    `SELECT table_name || '.' || column_name AS part, data_type || ' ' || is_nullable || ' ' || COALESCE(column_default, '') AS is
       FROM information_schema.columns WHERE table_schema = 'public'
      UNION ALL SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
      UNION ALL SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace
      ORDER BY 1, 2`,
  );

const applied = async (): Promise<number> =>
  (await rows<{ n: number }>(url, "SELECT count(*)::int AS n FROM migrations"))[0]?.n ?? 0;

describe("the migrations", () => {
  test("make exactly what the entities say", async () => {
    const missing = async (): Promise<string[]> => {
      const { upQueries } = await withSource((source) => source.driver.createSchemaBuilder().log());
      return upQueries.map(({ query }) => query);
    };
    expect(await missing()).not.toEqual([]);
    await migrate(url);
    expect(await missing()).toEqual([]);
  });

  test("leave every column with the very words of its list, in whatever order the lists have grown", async () => {
    await migrate(url);
    const wordsIn = (rule: string): string[] =>
      [...rule.matchAll(/'(\w+)'/g)].map(([, word = ""]) => word).sort();
    const kept = await rows<{ name: string; rule: string }>(
      url,
      `SELECT conname AS name, pg_get_constraintdef(oid) AS rule FROM pg_constraint
        WHERE contype = 'c' AND connamespace = 'public'::regnamespace`,
    );
    const rules = new Map(kept.map(({ name: of, rule }) => [of, wordsIn(rule)]));
    const lists = await withSource(async ({ entityMetadatas }) =>
      entityMetadatas.flatMap(({ checks }) =>
        checks.map(({ name: of, expression }) => [of, expression] as const),
      ),
    );
    expect(lists.length).toBeGreaterThan(0);
    const strays = lists.filter(([of, expression]) => rules.get(of)?.join() !== wordsIn(expression).join());
    expect(strays).toEqual([]);
  });

  test("change nothing when they run again", async () => {
    await migrate(url);
    const before = await shape();
    await migrate(url);
    expect(await shape()).toEqual(before);
    expect(await applied()).toBe(migrations.length);
  });

  test("run once when four start at the same time, two of them in processes of their own", async () => {
    const script = `import("./src/store/migrate.ts").then(({ migrate }) => migrate(process.argv[1]))`;
    const inProcess = async (): Promise<void> => {
      const child = spawn(process.execPath, ["--import", "tsx", "-e", script, url], {
        cwd: ROOT,
        stdio: "inherit",
      });
      const [code] = await once(child, "exit");
      expect(code).toBe(0);
    };
    await Promise.all([inProcess(), inProcess(), migrate(url), migrate(url)]);
    expect(await applied()).toBe(migrations.length);
  });

  test("can be taken back one by one to an empty database, and applied again", async () => {
    await migrate(url);
    const whole = await shape();
    await withSource(async (source) => {
      for (let left = migrations.length; left > 0; left -= 1) {
        await source.undoLastMigration({ transaction: "each" });
        expect(await applied()).toBe(left - 1);
      }
    });
    const tables = await rows<{ tablename: string }>(
      url,
      "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
    );
    expect(tables.map(({ tablename }) => tablename)).toEqual(["migrations"]);
    await migrate(url);
    expect(await shape()).toEqual(whole);
  });

  test("have numbers that rise, one file each", () => {
    const names = migrations.map((Migration) => Migration.name);
    expect(names).toEqual([...names].sort((a, b) => Number(a.slice(-13)) - Number(b.slice(-13))));
    expect(new Set(names.map((found) => found.slice(-13))).size).toBe(names.length);
  });
});
