import { spawn } from "node:child_process";
import { randomBytes, randomUUID } from "node:crypto";
import {
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { HubError } from "../../domain/errors.js";
import { spawnAs } from "./account.js";
import type { Binaries } from "./binaries.js";
import type { Place } from "./place.js";

export const SUPERUSER = "postgres";

/**
 * Names under which systems know "UTF-8 and nothing national", best first. The character type must
 * not be plain C: pg_trgm then takes no Chinese character for a letter and finds nothing alike.
 */
const CTYPES = ["C.utf8", "C.UTF-8", "en_US.UTF-8"] as const;
const UNFINISHED = "cluster.unfinished-";
const PASSWORD_BYTES = 24;
const INITDB_TIMEOUT_MS = 120_000;
const OUTPUT_CHARS_MAX = 4_000;

/**
 * Makes sure the place holds a database cluster; answers with the password of its superuser. A
 * cluster is made under another name and gets its own when it is complete and on disk, so whatever
 * a killed attempt left is thrown away and never taken for data.
 */
export async function readyCluster(place: Place, binaries: Binaries): Promise<string> {
  await removeUnfinished(place);
  if (existsSync(place.cluster)) {
    checkVersion(place, binaries);
    return readPassword(place);
  }
  const password = writePassword(place);
  const unfinished = join(place.folder, `${UNFINISHED}${randomUUID()}`);
  mkdirSync(unfinished, { mode: 0o700 });
  if (place.account.switched) chownSync(unfinished, place.account.uid, place.account.gid);
  await makeCluster(place, binaries, unfinished);
  renameSync(unfinished, place.cluster);
  sync(place.folder);
  return password;
}

/** The initdb of a killed hub may still be writing: what cannot be removed now is removed at a later start. */
async function removeUnfinished(place: Place): Promise<void> {
  for (const name of readdirSync(place.folder).filter((found) => found.startsWith(UNFINISHED))) {
    await rm(join(place.folder, name), { recursive: true, force: true, maxRetries: 3 }).catch(
      () => undefined,
    );
  }
}

async function makeCluster(place: Place, binaries: Binaries, folder: string): Promise<void> {
  for (const ctype of CTYPES) {
    const outcome = await initdb(place, binaries, folder, ctype);
    if (outcome === null) return;
    if (outcome.includes("invalid locale")) continue;
    throw initFailed(place, outcome);
  }
  throw initFailed(place, `none of the locales ${CTYPES.join(", ")} exists here`);
}

/** Null when all went well, else what it printed. */
function initdb(
  place: Place,
  { initdb: program }: Binaries,
  folder: string,
  ctype: string,
): Promise<string | null> {
  const options = {
    pgdata: folder,
    username: SUPERUSER,
    pwfile: passwordFile(place),
    auth: "scram-sha-256",
    encoding: "UTF8",
    "locale-provider": "builtin",
    "builtin-locale": "C.UTF-8",
    "lc-collate": "C",
    "lc-ctype": ctype,
  };
  const args = Object.entries(options).map(([name, value]) => `--${name}=${value}`);
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      ...spawnAs(place.account),
      stdio: ["ignore", "pipe", "pipe"],
      timeout: INITDB_TIMEOUT_MS,
    });
    let output = "";
    const keep = (chunk: Buffer): void => {
      output = (output + chunk.toString("utf8")).slice(-OUTPUT_CHARS_MAX);
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.on("error", reject);
    child.on("close", (code) => resolve(code === 0 ? null : output));
  });
}

/** A newer major version cannot read an older one's files, and says so only in its log. */
function checkVersion(place: Place, binaries: Binaries): void {
  const file = join(place.cluster, "PG_VERSION");
  const made = existsSync(file) ? readFileSync(file, "utf8").trim() : "no PostgreSQL";
  if (made === String(binaries.major)) return;
  throw new HubError(
    "POSTGRES_DATA_VERSION",
    `the database in ${place.cluster} was made by ${made}, and this is PostgreSQL ${binaries.major}`,
    {
      mend: "Start it with the version of the hub that made it and move the data, restore a backup, or use another data folder.",
    },
  );
}

const passwordFile = (place: Place): string => join(place.folder, "password");

/** Only the server's account (and root) may read it; initdb reads it as that account. */
function writePassword(place: Place): string {
  const password = randomBytes(PASSWORD_BYTES).toString("hex");
  const file = passwordFile(place);
  writeFileSync(file, password, { mode: 0o600 });
  sync(file);
  if (place.account.switched) chownSync(file, place.account.uid, place.account.gid);
  return password;
}

function readPassword(place: Place): string {
  const file = passwordFile(place);
  if (existsSync(file)) return readFileSync(file, "utf8").trim();
  throw new HubError(
    "POSTGRES_PASSWORD_LOST",
    `the password of the database is missing: there is no ${file}`,
    {
      mend: "Restore that file from a backup, or use another data folder.",
    },
  );
}

/** On disk before we go on: a file's content, or a folder's names. */
function sync(path: string): void {
  const handle = openSync(path, "r");
  fsyncSync(handle);
  closeSync(handle);
}

function initFailed(place: Place, reason: string): HubError {
  return new HubError(
    "POSTGRES_INIT_FAILED",
    `no database could be made in ${place.folder}: ${reason.trim()}`,
    {
      mend: "Mend what it names (free space, permissions), or set DATABASE_URL to a PostgreSQL of your own.",
    },
  );
}
