import type { Ask } from "./ask.js";
import type { Page, PageArgs } from "./page.js";
import { type Sql, sql } from "./sql.js";
import { shown, type TimelineEntry, timelinePage } from "./timeline-entry.js";

export function customerTimelineReads(ask: Ask) {
  return {
    /**
     * One customer's timeline, the newest first: its orders, their returns, its cases and moves, and what
     * was decided about who it is for those who may see decisions. What a merged customer did is its survivor's, like its orders.
     */
    customerTimeline: (
      customerId: string,
      withDecisions: boolean,
      args: PageArgs,
    ): Promise<Page<TimelineEntry>> =>
      timelinePage(
        ask,
        "customer-timeline",
        [...ofCustomer(ask, customerId), ...(withDecisions ? [decisionsOf(ask, customerId)] : [])],
        args,
      ),

    /** One return's timeline, the newest first. */
    returnTimeline: (returnId: string, args: PageArgs): Promise<Page<TimelineEntry>> =>
      timelinePage(
        ask,
        "return-timeline",
        [sql`${returnEvent} FROM ${ask.of("return_events")} t WHERE t.return_id = ${returnId}::uuid`],
        args,
      ),
  };
}

const returnEvent = shown({
  ...{ kind: sql`'RETURN'`, at: sql`t.occurred_at`, recorded: sql`t.recorded_at`, order: sql`t.order_id` },
  ...{ returned: sql`t.return_id`, status: sql`t.to_status`, code: sql`t.act`, description: sql`t.note` },
  actor: sql`t.actor`,
});

/** What was said and done in cases; `t` is the entry, `c` the case. */
export const CASE_EVENT = {
  ...{ kind: sql`'CASE'`, at: sql`t.occurred_at`, recorded: sql`t.recorded_at` },
  ...{ cased: sql`t.case_id`, status: sql`t.to_status`, code: sql`t.act`, description: sql`t.note` },
  actor: sql`t.actor`,
};

function ofCustomer(ask: Ask, customerId: string): readonly Sql[] {
  const theirs = sql`JOIN ${ask.of("orders")} o ON o.id = t.order_id WHERE o.customer_id = ${customerId}::uuid`;
  const placed = shown({
    ...{ kind: sql`'ORDER_PLACED'`, at: sql`t.placed_at`, recorded: sql`t.created_at`, order: sql`t.id` },
    ...{ system: sql`t.connection_id`, status: sql`t.status`, code: sql`t.channel` },
  });
  const asked = shown({
    ...{
      kind: sql`'CHANGE_REQUESTED'`,
      at: sql`t.requested_at`,
      order: sql`t.order_id`,
      status: sql`t.status`,
    },
    ...{ code: sql`t.kind`, description: sql`t.reason`, actor: sql`t.requested_by` },
  });
  const moved = shown({
    ...{ kind: sql`'MOVED'`, at: sql`coalesce(t.stated_at, t.detected_at)`, recorded: sql`t.detected_at` },
    ...{ system: sql`t.system`, code: sql`t.aspect`, status: sql`t.address_role` },
  });
  return [
    sql`${placed} FROM ${ask.of("orders")} t WHERE t.customer_id = ${customerId}::uuid`,
    sql`${asked} FROM ${ask.of("order_changes")} t ${theirs}`,
    sql`${returnEvent} FROM ${ask.of("return_events")} t ${theirs}`,
    sql`${shown({ ...CASE_EVENT, order: sql`c.order_id` })} FROM ${ask.of("case_events")} t JOIN ${ask.of("cases")} c ON c.id = t.case_id
      WHERE c.customer_id = ${customerId}::uuid`,
    sql`${moved} FROM ${ask.of("customer_moves")} t WHERE t.customer_id = ${customerId}::uuid`,
  ];
}

const decisionsOf = (ask: Ask, customerId: string): Sql => {
  const decided = shown({
    ...{ kind: sql`'DECISION'`, at: sql`t.decided_at`, code: sql`t.kind`, actor: sql`t.actor` },
    description: sql`t.details->>'note'`,
  });
  return sql`${decided} FROM ${ask.of("decisions")} t WHERE t.customer_id = ${customerId}::uuid`;
};
