import { v7 as uuid } from "uuid";
import type { Tx } from "../database.js";
import type { DecisionKind } from "../decision.js";
import { writeFacts } from "../outbox.js";
import { inOneMessage, insertReturning, insertRows, prepared, select } from "../rows.js";
import { followCases } from "./case.js";
import { settleQuestions } from "./identity-question.js";

/** One writer of decisions at a time: five channels that state the same new customer at once find one another. */
const DECIDER_LOCK = 7_110_418;

/** Waits for the right to decide, which ends with the transaction. */
export async function lockDecider(tx: Tx): Promise<void> {
  await tx.query("SELECT pg_advisory_xact_lock($1)", [DECIDER_LOCK]);
}

/**
 * The same; answers the place of the latest act in the order of all acts, null before the first. Each of the
 * two statements sees what is committed when it begins: the second begins with the right to decide.
 */
export async function lockDeciderAt(tx: Tx): Promise<string | null> {
  const [latest] = await inOneMessage<{ seq: string | null }>(tx, [
    `SELECT pg_advisory_xact_lock(${DECIDER_LOCK})`,
    "SELECT max(seq) AS seq FROM decisions",
  ]);
  return latest?.seq ?? null;
}

/** A row of the log as it is to be written; its place in the order of acts is given by the database. */
export interface NewDecision {
  readonly id?: string;
  readonly kind: DecisionKind;
  readonly customerId: string;
  readonly otherCustomerId?: string | null;
  readonly sourceRecordId?: string | null;
  readonly actor: string;
  readonly score?: number | null;
  readonly evidence?: unknown;
  readonly modelVersion?: string | null;
  readonly reverses?: string | null;
  readonly causeId?: string | null;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** A decision as whoever moves records by it has to name it. */
export interface WrittenDecision {
  readonly id: string;
  readonly seq: string;
}

/** Appends acts to the log, in this order. */
export async function writeDecisions(tx: Tx, decisions: readonly NewDecision[]): Promise<WrittenDecision[]> {
  const decidedAt = new Date();
  return insertReturning<WrittenDecision>(
    tx,
    "decisions",
    decisions.map(({ id, kind, customerId, actor, ...rest }) => ({
      ...{ id: id ?? uuid(), kind, customerId, actor, decidedAt },
      ...{ otherCustomerId: rest.otherCustomerId ?? null, sourceRecordId: rest.sourceRecordId ?? null },
      ...{ score: rest.score ?? null, evidence: rest.evidence ?? [], details: rest.details ?? {} },
      ...{ modelVersion: rest.modelVersion ?? null, reverses: rest.reverses ?? null },
      causeId: rest.causeId ?? null,
    })),
  );
}

/** A record that changes its customer. */
export interface Move {
  readonly recordId: string;
  readonly from: string;
  readonly to: string;
}

/**
 * Gives records another customer, by a decision: the only way in which a decided record ever changes hands.
 * Everything that a record brought follows it: its orders, with the changes, parcels, returns and tasks that
 * hang on them, and its cases. Old ids resolve to the customer that their founding record
 * belongs to now. The locks are taken as everywhere: the caller has the right to decide; orders come before
 * customers, both in the order of their ids, and cases after both. Whoever writes an order holds its customer (`holdMembers`), so
 * an order is either moved here or finds its record's new customer. `named` are ids that acts speak of and
 * that may never have been customers: a replay can found one and merge it at once.
 */
export async function moveRecords(
  tx: Tx,
  { id, seq }: WrittenDecision,
  moves: readonly Move[],
  named: readonly string[] = [],
): Promise<void> {
  if (moves.length === 0 && named.length === 0) return;
  const recordIds = moves.map(({ recordId }) => recordId);
  const touched = [...new Set(moves.flatMap(({ from, to }) => [from, to]))];
  await tx.query("SELECT id FROM orders WHERE source_record_id = ANY($1::uuid[]) ORDER BY id FOR UPDATE", [
    recordIds,
  ]);
  await insertCustomers(tx, [...new Set([...touched, ...named])]);
  await tx.query("SELECT id FROM customers WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE", [touched]);
  const lists = [recordIds, moves.map(({ to }) => to)];
  await tx.query(
    `UPDATE memberships m SET customer_id = n.customer_id, decision_id = $3
       FROM unnest($1::uuid[], $2::uuid[]) AS n (record_id, customer_id) WHERE m.source_record_id = n.record_id`,
    [...lists, id],
  );
  await insertRows(
    tx,
    "membership_moves",
    moves.map(({ recordId, from, to }) => ({
      ...{ sourceRecordId: recordId, seq, decisionId: id },
      ...{ fromCustomerId: from, toCustomerId: to, movedAt: new Date() },
    })),
  );
  await redirectFormerIds(tx, [...new Set([...recordIds, ...named])]);
  await followRecords(tx, recordIds);
  await settleQuestions(tx, [...new Set([...touched, ...named])]);
  await writeFacts(
    tx,
    touched.map((subjectId) => ({ kind: "CustomerChanged" as const, subjectId, key: null })),
  );
}

/** Customers that a replay founds, and that never were before. */
async function insertCustomers(tx: Tx, ids: readonly string[]): Promise<void> {
  const now = new Date();
  await insertRows(
    tx,
    "customers",
    [...ids].sort().map((id) => ({ id, searchText: "", version: 0, createdAt: now, updatedAt: now })),
    "ON CONFLICT (id) DO NOTHING",
  );
}

/** An id is the customer that its founding record belongs to. Customers bear that record's id, or are older than this rule. */
async function redirectFormerIds(tx: Tx, recordIds: readonly string[]): Promise<void> {
  await tx.query(
    `WITH founded AS (
       SELECT m.source_record_id AS id, m.customer_id AS now FROM memberships m WHERE m.source_record_id = ANY($1::uuid[])
        UNION ALL
       SELECT older.customer_id, m.customer_id
         FROM (SELECT DISTINCT d.customer_id FROM decisions d
                WHERE d.kind = 'LINK' AND d.source_record_id = ANY($1::uuid[])
                  AND NOT EXISTS (SELECT FROM source_records r WHERE r.id = d.customer_id)) AS older
         JOIN LATERAL (SELECT source_record_id FROM decisions f
                        WHERE f.customer_id = older.customer_id AND f.kind = 'LINK' ORDER BY f.seq LIMIT 1) AS founder ON TRUE
         JOIN memberships m ON m.source_record_id = founder.source_record_id)
     UPDATE customers c SET merged_into = NULLIF(founded.now, c.id), updated_at = now()
       FROM founded WHERE c.id = founded.id AND c.merged_into IS DISTINCT FROM NULLIF(founded.now, c.id)`,
    [recordIds],
  );
}

/** Orders that have a customer get their record's; one that waits for its first gets it where that is decided. */
async function followRecords(tx: Tx, recordIds: readonly string[]): Promise<void> {
  await tx.query(
    `UPDATE orders o SET customer_id = m.customer_id, updated_at = now() FROM memberships m
      WHERE o.source_record_id = ANY($1::uuid[]) AND m.source_record_id = o.source_record_id
        AND o.customer_id IS NOT NULL AND o.customer_id <> m.customer_id`,
    [recordIds],
  );
  await tx.query(
    `UPDATE review_tasks t SET customer_id = o.customer_id FROM orders o
      WHERE o.source_record_id = ANY($1::uuid[]) AND t.order_id = o.id
        AND t.customer_id IS NOT NULL AND t.customer_id IS DISTINCT FROM o.customer_id`,
    [recordIds],
  );
  await followCases(tx, recordIds);
}

/** A merge: who stays, who ceases, and what it rests on. */
export interface Merge {
  readonly survivor: string;
  readonly ceased: string;
  readonly actor: string;
  readonly score: number | null;
  readonly evidence: unknown;
  /** The record whose evidence led to it; its latest decision is the cause if none is given. */
  readonly sourceRecordId?: string;
  readonly causeId?: string;
  readonly modelVersion?: string;
  /** On a second look: the customer that was looked at again. */
  readonly looker?: string;
  readonly note?: string | null;
}

/** Makes one customer of two: records and orders move, the id that ceases points to the one that stays. */
export async function mergeCustomers(tx: Tx, merge: Merge): Promise<WrittenDecision> {
  const { survivor, ceased, actor, score, evidence, sourceRecordId, modelVersion, looker, note } = merge;
  const causeId =
    merge.causeId ?? (sourceRecordId === undefined ? null : await arrivalOf(tx, sourceRecordId));
  const details = { ...(looker === undefined ? {} : { looker }), ...(note ? { note } : {}) };
  const [decision] = await writeDecisions(tx, [
    {
      ...{ kind: "MERGE", customerId: survivor, otherCustomerId: ceased, actor, score, evidence, details },
      ...{ sourceRecordId: sourceRecordId ?? null, causeId, modelVersion: modelVersion ?? null },
    },
  ]);
  if (decision === undefined) throw new Error("a decision was not written");
  const moving = await select<{ recordId: string }>(
    tx,
    "SELECT source_record_id AS record_id FROM memberships WHERE customer_id = $1",
    [ceased],
  );
  await moveRecords(
    tx,
    decision,
    moving.map(({ recordId }) => ({ recordId, from: ceased, to: survivor })),
  );
  return decision;
}

async function arrivalOf(tx: Tx, recordId: string): Promise<string | null> {
  const [row] = await select<{ id: string }>(
    tx,
    "SELECT id FROM decisions WHERE source_record_id = $1 AND kind = 'LINK' ORDER BY seq DESC LIMIT 1",
    [recordId],
  );
  return row?.id ?? null;
}

/** Notes that two customers are two, so that the engine never makes them one. */
export async function separateCustomers(
  tx: Tx,
  a: string,
  b: string,
  actor: string,
  note: string | null = null,
): Promise<WrittenDecision> {
  const details = note === null ? {} : { note };
  const row: NewDecision = { kind: "NOT_A_MATCH", customerId: a, otherCustomerId: b, actor, details };
  const [decision] = await writeDecisions(tx, [row]);
  if (decision === undefined) throw new Error("a decision was not written");
  await settleQuestions(tx, [a, b]);
  return decision;
}

/** Locks the orders that the next decisions move, in id order as everybody does: those of records and of customers that cease. */
export async function lockOrdersOf(
  tx: Tx,
  recordIds: readonly string[],
  customerIds: readonly string[],
): Promise<void> {
  if (recordIds.length === 0 && customerIds.length === 0) return;
  await prepared(
    tx,
    `SELECT id FROM orders WHERE id IN (
       SELECT id FROM orders WHERE source_record_id = ANY($1::uuid[]) AND customer_id IS NULL
        UNION SELECT id FROM orders WHERE customer_id = ANY($2::uuid[])) ORDER BY id FOR UPDATE`,
    [[...recordIds], [...customerIds]],
  );
}
