import { arrivedKeys, awaitedAfter, awaitedOf, wakeAwaiting } from "../../store/writes/awaited.js";
import type { Hub } from "../work/hub.js";

/** Lets the messages that wait for one of these be read again; hardly ever does one. */
export async function wake(hub: Hub, keys: readonly string[]): Promise<void> {
  const awaited = await awaitedOf(hub.store.pool, keys);
  if (awaited.length === 0) return;
  await hub.store.transaction((tx) => wakeAwaiting(tx, awaited));
}

const KEYS_AT_ONCE = 500;
const SETS_MAX = 1_000;

/** Wakes whoever was missed, because its waker was killed between its commit and its look. */
export async function wakeMissed(hub: Hub): Promise<void> {
  let after = "";
  for (let sets = 0; sets < SETS_MAX; sets += 1) {
    const keys = await awaitedAfter(hub.store.pool, after, KEYS_AT_ONCE);
    const last = keys.at(-1);
    if (last === undefined) return;
    await wake(hub, await arrivedKeys(hub.store.pool, keys));
    after = last;
  }
}
