import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { GraphQLSchema } from "graphql";
import { HubError, messageOf } from "../domain/errors.js";
import { Departure, type Leaving } from "../domain/leaving.js";
import { credentialsOf } from "../flows/access/credentials.js";
import type { Hub } from "../flows/work/hub.js";
import { admission } from "./admission.js";
import { type Answer, answerOf, isOurFault } from "./answer.js";
import { type Authenticate, authenticator } from "./authenticate.js";
import { type StreamDoor, streamDoor } from "./event-stream.js";
import type { Exchange } from "./exchange.js";
import { takeFiles } from "./files.js";
import { type GraphqlDoor, type GraphqlOptions, graphqlDoor } from "./graphql.js";
import { type Health, live, metrics, ready } from "./health.js";
import type { Issuer } from "./issuers.js";
import { LIVE_LIMITS, type LiveLimits } from "./limits.js";
import { liveDoor } from "./live.js";
import { signInPage } from "./pages/sign-in.js";
import { trackPage } from "./pages/track.js";
import { remoteAddressOf } from "./remote-address.js";
import { socketDoor } from "./socket-door.js";
import { NO_TRUSTED_DOCUMENTS, type TrustedDocuments } from "./trusted-documents.js";
import { takeWebhook } from "./webhooks.js";

export interface HttpOptions {
  readonly hub: Hub;
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
  readonly secret: Uint8Array;
  readonly schema: GraphQLSchema;
  readonly context: GraphqlOptions["context"];
  readonly health: Health;
  readonly guards?: Guards;
  /** What connections that stay open may take; the usual if left out. */
  readonly live?: Partial<LiveLimits>;
}

/** What the house has settled about its doors. */
export interface Guards {
  /** Login services whose tokens are taken besides the hub's own. */
  readonly issuers: readonly Issuer[];
  readonly trusted: TrustedDocuments;
  /** Factor on every rate; 0 takes the rates away. */
  readonly rate: number;
  /** Addresses of proxies that say for whom they ask. */
  readonly proxies: readonly string[];
  /** Other places of the web whose pages may open a WebSocket. */
  readonly origins?: readonly string[];
}
const NO_GUARDS: Guards = { issuers: [], trusted: NO_TRUSTED_DOCUMENTS, rate: 0, proxies: [] };

export interface HttpDoors {
  /** Where they are, without a slash at the end. */
  readonly url: string;
  /** Takes nothing new, finishes what is under way, and then is gone. */
  close(): Promise<void>;
}

const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 60_000;
const KEEP_ALIVE_MS = 5_000;
const HEADERS_MAX = 100;
const HEADER_BYTES_MAX = 16 * 1024;
const SOCKETS_MAX = 2_000;
const CLOSE_MS_MAX = 5_000;
/** How long a client that was refused may go on sending before it is cut off. */
const LINGER_MS = 1_000;

interface Route {
  readonly methods: readonly string[];
  /** May name one part of the path: `(?<name>…)`. */
  readonly path: RegExp;
  readonly answer: (exchange: Exchange) => Answer | Promise<Answer>;
}

function routes(
  { hub, health }: HttpOptions,
  authenticate: Authenticate,
  graphql: GraphqlDoor,
  streams: StreamDoor,
): readonly Route[] {
  return [
    // The first, because `answerFor` knows it without looking.
    { methods: ["GET", "POST"], path: /^\/graphql$/, answer: graphql.answer },
    { methods: ["POST"], path: /^\/graphql\/stream$/, answer: streams.answer },
    {
      methods: ["POST"],
      path: /^\/webhooks\/(?<name>[\w.-]{1,100})$/,
      answer: (exchange) => takeWebhook(hub, exchange),
    },
    {
      methods: ["POST"],
      path: /^\/files\/(?<name>[\w.-]{1,100})$/,
      answer: (exchange) => takeFiles(hub, authenticate, exchange),
    },
    { methods: ["GET", "HEAD"], path: /^\/health$/, answer: live },
    { methods: ["GET", "HEAD"], path: /^\/ready$/, answer: () => ready(health) },
    { methods: ["GET"], path: /^\/metrics$/, answer: () => metrics(health) },
    { methods: ["GET", "HEAD"], path: /^\/sign-in$/, answer: () => signInPage },
    { methods: ["GET", "HEAD"], path: /^\/track$/, answer: () => trackPage },
  ];
}

