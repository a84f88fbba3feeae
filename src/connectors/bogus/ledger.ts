import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, open, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { HubError } from "../../domain/errors.js";
import { bogusOrder } from "./order.js";

const FILE = "ledger.jsonl";

/** An event for the hub. `id` is its webhook-id, the same on every attempt and after every restart. */
const bogusEvent = z.object({
  id: z.string(),
  reference: z.string(),
  body: z.object({ type: z.string(), timestamp: z.string(), data: z.record(z.string(), z.unknown()) }),
});
export type BogusEvent = z.infer<typeof bogusEvent>;

/** One line of the ledger. An effect, its events and its answer are one line: all of it or none. */
const ledgerEntry = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("EFFECT"),
    number: z.int(),
    at: z.string(),
    operation: z.string(),
    key: z.string().nullable(),
    bodyHash: z.string(),
    answerStatus: z.int(),
    order: bogusOrder,
    events: z.array(bogusEvent),
  }),
  z.object({ kind: z.literal("DELIVERED"), at: z.string(), eventId: z.string() }),
]);
export type LedgerEntry = z.infer<typeof ledgerEntry>;
export type Effect = Extract<LedgerEntry, { kind: "EFFECT" }>;

export interface Ledger {
  /** Resolves when the entry is on the disk for good. Entries are written in the order of the calls. */
  append(entry: LedgerEntry): Promise<void>;
  /** Resolves when everything appended so far is on the disk. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** Opens the ledger of a folder and hands back what stands in it. */
export async function openLedger(dataDir: string): Promise<{ ledger: Ledger; entries: LedgerEntry[] }> {
  await mkdir(dataDir, { recursive: true });
  const path = join(dataDir, FILE);
  const { entries, goodBytes } = readEntries(existsSync(path) ? await readFile(path) : Buffer.alloc(0));
  const file = await open(path, "a");
  await file.truncate(goodBytes);
  await file.sync();

  let waiting: string[] = [];
  let written: Promise<void> = Promise.resolve();
  // Entries that arrive while a write is under way share the next write and its one fsync.
  const flush = async (): Promise<void> => {
    if (waiting.length === 0) return;
    const lines = waiting.join("");
    waiting = [];
    await file.appendFile(lines);
    await file.datasync();
  };
  const ledger: Ledger = {
    append(entry) {
      waiting.push(`${JSON.stringify(entry)}\n`);
      // After a failed write the chain stays rejected: nothing more is promised until a restart.
      written = written.then(flush);
      return written;
    },
    settled: () => written,
    async close() {
      await written.catch(() => undefined);
      await file.close();
    },
  };
  return { ledger, entries };
}

/** A torn last line was never answered for, so it goes; damage anywhere else is not ours to repair. */
function readEntries(text: Buffer): { entries: LedgerEntry[]; goodBytes: number } {
  const entries: LedgerEntry[] = [];
  let start = 0;
  for (;;) {
    const end = text.indexOf("\n", start);
    if (end < 0) return { entries, goodBytes: start };
    const entry = ledgerEntry.safeParse(parsed(text.toString("utf8", start, end)));
    if (!entry.success) {
      if (end === text.length - 1) return { entries, goodBytes: start };
      throw new HubError("LEDGER_DAMAGED", `line ${entries.length + 1} of the ledger cannot be read`, {
        mend: "Restore the ledger from a copy, or start with an empty data folder.",
      });
    }
    entries.push(entry.data);
    start = end + 1;
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

export function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
