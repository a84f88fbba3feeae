import { open } from "node:fs/promises";
import { basename } from "node:path";

/** What a fax server has noted of a fax that it received. */
export interface Reception {
  /** Number that the network has shown; not every line does. */
  readonly caller: string | null;
  /** Number that the sender has typed into his machine (TSI). */
  readonly station: string | null;
  /** Why the reception did not end well; null if it did. */
  readonly fault: string | null;
}

/** Places in a line of HylaFAX's `xferfaxlog`, which separates them by tabs. */
const KIND = 1;
const STATION = 8;
const FAULT = 13;
const CALLER_IDS = [14, 15] as const;

/** As far back as a log is looked into: a fax is asked about when it has just come. */
const TAIL_BYTES = 1024 * 1024;
/** Names come again when a server counts anew. The log has local time, whose zone it does not say. */
const APART_MS_MAX = 36 * 3_600_000;

/** What the end of the log says of a file; null if it says nothing yet. */
export async function receptionIn(log: string, fileName: string, writtenAt: Date): Promise<Reception | null> {
  const file = await open(log, "r");
  try {
    const { size } = await file.stat();
    const start = Math.max(0, size - TAIL_BYTES);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(size - start), 0, size - start, start);
    return receptionOf(buffer.toString("utf8", 0, bytesRead), fileName, writtenAt);
  } finally {
    await file.close();
  }
}

/** The last reception of a file in a piece of the log; a line that is still being written counts for nothing. */
export function receptionOf(text: string, fileName: string, writtenAt: Date): Reception | null {
  const lines = text.slice(0, text.lastIndexOf("\n") + 1).split("\n");
  const fields = lines
    .map((line) => line.split("\t").map(unquoted))
    .findLast((one) => one[KIND] === "RECV" && isOf(one, fileName, writtenAt));
  if (fields === undefined) return null;
  const callers = CALLER_IDS.map((at) => fields[at] ?? "");
  return {
    // Releases differ in which of the two is the number and which the name.
    caller: callers.find((one) => /^\+?[\d ()/.-]{3,40}$/.test(one)) ?? null,
    station: fields[STATION] || null,
    fault: fields[FAULT] || null,
  };
}

const unquoted = (field: string): string =>
  field
    .trim()
    .replace(/^"(.*)"$/, "$1")
    .trim();

function isOf([date = "", , , , file = ""]: readonly string[], fileName: string, writtenAt: Date): boolean {
  if (basename(file) !== fileName) return false;
  const [, month, day, year, hour, minute] = /^(\d\d)\/(\d\d)\/(\d\d) (\d\d):(\d\d)$/.exec(date) ?? [];
  const at = Date.UTC(2000 + Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute));
  return Math.abs(at - writtenAt.getTime()) <= APART_MS_MAX;
}