/** Opens the doors. */
export async function startHttp(options: HttpOptions): Promise<HttpDoors> {
  const { hub, host, port, schema, context, secret } = options;
  const guards = options.guards ?? NO_GUARDS;
  const authenticate = authenticator({ secret, issuers: guards.issuers, credentials: credentialsOf(hub) });
  const admit = admission({ ...guards, schema });
  const graphql = await graphqlDoor({ schema, context, authenticate, admit, log: hub.log });
  const live = liveDoor({ schema, context, admit, log: hub.log });
  const limits = { ...LIVE_LIMITS, ...options.live };
  const streams = streamDoor({ live, authenticate, limits, log: hub.log });
  const table = routes(options, authenticate, graphql, streams);
  const server = createServer(
    {
      maxHeaderSize: HEADER_BYTES_MAX,
      requestTimeout: REQUEST_TIMEOUT_MS,
      headersTimeout: HEADERS_TIMEOUT_MS,
      keepAliveTimeout: KEEP_ALIVE_MS,
    },
    (request, response) => void serve(table, hub, guards.proxies, request, response),
  );
  server.maxHeadersCount = HEADERS_MAX;
  server.maxConnections = SOCKETS_MAX;
  const { proxies, origins = [] } = guards;
  const sockets = socketDoor(server, { live, authenticate, proxies, origins, limits, log: hub.log });
  await listening(server, host, port);
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${taken}`,
    close: async () => {
      streams.close();
      sockets.close();
      await closed(server);
      await graphql.close();
    },
  };
}

async function serve(
  table: readonly Route[],
  hub: Hub,
  proxies: readonly string[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const correlationId = randomUUID();
  let answer: Answer;
  try {
    const remoteAddress = remoteAddressOf(request, proxies);
    answer = await answerFor(table, { request, correlationId, remoteAddress, gone: departureOf(response) });
  } catch (error) {
    answer = answerOf(error, correlationId);
    if (isOurFault(answer)) {
      const cause = error instanceof Error && error.cause !== undefined ? messageOf(error.cause) : undefined;
      hub.log.error(
        { correlationId, path: request.url?.split("?")[0], error: messageOf(error), cause },
        "a request failed",
      );
    }
  }
  write(answer, correlationId, request, response);
}

/** They go if the connection closes while somebody still works on the answer. */
function departureOf(response: ServerResponse): Leaving {
  const departure = new Departure();
  response.once("close", () => {
    if (!response.writableFinished) departure.go();
  });
  return departure;
}

async function answerFor(table: readonly Route[], asked: Omit<Exchange, "url" | "name">): Promise<Answer> {
  const { request, correlationId } = asked;
  const url = request.url === GRAPHQL_PATH ? GRAPHQL_URL : parsedUrl(request.url ?? "/");
  const matching =
    url === GRAPHQL_URL ? table.slice(0, 1) : table.filter(({ path }) => path.test(url.pathname));
  if (matching.length === 0) throw new HubError("NOT_FOUND", "there is nothing here");
  const route = matching.find(({ methods }) => methods.includes(request.method ?? ""));
  if (route === undefined) {
    const allow = matching.flatMap(({ methods }) => methods).join(", ");
    const refused = answerOf(new HubError("METHOD_NOT_ALLOWED", `this takes ${allow}`), correlationId);
    return { ...refused, headers: { ...refused.headers, allow } };
  }
  return route.answer({ ...asked, url, name: route.path.exec(url.pathname)?.groups?.name ?? "" });
}

/** The address that nearly everybody asks is read once. */
const GRAPHQL_PATH = "/graphql";
const GRAPHQL_URL = new URL(GRAPHQL_PATH, "http://hub.invalid");

function parsedUrl(path: string): URL {
  try {
    return new URL(path, "http://hub.invalid");
  } catch {
    throw new HubError("INVALID", "the address cannot be read");
  }
}

function write(
  answer: Answer,
  correlationId: string,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  if (response.destroyed) return;
  if (!request.complete) {
    // The client is still sending what nobody will read: answer, then let go of the connection.
    response.setHeader("connection", "close");
    request.resume();
    response.once("finish", () => setTimeout(() => request.destroy(), LINGER_MS).unref());
  }
  response.writeHead(answer.status, {
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-correlation-id": correlationId,
    ...answer.headers,
    ...(answer.stream === undefined ? { "content-length": Buffer.byteLength(answer.body) } : {}),
  });
  if (answer.stream === undefined) response.end(answer.body);
  else void answer.stream(response);
}

function listening(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const impatience = setTimeout(() => server.closeAllConnections(), CLOSE_MS_MAX);
    server.close(() => {
      clearTimeout(impatience);
      resolve();
    });
    server.closeIdleConnections();
  });
}
