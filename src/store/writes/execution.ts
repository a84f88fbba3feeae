import { v7 as uuid } from "uuid";
import type { PostalAddress } from "../../domain/address.js";
import type { OrderSnapshot } from "../../domain/snapshot.js";
import type {
  DivergenceStatus,
  FulfillmentOrderStatus,
  HoldReason,
  RefusalCode,
} from "../../domain/vocabulary.js";
import type { Tx } from "../database.js";
import type { FulfillmentOrder, Hold, ShipToDivergence } from "../fulfillment-order.js";
import { asRows, insertReturning, insertRows, prepared, select } from "../rows.js";
import { rowsTogether, together } from "../together.js";

interface Place {
  readonly orderId: string;
  readonly connectionId: string;
}

const keyOf = ({ orderId, connectionId }: Place): string => `${orderId} ${connectionId}`;

const knownWorkOrder = together(async (tx, places: readonly Place[]) => {
  const rows = await prepared<FulfillmentOrder>(
    tx,
    `SELECT f.* FROM unnest($1::uuid[], $2::text[]) AS place (order_id, connection_id)
       JOIN fulfillment_orders f ON f.order_id = place.order_id AND f.connection_id = place.connection_id`,
    [places.map(({ orderId }) => orderId), places.map(({ connectionId }) => connectionId)],
  );
  const byPlace = new Map(rows.map((work) => [keyOf(work), work]));
  return places.map((place) => byPlace.get(keyOf(place)) ?? null);
});

/** The work order of an order at one system, made if it is not there yet. The caller holds the order's lock. */
export async function fulfillmentOrderOf(
  tx: Tx,
  orderId: string,
  connectionId: string,
): Promise<FulfillmentOrder> {
  const known = await knownWorkOrder(tx, { orderId, connectionId });
  if (known !== null) return known;
  const row = { id: uuid(), orderId, connectionId, status: "OPEN", updatedAt: new Date() };
  const [made] = await insertReturning<FulfillmentOrder>(tx, "fulfillment_orders", [row]);
  if (made === undefined) throw new Error(`work order of ${orderId} at ${connectionId} was not written`);
  return made;
}

/** A work order that is known to be there: something hangs on it. */
export async function workOrderById(tx: Tx, id: string): Promise<FulfillmentOrder> {
  const [work] = await select<FulfillmentOrder>(tx, "SELECT * FROM fulfillment_orders WHERE id = $1", [id]);
  if (work === undefined) throw new Error(`there is no work order ${id}`);
  return work;
}

/** The order's id over there; null while the system has not shown it. */
export async function workOrderIdOf(tx: Tx, orderId: string, connectionId: string): Promise<string | null> {
  const [work] = await select<{ externalId: string | null }>(
    tx,
    "SELECT external_id FROM fulfillment_orders WHERE order_id = $1 AND connection_id = $2",
    [orderId, connectionId],
  );
  return work?.externalId ?? null;
}

/** What a system was seen to hold of an order. */
export interface WorkOrderSighting {
  readonly externalId: string;
  readonly externalVersion: string | null;
  readonly status: FulfillmentOrderStatus;
  readonly shipTo: PostalAddress | null;
  /** All of it, if it was read back and not only reported. */
  readonly seen?: OrderSnapshot;
  /** When the system says it came to this; now if it does not say. */
  readonly occurredAt?: string;
}

/** What the system holds now; a state that differs from the one before is kept as history besides. */
export const saveSighting = (tx: Tx, id: string, seen: WorkOrderSighting): Promise<void> =>
  keepSeen(tx, { ...seen, id });

const keepSeen = together(async (tx, all: readonly (WorkOrderSighting & { readonly id: string })[]) => {
  const rows = all.map(({ id, externalId, externalVersion, status, shipTo, seen, occurredAt }) => ({
    ...{ id, externalId, externalVersion, status, shipTo, seen: seen ?? null },
    ...{ sightingId: uuid(), at: occurredAt ?? new Date().toISOString() },
  }));
  await prepared(
    tx,
    `INSERT INTO execution_sightings (id, order_id, fulfillment_order_id, sighting_key, status, occurred_at, recorded_at)
     SELECT n.sighting_id, f.order_id, f.id, 'work|' || n.at || '|' || n.status, n.status, n.at::timestamptz, now()
       FROM json_to_recordset($1::json) AS n (id uuid, sighting_id uuid, at text, status text)
       JOIN fulfillment_orders f ON f.id = n.id WHERE f.status <> n.status OR f.external_id IS NULL
     ON CONFLICT (fulfillment_order_id, sighting_key) DO NOTHING`,
    [asRows(rows)],
  );
  await prepared(
    tx,
    `UPDATE fulfillment_orders f SET external_id = n.external_id,
            external_version = COALESCE(n.external_version, f.external_version), status = n.status,
            ship_to = COALESCE(n.ship_to, f.ship_to), seen = COALESCE(n.seen, f.seen),
            refusal = NULL, native_message = NULL, updated_at = now()
       FROM json_to_recordset($1::json)
         AS n (id uuid, external_id text, external_version text, status text, ship_to jsonb, seen jsonb)
      WHERE f.id = n.id`,
    [asRows(rows)],
  );
  return all.map(() => undefined);
});

