import type { SeenParcel } from "../../domain/execution.js";
import type { ShipmentStatus } from "../../domain/vocabulary.js";
import type { ReturnState, SaleState, Shipment } from "./payload.js";
import { addressIn, isUntouched, newestOf, shipToOf, statusOf, versionOf } from "./sale.js";
import { instantOfStamp } from "./values.js";

/** What each state of a shipment is for the hub. One that nobody has touched is no parcel yet: its order speaks for it. */
const PARCEL: Partial<Record<Shipment["state"], ShipmentStatus>> = {
  assigned: "PENDING",
  picked: "LABEL_CREATED",
  packed: "LABEL_CREATED",
  shipped: "PICKED_UP",
  done: "PICKED_UP",
  cancelled: "CANCELED",
};

/** A sale and its shipments as the hub's events; the caller holds them against the hub's own shapes. */
export function eventsOf(sale: SaleState): unknown[] {
  const about = { fulfillmentOrderExternalId: String(sale.id), reference: sale.reference };
  return [workOrderOf(sale), ...parcelsOf(sale).map((parcel) => ({ type: "SHIPMENT", ...about, ...parcel }))];
}

/** The parcels of a sale: every shipment that somebody has begun to pick, or has called off after that. */
export const parcelsOf = (sale: SaleState): SeenParcel[] =>
  sale.shipments.filter((shipment) => !isUntouched(shipment)).map((shipment) => parcelOf(sale, shipment));

const workOrderOf = (sale: SaleState): unknown => ({
  ...{ type: "FULFILLMENT_ORDER", externalId: String(sale.id), reference: sale.reference },
  ...{ externalVersion: versionOf(sale), status: statusOf(sale), shipTo: shipToOf(sale) },
  occurredAt: instantOfStamp(newestOf(sale)),
});

const parcelOf = (sale: SaleState, shipment: Shipment): SeenParcel => ({
  ...{ externalId: String(shipment.id), status: PARCEL[shipment.state] ?? "UNKNOWN" },
  ...{ carrier: shipment.carrier, trackingNumber: shipment.trackingNumber },
  shipTo: shipment.state === "cancelled" ? null : addressIn(sale, shipment.address),
  estimatedDelivery: null,
  lines: shipment.lines.flatMap(({ line, quantity }) => {
    const known = sale.lines.find(({ id }) => id === line);
    return known === undefined ? [] : [{ lineNumber: known.lineNumber, quantity }];
  }),
  occurredAt: instantOfStamp(shipment.stamp),
});

/** Goods are back once the warehouse has received them; before that Tryton only expects them. */
export function returnEventsOf({ id, state, reference, lines, stamp }: ReturnState): unknown[] {
  if (state !== "received" && state !== "done") return [];
  return [
    {
      ...{ type: "RETURN", externalId: String(id), reference, trackingNumber: null },
      ...{ kind: "CUSTOMER_RETURN", reason: null, lines, occurredAt: instantOfStamp(stamp) },
    },
  ];
}
