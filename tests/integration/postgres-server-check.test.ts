import { createServer, type Server, type Socket } from "node:net";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { HubError } from "../../src/domain/errors.js";
import { checkServer } from "../../src/store/postgres/check-server.js";
import { createDatabase, dropDatabase, urlOfDatabase } from "../../src/store/postgres/databases.js";
import { freePort } from "../../src/store/postgres/server.js";
import { freshDatabase } from "../support/database.js";
import {
  available,
  type ExternalPostgres,
  startExternalPostgres,
  whyNotAvailable,
} from "../support/external-postgres.js";

/** The promise to the operator, plus what a loaded machine takes to notice. */
const TOLD_WITHIN_MS = 5_000 + 500;

async function refusal(url: string): Promise<HubError> {
  const outcome = await checkServer(url).then(
    () => "accepted",
    (error: unknown) => error,
  );
  if (outcome instanceof HubError) return outcome;
  throw new Error(`expected a HubError, got ${String(outcome)}`);
}

async function oneValue(url: string, sql: string): Promise<unknown> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<unknown[]>({ text: sql, rowMode: "array" });
    return rows[0]?.[0];
  } finally {
    await client.end();
  }
}

describe("a DATABASE_URL that leads nowhere is told within five seconds", () => {
  let silent: Server;
  const sockets: Socket[] = [];

  beforeAll(async () => {
    silent = createServer((socket) => void sockets.push(socket));
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  });
  afterAll(() => {
    for (const socket of sockets) socket.destroy();
    silent.close();
  });

  const silentPort = (): number => {
    const address = silent.address();
    return typeof address === "object" && address !== null ? address.port : 0;
  };

  test.each<[string, () => Promise<string> | string, RegExp]>([
    [
      "nothing listens",
      async () => `postgres://u:secret@127.0.0.1:${await freePort()}/hub`,
      /Start that PostgreSQL/,
    ],
    [
      "something listens and never answers",
      () => `postgres://u:secret@127.0.0.1:${silentPort()}/hub`,
      /host, port/,
    ],
    ["the host does not exist", () => "postgres://u:secret@no-such-host.invalid/hub", /host name/],
  ])("%s", async (_case, urlOf, mend) => {
    const url = await urlOf();
    const begin = Date.now();
    const error = await refusal(url);
    expect(Date.now() - begin).toBeLessThan(TOLD_WITHIN_MS);
    expect(error).toMatchObject({ code: "POSTGRES_UNREACHABLE", mend: expect.stringMatching(mend) });
    expect(error.message).toContain(new URL(url).host);
    expect(error.message).not.toContain("secret");
  });

  test.each([
    ["a wrong password", (url: string) => url.replace(/:[^:@]+@/, ":secret@"), /user and password/],
    ["a database that is not there", (url: string) => urlOfDatabase(url, "no-such"), /Create that database/],
  ])("%s", async (_case, spoil, mend) => {
    const error = await refusal(spoil(inject("postgresUrl")));
    expect(error).toMatchObject({ code: "POSTGRES_UNREACHABLE", mend: expect.stringMatching(mend) });
    expect(error.message).not.toContain("secret");
  });

  test("what is no URL at all", async () => {
    expect((await refusal("postgres://[")).mend).toMatch(/postgres:\/\/user:password@host/);
  });
});

describe("databases on a server", () => {
  test("are made once, copied from a template, and dropped with sessions open", async () => {
    const server = inject("postgresUrl");
    const name = `${inject("databasePrefix")}made`;
    const [url, same] = await Promise.all([createDatabase(server, name), createDatabase(server, name)]);
    expect(same).toBe(url);
    await oneValue(url, "CREATE TABLE kept AS SELECT 42 AS id");

    const copy = await createDatabase(server, `${name} "copy"`, name);
    expect(await oneValue(copy, "SELECT id FROM kept")).toBe(42);
    await expect(createDatabase(server, `${name} "copy"`, name)).rejects.toMatchObject({
      code: "POSTGRES_DATABASE",
    });

    const open = new Client({ connectionString: copy });
    open.on("error", () => undefined);
    await open.connect();
    for (const made of [name, `${name} "copy"`]) await dropDatabase(server, made);
    await dropDatabase(server, name);
    await expect(oneValue(url, "SELECT 1")).rejects.toThrow(/does not exist/);
    await open.end();
  });

  test.each(["", "x".repeat(64), "深".repeat(22)])("are not named %j", async (name) => {
    await expect(createDatabase(inject("postgresUrl"), name)).rejects.toMatchObject({
      code: "POSTGRES_DATABASE_NAME",
    });
  });

  test("of tests are migrated, separate, and fit for the hub", async () => {
    const [a, b] = await Promise.all([freshDatabase("one"), freshDatabase("two")]);
    await oneValue(a.url, "CREATE TABLE only_here (id int)");
    expect(await oneValue(b.url, "SELECT to_regclass('only_here')")).toBeNull();
    expect(await oneValue(b.url, "SELECT to_regclass('inbound_messages')::text")).toBe("inbound_messages");
    await checkServer(a.url);
    await Promise.all([a.drop(), b.drop()]);
    await expect(oneValue(a.url, "SELECT 1")).rejects.toThrow(/does not exist/);
  });
});

describe.skipIf(!available)(`a PostgreSQL of the customer's own (skipped where ${whyNotAvailable})`, () => {
  let external: ExternalPostgres;

  beforeAll(async () => {
    external = await startExternalPostgres();
  });
  afterAll(() => external.stop());

  test("that is in order is accepted, and left as it was", async () => {
    await checkServer(external.url);
    expect(
      await oneValue(external.url, "SELECT count(*)::int FROM pg_extension WHERE extname = 'pg_trgm'"),
    ).toBe(0);
  });

  test.each([
    ["whose locale knows only ASCII", "ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'", "POSTGRES_CTYPE"],
    ["that stores no UTF-8", "ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C'", "POSTGRES_ENCODING"],
  ])("%s is refused with the statement that mends it", async (_case, options, code) => {
    await oneValue(external.url, `CREATE DATABASE "${code}" TEMPLATE template0 ${options}`);
    const error = await refusal(urlOfDatabase(external.url, code));
    expect(error).toMatchObject({ code, mend: expect.stringContaining("LC_CTYPE 'C.UTF-8'") });
  });

  test("whose user may not add pg_trgm is refused with what a superuser must do", async () => {
    await oneValue(external.url, "CREATE ROLE humble LOGIN PASSWORD 'humble'");
    const url = external.url.replace(/\/\/[^@]+@/, "//humble:humble@");
    expect(await refusal(url)).toMatchObject({
      code: "POSTGRES_NO_TRGM",
      mend: expect.stringContaining("CREATE EXTENSION pg_trgm"),
    });
  });
});
