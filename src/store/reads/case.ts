import type * as care from "../../domain/case-vocabulary.js";
import type { Case } from "../case.js";
import { type Ask, columns } from "./ask.js";
import { type Condition, conditionsOf, given, instant } from "./condition.js";
import { CASE_FIELDS } from "./nested.js";
import { isKey } from "./order-filter.js";
import { type List, type Page, type PageArgs, page } from "./page.js";
import { sql } from "./sql.js";

export const CASE_SORTS = ["NEWEST", "UPDATED"] as const;
export type CaseSort = (typeof CASE_SORTS)[number];

export interface CaseFilter {
  readonly type?: care.CaseType | null;
  readonly phase?: care.CasePhase | null;
  readonly status?: care.CaseStatus | null;
  /** True for those in which somebody has something to do, the house or the customer. */
  readonly open?: boolean | null;
  readonly assignee?: string | null;
  readonly customerId?: string | null;
  readonly orderId?: string | null;
  readonly returnId?: string | null;
  readonly number?: string | null;
  readonly openedFrom?: Date | null;
  readonly openedTo?: Date | null;
}

export const CASE_LISTS: Readonly<Record<CaseSort, Pick<List, "list" | "at">>> = {
  NEWEST: { list: "cases", at: "opened_at" },
  UPDATED: { list: "cases-updated", at: "updated_at" },
};

const OPEN = sql`x.status IN ('NEW', 'OPEN', 'PENDING_CUSTOMER')`;

/** What each filter asks of a row `x`. */
export const CASE_CONDITIONS: { readonly [Name in keyof CaseFilter]-?: Condition<CaseFilter[Name]> } = {
  type: { values: given, types: ["text"], sql: (_, value) => sql`x.type = ${value}` },
  phase: { values: given, types: ["text"], sql: (_, value) => sql`x.phase = ${value}` },
  status: { values: given, types: ["text"], sql: (_, value) => sql`x.status = ${value}` },
  // Which of the two it is, and so which index is near, only the value tells.
  open: {
    ...{ values: (value) => [String(value)], types: ["text"], byValue: true },
    sql: (_, value) => (value === "true" ? OPEN : sql`x.status IN ('RESOLVED', 'CLOSED')`),
  },
  // Who sees to what is for the house to know, and only the resolvers ask who asks.
  assignee: { values: given, types: ["text"], byValue: true, sql: (_, value) => sql`x.assignee = ${value}` },
  customerId: { values: given, types: ["uuid"], sql: (_, value) => sql`x.customer_id = ${value}::uuid` },
  orderId: { values: given, types: ["uuid"], sql: (_, value) => sql`x.order_id = ${value}::uuid` },
  returnId: { values: given, types: ["uuid"], sql: (_, value) => sql`x.return_id = ${value}::uuid` },
  number: { values: given, types: ["text"], sql: (_, value) => isKey(sql`x.number`, value) },
  openedFrom: {
    ...{ values: instant, types: ["timestamptz"] },
    sql: (_, value) => sql`x.opened_at >= ${value}::timestamptz`,
  },
  openedTo: {
    ...{ values: instant, types: ["timestamptz"] },
    sql: (_, value) => sql`x.opened_at < ${value}::timestamptz`,
  },
};

export function caseReads(ask: Ask) {
  return {
    cases: (filter: CaseFilter, args: PageArgs, sort: CaseSort = "NEWEST"): Promise<Page<Case>> =>
      page<Case>(
        ask,
        {
          ...CASE_LISTS[sort],
          columns: columns("x", CASE_FIELDS),
          from: ask.of("cases"),
          where: conditionsOf(ask, CASE_CONDITIONS, filter),
        },
        args,
      ),

    casesById: (ids: readonly string[]): Promise<Case[]> =>
      ask.rows(sql`
        SELECT ${columns("x", CASE_FIELDS)} FROM ${ask.of("cases")} x WHERE x.id = ANY(${ids}::uuid[])`),
  };
}