/** What a system showed of an order when it was read back last; null before the first time. */
export async function lastSeen(tx: Tx, orderId: string, connectionId: string): Promise<OrderSnapshot | null> {
  const [work] = await prepared<{ seen: OrderSnapshot | null }>(
    tx,
    "SELECT seen FROM fulfillment_orders WHERE order_id = $1 AND connection_id = $2",
    [orderId, connectionId],
  );
  return work?.seen ?? null;
}

/** A divergence as it was seen. */
export type SeenDivergence = Omit<ShipToDivergence, "id" | "status" | "detectedAt" | "closedAt">;

/** Opens a divergence, or answers the one that is there for the same wrong value. */
export async function openDivergence(
  tx: Tx,
  divergence: SeenDivergence,
  status: DivergenceStatus,
): Promise<{ divergence: ShipToDivergence; isNew: boolean }> {
  const [made] = await insertReturning<ShipToDivergence>(
    tx,
    "ship_to_divergences",
    [{ id: uuid(), ...divergence, status, detectedAt: new Date() }],
    "ON CONFLICT (fulfillment_order_id, found_key) DO NOTHING",
  );
  if (made !== undefined) return { divergence: made, isNew: true };
  const [known] = await select<ShipToDivergence>(
    tx,
    "SELECT * FROM ship_to_divergences WHERE fulfillment_order_id = $1 AND found_key = $2",
    [divergence.fulfillmentOrderId, divergence.foundKey],
  );
  if (known === undefined) throw new Error("the divergence was neither written nor found");
  return { divergence: known, isNew: false };
}

/** Notes that a system has not taken an order, and what it said. */
export async function refuseWorkOrder(
  tx: Tx,
  id: string,
  refusal: RefusalCode | null,
  nativeMessage: string,
): Promise<void> {
  await tx.query(
    "UPDATE fulfillment_orders SET refusal = $2, native_message = $3, updated_at = now() WHERE id = $1",
    [id, refusal, nativeMessage],
  );
}

/** Moves the divergences of an order that nobody has acted on yet. Answers those it has moved. */
export async function moveOpenDivergences(
  tx: Tx,
  orderId: string,
  status: DivergenceStatus,
): Promise<ShipToDivergence[]> {
  return select<ShipToDivergence>(
    tx,
    `UPDATE ship_to_divergences SET status = $2, closed_at = CASE WHEN $3 THEN now() END
      WHERE order_id = $1 AND status = 'OPEN' RETURNING *`,
    [orderId, status, isClosed(status)],
  );
}

const isClosed = (status: DivergenceStatus): boolean => status !== "OPEN" && status !== "HELD";

export async function setDivergence(tx: Tx, id: string, status: DivergenceStatus): Promise<void> {
  await tx.query(
    "UPDATE ship_to_divergences SET status = $2, closed_at = CASE WHEN $3 THEN now() END WHERE id = $1",
    [id, status, isClosed(status)],
  );
}

/** Puts a stop on an order, unless it has an open one for the same reason. */
export async function openHold(
  tx: Tx,
  hold: { orderId: string; fulfillmentOrderId: string | null; reason: HoldReason; explanation: string },
): Promise<void> {
  const [open] = await select<{ id: string }>(
    tx,
    "SELECT id FROM holds WHERE order_id = $1 AND reason = $2 AND released_at IS NULL",
    [hold.orderId, hold.reason],
  );
  if (open === undefined) await insertRows(tx, "holds", [{ id: uuid(), ...hold, openedAt: new Date() }]);
}

/** The stops of an order that are not lifted, oldest first. */
export const openHolds = rowsTogether<Hold>(
  (tx, orderIds) =>
    prepared(
      tx,
      "SELECT * FROM holds WHERE order_id = ANY($1::uuid[]) AND released_at IS NULL ORDER BY opened_at",
      [orderIds],
    ),
  ({ orderId }) => orderId,
);

export async function confirmHolds(tx: Tx, orderId: string): Promise<void> {
  await tx.query(
    "UPDATE holds SET confirmed_at = now() WHERE order_id = $1 AND released_at IS NULL AND confirmed_at IS NULL",
    [orderId],
  );
}

export async function releaseHolds(tx: Tx, orderId: string, reason: HoldReason, by: string): Promise<void> {
  await tx.query(
    "UPDATE holds SET released_at = now(), released_by = $3 WHERE order_id = $1 AND reason = $2 AND released_at IS NULL",
    [orderId, reason, by],
  );
}
