import { messageOf } from "../domain/errors.js";
import { escalateOverdue } from "../flows/delivering/escalate-overdue.js";
import { reconcileAll } from "../flows/reconciling/reconcile.js";
import { feedWebhooks } from "../flows/telling/feed-webhooks.js";
import type { Hub } from "../flows/work/hub.js";
import { sweep } from "../flows/work/sweep.js";

interface Routine {
  readonly name: string;
  readonly everyMs: number;
  /** May run in several processes at once: what it takes, it takes under a lock. */
  readonly run: (hub: Hub) => Promise<unknown>;
}

/** What is done by the clock and not because something has happened. */
const ROUTINES: readonly Routine[] = [
  { name: "noting for receivers what has happened", everyMs: 500, run: feedWebhooks },
  { name: "clearing away what is finished", everyMs: 600_000, run: sweep },
  { name: "comparing both sides of orders", everyMs: 60_000, run: reconcileAll },
  { name: "looking for changes that are late", everyMs: 15_000, run: escalateOverdue },
];

/** Starts the clock of this process. A routine that is still at work is not begun a second time. */
export function startSchedule(hub: Hub): { close(): void } {
  const timers = ROUTINES.map(({ name, everyMs, run }) => {
    let busy = false;
    return setInterval(() => {
      if (busy) return;
      busy = true;
      run(hub)
        .catch((error: unknown) =>
          hub.log.warn({ error: messageOf(error) }, `${name} failed; it is tried again`),
        )
        .finally(() => {
          busy = false;
        });
    }, everyMs);
  });
  return { close: () => timers.forEach(clearInterval) };
}
