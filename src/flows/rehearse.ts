import type { Tx } from "../store/database.js";
import type { Hub } from "./hub.js";
import type { Outcome } from "./outcome.js";

/** Carries the outcome of a rehearsal out of the transaction that must not commit. */
class Rehearsed extends Error {
  constructor(readonly outcome: unknown) {
    super("rehearsed");
  }
}

/** Does everything that is asked for and then nothing of it: the transaction is rolled back, whatever came of it. */
export async function rehearse<T>(hub: Hub, work: (tx: Tx) => Promise<Outcome<T>>): Promise<Outcome<T>> {
  try {
    return await hub.store.transaction(async (tx) => {
      throw new Rehearsed(await work(tx));
    });
  } catch (error) {
    if (error instanceof Rehearsed) return error.outcome as Outcome<T>;
    throw error;
  }
}
