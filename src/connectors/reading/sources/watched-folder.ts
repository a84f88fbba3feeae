import type { Stats } from "node:fs";
import { access, lstat, mkdir, readdir, readFile, rename } from "node:fs/promises";
import { extname, join, resolve } from "node:path";
import { HubError, messageOf } from "../../../domain/errors.js";
import type { Door, DoorContext, RawMessage } from "../../connector.js";

const POLL_MS = 1_000;
const FILE_BYTES_MAX = 50 * 1024 * 1024;
/** Files handed in per poll; the rest waits for the next one. */
const FILES_PER_POLL_MAX = 100;
/** Files of which we remember what was last said, so that the log says it once. */
const REMEMBERED_MAX = 10_000;

const TAKEN_FOLDER = "taken";

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  ".tif": "image/tiff",
  ".tiff": "image/tiff",
  ".pdf": "application/pdf",
  ".csv": "text/csv",
  ".txt": "text/plain",
  ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  ".json": "application/json",
  ".xml": "application/xml",
  ".eml": "message/rfc822",
};

export interface WatchedFolder {
  readonly folder: string;
  /** Lower case, with the dot: `[".tif", ".pdf"]`. Everything else in the folder is left alone. */
  readonly extensions: readonly string[];
  readonly receive: DoorContext<unknown>["receive"];
  readonly log: DoorContext<unknown>["log"];
  readonly pollMs?: number;
  /** What is known of a file from elsewhere, as headers of its message; null if that is still to come. */
  headersOf?(name: string, writtenAt: Date): Promise<RawMessage["headers"] | null>;
}

/** What a file looked like at the last poll, and whether its trouble has been logged. */
interface Sighting {
  readonly size: number;
  readonly mtimeMs: number;
  readonly complained: boolean;
}

/**
 * Watches a folder in which another program leaves files: a fax server, a scanner, a shared drive.
 *
 * A file is taken when two polls in a row see the same size and time, so one that is still being
 * written waits. It moves to `taken/` only after the hub has kept it: a crash between the two hands
 * it in once more, and the hub knows the same content again. A file that cannot be read or kept
 * stays where it is and is tried again; the log says so once.
 */
export async function watchFolder(watched: WatchedFolder): Promise<Door> {
  const folder = resolve(watched.folder);
  await prepare(folder);
  const seen = new Map<string, Sighting>();
  let closed = false;
  let timer: NodeJS.Timeout | undefined;
  let polling: Promise<void> = Promise.resolve();

  const next = (): void => {
    timer = setTimeout(() => {
      polling = poll(folder, watched, seen, () => closed)
        .catch((error: unknown) => {
          watched.log("warn", `The folder ${folder} cannot be read: ${messageOf(error)}`);
        })
        .then(() => {
          if (!closed) next();
        });
    }, watched.pollMs ?? POLL_MS);
  };
  next();

  return {
    address: folder,
    async close() {
      closed = true;
      clearTimeout(timer);
      await polling;
    },
  };
}

async function prepare(folder: string): Promise<void> {
  try {
    await mkdir(join(folder, TAKEN_FOLDER), { recursive: true });
  } catch (cause) {
    throw new HubError("FOLDER_UNUSABLE", `The folder ${folder} cannot be watched: ${messageOf(cause)}`, {
      mend: "Name a folder that the hub may read and write, or leave the setting empty.",
      cause,
    });
  }
}

async function poll(
  folder: string,
  watched: WatchedFolder,
  seen: Map<string, Sighting>,
  closed: () => boolean,
): Promise<void> {
  const names = (await readdir(folder))
    .filter((name) => !name.startsWith(".") && watched.extensions.includes(extname(name).toLowerCase()))
    .sort();
  forgetAllBut(names, seen);
  let taken = 0;
  for (const name of names) {
    if (closed() || taken >= FILES_PER_POLL_MAX) return;
    if (await takeIfComplete(folder, name, watched, seen)) taken += 1;
  }
}

function forgetAllBut(names: readonly string[], seen: Map<string, Sighting>): void {
  const present = new Set(names);
  for (const name of seen.keys()) {
    if (!present.has(name) || seen.size > REMEMBERED_MAX) seen.delete(name);
  }
}

async function takeIfComplete(
  folder: string,
  name: string,
  watched: WatchedFolder,
  seen: Map<string, Sighting>,
): Promise<boolean> {
  const path = join(folder, name);
  const before = seen.get(name);
  const complainOnce = (message: string): void => {
    if (before?.complained !== true) watched.log("warn", message, { file: path });
  };
  try {
    const now = await lstat(path);
    const still = before !== undefined && before.size === now.size && before.mtimeMs === now.mtimeMs;
    seen.set(name, { size: now.size, mtimeMs: now.mtimeMs, complained: still && before.complained });
    if (!still) return false;
    const refusal = refusalOf(now);
    if (refusal !== null) throw new HubError("FILE_REFUSED", refusal);

    const headers = watched.headersOf === undefined ? {} : await watched.headersOf(name, now.mtime);
    if (headers === null) return false;
    const message = messageFrom(name, bytesOf(await readFile(path)), headers);
    const { messageId, duplicate } = await watched.receive(message);
    await rename(path, await freePath(join(folder, TAKEN_FOLDER), name));
    seen.delete(name);
    watched.log("info", duplicate ? `${name} was known already` : `Took ${name}`, { messageId });
    return true;
  } catch (error) {
    complainOnce(`${name} was left in the folder: ${messageOf(error)}`);
    const last = seen.get(name);
    if (last !== undefined) seen.set(name, { ...last, complained: true });
    return false;
  }
}

function refusalOf(stats: Stats): string | null {
  if (!stats.isFile()) return "it is not a plain file";
  if (stats.size === 0) return "it is empty";
  if (stats.size > FILE_BYTES_MAX)
    return `it has ${stats.size} bytes, more than the ${FILE_BYTES_MAX} allowed`;
  return null;
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Buffer): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

function messageFrom(name: string, body: Uint8Array, headers: RawMessage["headers"]): RawMessage {
  return {
    body,
    contentType: CONTENT_TYPES[extname(name).toLowerCase()] ?? "application/octet-stream",
    fileName: name,
    headers,
    // The content itself is the identity: the same file left twice is the same message.
    deliveryId: null,
  };
}

/** A name in `taken/` that nobody holds: fax servers start counting anew, and nothing is overwritten. */
async function freePath(folder: string, name: string): Promise<string> {
  const path = join(folder, name);
  const isFree = await access(path).then(
    () => false,
    () => true,
  );
  return isFree ? path : join(folder, `${Date.now()}-${name}`);
}
