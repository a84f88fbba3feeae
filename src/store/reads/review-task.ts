import type { ReviewTaskKind, ReviewTaskStatus } from "../../domain/vocabulary.js";
import type { ReviewTask } from "../review-task.js";
import { type Ask, columns, type Field } from "./ask.js";
import { type Page, type PageArgs, page } from "./page.js";
import { sql } from "./sql.js";

// biome-ignore format: one list a line reads best as a table
const FIELDS: readonly Field<ReviewTask>[] = [
  "id", "kind", "subjectKey", "status", "title", "details", "orderId", "customerId", "otherCustomerId",
  "openedAt", "closedAt", "closedBy", "resolution",
];

export interface ReviewTaskFilter {
  readonly kind?: ReviewTaskKind | null;
  readonly status?: ReviewTaskStatus | null;
  readonly orderId?: string | null;
}

export function reviewTaskReads(ask: Ask) {
  return {
    reviewTasks: ({ kind, status, orderId }: ReviewTaskFilter, args: PageArgs): Promise<Page<ReviewTask>> =>
      page<ReviewTask>(
        ask,
        {
          list: "review-tasks",
          columns: columns("x", FIELDS),
          from: ask.of("review_tasks"),
          where: [
            kind ? sql`x.kind = ${kind}` : null,
            status ? sql`x.status = ${status}` : null,
            orderId ? sql`x.order_id = ${orderId}::uuid` : null,
          ],
          at: "opened_at",
        },
        args,
      ),

    reviewTasksById: (ids: readonly string[]): Promise<ReviewTask[]> =>
      ask.rows(sql`
        SELECT ${columns("x", FIELDS)} FROM ${ask.of("review_tasks")} x WHERE x.id = ANY(${ids}::uuid[])`),
  };
}
