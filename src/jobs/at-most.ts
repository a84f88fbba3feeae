import { setTimeout as sleep } from "node:timers/promises";

/** Waits for work that may never end, but not for ever. */
export async function atMost(ms: number, work: Promise<unknown>): Promise<void> {
  await Promise.race([work, sleep(ms, undefined, { ref: false })]);
}
