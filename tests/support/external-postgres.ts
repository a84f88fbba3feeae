import { spawnSync } from "node:child_process";
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { serverAccount, spawnAs } from "../../src/store/postgres/account.js";
import { freePort } from "../../src/store/postgres/server.js";
import { availableOrFail, endServerProcess, startServerProcess } from "./server-process.js";

export interface ExternalPostgres {
  /** `postgres://hub:password@127.0.0.1:port/postgres` */
  readonly url: string;
  stop(): Promise<void>;
}

const INSTALLED_IN = "/usr/lib/postgresql";
const READY_TIMEOUT_MS = 10_000;
const POLL_MS = 20;
const INITDB_TIMEOUT_MS = 60_000;
const bin = newestInstalled();

/** False on a machine without a PostgreSQL server of its own; tests then say `describe.skipIf(!available)`. */
export const available = availableOrFail("a PostgreSQL server", bin !== null);
export const whyNotAvailable = `there is no PostgreSQL server in ${INSTALLED_IN}`;

/** A PostgreSQL that is not the hub's, as a customer's own server would be. */
export async function startExternalPostgres(
  options: { readonly encoding?: string; readonly locale?: string } = {},
): Promise<ExternalPostgres> {
  if (bin === null) throw new Error(whyNotAvailable);
  const account = serverAccount(null);
  const folder = mkdtempSync(join(tmpdir(), "throughline-external-"));
  const data = join(folder, "data");
  const passwordFile = join(folder, "password");
  const password = "of the tests";
  writeFileSync(passwordFile, password);
  mkdirSync(data);
  if (account.switched) {
    for (const path of [folder, data]) chownSync(path, account.uid, account.gid);
  }
  const made = spawnSync(
    join(bin, "initdb"),
    [
      ...[
        `--pgdata=${data}`,
        "--username=hub",
        `--pwfile=${passwordFile}`,
        "--auth=scram-sha-256",
        "--no-sync",
      ],
      ...[`--encoding=${options.encoding ?? "UTF8"}`, `--locale=${options.locale ?? "C.UTF-8"}`],
    ],
    { ...spawnAs(account), encoding: "utf8", timeout: INITDB_TIMEOUT_MS },
  );
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}${made.error?.message ?? ""}`);
  const port = await freePort();
  const settings = ["listen_addresses=127.0.0.1", `port=${port}`, "unix_socket_directories=", "fsync=off"];
  const child = await startServerProcess(
    join(bin, "postgres"),
    ["-D", data, ...settings.flatMap((setting) => ["-c", setting])],
    port,
    account.switched ? { uid: account.uid, gid: account.gid } : {},
  );
  const url = `postgres://hub:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`;
  await ready(url);
  return {
    url,
    stop: async () => {
      await endServerProcess(child, "SIGINT");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The port is open a moment before the server lets anybody in. */
async function ready(url: string): Promise<void> {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  for (;;) {
    const client = new Client({ connectionString: url, connectionTimeoutMillis: READY_TIMEOUT_MS });
    const failure = await client.connect().then(() => null, String);
    await client.end();
    if (failure === null) return;
    if (Date.now() > deadline) throw new Error(`PostgreSQL is not ready: ${failure}`);
    await sleep(POLL_MS);
  }
}

/** Debian keeps every major version in a folder of its own. */
function newestInstalled(): string | null {
  if (!existsSync(INSTALLED_IN)) return null;
  const versions = readdirSync(INSTALLED_IN).sort((a, b) => Number(b) - Number(a));
  const bins = versions.map((version) => join(INSTALLED_IN, version, "bin"));
  return (
    bins.find((folder) => existsSync(join(folder, "postgres")) && existsSync(join(folder, "initdb"))) ?? null
  );
}
