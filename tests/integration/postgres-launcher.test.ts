import { type ChildProcess, spawn } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { serverAccount } from "../../src/store/postgres/account.js";
import { installedPackage, readyBinaries } from "../../src/store/postgres/binaries.js";
import { launchPostgres, type PostgresServer } from "../../src/store/postgres/launcher.js";
import { isRunning, runningProcess } from "../../src/store/postgres/running-process.js";
import { type HubProcess, startHubProcess } from "../support/hub-process.js";

const isRoot = process.getuid?.() === 0;

let folder: string;
let dataDir: string;
let toStop: (() => Promise<unknown>)[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "throughline-launcher-"));
  // mkdtemp makes private folders; the server's account must be able to pass.
  chmodSync(folder, 0o755);
  dataDir = join(folder, "data");
  toStop = [];
});

afterEach(async () => {
  for (const stop of toStop.reverse()) await stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Launches in the test's folder and is stopped with it. */
async function launch(at = dataDir): Promise<PostgresServer> {
  const server = await launchPostgres({ dataDir: at, reachableDir: join(folder, "reachable") });
  toStop.push(() => server.stop());
  return server;
}

function startHub(): HubProcess {
  const hub = startHubProcess(dataDir);
  toStop.push(() => hub.kill9());
  return hub;
}

async function query<Row extends object>(url: string, ...statements: string[]): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  client.on("error", () => undefined);
  await client.connect();
  try {
    let rows: Row[] = [];
    for (const statement of statements) rows = (await client.query<Row>(statement)).rows;
    return rows;
  } finally {
    await client.end();
  }
}

const KEEP_A_ROW = ["CREATE TABLE kept (id int PRIMARY KEY)", "INSERT INTO kept VALUES (42)"];
const keptIds = async (url: string): Promise<number[]> =>
  (await query<{ id: number }>(url, "SELECT id FROM kept ORDER BY id")).map(({ id }) => id);

const serverPid = (): number =>
  Number(readFileSync(join(dataDir, "cluster", "postmaster.pid"), "utf8").split("\n")[0]);

async function gone(pid: number): Promise<void> {
  while (runningProcess(pid) !== null) await sleep(10);
}

describe("the embedded PostgreSQL", () => {
  test("keeps its data over a restart, on loopback only, durable, behind a password", async () => {
    const first = await launch();
    await query(first.url, ...KEEP_A_ROW);
    const settings = await query<{ name: string; setting: string }>(
      first.url,
      `SELECT name, setting FROM pg_settings
        WHERE name IN ('fsync', 'synchronous_commit', 'listen_addresses', 'unix_socket_directories') ORDER BY name`,
    );
    expect(settings.map(({ setting }) => setting)).toEqual(["on", "127.0.0.1", "on", ""]);
    const wrong = first.url.replace(/:[0-9a-f]+@/, ":wrong@");
    await expect(query(wrong, "SELECT 1")).rejects.toThrow(/password authentication failed/);
    await first.stop();

    const second = await launch();
    expect([first.adopted, second.adopted]).toEqual([false, false]);
    expect(await keptIds(second.url)).toEqual([42]);
  });

  test("sees that Chinese names are alike", async () => {
    const { url } = await launch();
    const [row] = await query<{ alike: number }>(
      url,
      "CREATE EXTENSION pg_trgm",
      "SELECT similarity('深圳市云帆科技有限公司', '深圳云帆科技有限公司')::float8 AS alike",
    );
    expect(row?.alike).toBeGreaterThan(0.3);
  });

  test("killed in the middle of writing, loses no row that was acknowledged", async () => {
    const first = await launch();
    const client = new Client({ connectionString: first.url });
    client.on("error", () => undefined);
    await client.connect();
    await client.query("CREATE TABLE kept (id int PRIMARY KEY)");
    const acknowledged: number[] = [];
    const writing = (async () => {
      for (let id = 1; ; id += 1) {
        await client.query("INSERT INTO kept VALUES ($1)", [id]);
        acknowledged.push(id);
      }
    })().catch(() => undefined);
    while (acknowledged.length < 100) await sleep(5);
    process.kill(serverPid(), "SIGKILL");
    await writing;
    await first.stop();

    // The old postmaster file is still there and says ready: the launcher must not believe it.
    expect(readFileSync(join(dataDir, "cluster", "postmaster.pid"), "utf8")).toContain("ready");
    const second = await launch();
    const kept = new Set(await keptIds(second.url));
    expect(acknowledged.filter((id) => !kept.has(id))).toEqual([]);
  });

  test("left behind by a killed hub, is adopted with its data and can be stopped", async () => {
    const hub = startHub();
    const { url } = await hub.held;
    await query(url, ...KEEP_A_ROW);
    const orphan = runningProcess(serverPid());
    await hub.kill9();

    const adopted = await launch();
    expect(adopted).toMatchObject({ adopted: true, url });
    expect(await keptIds(adopted.url)).toEqual([42]);
    await adopted.stop();
    expect(orphan !== null && isRunning(orphan)).toBe(false);
    expect((await launch()).adopted).toBe(false);
  });

  test("refuses a second hub, naming the first, and lets it in once the first has stopped", async () => {
    const hub = startHub();
    await hub.held;
    await expect(launch()).rejects.toMatchObject({
      code: "POSTGRES_DATA_IN_USE",
      message: expect.stringContaining(`process ${hub.pid}`),
      mend: expect.stringContaining(`kill ${hub.pid}`),
    });
    await hub.kill9();

    const mine = await launch();
    await expect(launch()).rejects.toMatchObject({ code: "POSTGRES_DATA_IN_USE" });
    // The refused one must not have given the owner's lock away.
    await expect(launch()).rejects.toMatchObject({ code: "POSTGRES_DATA_IN_USE" });
    await mine.stop();
    await expect(launch()).resolves.toMatchObject({ adopted: false });
  });

  test("of two hubs that start at once, is given to one", async () => {
    const hubs = [startHub(), startHub(), startHub()];
    const outcomes = await Promise.allSettled(hubs.map((hub) => hub.held));
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected", "rejected"]);
    await Promise.all(hubs.map((hub) => hub.kill9()));
    await (await launch()).stop();
  });

  test("is made anew when its making was cut short", async () => {
    const hub = startHub();
    const unfinished = (): string[] =>
      existsSync(dataDir)
        ? readdirSync(dataDir).filter((name) => name.startsWith("cluster.unfinished-"))
        : [];
    while (!unfinished().some((name) => existsSync(join(dataDir, name, "PG_VERSION")))) await sleep(2);
    await hub.kill9();
    expect(existsSync(join(dataDir, "cluster"))).toBe(false);

    const server = await launch();
    await query(server.url, ...KEEP_A_ROW);
    await server.stop();
    expect(await keptIds((await launch()).url)).toEqual([42]);
    expect(unfinished()).toEqual([]);
  });

  test("starts although a stranger now has the process id of its dead server", async () => {
    const first = await launch();
    await query(first.url, ...KEEP_A_ROW);
    const pid = serverPid();
    process.kill(pid, "SIGKILL");
    await gone(pid);
    await first.stop();
    const stranger = strangerAsServerAccount();
    const file = join(dataDir, "cluster", "postmaster.pid");
    writeFileSync(file, readFileSync(file, "utf8").replace(String(pid), String(stranger.pid)));

    const second = await launch();
    expect(second.adopted).toBe(false);
    expect(await keptIds(second.url)).toEqual([42]);
    expect(stranger.exitCode).toBeNull();
  });

  test("of another major version is refused, not harmed", async () => {
    await (await launch()).stop();
    const file = join(dataDir, "cluster", "PG_VERSION");
    writeFileSync(file, "9\n");
    await expect(launch()).rejects.toMatchObject({ code: "POSTGRES_DATA_VERSION" });
    writeFileSync(file, "18\n");
    await expect(launch()).resolves.toMatchObject({ adopted: false });
  });

  /** PostgreSQL takes only processes of its own account for a rival. */
  function strangerAsServerAccount(): ChildProcess {
    const { uid, gid, switched } = serverAccount(null);
    const child = spawn("sleep", ["60"], switched ? { uid, gid, cwd: "/" } : {});
    toStop.push(async () => child.kill());
    return child;
  }
});

describe.skipIf(!isRoot)(
  "as root, in a folder only root may enter (skipped for others: they need no other account)",
  () => {
    let home: string;

    beforeEach(() => {
      home = join(folder, "private");
      mkdirSync(home, { mode: 0o700 });
      dataDir = join(home, "data");
    });

    test("the data lives where the server reaches it, and is found again, also after a move", async () => {
      const first = await launch();
      await query(first.url, ...KEEP_A_ROW);
      await first.stop();
      expect(readdirSync(join(folder, "reachable", "data"))).toHaveLength(1);
      const again = await launch();
      expect(await keptIds(again.url)).toEqual([42]);
      await again.stop();

      renameSync(home, join(folder, "renamed"));
      const moved = await launch(join(folder, "renamed", "data"));
      expect(await keptIds(moved.url)).toEqual([42]);
    });

    test("a copy of the folder does not write to the original's data", async () => {
      const original = await launch();
      await query(original.url, ...KEEP_A_ROW);
      const copy = join(home, "copy");
      cpSync(dataDir, copy, { recursive: true });

      const second = await launch(copy);
      await expect(keptIds(second.url)).rejects.toThrow(/does not exist/);
      expect(await keptIds(original.url)).toEqual([42]);
    });

    test("programs out of the server's reach are copied once, with their library links", async () => {
      const installed = installedPackage();
      const native = join(home, "native");
      cpSync(installed.native, native, { recursive: true });
      for (const name of readdirSync(join(native, "lib"))) {
        if (/^libicu\w+\.so(\.60)?$/.test(name)) rmSync(join(native, "lib", name));
      }
      const copyTo = join(folder, "reachable");
      const found = await readyBinaries(serverAccount(null), copyTo, { native, version: installed.version });
      expect(found.postgres.startsWith(copyTo)).toBe(true);
      expect(found.major).toBe(18);
      const again = await readyBinaries(serverAccount(null), copyTo, { native, version: installed.version });
      expect(again).toEqual(found);
      expect(readdirSync(copyTo)).toHaveLength(1);
    });
  },
);
