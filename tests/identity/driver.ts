import {
  type BlockingKey,
  blockingKeys,
  type ComparableRecord,
  codesOf,
  decide,
  type KnownRecord,
  normalize,
  POLICY,
  type Policy,
  type StatedDetails,
  type StatedParty,
  type Verdict,
} from "../../src/identity/index.js";

const KEY_RECORDS_MAX = 300;
const CANDIDATES_MAX = 50;

/** Does in memory what the resolve flow does with the store: keys, candidates, decision, links and merges. */
export class Registry {
  readonly #byKey = new Map<string, string[]>();
  readonly #records = new Map<string, KnownRecord>();
  readonly #members = new Map<string, string[]>();
  readonly cannotLink: [string, string][] = [];
  #customers = 0;

  constructor(readonly policy: Policy = POLICY) {}

  resolve(stated: StatedParty, details: StatedDetails = {}): Verdict {
    const { recordId, system, party } = stated;
    const codes = codesOf(system, party);
    const features = normalize(party, details);
    return this.place({ recordId, system, codes, features });
  }

  place(record: ComparableRecord): Verdict {
    const keys = blockingKeys(record.features, record.codes);
    const verdict = decide(record, this.candidates(keys), this.cannotLink, this.policy, this.frequency);
    if (verdict.outcome === "LINKED") {
      for (const other of verdict.alsoMerges) this.#merge(verdict.customerId, other);
    }
    this.#keep(record, keys, verdict.outcome === "LINKED" ? verdict.customerId : `c${++this.#customers}`);
    return verdict;
  }

  /** Members of all customers of the best records under these keys; a key that too many share is ignored. */
  candidates(keys: readonly BlockingKey[]): KnownRecord[] {
    const weights = new Map<string, number>();
    for (const { key, weight } of keys) {
      const found = this.#byKey.get(key) ?? [];
      if (found.length > KEY_RECORDS_MAX) continue;
      for (const id of found) weights.set(id, (weights.get(id) ?? 0) + weight / Math.log(2 + found.length));
    }
    const best = [...weights].sort(([, a], [, b]) => b - a).slice(0, CANDIDATES_MAX);
    const customers = new Set(best.map(([id]) => this.#known(id).customerId));
    return [...customers].flatMap((id) => (this.#members.get(id) ?? []).map((record) => this.#known(record)));
  }

  readonly frequency = (key: string): number => this.#byKey.get(key)?.length ?? 0;

  /** Record id to customer id. */
  clusters(): Map<string, string> {
    return new Map([...this.#records.values()].map(({ recordId, customerId }) => [recordId, customerId]));
  }

  #known(recordId: string): KnownRecord {
    const record = this.#records.get(recordId);
    if (record === undefined) throw new Error(`no record ${recordId}`);
    return record;
  }

  #keep(record: ComparableRecord, keys: readonly BlockingKey[], customerId: string): void {
    this.#records.set(record.recordId, { ...record, customerId });
    append(this.#members, customerId, record.recordId);
    for (const { key } of keys) append(this.#byKey, key, record.recordId);
  }

  #merge(winner: string, loser: string): void {
    for (const id of this.#members.get(loser) ?? []) {
      this.#records.set(id, { ...this.#known(id), customerId: winner });
      append(this.#members, winner, id);
    }
    this.#members.delete(loser);
  }
}

function append(table: Map<string, string[]>, key: string, value: string): void {
  const values = table.get(key);
  if (values === undefined) table.set(key, [value]);
  else values.push(value);
}

/** The same shuffle for the same seed (mulberry32, Fisher-Yates). */
export function shuffled<T>(values: readonly T[], seed: number): T[] {
  const result = [...values];
  let state = seed;
  const random = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  for (let at = result.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [result[at], result[other]] = [result[other] as T, result[at] as T];
  }
  return result;
}

/** Pairwise precision, recall and F1 of one clustering against another, over the records of the truth. */
export function pairwise(truth: ReadonlyMap<string, string>, found: ReadonlyMap<string, string>) {
  const pairsIn = (labels: Iterable<string>): number => {
    const sizes = new Map<string, number>();
    for (const label of labels) sizes.set(label, (sizes.get(label) ?? 0) + 1);
    return [...sizes.values()].reduce((sum, size) => sum + (size * (size - 1)) / 2, 0);
  };
  const labelOf = (id: string): string => found.get(id) ?? `alone ${id}`;
  const ids = [...truth.keys()];
  const right = pairsIn(ids.map((id) => `${truth.get(id)}|${labelOf(id)}`));
  const precision = right / Math.max(1, pairsIn(ids.map(labelOf)));
  const recall = right / Math.max(1, pairsIn(truth.values()));
  return {
    precision,
    recall,
    f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall),
  };
}
