import { v7 as uuid } from "uuid";
import {
  type CaseAct,
  type CaseActor,
  caseStatusAfter,
  isInternal,
  isSaid,
  UNENDED_CASE_STATUSES,
} from "../../domain/case-states.js";
import type { CaseStatus } from "../../domain/case-vocabulary.js";
import type { Channel } from "../../domain/vocabulary.js";
import type { Case, CaseEvent } from "../case.js";
import type { Tx } from "../database.js";
import { insertReturning, prepared, select, updateRows } from "../rows.js";
import { newNumber } from "./order-key.js";

/** The states of a case that has not ended, to stand after IN. */
export const UNENDED_CASES = `(${UNENDED_CASE_STATUSES.map((status) => `'${status}'`).join(", ")})`;

/** What a case is opened with; everything else comes later. */
export type NewCase = Pick<
  Case,
  | ("customerId" | "sourceRecordId" | "orderId" | "returnId" | "requestKey" | "type" | "phase" | "subject")
  | ("description" | "channel" | "contact" | "address" | "openedBy")
>;

/** What every act says of itself. */
export interface CaseActKept {
  readonly act: CaseAct;
  /** The same key on the same case is the same act. */
  readonly eventKey: string;
  readonly by: CaseActor;
  readonly actor: string;
  readonly channel: Channel | null;
  readonly note: string | null;
  readonly occurredAt: Date;
}

/** Opens a case, or answers the one that was opened by the same request. */
export async function insertCase(tx: Tx, wanted: NewCase, by: "STAFF" | "CUSTOMER"): Promise<Case> {
  const now = new Date();
  const times = { openedAt: now, updatedAt: now, saidAt: now };
  const row = { id: uuid(), number: newNumber("C"), ...wanted, status: "NEW", version: 1, ...times };
  const [made] = await insertReturning<Case>(tx, "cases", [row], "ON CONFLICT (request_key) DO NOTHING");
  if (made !== undefined) {
    const act = { act: "OPEN", eventKey: "opened", by, actor: wanted.openedBy, note: null } as const;
    await keepEvent(tx, made, null, { ...act, channel: wanted.channel, occurredAt: now });
    return made;
  }
  const [known] = await select<Case>(tx, "SELECT * FROM cases WHERE request_key = $1", [wanted.requestKey]);
  if (known === undefined) throw new Error("the case was neither written nor found");
  return known;
}

/** The case as it stands, locked until the end of the transaction. Whoever locks its order does so before. */
export async function lockCase(tx: Tx, id: string): Promise<Case | null> {
  const [known] = await prepared<Case>(tx, "SELECT * FROM cases WHERE id = $1 FOR UPDATE", [id]);
  return known ?? null;
}

/** Writes an act and what it changes; answers the case as it is then, unchanged if the act is known already. */
export async function writeCaseAct(
  tx: Tx,
  known: Case,
  status: CaseStatus,
  act: CaseActKept,
  changes: Partial<Case> = {},
): Promise<Case> {
  if (!(await keepEvent(tx, { ...known, status }, known.status, act))) return known;
  const now = new Date();
  const isResolved = status === "RESOLVED" || status === "CLOSED";
  const next = {
    ...{ ...changes, status, version: known.version + 1, updatedAt: now },
    saidAt: isSaid(act.act) ? now : known.saidAt,
    // What was said of an end that was none is still in the course of the case.
    resolution: isResolved ? (changes.resolution ?? known.resolution) : null,
    resolvedAt: endOf(known.resolvedAt, isResolved, now),
    closedAt: endOf(known.closedAt, status === "CLOSED", now),
  };
  await updateRows(tx, "cases", [{ id: known.id, ...next }]);
  return { ...known, ...next };
}

/** When it came to an end that it is at; null again where it has been opened anew. */
const endOf = (since: Date | null, isThere: boolean, now: Date): Date | null =>
  isThere ? (since ?? now) : null;

