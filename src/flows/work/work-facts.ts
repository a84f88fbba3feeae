import { v4 as randomToken } from "uuid";
import { HubError, messageOf } from "../../domain/errors.js";
import type { FactKind } from "../../domain/fact.js";
import { type ClaimedFact, claimFacts, factsToRing, type RingWish } from "../../store/claims.js";
import {
  dropFact,
  finishFacts,
  parkFact,
  postponeFact,
  renewClaim,
  stillClaimed,
} from "../../store/outbox.js";
import type { Hub } from "./hub.js";
import type { Work } from "./work.js";

/** How long a silent worker keeps its facts from others. A killed one's come back after this. */
const LEASE_MS = 10_000;
const RENEW_MS = 3_000;
/** How often work that fails for a reason nobody expected is tried before a person is asked. */
const ATTEMPTS_MAX = 10;
/** How often work that waits for somebody else is tried: about a day, once a minute in the end. */
const WAITS_MAX = 1_500;
const BACK_OFF_FIRST_MS = 500;
const BACK_OFF_MAX_MS = 60_000;

/**
 * Claims up to `batch` facts of a kind and works them as one set. If the set fails, its members are
 * worked one by one, so that one bad one never fails the others. Work that `covers` several kinds brings all
 * of a key to its end at once. Answers how many were claimed.
 */
export async function workFacts(
  hub: Hub,
  kind: FactKind,
  work: Work,
  batch: number,
  covers: readonly FactKind[] = [],
): Promise<number> {
  const token = randomToken();
  const { pool } = hub.store;
  const facts = await claimFacts(pool, { kind, covers, limit: batch }, token, LEASE_MS);
  if (facts.length === 0) return 0;
  const renewal = setInterval(() => {
    renewClaim(pool, token, LEASE_MS).catch((error: unknown) =>
      hub.log.warn({ kind, error: messageOf(error) }, "a claim could not be renewed"),
    );
  }, RENEW_MS);
  try {
    const [worn, fit] = [facts.filter(isWorn), facts.filter((fact) => !isWorn(fact))];
    for (const fact of worn) await park(hub, fact, token, `gave up: its worker died ${ATTEMPTS_MAX} times`);
    if (fit.length > 0) await workSet(hub, work, fit, token);
  } finally {
    clearInterval(renewal);
  }
  return facts.length;
}

/** Taken again and again, and not once did its worker live to say what came of it. */
const isWorn = ({ attempts, error }: ClaimedFact): boolean => attempts > ATTEMPTS_MAX && error === null;

/** Facts that are worth a ring each, so that enough workers wake up. */
export function factsWaiting(
  hub: Hub,
  wishes: readonly RingWish[],
): Promise<{ kind: FactKind; id: string }[]> {
  return factsToRing(hub.store.pool, wishes);
}

async function workSet(hub: Hub, work: Work, facts: readonly ClaimedFact[], token: string): Promise<void> {
  const [only] = facts;
  /** What the work has said of. A finish that was undone and never done again is found when the claim ends. */
  const told = new Set<string>();
  try {
    await work(hub, {
      facts,
      async finish(tx, done) {
        await finishFacts(tx, done, token);
        for (const { id } of done) told.add(id);
      },
      fail(fact, why) {
        told.add(fact.id);
        return settle(hub, fact, token, why);
      },
    });
    if (facts.every(({ id }) => told.has(id))) return;
  } catch (error) {
    if (facts.length === 1 && only !== undefined) return settle(hub, only, token, error);
    hub.log.warn(
      { kind: only?.kind, facts: facts.length, error: messageOf(error) },
      "a set failed; working it one by one",
    );
  }
  const open = await stillClaimed(hub.store.pool, idsOf(facts), token);
  if (facts.length === 1) {
    if (only !== undefined && open.size > 0)
      await settle(hub, only, token, new Error("its flow left it unfinished"));
    return;
  }
  for (const fact of facts) if (open.has(fact.id)) await workSet(hub, work, [fact], token);
}

const idsOf = (facts: readonly ClaimedFact[]): string[] => facts.map((fact) => fact.id);

/** The one place where an error decides what happens to a fact. */
async function settle(hub: Hub, fact: ClaimedFact, token: string, error: unknown): Promise<void> {
  const text = error instanceof HubError ? `${error.code}: ${error.message}` : messageOf(error);
  const next = error instanceof HubError ? error.next : { kind: "retry" as const };
  if (next.kind === "skip") {
    hub.log.info({ fact: fact.id, kind: fact.kind, reason: text }, "nothing to do");
    // A fact that has passed to somebody else is theirs to finish; this one then changes nothing.
    return dropFact(hub.store.pool, fact.id, token);
  }
  const triesMax = error instanceof HubError ? WAITS_MAX : ATTEMPTS_MAX;
  if (next.kind === "park" || fact.attempts >= triesMax) return park(hub, fact, token, text);
  const afterMs = "afterMs" in next && next.afterMs !== undefined ? next.afterMs : backOff(fact.attempts);
  await postponeFact(hub.store.pool, fact, token, text, afterMs);
  const details = {
    fact: fact.id,
    kind: fact.kind,
    subject: fact.subjectId,
    attempt: fact.attempts,
    afterMs,
    error: text,
  };
  if (error instanceof HubError) hub.log.info(details, "will be tried again");
  else
    hub.log.error(
      { ...details, stack: error instanceof Error ? error.stack : null },
      "failed unexpectedly; will be tried again",
    );
}

/** Doubles with each attempt, with up to a quarter of jitter so that a crowd does not come back at once. */
const backOff = (attempt: number): number =>
  Math.min(BACK_OFF_MAX_MS, BACK_OFF_FIRST_MS * 2 ** (attempt - 1)) * (1 + Math.random() / 4);

async function park(hub: Hub, fact: ClaimedFact, token: string, error: string): Promise<void> {
  await parkFact(hub.store.pool, fact.id, token, error);
  hub.log.error(
    { fact: fact.id, kind: fact.kind, subject: fact.subjectId, error },
    "parked: a person has to look",
  );
}
