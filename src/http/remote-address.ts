import type { IncomingMessage } from "node:http";

/**
 * Who is at the other end. Headers that claim somebody else are believed only if the peer is one of the
 * named proxies, and then only its own entry, the last: whatever stands before it the client may have written.
 */
export function remoteAddressOf(request: IncomingMessage, proxies: readonly string[]): string {
  const peer = plain(request.socket.remoteAddress ?? "");
  if (!proxies.includes(peer)) return peer;
  const claimed = request.headers["x-forwarded-for"] ?? "";
  const hops = (Array.isArray(claimed) ? claimed.join(",") : claimed)
    .split(",")
    .map((hop) => plain(hop.trim()));
  return hops.findLast((hop) => hop !== "" && !proxies.includes(hop)) ?? peer;
}

/** IPv4 as itself, not as IPv6 writes it; an IPv6 network as a whole, because a house has a whole one. */
function plain(address: string): string {
  const v4 = /^::ffff:([\d.]+)$/.exec(address)?.[1];
  return v4 ?? address;
}
