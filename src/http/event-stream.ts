import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { HubError } from "../domain/errors.js";
import type { Hub } from "../flows/work/hub.js";
import type { Answer } from "./answer.js";
import type { Authenticate } from "./authenticate.js";
import type { Exchange } from "./exchange.js";
import { operationOf } from "./graphql.js";
import type { LiveLimits } from "./limits.js";
import type { LiveDoor, Open } from "./live.js";

export interface StreamOptions {
  readonly live: LiveDoor;
  readonly authenticate: Authenticate;
  readonly limits: LiveLimits;
  readonly log: Hub["log"];
}

/** A response that goes on: told to stop, it ends without `complete`, so that its client comes back. */
export interface StreamDoor {
  answer(exchange: Exchange): Promise<Answer>;
  close(): void;
}

const TYPE = "text/event-stream";

/** Subscriptions as server-sent events, one request each: the "distinct connections mode" of graphql-sse. */
export function streamDoor({ live, authenticate, limits, log }: StreamOptions): StreamDoor {
  const open = new Set<() => void>();
  return {
    async answer(exchange) {
      const { request, url, remoteAddress } = exchange;
      if (request.headers.accept?.includes(TYPE) !== true)
        throw new HubError("NOT_ACCEPTABLE", `this answers as ${TYPE} only`);
      const token = authenticate.tokenOf(request, url);
      if (token === null) throw new HubError("UNAUTHENTICATED", "subscriptions need a token");
      const holder = () => authenticate.holder(token);
      await holder();
      const opened = await live.open(await operationOf(exchange), { holder, address: remoteAddress });
      const headers = { "content-type": `${TYPE}; charset=utf-8`, "x-accel-buffering": "no" };
      const going = { status: 200, body: "", headers };
      if (!("answers" in opened))
        return { ...going, stream: (response) => endedWith(response, { errors: opened }) };
      const { answers } = opened;
      const stop = (): void => void answers.return?.();
      open.add(stop);
      // Of the connection, not of the response: the client may be gone before there is one.
      const { socket } = request;
      socket.once("close", stop);
      if (socket.destroyed) stop();
      return {
        ...going,
        stream: async (response) => {
          await play(response, answers, limits, log);
          open.delete(stop);
          socket.off("close", stop);
        },
      };
    },
    close() {
      for (const stop of open) stop();
    },
  };
}

const written = (event: string, data: unknown): string =>
  `event: ${event}\ndata: ${data === undefined ? "" : JSON.stringify(data)}\n\n`;

function endedWith(response: ServerResponse, answer: unknown): void {
  response.end(written("next", answer) + written("complete", undefined));
}

/** Hands out the answers as fast as they are taken, and no faster. */
async function play(
  response: ServerResponse,
  answers: Open["answers"],
  { pingMs, sendMs, lingerMs }: LiveLimits,
  log: Hub["log"],
): Promise<void> {
  // Whoever stands between closes what is silent for long.
  const pings = setInterval(() => response.writableNeedDrain || response.write(":\n\n"), pingMs);
  response.write(":\n\n");
  try {
    for await (const answer of answers) {
      if (response.destroyed) return;
      if (response.write(written("next", answer)) || (await drained(response, sendMs))) continue;
      const errors = [
        { message: "too slow: come back with your last cursor", extensions: { code: "TOO_SLOW" } },
      ];
      log.info({}, "a subscriber read too slowly and was cut off");
      endedWith(response, { errors });
      setTimeout(() => response.destroy(), lingerMs).unref();
      return;
    }
    response.end();
  } catch (error) {
    endedWith(response, { errors: [error] });
  } finally {
    clearInterval(pings);
  }
}

/** False if what was written does not leave in time. */
async function drained(response: ServerResponse, ms: number): Promise<boolean> {
  const settled = new AbortController();
  const { signal } = settled;
  const gone = once(response, "close", { signal }).then(() => true);
  const taken = once(response, "drain", { signal }).then(() => true);
  const late = sleep(ms, false, { signal });
  try {
    return await Promise.race([gone, taken, late]);
  } finally {
    settled.abort();
    for (const one of [gone, taken, late]) one.catch(() => undefined);
  }
}
