import type { Tx } from "../database.js";
import type { ShipToDivergence } from "../fulfillment-order.js";
import { prepared, select } from "../rows.js";

/** A divergence with the system it was seen at, locked until the end of the transaction; null if there is none. */
export async function lockDivergence(
  tx: Tx,
  id: string,
): Promise<(ShipToDivergence & { readonly connectionId: string }) | null> {
  const [found] = await select<ShipToDivergence & { connectionId: string }>(
    tx,
    `SELECT d.*, w.connection_id FROM ship_to_divergences d
       JOIN fulfillment_orders w ON w.id = d.fulfillment_order_id WHERE d.id = $1 FOR UPDATE OF d`,
    [id],
  );
  return found ?? null;
}

/** True while a wrong address of this order is neither corrected nor accepted. */
export async function hasOpenDivergence(tx: Tx, orderId: string): Promise<boolean> {
  const rows = await select(
    tx,
    "SELECT 1 FROM ship_to_divergences WHERE order_id = $1 AND status IN ('OPEN', 'HELD') LIMIT 1",
    [orderId],
  );
  return rows.length > 0;
}

/** The divergences of one work order that are neither mended nor accepted, locked until the end of the transaction. */
export const openDivergencesOf = (tx: Tx, fulfillmentOrderId: string): Promise<ShipToDivergence[]> =>
  prepared<ShipToDivergence>(
    tx,
    "SELECT * FROM ship_to_divergences WHERE fulfillment_order_id = $1 AND status IN ('OPEN', 'HELD') FOR UPDATE",
    [fulfillmentOrderId],
  );

/** The escapes of one address at a work order that no carrier was asked about; locked until the end of the transaction. */
export const escapedLabels = (
  tx: Tx,
  fulfillmentOrderId: string,
  foundKey: string,
): Promise<Pick<ShipToDivergence, "id">[]> =>
  prepared<Pick<ShipToDivergence, "id">>(
    tx,
    `SELECT id FROM ship_to_divergences
      WHERE fulfillment_order_id = $1 AND aspect = 'SHIP_TO' AND found_key = $2 AND status = 'ESCAPED' FOR UPDATE`,
    [fulfillmentOrderId, foundKey],
  );

export async function divergenceById(tx: Tx, id: string): Promise<ShipToDivergence | null> {
  const [found] = await select<ShipToDivergence>(tx, "SELECT * FROM ship_to_divergences WHERE id = $1", [id]);
  return found ?? null;
}
