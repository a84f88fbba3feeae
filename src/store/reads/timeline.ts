import type { Ask } from "./ask.js";
import { CASE_EVENT } from "./customer-timeline.js";
import type { Page, PageArgs } from "./page.js";
import { type Sql, sql } from "./sql.js";
import { shown, type TimelineEntry, timelinePage } from "./timeline-entry.js";

export function timelineReads(ask: Ask) {
  return {
    /** One order's timeline, newest first. It is read from what each table keeps, of this order only, by its index. */
    timeline: (orderId: string, args: PageArgs): Promise<Page<TimelineEntry>> =>
      timelinePage(ask, "timeline", partsOf(ask, orderId), args),
  };
}

function partsOf(ask: Ask, orderId: string): readonly Sql[] {
  const own = sql`t.order_id = ${orderId}::uuid`;
  const deliveries = sql`FROM ${ask.of("order_change_deliveries")} t
    JOIN ${ask.of("order_changes")} c ON c.id = t.order_change_id WHERE c.order_id = ${orderId}::uuid`;
  const parcels = sql`JOIN ${ask.of("shipments")} s ON s.id = t.shipment_id WHERE s.order_id = ${orderId}::uuid`;
  return [
    sql`${shown({ kind: sql`'ORDER_PLACED'`, at: sql`t.placed_at`, recorded: sql`t.created_at`, system: sql`t.connection_id` })}
      FROM ${ask.of("orders")} t WHERE t.id = ${orderId}::uuid`,
    sql`${shown({ kind: sql`'CHANGE_REQUESTED'`, at: sql`t.requested_at`, status: sql`t.status`, code: sql`t.kind`, description: sql`t.reason`, actor: sql`t.requested_by` })}
      FROM ${ask.of("order_changes")} t WHERE ${own}`,
    sql`${shown({ kind: sql`'CHANGE_SENT'`, at: sql`t.sent_at`, system: sql`t.connection_id`, code: sql`c.kind` })}
      ${deliveries} AND t.sent_at IS NOT NULL`,
    sql`${shown({ kind: sql`'CHANGE_VERIFIED'`, at: sql`t.verified_at`, system: sql`t.connection_id`, status: sql`t.status`, code: sql`c.kind` })}
      ${deliveries} AND t.verified_at IS NOT NULL`,
    sql`${shown({ kind: sql`'HOLD_OPENED'`, at: sql`t.opened_at`, code: sql`t.reason`, description: sql`t.explanation` })}
      FROM ${ask.of("holds")} t WHERE ${own}`,
    sql`${shown({ kind: sql`'HOLD_CONFIRMED'`, at: sql`t.confirmed_at`, code: sql`t.reason` })}
      FROM ${ask.of("holds")} t WHERE ${own} AND t.confirmed_at IS NOT NULL`,
    sql`${shown({ kind: sql`'HOLD_RELEASED'`, at: sql`t.released_at`, code: sql`t.reason`, actor: sql`t.released_by` })}
      FROM ${ask.of("holds")} t WHERE ${own} AND t.released_at IS NOT NULL`,
    sql`${shown({ kind: sql`'ADDRESS_DIVERGED'`, at: sql`t.detected_at`, description: sql`t.found_at` })}
      FROM ${ask.of("ship_to_divergences")} t WHERE ${own}`,
    sql`${shown({ kind: sql`'ADDRESS_SETTLED'`, at: sql`t.closed_at`, status: sql`t.status`, description: sql`t.found_at` })}
      FROM ${ask.of("ship_to_divergences")} t WHERE ${own} AND t.closed_at IS NOT NULL`,
    sql`${shown({ kind: sql`CASE WHEN t.shipment_id IS NULL THEN 'WORK_ORDER' ELSE 'PARCEL' END`, at: sql`t.occurred_at`, recorded: sql`t.recorded_at`, system: sql`f.connection_id`, shipment: sql`t.shipment_id`, status: sql`t.status` })}
      FROM ${ask.of("execution_sightings")} t JOIN ${ask.of("fulfillment_orders")} f ON f.id = t.fulfillment_order_id
      WHERE ${own}`,
    sql`${shown({ kind: sql`CASE WHEN t.corrects IS NULL THEN 'TRACKING' ELSE 'CORRECTION' END`, at: sql`t.occurred_at`, recorded: sql`t.recorded_at`, system: sql`t.connection_id`, shipment: sql`t.shipment_id`, status: sql`t.status`, reason: sql`t.reason`, code: sql`t.code`, description: sql`t.description`, location: sql`t.location`, zoneUnknown: sql`t.zone_unknown`, corrected: sql`t.corrected_at` })}
      FROM ${ask.of("tracking_events")} t ${parcels}`,
    sql`${shown({ kind: sql`'ESTIMATE'`, at: sql`t.stated_at`, recorded: sql`t.recorded_at`, shipment: sql`t.shipment_id`, code: sql`t.source`, description: sql`to_char(t.day, 'YYYY-MM-DD')` })}
      FROM ${ask.of("delivery_estimates")} t ${parcels}`,
    sql`${shown({ kind: sql`'RETURN'`, at: sql`t.occurred_at`, recorded: sql`t.recorded_at`, returned: sql`t.return_id`, status: sql`t.to_status`, code: sql`t.act`, description: sql`t.note`, actor: sql`t.actor` })}
      FROM ${ask.of("return_events")} t WHERE ${own}`,
    sql`${shown(CASE_EVENT)} FROM ${ask.of("case_events")} t JOIN ${ask.of("cases")} c ON c.id = t.case_id
      WHERE c.order_id = ${orderId}::uuid`,
  ];
}
