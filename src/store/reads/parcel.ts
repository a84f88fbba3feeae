import type { StatedEstimate } from "../../domain/delivery-estimate.js";
import type * as words from "../../domain/vocabulary.js";
import type { Return } from "../return.js";
import type { Shipment } from "../shipment.js";
import { type Ask, columns } from "./ask.js";
import { RETURN_FIELDS, SHIPMENT_FIELDS } from "./nested.js";
import { type Page, type PageArgs, page } from "./page.js";
import { sql } from "./sql.js";

export interface ShipmentFilter {
  readonly status?: words.ShipmentStatus | null;
  readonly reason?: words.ExceptionReason | null;
  readonly carrier?: string | null;
  readonly orderId?: string | null;
  /** True for those that are neither delivered, returned, lost nor canceled. */
  readonly open?: boolean | null;
  readonly quietSince?: Date | null;
  readonly dueBefore?: string | null;
}

export type EstimateOfShipment = StatedEstimate & { readonly shipmentId: string };

export function parcelReads(ask: Ask) {
  return {
    /** Parcels, those that were heard of last first. */
    shipments: (filter: ShipmentFilter, args: PageArgs): Promise<Page<Shipment>> =>
      page<Shipment>(
        ask,
        {
          ...{ list: "shipments", columns: columns("x", SHIPMENT_FIELDS), from: ask.of("shipments") },
          where: [
            filter.status ? sql`x.status = ${filter.status}` : null,
            filter.reason ? sql`x.reason = ${filter.reason}` : null,
            filter.carrier ? sql`lower(x.carrier) = ${filter.carrier.trim().toLowerCase()}` : null,
            filter.orderId ? sql`x.order_id = ${filter.orderId}::uuid` : null,
            filter.open === true ? sql`x.status NOT IN ('DELIVERED', 'RETURNED', 'LOST', 'CANCELED')` : null,
            filter.quietSince ? sql`x.news_at < ${filter.quietSince}` : null,
            filter.dueBefore ? sql`x.estimated_delivery < ${filter.dueBefore}::date` : null,
          ],
          at: "news_at",
        },
        args,
      ),

    /** What was stated of these parcels' days, without what was taken back. */
    estimatesOf: (shipmentIds: readonly string[]): Promise<EstimateOfShipment[]> =>
      ask.rows(sql`
        SELECT x.shipment_id AS "shipmentId", to_char(x.day, 'YYYY-MM-DD') AS day, x.source,
          x.stated_at AS "statedAt", x.recorded_at AS "recordedAt"
        FROM ${ask.of("delivery_estimates")} x
        LEFT JOIN ${ask.of("tracking_events")} e ON e.id = x.tracking_event_id
        WHERE x.shipment_id = ANY(${shipmentIds}::uuid[]) AND e.corrected_at IS NULL
        ORDER BY x.stated_at, x.recorded_at, x.id`),

    /** The return that an order was made for, if it was. */
    returnsReplacedBy: (orderIds: readonly string[]): Promise<Return[]> =>
      ask.rows(sql`
        SELECT ${columns("x", RETURN_FIELDS)} FROM ${ask.of("returns")} x
        WHERE x.replacement_order_id = ANY(${orderIds}::uuid[])`),
  };
}
