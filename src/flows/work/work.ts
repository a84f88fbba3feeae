import type { ClaimedFact } from "../../store/claims.js";
import type { Tx } from "../../store/database.js";
import type { Hub } from "./hub.js";

/**
 * Facts that are ours for a while. A flow must finish each fact in the very transaction that writes
 * its effects; facts it leaves unfinished are tried again, one by one.
 */
export interface Claim {
  readonly facts: readonly ClaimedFact[];
  finish(tx: Tx, facts: readonly ClaimedFact[]): Promise<void>;
  /** Says what is wrong with one of them, which then waits by itself; the others go on. */
  fail(fact: ClaimedFact, error: unknown): Promise<void>;
}

/** A stage of the flow: works a set of facts of its kinds. May run twice with the same set. */
export type Work = (hub: Hub, claim: Claim) => Promise<void>;
