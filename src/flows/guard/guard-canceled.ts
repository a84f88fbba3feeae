import { type CanceledParcel, canceledGoods } from "../../domain/canceled-goods.js";
import type { ShipmentStatus } from "../../domain/vocabulary.js";
import type { Tx } from "../../store/database.js";
import type { FulfillmentOrder } from "../../store/fulfillment-order.js";
import { writeFacts } from "../../store/outbox.js";
import { pendingDeliveries } from "../../store/writes/delivery.js";
import { fulfillmentOrderOf } from "../../store/writes/execution.js";
import { orderById, type StoredOrder } from "../../store/writes/order.js";
import { parcelsOf } from "../../store/writes/progress.js";
import { canceledGoodsOf, raiseDivergence } from "./raise-divergence.js";

/** A parcel, and what it is called. */
type NamedParcel = CanceledParcel & { readonly trackingNumber: string | null; readonly externalId: string };

/**
 * Goods of a canceled order are stopped while they stand in the house; what has left is an escape that its carrier is
 * asked to bring back. `before` is the state that the parcel was known in: one that was on its way already and is
 * heard of again is no news, whoever may have caught it since.
 */
export async function guardCanceled(
  tx: Tx,
  order: StoredOrder,
  work: FulfillmentOrder,
  parcel: NamedParcel,
  before: ShipmentStatus | null = null,
): Promise<void> {
  if (order.status !== "CANCELED") return;
  const goods = canceledGoods(parcel);
  if (before !== null && canceledGoods({ status: before }) === goods) return;
  // A cancellation that is on its way there will have it unpacked.
  const isComing =
    goods === "PACKED" && (await pendingDeliveries(tx, order.id, work.connectionId)).length > 0;
  if (goods !== null && !isComing)
    await raiseDivergence(tx, order, work, canceledGoodsOf(parcel, goods === "ESCAPED"));
}

/**
 * A system has said what becomes of a cancellation. Parcels that are on their way are escapes; one that was delivered
 * before is for its customer to send back. Where the system would not cancel, it is asked what it holds: a parcel
 * that nobody has told of may be on its way, too.
 */
export async function guardCancellation(
  tx: Tx,
  connectionId: string,
  orderId: string,
  isApplied: boolean,
): Promise<void> {
  const order = await orderById(tx, orderId);
  if (order === null || order.status !== "CANCELED") return;
  const work = await fulfillmentOrderOf(tx, orderId, connectionId);
  const parcels = (await parcelsOf(tx, orderId)).filter(
    ({ fulfillmentOrderId, status }) => fulfillmentOrderId === work.id && status !== "DELIVERED",
  );
  for (const parcel of parcels)
    if (!isApplied || canceledGoods(parcel) === "ESCAPED") await guardCanceled(tx, order, work, parcel);
  if (!isApplied) await writeFacts(tx, [{ kind: "ReadAgain", subjectId: orderId, key: `order:${orderId}` }]);
}
