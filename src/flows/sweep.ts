import { pruneFacts } from "../store/outbox.js";
import type { Hub } from "./hub.js";

/** Housekeeping that no fact asks for. */
export async function sweep(hub: Hub): Promise<void> {
  await pruneFacts(hub.store.pool);
}
