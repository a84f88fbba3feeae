import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { expect } from "vitest";
import { type Bogus, startBogus } from "../../src/connectors/bogus/server.js";
import { freePort } from "../../src/store/postgres/server.js";
import { type DataFolder, dataFolder, type Environment, startHub, type UpHub } from "./hub-cli.js";
import { type ShopOrder, type ShopSecrets, shopSecrets } from "./shop-orders.js";

/** A hub as a process of its own, two shops' keys to it, and the make-believe warehouse it delivers to. */
export interface HubAndWarehouse {
  readonly folder: DataFolder;
  readonly secrets: ShopSecrets;
  readonly url: string;
  hub(): UpHub;
  databaseUrl(): string;
  /** Kills the hub as a power cut would, and starts it again. */
  killAndStart(): Promise<void>;
  close(): Promise<void>;
  readonly bogus: Bogus;
}

export async function startHubAndWarehouse(name: string, env: Environment): Promise<HubAndWarehouse> {
  const folder = dataFolder(name);
  const secrets = shopSecrets();
  const warehouse = {
    secret: `whsec_${randomBytes(32).toString("base64")}`,
    apiKey: randomBytes(16).toString("hex"),
  };
  const [port, bogusPort] = [await freePort(), await freePort()];
  const url = `http://127.0.0.1:${port}`;
  folder.secret("webshop", secrets.webshop);
  folder.secret("partner-shop", secrets.partnerShop);
  folder.secret("warehouse", warehouse.secret);
  folder.secret("warehouse-key", warehouse.apiKey);
  folder.connections([
    { id: "webshop", connector: "shopify", settings: { webhookSecret: "file:secrets/webshop" } },
    {
      id: "partner-shop",
      connector: "standard-webhooks",
      settings: { webhookSecret: "file:secrets/partner-shop" },
    },
    {
      ...{ id: "warehouse", connector: "bogus" },
      settings: {
        url: `http://127.0.0.1:${bogusPort}`,
        ...{ apiKey: "file:secrets/warehouse-key", webhookSecret: "file:secrets/warehouse" },
      },
    },
  ]);
  const bogus = await startBogus({
    ...{ dataDir: join(folder.path, "bogus"), port: bogusPort, apiKey: warehouse.apiKey },
    hub: { webhookUrl: `${url}/webhooks/warehouse`, secret: warehouse.secret },
  });
  const start = (): Promise<UpHub> => startHub({ ...folder.env, ...env }, ["--port", String(port)]);
  let hub = await start();
  return {
    ...{ folder, secrets, url, bogus },
    hub: () => hub,
    databaseUrl: () => folder.runFile().databaseUrl,
    async killAndStart() {
      await hub.kill9();
      hub = await start();
    },
    async close() {
      await hub.stop();
      await bogus.close();
      folder.remove();
    },
  };
}

const REST_WITHIN_MS = 90_000;
const POLL_MS = 100;

/**
 * Waits until nothing is open in the hub and nothing undelivered at the warehouse. A database that was
 * killed a moment ago may still be on its way back: then there is no answer yet, which is not rest.
 */
export async function comeToRest({ bogus, databaseUrl }: HubAndWarehouse): Promise<void> {
  const deadline = Date.now() + REST_WITHIN_MS;
  for (;;) {
    const undelivered = await undeliveredAt(bogus);
    const open = await rows<{ n: number }>(
      databaseUrl(),
      "SELECT count(*)::int AS n FROM facts WHERE finished_at IS NULL AND parked_at IS NULL",
    ).catch((error: unknown) => [{ n: String(error) }]);
    if (undelivered === 0 && open[0]?.n === 0) return;
    if (Date.now() > deadline) throw new Error(`still busy: ${JSON.stringify({ undelivered, open })}`);
    await sleep(POLL_MS);
  }
}

/** All that was sent is there once, knows its customer, and is in the warehouse once. */
export async function expectAllOnce(world: HubAndWarehouse, sent: readonly ShopOrder[]): Promise<void> {
  const url = world.databaseUrl();
  const orders = await rows<{ id: string; source: string; customer: string | null; sync: string }>(
    url,
    `SELECT id, connection_id || '/' || external_id AS source, customer_id AS customer, execution_sync AS sync
       FROM orders ORDER BY source`,
  );
  expect(orders.map(({ source }) => source)).toEqual(
    sent.map(({ connection, externalId }) => `${connection}/${externalId}`).sort(),
  );
  expect(orders.filter(({ customer, sync }) => customer === null || sync !== "IN_SYNC")).toEqual([]);
  expect(createdAt(world).sort()).toEqual(orders.map(({ id }) => id).sort());
  expect(await rows(url, "SELECT kind, error FROM facts WHERE finished_at IS NULL")).toEqual([]);
  expect(
    await rows(
      url,
      "SELECT status, issues FROM inbound_messages WHERE status NOT IN ('APPLIED', 'DUPLICATE')",
    ),
  ).toEqual([]);
}

/** References of the work orders the warehouse has made, as they stand in its ledger: one line per effect. */
function createdAt({ folder }: HubAndWarehouse): string[] {
  const lines = readFileSync(join(folder.path, "bogus", "ledger.jsonl"), "utf8")
    .trim()
    .split("\n");
  return lines
    .map((line): LedgerLine => JSON.parse(line))
    .flatMap(({ operation, order }) => (operation === "CREATE" && order ? [order.reference] : []));
}

interface LedgerLine {
  readonly operation?: string;
  readonly order?: { readonly reference: string };
}

async function undeliveredAt(bogus: Bogus): Promise<number> {
  const answer = await fetch(`${bogus.url}/_bogus/ledger`);
  const { events } = (await answer.json()) as { events: { undelivered: number } };
  return events.undelivered;
}

/** Asks a database in a session of its own. */
export async function rows<Row extends object>(
  url: string,
  sql: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query<Row>(sql, values)).rows;
  } finally {
    await client.end();
  }
}
