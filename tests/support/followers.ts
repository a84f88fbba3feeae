import { setTimeout as sleep } from "node:timers/promises";
import { type Client, createClient } from "graphql-ws";
import { WebSocket } from "ws";

/** An event as the documents of the tests ask for it. */
export interface Followed {
  readonly id: string;
  readonly cursor: string;
  readonly kind: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly [thing: string]: unknown;
}

export interface Follower {
  /** What has come, in the order in which it came. */
  readonly events: Followed[];
  /** Errors inside answers and errors that ended it, by code. */
  readonly codes: string[];
  /** Resolves when there are so many events, at least. */
  until(count: number): Promise<Followed[]>;
  /** Resolves with how it ended: the close code of a socket, or null. */
  readonly ended: Promise<number | null>;
  stop(): Promise<void>;
}

const PATIENCE_MS = 20_000;

async function untilSo(what: () => boolean, told: () => string): Promise<void> {
  for (const end = Date.now() + PATIENCE_MS; !what(); await sleep(10))
    if (Date.now() > end) throw new Error(`it did not come: ${told()}`);
}

interface Result {
  readonly data?: Record<string, Followed> | null;
  readonly errors?: readonly { readonly extensions?: Record<string, unknown> }[];
}

function keeper() {
  const events: Followed[] = [];
  const codes: string[] = [];
  return {
    events,
    codes,
    take({ data, errors }: Result): void {
      for (const event of Object.values(data ?? {})) if (event !== null) events.push(event);
      for (const { extensions } of errors ?? []) codes.push(String(extensions?.code));
    },
    async until(count: number): Promise<Followed[]> {
      await untilSo(
        () => events.length >= count,
        () => `${events.length} of ${count} ${codes}`,
      );
      return events;
    },
  };
}

/** Follows by WebSocket, with the client of graphql-ws. */
export function bySocket(
  url: string,
  token: string | null,
  query: string,
  variables: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): Follower {
  const kept = keeper();
  class Socket extends WebSocket {
    constructor(address: string, protocols: string) {
      super(address, protocols, { headers });
    }
  }
  let closed: (code: number | null) => void = () => {};
  const ended = new Promise<number | null>((resolve) => {
    closed = resolve;
  });
  const client: Client = createClient({
    url: `${url.replace(/^http/, "ws")}/graphql`,
    webSocketImpl: Socket,
    retryAttempts: 0,
    lazyCloseTimeout: 0,
    ...(token === null ? {} : { connectionParams: { authorization: `Bearer ${token}` } }),
    on: { closed: (event) => closed((event as { code: number }).code) },
  });
  const end = client.subscribe<Record<string, Followed>>(
    { query, variables },
    {
      next: (result) => kept.take(result as Result),
      error: (error) => {
        if (Array.isArray(error)) kept.take({ errors: error });
      },
      complete: () => {},
    },
  );
  return {
    ...kept,
    ended,
    async stop() {
      end();
      await client.dispose();
    },
  };
}

/** Follows by server-sent events, read off a plain response. */
export function byStream(
  url: string,
  token: string | null,
  query: string,
  variables: Record<string, unknown> = {},
): Follower & { readonly status: Promise<number> } {
  const kept = keeper();
  const going = new AbortController();
  const response = fetch(`${url}/graphql/stream`, {
    method: "POST",
    signal: going.signal,
    headers: {
      ...{ accept: "text/event-stream", "content-type": "application/json" },
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query, variables }),
  });
  const reading = async (): Promise<null> => {
    let text = "";
    for await (const chunk of (await response).body ?? []) {
      text += new TextDecoder().decode(chunk);
      for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
        const [, data] = /^event: next\ndata: (.*)$/m.exec(text.slice(0, end)) ?? [];
        if (data !== undefined) kept.take(JSON.parse(data));
        text = text.slice(end + 2);
      }
    }
    return null;
  };
  const ended = reading().catch(() => null);
  return {
    ...kept,
    ended,
    status: response.then(({ status }) => status),
    async stop() {
      going.abort();
      await ended;
    },
  };
}
