import { v7 as uuid } from "uuid";
import { HubError } from "../domain/errors.js";
import type { FactKind, NewFact } from "../domain/fact.js";
import { KEPT_LATER } from "./commit.js";
import type { Tx } from "./database.js";
import type { Fact } from "./fact.js";
import { insertRows, prepared, select } from "./rows.js";

/** A fact that this process may work on until its lease ends. */
export type ClaimedFact = Pick<
  Fact,
  "id" | "kind" | "subjectId" | "key" | "attempts" | "createdAt" | "error"
> & {
  /** Facts that were there behind it and that the same work brings to their end. */
  readonly behind: readonly string[];
};

/** How long finished facts stay for people to look at. */
const FINISHED_KEPT_DAYS = 7;
const PRUNE_ROWS_MAX = 5_000;

/** Writes facts in the transaction of the rows they speak of. Ring the bell after it has committed. */
export async function writeFacts(tx: Tx, facts: readonly NewFact[]): Promise<void> {
  const now = new Date();
  await insertRows(
    tx,
    "facts",
    facts.map((fact) => ({ id: uuid(), ...fact, createdAt: now, nextAt: now, attempts: 0 })),
  );
}

/** What a worker wants to claim. */
export interface ClaimWish {
  readonly kind: FactKind;
  /**
   * Kinds that one work brings to their end for all of a key at once. Then what is taken is the oldest of the
   * key, whichever of these kinds it is, with all that was there behind it; else only the kind itself.
   */
  readonly covers: readonly FactKind[];
  readonly limit: number;
}

/**
 * Takes up to `limit` open facts, oldest first, and hides them from others for `leaseMs`.
 * Of facts with the same key only the oldest unfinished one can be taken, so they run in order; and
 * none while another is at work, which may be a younger one whose transaction was the first to commit.
 * A claim that the server forgets is one that nobody can finish: the fact is then open again.
 */
export async function claimFacts(
  tx: Tx,
  { kind, covers, limit }: ClaimWish,
  token: string,
  leaseMs: number,
): Promise<ClaimedFact[]> {
  const rows = await prepared<ClaimedFact & { seq: string }>(tx, claimOf({ kind, covers, limit }), [
    token,
    leaseMs,
  ]);
  return rows.sort((a, b) => Number(BigInt(a.seq) - BigInt(b.seq)));
}

/**
 * A statement for each wish, of which there is one for each kind. The wish is written into it and not given with it: for
 * a plan that knows its values the server would plan anew with each claim, and that costs more than the claim.
 */
const claimOf = ({ kind, covers, limit }: ClaimWish): string =>
  `UPDATE facts AS taken SET claim_token = $1, attempts = attempts + 1, next_at = now() + $2 * interval '1 millisecond'
      WHERE id = ANY (ARRAY(${covers.length > 0 ? oldestOfKeys(kind, covers, limit) : ofKind(kind, limit)})) AND ${KEPT_LATER}
      RETURNING id, kind, subject_id AS "subjectId", key, attempts, created_at AS "createdAt", error, seq,
                ${covers.length > 0 ? behindIn(covers) : "'[]'::json"} AS behind`;

const isDue = (fact: string): string =>
  `${fact}.finished_at IS NULL AND ${fact}.parked_at IS NULL AND ${fact}.next_at <= now()`;

/** True if no fact of the same key stands before it, or is at work. */
const isFree = (fact: string): string => `(${fact}.key IS NULL OR NOT EXISTS (
         SELECT 1 FROM facts e WHERE e.key = ${fact}.key AND e.finished_at IS NULL
            AND (e.seq < ${fact}.seq OR e.claim_token IS NOT NULL AND e.next_at > now() AND e.id <> ${fact}.id)))`;

const ofKind = (kind: FactKind, limit: number): string => `
  SELECT f.id FROM facts f WHERE f.kind = '${kind}' AND ${isDue("f")} AND ${isFree("f")}
   ORDER BY f.seq LIMIT ${limit} FOR UPDATE SKIP LOCKED`;

const isOneOf = (kinds: readonly FactKind[]): string => `IN (${kinds.map((kind) => `'${kind}'`).join(", ")})`;

/**
 * The oldest unfinished fact of the key of `wanted`, as `head`, if it can be taken. It is looked up first and judged then,
 * so that the cost grows with the facts of a key, and not with their square.
 */
