import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { runCli } from "../support/hub-cli.js";

const TIMEOUT_MS = 120_000;
/** Two plays, each with a truck that lets itself be waited for. */
const PLAY_MS = 480_000;

let dataDir = "";
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), "throughline-bench-"));
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

/** `hub bench` in a process of its own, on the server of this test run. */
const bench = async (...args: string[]) => {
  const env = {
    HUB_DATA: dataDir,
    DATABASE_URL: inject("postgresUrl"),
    REDIS_URL: "",
    HUB_LOG_LEVEL: "silent",
  };
  const { code, stdout, stderr } = await runCli(["bench", ...args], env);
  return { code, stdout, stderr };
};

async function benchDatabases(): Promise<string[]> {
  const client = new Client({ connectionString: inject("postgresUrl") });
  await client.connect();
  const { rows } = await client.query<{ datname: string }>(
    "SELECT datname FROM pg_database WHERE datname LIKE 'throughline\\_bench\\_%'",
  );
  await client.end();
  return rows.map(({ datname }) => datname);
}

const SMALL = [
  "--json",
  "--orders",
  "400",
  "--records",
  "1000",
  "--rounds",
  "1",
  "--warm-up",
  "20",
  "--connections",
  "4",
];
const CASES: { name: string; args: string[]; unit: string; comparisons: string[]; facts: object }[] = [
  {
    name: "order-tracking",
    args: ["--seconds", "0.5"],
    unit: "requests/s",
    comparisons: ["4 connections"],
    facts: { "orders in the database": 400, "keys with the same answer": 50 },
  },
  {
    name: "ingest",
    args: ["--send", "60"],
    unit: "orders/s",
    comparisons: [
      "empty database: acknowledged",
      "empty database: fully processed",
      "seeded database: acknowledged",
      "seeded database: fully processed",
    ],
    facts: { "orders per slice": 60, "customers per slice": 24, "orders in the seeded database": 400 },
  },
  {
    name: "resolve",
    args: ["--seconds", "0.5"],
    unit: "decisions/s",
    comparisons: ["50 records", "100 records", "1000 records"],
    facts: {
      ...{ clients: 4, "1000 records: loaded in seconds": expect.any(Number) },
      "1000 records: known customers linked to the right one, share": expect.toSatisfy(
        (share: unknown) => Number(share) > 0.8,
        "most of them",
      ),
    },
  },
];

const ROW = { throughline: expect.any(Number), floor: expect.any(Number), textbook: expect.any(Number) };

const aboveZero = expect.toSatisfy((value: unknown) => Number(value) > 0, "a number above zero");
const range = [aboveZero, aboveZero];
const measured = {
  ...{ ours: aboveZero, peer: aboveZero, ratio: aboveZero, rounds: 1 },
  ...{ oursRange: range, peerRange: range, ratioRange: range },
};

describe("hub bench", () => {
  test.each(CASES)(
    "$name runs both sides and prints one JSON document",
    async ({ name, args, unit, comparisons, facts }) => {
      const { stdout, stderr } = await bench(name, ...SMALL, ...args);
      expect(stderr).toBe("");
      const report: unknown = JSON.parse(stdout);
      expect(report).toMatchObject({
        ...{ name, unit, ...measured, facts },
        machine: { cores: aboveZero, node: process.version, loadBefore: expect.any(Array) },
        comparisons: comparisons.map((one) => ({ name: one, unit, ...measured })),
      });
      expect(await benchDatabases()).toEqual([]);
    },
    TIMEOUT_MS,
  );

  test(
    "follow-through plays orders to their end, through kills of both sides, and loses nothing",
    async () => {
      const args = ["--json", "--orders", "120", "--yard", "12", "--seed", "7"];
      const { stdout, stderr } = await bench("follow-through", ...args);
      expect(stderr).toMatch(
        /^with the guard, S0: 120 orders and \d+ changes in \d+ s; lost 0, applied twice 0, escapes \d+\nno-guard, S0: .+\n$/,
      );
      const report: Record<string, unknown> = JSON.parse(stdout);
      expect(Object.keys(report).slice(0, 8)).toEqual([
        ...["orders", "changes", "lost", "appliedTwice", "escapes", "escapesWithoutHub", "held"],
        "secondsPerThousand",
      ]);
      expect(report).toMatchObject({
        ...{ orders: 120, changes: aboveZero, lost: 0, appliedTwice: 0, outOfOrder: 0, parked: 0 },
        ...{ secondsPerThousand: aboveZero, cameToRest: true, crashes: 2 },
      });
      // Every parcel that went astray is one that a person knows of, and every cause is found.
      expect(report.escapesUnreported).toBe(0);
      expect(report.causesRecovered).toEqual(report.causesInjected);
      expect(await benchDatabases()).toEqual([]);
    },
    PLAY_MS,
  );

  test(
    "reads runs every side that needs no installing, on three questions with the same facts",
    async () => {
      const { stdout, stderr } = await bench("reads", ...SMALL, "--seconds", "0.3", "--no-peers");
      expect(stderr).toBe("");
      const row = { "4": { ...ROW, p50: aboveZero, p99: aboveZero } };
      const questions = ["order-tracking", "customer-360", "supply-chain-board"];
      expect(JSON.parse(stdout)).toMatchObject({
        ...{ name: "reads", unit: "requests/s", ...measured },
        ...Object.fromEntries(questions.map((question) => [question, row])),
        geometricMeans: { "4": { floor: aboveZero, textbook: aboveZero } },
        facts: { "orders in the database": 400, sides: "throughline, floor, textbook" },
        comparisons: questions.map((question) => ({ name: `${question}, 4 connections`, ...measured })),
      });
      expect(await benchDatabases()).toEqual([]);
    },
    TIMEOUT_MS,
  );

  test(
    "a name that no benchmark has is refused",
    async () => {
      expect(await bench("speed")).toMatchObject({
        code: 1,
        stdout: "",
        stderr: expect.stringContaining(
          "Benchmarks: order-tracking, ingest, resolve, documents, reads, follow-through.",
        ),
      });
    },
    TIMEOUT_MS,
  );

  test(
    "a kept database is taken again instead of being seeded anew",
    async () => {
      const keep = ["order-tracking", ...SMALL, "--seconds", "0.2", "--keep"];
      const seconds = async (): Promise<unknown> =>
        JSON.parse((await bench(...keep)).stdout).facts["seeded in seconds"];
      expect(await seconds()).toEqual(aboveZero);
      const [kept = ""] = await benchDatabases();
      expect(await seconds()).toBeNull();
      expect(await benchDatabases()).toEqual([kept]);
      await dropKept(kept);
    },
    TIMEOUT_MS,
  );
});

async function dropKept(name: string): Promise<void> {
  const client = new Client({ connectionString: inject("postgresUrl") });
  await client.connect();
  await client.query(`DROP DATABASE "${name}"`);
  await client.end();
}
