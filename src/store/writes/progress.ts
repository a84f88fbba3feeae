import type {
  FulfillmentOrderStatus,
  OrderFulfillmentStatus,
  OrderReturnStatus,
  OrderStatus,
  ReturnStatus,
} from "../../domain/vocabulary.js";
import type { Tx } from "../database.js";
import { select } from "../rows.js";
import type { Shipment } from "../shipment.js";

/** What an order's status axes are derived from. */
export interface OrderParts {
  readonly fulfillmentOrders: readonly FulfillmentOrderStatus[];
  readonly returns: readonly ReturnStatus[];
  readonly shipments: readonly Pick<Shipment, "status" | "lines">[];
}

export async function partsOf(tx: Tx, orderId: string): Promise<OrderParts> {
  const statuses = async <S>(table: "fulfillment_orders" | "returns"): Promise<S[]> =>
    (await select<{ status: S }>(tx, `SELECT status FROM ${table} WHERE order_id = $1`, [orderId])).map(
      ({ status }) => status,
    );
  return {
    fulfillmentOrders: await statuses<FulfillmentOrderStatus>("fulfillment_orders"),
    returns: await statuses<ReturnStatus>("returns"),
    shipments: await shipmentsOf(tx, orderId),
  };
}

/** The order's parcels as far as its progress depends on them. */
export const shipmentsOf = (tx: Tx, orderId: string): Promise<Pick<Shipment, "status" | "lines">[]> =>
  select(tx, "SELECT status, lines FROM shipments WHERE order_id = $1", [orderId]);

/** The order's parcels with the addresses on their labels. */
export const parcelsOf = (
  tx: Tx,
  orderId: string,
): Promise<Pick<Shipment, "id" | "status" | "lines" | "shipTo" | "carrier" | "trackingNumber">[]> =>
  select(
    tx,
    "SELECT id, status, lines, ship_to, carrier, tracking_number FROM shipments WHERE order_id = $1",
    [orderId],
  );

export interface OrderAxes {
  readonly fulfillmentStatus: OrderFulfillmentStatus;
  readonly returnStatus: OrderReturnStatus;
  readonly status: OrderStatus;
}

/** Writes the axes if they have moved. */
export async function saveAxes(tx: Tx, orderId: string, axes: OrderAxes): Promise<void> {
  await tx.query(
    `UPDATE orders SET fulfillment_status = $2, return_status = $3, status = $4, updated_at = now()
      WHERE id = $1 AND (fulfillment_status, return_status, status) IS DISTINCT FROM ($2, $3, $4)`,
    [orderId, axes.fulfillmentStatus, axes.returnStatus, axes.status],
  );
}
