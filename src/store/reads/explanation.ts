import type { Decision } from "../decision.js";
import type { SourceRecord } from "../source-record.js";
import { type Ask, columns, type Field } from "./ask.js";
import { name, sql } from "./sql.js";

/** A statement with what normalization made of it, and whose it is. */
export type ExplainedRecord = Omit<SourceRecord, "contentHash" | "messageId"> & {
  /** Null while it waits to be decided. */
  readonly customerId: string | null;
};
export type ActRow = Omit<Decision, "causeId">;

/** A move of one record between customers. */
export interface MoveRow {
  readonly sourceRecordId: string;
  readonly seq: string;
  readonly decisionId: string;
  readonly fromCustomerId: string;
  readonly toCustomerId: string;
  readonly movedAt: Date;
}

// biome-ignore format: one list a line reads best as a table
const RECORD_FIELDS: readonly Field<Omit<ExplainedRecord, "customerId">>[] = [
  "id", "connectionId", "channel", "sourceKey", "version", "party", "features", "statedAt",
];
// biome-ignore format: one list a line reads best as a table
const ACT_FIELDS: readonly Field<ActRow>[] = [
  "id", "seq", "kind", "customerId", "otherCustomerId", "sourceRecordId", "actor", "score", "evidence",
  "modelVersion", "reverses", "details", "decidedAt",
];
// biome-ignore format: one list a line reads best as a table
const MOVE_FIELDS: readonly Field<MoveRow>[] = [
  "sourceRecordId", "seq", "decisionId", "fromCustomerId", "toCustomerId", "movedAt",
];

const MOVES_OF_ONE_MAX = 200;

