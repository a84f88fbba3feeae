import { Worker } from "node:worker_threads";
import type { Connector, StoredMessage } from "../connectors/connector.js";
import { HubError, messageOf, type NextStep } from "../domain/errors.js";
import { threadUrl } from "./thread-url.js";
import { type Understood, understand } from "./understand.js";

export interface ReadRequest {
  readonly connectorId: string;
  readonly message: StoredMessage;
  readonly settings: Readonly<Record<string, unknown>>;
  /** The decoded document is handed over only where something is taken out of it, or it is answered. */
  readonly withDocument: boolean;
}

export type ReadAnswer =
  | { readonly understood: Understood }
  | {
      readonly failure: {
        readonly message: string;
        readonly code: string | null;
        readonly next: NextStep | null;
      };
    };

/** What one message may cost. What costs more is set aside, and whoever comes behind it does not notice. */
const BUDGET_MS = 10_000;
const HEAP_MB_MAX = 512;
const THREADS_MAX = 2;
/** Below this, nothing that our readers do takes long; above, a thread of its own costs next to nothing. */
const LIGHT_BYTES_MAX = 64 * 1024;

/** Archives are small and unpack to anything. */
const PACKED = [
  [0x50, 0x4b],
  [0x1f, 0x8b],
];

const isHeavy = (body: Uint8Array): boolean =>
  body.length > LIGHT_BYTES_MAX || PACKED.some(([a, b]) => body[0] === a && body[1] === b);

/** Reads a message here if that is light work, else in a thread. Scans have threads of their own. */
export function understandSafely(
  connector: Connector,
  message: StoredMessage,
  settings: Readonly<Record<string, unknown>>,
): Promise<Understood> {
  if (connector.slow === true || !isHeavy(message.body)) return understand(connector, message, settings);
  const withDocument = connector.answers?.received !== undefined || connector.attachedBytes !== undefined;
  return inThread({ connectorId: connector.id, message, settings, withDocument }).catch((error: unknown) => {
    if (!(error instanceof HubError) || error.code !== TOO_MUCH_WORK) throw error;
    return { ok: false, issues: [{ code: error.code, message: error.message, at: null }], orderKey: null };
  });
}

/** The issue of a message whose reading was given up. */
export const TOO_MUCH_WORK = "TOO_MUCH_WORK";

interface Seat {
  readonly thread: Worker;
  readonly isReady: Promise<void>;
}

const idle: Seat[] = [];
const seats = new Set<Seat>();
const queue: (() => void)[] = [];

async function inThread(request: ReadRequest): Promise<Understood> {
  const seat = await takeSeat();
  try {
    const answer = await ask(seat, request);
    idle.push(seat);
    seat.thread.unref();
    return understoodFrom(answer);
  } catch (error) {
    // A thread that was late or has died may be in any state: it is never used again.
    seats.delete(seat);
    await seat.thread.terminate();
    throw error;
  } finally {
    queue.shift()?.();
  }
}

async function takeSeat(): Promise<Seat> {
  for (;;) {
    const free = idle.pop();
    if (free !== undefined) {
      free.thread.ref();
      return free;
    }
    if (seats.size < THREADS_MAX) return newSeat();
    await new Promise<void>((resolve) => queue.push(resolve));
  }
}

function newSeat(): Seat {
  const thread = new Worker(threadUrl("read-thread"), {
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB_MAX },
  });
  const isReady = new Promise<void>((resolve, reject) => {
    thread.once("message", () => resolve());
    // For good: a thread that dies while it is idle must not take the process along.
    thread.on("error", reject);
  });
  // Whoever waits for it hears of it; nobody else need.
  isReady.catch(() => {});
  const seat = { thread, isReady };
  seats.add(seat);
  return seat;
}

/** The time it takes to start a thread is not the message's. */
async function ask({ thread, isReady }: Seat, request: ReadRequest): Promise<ReadAnswer> {
  await isReady;
  return new Promise((resolve, reject) => {
    const onMessage = (answer: ReadAnswer): void => settle(() => resolve(answer));
    const onError = (error: unknown): void => settle(() => reject(failureOf(error)));
    const onExit = (): void => settle(() => reject(tooMuch("memory", `${HEAP_MB_MAX} MB`)));
    const timer = setTimeout(() => settle(() => reject(tooMuch("time", `${BUDGET_MS / 1000} s`))), BUDGET_MS);
    // One by one: a thread has listeners of its own, and without them it is deaf.
    const settle = (act: () => void): void => {
      clearTimeout(timer);
      thread.off("message", onMessage).off("error", onError).off("exit", onExit);
      act();
    };
    thread.on("message", onMessage).on("error", onError).on("exit", onExit);
    thread.postMessage(request);
  });
}

const tooMuch = (what: "time" | "memory", limit: string): HubError =>
  new HubError(TOO_MUCH_WORK, `Reading it takes more ${what} than one message may cost: ${limit}.`, {
    mend: "Ask the sender for the document in smaller parts; look at it with care, it may be made to hurt.",
  });

const failureOf = (error: unknown): Error =>
  (error as { code?: unknown }).code === "ERR_WORKER_OUT_OF_MEMORY"
    ? tooMuch("memory", `${HEAP_MB_MAX} MB`)
    : new Error(messageOf(error));

function understoodFrom(answer: ReadAnswer): Understood {
  if ("understood" in answer) return answer.understood;
  const { message, code, next } = answer.failure;
  throw code === null ? new Error(message) : new HubError(code, message, next === null ? {} : { next });
}

/** Ends the threads; what they read fails, and is read again by the next start. */
export async function closeReaders(): Promise<void> {
  const all = [...seats];
  seats.clear();
  idle.length = 0;
  await Promise.all(all.map(({ thread }) => thread.terminate()));
}
