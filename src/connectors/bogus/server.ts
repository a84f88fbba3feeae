import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { messageOf } from "../../domain/errors.js";
import { sameSecretText } from "../reading/sources/signed-webhook.js";
import type { Habits } from "./habits.js";
import type { HubAddress } from "./outbox.js";
import { failure, type Reply } from "./reply.js";
import { type Call, route, subjectOf } from "./routes.js";
import { openService, type Service } from "./service.js";

const HOST = "127.0.0.1";
const BODY_BYTES_MAX = 4 * 1024 * 1024;
const REQUEST_TIMEOUT_MS = 30_000;

export interface BogusOptions {
  /** Folder of the ledger; the same folder is the same system after a restart. */
  readonly dataDir: string;
  /** A free one if absent or 0. */
  readonly port?: number;
  /** Asked for in `Authorization: Bearer …` when given; the command side needs none. */
  readonly apiKey?: string;
  /** Where events go; without it they wait in the ledger. */
  readonly hub?: HubAddress;
  readonly habits?: Habits;
}

export interface Bogus {
  readonly url: string;
  /** Events that the hub has not taken yet. */
  undelivered(): number;
  close(): Promise<void>;
}

/**
 * Starts a make-believe ERP, warehouse and carrier in one, on the loopback interface only. It keeps
 * its word through a crash, as a real one would, and breaks it on command.
 */
export async function startBogus({ dataDir, port = 0, apiKey, hub, habits }: BogusOptions): Promise<Bogus> {
  const service = await openService(dataDir, hub ?? null, habits);
  const server = createServer((request, response) => {
    void answer(service, apiKey ?? null, request, response);
  });
  server.requestTimeout = REQUEST_TIMEOUT_MS;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, HOST, resolve);
  }).catch(async (error: unknown) => {
    await service.close();
    throw error;
  });
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://${HOST}:${bound}`,
    undelivered: () => service.state.undelivered.size,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      await service.close();
    },
  };
}

async function answer(
  service: Service,
  apiKey: string | null,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const body = await readBody(request);
    if (body === null) {
      return send(response, failure(413, "BODY_TOO_LARGE", `a body has at most ${BODY_BYTES_MAX} bytes`));
    }
    const path = new URL(request.url ?? "/", `http://${HOST}`).pathname;
    if (apiKey !== null && !path.startsWith("/_bogus/") && !isAuthorized(request, apiKey)) {
      return send(response, failure(401, "NOT_AUTHORIZED", "the API key is missing or wrong"));
    }
    const { method = "GET", headers } = request;
    const call: Call = { method, path, headers, body, isRepeat: false };
    repeatLater(service, call);
    send(response, await route(service, call));
  } catch (error) {
    send(response, failure(503, "UNAVAILABLE", messageOf(error)));
  }
}

/** The network may bring a changing request once more, after whatever came meanwhile. */
function repeatLater(service: Service, call: Call): void {
  const subject = subjectOf(service, call);
  const afterMs = subject === null ? null : service.again(subject.reference, subject.operation);
  if (afterMs === null) return;
  const repeat = () => Promise.resolve(route(service, { ...call, isRepeat: true })).catch(() => undefined);
  setTimeout(() => void repeat(), afterMs).unref();
}

function isAuthorized({ headers }: IncomingMessage, apiKey: string): boolean {
  return sameSecretText(headers.authorization ?? "", `Bearer ${apiKey}`);
}

/** The body as text, or null if it is too large; the rest of a large one is not read. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > BODY_BYTES_MAX) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function send(response: ServerResponse, reply: Reply): void {
  switch (reply.kind) {
    case "silence":
      return;
    case "reset":
      response.socket?.resetAndDestroy();
      return;
    case "raw":
      response.writeHead(reply.status, { "content-type": reply.contentType }).end(reply.text);
      return;
    case "json":
      response
        .writeHead(reply.status, { "content-type": "application/json", ...reply.headers })
        .end(JSON.stringify(reply.body));
  }
}
