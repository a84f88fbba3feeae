import type { ServerResponse } from "node:http";
import { HubError, messageOf } from "../domain/errors.js";

/** What goes back to a client, as data; the server writes it out. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Writes the rest, if the answer goes on; the body is then left out. */
  readonly stream?: (response: ServerResponse) => void | Promise<void>;
}

export const json = (
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): Answer => ({
  status,
  headers: { "content-type": "application/json; charset=utf-8", ...headers },
  body: JSON.stringify(value),
});

export const text = (status: number, body: string, contentType = "text/plain; charset=utf-8"): Answer => ({
  status,
  headers: { "content-type": contentType },
  body,
});

/** The status that goes with an error's code; whatever is not here is our own fault. */
const STATUS: Readonly<Record<string, number>> = {
  INVALID: 400,
  OPERATION_LIMIT: 400,
  OPERATION_NOT_ALLOWED: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  UNKNOWN_CONNECTION: 404,
  NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  NOT_ACCEPTABLE: 406,
  CONFLICT: 409,
  TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  RATE_LIMITED: 429,
  UNAVAILABLE: 503,
};
const RETRY_AFTER_S = 5;

/** An error as a client may see it. What we did not expect is masked; the log has the rest under the same id. */
export function answerOf(error: unknown, correlationId: string): Answer {
  const status = error instanceof HubError ? (STATUS[error.code] ?? 500) : 500;
  const shown =
    error instanceof HubError && status !== 500
      ? { code: error.code, message: error.message, ...(error.mend === null ? {} : { mend: error.mend }) }
      : { code: "INTERNAL", message: "something went wrong here" };
  const headers: Record<string, string> = {};
  if (status === 401) headers["www-authenticate"] = 'Bearer realm="throughline"';
  if (status === 503 || status === 429) headers["retry-after"] = String(retryAfter(error));
  return json(status, { error: { ...shown, correlationId } }, headers);
}

function retryAfter(error: unknown): number {
  const next = error instanceof HubError ? error.next : null;
  const afterMs = next?.kind === "retry" ? next.afterMs : undefined;
  return afterMs === undefined ? RETRY_AFTER_S : Math.max(1, Math.ceil(afterMs / 1_000));
}

export const isOurFault = ({ status }: Answer): boolean => status >= 500;

/** Runs something that needs the database, which may be away: the sender is then asked to come again. */
export async function unlessAway<Value>(work: Promise<Value>): Promise<Value> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof HubError && STATUS[error.code] !== undefined) throw error;
    throw new HubError("UNAVAILABLE", "nothing was kept; please send it again", {
      next: { kind: "retry" },
      cause: new Error(messageOf(error), { cause: error }),
    });
  }
}
