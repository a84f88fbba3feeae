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
  "CASE",
  "DECISION",
  "MOVED",
] as const;
export type TimelineKind = (typeof TIMELINE_KINDS)[number];

/** One thing that happened to an order, a return, a case or a customer, whichever system told of it. */
export interface TimelineEntry {
  readonly id: string;
  readonly kind: TimelineKind;
  readonly occurredAt: Date;
  readonly recordedAt: Date;
  readonly system: string | null;
  readonly orderId: string | null;
  readonly shipmentId: string | null;
  readonly returnId: string | null;
  readonly caseId: string | null;
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
  "id", "kind", "occurredAt", "recordedAt", "system", "orderId", "shipmentId", "returnId", "caseId", "status", "reason",
  "code", "description", "location", "zoneUnknown", "correctedAt", "actor",
];

/** A page of what these parts tell, the newest first. */
export const timelinePage = (
  ask: Ask,
  list: string,
  parts: readonly Sql[],
  args: PageArgs,
): Promise<Page<TimelineEntry>> =>
  page<TimelineEntry>(
    ask,
    {
      ...{ list, columns: columns("x", FIELDS), where: [], at: "occurred_at" },
      from: sql`(${parts.reduce((all, part) => sql`${all} UNION ALL ${part}`)})`,
    },
    args,
  );

/** The columns of the list, in its order; what a kind of entry has none of is left out. */
export interface Entry {
  readonly kind: Sql;
  readonly at: Sql;
  readonly recorded?: Sql;
  readonly system?: Sql;
  readonly order?: Sql;
  readonly shipment?: Sql;
  readonly returned?: Sql;
  readonly cased?: Sql;
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
export const shown = (e: Entry): Sql => sql`
  SELECT md5(${e.kind} || ':' || t.id::text)::uuid AS id, ${e.kind} AS kind, ${e.at} AS occurred_at,
    ${e.recorded ?? e.at} AS recorded_at, ${e.system ?? TEXT} AS system, ${e.order ?? ID} AS order_id, ${e.shipment ?? ID} AS shipment_id,
    ${e.returned ?? ID} AS return_id, ${e.cased ?? ID} AS case_id, ${e.status ?? TEXT} AS status, ${e.reason ?? TEXT} AS reason,
    ${e.code ?? TEXT} AS code, ${e.description ?? TEXT} AS description, ${e.location ?? TEXT} AS location,
    ${e.zoneUnknown ?? sql`FALSE`} AS zone_unknown, ${e.corrected ?? sql`NULL::timestamptz`} AS corrected_at,
    ${e.actor ?? TEXT} AS actor`;
