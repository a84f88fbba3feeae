import type { IncomingMessage } from "node:http";
import { HubError } from "../domain/errors.js";
import type { Viewer } from "../domain/viewer.js";
import { verifyToken } from "./auth.js";

/** One request on its way through a door. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly url: URL;
  /** What the path holds where its route has a name: the connection. */
  readonly name: string;
  readonly correlationId: string;
  /** The peer of the socket. Headers that claim another one are not believed. */
  readonly remoteAddress: string;
}

/** Who is asking; null without a token. Two tokens are none: nobody can say which was meant. */
export function viewerOf(
  { request }: Exchange,
  secret: Uint8Array,
  verify: (header: string | undefined) => Promise<Viewer | null> = (header) => verifyToken(secret, header),
): Promise<Viewer | null> {
  const tokens = request.rawHeaders.filter(
    (header, index) => index % 2 === 0 && header.toLowerCase() === "authorization",
  );
  if (tokens.length > 1) throw new HubError("UNAUTHENTICATED", "give one token");
  return verify(request.headers.authorization);
}
