import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { Pool } from "pg";
import { migrate } from "../../src/store/migrate.js";
import { freePort } from "../../src/store/postgres/server.js";
import type { Child } from "../child.js";
import type { FollowHubArgument } from "../roles/follow-hub.js";
import type { WarehouseArgument } from "../roles/warehouse.js";
import type { Listener } from "../simulation.js";
import type { Stage } from "../stage.js";
import type { Defect } from "./defects.js";
import { openDoors } from "./doors.js";
import { readBooks } from "./hub-books.js";
import { readLedger } from "./ledger-book.js";
import type { Script } from "./plan.js";
import { playSeason } from "./season.js";
import { judge, type Verdict } from "./verdict.js";
import type { AllNews } from "./warehouse.js";

export interface Play {
  readonly orders: number;
  readonly seed: number;
  readonly changedShare: number;
  readonly defect: Defect;
  readonly repeatedShare: number;
  /** How long a labeled parcel waits for the truck, at least. */
  readonly yardMs: number;
  /** How often each of hub and warehouse is killed in a season. */
  readonly crashes: number;
  readonly seasonOrders: number;
}

export interface Act {
  readonly verdict: Verdict;
  readonly seconds: number;
  readonly crashes: number;
  readonly messages: number;
  readonly duplicates: number;
  readonly outOfTurn: number;
  readonly answeredByStewards: number;
  readonly cameToRest: boolean;
  /** Processor time of the hub's processes; of one that was killed, up to a moment before. */
  readonly hubCpuSeconds: number;
}

/** Plays all orders through one hub, a season at a time, each with a warehouse of its own; judges each season. */
export async function play(stage: Stage, plan: Play, listener: Listener): Promise<Act[]> {
  const name = stage.scratchName("follow");
  stage.dropLater(name);
  const databaseUrl = await stage.server.create(name);
  await migrate(databaseUrl);
  await mkdir(stage.dataDir, { recursive: true });
  const folder = await mkdtemp(join(stage.dataDir, "follow-"));
  const database = new Pool({ connectionString: databaseUrl, max: SESSIONS });
  // A session that ends in rest is no matter; one that ends in a question fails that question.
  database.on("error", () => undefined);
  const world = await openWorld(stage, plan, databaseUrl, folder);
  const acts: Act[] = [];
  try {
    for (let season = 0; season * plan.seasonOrders < plan.orders; season += 1) {
      const orders = Math.min(plan.seasonOrders, plan.orders - season * plan.seasonOrders);
      const played = await act(world, { ...plan, orders }, `S${season}`, database, listener.onProgress);
      acts.push(played);
      listener.onNews(newsOf(plan, `S${season}`, played));
    }
  } finally {
    await world.close();
    await database.end();
    await rm(folder, { recursive: true, force: true });
  }
  return acts;
}

const titleOf = ({ defect }: Play): string => (defect === "none" ? "with the guard" : defect);

const newsOf = (plan: Play, season: string, { verdict, seconds }: Act): string =>
  `${titleOf(plan)}, ${season}: ${verdict.orders} orders and ${verdict.changes} changes in ${Math.round(seconds)} s;` +
  ` lost ${verdict.lost}, applied twice ${verdict.appliedTwice}, escapes ${verdict.escapes}`;

async function act(
  world: World,
  plan: Play,
  season: string,
  database: Pool,
  onProgress: (what: string) => void,
): Promise<Act> {
  const script = { seed: plan.seed, season, changedShare: plan.changedShare };
  const ledger = await world.openWarehouse(script);
  const started = Date.now();
  const cpuBefore = await world.hubCpuMs();
  const played = await playSeason({
    ...world.scene(),
    ...{ script, orders: plan.orders, crashes: plan.crashes, database },
    onProgress: (placed, finished) =>
      onProgress(
        `${titleOf(plan)}, ${season}: ${placed} of ${plan.orders} orders placed, ${finished} finished`,
      ),
  });
  const seconds = (Date.now() - started) / 1000;
  const { customers, crashes, answeredByStewards, cameToRest } = played;
  const hubCpuSeconds = ((await world.hubCpuMs()) - cpuBefore) / 1000;
  const verdict = judge({
    ...{ script, orders: plan.orders, live: customers.live },
    books: await readBooks(database, season),
    pages: await readLedger(ledger, (key) => customers.live.has(key)),
  });
  return { verdict, seconds, crashes, answeredByStewards, cameToRest, hubCpuSeconds, ...customers.sent };
}

const SESSIONS = 4;

interface World {
  /** A warehouse with an empty ledger in place of the one before; answers where the ledger is. */
  openWarehouse(script: Script): Promise<string>;
  scene(): Pick<Parameters<typeof playSeason>[0], "doors" | "news" | "undelivered" | "open" | "crash">;
  hubCpuMs(): Promise<number>;
  close(): Promise<void>;
}

/** The processes of a play, which may be killed at any time. */
async function openWorld(stage: Stage, plan: Play, databaseUrl: string, folder: string): Promise<World> {
  const [hubPort, housePort] = [await freePort(), await freePort()];
  const [shopSecret, secret] = [newSecret(), newSecret()];
  const apiKey = randomBytes(16).toString("hex");
  const url = `http://127.0.0.1:${hubPort}`;
  const hubArgument: FollowHubArgument = {
    ...{ databaseUrl, dataDir: join(folder, "hub"), port: hubPort, shopSecret, defect: plan.defect },
    warehouse: { url: `http://127.0.0.1:${housePort}`, apiKey, secret },
  };
  let hub = await stage.start("followHub", hubArgument);
  let cpuOfDead = 0;
  let house: Child | null = null;
  let houseArgument: WarehouseArgument | null = null;
  const over = new AbortController();
  const tokens = {
    FRONT_OFFICE: await hub.ask<string>("token", "FRONT_OFFICE"),
    STEWARD: await hub.ask<string>("token", "STEWARD"),
  };
  const doors = openDoors(url, shopSecret, tokens, over.signal);
  const ask = <T>(what: string): Promise<T> =>
    house === null ? Promise.reject(new Error("closed")) : house.ask<T>(what);
  return {
    async openWarehouse(script) {
      await house?.close();
      const { yardMs, repeatedShare } = plan;
      houseArgument = {
        ...{
          ...script,
          yardMs,
          repeatedShare,
          port: housePort,
          apiKey,
          dataDir: join(folder, script.season),
        },
        hub: { webhookUrl: `${url}/webhooks/warehouse`, secret },
      };
      house = await stage.start("warehouse", houseArgument);
      return join(folder, script.season, "ledger.jsonl");
    },
    scene: () => ({
      doors,
      news: () => ask<AllNews>("news"),
      undelivered: () => ask<number>("undelivered"),
      open: async () => (await hub.ask<{ open: number }>("work")).open,
      async crash(what) {
        if (what === "hub") {
          cpuOfDead += await hub.cpuMs();
          await hub.kill9();
          hub = await stage.start("followHub", hubArgument);
        } else {
          await house?.kill9();
          house = await stage.start("warehouse", houseArgument);
        }
      },
    }),
    hubCpuMs: async () => cpuOfDead + (await hub.cpuMs()),
    async close() {
      over.abort();
      await house?.close();
      await hub.close();
    },
  };
}

const newSecret = (): string => `whsec_${randomBytes(32).toString("base64")}`;
