import { v7 as uuid } from "uuid";
import { HubError } from "../domain/errors.js";
import type { FactKind, NewFact } from "../domain/fact.js";
import type { ClaimedFact } from "./claims.js";
import { KEPT_LATER } from "./commit.js";
import type { Tx } from "./database.js";
import { insertRows, prepared, select } from "./rows.js";

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
