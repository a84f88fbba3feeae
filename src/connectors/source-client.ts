import { setTimeout as sleep } from "node:timers/promises";
import { HubError, messageOf } from "../domain/errors.js";
import type { SourceClient, SourceRequest, SourceResponse } from "./source.js";
import { failureOf, sourceError } from "./source-error.js";

const TIMEOUT_MS = 30_000;
const BODY_BYTES_MAX = 64 * 1024 * 1024;
const WORDS_MAX = 300;

/** Tokens that fill up evenly; a request takes one and waits until there is one. */
export function tokenBucket(requests: number, seconds: number, now: () => number = Date.now) {
  const perMs = requests / (seconds * 1000);
  let tokens = requests;
  let filledAt = now();
  return {
    /** Milliseconds to wait before the token that was just taken may be used. */
    take(): number {
      const at = now();
      tokens = Math.min(requests, tokens + (at - filledAt) * perMs) - 1;
      filledAt = at;
      return tokens >= 0 ? 0 : -tokens / perMs;
    },
  };
}

/** A client for one connection. Several streams of it share the limit by sharing the client. */
export function sourceClient(limits: { readonly requests: number; readonly seconds: number }): SourceClient {
  const bucket = tokenBucket(limits.requests, limits.seconds);
  return {
    async request(request) {
      const waitMs = bucket.take();
      if (waitMs > 0) await sleep(waitMs);
      const response = await send(request);
      if (request.accept?.includes(response.status)) return response;
      const failure = failureOf(response.status, response.headers, wordsIn(response.body), new Date());
      if (failure !== null) throw failure;
      return response;
    },
  };
}

async function send({ method = "GET", url, headers = {}, body }: SourceRequest): Promise<SourceResponse> {
  try {
    const response = await fetch(url, {
      ...{ method, headers, redirect: "manual" },
      ...(body === undefined ? {} : { body }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const bytes = await bodyOf(response);
    return { status: response.status, headers: Object.fromEntries(response.headers), body: bytes };
  } catch (error) {
    if (error instanceof HubError) throw error;
    throw sourceError("SOURCE_TRANSIENT", `${hostOf(url)} cannot be reached: ${reasonOf(error)}`);
  }
}

async function bodyOf(response: Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > BODY_BYTES_MAX) throw sourceError("SOURCE_DATA", `its answer is over ${BODY_BYTES_MAX} bytes`);
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

/** Only the host: an address may carry a key. */
function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : "its address";
}

const reasonOf = (error: unknown): string =>
  error instanceof Error && error.cause instanceof Error ? error.cause.message : messageOf(error);

/** The beginning of an answer that explains itself in text. */
function wordsIn(body: Uint8Array): string {
  const text = new TextDecoder().decode(body.subarray(0, WORDS_MAX * 4));
  return text.replace(/\s+/g, " ").trim().slice(0, WORDS_MAX);
}
