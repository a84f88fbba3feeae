import type { FactKind } from "../domain/fact.js";
import { KEPT_LATER } from "./commit.js";
import type { Tx } from "./database.js";
import type { Fact } from "./fact.js";
import { prepared } from "./rows.js";

/** A fact that this process may work on until its lease ends. */
export type ClaimedFact = Pick<
  Fact,
  "id" | "kind" | "subjectId" | "key" | "attempts" | "createdAt" | "error"
> & {
  /** Facts that were there behind it and that the same work brings to their end. */
  readonly behind: readonly string[];
};

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
  wish: ClaimWish,
  token: string,
  leaseMs: number,
): Promise<ClaimedFact[]> {
  const rows = await prepared<ClaimedFact & { seq: string }>(tx, claimOf(wish), [token, leaseMs]);
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
