import { HubError } from "../../domain/errors.js";
import type { Tx } from "../database.js";
import { select } from "../rows.js";
import type { StreamState } from "../stream.js";

export type StreamName = Pick<StreamState, "connectionId" | "name">;

/** The right to read a stream for a while. */
export interface Lease extends StreamName {
  readonly fence: string;
  readonly cursor: string | null;
  readonly succeededAt: Date | null;
  readonly expirations: number;
  readonly failures: number;
}

/** Writes down that these streams are there; what is known of them stays. */
export async function enterStreams(tx: Tx, streams: readonly StreamName[]): Promise<void> {
  await tx.query(
    `INSERT INTO streams (connection_id, name, fence, next_at, messages, repeats, failures, expirations, is_stopped)
     SELECT connection_id, name, 0, now(), 0, 0, 0, 0, false
       FROM unnest($1::text[], $2::text[]) AS entered (connection_id, name)
     ON CONFLICT DO NOTHING`,
    [streams.map(({ connectionId }) => connectionId), streams.map(({ name }) => name)],
  );
}

/** Takes the lease of a stream that is due and that nobody reads; null if there is none to take. */
export async function leaseStream(tx: Tx, stream: StreamName, leaseMs: number): Promise<Lease | null> {
  const [lease] = await select<Lease>(
    tx,
    `UPDATE streams SET fence = fence + 1, leased_until = now() + $3 * interval '1 millisecond', tried_at = now()
      WHERE connection_id = $1 AND name = $2 AND NOT is_stopped AND next_at <= now()
        AND (leased_until IS NULL OR leased_until <= now())
      RETURNING connection_id, name, fence, cursor, succeeded_at, expirations, failures`,
    [stream.connectionId, stream.name, leaseMs],
  );
  return lease ?? null;
}

/** How a page or a pass changed a stream. */
export interface Progress {
  readonly cursor: string | null;
  readonly newestAt: string | null;
  readonly messages: number;
  readonly repeats: number;
}

/** Moves the cursor, in the transaction that keeps what was read. Throws if the lease has passed to somebody else. */
export async function advanceStream(
  tx: Tx,
  { connectionId, name, fence }: Lease,
  { cursor, newestAt, messages, repeats }: Progress,
  leaseMs: number,
): Promise<void> {
  const [, count] = (await tx.query(
    `UPDATE streams SET cursor = COALESCE($4, cursor), newest_at = GREATEST(newest_at, $5::timestamptz),
            messages = messages + $6, repeats = repeats + $7,
            leased_until = now() + $8 * interval '1 millisecond'
      WHERE connection_id = $1 AND name = $2 AND fence = $3`,
    [connectionId, name, fence, cursor, newestAt, messages, repeats, leaseMs],
  )) as [unknown, number];
  if (count === 0) {
    throw new HubError("LEASE_LOST", `somebody else reads ${connectionId}/${name} by now`, {
      next: { kind: "skip" },
    });
  }
}

/** The pass has read to the end. */
export async function finishPass(
  tx: Tx,
  { connectionId, name, fence }: Lease,
  waitMs: number,
): Promise<void> {
  await tx.query(
    `UPDATE streams SET leased_until = NULL, succeeded_at = now(), failures = 0, error = NULL, error_code = NULL,
            next_at = now() + $4 * interval '1 millisecond'
      WHERE connection_id = $1 AND name = $2 AND fence = $3`,
    [connectionId, name, fence, waitMs],
  );
}

/** The pass has failed. `forgets` drops a cursor that the source no longer knows. */
export async function failPass(
  tx: Tx,
  { connectionId, name, fence }: Lease,
  failure: {
    readonly code: string;
    readonly message: string;
    readonly waitMs: number;
    readonly stops: boolean;
    readonly forgets: boolean;
  },
): Promise<void> {
  await tx.query(
    `UPDATE streams SET leased_until = NULL, failures = failures + 1, error_code = $4, error = $5,
            next_at = now() + $6 * interval '1 millisecond', is_stopped = $7,
            cursor = CASE WHEN $8 THEN NULL ELSE cursor END,
            expirations = expirations + CASE WHEN $8 THEN 1 ELSE 0 END
      WHERE connection_id = $1 AND name = $2 AND fence = $3`,
    [
      connectionId,
      name,
      fence,
      failure.code,
      failure.message,
      failure.waitMs,
      failure.stops,
      failure.forgets,
    ],
  );
}

/** Leaves every stream of a connection alone for a while: its limit is one for all of them. */
export async function pauseConnection(tx: Tx, connectionId: string, waitMs: number): Promise<void> {
  await tx.query(
    `UPDATE streams SET next_at = GREATEST(next_at, now() + $2 * interval '1 millisecond') WHERE connection_id = $1`,
    [connectionId, waitMs],
  );
}

/** Somebody wants them read now. One that stands still for a fault gets another chance. */
export async function makeDue(tx: Tx, connectionId: string): Promise<void> {
  await tx.query("UPDATE streams SET next_at = now(), is_stopped = false WHERE connection_id = $1", [
    connectionId,
  ]);
}

/** The same for one stream. */
export async function makeStreamDue(tx: Tx, { connectionId, name }: StreamName): Promise<void> {
  await tx.query(
    "UPDATE streams SET next_at = now(), is_stopped = false WHERE connection_id = $1 AND name = $2",
    [connectionId, name],
  );
}

/** Somebody says that a source has news: its streams are read now, unless they have failed and wait, or are stopped. */
export async function hintStreams(tx: Tx, connectionId: string): Promise<void> {
  await tx.query(
    `UPDATE streams SET next_at = now()
      WHERE connection_id = $1 AND NOT is_stopped AND failures = 0 AND next_at > now()`,
    [connectionId],
  );
}

/** Lets stopped streams be read again, after their cause was mended. Answers how many they are. */
export async function restartStreams(tx: Tx): Promise<number> {
  const [, count] = (await tx.query(
    "UPDATE streams SET is_stopped = false, failures = 0, next_at = now() WHERE is_stopped",
  )) as [unknown, number];
  return count;
}

/** Every stream, for health and for people. */
export async function streamStates(tx: Tx): Promise<StreamState[]> {
  return select<StreamState>(tx, "SELECT * FROM streams ORDER BY connection_id, name");
}
