import { setTimeout as sleep } from "node:timers/promises";
import { messageOf } from "../domain/errors.js";
import { hintConnection } from "../flows/receiving/pull-all.js";
import type { ConfiguredConnection, Hub } from "../flows/work/hub.js";

const BACK_OFF_FIRST_MS = 5_000;
const BACK_OFF_MAX_MS = 600_000;

/**
 * Listens to sources that announce news by themselves. An announcement makes the connection's streams due, unless they
 * have failed or stopped; that a source has fallen silent costs no more than waiting for the next look.
 */
export function startWatching(hub: Hub, connections: readonly ConfiguredConnection[]): { close(): void } {
  const stop = new AbortController();
  for (const connection of connections) void watch(hub, connection, stop.signal);
  return { close: () => stop.abort() };
}

async function watch(
  hub: Hub,
  { id, connector, settings }: ConfiguredConnection,
  signal: AbortSignal,
): Promise<void> {
  const { source } = connector;
  if (source?.watch === undefined) return;
  const hint = (): void => {
    hintConnection(hub, id).catch((error: unknown) =>
      hub.log.warn({ connection: id, error: messageOf(error) }, "an announcement of a source was not noted"),
    );
  };
  for (let failures = 0; !signal.aborted; failures += 1) {
    const begun = Date.now();
    await source.watch(settings, hint, signal).catch((error: unknown) => {
      hub.log.info({ connection: id, error: messageOf(error) }, "a source is not listened to for a while");
    });
    if (Date.now() - begun > BACK_OFF_MAX_MS) failures = 0;
    const waitMs = Math.min(BACK_OFF_MAX_MS, BACK_OFF_FIRST_MS * 2 ** failures);
    await sleep(waitMs, undefined, { signal, ref: false }).catch(() => {});
  }
}
