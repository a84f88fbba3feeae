import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { stringify } from "yaml";
import { type FreshDatabase, freshDatabase } from "../support/database.js";
import { type DataFolder, dataFolder, type Environment, runCli } from "../support/hub-cli.js";
import { startShelf } from "../support/shelf.js";

let folder: DataFolder;
let database: FreshDatabase;
let shelf: Awaited<ReturnType<typeof startShelf>>;
let env: Environment;

beforeAll(async () => {
  folder = dataFolder("yaml-source");
  database = await freshDatabase("yaml_source");
  shelf = await startShelf();
  env = { ...folder.env, DATABASE_URL: database.url, SHELF_KEY: shelf.settings.authorization };
  folder.connections([]);
  const sources = join(env.HUB_DATA ?? expect.fail("no data folder"), "sources");
  mkdirSync(sources);
  writeFileSync(
    join(sources, "old-shop.yaml"),
    stringify({ ...shelf.settings, authorization: "env:SHELF_KEY" }),
  );
  for (const id of [1, 2, 3, 4]) {
    shelf.orders.set(id, { id, changed: new Date(Date.now() - id * 60_000).toISOString(), quantity: id });
  }
});
afterAll(async () => {
  await shelf.close();
  await database.drop();
  folder.remove();
});

test("a source is connected by a YAML file alone: checked, read, seen in the status, read again", async () => {
  const checked = await runCli(["connector", "check", "old-shop", "--json"], env);
  expect(JSON.parse(checked.stdout)).toEqual({
    connection: "old-shop",
    ok: true,
    findings: ["Shelf answers."],
  });

  const pulled = await runCli(["connector", "pull", "old-shop", "--json"], env);
  expect(pulled.code, pulled.stderr).toBe(0);
  expect(JSON.parse(pulled.stdout)).toMatchObject([{ connectionId: "old-shop", messages: "4", error: null }]);

  const status = JSON.parse((await runCli(["status", "--json"], env)).stdout);
  expect(status.streams).toMatchObject([{ stream: "old-shop/orders", isStopped: false, error: null }]);
  expect(status.streams[0].silentSeconds).toBeLessThan(120);

  const dry = await runCli(["replay", "old-shop", "--all", "--dry-run", "--json"], env);
  const { messages } = JSON.parse(dry.stdout);
  expect(messages).toHaveLength(4);
  expect(messages.every(({ outcome }: { outcome: string }) => outcome === "SAME")).toBe(true);
});

test("a wrong key is told, with exit 1", async () => {
  const wrong = { ...env, SHELF_KEY: "Bearer of-nothing" };
  const checked = await runCli(["connector", "check", "old-shop"], wrong);
  expect(checked.code).toBe(1);
  expect(checked.stdout).toContain("401");
  expect(checked.stdout + checked.stderr).not.toContain("of-nothing");
});
