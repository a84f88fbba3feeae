import type { Tx } from "./database.js";
import type { StoredEvent } from "./event.js";
import { select } from "./rows.js";
import type { Store } from "./store.js";

/** An event with its place in the log. */
export type LoggedEvent = Omit<StoredEvent, "position"> & { readonly position: number };

const PLACING_LOCK = 7_110_419;
const PLACED_AT_ONCE_MAX = 5_000;
/** How long events stay to be read again; a cursor that is older has to begin anew. */
export const EVENTS_KEPT_DAYS = 30;
const PRUNE_ROWS_MAX = 5_000;

const COLUMNS = `position::float8 AS position, id, kind, subject_id, order_id, before, after, happened_at`;

/**
 * Gives what was noted and is committed by now its place in the log. Sequence numbers are drawn before the
 * commit, so what is noted appears out of order; here one transaction at a time draws positions, and who comes
 * next sees its commit. A reader that has seen a position has therefore seen every lower one there will ever be.
 * Answers true if there may be more.
 */
export function placeEvents(store: Store): Promise<boolean> {
  return store.transaction(async (tx) => {
    // A statement of its own: the next one must look at the database as it is once the lock is ours.
    await tx.query("SELECT pg_advisory_xact_lock($1)", [PLACING_LOCK]);
    const [row] = await select<{ placed: number }>(
      tx,
      `WITH arrived AS (
         DELETE FROM event_arrivals WHERE seq IN (SELECT seq FROM event_arrivals ORDER BY seq LIMIT $1) RETURNING *
       ), placed AS (
         INSERT INTO events (id, kind, subject_id, order_id, before, after, happened_at)
         SELECT gen_random_uuid(), kind, subject_id, order_id, before, after, happened_at
           FROM arrived ORDER BY seq RETURNING 1
       )
       SELECT count(*)::int AS placed FROM placed`,
      [PLACED_AT_ONCE_MAX],
    );
    return row?.placed === PLACED_AT_ONCE_MAX;
  });
}

/** Whether something waits for its place, and the last position there is; 0 before the first. */
export async function stateOfLog(tx: Tx): Promise<{ readonly waiting: boolean; readonly head: number }> {
  const [row] = await select<{ waiting: boolean; head: number }>(
    tx,
    `SELECT EXISTS (SELECT FROM event_arrivals) AS waiting,
            COALESCE((SELECT max(position) FROM events), 0)::float8 AS head`,
  );
  return row ?? { waiting: false, head: 0 };
}

/** What comes after a position, in order. */
export const eventsAfter = (tx: Tx, position: number, limit: number): Promise<LoggedEvent[]> =>
  select<LoggedEvent>(tx, `SELECT ${COLUMNS} FROM events WHERE position > $1 ORDER BY position LIMIT $2`, [
    position,
    limit,
  ]);

/** The event at a position, if it is still kept. */
export async function eventAt(tx: Tx, position: number): Promise<LoggedEvent | null> {
  const [event] = await select<LoggedEvent>(tx, `SELECT ${COLUMNS} FROM events WHERE position = $1`, [
    position,
  ]);
  return event ?? null;
}

/** Forgets events after a month, a bounded number at a time; never the last one, by which a cursor is known. */
export async function pruneEvents(tx: Tx): Promise<void> {
  await tx.query(
    `DELETE FROM events WHERE position IN (
       SELECT position FROM (SELECT position, happened_at FROM events ORDER BY position LIMIT $2) AS oldest
        WHERE happened_at < now() - $1 * interval '1 day' AND position < (SELECT max(position) FROM events))`,
    [EVENTS_KEPT_DAYS, PRUNE_ROWS_MAX],
  );
}
