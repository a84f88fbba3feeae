import type { PartyStatement } from "../../domain/party.js";
import type { Ask } from "./ask.js";
import { sql } from "./sql.js";

/** A statement that holds a number which may be the caller's, and the customer it belongs to. */
export interface CallerRow {
  readonly customerId: string;
  readonly party: PartyStatement;
  readonly orders: number;
  readonly lastOrderAt: Date | null;
}

/** More people than this behind one number are a switchboard: the latest to order come first. */
const RECORDS_MAX = 500;

export function callerReads(ask: Ask) {
  return {
    /** Records under these keys of phone numbers (hashed, as the identity index keeps them), with what their customers ordered. */
    callersByKey: (keys: readonly string[]): Promise<CallerRow[]> =>
      ask.rows(sql`
        SELECT found."customerId", found.party, ordered.orders, ordered."lastOrderAt"
        FROM (
          SELECT DISTINCT ON (m.customer_id, r.id) m.customer_id AS "customerId", r.party
          FROM ${ask.of("identity_keys")} k
          JOIN ${ask.of("memberships")} m ON m.source_record_id = k.source_record_id
          JOIN ${ask.of("source_records")} r ON r.id = k.source_record_id
          WHERE k.key = ANY(${keys}::bigint[]) LIMIT ${RECORDS_MAX}
        ) found
        CROSS JOIN LATERAL (
          SELECT count(*)::int AS orders, max(o.placed_at) AS "lastOrderAt"
          FROM ${ask.of("orders")} o WHERE o.customer_id = found."customerId"
        ) ordered`),
  };
}
