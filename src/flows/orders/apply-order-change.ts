import type { CanonicalDocument } from "../../connectors/connector.js";
import type { Tx } from "../../store/database.js";
import { orderById } from "../../store/writes/order.js";
import { openTasks } from "../../store/writes/review.js";
import { type Applied, type Arriving, orderKeys } from "../receiving/arriving.js";
import { ordersMeant } from "./orders-meant.js";

/**
 * A message that asks to change an order. Nobody has proved who sent it, so a person confirms it
 * before anything moves: a parcel re-routed by a forged mail is gone for good.
 */
export async function applyOrderChange(
  tx: Tx,
  { message, document: { change } }: Arriving<Extract<CanonicalDocument, { kind: "ORDER_CHANGE" }>>,
): Promise<Applied> {
  const ids = await ordersMeant(tx, message.connectionId, change.order);
  const [id] = ids;
  const named = change.order.number ?? change.order.poNumber ?? change.order.externalId ?? "without a number";
  if (id === undefined) {
    const { externalId, number, poNumber } = change.order;
    const words = `it asks to change order ${named}, which nobody here knows`;
    const awaits = orderKeys(message.connectionId, externalId, [number, poNumber]);
    return { ...rejected("ORDER_NOT_FOUND", words), awaits };
  }
  if (ids.length > 1) return rejected("ORDER_AMBIGUOUS", `${ids.length} orders bear the number ${named}`);
  const order = await orderById(tx, id);
  if (order === null) return rejected("ORDER_NOT_FOUND", `order ${named} is gone`);
  await openTasks(tx, [
    {
      kind: "ORDER_CHANGE",
      subjectKey: `message:${message.id}`,
      title: `${change.askedBy ?? "Somebody"} asks to change order ${order.number}: ${change.targets.map(({ kind }) => kind).join(", ")}`,
      details: {
        askedBy: change.askedBy,
        reason: change.reason,
        targets: change.targets,
        connectionId: message.connectionId,
        messageId: message.id,
        requestedAt: change.requestedAt,
      },
      ...{ orderId: order.id, customerId: order.customerId, otherCustomerId: null },
    },
  ]);
  return { kind: "APPLIED", result: `asks to change order ${order.number}: waits for a person` };
}

const rejected = (code: string, message: string): Extract<Applied, { kind: "REJECTED" }> => ({
  kind: "REJECTED",
  issue: { code, message, at: null },
});
