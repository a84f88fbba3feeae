import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type FreshDatabase, freshDatabase } from "../support/database.js";
import { type DataFolder, dataFolder, type Environment, runCli } from "../support/hub-cli.js";

let folder: DataFolder;
let database: FreshDatabase;
let env: Environment;

beforeAll(async () => {
  folder = dataFolder("command-line");
  database = await freshDatabase("command_line");
  env = { ...folder.env, DATABASE_URL: database.url };
});
afterAll(async () => {
  await database.drop();
  folder.remove();
});

const COMMANDS = ["start", "demo", "ingest", "quarantine", "webhook", "status", "doctor", "token"];
const UNDER_QUARANTINE = ["list", "show", "replay", "discard"];

describe("help", () => {
  test("of hub names every command", async () => {
    const ran = await runCli(["--help"], env);
    expect(ran).toMatchObject({ code: 0, stderr: "" });
    for (const command of COMMANDS) expect(ran.stdout).toMatch(new RegExp(`^ +${command}\\b`, "m"));
  });

  test.each([...COMMANDS, ...UNDER_QUARANTINE.map((name) => `quarantine ${name}`)])(
    "of hub %s says what it does",
    async (command) => {
      const ran = await runCli([...command.split(" "), "--help"], env);
      expect(ran).toMatchObject({ code: 0, stderr: "" });
      expect(ran.stdout).toMatch(new RegExp(`^Usage: hub ${command}.*\n\n\\w`));
    },
  );
});

describe("wrong usage", () => {
  test.each<[string, RegExp]>([
    ["", /Usage: hub/],
    ["frobnicate", /unknown command/],
    ["constructor", /unknown command/],
    ["start --port abc", /0 to 65535/],
    ["start --port 65536", /0 to 65535/],
    ["start --port ", /0 to 65535|argument missing/],
    ["start --frobnicate", /unknown option/],
    ["ingest", /missing required argument/],
    ["ingest order-file", /missing required argument/],
    ["quarantine", /Usage: hub quarantine/],
    ["quarantine discard some-id", /--reason/],
    ["webhook add https://receiver.example/", /--role/],
    ["webhook add https://receiver.example/ --role OPERATOR --kind SUNRISE", /Allowed choices/],
    ["token", /--role/],
    ["token --role KING", /Allowed choices/],
    ["token --role OPERATOR --hours 13", /up to 12/],
    ["token --role OPERATOR --hours soon", /up to 12/],
  ])("hub %s exits 2 and prints nothing on stdout", async (line, words) => {
    const ran = await runCli(
      line.split(" ").filter((word) => word !== ""),
      env,
    );
    expect(ran).toMatchObject({ code: 2, stdout: "" });
    expect(ran.stderr).toMatch(words);
  });
});

describe("an error", () => {
  test.each<[string, string, Environment, RegExp]>([
    [
      "a variable that is none",
      "start",
      { HUB_PORT: "many", DATABASE_URL: "mysql://x" },
      /DATABASE_URL.*HUB_PORT.*\n.*hub start --help/,
    ],
    ["a connector that is none", "ingest no-such package.json", {}, /no connector "no-such"\n.*order-file/],
    [
      "a connector that takes no files",
      "ingest bogus package.json",
      {},
      /no connection uses.*"bogus"\n.*order-file/,
    ],
    ["a message that is none", "quarantine show 42", {}, /no message 42.*\n.*hub quarantine list/],
    [
      "a message that is none",
      "quarantine replay 018f0000-0000-7000-8000-000000000001",
      {},
      /no message 018f.*\n.*list/,
    ],
    ["a message that is none", "quarantine discard 42 --reason none", {}, /no message 42.*\n.*list/],
    ["a customer's token without a customer", "token --role CUSTOMER", {}, /CUSTOMER.*\n.*customer/],
    [
      "connections that are not JSON",
      "status",
      { HUB_CONNECTIONS: "package.md" },
      /package\.md.*\n.*Correct/s,
    ],
  ])(
    "(%s: hub %s) says what, why and how to mend it on stderr, and exits 1",
    async (_case, line, more, words) => {
      writeFileSync(join(folder.path, "package.md"), "# not JSON");
      const file = more.HUB_CONNECTIONS;
      const where = file === undefined ? {} : { HUB_CONNECTIONS: join(folder.path, file) };
      const ran = await runCli(line.split(" "), { ...env, ...more, ...where });
      expect(ran).toMatchObject({ code: 1, stdout: "" });
      expect(ran.stderr).toMatch(words);
      expect(ran.stderr).toMatch(/^hub: /);
      expect(ran.stderr).not.toMatch(/\n +at /);
    },
  );
});

describe("hub token, status and doctor", () => {
  test("token prints one signed token for the role", async () => {
    const ran = await runCli(["token", "--role", "SUPPLY_CHAIN", "--subject", "kim"], env);
    expect(ran).toMatchObject({ code: 0, stderr: "" });
    const [, claims = ""] = ran.stdout.trim().split(".");
    expect(JSON.parse(Buffer.from(claims, "base64url").toString())).toMatchObject({
      ...{ sub: "kim", role: "SUPPLY_CHAIN", iss: "throughline" },
    });
  });

  test("status --json prints one document, and looking does no work", async () => {
    const ran = await runCli(["status", "--json"], env);
    expect(ran).toMatchObject({ code: 0, stderr: "" });
    expect(JSON.parse(ran.stdout)).toMatchObject({
      running: null,
      open: 0,
      parked: 0,
      quarantined: 0,
      tasks: 0,
    });
  });

  test("doctor says what is wrong and how to mend it, in words and as one document", async () => {
    const [words, json] = await Promise.all([runCli(["doctor"], env), runCli(["doctor", "--json"], env)]);
    expect(words).toMatchObject({ code: 1, stderr: "" });
    expect(words.stdout).toMatch(/No hub is running.*\n +Start it/);
    expect(JSON.parse(json.stdout)).toMatchObject({
      findings: expect.arrayContaining([{ what: expect.any(String), mend: expect.any(String) }]),
    });
  });
});
