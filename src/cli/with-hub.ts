import { readConfig } from "../config.js";
import { waitForQuiet } from "../flows/receiving/wait-for-messages.js";
import type { Hub } from "../flows/work/hub.js";
import { createLog } from "../log.js";
import { openSession, type Purpose } from "../session.js";
import { unlessStopped, untilStopped } from "./stopping.js";

/** How long a hub of the command's own goes on with what was handed in: who it is from, where it goes. */
const SETTLE_MS = 5_000;

/**
 * Runs a command on the hub of the data folder, and leaves nothing running that did not run before,
 * whether the command ends, fails or is stopped. Its own log shows only what is wrong, unless more is asked for.
 */
export async function withHub<T>(purpose: Purpose, work: (hub: Hub) => Promise<T>): Promise<T> {
  // From here on a request to stop closes what is open instead of ending the process.
  void untilStopped();
  const config = readConfig();
  const log = createLog(config.logLevel === "info" ? "error" : config.logLevel);
  const session = await openSession(config, log, purpose);
  try {
    const done = await unlessStopped(work(session.hub));
    // What is not settled by then waits for something, and the next hub goes on with it.
    if (purpose === "work" && !session.attached)
      await unlessStopped(waitForQuiet(session.hub, SETTLE_MS)).catch(() => undefined);
    return done;
  } finally {
    await session.close();
  }
}
