import { HubError } from "../domain/errors.js";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
/** Service managers kill after ten seconds; whatever has not closed by then is given up. */
const EXIT_WITHIN_MS = 9_500;

let isStopping = false;
let asked: Promise<void> | null = null;
let ask: (() => void) | null = null;

/**
 * Resolves when somebody asks the process to stop: Ctrl-C, a service manager, or the end of a pipe's
 * reader. From the first call on such a request no longer ends the process by itself, so call it
 * before anything is opened that has to be closed, and close it afterwards.
 */
export function untilStopped(): Promise<void> {
  asked ??= new Promise((resolve) => {
    ask = () => {
      isStopping = true;
      resolve();
      setTimeout(() => process.exit(1), EXIT_WITHIN_MS).unref();
    };
    for (const signal of SIGNALS) process.on(signal, ask);
  });
  return asked;
}

/** What `work` comes to, or an error as soon as somebody asks to stop; the caller's `finally` then closes. */
export async function unlessStopped<T>(work: Promise<T>): Promise<T> {
  // Work that is left behind may fail when what it stands on is closed: nobody waits for it.
  work.catch(() => undefined);
  const stopped = untilStopped().then(() => {
    throw new HubError("STOPPED", "stopped before it was done", {
      mend: "What was kept is kept; the next start goes on with it.",
    });
  });
  return Promise.race([work, stopped]);
}

/** Asks this process to stop, from within. One that has nothing to close just ends. */
export function stopSoon(): void {
  if (ask === null) process.exit(0);
  ask();
}

/** Ends a stopped process once its command has closed everything: connections to a server that is gone would keep it. */
export function endIfStopped(): void {
  if (isStopping) process.exit();
}
