import { HubError } from "../domain/errors.js";

/**
 * What may go wrong with a source, by what to do about it:
 * TRANSIENT try again; RATE_LIMITED leave the whole connection alone for a while; AUTH stop and tell a
 * person; REFUSED the source understood and says no; DATA its answer cannot be read; CURSOR_EXPIRED it no
 * longer knows how far we had read.
 */
export const SOURCE_ERRORS = [
  "SOURCE_TRANSIENT",
  "SOURCE_RATE_LIMITED",
  "SOURCE_AUTH",
  "SOURCE_REFUSED",
  "SOURCE_DATA",
  "CURSOR_EXPIRED",
] as const;
export type SourceErrorCode = (typeof SOURCE_ERRORS)[number];

const NEXT = {
  SOURCE_TRANSIENT: { kind: "retry" },
  SOURCE_RATE_LIMITED: { kind: "retry" },
  SOURCE_AUTH: { kind: "park" },
  SOURCE_REFUSED: { kind: "park" },
  SOURCE_DATA: { kind: "park" },
  CURSOR_EXPIRED: { kind: "retry" },
} as const;

export function sourceError(code: SourceErrorCode, message: string, afterMs?: number): HubError {
  const next = NEXT[code];
  return new HubError(code, message, {
    next: next.kind === "retry" && afterMs !== undefined ? { ...next, afterMs } : next,
  });
}

const AUTH = new Set([401, 403]);
const TRANSIENT = new Set([408, 425, 500, 502, 503, 504, 520, 521, 522, 523, 524]);

/** The failure that a status means; null if it is none. Redirects are not followed: they could lead a secret astray. */
export function failureOf(
  status: number,
  headers: Readonly<Record<string, string>>,
  words: string,
  now: Date,
): HubError | null {
  if (status >= 200 && status < 300) return null;
  const said = `it answers ${status}${words === "" ? "" : `: ${words}`}`;
  const afterMs = retryAfterMs(headers["retry-after"], now);
  if (status === 429) return sourceError("SOURCE_RATE_LIMITED", said, afterMs ?? RATE_PAUSE_MS);
  if (AUTH.has(status)) return sourceError("SOURCE_AUTH", said);
  if (TRANSIENT.has(status)) return sourceError("SOURCE_TRANSIENT", said, afterMs ?? undefined);
  return sourceError("SOURCE_REFUSED", said);
}

const RATE_PAUSE_MS = 30_000;
const PAUSE_MAX_MS = 3_600_000;

/** Seconds or an HTTP date; null if it says neither. */
export function retryAfterMs(value: string | undefined, now: Date): number | null {
  if (value === undefined) return null;
  const seconds = /^\d{1,9}(?:\.\d+)?$/.test(value.trim()) ? Number(value) : null;
  const ms = seconds === null ? Date.parse(value) - now.getTime() : seconds * 1000;
  return Number.isFinite(ms) ? Math.min(PAUSE_MAX_MS, Math.max(0, ms)) : null;
}
