import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, test } from "vitest";
import { z } from "zod";
import { runningProcess } from "../../src/store/postgres/running-process.js";
import { dataFolder, runCli, startCli } from "../support/hub-cli.js";

/** Two plays at once, beside other tests. */
const SLOW_MS = 240_000;

const count = z.int().nonnegative();

/** What `hub demo --json` prints, and nothing besides. */
const numbers = z.strictObject({
  messages: z.record(
    z.enum(["SALES_DESK", "CALL_CENTER", "FAX", "EMAIL", "WEB"]),
    z.strictObject({ received: count, applied: count, duplicate: count, quarantined: count }),
  ),
  sourceRecords: count,
  customers: count,
  orders: count,
  orderChanges: count,
  deliveries: z.record(z.string(), count),
  shipments: count,
  returns: count,
  reviewTasks: count,
  seconds: z.number().positive(),
});

const folder = dataFolder("demo");
afterAll(() => folder.remove());

test.concurrent(
  "hub demo --once --json prints one object of the agreed shape, and every message is accounted for",
  async ({ expect }) => {
    const ran = await runCli(["demo", "--once", "--json"], folder.env);
    expect(ran).toMatchObject({ code: 0, stderr: "" });
    const found = numbers.parse(JSON.parse(ran.stdout));
    for (const { received, applied, duplicate, quarantined } of Object.values(found.messages)) {
      expect(applied + duplicate + quarantined).toBe(received);
    }
    expect(found).toMatchObject({ orders: 40, customers: 12, deliveries: { APPLIED: 2 }, returns: 1 });
  },
  SLOW_MS,
);

test.concurrent(
  "hub demo --once whose reader goes away after a line, as head does, leaves nothing running",
  async ({ expect }) => {
    const own = dataFolder("demo-head");
    const cli = startCli(["demo", "--once"], own.env);
    const postmaster = join(own.path, "demo", "postgres", "cluster", "postmaster.pid");
    while (!existsSync(postmaster)) await sleep(20);
    await once(cli.child.stdout ?? cli.child, "data");
    const database = Number(readFileSync(postmaster, "utf8").split("\n")[0]);
    expect(runningProcess(database)).not.toBeNull();
    cli.child.stdout?.destroy();
    expect(await cli.ended).toMatchObject({ signal: null });
    expect(runningProcess(database)).toBeNull();
    own.remove();
  },
  SLOW_MS,
);
