import { performance } from "node:perf_hooks";
import autocannon, { type LoadRequest } from "autocannon";
import { percentile } from "./statistics.js";

export interface Load {
  readonly url: string;
  readonly connections: number;
  /** How long, or how many requests in all. */
  readonly until: { readonly seconds: number } | { readonly requests: number };
  /** What each connection sends, one after the other and then again. */
  readonly requestsOf: (connection: number) => LoadRequest[];
  readonly isRight: (body: string) => boolean;
}

export interface LoadOutcome {
  readonly requests: number;
  /** From the first request to the last answer. */
  readonly seconds: number;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly endedAt: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

const SAMPLE_MS = 100;
const TIMEOUT_S = 60;

const now = (): number => performance.timeOrigin + performance.now();

/** Sends load and counts it; one wrong answer and nothing is counted at all. */
export async function sendLoad({ url, connections, until, requestsOf, isRight }: Load): Promise<LoadOutcome> {
  const milliseconds: number[] = [];
  let [startedAt, endedAt, client] = [now(), now(), 0];
  const tracker = autocannon({
    ...{ url, connections, sampleInt: SAMPLE_MS, timeout: TIMEOUT_S, verifyBody: isRight },
    ...("seconds" in until ? { duration: until.seconds } : { amount: until.requests }),
    setupClient: (one) => {
      one.setRequests(requestsOf(client));
      client += 1;
    },
  });
  tracker.on("start", () => {
    startedAt = now();
  });
  tracker.on("response", (_client, _status, _bytes, took) => {
    milliseconds.push(took);
    endedAt = now();
  });
  const result = await tracker;
  const wrong = result.non2xx + result.errors + result.mismatches;
  if (wrong > 0) {
    throw new Error(
      `of ${milliseconds.length} answers of ${url} ${result.non2xx} were refusals and ${result.mismatches} not what was asked for; ${result.errors} requests failed`,
    );
  }
  return {
    ...{ requests: milliseconds.length, seconds: (endedAt - startedAt) / 1000, startedAt, endedAt },
    p50Ms: percentile(milliseconds, 0.5),
    p99Ms: percentile(milliseconds, 0.99),
  };
}