const headOfKey = (isCovered: string): string => `
  (SELECT h.id, h.key, h.kind, h.parked_at, h.next_at FROM facts h
    WHERE h.key = wanted.key AND h.finished_at IS NULL ORDER BY h.seq LIMIT 1) AS head
   WHERE head.kind ${isCovered} AND head.parked_at IS NULL AND head.next_at <= now() AND NOT EXISTS (
         SELECT FROM facts e WHERE e.key = head.key AND e.finished_at IS NULL
            AND e.claim_token IS NOT NULL AND e.next_at > now() AND e.id <> head.id)`;

/** Of each key for which something of the wanted kind is due. The lock on the oldest keeps others from the key. */
const oldestOfKeys = (kind: FactKind, covers: readonly FactKind[], limit: number): string => `
  SELECT f.id FROM facts wanted CROSS JOIN LATERAL (SELECT head.id FROM ${headOfKey(isOneOf(covers))}) free
    JOIN facts f ON f.id = free.id AND ${isDue("f")}
   WHERE wanted.kind = '${kind}' AND ${isDue("wanted")}
   ORDER BY wanted.seq LIMIT ${limit} FOR UPDATE OF f SKIP LOCKED`;

/** What the snapshot of the claim sees is what its worker sees: whatever comes later waits for another claim. */
const behindIn = (covers: readonly FactKind[]): string => `COALESCE((SELECT json_agg(b.id) FROM facts b
                   WHERE b.key = taken.key AND b.id <> taken.id AND b.finished_at IS NULL AND b.parked_at IS NULL
                     AND b.kind ${isOneOf(covers)}), '[]')`;

/** Keeps a claim alive while its work goes on. */
export async function renewClaim(tx: Tx, token: string, leaseMs: number): Promise<void> {
  await prepared(
    tx,
    `UPDATE facts SET next_at = now() + $2 * interval '1 millisecond'
      WHERE claim_token = $1 AND finished_at IS NULL AND parked_at IS NULL AND ${KEPT_LATER}`,
    [token, leaseMs],
  );
}

/**
 * Marks facts as done, in the transaction of their effects, and what was there behind them. If the claim has
 * passed to somebody else meanwhile, it throws and so undoes the effects: that is what makes every effect
 * happen once.
 */
export async function finishFacts(
  tx: Tx,
  facts: readonly Pick<ClaimedFact, "id" | "behind">[],
  token: string,
): Promise<void> {
  const finished = await prepared<{ id: string }>(
    tx,
    `UPDATE facts SET finished_at = now(), claim_token = NULL, error = NULL
      WHERE finished_at IS NULL AND (id = ANY($1::uuid[]) AND claim_token = $2
         OR id = ANY($3::uuid[]) AND claim_token IS NULL
            AND EXISTS (SELECT FROM facts own WHERE own.id = ANY($1::uuid[]) AND own.claim_token = $2)) RETURNING id`,
    [facts.map(({ id }) => id), token, facts.flatMap(({ behind }) => behind)],
  );
  const done = new Set(finished.map(({ id }) => id));
  if (facts.some(({ id }) => !done.has(id))) {
    throw new HubError("LEASE_LOST", "the work took so long that somebody else has taken it over", {
      next: { kind: "skip" },
    });
  }
}

/** Marks a fact as done that has turned out to need nothing. No effect depends on it, so a lost claim is fine. */
export async function dropFact(tx: Tx, id: string, token: string): Promise<void> {
  await tx.query(
    "UPDATE facts SET finished_at = now(), claim_token = NULL WHERE id = $1 AND claim_token = $2",
    [id, token],
  );
}

/** Which of these facts this claim still has to finish. */
export async function stillClaimed(tx: Tx, ids: readonly string[], token: string): Promise<Set<string>> {
  const rows = await prepared<{ id: string }>(
    tx,
    "SELECT id FROM facts WHERE id = ANY($1::uuid[]) AND claim_token = $2 AND finished_at IS NULL",
    [[...ids], token],
  );
  return new Set(rows.map((row) => row.id));
}

/** Puts a fact back, to be tried again after a while. */
export async function postponeFact(
  tx: Tx,
  { id, behind }: Pick<ClaimedFact, "id" | "behind">,
  token: string,
  error: string,
  afterMs: number,
): Promise<void> {
  await tx.query(
    `UPDATE facts SET claim_token = NULL, error = $3, next_at = now() + $4 * interval '1 millisecond'
      WHERE id = $1 AND claim_token = $2`,
    [id, token, error, afterMs],
  );
  // A statement of its own, to see what whoever held the row's lock has written: see `hurryFacts`.
  await tx.query(
    `UPDATE facts f SET next_at = now()
      WHERE f.id = $1 AND f.claim_token IS NULL AND f.finished_at IS NULL AND EXISTS (
        SELECT FROM facts n WHERE n.key = f.key AND n.kind = ANY($2::text[]) AND n.id <> f.id
           AND NOT n.id = ANY($3::uuid[]) AND n.finished_at IS NULL AND n.parked_at IS NULL)`,
    [id, CANNOT_WAIT, behind],
  );
}

