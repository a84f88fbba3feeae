import { Worker } from "node:worker_threads";
import type { StoredMessage } from "../../connectors/connector.js";
import { HubError, messageOf, type NextStep, transient } from "../../domain/errors.js";
import { threadUrl } from "../work/thread-url.js";
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
  /** How long a thread may be at work without a pause: what does not come to an end holds up all that is read beside it. */
  readonly pauseMs: number;
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
  /** True while it is given to one message alone. */
  isAlone: boolean;
}

interface Place {
  readonly seat: Seat;
  readonly id: number;
  readonly answered: Promise<ReadAnswer>;
}

interface InLine {
  readonly isAlone: boolean;
  resolve(place: Place): void;
  reject(reason: unknown): void;
}

/** What a thread is started with. */
export interface ThreadData {
  readonly yields: boolean;
  /** Counted up by the thread whenever it pauses, every `BEAT_MS` if it can. */
  readonly beats: Int32Array;
}
export const BEAT_MS = 200;

/** Threads that read messages. They start when first needed, and a message that ends one ends nothing else. */
export class ReadingThreads {
  readonly #terms: Terms;
  readonly #seats = new Set<Seat>();
  #next = 0;
  /** Who waits for a place. They are given in the order of asking: who waits for a whole thread is not passed by. */
  readonly #line: InLine[] = [];

  constructor(terms: Terms) {
    this.#terms = terms;
  }

  /**
   * The thread's answer. Fails with TOO_MUCH_WORK if the message takes more time or memory than one may cost. If
   * another message has ended the thread that read both, it is read again, alone.
   */
  async ask(request: ReadRequest): Promise<ReadAnswer> {
    try {
      return await this.#read(request, false);
    } catch (error) {
      if (error !== ENDED_BY_ANOTHER) throw error;
      return this.#read(request, true);
    }
  }

  async #read(request: ReadRequest, isAlone: boolean): Promise<ReadAnswer> {
    const { seat, id, answered } = await this.#place(isAlone);
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
      seat.isAlone = false;
      if (seat.waiting.size === 0) seat.thread.unref();
      this.#serve();
    }
  }

  /** Ends the threads. What they read or were to read fails, and is read again by the next start. */
  async close(): Promise<void> {
    const closed = transient("READERS_CLOSED", "the readers of messages were closed");
    for (const { reject } of this.#line.splice(0)) reject(closed);
    await Promise.all([...this.#seats].map((seat) => this.#dismiss(seat, closed)));
  }

  async #place(isAlone: boolean): Promise<Place> {
    const place = this.#line.length === 0 ? this.#take(isAlone) : null;
    return place ?? new Promise((resolve, reject) => this.#line.push({ isAlone, resolve, reject }));
  }

  #serve(): void {
    for (let [next] = this.#line; next !== undefined; [next] = this.#line) {
      const place = this.#take(next.isAlone);
      if (place === null) return;
      this.#line.shift();
      next.resolve(place);
    }
  }

  /** A place at a thread that has one, or all places of one; null if there is none. */
  #take(isAlone: boolean): Place | null {
    const free = [...this.#seats].find((seat) =>
      isAlone ? seat.waiting.size === 0 : !seat.isAlone && seat.waiting.size < this.#terms.atOnce,
    );
    const seat = free ?? (this.#seats.size < this.#terms.threads ? this.#start() : null);
    if (seat === null) return null;
    this.#next += 1;
    const id = this.#next;
    const answered = new Promise<ReadAnswer>((resolve, reject) => seat.waiting.set(id, { resolve, reject }));
    answered.catch(() => {});
    seat.isAlone = isAlone;
    seat.thread.ref();
    return { seat, id, answered };
  }

  #start(): Seat {
    const beats = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
    const thread = new Worker(threadUrl("read-thread"), {
      execArgv: [],
      workerData: { yields: this.#terms.yields, beats } satisfies ThreadData,
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB_MAX },
    });
    const waiting: Seat["waiting"] = new Map();
    const isReady = new Promise<void>((resolve) => thread.once("message", () => resolve()));
    const seat: Seat = { thread, isReady, waiting, isAlone: false };
    thread.on("message", (said: Answered | "ready") => {
      if (said !== "ready") waiting.get(said.id)?.resolve(said.answer);
    });
    // For good: a thread that dies while it is idle must not take the process along.
    thread.on("error", (error) => this.#dismiss(seat, failureOf(error)));
    thread.on("exit", () => this.#dismiss(seat, tooMuch("memory", `${HEAP_MB_MAX} MB`)));
    // Loading the readers is one long piece of work, and nobody's fault.
    void isReady.then(() => this.#watch(seat, beats));
    this.#seats.add(seat);
    return seat;
  }

  /** Counts its own looks instead of asking the clock: a process that was stopped has not seen the thread's beats either. */
  #watch(seat: Seat, beats: Int32Array): void {
    const { pauseMs } = this.#terms;
    let [seen, still] = [0, 0];
    const timer = setInterval(() => {
      const now = Atomics.load(beats, 0);
      still = now === seen ? still + 1 : 0;
      seen = now;
      if (!this.#seats.has(seat)) clearInterval(timer);
      else if (still * BEAT_MS >= pauseMs) {
        void this.#dismiss(seat, tooMuch("time", `${pauseMs / 1000} s without a pause`));
      }
    }, BEAT_MS);
    timer.unref();
  }

  /**
   * A thread that was late or has died may be in any state: it is never used again. Of several messages only `guilty`
   * is known to be too much; the others are read again, each alone.
   */
  async #dismiss(seat: Seat, reason: Error, guilty?: number): Promise<void> {
    const { thread, waiting } = seat;
    this.#seats.delete(seat);
    const isKnown = waiting.size === 1 || !(reason instanceof HubError) || reason.code !== TOO_MUCH_WORK;
    const other = isKnown ? reason : ENDED_BY_ANOTHER;
    for (const [id, { reject }] of waiting) reject(id === guilty ? reason : other);
    waiting.clear();
    await thread.terminate();
  }
}

/** Never leaves these threads: whoever gets it is read again. */
const ENDED_BY_ANOTHER = new Error("another message has ended its reader");

const tooMuch = (what: "time" | "memory", limit: string): HubError =>
  new HubError(TOO_MUCH_WORK, `Reading it takes more ${what} than one message may cost: ${limit}.`, {
    mend: "Ask the sender for the document in smaller parts; look at it with care, it may be made to hurt.",
  });

const failureOf = (error: unknown): Error =>
  (error as { code?: unknown }).code === "ERR_WORKER_OUT_OF_MEMORY"
    ? tooMuch("memory", `${HEAP_MB_MAX} MB`)
    : new Error(messageOf(error));
