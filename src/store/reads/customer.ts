import type { CustomerKind } from "../../domain/vocabulary.js";
import type { Customer } from "../customer.js";
import type { Decision } from "../decision.js";
import type { SourceRecord } from "../source-record.js";
import { type Ask, columns, type Field } from "./ask.js";
import { DECISION_FIELDS } from "./decision.js";
import type { CustomFieldMatch } from "./order-filter.js";
import { type Page, type PageArgs, page } from "./page.js";
import { name, numeral, type Sql, sql } from "./sql.js";

export type CustomerRow = Omit<Customer, "searchText" | "searchFields">;
export type SourceRecordRow = Omit<SourceRecord, "features" | "contentHash">;

/** One code by which one system knows a customer, and who says so. */
export interface CrosswalkRow {
  readonly customerId: string;
  readonly system: string;
  readonly code: string;
  readonly sourceRecordId: string;
  readonly connectionId: string;
  readonly statedAt: Date;
}

// biome-ignore format: one list a line reads best as a table
export const CUSTOMER_FIELDS: readonly Field<CustomerRow>[] = [
  "id", "kind", "name", "golden", "version", "mergedInto", "createdAt", "updatedAt",
];
// biome-ignore format: one list a line reads best as a table
export const RECORD_FIELDS: readonly Field<SourceRecordRow>[] = [
  "id", "connectionId", "channel", "sourceKey", "version", "party", "statedAt", "messageId",
];
// biome-ignore format: one list a line reads best as a table
export const CROSSWALK_FIELDS: readonly Field<CrosswalkRow>[] = [
  "system", "code", "sourceRecordId", "connectionId", "statedAt",
];
export interface CustomerFilter {
  /** Words that all occur in what is stated of it. */
  readonly search?: string | null;
  readonly kind?: CustomerKind | null;
  readonly code?: string | null;
  readonly createdFrom?: Date | null;
  readonly createdTo?: Date | null;
  readonly customField?: CustomFieldMatch | null;
}

const RECORDS_OF_ONE_MAX = 500;
const DECISIONS_OF_ONE_MAX = 500;
/** How often a merged customer may have been merged again. */
const MERGES_MAX = 16;
const SEARCH_WORDS_MAX = 8;

export function customerReads(ask: Ask) {
  return {
    /** Customers by id, merged ones as the customer they became; `askedId` is the id they were asked by. */
    customersById: (ids: readonly string[]): Promise<(CustomerRow & { askedId: string })[]> =>
      ask.rows(sql`
        WITH RECURSIVE walk AS (
          SELECT link.id AS asked, link.id, link.merged_into, 1 AS hop
          FROM ${ask.mergeLinks} link WHERE link.id = ANY(${ids}::uuid[])
          UNION ALL
          SELECT walk.asked, link.id, link.merged_into, hop + 1
          FROM ${name("walk")} JOIN ${ask.mergeLinks} link ON link.id = walk.merged_into WHERE hop < ${MERGES_MAX}
        )
        SELECT ${columns("x", CUSTOMER_FIELDS)}, walk.asked AS "askedId"
        FROM ${name("walk")} JOIN ${ask.of("customers")} x ON x.id = walk.id WHERE walk.merged_into IS NULL`),

    customers: (filter: CustomerFilter, args: PageArgs): Promise<Page<CustomerRow>> =>
      page<CustomerRow>(
        ask,
        {
          list: "customers",
          columns: columns("x", CUSTOMER_FIELDS),
          from: ask.of("customers"),
          where: [
            sql`x.merged_into IS NULL`,
            ...patterns(filter.search ?? null).map((pattern) => sql`x.search_text ILIKE ${pattern}`),
            filter.kind ? sql`x.kind = ${filter.kind}` : null,
            filter.code
              ? sql`customer_search(x.search_fields) @@ search_is('c', search_key(${filter.code}))`
              : null,
            filter.createdFrom ? sql`x.created_at >= ${filter.createdFrom}` : null,
            filter.createdTo ? sql`x.created_at < ${filter.createdTo}` : null,
            filter.customField ? holdsOrHeld(ask, filter.customField) : null,
          ],
          at: "created_at",
        },
        args,
      ),

    crosswalks: (customerIds: readonly string[]): Promise<CrosswalkRow[]> =>
      ask.rows(sql`
        SELECT parent.id AS "customerId", ${columns("found", CROSSWALK_FIELDS)}
        FROM unnest(${customerIds}::uuid[]) WITH ORDINALITY AS parent (id, place)
        CROSS JOIN LATERAL ${crosswalksOf(ask, sql`parent.id`)} found
        ORDER BY parent.place, found.system, found.code`),

    sourceRecordsOf: (
      customerIds: readonly string[],
    ): Promise<(SourceRecordRow & { customerId: string })[]> =>
      ask.rows(sql`
        SELECT parent.id AS "customerId", ${columns("found", RECORD_FIELDS)}
        FROM unnest(${customerIds}::uuid[]) WITH ORDINALITY AS parent (id, place)
        CROSS JOIN LATERAL ${recordsOf(ask, sql`parent.id`)} found
        ORDER BY parent.place, found.stated_at, found.id`),

    sourceRecordsById: (ids: readonly string[]): Promise<SourceRecordRow[]> =>
      ask.rows(sql`
        SELECT ${columns("x", RECORD_FIELDS)} FROM ${ask.of("source_records")} x
        WHERE x.id = ANY(${ids}::uuid[])`),

    /** What was decided about these customers, newest first, whichever side of a pair they were. */
    decisionsOf: (customerIds: readonly string[]): Promise<Decision[]> =>
      ask.rows(sql`
        SELECT found.* FROM unnest(${customerIds}::uuid[]) AS parent (id)
        CROSS JOIN LATERAL (
          SELECT ${columns("x", DECISION_FIELDS)} FROM ${ask.of("decisions")} x
          WHERE x.customer_id = parent.id ORDER BY x.decided_at DESC, x.id DESC LIMIT ${DECISIONS_OF_ONE_MAX}
        ) found ORDER BY found."decidedAt" DESC, found.id DESC`),
  };
}

