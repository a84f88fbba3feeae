import type { ExecutionSnapshot } from "../../connectors/connector.js";
import { hasLeft } from "../../domain/fulfillment.js";
import { parcelDifferences } from "../../domain/parcel-differences.js";
import { differencesOf, type OurSide } from "../../domain/reconciliation.js";
import { orderIn } from "../../domain/snapshot.js";
import type { Tx } from "../../store/database.js";
import type { FulfillmentOrder } from "../../store/fulfillment-order.js";
import { writeFacts } from "../../store/outbox.js";
import { pendingDeliveries } from "../../store/writes/delivery.js";
import { saveDifferences } from "../../store/writes/difference.js";
import { fulfillmentOrderOf, saveSighting } from "../../store/writes/execution.js";
import { changeable, lockOrder, type StoredOrder } from "../../store/writes/order.js";
import { knownParcels } from "../../store/writes/parcel.js";
import type { ConfiguredConnection, Hub } from "../work/hub.js";

/**
 * Holds one order against what a system shows of it, and writes down what differs; answers how much of that is news.
 * News of parcels younger than `since` may be on its way here, and has not been missed. Comparing twice changes
 * nothing: `differences_open`.
 */
export async function compareOrder(
  hub: Hub,
  { id: connectionId, connector: { execution }, settings }: ConfiguredConnection,
  orderId: string,
  since: Date,
): Promise<number> {
  if (execution === undefined) return 0;
  const theirs = await execution.fetch(settings, orderId);
  return hub.store.transaction(async (tx) => {
    const order = await lockOrder(tx, orderId);
    // What has come under way since is not compared: it would be a difference that is being settled.
    if (order === null || (await pendingDeliveries(tx, orderId, connectionId)).length > 0) return 0;
    const work = await fulfillmentOrderOf(tx, orderId, connectionId);
    return compare(tx, order, work, theirs, since);
  });
}

async function compare(
  tx: Tx,
  order: StoredOrder,
  work: FulfillmentOrder,
  theirs: ExecutionSnapshot | null,
  since: Date,
): Promise<number> {
  const parcels = await knownParcels(tx, order.id);
  const ours: OurSide = {
    order: changeable(order),
    ...{ isSent: work.externalId !== null, status: work.status },
    hasLeft: parcels.some(({ status }) => hasLeft(status)),
  };
  const own = parcels.filter(({ fulfillmentOrderId }) => fulfillmentOrderId === work.id);
  const ofParcels = theirs?.parcels === undefined ? [] : parcelDifferences(own, theirs.parcels, since);
  const { id: orderId } = order;
  const subject = { connectionId: work.connectionId, subject: orderId, orderId, externalId: work.externalId };
  const fresh = await saveDifferences(tx, subject, [...differencesOf(ours, theirs), ...ofParcels]);
  if (theirs === null) return fresh.length;
  // What a person now gets to see counts as seen: what they decide about it is not taken for blindness.
  await saveSighting(tx, work.id, { ...theirs, externalVersion: theirs.version, seen: orderIn(theirs) });
  // The guard looks at the work order itself and stops the goods where they would go out wrong.
  if (fresh.some(({ parcel }) => parcel === null))
    await writeFacts(tx, [{ kind: "WorkOrderMoved", subjectId: orderId, key: `order:${orderId}` }]);
  return fresh.length;
}
