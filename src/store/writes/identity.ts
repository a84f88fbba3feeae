import { v7 as uuid } from "uuid";
import type { PartyStatement } from "../../domain/party.js";
import type { ConnectionSide, OrderStatus } from "../../domain/vocabulary.js";
import type { Tx } from "../database.js";
import type { DecisionKind } from "../decision.js";
import { insertRows, select, updateRows } from "../rows.js";

export interface StatedRecord {
  readonly id: string;
  readonly connectionId: string;
  readonly channel: ConnectionSide;
  readonly party: PartyStatement;
  readonly statedAt: Date;
  /** Null until it is decided. */
  readonly customerId: string | null;
  readonly features: unknown;
}

const RECORD = `r.id, r.connection_id, r.channel, r.party, r.stated_at, r.features, m.customer_id`;

/** Records with their customer, in the order they were stated. */
export async function recordsById(tx: Tx, ids: readonly string[]): Promise<StatedRecord[]> {
  return select<StatedRecord>(
    tx,
    `SELECT ${RECORD} FROM source_records r LEFT JOIN memberships m ON m.source_record_id = r.id
      WHERE r.id = ANY($1::uuid[]) ORDER BY r.stated_at, r.id`,
    [[...ids]],
  );
}

/** All records of these customers, at most `perCustomer` of the newest of each. */
export async function recordsOfCustomers(
  tx: Tx,
  customerIds: readonly string[],
  perCustomer: number,
): Promise<(StatedRecord & { customerId: string })[]> {
  return select(
    tx,
    `SELECT ${RECORD} FROM unnest($1::uuid[]) AS wanted (customer_id)
      CROSS JOIN LATERAL (
        SELECT source_record_id, m.customer_id FROM memberships m WHERE m.customer_id = wanted.customer_id
         ORDER BY source_record_id DESC LIMIT $2) AS m
       JOIN source_records r ON r.id = m.source_record_id ORDER BY r.stated_at, r.id`,
    [[...customerIds], perCustomer],
  );
}

/** Who shares each key: at most `cap` records a key, read from the key's own stretch of the index. */
export async function recordsByKey(
  tx: Tx,
  keys: readonly string[],
  cap: number,
): Promise<Map<string, string[]>> {
  const rows = await select<{ key: string; ids: string[] }>(
    tx,
    `SELECT wanted.key, array_agg(hit.source_record_id) AS ids FROM unnest($1::bigint[]) AS wanted (key)
      CROSS JOIN LATERAL (SELECT source_record_id FROM identity_keys k WHERE k.key = wanted.key LIMIT $2) AS hit
      GROUP BY wanted.key`,
    [[...keys], cap],
  );
  return new Map(rows.map((row) => [row.key, row.ids]));
}

export async function customersOfRecords(tx: Tx, recordIds: readonly string[]): Promise<string[]> {
  const rows = await select<{ customerId: string }>(
    tx,
    "SELECT DISTINCT customer_id FROM memberships WHERE source_record_id = ANY($1::uuid[])",
    [[...recordIds]],
  );
  return rows.map((row) => row.customerId);
}

/** Pairs that a steward has separated, and not taken back, under whatever names; as the customers are called now. */
export async function separatedPairs(tx: Tx, customerIds: readonly string[]): Promise<[string, string][]> {
  const rows = await select<{ a: string; b: string }>(
    tx,
    `WITH ever AS MATERIALIZED (SELECT id FROM customers WHERE id = ANY($1::uuid[])
                                 UNION SELECT id FROM customers WHERE merged_into = ANY($1::uuid[]))
     SELECT COALESCE(x.merged_into, x.id) AS a, COALESCE(y.merged_into, y.id) AS b
       FROM (SELECT d.id, d.customer_id, d.other_customer_id FROM ever JOIN decisions d ON d.customer_id = ever.id AND d.kind = 'NOT_A_MATCH'
              UNION SELECT d.id, d.customer_id, d.other_customer_id FROM ever JOIN decisions d ON d.other_customer_id = ever.id AND d.kind = 'NOT_A_MATCH') AS d
       JOIN customers x ON x.id = d.customer_id JOIN customers y ON y.id = d.other_customer_id
      WHERE NOT EXISTS (SELECT FROM decisions undo WHERE undo.reverses = d.id)`,
    [[...customerIds]],
  );
  return rows.map(({ a, b }) => [a, b]);
}

export interface NewMembership {
  readonly recordId: string;
  readonly customerId: string;
  readonly isNewCustomer: boolean;
  readonly features: unknown;
  readonly keys: readonly string[];
  readonly score: number | null;
  readonly evidence: unknown;
  /** The model that weighed it: deciding it again after an undoing, and explaining it, go by the same one. */
  readonly modelVersion: string;
}

/** Writes decided records: decision, membership, keys and features, and the customers that are new. */
export async function insertMemberships(tx: Tx, decided: readonly NewMembership[]): Promise<void> {
  const now = new Date();
  await insertRows(
    tx,
    "customers",
    decided
      .filter(({ isNewCustomer }) => isNewCustomer)
      .map(({ customerId }) => ({
        id: customerId,
        searchText: "",
        version: 0,
        createdAt: now,
        updatedAt: now,
      })),
  );
  const decisions = decided.map(({ recordId, customerId, score, evidence, modelVersion }) => ({
    ...{ id: uuid(), kind: "LINK" satisfies DecisionKind, customerId, sourceRecordId: recordId },
    ...{ actor: "engine", score, evidence, modelVersion, decidedAt: now },
  }));
  await insertRows(tx, "decisions", decisions);
  await insertRows(
    tx,
    "memberships",
    decisions.map(({ id, customerId, sourceRecordId }) => ({ sourceRecordId, customerId, decisionId: id })),
  );
  await insertRows(
    tx,
    "identity_keys",
    decided.flatMap(({ recordId, keys }) => keys.map((key) => ({ key, sourceRecordId: recordId }))),
    "ON CONFLICT DO NOTHING",
  );
  await updateRows(
    tx,
    "source_records",
    decided.map(({ recordId, features }) => ({ id: recordId, features })),
  );
}

/** Gives the orders of decided records their customer; answers those that got one just now. */
export async function attachOrders(
  tx: Tx,
  recordIds: readonly string[],
): Promise<{ id: string; status: OrderStatus; customerId: string }[]> {
  return select(
    tx,
    `UPDATE orders o SET customer_id = m.customer_id, updated_at = now() FROM memberships m
      WHERE o.source_record_id = ANY($1::uuid[]) AND m.source_record_id = o.source_record_id AND o.customer_id IS NULL
      RETURNING o.id, o.status, o.customer_id`,
    [[...recordIds]],
  );
}
