import type { RawMessage } from "./connector.js";

/** How a stream tells how far it has been read. The hub keeps the source's own text and never computes with it, except to overlap. */
export const CURSOR_KINDS = ["TIMESTAMP", "OPAQUE"] as const;
export type CursorKind = (typeof CURSOR_KINDS)[number];

/** What one pass over a stream is asked for. */
export interface PullWindow {
  /** As the last page gave it; null for the first pass, and after the source has forgotten it. */
  readonly cursor: string | null;
  /** ISO 8601 instant from which to read: the cursor less its overlap, or where a bounded re-read starts. Null: everything. */
  readonly since: string | null;
  /** ISO 8601 instant up to which to read: what is younger may still be on its way into the source. */
  readonly until: string;
}

/** One page. The messages and the cursor behind them are kept in one transaction. */
export interface Page {
  /** Each with a delivery id that names the object and its version, so that a repeat is known as one. */
  readonly messages: readonly RawMessage[];
  readonly cursor: string | null;
  /** ISO 8601 instant of the newest change on the page, by the source's clock. */
  readonly newestAt: string | null;
}

/** A request to a source, below its base address. */
export interface SourceRequest {
  readonly method?: "GET" | "POST" | "PUT" | "PATCH";
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Statuses that the caller reads itself instead of having them thrown. */
  readonly accept?: readonly number[];
}

export interface SourceResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/**
 * How a connector talks to its source: within the rate limit of the connection, with a limit on time and
 * size, and with every failure as one of the classes in `source-error.ts`.
 */
export interface SourceClient {
  request(request: SourceRequest): Promise<SourceResponse>;
}

/** One kind of thing that a source holds and that can be read page by page, oldest change first. */
export interface Stream<Settings> {
  readonly name: "orders" | "shipments" | "tracking" | "returns" | "parties" | "calls" | "mail";
  readonly cursor: CursorKind;
  /** How far each pass reads back behind its cursor: changes that were written late, or in the same instant. */
  readonly overlapMs: number;
  /** How young a change must not be: it may still be written, or share its instant with one that is. */
  readonly settleMs: number;
  pull(settings: Settings, window: PullWindow, client: SourceClient): AsyncIterable<Page>;
}

/** What somebody who sets a connection up has to know. */
export interface CheckResult {
  readonly ok: boolean;
  /** In plain words: who we are there, what is missing, what expires when. */
  readonly findings: readonly string[];
}

/** A source that can be asked, beside or instead of sending by itself. */
export interface Source<Settings> {
  readonly streams: readonly Stream<Settings>[];
  /** The most requests in so many seconds; a burst may use them at once. */
  readonly limits: { readonly requests: number; readonly seconds: number };
  /** Whether the settings lead anywhere: address, credentials, rights. */
  check(settings: Settings, client: SourceClient): Promise<CheckResult>;
  /** The object as it is now, for events that do not hold it; null if it is gone. */
  fetchLatest?(
    settings: Settings,
    stream: string,
    externalId: string,
    client: SourceClient,
  ): Promise<RawMessage | null>;
  /**
   * Listens until `signal` says stop, and calls `onNews` whenever the source may have something. It fails when the
   * source is lost, and is begun again later. A hint and no more: streams are read by the clock all the same.
   */
  watch?(settings: Settings, onNews: () => void, signal: AbortSignal): Promise<void>;
  /** True if the settings ask for reading; a connection may be there for its webhook alone. */
  isPulled(settings: Settings): boolean;
}
