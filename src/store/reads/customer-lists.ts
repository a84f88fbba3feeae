import type { Decision } from "../decision.js";
import { type Ask, columns } from "./ask.js";
import { RECORD_FIELDS, type SourceRecordRow } from "./customer.js";
import { DECISION_FIELDS } from "./decision.js";
import { type Page, type PageArgs, page } from "./page.js";
import { sql } from "./sql.js";

/** What grows with a customer without an end, in pages. */
export function customerListReads(ask: Ask) {
  return {
    recordsPage: (customerId: string, args: PageArgs): Promise<Page<SourceRecordRow>> =>
      page<SourceRecordRow>(
        ask,
        {
          ...{ list: "records", columns: columns("x", RECORD_FIELDS), from: ask.of("source_records") },
          where: [
            sql`x.id IN (SELECT m.source_record_id FROM ${ask.of("memberships")} m WHERE m.customer_id = ${customerId}::uuid)`,
          ],
          at: "stated_at",
        },
        args,
      ),

    decisionsPage: (customerId: string, args: PageArgs): Promise<Page<Decision>> =>
      page<Decision>(
        ask,
        {
          ...{ list: "decisions", columns: columns("x", DECISION_FIELDS), from: ask.of("decisions") },
          where: [sql`x.customer_id = ${customerId}::uuid`],
          at: "decided_at",
        },
        args,
      ),
  };
}
