import type { Viewer } from "../../domain/viewer.js";
import type { Tx } from "../../store/database.js";
import type { Hub } from "../work/hub.js";
import { once } from "./once.js";
import type { Outcome } from "./outcome.js";

/** Carries the outcome of a rehearsal out of the transaction that must not commit. */
class Rehearsed extends Error {
  constructor(readonly outcome: unknown) {
    super("rehearsed");
  }
}

/** How something is to be done. */
export interface Manner {
  readonly idempotencyKey: string;
  /** The version the caller has seen; left out where whatever stands is meant. */
  readonly expectedVersion?: number;
  /** True to see what would come of it and change nothing. */
  readonly dryRun?: boolean;
}

/** Does what is asked for once, or only shows what would come of it. */
export function onceOrRehearsed<T>(
  hub: Hub,
  viewer: Viewer,
  request: Manner,
  work: (tx: Tx) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const { dryRun = false, ...asked } = request;
  return dryRun ? rehearse(hub, work) : once(hub, viewer, request.idempotencyKey, asked, work);
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
