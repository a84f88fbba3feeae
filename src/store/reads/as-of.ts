import type { PartyStatement } from "../../domain/party.js";
import type { ConnectionSide } from "../../domain/vocabulary.js";
import { type Ask, columns, type Field } from "./ask.js";
import type { CrosswalkRow } from "./customer.js";
import { name, type Sql, sql } from "./sql.js";

/** A statement of a customer as it stood at some instant, and how many it had then in all. */
export interface MemberAt {
  readonly id: string;
  readonly connectionId: string;
  readonly channel: ConnectionSide;
  readonly version: number;
  readonly party: PartyStatement;
  readonly statedAt: Date;
  /** When it came to the customer. */
  readonly since: Date;
  readonly ofCustomer: number;
}

export interface PinAt {
  readonly customerId: string;
  readonly seq: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly decidedAt: Date;
}

// biome-ignore format: one list a line reads best as a table
const MEMBER_FIELDS: readonly Field<Omit<MemberAt, "since" | "ofCustomer">>[] = [
  "id", "connectionId", "channel", "version", "party", "statedAt",
];

/**
 * Who was who at an instant: today's memberships, and every later move read backwards. Each statement
 * follows one customer's records and moves, so it costs what the customer has been through, however
 * large the store is.
 */
export function asOfReads(ask: Ask) {
  const membership = ask.of("memberships");
  const move = ask.of("membership_moves");
  const decision = ask.of("decisions");

  /** Where each of these records stood: the customer that its first later move took it from, else the one it has now. */
  const placed = (candidates: Sql, at: Date): Sql => sql`
    SELECT candidate.id, COALESCE(later.from_customer_id, today.customer_id) AS customer_id, linked.at AS linked_at,
      GREATEST(linked.at, earlier.at) AS since
    FROM (${candidates}) candidate
    LEFT JOIN ${membership} today ON today.source_record_id = candidate.id
    CROSS JOIN LATERAL (
      SELECT min(x.decided_at) AS at FROM ${decision} x WHERE x.source_record_id = candidate.id AND x.kind = 'LINK'
    ) linked
    LEFT JOIN LATERAL (
      SELECT x.from_customer_id FROM ${move} x
      WHERE x.source_record_id = candidate.id AND x.moved_at > ${at} ORDER BY x.seq LIMIT 1
    ) later ON TRUE
    CROSS JOIN LATERAL (
      SELECT max(x.moved_at) AS at FROM ${move} x WHERE x.source_record_id = candidate.id AND x.moved_at <= ${at}
    ) earlier
    WHERE linked.at <= ${at}`;

  /** All records that may have been the customer's then: those it has, and those that left it since. */
  const members = (customerId: string, at: Date): Sql => sql`
    SELECT candidate.* FROM (${placed(
      sql`
        SELECT x.source_record_id AS id FROM ${membership} x WHERE x.customer_id = ${customerId}::uuid
        UNION
        SELECT x.source_record_id FROM ${move} x WHERE x.from_customer_id = ${customerId}::uuid AND x.moved_at > ${at}`,
      at,
    )}) candidate WHERE candidate.customer_id = ${customerId}::uuid`;

  return {
    /** The customer that an id stood for then: the one that its founding record belonged to. Empty before that came. */
    customerOfIdAt: (id: string, at: Date): Promise<{ customerId: string }[]> =>
      ask.rows(sql`
        SELECT then_.customer_id AS "customerId" FROM (${placed(
          sql`
            SELECT x.source_record_id AS id FROM (
              SELECT y.source_record_id FROM ${decision} y WHERE y.customer_id = ${id}::uuid AND y.kind = 'LINK'
              ORDER BY y.seq LIMIT 1) x`,
          at,
        )}) then_`),

    /** The newest statements the customer had then. */
    membersAt: (customerId: string, at: Date, limit: number): Promise<MemberAt[]> =>
      ask.rows(sql`
        WITH member AS (${members(customerId, at)})
        SELECT ${columns("x", MEMBER_FIELDS)}, member.since, size.of_customer AS "ofCustomer"
        FROM (SELECT m.* FROM ${name("member")} m ORDER BY m.id DESC LIMIT ${limit}) member
        JOIN ${ask.of("source_records")} x ON x.id = member.id
        CROSS JOIN (SELECT count(*)::int AS of_customer FROM ${name("member")}) size
        ORDER BY x.stated_at, x.id`),

    /** What stewards had fixed by then, on every id that stood for the customer then. */
    pinsAt: (customerId: string, at: Date): Promise<PinAt[]> =>
      ask.rows(sql`
        WITH member AS (${members(customerId, at)}), known AS (
          SELECT DISTINCT x.customer_id FROM ${name("member")} JOIN ${decision} x ON x.source_record_id = member.id
          WHERE x.kind = 'LINK'
        ), named AS (
          SELECT known.customer_id AS id FROM ${name("known")} CROSS JOIN LATERAL (
            SELECT x.source_record_id FROM ${decision} x
            WHERE x.customer_id = known.customer_id AND x.kind = 'LINK' ORDER BY x.seq LIMIT 1
          ) founder JOIN ${name("member")} ON member.id = founder.source_record_id
        )
        SELECT x.customer_id AS "customerId", x.seq, x.details, x.decided_at AS "decidedAt"
        FROM ${name("named")} JOIN ${decision} x ON x.customer_id = named.id
        WHERE x.kind = 'PIN' AND x.decided_at <= ${at} AND NOT EXISTS (
          SELECT FROM ${decision} back WHERE back.reverses = x.id AND back.decided_at <= ${at})
        ORDER BY x.seq`),

    /** When a customer's row was made, whatever has become of it. */
    customerSince: (id: string): Promise<{ createdAt: Date }[]> =>
      ask.rows(sql`
        SELECT x.created_at AS "createdAt" FROM ${ask.of("customers")} x WHERE x.id = ${id}::uuid`),

    /** The codes that these records state, each with the first statement of it. */
    crosswalksOfRecords: (recordIds: readonly string[]): Promise<Omit<CrosswalkRow, "customerId">[]> =>
      ask.rows(sql`
        SELECT DISTINCT ON (code.system, code.code) code.system, code.code, x.id AS "sourceRecordId",
          x.connection_id AS "connectionId", x.stated_at AS "statedAt"
        FROM ${ask.of("source_records")} x
        JOIN ${ask.of("source_record_codes")} code ON code.source_record_id = x.id
        WHERE x.id = ANY(${recordIds}::uuid[]) ORDER BY code.system, code.code, x.stated_at, x.id`),
  };
}
