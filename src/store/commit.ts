import type { Tx } from "./database.js";

/**
 * Lets the commit of this transaction not wait for the disk. It is kept with the next commit that does wait,
 * and lost only if the server dies before that: for what is done again then, because the fact that led to it
 * is still open, and what is sent nowhere before a commit that waits.
 */
export const commitLater = async (tx: Tx): Promise<void> =>
  void (await tx.query("SET LOCAL synchronous_commit = off"));

/** The same for a statement that is a transaction of its own: a condition that always holds. */
export const KEPT_LATER = "(SELECT set_config('synchronous_commit', 'off', true)) IS NOT NULL";
