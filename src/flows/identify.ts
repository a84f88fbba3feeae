import { blockingKeys } from "../identity/blocking.js";
import { codesOf } from "../identity/code.js";
import type { Features } from "../identity/features.js";
import { normalize } from "../identity/normalize.js";
import type { ArrivingRecord, Resolution } from "../identity/resolve-set.js";
import { lockDecider } from "../store/writes/moves.js";
import { type KeptStatement, keepStatements, type Statement } from "../store/writes/party.js";
import { decideSet } from "./decide-set.js";
import type { Hub } from "./hub.js";
import { policyInForce } from "./policy-in-force.js";

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

/**
 * Answers statements with their customer, on disk when the answer comes: for whoever cannot wait for the
 * queue. Who comes while a set is being decided is in the next one, so that a hundred at once cost few
 * commits. Stating the same twice gives the same answer; `keepStatements` knows the words again.
 */
export function openIdentification(hub: Hub): (statement: Statement) => Promise<Identified> {
  const waiting: Waiting[] = [];
  let atWork = false;
  const work = async (): Promise<void> => {
    if (atWork) return;
    atWork = true;
    while (waiting.length > 0) await answer(hub, waiting.splice(0, SET_MAX));
    atWork = false;
  };
  return (statement) =>
    new Promise((resolve, reject) => {
      waiting.push({ statement, resolve, reject });
      // Whoever asks in the same turn is in the same set.
      queueMicrotask(() => void work());
    });
}

/** Answers a set; if that fails, its members one by one, so that a bad one never fails the others. */
async function answer(hub: Hub, set: readonly Waiting[]): Promise<void> {
  try {
    const identified = await identifySet(
      hub,
      set.map(({ statement }) => statement),
    );
    for (const [at, one] of identified.entries()) set[at]?.resolve(one);
  } catch (error) {
    if (set.length === 1) set[0]?.reject(error);
    else for (const one of set) await answer(hub, [one]);
  }
}

async function identifySet(hub: Hub, statements: readonly Statement[]): Promise<Identified[]> {
  const policy = await policyInForce(hub);
  const normalized = statements.map((one) => ({ ...one, features: normalize(one.party) }));
  const identified = await hub.store.transaction(async (tx) => {
    await lockDecider(tx);
    const kept = await keepStatements(tx, normalized);
    const undecided = new Map<string, ArrivingRecord>();
    for (const [at, { recordId, customerId }] of kept.entries()) {
      const statement = normalized[at];
      if (customerId === null && statement !== undefined)
        undecided.set(recordId, arriving(recordId, statement));
    }
    // Nobody can have written an order of a record that was not there.
    const older = kept.filter(({ isNew }) => !isNew).map(({ recordId }) => recordId);
    const resolutions = await decideSet(tx, older, [...undecided.values()], policy);
    const now = customersAfter(kept, resolutions);
    return kept.map(({ recordId }) => ({ recordId, customerId: now.get(recordId) ?? "" }));
  });
  hub.ring();
  return identified;
}

function arriving(
  recordId: string,
  { connectionId, party, features }: Statement & { readonly features: Features },
): ArrivingRecord {
  const codes = codesOf(connectionId, party);
  return { record: { recordId, system: connectionId, codes, features }, keys: blockingKeys(features, codes) };
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