/** What does not wait behind another fact's next try: goods are leaving. */
const CANNOT_WAIT: readonly FactKind[] = ["ShipToDiverged"];

/**
 * Lets what waits for another try be tried now, because what has happened since cannot wait behind it. What is at work
 * just now keeps its claim; its row is locked until we have committed, so that, if it fails, it finds what we wrote.
 */
export async function hurryFacts(tx: Tx, key: string): Promise<void> {
  await prepared(
    tx,
    `UPDATE facts SET next_at = CASE WHEN claim_token IS NULL THEN LEAST(next_at, now()) ELSE next_at END
      WHERE key = $1 AND finished_at IS NULL AND parked_at IS NULL AND (claim_token IS NOT NULL OR next_at > now())`,
    [key],
  );
}

/** Sets a fact aside for a person; facts behind it with the same key wait. */
export async function parkFact(tx: Tx, id: string, token: string, error: string): Promise<void> {
  await tx.query(
    "UPDATE facts SET claim_token = NULL, error = $3, parked_at = now() WHERE id = $1 AND claim_token = $2",
    [id, token, error],
  );
}

/** Lets everything that was set aside be tried again, from the first try on. Answers how much it was. */
export async function retryParked(tx: Tx): Promise<number> {
  const [, count] = (await tx.query(
    `UPDATE facts SET parked_at = NULL, error = NULL, attempts = 0, next_at = now()
      WHERE parked_at IS NOT NULL AND finished_at IS NULL`,
  )) as [unknown, number];
  return count;
}

/** How much of one kind is worth ringing for. */
export interface RingWish extends Pick<ClaimWish, "kind" | "covers"> {
  /** How many facts one claim takes. */
  readonly batch: number;
  readonly bells: number;
}

/**
 * One fact out of each `batch` open ones of a kind, oldest first, at most `bells` of them: each is worth one ring. Where
 * one work covers several kinds, its sets are small and many wait behind another of their key, which is at work: those
 * are worth none, as whoever ends that one looks again.
 */
export async function factsToRing(
  tx: Tx,
  wishes: readonly RingWish[],
): Promise<{ kind: FactKind; id: string }[]> {
  return prepared<{ kind: FactKind; id: string }>(
    tx,
    `SELECT wish.kind, placed.id
       FROM unnest($1::text[], $2::int[], $3::int[], $4::text[]) AS wish (kind, batch, bells, covers)
      CROSS JOIN LATERAL (
        SELECT id, row_number() OVER (ORDER BY seq) AS place FROM (
          SELECT id, seq FROM facts wanted
           WHERE kind = wish.kind AND ${isDue("wanted")} AND (wish.covers = '{}' OR EXISTS (
                 SELECT FROM ${headOfKey("= ANY (wish.covers::text[])")}))
           ORDER BY seq LIMIT wish.batch * wish.bells) AS open) AS placed
      WHERE (placed.place - 1) % wish.batch = 0 ORDER BY wish.kind, placed.place`,
    [
      wishes.map(({ kind }) => kind),
      wishes.map(({ batch }) => batch),
      wishes.map(({ bells }) => bells),
      wishes.map(({ covers }) => `{${covers.join(",")}}`),
    ],
  );
}

/** What is still to be done, for progress, health and tests. */
export async function openWork(tx: Tx): Promise<{ open: number; parked: number; oldestSeconds: number }> {
  const [row] = await select<{ open: string; parked: string; oldest: string | null }>(
    tx,
    `SELECT count(*) FILTER (WHERE parked_at IS NULL) AS open, count(parked_at) AS parked,
            extract(epoch FROM now() - min(created_at) FILTER (WHERE parked_at IS NULL)) AS oldest
       FROM facts WHERE finished_at IS NULL`,
  );
  return {
    open: Number(row?.open ?? 0),
    parked: Number(row?.parked ?? 0),
    oldestSeconds: Number(row?.oldest ?? 0),
  };
}

/** Forgets finished facts after a week, a bounded number at a time. */
export async function pruneFacts(tx: Tx): Promise<void> {
  await tx.query(
    `DELETE FROM facts WHERE id IN (
       SELECT id FROM facts WHERE id < $1 AND finished_at IS NOT NULL ORDER BY id LIMIT $2)`,
    // Ids carry their time, so the primary key finds the old ones.
    [uuid({ msecs: Date.now() - FINISHED_KEPT_DAYS * 86_400_000 }), PRUNE_ROWS_MAX],
  );
}
