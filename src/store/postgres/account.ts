import { spawnSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { HubError } from "../../domain/errors.js";

/** The user that PostgreSQL runs as. `switched` means another one than this process. */
export interface ServerAccount {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  readonly switched: boolean;
}

/** Accounts root may lend to the server, best first. None is ever created: a machine's users are not ours. */
const LENT_TO_SERVER = ["postgres", "nobody"] as const;
const TRIAL_TIMEOUT_MS = 10_000;

/**
 * PostgreSQL refuses to run as root, so root lends it an account. Data that exists already decides
 * whose: a folder that an ordinary user began stays that user's when root starts the hub once.
 */
export function serverAccount(existingData: string | null): ServerAccount {
  const uid = process.getuid?.() ?? 0;
  const gid = process.getgid?.() ?? 0;
  const owner = existingData === null ? null : statSync(existingData);
  if (uid !== 0) {
    if (owner !== null && owner.uid !== uid) throw foreignData(existingData ?? "", owner.uid, uid);
    return { name: `uid ${uid}`, uid, gid, switched: false };
  }
  if (owner !== null && owner.uid !== 0) {
    return { name: `uid ${owner.uid}`, uid: owner.uid, gid: owner.gid, switched: true };
  }
  return accountFrom(readFileSync("/etc/passwd", "utf8"));
}

/** The account that root lends, out of the text of `/etc/passwd`. */
export function accountFrom(passwd: string): ServerAccount {
  const accounts = passwd.split("\n").map((line) => line.split(":"));
  for (const wanted of LENT_TO_SERVER) {
    const [name, , uid, gid] = accounts.find(([found]) => found === wanted) ?? [];
    if (name !== undefined && Number(uid) > 0) {
      return { name, uid: Number(uid), gid: Number(gid), switched: true };
    }
  }
  throw new HubError(
    "POSTGRES_NO_ACCOUNT",
    "PostgreSQL refuses to run as root, and no other account is at hand",
    {
      mend: `Start the hub as an ordinary user, add an account named ${LENT_TO_SERVER[0]}, or set DATABASE_URL.`,
    },
  );
}

/** What to give `spawn` so that the child runs as the account, and starts where every account may be. */
export function spawnAs(account: ServerAccount): SpawnAs {
  const base = { cwd: "/", env: { PATH: "/usr/local/bin:/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" } };
  return account.switched ? { ...base, uid: account.uid, gid: account.gid } : base;
}

/**
 * Whether the account can enter a folder and write in it. The kernel is asked, by a trial as that
 * account: modes of parents, access lists and mounts all count, and no reckoning of ours knows them all.
 */
export function canUse(account: ServerAccount, folder: string): boolean {
  const trial = spawnSync("/bin/sh", ["-c", 'test -w "$1" && test -x "$1"', "sh", folder], {
    ...spawnAs(account),
    timeout: TRIAL_TIMEOUT_MS,
  });
  return trial.status === 0;
}

/** Whether the account can run a program, shown by its version line; null if it cannot. */
export function versionOf(account: ServerAccount, program: string): string | null {
  const trial = spawnSync(program, ["--version"], {
    ...spawnAs(account),
    timeout: TRIAL_TIMEOUT_MS,
    encoding: "utf8",
  });
  return trial.status === 0 ? trial.stdout.trim() : null;
}

interface SpawnAs {
  readonly cwd: string;
  readonly env: Record<string, string>;
  readonly uid?: number;
  readonly gid?: number;
}

function foreignData(folder: string, ownerUid: number, ownUid: number): HubError {
  return new HubError(
    "POSTGRES_DATA_OWNER",
    `the database in ${folder} belongs to uid ${ownerUid}, and this is uid ${ownUid}`,
    { mend: `Start the hub as uid ${ownerUid} or as root, or give it another data folder.` },
  );
}
