import type { PartyStatement } from "../../domain/party.js";
import type { ConnectionSide } from "../../domain/vocabulary.js";
import type { Tx } from "../database.js";
import { select } from "../rows.js";

/** A statement as the golden record needs it. */
export interface MemberStatement {
  readonly id: string;
  readonly connectionId: string;
  readonly channel: ConnectionSide;
  readonly version: number;
  readonly party: PartyStatement;
  readonly statedAt: Date;
  readonly customerId: string;
  /** How many records the customer has, those beyond the limit counted. */
  readonly ofCustomer: number;
}

/** The newest records of each of these customers, at most `perCustomer`, in the order they were stated. */
export async function statementsOf(
  tx: Tx,
  customerIds: readonly string[],
  perCustomer: number,
): Promise<MemberStatement[]> {
  return select(
    tx,
    `SELECT r.id, r.connection_id, r.channel, r.version, r.party, r.stated_at, wanted.customer_id, size.of_customer
       FROM unnest($1::uuid[]) AS wanted (customer_id)
      CROSS JOIN LATERAL (
        SELECT count(*)::int AS of_customer FROM memberships m WHERE m.customer_id = wanted.customer_id) AS size
      CROSS JOIN LATERAL (
        SELECT source_record_id FROM memberships m WHERE m.customer_id = wanted.customer_id
         ORDER BY source_record_id DESC LIMIT $2) AS m
       JOIN source_records r ON r.id = m.source_record_id ORDER BY r.stated_at, r.id`,
    [[...customerIds], perCustomer],
  );
}
