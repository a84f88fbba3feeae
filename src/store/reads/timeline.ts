import type { ExceptionReason } from "../../domain/vocabulary.js";
import { type Ask, columns, type Field } from "./ask.js";
import { type Page, type PageArgs, page } from "./page.js";
import { type Sql, sql } from "./sql.js";

export const TIMELINE_KINDS = [
  "ORDER_PLACED",
  "CHANGE_REQUESTED",
  "CHANGE_SENT",
  "CHANGE_VERIFIED",
  "WORK_ORDER",
  "HOLD_OPENED",
  "HOLD_CONFIRMED",
  "HOLD_RELEASED",
  "ADDRESS_DIVERGED",
  "ADDRESS_SETTLED",
  "PARCEL",
  "TRACKING",
  "CORRECTION",
  "ESTIMATE",
  "RETURN",
] as const;
export type TimelineKind = (typeof TIMELINE_KINDS)[number];

/** One thing that happened to an order, whichever system told of it. */
export interface TimelineEntry {
  readonly id: string;
  readonly kind: TimelineKind;
  readonly occurredAt: Date;
  readonly recordedAt: Date;
  readonly system: string | null;
  readonly shipmentId: string | null;
  readonly returnId: string | null;
  readonly status: string | null;
  readonly reason: ExceptionReason | null;
  readonly code: string | null;
  readonly description: string | null;
  readonly location: string | null;
  readonly zoneUnknown: boolean;
  readonly correctedAt: Date | null;
  readonly actor: string | null;
}

// biome-ignore format: one list a line reads best as a table
const FIELDS: readonly Field<TimelineEntry>[] = [
  "id", "kind", "occurredAt", "recordedAt", "system", "shipmentId", "returnId", "status", "reason", "code",
  "description", "location", "zoneUnknown", "correctedAt", "actor",
];

export function timelineReads(ask: Ask) {
  return {
    /** One order's timeline, newest first. It is read from what each table keeps, of this order only, by its index. */
    timeline: (orderId: string, args: PageArgs): Promise<Page<TimelineEntry>> =>
      page<TimelineEntry>(
        ask,
        {
          ...{ list: "timeline", columns: columns("x", FIELDS), where: [], at: "occurred_at" },
          from: sql`(${entries(ask, orderId)})`,
        },
        args,
      ),
  };
}

/** The columns of the list, in its order; what a kind of entry has none of is left out. */
interface Entry {
  readonly kind: Sql;
  readonly at: Sql;
  readonly recorded?: Sql;
  readonly system?: Sql;
  readonly shipment?: Sql;
  readonly returned?: Sql;
  readonly status?: Sql;
  readonly reason?: Sql;
  readonly code?: Sql;
  readonly description?: Sql;
  readonly location?: Sql;
  readonly zoneUnknown?: Sql;
  readonly corrected?: Sql;
  readonly actor?: Sql;
}

const TEXT = sql`NULL::text`;
const ID = sql`NULL::uuid`;

/** Several entries may come of one row, so an entry's id is made of its kind and the row's. */
const shown = (e: Entry): Sql => sql`
  SELECT md5(${e.kind} || ':' || t.id::text)::uuid AS id, ${e.kind} AS kind, ${e.at} AS occurred_at,
    ${e.recorded ?? e.at} AS recorded_at, ${e.system ?? TEXT} AS system, ${e.shipment ?? ID} AS shipment_id,
    ${e.returned ?? ID} AS return_id, ${e.status ?? TEXT} AS status, ${e.reason ?? TEXT} AS reason,
    ${e.code ?? TEXT} AS code, ${e.description ?? TEXT} AS description, ${e.location ?? TEXT} AS location,
    ${e.zoneUnknown ?? sql`FALSE`} AS zone_unknown, ${e.corrected ?? sql`NULL::timestamptz`} AS corrected_at,
    ${e.actor ?? TEXT} AS actor`;

function entries(ask: Ask, orderId: string): Sql {
  const own = sql`t.order_id = ${orderId}::uuid`;
  const deliveries = sql`FROM ${ask.of("order_change_deliveries")} t
    JOIN ${ask.of("order_changes")} c ON c.id = t.order_change_id WHERE c.order_id = ${orderId}::uuid`;
  const parcels = sql`JOIN ${ask.of("shipments")} s ON s.id = t.shipment_id WHERE s.order_id = ${orderId}::uuid`;
  const parts: readonly Sql[] = [
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
  ];
  return parts.reduce((all, part) => sql`${all} UNION ALL ${part}`);
}
