import type { OrderReference } from "../../domain/order-reference.js";
import type { Tx } from "../../store/database.js";
import { orderIdsByNumber, ordersBySource, partnerOrders } from "../../store/writes/order.js";

/** The orders that a document may mean: by the source's own id first, then by any number that people use. */
export async function ordersMeant(tx: Tx, connectionId: string, order: OrderReference): Promise<string[]> {
  const known = await bySource(tx, connectionId, order);
  if (known !== null) return [known];
  for (const number of [order.number, order.poNumber]) {
    const ids = number === null ? [] : await orderIdsByNumber(tx, number);
    if (ids.length > 0) return ids;
  }
  return [];
}

/**
 * The orders that a partner's document may mean. A purchase order number is anybody's, so it counts only
 * among the orders that came from this partner or that it was given to execute; our own number is ours alone.
 */
export async function partnerOrdersMeant(
  tx: Tx,
  connectionId: string,
  order: OrderReference,
): Promise<string[]> {
  const known = await bySource(tx, connectionId, order);
  if (known !== null) return [known];
  for (const number of [order.number, order.poNumber]) {
    const ids = number === null ? [] : await partnerOrders(tx, connectionId, number);
    if (ids.length > 0) return ids;
  }
  return [];
}

async function bySource(
  tx: Tx,
  connectionId: string,
  { externalId }: OrderReference,
): Promise<string | null> {
  if (externalId === null) return null;
  const [known] = await ordersBySource(tx, [{ connectionId, externalId }]);
  return known?.id ?? null;
}
