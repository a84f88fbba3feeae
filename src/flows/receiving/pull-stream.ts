import type { Page, PullWindow, SourceClient, Stream } from "../../connectors/source.js";
import { HubError, messageOf } from "../../domain/errors.js";
import { knownDeliveries } from "../../store/writes/message.js";
import {
  advanceStream,
  failPass,
  finishPass,
  type Lease,
  leaseStream,
  pauseConnection,
} from "../../store/writes/stream.js";
import type { ConfiguredConnection, Hub } from "../work/hub.js";
import { keepAll } from "./receive.js";

type AnyStream = Stream<Readonly<Record<string, unknown>>>;

const LEASE_MS = 120_000;
/** Between two passes that found nothing wrong. */
const WAIT_MS = 60_000;
const BACK_OFF_FIRST_MS = 2_000;
const BACK_OFF_MAX_MS = 600_000;
/** How far behind the last good pass a stream is read again whose cursor has expired. */
const REREAD_MS = 3_600_000;

/**
 * One pass over one stream, if it is due and nobody else reads it. Each page is kept with the cursor behind
 * it in one transaction, under the lease's fence (`streams`): whatever cuts a pass, the next one starts
 * where the last page ended, and what it reads twice is known by its delivery id. Answers how many new
 * messages it kept; null if there was nothing to do.
 */
export async function pullStream(
  hub: Hub,
  connection: ConfiguredConnection,
  stream: AnyStream,
  client: SourceClient,
): Promise<number | null> {
  const lease = await leaseStream(
    hub.store.pool,
    { connectionId: connection.id, name: stream.name },
    LEASE_MS,
  );
  if (lease === null) return null;
  let kept = 0;
  try {
    for await (const page of stream.pull(connection.settings, windowOf(stream, lease), client)) {
      kept += await keepPage(hub, connection, lease, page);
      hub.ring();
    }
    await finishPass(hub.store.pool, lease, waitOf(connection));
    return kept;
  } catch (error) {
    await fail(hub, lease, error);
    return kept;
  }
}

/** From the cursor less its overlap up to what has settled; a cursor that was lost costs an hour more, not everything. */
function windowOf(stream: AnyStream, { cursor, succeededAt, expirations }: Lease): PullWindow {
  const until = new Date(Date.now() - stream.settleMs).toISOString();
  if (cursor === null) {
    const isLost = expirations > 0 && succeededAt !== null;
    return { cursor, since: isLost ? before(succeededAt, REREAD_MS) : null, until };
  }
  const at = stream.cursor === "TIMESTAMP" ? new Date(cursor) : null;
  return { cursor, since: at === null ? null : before(at, stream.overlapMs), until };
}

const before = (at: Date, ms: number): string => new Date(at.getTime() - ms).toISOString();

const waitOf = ({ settings }: ConfiguredConnection): number =>
  typeof settings.pollSeconds === "number" ? settings.pollSeconds * 1000 : WAIT_MS;

/** A page reads again what the last one overlapped; that is no news and leaves no trace. */
async function keepPage(
  hub: Hub,
  connection: ConfiguredConnection,
  lease: Lease,
  page: Page,
): Promise<number> {
  return hub.store.transaction(async (tx) => {
    const ids = page.messages.flatMap(({ deliveryId }) => deliveryId ?? []);
    const known = await knownDeliveries(tx, connection.id, ids);
    const fresh = page.messages.filter(({ deliveryId }) => deliveryId === null || !known.has(deliveryId));
    const received = await keepAll(tx, connection, fresh);
    const messages = received.filter(({ outcome }) => outcome === "RECEIVED").length;
    const repeats = page.messages.length - messages;
    const { cursor, newestAt } = page;
    await advanceStream(tx, lease, { cursor, newestAt, messages, repeats }, LEASE_MS);
    return messages;
  });
}

async function fail(hub: Hub, lease: Lease, error: unknown): Promise<void> {
  if (error instanceof HubError && error.code === "LEASE_LOST") return;
  const code = error instanceof HubError ? error.code : "SOURCE_TRANSIENT";
  const next = error instanceof HubError ? error.next : { kind: "retry" as const };
  const { connectionId, name } = lease;
  const stops = next.kind === "park";
  const waitMs = next.kind === "retry" && next.afterMs !== undefined ? next.afterMs : backOff(lease.failures);
  const message = messageOf(error);
  const forgets = code === "CURSOR_EXPIRED";
  await failPass(hub.store.pool, lease, { code, message, waitMs: forgets ? 0 : waitMs, stops, forgets });
  if (code === "SOURCE_RATE_LIMITED") await pauseConnection(hub.store.pool, connectionId, waitMs);
  const details = { connection: connectionId, stream: name, code, error: message };
  if (stops || forgets)
    hub.log.error(
      details,
      stops
        ? "reading has stopped: a person has to look"
        : "the source has forgotten our cursor: reading the last hour again",
    );
  else hub.log.warn({ ...details, waitMs }, "reading failed; it is tried again");
}

/** Doubles with each failure, with up to a quarter of jitter. */
const backOff = (failures: number): number =>
  Math.min(BACK_OFF_MAX_MS, BACK_OFF_FIRST_MS * 2 ** failures) * (1 + Math.random() / 4);
