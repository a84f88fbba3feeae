import { type MatchModel, MODEL } from "../../identity/comparing/model.js";
import { POLICY, type Policy } from "../../identity/deciding/policy.js";
import type { Tx } from "../../store/database.js";
import type { Store } from "../../store/store.js";
import { keptModel, versionInForce } from "../../store/writes/match-model.js";
import type { Hub } from "../work/hub.js";

/** How long a process may go on with a model after another process has put one in its place. */
const FRESH_MS = 2_000;

interface Held {
  readonly policy: Promise<Policy>;
  readonly readAt: number;
}
const held = new WeakMap<Store, Held>();

/**
 * The policy by which this hub decides: the attended one, with the model adopted last. Asked once a set; it
 * costs one short query every two seconds, and the model itself is read only when it is another one.
 */
export function policyInForce(hub: Hub): Promise<Policy> {
  const { store } = hub;
  const last = held.get(store);
  if (last !== undefined && Date.now() - last.readAt < FRESH_MS) return last.policy;
  const policy = readPolicy(store.pool, last?.policy);
  held.set(store, { policy, readAt: Date.now() });
  // A failed read is nobody's policy: the next who asks reads again.
  policy.catch(() => held.delete(store));
  return policy;
}

/** Forgets the policy of this process, because another model was adopted. */
export function forgetPolicy({ store }: Hub): void {
  held.delete(store);
}

async function readPolicy(tx: Tx, last: Promise<Policy> | undefined): Promise<Policy> {
  const version = (await versionInForce(tx)) ?? MODEL.version;
  const before = await last?.catch(() => undefined);
  if (before?.model.version === version) return before;
  return { ...POLICY, model: (await modelByVersion(tx, version)) ?? MODEL };
}

/** The model that a decision names; null for a version that nobody has kept. */
export async function modelByVersion(tx: Tx, version: string): Promise<MatchModel | null> {
  if (version === MODEL.version) return MODEL;
  const kept = await keptModel(tx, version);
  return kept === null ? null : completed(kept.model as Partial<MatchModel>);
}

/** A model learned by an older engine says nothing of what has been added since: there the hand-set one stands in. */
function completed(model: Partial<MatchModel>): MatchModel {
  const weights = Object.fromEntries(
    Object.entries({ ...MODEL.weights, ...model.weights }).map(([feature, levels]) => [
      feature,
      { ...MODEL.weights[feature], ...levels },
    ]),
  );
  return { ...MODEL, ...model, weights };
}
