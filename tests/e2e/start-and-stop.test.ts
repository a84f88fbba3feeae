import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { runningProcess } from "../../src/store/postgres/running-process.js";
import { type DataFolder, dataFolder, runCli, startCli, startHub } from "../support/hub-cli.js";
import { post } from "../support/sender.js";
import { shopOrders, shopSecrets } from "../support/shop-orders.js";

const EXIT_WITHIN_MS = 10_000;
const SLOW_MS = 1_500;

let folder: DataFolder;

beforeEach(() => {
  folder = dataFolder("start-stop");
});
afterEach(() => folder.remove());

const isUp = (): boolean => existsSync(join(folder.path, "hub.json"));

async function gone(pid: number | null): Promise<void> {
  const deadline = Date.now() + EXIT_WITHIN_MS;
  while (pid !== null && runningProcess(pid) !== null) {
    if (Date.now() > deadline) throw new Error(`process ${pid} still runs`);
    await sleep(20);
  }
}

describe("a hub that is asked to stop", () => {
  test("finishes what it has begun, stops its database and leaves no word of itself", async () => {
    const warehouse = await slowWarehouse();
    const secrets = shopSecrets();
    folder.secret("partner-shop", secrets.partnerShop);
    folder.secret("warehouse", `whsec_${randomBytes(24).toString("base64")}`);
    folder.connections([
      {
        id: "partner-shop",
        connector: "standard-webhooks",
        settings: { webhookSecret: "file:secrets/partner-shop" },
      },
      {
        ...{ id: "warehouse", connector: "bogus" },
        settings: {
          url: warehouse.url,
          apiKey: "file:secrets/warehouse",
          webhookSecret: "file:secrets/warehouse",
        },
      },
    ]);
    const hub = await startHub(folder.env);
    const database = folder.postgresPid();
    const [, order] = shopOrders(2, secrets);
    if (order === undefined) throw new Error("there is no order");
    expect(await post(hub.url, order)).toMatchObject({ status: 202 });
    await warehouse.asked;
    const asked = Date.now();
    const ran = await hub.stop();
    expect(Date.now() - asked).toBeLessThan(EXIT_WITHIN_MS);
    expect(ran).toMatchObject({ code: 0, signal: null });
    expect(warehouse.answered()).toBe(true);
    await gone(database);
    expect(isUp()).toBe(false);
    await warehouse.close();
  });

  test("in the middle of its start stops all the same", async () => {
    const cli = startCli(["start", "--port", "0"], folder.env);
    while (folder.postgresPid() === null) await sleep(5);
    const database = folder.postgresPid();
    cli.child.kill("SIGTERM");
    expect(await cli.ended).toMatchObject({ code: 0, signal: null });
    await gone(database);
    expect(isUp()).toBe(false);
  });

  test("by the end of the pipe that reads it stops too", async () => {
    const cli = startCli(["start", "--port", "0"], folder.env);
    cli.child.stdout?.destroy();
    expect(await cli.ended).toMatchObject({ signal: null });
    await gone(folder.postgresPid());
    expect(isUp()).toBe(false);
  });
});

describe("a second hub on the same data folder", () => {
  test("is refused and told which process is the first, which goes on", async () => {
    const first = await startHub(folder.env);
    const second = await runCli(["start", "--port", "0"], folder.env);
    expect(second).toMatchObject({ code: 1, stdout: "" });
    expect(second.stderr).toContain(`as process ${first.pid}`);
    expect(second.stderr).toContain("HUB_DATA");
    expect(await fetch(`${first.url}/ready`)).toMatchObject({ status: 200 });
    await first.stop();
  });

  test("starts if the first was killed and its process id is a stranger's by now", async () => {
    const first = await startHub(folder.env);
    const word = folder.runFile();
    await first.kill9();
    // As after a restart of a container, where the same few ids are given out again.
    writeFileSync(join(folder.path, "hub.json"), JSON.stringify({ ...word, pid: process.pid }));
    const second = await startHub(folder.env);
    expect(folder.runFile().pid).toBe(second.pid);
    expect((await second.stop()).code).toBe(0);
  });

  test("and a port that is taken are told in one sentence", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const { port } = other.address() as AddressInfo;
    const ran = await runCli(["start", "--port", String(port)], folder.env);
    other.close();
    expect(ran).toMatchObject({ code: 1, stdout: "" });
    expect(ran.stderr).toMatch(new RegExp(`${port}.*\n.*--port`));
    expect(ran.stderr).not.toMatch(/\n +at /);
    expect(folder.postgresPid()).toBeNull();
  });
});

test("hub demo that is stopped in the middle of its play leaves nothing running", async () => {
  const cli = startCli(["demo", "--once"], folder.env);
  const bogus = join(folder.path, "demo", "bogus", "ledger.jsonl");
  while (!existsSync(bogus)) await sleep(20);
  const postmaster = join(folder.path, "demo", "postgres", "cluster", "postmaster.pid");
  const database = Number(readFileSync(postmaster, "utf8").split("\n")[0]);
  expect(runningProcess(database)).not.toBeNull();
  cli.child.stdout?.destroy();
  cli.child.kill("SIGTERM");
  const ran = await cli.ended;
  expect(ran).toMatchObject({ code: 1, signal: null });
  expect(ran.stderr).toContain("stopped before it was done");
  await gone(database);
});

/** An execution system that takes its time over every answer, and knows whether it has given one. */
async function slowWarehouse() {
  let [hear, answered] = [(): void => {}, false];
  const asked = new Promise<void>((resolve) => {
    hear = resolve;
  });
  const server: Server = createServer((request, response) => {
    request.resume();
    hear();
    setTimeout(() => {
      answered = true;
      response.writeHead(503, { "content-type": "application/json" }).end("{}");
    }, SLOW_MS);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    ...{ asked, url: `http://127.0.0.1:${port}` },
    answered: () => answered,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
