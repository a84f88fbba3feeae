import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** A request to a source of ours, its body read. */
export interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/**
 * What a request gets instead of its answer: a cut line before anything happens, half of an answer, a cut line
 * or silence after everything has happened, another answer.
 */
export type Failure = "CUT" | "HALF" | "LOST" | "SILENT" | Answer;

/** A source that answers in JSON and fails on command. */
export async function startJsonServer(answer: (asked: Asked) => Answer) {
  const failures: (Failure | null)[] = [];
  const asked: Asked[] = [];
  const acts: (() => void)[] = [];
  const awaited: { readonly fits: (asked: Asked) => boolean; readonly failure: Failure }[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = "GET", headers } = request;
    const url = new URL(request.url ?? "", "http://source");
    const one: Asked = { method, url, headers, body: Buffer.concat(chunks).toString("utf8") };
    asked.push(one);
    const at = awaited.findIndex(({ fits }) => fits(one));
    const failure = at >= 0 ? (awaited.splice(at, 1)[0]?.failure ?? null) : (failures.shift() ?? null);
    if (failure === "CUT") return void request.socket.destroy();
    const said = failure === null || typeof failure === "string" ? answer(one) : failure;
    acts.shift()?.();
    if (failure === "LOST") return void request.socket.destroy();
    if (failure === "SILENT") return;
    const body = typeof said.body === "string" ? said.body : JSON.stringify(said.body);
    response.writeHead(said.status, {
      "content-type": "application/json",
      "content-length": String(Buffer.byteLength(body)),
      ...said.headers,
    });
    if (failure !== "HALF") return void response.end(body);
    response.write(body.slice(0, body.length / 2), () => request.socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // The first request of a process takes its time to load; no time limit of a test is meant for that.
  await fetch("http://127.0.0.1:1").catch(() => null);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    /** One for each of the next requests; null lets one pass. */
    fail: (...next: (Failure | null)[]) => failures.push(...next),
    /** For the next request that fits, whichever others come before it. */
    failOn: (fits: (asked: Asked) => boolean, failure: Failure) => awaited.push({ fits, failure }),
    /** Does this once the answer that comes after so many others has been thought out, and before it is given. */
    meanwhile: (others: number, act: () => void) => {
      acts.push(...Array.from({ length: others }, () => () => {}), act);
    },
    forget(): void {
      failures.length = 0;
      asked.length = 0;
      acts.length = 0;
      awaited.length = 0;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
