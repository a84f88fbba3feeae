import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { arch, platform } from "node:os";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** Lies beside the sources; what is built of the benchmarks lies a folder deeper. */
const FOLDER = fileURLToPath(
  new URL(import.meta.url.endsWith(".ts") ? "./peers/" : "../../bench/peers/", import.meta.url),
);
const NODE = `node_modules/node-${platform()}-${arch()}/bin/node`;

/** A peer that does not run on the hub's own version of Node. */
export interface ForeignPeer {
  readonly script: string;
  readonly node: string;
}

/** PostGraphile and the Node it needs, installed by their own lock if they are not there; null where they cannot be. */
export async function postgraphilePeer(onProgress: (what: string) => void): Promise<ForeignPeer | null> {
  const node = `${FOLDER}${NODE}`;
  if (!existsSync(node) || !existsSync(`${FOLDER}node_modules/postgraphile`)) {
    onProgress("installing the peers");
    await promisify(execFile)("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: FOLDER });
  }
  return existsSync(node) ? { node, script: `${FOLDER}postgraphile.mjs` } : null;
}
