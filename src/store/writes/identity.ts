import { v7 as uuid } from "uuid";
import type { PartyStatement } from "../../domain/party.js";
import type { ConnectionSide, OrderStatus } from "../../domain/vocabulary.js";
import type { Tx } from "../database.js";
import { prepared, select } from "../rows.js";

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

/** Stands for the records of a key that more than `cap` share: nobody looks at them, only at their number. */
const NOBODY = "";

/**
 * Who shares each key, read from the key's own stretch of the index: of one that more than `cap` records
 * share, `cap + 1` nameless ones, because who they are is no news.
 */
export async function recordsByKey(
  tx: Tx,
  keys: readonly string[],
  cap: number,
): Promise<Map<string, string[]>> {
  const rows = await prepared<{ key: string; found: number; ids: string | null }>(
    tx,
    `SELECT wanted.key, hit.found, CASE WHEN hit.found <= $2 THEN hit.ids::text END AS ids
       FROM unnest($1::bigint[]) AS wanted (key)
      CROSS JOIN LATERAL (
        SELECT count(*)::int AS found, array_agg(source_record_id) AS ids
          FROM (SELECT source_record_id FROM identity_keys k WHERE k.key = wanted.key LIMIT $2 + 1) AS capped) AS hit
      WHERE hit.found > 0`,
    [[...keys], cap],
  );
  const crowd = Array.from({ length: cap + 1 }, () => NOBODY);
  // Ids need no quoting, so their list needs no parser.
  return new Map(rows.map(({ key, ids }) => [key, ids === null ? crowd : ids.slice(1, -1).split(",")]));
}

/** A record of a customer as far as comparison needs it. */
export interface Member {
  readonly id: string;
  readonly connectionId: string;
  readonly customerId: string;
  readonly code: string | null;
  readonly otherCodes: PartyStatement["otherCodes"];
  readonly features: unknown;
  /** Null where the features are of the version asked for: then nobody needs what they were made of. */
  readonly party: PartyStatement | null;
}

/** At most `perCustomer` of the newest records of every customer to whom one of these records belongs. */
export function membersAround(
  tx: Tx,
  recordIds: readonly string[],
  perCustomer: number,
  featuresVersion: number,
): Promise<Member[]> {
  return prepared<Member>(
    tx,
    `SELECT r.id, r.connection_id, m.customer_id, r.party->>'code' AS code, r.party->'otherCodes' AS other_codes, r.features,
            CASE WHEN (r.features->>'version')::int IS DISTINCT FROM $3 THEN r.party END AS party
       FROM (SELECT DISTINCT customer_id FROM memberships WHERE source_record_id = ANY($1::uuid[])) AS met
      CROSS JOIN LATERAL (
        SELECT source_record_id, m.customer_id FROM memberships m WHERE m.customer_id = met.customer_id
         ORDER BY source_record_id DESC LIMIT $2) AS m
       JOIN source_records r ON r.id = m.source_record_id ORDER BY r.stated_at, r.id`,
    [[...recordIds], perCustomer, featuresVersion],
  );
}

export async function customersOfRecords(tx: Tx, recordIds: readonly string[]): Promise<string[]> {
  const rows = await select<{ customerId: string }>(
    tx,
    "SELECT DISTINCT customer_id FROM memberships WHERE source_record_id = ANY($1::uuid[])",
    [[...recordIds]],
  );
  return rows.map((row) => row.customerId);
}

/**
 * Pairs that a steward has separated, and not taken back, under whatever names, with a customer of one of
 * these records among them; as the customers are called now.
 */
