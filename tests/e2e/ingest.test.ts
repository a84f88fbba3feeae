import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { type FreshDatabase, freshDatabase } from "../support/database.js";
import {
  type DataFolder,
  dataFolder,
  type Environment,
  runCli,
  startHub,
  type UpHub,
} from "../support/hub-cli.js";

const DEMO = fileURLToPath(new URL("../../examples/demo", import.meta.url));
const ORDER_NUMBER = /^TL-[0-9A-Z]{4}-[0-9A-Z]{4}$/;

const line = z.strictObject({
  file: z.string(),
  messageId: z.uuid().nullable(),
  outcome: z.enum(["APPLIED", "DUPLICATE", "QUARANTINED", "UNREADABLE"]),
  order: z.string().regex(ORDER_NUMBER).nullable(),
  reason: z.string().min(10).nullable(),
  documents: z.array(z.looseObject({ kind: z.string() })),
});
type Line = z.infer<typeof line>;

let folder: DataFolder;
let database: FreshDatabase;
let env: Environment;

beforeAll(async () => {
  folder = dataFolder("ingest");
  database = await freshDatabase("ingest");
  env = { ...folder.env, DATABASE_URL: database.url };
  folder.secret("shop", `whsec_${Buffer.from("a secret of the tests").toString("base64")}`);
  folder.connections([
    { id: "webshop", connector: "shopify", settings: { webhookSecret: "file:secrets/shop" } },
    { id: "partner-shop", connector: "standard-webhooks", settings: { webhookSecret: "file:secrets/shop" } },
    { id: "sales-desk", connector: "order-file", settings: {} },
    { id: "call-center", connector: "call-center", settings: {} },
    { id: "mailbox", connector: "email", settings: { port: null } },
    { id: "fax", connector: "fax", settings: {} },
  ]);
});
afterAll(async () => {
  await database.drop();
  folder.remove();
});

async function ingested(
  connector: string,
  files: readonly string[],
): Promise<{ code: number | null; lines: Line[] }> {
  const ran = await runCli(["ingest", connector, ...files, "--json"], env);
  expect(ran.stderr).toBe("");
  return { code: ran.code, lines: z.array(line).parse(JSON.parse(ran.stdout)) };
}

describe("hub ingest without a running hub", () => {
  test.each<[string, string, number]>([
    ["order-file", "sales-desk/desk-a.csv", 4],
    ["order-file", "sales-desk/desk-c.xlsx", 3],
    ["email", "email/e5.eml", 1],
    ["fax", "fax/f4-c12.tif", 1],
    ["shopify", "web/webshop/w1.json", 1],
    ["standard-webhooks", "web/partner-shop/p1.json", 1],
    ["call-center", "call-center/k1.json", 1],
  ])("%s %s: one line per order, with its number", async (connector, path, orders) => {
    const file = join(DEMO, path);
    const { code, lines } = await ingested(connector, [file]);
    expect(code).toBe(0);
    expect(lines).toHaveLength(orders);
    for (const found of lines) expect(found).toMatchObject({ file, outcome: "APPLIED", reason: null });
    expect(new Set(lines.map(({ order }) => order)).size).toBe(orders);
    expect(new Set(lines.map(({ messageId }) => messageId)).size).toBe(1);
  });

  test("says of each file what became of it: applied, repeated, broken, not to be read", async () => {
    const files = [
      "sales-desk/desk-b.csv",
      "sales-desk/desk-b.csv",
      "sales-desk/desk-broken.csv",
      "no-such-file.csv",
      "sales-desk",
    ];
    const { code, lines } = await ingested(
      "sales-desk",
      files.map((file) => join(DEMO, file)),
    );
    expect(code).toBe(1);
    const of = (outcome: string): Line[] => lines.filter((found) => found.outcome === outcome);
    expect(of("APPLIED")).toHaveLength(3);
    expect(of("DUPLICATE").map(({ order }) => order)).toEqual(of("APPLIED").map(({ order }) => order));
    expect(of("QUARANTINED")).toMatchObject([{ order: null, reason: expect.stringContaining("Vorgang") }]);
    expect(of("UNREADABLE")).toMatchObject([
      { messageId: null, reason: expect.stringContaining("no-such-file.csv: it cannot be read") },
      { messageId: null, reason: expect.stringContaining("it is not a file") },
    ]);
  });

  test("names the order of a file that could not be read, beside those that could", async () => {
    const file = join(folder.path, "mixed.csv");
    writeFileSync(file, "Order No,SKU,Qty\nM-1,X,1\nM-2,X,two\nM-3,X,3\n");
    const { code, lines } = await ingested("sales-desk", [file]);
    expect(code).toBe(0);
    expect(lines).toMatchObject([
      { outcome: "APPLIED", reason: null, documents: [{ order: { externalNumber: "M-1" } }] },
      { outcome: "APPLIED", reason: null, documents: [{ order: { externalNumber: "M-3" } }] },
      { outcome: "QUARANTINED", order: null, reason: expect.stringContaining("order M-2, row 3") },
    ]);
  });

  test("prints for people: message id, outcome, order number or the reason", async () => {
    const file = join(folder.path, "torn.json");
    writeFileSync(file, '{"id": 1, "line_items": [');
    const ran = await runCli(["ingest", "webshop", file, join(DEMO, "web/webshop/w6.json")], env);
    expect(ran).toMatchObject({ code: 0, stderr: "" });
    const [torn = "", good = "", ...more] = ran.stdout.trimEnd().split("\n");
    expect(torn).toMatch(/^[0-9a-f-]{36} {2}QUARANTINED {2}\S+ \S+/);
    expect(good).toMatch(/^[0-9a-f-]{36} {2}APPLIED {2}TL-\w{4}-\w{4}$/);
    expect(more).toEqual([]);
  });
});