/** The statements that belong to one customer, with all their columns, the oldest first. */
export const recordsOf = (ask: Pick<Ask, "of">, customerId: Sql): Sql => sql`(
  SELECT x.* FROM ${membersOf(ask, customerId)} member
  JOIN ${ask.of("source_records")} x ON x.id = member.source_record_id
  ORDER BY x.stated_at, x.id)`;

/** Each code of one customer once, with the oldest statement that says so. */
export const crosswalksOf = (ask: Pick<Ask, "of">, customerId: Sql): Sql => sql`(
  SELECT DISTINCT ON (code.system, code.code)
    code.system, code.code, x.id AS source_record_id, x.connection_id, x.stated_at
  FROM ${membersOf(ask, customerId)} member
  JOIN ${ask.of("source_records")} x ON x.id = member.source_record_id
  JOIN ${ask.of("source_record_codes")} code ON code.source_record_id = x.id
  ORDER BY code.system, code.code, x.stated_at, x.id)`;

const membersOf = (ask: Pick<Ask, "of">, customerId: Sql): Sql => sql`(
  SELECT m.source_record_id FROM ${ask.of("memberships")} m WHERE m.customer_id = ${customerId} LIMIT ${numeral(RECORDS_OF_ONE_MAX)})`;

/** The id of the customer that this id stands for now, merged ones followed; most were never merged. */
export const standing = ({ mergeLinks }: Pick<Ask, "mergeLinks">, id: unknown): Sql => sql`coalesce(
  (SELECT link.id FROM ${mergeLinks} link WHERE link.id = ${id}::uuid AND link.merged_into IS NULL),
  (WITH RECURSIVE walk AS (
    SELECT link.id, link.merged_into, 1 AS hop FROM ${mergeLinks} link WHERE link.id = ${id}::uuid
    UNION ALL
    SELECT link.id, link.merged_into, hop + 1
    FROM ${name("walk")} JOIN ${mergeLinks} link ON link.id = walk.merged_into WHERE hop < ${numeral(MERGES_MAX)}
  ) SELECT walk.id FROM ${name("walk")} WHERE walk.merged_into IS NULL))`;

/** Customers for which a custom field holds the value, by their own word or by one of those that became part of them. */
const holdsOrHeld = (ask: Ask, { fieldId, key }: CustomFieldMatch): Sql => sql`x.id IN (
  SELECT coalesce(link.merged_into, link.id) FROM ${ask.of("custom_values")} held
  JOIN ${ask.mergeLinks} link ON link.id = held.subject_id
  WHERE held.field_id = ${fieldId}::uuid AND held.filter_key = ${key} AND (link.merged_into IS NULL OR NOT EXISTS (
    SELECT 1 FROM ${ask.of("custom_values")} own
    WHERE own.field_id = held.field_id AND own.subject_id = link.merged_into AND own.value IS NOT NULL)))`;

/** Every word has to occur; `%` and `_` are letters like any other. */
function patterns(search: string | null): string[] {
  return (search ?? "")
    .normalize("NFKC")
    .split(/\s+/)
    .filter((word) => word !== "")
    .slice(0, SEARCH_WORDS_MAX)
    .map((word) => `%${word.replace(/[\\%_]/g, "\\$&")}%`);
}
