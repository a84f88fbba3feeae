import { setTimeout as sleep } from "node:timers/promises";
import { messageOf } from "../../domain/errors.js";
import { isRunning } from "./running-process.js";
import { type Server, stopServer } from "./server.js";

/** Hears what befalls a server: `ended` of itself, `running` again, or why that `failed`. */
export type ServerNews = (news: "ended" | "running" | "failed", details: string) => void;

export interface KeptServer {
  /** Ends the server for good. */
  stop(): Promise<void>;
}

const LOOK_MS = 250;
const RETRY_MAX_MS = 10_000;

/**
 * Starts a server again whenever it ends without being asked to: killed for its memory, or after a
 * full disk. It looks at the process rather than waiting for its exit, because a server that was
 * taken over from a killed hub is nobody's child. Its port stays, for everybody has its address.
 */
export function keepRunning(
  first: Server,
  startAgain: (port: number) => Promise<Server>,
  tell: ServerNews,
): KeptServer {
  let current = first;
  const stopping = new AbortController();
  const watching = watch();

  async function watch(): Promise<void> {
    while (await pause(LOOK_MS, stopping.signal)) {
      if (isRunning(current.process)) continue;
      tell("ended", `process ${current.process.pid}`);
      await restart();
    }
  }

  async function restart(): Promise<void> {
    for (let waitMs = LOOK_MS; !stopping.signal.aborted; waitMs = Math.min(RETRY_MAX_MS, waitMs * 2)) {
      try {
        current = await startAgain(first.port);
        return tell("running", `process ${current.process.pid}`);
      } catch (error) {
        tell("failed", messageOf(error));
        await pause(waitMs, stopping.signal);
      }
    }
  }

  return {
    async stop() {
      stopping.abort();
      await watching;
      await stopServer(current.process);
    },
  };
}

/** False if it was told to stop meanwhile. Does not keep the process alive. */
async function pause(ms: number, signal: AbortSignal): Promise<boolean> {
  return sleep(ms, true, { ref: false, signal }).catch(() => false);
}
