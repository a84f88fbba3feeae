import type { Viewer } from "../domain/viewer.js";

/** Tokens that are remembered; beyond it the one that was verified first is forgotten. */
const TOKENS_MAX = 1_000;
const MILLISECONDS = 1_000;

type Verify = (header: string | undefined) => Promise<Viewer | null>;

/**
 * Remembers whom a header speaks for, until its token ends. What a valid token says never changes, and its
 * signature is the dearest part of a small answer. What was refused is verified anew each time.
 */
export function rememberingTokens(verify: Verify, now: () => number = Date.now): Verify {
  const known = new Map<string, { readonly viewer: Viewer; readonly until: number }>();
  return async (header) => {
    const found = header === undefined ? undefined : known.get(header);
    if (found !== undefined && now() < found.until) return found.viewer;
    if (header !== undefined) known.delete(header);
    const viewer = await verify(header);
    if (header === undefined || viewer === null) return viewer;
    known.set(header, { viewer, until: endOf(header) });
    for (const oldest of known.keys()) {
      if (known.size <= TOKENS_MAX) break;
      known.delete(oldest);
    }
    return viewer;
  };
}

/** When a token that was verified ends, without the grace that verifying gives to clocks. */
function endOf(header: string): number {
  const [, payload = ""] = header.split(".");
  const { exp } = JSON.parse(Buffer.from(payload, "base64url").toString("utf8")) as { exp: number };
  return exp * MILLISECONDS;
}
