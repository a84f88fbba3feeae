import { HubError, messageOf, transient } from "../domain/errors.js";
import type { ExecutionAnswer } from "./connector.js";

/** One request to a system that executes orders. */
export interface HttpRequest {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Its whole answer, as far as a decision needs it. */
export interface HttpAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly retryAfter: string | null;
  readonly headers: Headers;
  readonly text: string;
}

/**
 * What one command says to a system, in several requests. `look` changes nothing there, so its failure is
 * a reason to come again; `act` may have had its effect whatever happens to the answer, and so may
 * everything that comes after it in the same command.
 */
export interface Talk {
  look(request: HttpRequest): Promise<HttpAnswer>;
  act(request: HttpRequest): Promise<HttpAnswer>;
}

/** What a command comes to where it is not taken. */
export type NotTaken = Exclude<ExecutionAnswer, { outcome: "ACCEPTED" }>;

/** What a system says that takes goods back as they arrive, and cannot be told of them in advance. */
export const RETURNS_COME_UNANNOUNCED: ExecutionAnswer = {
  outcome: "REFUSED",
  refusal: "UNSUPPORTED",
  nativeMessage: "this system takes returns as they arrive and cannot be told of one",
};

/** Says something to a system and makes an answer of whatever may go wrong on the way. */
export async function converse<Answer>(
  timeoutMs: number,
  say: (talk: Talk) => Promise<Answer>,
): Promise<Answer | NotTaken> {
  let hasActed = false;
  const act = async (request: HttpRequest): Promise<HttpAnswer> => {
    try {
      const answer = await ask(request, timeoutMs);
      if (NOT_TAKEN.includes(answer.status)) throw busy(answer);
      hasActed = true;
      return answer;
    } catch (error) {
      if (!(error instanceof HubError) && !isUnreached(error)) hasActed = true;
      throw error;
    }
  };
  try {
    return await say({ look: (request) => lookUp(request, timeoutMs), act });
  } catch (error) {
    const nativeMessage = faultOf(error);
    const isBug = error instanceof TypeError && error.cause === undefined;
    if (isBug) throw error;
    if (error instanceof HubError && error.next.kind === "park" && !hasActed) {
      const refusal = isUnsupported(error) ? "UNSUPPORTED" : "PERMISSION";
      return { outcome: "REFUSED", refusal, nativeMessage };
    }
    if (hasActed) return { outcome: "UNCERTAIN", nativeMessage };
    const afterMs = error instanceof HubError && error.next.kind === "retry" ? error.next.afterMs : undefined;
    return { outcome: "RETRY", afterMs: afterMs ?? RETRY_MS, nativeMessage };
  }
}

const RETRY_MS = 2000;

/** A request that changes nothing. Throws a HubError where the system cannot be read: come again, or call a person. */
export async function lookUp(request: HttpRequest, timeoutMs: number): Promise<HttpAnswer> {
  let answer: HttpAnswer;
  try {
    answer = await ask(request, timeoutMs);
  } catch (error) {
    throw transient(
      "EXECUTION_UNREACHABLE",
      `the execution system did not answer: ${faultOf(error)}`,
      undefined,
      error,
    );
  }
  if (answer.status === 401 || answer.status === 403) {
    throw new HubError("EXECUTION_DENIED", `the execution system lets us in no more: ${excerptOf(answer)}`, {
      mend: "Check the credentials of this connection, and the rights of its user.",
    });
  }
  if (NOT_TAKEN.includes(answer.status)) throw busy(answer);
  return answer;
}

/** An answer that is none of those a look can have. */
export const unreadable = (answer: HttpAnswer): HubError =>
  transient("EXECUTION_UNREADABLE", `the execution system's answer cannot be read: ${excerptOf(answer)}`);

const UNSUPPORTED = "EXECUTION_UNSUPPORTED";

/** It does not have what it was asked for: a method, or a field that the settings name. Only a person can mend that. */
export const unsupported = (nativeMessage: string): HubError =>
  new HubError(UNSUPPORTED, nativeMessage, {
    mend: "Check the fields that the settings of this connection name.",
  });

export const isUnsupported = (error: unknown): boolean =>
  error instanceof HubError && error.code === UNSUPPORTED;

/** Said before the system looked at the request: it is safe to come again. */
const NOT_TAKEN: readonly number[] = [408, 425, 429, 503];

const busy = (answer: HttpAnswer): HubError =>
  transient("EXECUTION_BUSY", excerptOf(answer), waitMs(answer.retryAfter, Date.now()));

const WAIT_DEFAULT_MS = 1000;
const WAIT_MAX_MS = 15 * 60 * 1000;

/** Retry-After as seconds or as a date, within reason. */
export function waitMs(retryAfter: string | null, nowMs: number): number {
  if (retryAfter === null) return WAIT_DEFAULT_MS;
  const wait = /^\d{1,9}$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - nowMs;
  return Number.isNaN(wait) ? WAIT_DEFAULT_MS : Math.min(Math.max(wait, 0), WAIT_MAX_MS);
}

const EXCERPT_CHARS = 200;

/** The beginning of an answer, for the person who will read it. */
export function excerptOf({ status, contentType, text }: HttpAnswer): string {
  const start = text.replace(/\s+/g, " ").trim().slice(0, EXCERPT_CHARS);
  return `HTTP ${status}${contentType === "" ? "" : ` ${contentType}`}: ${start}`;
}

/** The JSON of an answer; undefined if it is none. */
export function jsonIn({ text }: Pick<HttpAnswer, "text">): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const ANSWER_BYTES_MAX = 8 * 1024 * 1024;

/** One request and its whole answer within the time allowed; throws where there is no answer. Redirects are not followed: they could lead a key astray. */
export async function ask(
  { method, url, headers, body }: HttpRequest,
  timeoutMs: number,
): Promise<HttpAnswer> {
  const answer = await fetch(url, {
    ...{ method, headers, redirect: "manual", body: body ?? null },
    signal: AbortSignal.timeout(timeoutMs),
  });
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of answer.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > ANSWER_BYTES_MAX) throw new Error(`the answer is over ${ANSWER_BYTES_MAX} bytes`);
    chunks.push(chunk);
  }
  return {
    status: answer.status,
    contentType: answer.headers.get("content-type") ?? "",
    retryAfter: answer.headers.get("retry-after"),
    headers: answer.headers,
    text: Buffer.concat(chunks).toString("utf8"),
  };
}

/** Faults of the way there: the name, the route, the closed port. Such a request cannot have had an effect. */
const UNREACHED: readonly string[] = [
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
];

export function isUnreached(error: unknown): boolean {
  const codes = causesOf(error).map((cause) => (cause as { code?: unknown }).code);
  return codes.some((code) => typeof code === "string" && UNREACHED.includes(code));
}

export function faultOf(error: unknown): string {
  if (error instanceof HubError) return error.message;
  return causesOf(error).map(messageOf).join(": ");
}

const CAUSES_MAX = 5;

/** `fetch` says "fetch failed" and hides the reason one or two causes down. */
function causesOf(error: unknown): Error[] {
  const causes: Error[] = [];
  for (let cause = error; cause instanceof Error && causes.length < CAUSES_MAX; cause = cause.cause) {
    causes.push(cause);
  }
  return causes;
}
