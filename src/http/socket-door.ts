import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import type { ExecutionArgs } from "graphql";
// graphql-ws speaks graphql-transport-ws, ws the protocol beneath it: neither is our core.
import { CloseCode, GRAPHQL_TRANSPORT_WS_PROTOCOL, makeServer } from "graphql-ws";
import { type WebSocket, WebSocketServer } from "ws";
import { HubError, messageOf } from "../domain/errors.js";
import type { Viewer } from "../domain/viewer.js";
import type { Hub } from "../flows/work/hub.js";
import { badToken, bearerOf } from "./auth.js";
import type { Authenticate } from "./authenticate.js";
import { BODY_BYTES_MAX, type LiveLimits } from "./limits.js";
import type { LiveDoor, Open } from "./live.js";
import { remoteAddressOf } from "./remote-address.js";

export interface SocketOptions {
  readonly live: LiveDoor;
  readonly authenticate: Authenticate;
  readonly proxies: readonly string[];
  /** Other places of the web whose pages may connect; the hub's own may always. */
  readonly origins: readonly string[];
  readonly limits: LiveLimits;
  readonly log: Hub["log"];
}

/** A code of our own: the client reads too slowly, and may come back with its last cursor. */
const TOO_SLOW = 4490;
const GOING_AWAY = 1001;
/** How long a client may take to say good-bye to a hub that stops. */
const GOODBYE_MS = 1_000;
const CUT_OFF = "a subscriber read too slowly and was cut off";
const PATH = "/graphql";

interface Extra {
  readonly socket: WebSocket;
  readonly request: IncomingMessage;
  readonly url: URL;
  /** Set when the client has said who it is. */
  holder?: () => Promise<Viewer>;
}

/** Subscriptions over WebSocket at the address of the API. */
export function socketDoor(server: Server, options: SocketOptions): { close(): void } {
  const { limits, proxies, origins, log } = options;
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: BODY_BYTES_MAX,
    clientTracking: true,
    handleProtocols: (offered) =>
      offered.has(GRAPHQL_TRANSPORT_WS_PROTOCOL) ? GRAPHQL_TRANSPORT_WS_PROTOCOL : false,
  });
  const protocol = protocolOver(options);
  server.on("upgrade", (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    const url = URL.canParse(request.url ?? "", "http://hub.invalid")
      ? new URL(request.url ?? "", "http://hub.invalid")
      : null;
    if (url?.pathname !== PATH) return refuse(stream, "404 Not Found");
    if (!isWelcome(request, origins)) return refuse(stream, "403 Forbidden");
    if (sockets.clients.size >= limits.socketsMax) return refuse(stream, "503 Service Unavailable");
    sockets.handleUpgrade(request, stream, head, (socket) => {
      const address = remoteAddressOf(request, proxies);
      const adapter = adapterOf(socket, limits, () => log.info({ address }, CUT_OFF));
      const closed = protocol(address).opened(adapter, { socket, request, url });
      socket.on("error", (error) => log.info({ address, error: messageOf(error) }, "a socket failed"));
      socket.once("close", (code, reason) => {
        adapter.stop();
        void closed(code, String(reason));
      });
    });
  });
  return {
    close() {
      for (const socket of sockets.clients) {
        socket.close(GOING_AWAY, "the hub is stopping: come back with your last cursor");
        setTimeout(() => socket.terminate(), GOODBYE_MS).unref();
      }
      sockets.close();
    },
  };
}

function refuse(stream: Duplex, status: string): void {
  stream.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}

/**
 * There are no cookies, so a page elsewhere has nothing to borrow; it still has no business here. Programs
 * send no origin.
 */
function isWelcome({ headers }: IncomingMessage, origins: readonly string[]): boolean {
  const { origin, host } = headers;
  if (origin === undefined || origins.includes(origin)) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}

