import { Worker } from "node:worker_threads";
import type { StoredMessage } from "../connectors/connector.js";
import { HubError, messageOf, type NextStep, transient } from "../domain/errors.js";
import { threadUrl } from "./thread-url.js";
import type { Understood } from "./understand.js";

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

/** What a set of threads is for. */
export interface Terms {
  readonly threads: number;
  /** How many messages one thread reads at once: more than one only where reading means waiting. */
  readonly atOnce: number;
  /** What one message may take. What takes longer is given up, and its thread with it. */
  readonly budgetMs: number;
  /** True for work that everything else goes before. */
  readonly yields: boolean;
}

/** The issue of a message whose reading was given up. */
export const TOO_MUCH_WORK = "TOO_MUCH_WORK";
const HEAP_MB_MAX = 512;

/** What a thread is asked, and what it answers by the same number. */
export interface Asked {
  readonly id: number;
  readonly request: ReadRequest;
}
export interface Answered {
  readonly id: number;
  readonly answer: ReadAnswer;
}

interface Waiting {
  resolve(answer: ReadAnswer): void;
  reject(reason: unknown): void;
}

interface Seat {
  readonly thread: Worker;
  readonly isReady: Promise<void>;
  readonly waiting: Map<number, Waiting>;
}

/** Threads that read messages. They start when first needed, and a message that ends one ends nothing else. */
export class ReadingThreads {
  readonly #terms: Terms;
  readonly #seats = new Set<Seat>();
  readonly #queue: (() => void)[] = [];
  #next = 0;

  constructor(terms: Terms) {
    this.#terms = terms;
  }

  /**
   * The thread's answer. Fails with TOO_MUCH_WORK if the message takes more time or memory than one may cost, and
   * with an error that passes if another message has ended the thread that read both.
   */
  async ask(request: ReadRequest): Promise<ReadAnswer> {
    const { seat, id, answered } = await this.#begin();
    let timer: NodeJS.Timeout | undefined;
    try {
      // The time it takes to start a thread is not the message's.
      await Promise.race([seat.isReady, answered]);
      const { budgetMs } = this.#terms;
      timer = setTimeout(() => this.#dismiss(seat, tooMuch("time", `${budgetMs / 1000} s`), id), budgetMs);
      seat.thread.postMessage({ id, request } satisfies Asked);
      return await answered;
    } finally {
      clearTimeout(timer);
      seat.waiting.delete(id);
      if (seat.waiting.size === 0) seat.thread.unref();
      this.#queue.shift()?.();
    }
  }

  /** Ends the threads. What they read fails, and is read again by the next start. */
  async close(): Promise<void> {
    const closed = transient("READERS_CLOSED", "the readers of messages were closed");
    await Promise.all([...this.#seats].map((seat) => this.#dismiss(seat, closed)));
  }

  /** Takes a place at a thread that has one; waits for it if there is none. */
  async #begin(): Promise<{ seat: Seat; id: number; answered: Promise<ReadAnswer> }> {
    for (;;) {
      const free = [...this.#seats].find(({ waiting }) => waiting.size < this.#terms.atOnce);
      const seat = free ?? (this.#seats.size < this.#terms.threads ? this.#start() : null);
      if (seat === null) {
        await new Promise<void>((resolve) => this.#queue.push(resolve));
        continue;
      }
      this.#next += 1;
      const id = this.#next;
      const answered = new Promise<ReadAnswer>((resolve, reject) =>
        seat.waiting.set(id, { resolve, reject }),
      );
      answered.catch(() => {});
      seat.thread.ref();
      return { seat, id, answered };
    }
  }

  #start(): Seat {
    const thread = new Worker(threadUrl("read-thread"), {
      execArgv: [],
      workerData: { yields: this.#terms.yields },
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB_MAX },
    });
    const waiting: Seat["waiting"] = new Map();
    const isReady = new Promise<void>((resolve) => thread.once("message", () => resolve()));
    const seat: Seat = { thread, isReady, waiting };
    thread.on("message", (said: Answered | "ready") => {
      if (said !== "ready") waiting.get(said.id)?.resolve(said.answer);
    });
    // For good: a thread that dies while it is idle must not take the process along.
    thread.on("error", (error) => this.#dismiss(seat, failureOf(error)));
    thread.on("exit", () => this.#dismiss(seat, tooMuch("memory", `${HEAP_MB_MAX} MB`)));
    this.#seats.add(seat);
    return seat;
  }

  /**
   * A thread that was late or has died may be in any state: it is never used again. Of several messages only `guilty`
   * is known to be too much; the others are read again, each perhaps by itself.
   */
  async #dismiss(seat: Seat, reason: Error, guilty?: number): Promise<void> {
    const { thread, waiting } = seat;
    this.#seats.delete(seat);
    const isKnown = waiting.size === 1 || !(reason instanceof HubError) || reason.code !== TOO_MUCH_WORK;
    const other = isKnown ? reason : transient("READER_ENDED", "another message has ended its reader");
    for (const [id, { reject }] of waiting) reject(id === guilty ? reason : other);
    waiting.clear();
    await thread.terminate();
  }
}

const tooMuch = (what: "time" | "memory", limit: string): HubError =>
  new HubError(TOO_MUCH_WORK, `Reading it takes more ${what} than one message may cost: ${limit}.`, {
    mend: "Ask the sender for the document in smaller parts; look at it with care, it may be made to hurt.",
  });

const failureOf = (error: unknown): Error =>
  (error as { code?: unknown }).code === "ERR_WORKER_OUT_OF_MEMORY"
    ? tooMuch("memory", `${HEAP_MB_MAX} MB`)
    : new Error(messageOf(error));
