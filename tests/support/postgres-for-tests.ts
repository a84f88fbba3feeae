import { randomUUID } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import type { TestProject } from "vitest/node";
import { dropDatabase } from "../../src/store/postgres/databases.js";
import { launchPostgres } from "../../src/store/postgres/launcher.js";

declare module "vitest" {
  interface ProvidedContext {
    /** The one server of this test run. */
    postgresUrl: string;
    /** Starts the name of every database of this run, so that two runs may share a server. */
    databasePrefix: string;
  }
}

/** A test run may lose its data in a power cut; what it tests of durability it tests on servers of its own. */
const FAST = { fsync: "off", synchronous_commit: "off", full_page_writes: "off", max_connections: "200" };

/** Starts one PostgreSQL for all tests of the run, or uses TEST_DATABASE_URL, and leaves nothing behind. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const prefix = `test_${randomUUID().slice(0, 8)}_`;
  project.provide("databasePrefix", prefix);
  const given = process.env.TEST_DATABASE_URL;
  if (given !== undefined && given !== "") {
    project.provide("postgresUrl", given);
    return () => dropAll(given, prefix);
  }
  const folder = mkdtempSync(join(tmpdir(), "throughline-tests-"));
  // mkdtemp makes private folders; the account of the server must be able to pass.
  chmodSync(folder, 0o755);
  const server = await launchPostgres({
    dataDir: join(folder, "postgres"),
    reachableDir: join(folder, "reachable"),
    settings: FAST,
  });
  project.provide("postgresUrl", server.url);
  return async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}

async function dropAll(serverUrl: string, prefix: string): Promise<void> {
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  const { rows } = await client.query<{ datname: string }>(
    "SELECT datname FROM pg_database WHERE starts_with(datname, $1)",
    [prefix],
  );
  await client.end();
  for (const { datname } of rows) await dropDatabase(serverUrl, datname);
}