/** The protocol's rules, with our gate behind them. */
function protocolOver({ live, authenticate, limits }: SocketOptions) {
  return (address: string) =>
    makeServer<Record<string, unknown>, Extra>({
      connectionInitWaitTimeout: limits.helloMs,
      async onConnect({ connectionParams, extra }) {
        try {
          const token = tokenFor(authenticate, extra, connectionParams);
          extra.holder = () => authenticate.holder(token);
          await extra.holder();
          return true;
        } catch (error) {
          extra.socket.close(CloseCode.Forbidden, reasonOf(error));
          // The socket is closing with its reason; nothing is acknowledged on it any more.
          return false;
        }
      },
      async onSubscribe({ extra }, _id, payload) {
        const { holder = () => Promise.reject(badToken()) } = extra;
        const opened = await live.open(payload, { holder, address });
        if (!("answers" in opened)) return opened;
        return {
          schema: NO_SCHEMA,
          document: opened.document,
          contextValue: opened,
        } as unknown as ExecutionArgs;
      },
      subscribe: ({ contextValue }) => (contextValue as Open).answers as never,
      onError({ extra }, _id, _payload, errors) {
        const isOver = errors.some(({ extensions }) => extensions?.code === "UNAUTHENTICATED");
        // After the message that says so, which is sent when this returns.
        if (isOver)
          setImmediate(() => extra.socket.close(CloseCode.Forbidden, "the token does not stand any more"));
      },
    });
}

/** The protocol wants one to run operations by; ours are run by then. */
const NO_SCHEMA = null;

function reasonOf(error: unknown): string {
  const REASON_CHARS_MAX = 100;
  return error instanceof HubError ? error.message.slice(0, REASON_CHARS_MAX) : "Forbidden";
}

/** The one token of a socket: from the header of its request, or from its first message, where browsers can put one. */
function tokenFor(
  authenticate: Authenticate,
  { request, url }: Extra,
  params: Readonly<Record<string, unknown>> | undefined,
): string {
  const inHeader = authenticate.tokenOf(request, url);
  const given = params?.authorization ?? params?.Authorization;
  const inMessage = typeof given === "string" ? bearerOf(given) : null;
  if (inHeader !== null && inMessage !== null && inHeader !== inMessage)
    throw new HubError("UNAUTHENTICATED", "give one token");
  const token = inHeader ?? inMessage;
  if (token === null) throw new HubError("UNAUTHENTICATED", "subscriptions need a token");
  return token;
}

/**
 * A socket as the protocol takes it. What is sent is done when it has left this process, so no more than one
 * event of each subscription waits here; who does not take it in time is cut off.
 */
function adapterOf(
  socket: WebSocket,
  { sendMs, lingerMs, pingMs, waitingBytesMax }: LiveLimits,
  noteCutOff: () => void,
) {
  const cutOff = (): void => {
    if (socket.readyState !== socket.OPEN) return;
    noteCutOff();
    socket.close(TOO_SLOW, "too slow: come back with your last cursor");
    setTimeout(() => socket.terminate(), lingerMs).unref();
  };
  let isThere = true;
  socket.on("pong", () => {
    isThere = true;
  });
  const pings = setInterval(() => {
    if (!isThere) return cutOff();
    isThere = false;
    socket.ping();
  }, pingMs);
  return {
    protocol: socket.protocol,
    send: (data: string): Promise<void> =>
      new Promise((resolve, reject) => {
        if (socket.readyState !== socket.OPEN) return resolve();
        if (socket.bufferedAmount > waitingBytesMax) cutOff();
        const impatience = setTimeout(cutOff, sendMs);
        socket.send(data, (error) => {
          clearTimeout(impatience);
          if (error) reject(error);
          else resolve();
        });
      }),
    close: (code: number, reason: string) => socket.close(code, reason),
    onMessage: (take: (text: string) => Promise<void>) =>
      socket.on("message", (data, isBinary) => {
        if (isBinary) return socket.close(CloseCode.BadRequest, "send text");
        take(String(data)).catch(() => {
          if (socket.readyState === socket.OPEN)
            socket.close(CloseCode.InternalServerError, "something went wrong here");
        });
      }),
    stop: () => clearInterval(pings),
  };
}
