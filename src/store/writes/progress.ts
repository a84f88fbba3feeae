import type {
  FulfillmentOrderStatus,
  OrderFulfillmentStatus,
  OrderReturnStatus,
  OrderStatus,
  ReturnStatus,
} from "../../domain/vocabulary.js";
import type { Tx } from "../database.js";
import { asRows, prepared, select } from "../rows.js";
import type { Shipment } from "../shipment.js";
import { rowsTogether } from "../together.js";

/** What an order's status axes are derived from. */
export interface OrderParts {
  readonly orderId: string;
  readonly onHold: boolean;
  readonly fulfillmentOrders: readonly FulfillmentOrderStatus[];
  readonly returns: readonly ReturnStatus[];
  readonly shipments: readonly (Pick<Shipment, "status" | "lines"> & { readonly wasDelivered: boolean })[];
}

/** The parts of each of these orders, in one statement. */
export const partsOf = (tx: Tx, orderIds: readonly string[]): Promise<OrderParts[]> =>
  prepared(
    tx,
    `SELECT o.id AS order_id,
            EXISTS (SELECT FROM holds WHERE order_id = o.id AND released_at IS NULL) AS on_hold,
            (SELECT COALESCE(json_agg(status), '[]') FROM fulfillment_orders WHERE order_id = o.id) AS fulfillment_orders,
            (SELECT COALESCE(json_agg(status), '[]') FROM returns WHERE order_id = o.id) AS returns,
            (SELECT COALESCE(json_agg(json_build_object('status', status, 'lines', lines, 'wasDelivered', delivered_at IS NOT NULL)), '[]')
               FROM shipments WHERE order_id = o.id) AS shipments
       FROM unnest($1::uuid[]) AS o (id)`,
    [[...orderIds]],
  );

/** The order's parcels as far as its progress depends on them. */
export const shipmentsOf: (tx: Tx, orderId: string) => Promise<Pick<Shipment, "status" | "lines">[]> =
  rowsTogether<Pick<Shipment, "orderId" | "status" | "lines">>(
    (tx, orderIds) =>
      prepared(tx, "SELECT order_id, status, lines FROM shipments WHERE order_id = ANY($1::uuid[])", [
        orderIds,
      ]),
    ({ orderId }) => orderId,
  );

/** The order's parcels with the addresses on their labels. */
export const parcelsOf = (tx: Tx, orderId: string): Promise<Pick<Shipment, ParcelPart>[]> =>
  select(
    tx,
    `SELECT id, fulfillment_order_id, external_id, status, lines, ship_to, carrier, tracking_number
       FROM shipments WHERE order_id = $1`,
    [orderId],
  );

type ParcelPart =
  | ("id" | "fulfillmentOrderId" | "externalId" | "status")
  | ("lines" | "shipTo" | "carrier" | "trackingNumber");

export interface OrderAxes {
  readonly id: string;
  readonly fulfillmentStatus: OrderFulfillmentStatus;
  readonly returnStatus: OrderReturnStatus;
  readonly status: OrderStatus;
}

/** Writes the axes of each of these orders that have moved. */
export async function saveAxes(tx: Tx, axes: readonly OrderAxes[]): Promise<void> {
  await prepared(
    tx,
    `UPDATE orders AS o SET fulfillment_status = n.fulfillment_status, return_status = n.return_status,
            status = n.status, updated_at = now()
       FROM json_populate_recordset(NULL::orders, $1::json) AS n
      WHERE o.id = n.id AND (o.fulfillment_status, o.return_status, o.status)
            IS DISTINCT FROM (n.fulfillment_status, n.return_status, n.status)`,
    [asRows(axes.map((one) => ({ ...one })))],
  );
}
