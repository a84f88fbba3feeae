import type { WorkOrderPage } from "../../connectors/connector.js";
import { HubError, messageOf } from "../../domain/errors.js";
import { unknownHere } from "../../domain/reconciliation.js";
import type { Tx } from "../../store/database.js";
import {
  ordersToCompare,
  saveDifferences,
  settleUnknown,
  unknownReferences,
} from "../../store/writes/difference.js";
import {
  advanceStream,
  enterStreams,
  failPass,
  finishPass,
  type Lease,
  leaseStream,
  makeStreamDue,
} from "../../store/writes/stream.js";
import { type ConfiguredConnection, executionSystems, type Hub, rulesOf } from "../work/hub.js";
import { compareOrder } from "./compare-order.js";

/** The name under which the comparison of both sides stands among the streams of a connection. */
const STREAM = "reconciliation";
const LEASE_MS = 120_000;
const ORDERS_AT_ONCE = 50;
const SYSTEMS_ASKED_AT_ONCE = 8;
const FIRST_ID = "00000000-0000-0000-0000-000000000000";
const BACK_OFF_MS = 60_000;
/** How long news of a parcel may take to come here. */
const NEWS_MS = 300_000;

export interface Reconciled {
  readonly connectionId: string;
  readonly compared: number;
  /** Differences that were not known before. */
  readonly found: number;
}

export interface ReconcileOptions {
  /** True if somebody wants it now, whether it is due or not. */
  readonly now?: boolean;
  readonly connectionId?: string;
  /** How old news of a parcel has to be to count as missed, in milliseconds; five minutes if left out. */
  readonly newsMs?: number;
  onProgress?(compared: number): void;
}

/** Compares both sides at every execution system that is due. One that fails does not keep the others waiting. */
export async function reconcileAll(hub: Hub, options: ReconcileOptions = {}): Promise<Reconciled[]> {
  const systems = executionSystems(hub).filter(
    ({ id, connector }) =>
      connector.execution !== undefined &&
      (options.connectionId === undefined || id === options.connectionId),
  );
  if (systems.length === 0) return [];
  await enterStreams(
    hub.store.pool,
    systems.map(({ id }) => ({ connectionId: id, name: STREAM })),
  );
  const done: Reconciled[] = [];
  for (const system of systems) {
    if (options.now === true) await makeStreamDue(hub.store.pool, { connectionId: system.id, name: STREAM });
    const result = await reconcile(hub, system, options);
    if (result !== null) done.push(result);
  }
  return done;
}

/**
 * One comparison: every order that the system should hold is read back and held against the hub's, and every work
 * order that the system can list is looked for here. It writes down what it finds and sends nothing: what would be
 * done is proposed. A pass that is cut goes on where it was (`streams`, under the fence of a lease).
 */
async function reconcile(
  hub: Hub,
  system: ConfiguredConnection,
  options: ReconcileOptions,
): Promise<Reconciled | null> {
  const lease = await leaseStream(hub.store.pool, { connectionId: system.id, name: STREAM }, LEASE_MS);
  if (lease === null) return null;
  const count = { compared: 0, found: 0 };
  try {
    await compareOurs(hub, system, lease, count, options);
    await lookForTheirs(hub, system, lease, count, options);
    await advance(hub, lease, FIRST_ID, 0);
    await finishPass(hub.store.pool, lease, rulesOf(hub).reconcileEveryMinutes * 60_000);
  } catch (error) {
    const { code, message } =
      error instanceof HubError ? error : { code: "RECONCILIATION", message: messageOf(error) };
    const failure = { code, message, waitMs: BACK_OFF_MS, stops: false, forgets: false };
    await failPass(hub.store.pool, lease, failure);
    hub.log.warn({ connection: system.id, error: message }, "comparing both sides failed; it goes on later");
  }
  return { connectionId: system.id, ...count };
}

interface Count {
  compared: number;
  found: number;
}

async function compareOurs(
  hub: Hub,
  system: ConfiguredConnection,
  lease: Lease,
  count: Count,
  { onProgress, newsMs = NEWS_MS }: ReconcileOptions,
): Promise<void> {
  let after = lease.cursor?.startsWith("theirs:") === true ? null : (lease.cursor ?? FIRST_ID);
  while (after !== null) {
    const ids = await ordersToCompare(hub.store.pool, system.id, after, ORDERS_AT_ONCE);
    for (let at = 0; at < ids.length; at += SYSTEMS_ASKED_AT_ONCE) {
      const since = new Date(Date.now() - newsMs);
      const found = await Promise.all(
        ids.slice(at, at + SYSTEMS_ASKED_AT_ONCE).map((id) => compareOrder(hub, system, id, since)),
      );
      count.found += found.reduce((sum, one) => sum + one, 0);
    }
    count.compared += ids.length;
    onProgress?.(count.compared);
    after = ids.length < ORDERS_AT_ONCE ? null : (ids.at(-1) ?? null);
    await advance(hub, lease, after ?? "theirs:", ids.length);
  }
}

const advance = (hub: Hub, lease: Lease, cursor: string, messages: number): Promise<void> =>
  hub.store.transaction((tx) =>
    advanceStream(tx, lease, { cursor, newestAt: null, messages, repeats: 0 }, LEASE_MS),
  );

async function lookForTheirs(
  hub: Hub,
  system: ConfiguredConnection,
  lease: Lease,
  count: Count,
  { onProgress }: ReconcileOptions,
): Promise<void> {
  const { execution } = system.connector;
  if (execution?.list === undefined) return;
  const start = lease.cursor?.startsWith("theirs:") === true ? lease.cursor.slice("theirs:".length) : "";
  let cursor: string | null = start === "" ? null : start;
  do {
    const page: WorkOrderPage = await execution.list(system.settings, cursor);
    count.found += await hub.store.transaction((tx) => noteTheirs(tx, system.id, page));
    count.compared += page.orders.length;
    onProgress?.(count.compared);
    cursor = page.next;
    await advance(hub, lease, `theirs:${cursor ?? ""}`, page.orders.length);
  } while (cursor !== null);
}

/** Writes down which orders of a page nobody here knows, and settles what has come to be known. Answers how many are news. */
async function noteTheirs(tx: Tx, connectionId: string, { orders }: WorkOrderPage): Promise<number> {
  const references = orders.map(({ reference }) => reference);
  const unknown = await unknownReferences(tx, references);
  const known = references.filter((reference) => !unknown.has(reference));
  if (known.length > 0) await settleUnknown(tx, connectionId, known);
  let news = 0;
  for (const { reference, externalId, orderNumber } of orders) {
    if (!unknown.has(reference)) continue;
    const subject = { connectionId, subject: reference, orderId: null, externalId };
    news += (await saveDifferences(tx, subject, [unknownHere(orderNumber)])).length;
  }
  return news;
}
