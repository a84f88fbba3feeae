import { setImmediate as nextTurn } from "node:timers/promises";
import { type BlockingKey, blockingKeys } from "../../identity/deciding/blocking.js";
import { caughtUp } from "../../identity/deciding/catch-up.js";
import type { Policy } from "../../identity/deciding/policy.js";
import type { ArrivingRecord, Resolution } from "../../identity/deciding/resolve-set.js";
import { codesOf } from "../../identity/normalizing/code.js";
import type { Features } from "../../identity/normalizing/features.js";
import { normalize } from "../../identity/normalizing/normalize.js";
import type { ComparableRecord } from "../../identity/record.js";
import type { Store } from "../../store/store.js";
import { lockDeciderAt } from "../../store/writes/moves.js";
import { type KeptStatement, planStatements, type Statement } from "../../store/writes/party.js";
import type { Hub } from "../work/hub.js";
import { type DecidedSet, decideAgainst, decideSet, writeSet } from "./decide-set.js";
import { policyInForce } from "./policy-in-force.js";
import { type RecentSets, rememberSets } from "./recent-sets.js";
import { sharersOf } from "./surroundings.js";

/** A statement that has its customer. */
export interface Identified {
  readonly recordId: string;
  readonly customerId: string;
}

interface Waiting {
  readonly statement: Statement;
  resolve(identified: Identified): void;
  reject(error: unknown): void;
}

/** Statements that are decided in one transaction at most. */
const SET_MAX = 200;
/** Sets under way at once: while one is written, the next is read and thought about. */
const SETS_AT_ONCE = 2;
/** As many are worth a set beside another one; fewer are cheaper together with those that come meanwhile. */
const BESIDE_MIN = 16;

/**
 * Answers statements with their customer, on disk when the answer comes: for whoever cannot wait for the
 * queue. Who comes while sets are under way is in the next one, so that a hundred at once cost few
 * commits. Stating the same twice gives the same answer; `keepStatements` knows the words again.
 */
export function openIdentification(hub: Hub): (statement: Statement) => Promise<Identified> {
  const waiting: Waiting[] = [];
  const recent = rememberSets();
  let underWay = 0;
  const work = async (): Promise<void> => {
    if (underWay === SETS_AT_ONCE || waiting.length < (underWay === 0 ? 1 : BESIDE_MIN)) return;
    underWay += 1;
    while (waiting.length >= (underWay === 1 ? 1 : BESIDE_MIN)) {
      // Those that come together are shared out among all who are free to take them.
      const share = Math.max(BESIDE_MIN, Math.ceil(waiting.length / (1 + SETS_AT_ONCE - underWay)));
      await answer(hub, recent, waiting.splice(0, Math.min(SET_MAX, share)));
      // Whoever has got an answer and asks again at once is in the next set, not in the one after it.
      await nextTurn();
    }
    underWay -= 1;
  };
  return (statement) =>
    new Promise((resolve, reject) => {
      waiting.push({ statement, resolve, reject });
      // Whoever asks in the same turn is in the same set.
      setImmediate(() => void work());
    });
}

const opened = new WeakMap<Store, ReturnType<typeof openIdentification>>();

/** Whose statement this is, decided together with those that others ask of this hub at the same time. */
export function identify(hub: Hub, statement: Statement): Promise<Identified> {
  const known = opened.get(hub.store);
  const ask = known ?? openIdentification(hub);
  if (known === undefined) opened.set(hub.store, ask);
  return ask(statement);
}

/** Answers a set; if that fails, its members one by one, so that a bad one never fails the others. */
async function answer(hub: Hub, recent: RecentSets, set: readonly Waiting[]): Promise<void> {
  try {
    const statements = set.map(({ statement }) => statement);
    for (const [at, one] of (await identifySet(hub, recent, statements)).entries()) set[at]?.resolve(one);
  } catch (error) {
    if (set.length === 1) set[0]?.reject(error);
    else for (const one of set) await answer(hub, recent, [one]);
  }
}

/** Decides first and waits for the right to decide then: what was seen before it counts if it still stands. */
async function identifySet(
  hub: Hub,
  recent: RecentSets,
  statements: readonly Statement[],
): Promise<Identified[]> {
  const policy = await policyInForce(hub);
  const stated = statements.map((one) => {
    const features = normalize(one.party);
    return { ...one, features, ...unnamed(one, features) };
  });
  let remember = (): void => {};
  const identified = await hub.store.transaction(async (tx) => {
    const seen = recent.last();
    const [{ kept, write }, sharers] = await Promise.all([
      planStatements(tx, stated, null),
      sharersOf(tx, stated),
    ]);
    const undecided = undecidedOf(kept, stated);
    const [foreseen] = await Promise.all([decideSet(tx, undecided, policy, sharers), write()]);
    const now = await lockDeciderAt(tx);
    const set =
      asOfNow(foreseen, recent.meeting(foreseen, seen, now), policy) ??
      (await decideSet(tx, undecided, policy));
    // Nobody can have written an order of a record that was not there.
    const older = kept.filter(({ isNew }) => !isNew).map(({ recordId }) => recordId);
    const last = await writeSet(tx, older, set, "KEPT");
    remember = () => {
      if (last !== null) recent.add(set, now, last);
    };
    const customers = customersAfter(kept, set.resolutions);
    return kept.map(({ recordId }) => ({ recordId, customerId: customers.get(recordId) ?? "" }));
  });
  remember();
  hub.ring();
  return identified;
}

/** A set as it is decided after others; null if what is known to it has to be read again. */
function asOfNow(set: DecidedSet, since: readonly DecidedSet[] | null, policy: Policy): DecidedSet | null {
  if (since === null || since.length === 0) return since === null ? null : set;
  const known = caughtUp(set.known, set.arriving, since);
  return known === null ? null : decideAgainst(known, set.arriving, policy);
}

/** A statement as the engine sees it, but for the id that it is given when it is kept. */
interface Unnamed {
  readonly record: Omit<ComparableRecord, "recordId">;
  readonly keys: readonly BlockingKey[];
}

function undecidedOf(kept: readonly KeptStatement[], stated: readonly Unnamed[]): ArrivingRecord[] {
  const undecided = new Map<string, ArrivingRecord>();
  for (const [at, { recordId, customerId }] of kept.entries()) {
    const one = stated[at];
    if (customerId === null && one !== undefined)
      undecided.set(recordId, { record: { ...one.record, recordId }, keys: one.keys });
  }
  return [...undecided.values()];
}

function unnamed({ connectionId, party }: Statement, features: Features): Unnamed {
  const codes = codesOf(connectionId, party);
  return { record: { system: connectionId, codes, features }, keys: blockingKeys(features, codes) };
}

/** Whose records they are when the whole set is decided: a later member may have merged what an earlier one met. */
function customersAfter(
  kept: readonly KeptStatement[],
  resolutions: readonly Resolution[],
): ReadonlyMap<string, string> {
  const first = new Map(kept.map(({ recordId, customerId }) => [recordId, customerId ?? ""]));
  for (const { recordId, customerId } of resolutions) first.set(recordId, customerId);
  const ceased = new Map(
    resolutions.flatMap(({ customerId, merges }) => merges.map((merged) => [merged, customerId] as const)),
  );
  const living = (id: string): string => {
    const next = ceased.get(id);
    return next === undefined ? id : living(next);
  };
  return new Map([...first].map(([recordId, customerId]) => [recordId, living(customerId)]));
}
