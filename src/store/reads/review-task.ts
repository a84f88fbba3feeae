import type { ReviewTaskKind, ReviewTaskStatus } from "../../domain/vocabulary.js";
import type { ReviewTask } from "../review-task.js";
import { type Ask, columns, type Field } from "./ask.js";
import { type Page, type PageArgs, page } from "./page.js";
import { sql } from "./sql.js";

// biome-ignore format: one list a line reads best as a table
const FIELDS: readonly Field<ReviewTask>[] = [
  "id", "kind", "subjectKey", "status", "title", "details", "orderId", "customerId", "otherCustomerId",
  ["valueAtRisk", "decimal"], "version", "openedAt", "closedAt", "closedBy", "resolution",
];

/** NEWEST: as they were opened. VALUE_AT_RISK: the costliest question first. */
export const REVIEW_TASK_ORDERS = ["NEWEST", "VALUE_AT_RISK"] as const;
export type ReviewTaskOrder = (typeof REVIEW_TASK_ORDERS)[number];

/** What open orders of the customers of a task are worth, in one currency. */
export interface AmountAtRisk {
  readonly taskId: string;
  readonly currency: string | null;
  readonly amount: string;
  readonly orders: number;
}

export interface ReviewTaskFilter {
  readonly kind?: ReviewTaskKind | null;
  readonly status?: ReviewTaskStatus | null;
  readonly orderId?: string | null;
  readonly customerId?: string | null;
  readonly openedFrom?: Date | null;
  readonly openedTo?: Date | null;
}

export function reviewTaskReads(ask: Ask) {
  return {
    reviewTasks: (
      { kind, status, orderId, customerId, openedFrom, openedTo }: ReviewTaskFilter,
      args: PageArgs,
      order: ReviewTaskOrder = "NEWEST",
    ): Promise<Page<ReviewTask>> =>
      page<ReviewTask>(
        ask,
        {
          list: order === "NEWEST" ? "review-tasks" : "review-tasks-by-value",
          columns: columns("x", FIELDS),
          from: ask.of("review_tasks"),
          where: [
            kind ? sql`x.kind = ${kind}` : null,
            status ? sql`x.status = ${status}` : null,
            orderId ? sql`x.order_id = ${orderId}::uuid` : null,
            customerId
              ? sql`(x.customer_id = ${customerId}::uuid OR x.other_customer_id = ${customerId}::uuid AND x.kind = 'IDENTITY')`
              : null,
            openedFrom ? sql`x.opened_at >= ${openedFrom}` : null,
            openedTo ? sql`x.opened_at < ${openedTo}` : null,
          ],
          ...(order === "NEWEST" ? { at: "opened_at" } : { at: "value_at_risk", by: "NUMBER" as const }),
        },
        args,
      ),

    /** Per currency, because amounts of different currencies do not add up. */
    amountsAtRisk: (taskIds: readonly string[]): Promise<AmountAtRisk[]> =>
      ask.rows(sql`
        SELECT task.id AS "taskId", x.currency, trim_scale(sum(x.total))::text AS amount, count(*)::int AS orders
        FROM ${ask.of("review_tasks")} task
        JOIN ${ask.mergeLinks} one ON one.id = task.customer_id
        JOIN ${ask.mergeLinks} other ON other.id = task.other_customer_id
        JOIN ${ask.of("orders")} x
          ON x.customer_id IN (COALESCE(one.merged_into, one.id), COALESCE(other.merged_into, other.id))
        WHERE task.id = ANY(${taskIds}::uuid[]) AND task.kind = 'IDENTITY' AND x.status NOT IN ('COMPLETED', 'CANCELED')
        GROUP BY task.id, x.currency ORDER BY task.id, sum(x.total) DESC, x.currency`),

    reviewTasksById: (ids: readonly string[]): Promise<ReviewTask[]> =>
      ask.rows(sql`
        SELECT ${columns("x", FIELDS)} FROM ${ask.of("review_tasks")} x WHERE x.id = ANY(${ids}::uuid[])`),
  };
}
