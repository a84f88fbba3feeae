import { messageOf } from "../../domain/errors.js";

/** An HTTP answer as far as it was read. */
export interface HttpAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly retryAfter: string | null;
  readonly text: string;
}

const ANSWER_BYTES_MAX = 8 * 1024 * 1024;

/** One request and its whole answer within the time allowed; throws where there is no answer. */
export async function askWithin(timeoutMs: number, url: string, request: RequestInit): Promise<HttpAnswer> {
  const signal = AbortSignal.timeout(timeoutMs);
  const answer = await fetch(url, { ...request, redirect: "manual", signal });
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
    text: Buffer.concat(chunks).toString("utf8"),
  };
}

/** Faults of the way there: the name, the route, the closed port. */
const UNREACHED: readonly string[] = [
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
];

/** True if the connection never came about, so that the request cannot have had an effect. */
export function isUnreached(error: unknown): boolean {
  const codes = causesOf(error).map((cause) => (cause as { code?: unknown }).code);
  return codes.some((code) => typeof code === "string" && UNREACHED.includes(code));
}

/** What went wrong on the way, in the words of all its causes. */
export function faultOf(error: unknown): string {
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
