import type { Connector, StoredMessage } from "../../connectors/connector.js";
import { HubError } from "../../domain/errors.js";
import { type ReadAnswer, ReadingThreads, TOO_MUCH_WORK } from "./reading-threads.js";
import { type Understood, understand } from "./understand.js";

/** What one message may cost. What costs more is set aside, and whoever comes behind it does not notice. */
const READERS = new ReadingThreads({
  ...{ threads: 2, atOnce: 1, yields: false },
  ...{ budgetMs: 10_000, pauseMs: 10_000 },
});
/**
 * As many scans as are read at once: they wait for one another's OCR. Each has a time of its own, which is shorter
 * than the budget. A page that is turned over beside a busy machine takes seconds without a pause.
 */
const SCAN_READERS = new ReadingThreads({
  ...{ threads: 1, atOnce: 3, yields: true },
  ...{ budgetMs: 900_000, pauseMs: 30_000 },
});
/** Below this, nothing that our readers do takes long; above, a thread of its own costs next to nothing. */
const LIGHT_BYTES_MAX = 64 * 1024;

/** Archives are small and unpack to anything. */
const PACKED = [
  [0x50, 0x4b],
  [0x1f, 0x8b],
];

const isHeavy = (body: Uint8Array): boolean =>
  body.length > LIGHT_BYTES_MAX || PACKED.some(([a, b]) => body[0] === a && body[1] === b);

/** Reads a message here if that is light work, else in a thread. Turning the pixels of a scan over is never light. */
export async function understandSafely(
  connector: Connector,
  message: StoredMessage,
  settings: Readonly<Record<string, unknown>>,
): Promise<Understood> {
  const isScan = connector.slow === true;
  if (!isScan && !isHeavy(message.body)) return understand(connector, message, settings);
  const withDocument = connector.answers?.received !== undefined || connector.attachedBytes !== undefined;
  const threads = isScan ? SCAN_READERS : READERS;
  try {
    return understoodFrom(await threads.ask({ connectorId: connector.id, message, settings, withDocument }));
  } catch (error) {
    if (!(error instanceof HubError) || error.code !== TOO_MUCH_WORK) throw error;
    return { ok: false, issues: [{ code: error.code, message: error.message, at: null }], orderKey: null };
  }
}

function understoodFrom(answer: ReadAnswer): Understood {
  if ("understood" in answer) return answer.understood;
  const { message, code, next } = answer.failure;
  throw code === null ? new Error(message) : new HubError(code, message, next === null ? {} : { next });
}

/** Ends the threads; what they read fails, and is read again by the next start. */
export async function closeReaders(): Promise<void> {
  await Promise.all([READERS.close(), SCAN_READERS.close()]);
}
