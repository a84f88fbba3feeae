import { randomUUID } from "node:crypto";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmdirSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { HubError } from "../../domain/errors.js";
import { canUse, type ServerAccount, serverAccount } from "./account.js";

/** Where one database is kept, and who runs it. */
export interface Place {
  readonly account: ServerAccount;
  /** Holds the cluster, its password, its log and the owner's lock. */
  readonly folder: string;
  readonly cluster: string;
  /** Where copies of the programs go, if the account cannot run them where they are. */
  readonly copyTo: string;
}

const pointer = z.object({ home: z.string(), data: z.string() });
type Pointer = z.infer<typeof pointer>;

/** In the data folder, when the data itself had to go elsewhere. */
const POINTER = "location.json";
const CLUSTER = "cluster";

/**
 * Decides where the data lives: in the data folder, unless the server runs as another account that
 * cannot get there (a clone in root's private home). Then it lives in the reachable folder, and a
 * pointer in the data folder says where.
 */
export function placeFor(dataDir: string, reachableDir: string): Place {
  mkdirSync(dataDir, { recursive: true });
  const home = realpathSync(dataDir);
  const known = pointedTo(home);
  const folder = known?.data ?? home;
  const existing = existsSync(join(folder, CLUSTER)) ? join(folder, CLUSTER) : null;
  const account = serverAccount(existing);
  if (!account.switched) return place(folder, account, join(folder, "binaries"));
  if (reaches(account, folder)) return place(folder, account, reachableDir);
  if (existing !== null) throw outOfReach(account, folder);
  return place(elsewhere(home, reachableDir, account), account, reachableDir);
}

/** What to do with a pointer found in a data folder. */
export function pointerIsOurs(
  found: Pointer,
  home: string,
  dataAt: (folder: string) => string | null,
): boolean {
  if (found.home === home) return true;
  // The folder it was written for still uses that data: this one is a copy and starts afresh.
  // Where it is gone or points elsewhere, this one was moved or restored from a backup.
  return dataAt(found.home) !== found.data;
}

function pointedTo(home: string): Pointer | null {
  const found = readPointer(home);
  if (found === null || !pointerIsOurs(found, home, (folder) => readPointer(folder)?.data ?? null))
    return null;
  return found;
}

function readPointer(folder: string): Pointer | null {
  const file = join(folder, POINTER);
  return existsSync(file) ? pointer.parse(JSON.parse(readFileSync(file, "utf8"))) : null;
}

function elsewhere(home: string, reachableDir: string, account: ServerAccount): string {
  for (const folder of [reachableDir, join(reachableDir, "data")]) {
    if (existsSync(folder)) continue;
    mkdirSync(folder, { recursive: true });
    chmodSync(folder, 0o755);
  }
  const data = join(realpathSync(reachableDir), "data", randomUUID());
  mkdirSync(data);
  chmodSync(data, 0o755);
  if (!reaches(account, data)) throw outOfReach(account, data);
  writeFileSync(join(home, POINTER), JSON.stringify({ home, data }));
  return data;
}

/** Tries it: a folder is made, given to the account, and used by it. Mounts that refuse chown fail here. */
function reaches(account: ServerAccount, folder: string): boolean {
  const probe = mkdtempSync(join(folder, ".probe-"));
  try {
    chownSync(probe, account.uid, account.gid);
    return canUse(account, probe);
  } catch {
    return false;
  } finally {
    rmdirSync(probe);
  }
}

function place(folder: string, account: ServerAccount, copyTo: string): Place {
  return { account, folder, cluster: join(folder, CLUSTER), copyTo };
}

function outOfReach(account: ServerAccount, folder: string): HubError {
  return new HubError(
    "POSTGRES_DATA_UNREACHABLE",
    `the database in ${folder} is out of reach of ${account.name}, as which PostgreSQL runs`,
    { mend: `Let that account pass through every folder above it (chmod o+x), or use another data folder.` },
  );
}
