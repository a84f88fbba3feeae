import { availableParallelism } from "node:os";
import { type Clock, timed } from "./budget.js";
import { OCR_IDLE_MS, OCR_WORKERS_MAX } from "./limits.js";
import { type OcrLanguage, type OcrWorker, startOcrWorker } from "./ocr-worker.js";
import type { Word } from "./words.js";

/** One core is left to everything else that the process does. */
export const OCR_WORKERS = Math.max(1, Math.min(OCR_WORKERS_MAX, availableParallelism() - 1));

/** A place for one worker; the worker may still be starting. */
interface Seat {
  readonly language: OcrLanguage;
  readonly worker: Promise<OcrWorker>;
  isBusy: boolean;
  idleTimer: NodeJS.Timeout | undefined;
}

const seats = new Set<Seat>();
const queue: (() => void)[] = [];

/**
 * Reads the words of a page image, in a worker thread. Workers start when first needed, serve page
 * after page, and go when idle for a while; `closeOcr` ends them at once. Waiting for a free worker
 * does not count against the page's time: who waits longest is next, page by page, whatever fax it is of.
 */
export async function recognize(image: Uint8Array, language: OcrLanguage, clock: Clock): Promise<Word[]> {
  const seat = await takeSeat(language);
  try {
    const worker = await seat.worker;
    const leftMs = clock.leftMs();
    if (leftMs <= 0) throw clock.late();
    worker.hold(true);
    const words = await timed(clock, () => worker.recognize(image, leftMs, clock.late));
    worker.hold(false);
    freeSeat(seat);
    return words;
  } catch (error) {
    // A worker that was late or has died may be in any state: it is never used again.
    await removeSeat(seat);
    throw error;
  }
}

/** Ends all workers. Pages that are being read fail with OCR_FAILED; a later page starts anew. */
export async function closeOcr(): Promise<void> {
  await Promise.all([...seats].map(removeSeat));
}

async function takeSeat(language: OcrLanguage): Promise<Seat> {
  for (;;) {
    const idle = [...seats].filter((seat) => !seat.isBusy);
    const same = idle.find((seat) => seat.language === language);
    if (same !== undefined) {
      same.isBusy = true;
      clearTimeout(same.idleTimer);
      return same;
    }
    if (seats.size < OCR_WORKERS) {
      const seat: Seat = { language, worker: startOcrWorker(language), isBusy: true, idleTimer: undefined };
      seats.add(seat);
      return seat;
    }
    const [other] = idle;
    if (other !== undefined) await removeSeat(other);
    else await new Promise<void>((resolve) => queue.push(resolve));
  }
}

function freeSeat(seat: Seat): void {
  seat.isBusy = false;
  seat.idleTimer = setTimeout(() => void removeSeat(seat), OCR_IDLE_MS);
  seat.idleTimer.unref();
  queue.shift()?.();
}

async function removeSeat(seat: Seat): Promise<void> {
  clearTimeout(seat.idleTimer);
  seat.isBusy = true;
  const worker = await seat.worker.catch(() => null);
  await worker?.stop();
  if (seats.delete(seat)) queue.shift()?.();
}