export async function separatedPairs(tx: Tx, recordIds: readonly string[]): Promise<[string, string][]> {
  const rows = await prepared<{ a: string; b: string }>(
    tx,
    `WITH met AS MATERIALIZED (SELECT DISTINCT customer_id AS id FROM memberships WHERE source_record_id = ANY($1::uuid[])),
          ever AS MATERIALIZED (SELECT id FROM met UNION SELECT c.id FROM met JOIN customers c ON c.merged_into = met.id)
     SELECT COALESCE(x.merged_into, x.id) AS a, COALESCE(y.merged_into, y.id) AS b
       FROM (SELECT d.id, d.customer_id, d.other_customer_id FROM ever JOIN decisions d ON d.customer_id = ever.id AND d.kind = 'NOT_A_MATCH'
              UNION SELECT d.id, d.customer_id, d.other_customer_id FROM ever JOIN decisions d ON d.other_customer_id = ever.id AND d.kind = 'NOT_A_MATCH') AS d
       JOIN customers x ON x.id = d.customer_id JOIN customers y ON y.id = d.other_customer_id
      WHERE NOT EXISTS (SELECT FROM decisions undo WHERE undo.reverses = d.id)`,
    [[...recordIds]],
  );
  return rows.map(({ a, b }) => [a, b]);
}

export interface NewMembership {
  readonly recordId: string;
  readonly customerId: string;
  readonly isNewCustomer: boolean;
  /** Null where the record has them already. */
  readonly features: unknown;
  readonly keys: readonly string[];
  readonly score: number | null;
  readonly evidence: unknown;
  /** The model that weighed it: deciding it again after an undoing, and explaining it, go by the same one. */
  readonly modelVersion: string;
}

/**
 * Writes decided records in one statement: decision, membership, keys and features, and the customers that
 * are new. Answers the place of the last decision in the order of acts.
 */
export async function insertMemberships(tx: Tx, decided: readonly NewMembership[]): Promise<string | null> {
  if (decided.length === 0) return null;
  const rows = decided.map(({ recordId, customerId, isNewCustomer, modelVersion, ...rest }) => ({
    ...{ decision_id: uuid(), record_id: recordId, customer_id: customerId, is_new: isNewCustomer },
    ...{ ...rest, keys: [...new Set(rest.keys)], model_version: modelVersion },
  }));
  const [written] = await prepared<{ last: string | null }>(
    tx,
    `WITH decided AS MATERIALIZED (
       SELECT * FROM json_to_recordset($1::json) AS d (decision_id uuid, record_id uuid, customer_id uuid, is_new boolean,
         features jsonb, keys bigint[], score double precision, evidence jsonb, model_version text)
     ), founded AS (
       INSERT INTO customers (id, search_text, version, created_at, updated_at)
       SELECT customer_id, '', 0, $2::timestamptz, $2::timestamptz FROM decided WHERE is_new
     ), noted AS (
       INSERT INTO decisions (id, kind, customer_id, source_record_id, actor, score, evidence, model_version, decided_at)
       SELECT decision_id, 'LINK', customer_id, record_id, 'engine', score, evidence, model_version, $2::timestamptz FROM decided
       RETURNING seq
     ), joined AS (
       INSERT INTO memberships (source_record_id, customer_id, decision_id)
       SELECT record_id, customer_id, decision_id FROM decided
     ), findable AS (
       INSERT INTO identity_keys (key, source_record_id)
       SELECT key, record_id FROM decided, unnest(keys) AS key
     ), normalized AS (
       UPDATE source_records r SET features = d.features FROM decided d
        WHERE r.id = d.record_id AND d.features IS NOT NULL
     )
     SELECT max(seq) AS last FROM noted`,
    [JSON.stringify(rows), new Date()],
  );
  return written?.last ?? null;
}

/** Gives the orders of decided records their customer, and the cases about them; answers orders that got one just now. */
export async function attachOrders(
  tx: Tx,
  recordIds: readonly string[],
): Promise<{ id: string; status: OrderStatus; customerId: string }[]> {
  if (recordIds.length === 0) return [];
  return prepared(
    tx,
    `WITH followed AS (
       UPDATE cases c SET customer_id = m.customer_id, updated_at = now() FROM memberships m
        WHERE c.source_record_id = ANY($1::uuid[]) AND m.source_record_id = c.source_record_id AND c.customer_id IS NULL
     )
     UPDATE orders o SET customer_id = m.customer_id, updated_at = now() FROM memberships m
      WHERE o.source_record_id = ANY($1::uuid[]) AND m.source_record_id = o.source_record_id AND o.customer_id IS NULL
      RETURNING o.id, o.status, o.customer_id`,
    [[...recordIds]],
  );
}
