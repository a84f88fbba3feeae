import { z } from "zod";
import type { Sending } from "../../connectors/connector.js";
import { transient } from "../../domain/errors.js";
import type { ParcelState } from "../../domain/parcel-state.js";
import type { Tx } from "../../store/database.js";
import { writeFacts } from "../../store/outbox.js";
import type { Shipment } from "../../store/shipment.js";
import { workOrderById } from "../../store/writes/execution.js";
import { hasUnheard } from "../../store/writes/message.js";
import type { StoredOrder } from "../../store/writes/order.js";
import { shipmentsOfOrder } from "../../store/writes/parcel.js";
import { statedOrder } from "../orders/stated-order.js";
import { holdsAll, noticeOf } from "../parcels/notice-of.js";
import { answersOf, type Hub } from "../work/hub.js";

/** What is due when goods have left: the order, the word for it, the parcel. */
export const leaving = z.tuple([z.uuid(), z.literal("SHIPPED"), z.uuid()]);

/**
 * Notes that a parcel has left, whoever was the first to say so, for whoever sent its order and can be told.
 * `shipment` is the parcel as it was known before, `state` where everything that was heard puts it now.
 */
export async function noteLeaving(
  tx: Tx,
  hub: Hub,
  { id, connectionId }: StoredOrder,
  shipment: Shipment,
  state: ParcelState | null,
): Promise<void> {
  if (shipment.shippedAt !== null || state === null || state.shippedAt === null) return;
  const connection = hub.connection(connectionId);
  const answers = answersOf(connection);
  if (connection === undefined || answers?.shipped === undefined) return;
  if (answers.isTold?.(connection.settings) === false) return;
  const due: z.infer<typeof leaving> = [id, "SHIPPED", shipment.id];
  // Behind the answer to the order itself.
  await writeFacts(tx, [{ kind: "AnswerDue", subjectId: JSON.stringify(due), key: `answer:${id}` }]);
}

/**
 * The notice of one parcel to whoever sent its order, once (`shipped:<shipment>`); null if it turned out that the
 * parcel has not left, or if it was the sender itself that told of it. `since` is when it was said to have left.
 * Throws NOT_HEARD_YET, to be tried again, where what stands unread may tell of another parcel of the order.
 */
export async function prepareNotice(hub: Hub, [orderId, , shipmentId]: z.infer<typeof leaving>, since: Date) {
  const known = await statedOrder(hub, orderId);
  const write = answersOf(known?.connection)?.shipped;
  if (known === null || write === undefined) return null;
  const { order, stated, connection, messageId, asked } = known;
  const { pool } = hub.store;
  // Asked before the parcels are: what is read meanwhile is then among them.
  const isHeard = !(await hasUnheard(pool, orderId, since));
  const shipments = await shipmentsOfOrder(pool, orderId);
  const shipment = shipments.find(({ id }) => id === shipmentId);
  if (shipment === undefined || shipment.shippedAt === null) return null;
  const work = await workOrderById(pool, shipment.fulfillmentOrderId);
  if (work.connectionId === connection.id) return null;
  const others = shipments.filter((one) => one !== shipment);
  if (!isHeard && holdsAll(shipment, others)) {
    throw transient("NOT_HEARD_YET", "what came before the parcel left is still to be read");
  }
  const notice = noticeOf({ shipment, others, order, stated });
  return {
    about: {
      ...{ connectionId: connection.id, messageId, orderId, perDay: null },
      answers: `shipped:${shipment.id}`,
    },
    write: (sending: Sending) =>
      write({ ...notice, issuedAt: sending.at }, stated, sending, connection.settings, asked),
  };
}
