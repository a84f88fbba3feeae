import { setTimeout as sleep } from "node:timers/promises";
import type { FailureMode } from "./modes.js";
import { failure, HTML_PAGE, type Reply, truncated } from "./reply.js";

/**
 * What goes wrong before anything is done; null if nothing does. `touch` stands for the colleague at
 * the other system who saves the order just before us.
 */
export async function failBefore(
  mode: FailureMode,
  touch: (() => Promise<void>) | null,
): Promise<Reply | null> {
  switch (mode.mode) {
    case "slow":
      await sleep(mode.ms);
      return null;
    case "429": {
      const wait = mode.retryAfter;
      return failure(429, "TOO_MANY", "slow down", wait === undefined ? {} : { "retry-after": String(wait) });
    }
    case "500-before":
      return failure(500, "INTERNAL", "something broke before anything was done");
    case "timeout-before":
      return { kind: "silence" };
    case "rst-before":
      return { kind: "reset" };
    case "html200":
      return HTML_PAGE;
    case "stale-409":
      if (touch === null) return null;
      await touch();
      return failure(409, "VERSION_STALE", "somebody else has changed the order");
    default:
      return null;
  }
}

/** What goes wrong after everything has been done and is on the disk. */
export function failAfter(reply: Reply, { mode }: FailureMode): Reply {
  switch (mode) {
    case "500-after":
      return failure(500, "INTERNAL", "something broke after it was done");
    case "timeout-after":
      return { kind: "silence" };
    case "rst-after":
      return { kind: "reset" };
    case "truncated":
      return truncated(reply);
    default:
      return reply;
  }
}