describe("hub ingest and hub quarantine beside a running hub", () => {
  let hub: UpHub;
  beforeAll(async () => {
    hub = await startHub(env);
  });
  afterAll(() => hub.stop());

  test("hand in, and the running hub does the work", async () => {
    const { code, lines } = await ingested("mailbox", [join(DEMO, "email/e3.eml")]);
    expect({ code, lines }).toMatchObject({ code: 0, lines: [{ outcome: "APPLIED" }] });
    const status = JSON.parse((await runCli(["status", "--json"], env)).stdout);
    expect(status).toMatchObject({ running: { pid: hub.pid, url: hub.url } });
  });

  test("list, show, replay and discard what is in quarantine", async () => {
    const broken = join(folder.path, "inbox", "broken.json");
    mkdirSync(join(folder.path, "inbox"));
    copyFileSync(join(DEMO, "web/webshop/broken.json"), broken);
    const [kept] = (await ingested("webshop", [broken])).lines;
    const id = kept?.messageId ?? "";
    expect(kept).toMatchObject({ outcome: "QUARANTINED" });

    const listed = await runCli(["quarantine", "list", "--json"], env);
    expect(listed).toMatchObject({ code: 0, stderr: "" });
    expect(JSON.parse(listed.stdout)).toContainEqual(
      expect.objectContaining({ id, connectionId: "webshop", fileName: basename(broken) }),
    );

    const raw = join(folder.path, "raw.json");
    const shown = await runCli(["quarantine", "show", id, "--raw", raw], env);
    expect(JSON.parse(shown.stdout)).toMatchObject({
      id,
      status: "QUARANTINED",
      issues: [{ code: expect.any(String) }],
    });

    const replayed = await runCli(["quarantine", "replay", id, "--json"], env);
    expect(replayed).toMatchObject({ code: 0, stderr: "" });
    expect(JSON.parse(replayed.stdout)).toMatchObject([{ messageId: id, outcome: "QUARANTINED" }]);

    const discarded = await runCli(["quarantine", "discard", id, "--reason", "a test of the shop"], env);
    expect(discarded).toMatchObject({ code: 0, stdout: `${id}  DISCARDED\n`, stderr: "" });
    expect(await runCli(["quarantine", "replay", id], env)).toMatchObject({ code: 1, stdout: "" });
  });
});