async function keepEvent(
  tx: Tx,
  { id, status }: Case,
  fromStatus: CaseStatus | null,
  act: CaseActKept,
): Promise<boolean> {
  const row: Omit<CaseEvent, "id"> = {
    ...{ caseId: id, fromStatus, toStatus: status, internal: isInternal(act.act), recordedAt: new Date() },
    ...act,
  };
  const then = "ON CONFLICT (case_id, event_key) DO NOTHING";
  return (await insertReturning(tx, "case_events", [{ id: uuid(), ...row }], then)).length > 0;
}

/** Notes for the house, in the cases about a return that have not ended, what has happened to it. The caller holds its order's lock. */
export async function noteOnCasesOf(
  tx: Tx,
  returnId: string,
  said: Pick<CaseActKept, "eventKey" | "actor" | "note" | "occurredAt">,
): Promise<void> {
  const about = await prepared<{ id: string }>(
    tx,
    `SELECT id FROM cases WHERE return_id = $1 AND status IN ${UNENDED_CASES} ORDER BY id`,
    [returnId],
  );
  for (const { id } of about) {
    const known = await lockCase(tx, id);
    const status = known === null ? null : caseStatusAfter(known.status, "NOTE", "HUB");
    if (known === null || status === null) continue;
    await writeCaseAct(tx, known, status, { act: "NOTE", by: "HUB", channel: null, ...said });
  }
}

/** Has the customer had goods from the house? */
export async function hasBought(tx: Tx, customerId: string): Promise<boolean> {
  const [found] = await select(
    tx,
    "SELECT 1 FROM orders WHERE customer_id = $1 AND status = 'COMPLETED' LIMIT 1",
    [customerId],
  );
  return found !== undefined;
}

/**
 * The statement that founded a customer, and whose it is now. Customers bear that record's id, or are older than
 * this rule. What is said under an id that was merged since belongs with the record that founded that id.
 */
export async function foundingRecord(
  tx: Tx,
  customerId: string,
): Promise<{ recordId: string; customerId: string } | null> {
  const [found] = await select<{ recordId: string; customerId: string }>(
    tx,
    `SELECT m.source_record_id AS record_id, m.customer_id FROM memberships m
      WHERE m.source_record_id = COALESCE(
        (SELECT r.id FROM source_records r WHERE r.id = $1),
        (SELECT d.source_record_id FROM decisions d
          WHERE d.customer_id = $1 AND d.kind = 'LINK' ORDER BY d.seq LIMIT 1))`,
    [customerId],
  );
  return found ?? null;
}

/** Cases follow the statements that they belong with; one whose order had no customer gets its first. */
export async function followCases(tx: Tx, recordIds: readonly string[]): Promise<void> {
  if (recordIds.length === 0) return;
  await prepared(
    tx,
    `UPDATE cases c SET customer_id = m.customer_id, updated_at = now() FROM memberships m
      WHERE c.source_record_id = ANY($1::uuid[]) AND m.source_record_id = c.source_record_id
        AND c.customer_id IS DISTINCT FROM m.customer_id`,
    [[...recordIds]],
  );
}

/** How many cases these records brought, that have a customer. */
export async function casesBroughtBy(tx: Tx, recordIds: readonly string[]): Promise<number> {
  const [row] = await select<{ count: number }>(
    tx,
    "SELECT count(*)::int AS count FROM cases WHERE source_record_id = ANY($1::uuid[]) AND customer_id IS NOT NULL",
    [[...recordIds]],
  );
  return row?.count ?? 0;
}

/** Cases of a customer that have not ended and that a move has not been offered to yet, in the order of their ids. */
export async function casesToOffer(
  tx: Tx,
  moveId: string,
  customerId: string,
  limit: number,
): Promise<string[]> {
  const rows = await select<{ id: string }>(
    tx,
    `SELECT c.id FROM cases c WHERE c.customer_id = $2 AND c.status IN ${UNENDED_CASES}
        AND NOT EXISTS (SELECT FROM customer_move_offers f WHERE f.move_id = $1 AND f.case_id = c.id)
      ORDER BY c.id LIMIT $3`,
    [moveId, customerId, limit],
  );
  return rows.map(({ id }) => id);
}
