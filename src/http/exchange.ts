import type { IncomingMessage } from "node:http";
import type { Leaving } from "../domain/leaving.js";

/** One request on its way through a door. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly url: URL;
  /** What the path holds where its route has a name: the connection. */
  readonly name: string;
  readonly correlationId: string;
  /** The peer of the socket; behind a proxy that is named in the settings, whom the proxy speaks for. */
  readonly remoteAddress: string;
  /** They go when the connection closes before the answer is written. */
  readonly gone: Leaving;
}
