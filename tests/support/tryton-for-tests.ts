import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client, escapeIdentifier } from "pg";
import type { TestProject } from "vitest/node";
import { createDatabase, dropDatabase } from "../../src/store/postgres/databases.js";
import { availableOrFail } from "./server-process.js";

declare module "vitest" {
  interface ProvidedContext {
    /** A database of Tryton with a company in it, to be copied; empty on a machine without Tryton. */
    trytonTemplate: string;
  }
}

/** Debian's Python: another one on PATH does not see Debian's modules. */
export const PYTHON = "/usr/bin/python3";
export const TRYTOND = "/usr/bin/trytond";
const ADMIN = "/usr/bin/trytond-admin";
const MODULES_IN = "/usr/lib/python3/dist-packages/trytond/modules";
const MODULES = ["sale_amendment", "sale_complaint", "stock_package_shipping"];
const PROTEUS = "/usr/lib/python3/dist-packages/proteus";

const available = availableOrFail(
  "Tryton with its sale modules",
  [PYTHON, TRYTOND, ADMIN, PROTEUS, ...MODULES.map((name) => join(MODULES_IN, name))].every(existsSync),
);

export const ADMIN_PASSWORD = "secret-admin";
export const HUB_PASSWORD = "hub-password-1";
const STEP_TIMEOUT_MS = 600_000;
const OUTPUT_CHARS_MAX = 4_000;
const SEED = join(import.meta.dirname, "tryton", "seed.py");

/**
 * Makes the one database of Tryton that every test file copies. Takes minutes, once a run; with
 * TEST_TRYTON_TEMPLATE, the name of a database on TEST_DATABASE_URL, once for all runs.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  project.provide("trytonTemplate", "");
  if (!available) return async () => {};
  const { postgresUrl: server, databasePrefix } = project.getProvidedContext();
  const kept = process.env.TEST_TRYTON_TEMPLATE ?? "";
  const template = kept === "" ? `${databasePrefix}tryton` : kept;
  if (kept !== "" && (await isThere(server, kept))) {
    project.provide("trytonTemplate", kept);
    return async () => {};
  }
  await make(server, template);
  project.provide("trytonTemplate", template);
  return async () => {
    if (kept === "") await dropDatabase(server, template);
  };
}

async function make(server: string, template: string): Promise<void> {
  const unfinished = `${template}_unfinished`;
  const folder = mkdtempSync(join(tmpdir(), "throughline-tryton-"));
  const passwordFile = join(folder, "password");
  writeFileSync(passwordFile, ADMIN_PASSWORD);
  const conf = join(folder, "trytond.conf");
  writeFileSync(conf, confOf(server, null));
  try {
    await dropDatabase(server, unfinished);
    await createDatabase(server, unfinished, "template0");
    const admin = [ADMIN, "-c", conf, "-d", unfinished];
    const env = { TRYTONPASSFILE: passwordFile };
    await step([...admin, "--all", "--email", "admin@throughline.example"], env);
    await step([...admin, "-u", ...MODULES, "--activate-dependencies"], env);
    await step([SEED, conf, unfinished, HUB_PASSWORD], env);
    // It gets its name when it is whole, so a failed attempt is never copied.
    await rename(server, unfinished, template);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What trytond has to know: where its databases are, and where it listens, if it does. */
export function confOf(serverUrl: string, port: number | null): string {
  const { username, password, host } = new URL(serverUrl);
  const web = port === null ? "" : `\n[web]\nlisten = 127.0.0.1:${port}\n`;
  return `[database]\nuri = postgresql://${username}:${password}@${host}/\n${web}`;
}

function step(args: readonly string[], env: Readonly<Record<string, string>>): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(PYTHON, args, {
      ...{ cwd: "/", env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] },
      timeout: STEP_TIMEOUT_MS,
    });
    let output = "";
    const keep = (chunk: Buffer): void => {
      output = (output + chunk.toString("utf8")).slice(-OUTPUT_CHARS_MAX);
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.on("error", reject);
    child.on("close", (code) =>
      code === 0 ? resolve() : reject(new Error(`${args.join(" ")} ended with ${code}: ${output}`)),
    );
  });
}

const rename = (server: string, from: string, to: string) =>
  query(server, `ALTER DATABASE ${escapeIdentifier(from)} RENAME TO ${escapeIdentifier(to)}`);

const isThere = async (server: string, name: string): Promise<boolean> =>
  (await query(server, "SELECT 1 FROM pg_database WHERE datname = $1", [name])).rows.length > 0;

async function query(server: string, sql: string, values: readonly string[] = []) {
  const client = new Client({ connectionString: server });
  await client.connect();
  try {
    return await client.query(sql, [...values]);
  } finally {
    await client.end();
  }
}