/** What explanations are made of. Every statement is bounded by the records and customers it is asked about. */
export function explanationReads(ask: Ask) {
  const record = ask.of("source_records");
  const membership = ask.of("memberships");
  const decision = ask.of("decisions");
  return {
    explainedRecords: (ids: readonly string[]): Promise<ExplainedRecord[]> =>
      ask.rows(sql`
        SELECT ${columns("x", RECORD_FIELDS)}, m.customer_id AS "customerId"
        FROM ${record} x LEFT JOIN ${membership} m ON m.source_record_id = x.id WHERE x.id = ANY(${ids}::uuid[])`),

    /** The newest statement that a connection made under one of its own codes. */
    recordsByCode: (connectionId: string, code: string): Promise<{ id: string }[]> =>
      ask.rows(sql`
        SELECT x.id FROM ${record} x WHERE x.connection_id = ${connectionId} AND x.source_key = ${`code:${code}`}
        ORDER BY x.version DESC LIMIT 1`),

    /** The newest records of each of these customers. */
    membersOf: (
      customerIds: readonly string[],
      perCustomer: number,
    ): Promise<(ExplainedRecord & { customerId: string })[]> =>
      ask.rows(sql`
        SELECT ${columns("x", RECORD_FIELDS)}, member.customer_id AS "customerId"
        FROM unnest(${customerIds}::uuid[]) AS parent (id)
        CROSS JOIN LATERAL (
          SELECT m.* FROM ${membership} m WHERE m.customer_id = parent.id
          ORDER BY m.source_record_id DESC LIMIT ${perCustomer}
        ) member
        JOIN ${record} x ON x.id = member.source_record_id ORDER BY x.stated_at, x.id`),

    /** How many records stand under each key, counted no further than `cap`. */
    keyCounts: (keys: readonly string[], cap: number): Promise<{ key: string; count: number }[]> =>
      ask.rows(sql`
        SELECT wanted.key::text AS key, hit.count FROM unnest(${keys}::bigint[]) AS wanted (key)
        CROSS JOIN LATERAL (
          SELECT count(*)::int AS count
          FROM (SELECT 1 FROM ${ask.of("identity_keys")} k WHERE k.key = wanted.key LIMIT ${cap}) one
        ) hit`),

    /** The links of records, the oldest first. */
    linksOf: (recordIds: readonly string[]): Promise<ActRow[]> =>
      ask.rows(sql`
        SELECT ${columns("x", ACT_FIELDS)} FROM ${decision} x
        WHERE x.source_record_id = ANY(${recordIds}::uuid[]) AND x.kind = 'LINK' ORDER BY x.seq`),

    /** The record that founded each of these customers. */
    foundersOf: (customerIds: readonly string[]): Promise<{ id: string; recordId: string }[]> =>
      ask.rows(sql`
        SELECT parent.id, first.source_record_id AS "recordId" FROM unnest(${customerIds}::uuid[]) AS parent (id)
        CROSS JOIN LATERAL (
          SELECT x.source_record_id FROM ${decision} x WHERE x.customer_id = parent.id AND x.kind = 'LINK'
          ORDER BY x.seq LIMIT 1
        ) first`),

    movesOf: (recordIds: readonly string[]): Promise<MoveRow[]> =>
      ask.rows(sql`
        SELECT found.* FROM unnest(${recordIds}::uuid[]) AS parent (id)
        CROSS JOIN LATERAL (
          SELECT ${columns("x", MOVE_FIELDS)} FROM ${ask.of("membership_moves")} x
          WHERE x.source_record_id = parent.id ORDER BY x.seq DESC LIMIT ${MOVES_OF_ONE_MAX}
        ) found ORDER BY found.seq`),

    actsById: (ids: readonly string[]): Promise<ActRow[]> =>
      ask.rows(sql`
        SELECT ${columns("x", ACT_FIELDS)} FROM ${decision} x WHERE x.id = ANY(${ids}::uuid[]) ORDER BY x.seq`),

    /** Every act that names one of these customers, on either side, and what undid it. */
    actsAbout: (customerIds: readonly string[], limit: number): Promise<ActRow[]> =>
      ask.rows(sql`
        WITH about AS (
          SELECT x.id FROM ${decision} x WHERE x.customer_id = ANY(${customerIds}::uuid[])
          UNION
          SELECT x.id FROM ${decision} x
          WHERE x.kind = 'NOT_A_MATCH' AND x.other_customer_id = ANY(${customerIds}::uuid[])
          UNION
          SELECT x.decision_id FROM ${ask.of("membership_moves")} x
          WHERE x.from_customer_id = ANY(${customerIds}::uuid[])
        ), undone AS (
          SELECT about.id FROM ${name("about")}
          UNION
          SELECT x.id FROM ${decision} x JOIN ${name("about")} ON x.reverses = about.id
        )
        SELECT ${columns("x", ACT_FIELDS)} FROM ${decision} x JOIN ${name("undone")} ON undone.id = x.id
        ORDER BY x.seq LIMIT ${limit}`),

    /** The ids by which a customer is and was known, with the customer that each of them is now. */
    namesOfCustomers: (customerIds: readonly string[]): Promise<{ id: string; now: string }[]> =>
      ask.rows(sql`
        SELECT link.id, COALESCE(link.merged_into, link.id) AS now FROM ${ask.mergeLinks} link
        WHERE link.id = ANY(${customerIds}::uuid[])
        UNION
        SELECT link.id, COALESCE(link.merged_into, link.id) AS now FROM ${membership} m
        JOIN ${decision} x ON x.source_record_id = m.source_record_id AND x.kind = 'LINK'
        JOIN ${ask.mergeLinks} link ON link.id = x.customer_id
        WHERE m.customer_id = ANY(${customerIds}::uuid[])`),

    /** What stewards have settled about pairs of these customers, and nobody has taken back. */
    separationsAmong: (customerIds: readonly string[]): Promise<ActRow[]> =>
      ask.rows(sql`
        SELECT ${columns("x", ACT_FIELDS)} FROM ${decision} x
        WHERE x.kind = 'NOT_A_MATCH' AND x.customer_id = ANY(${customerIds}::uuid[])
          AND x.other_customer_id = ANY(${customerIds}::uuid[])
          AND NOT EXISTS (SELECT FROM ${decision} back WHERE back.reverses = x.id)
        ORDER BY x.seq DESC`),

    customerNames: (ids: readonly string[]): Promise<{ id: string; name: string | null }[]> =>
      ask.rows(sql`SELECT x.id, x.name FROM ${ask.of("customers")} x WHERE x.id = ANY(${ids}::uuid[])`),
  };
}
