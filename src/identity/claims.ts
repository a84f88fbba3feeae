import type { ConnectionSide, SurvivorshipStrategy } from "../domain/vocabulary.js";
import type { GoldenValue, LosingValue } from "./golden-record.js";
import {
  CHANNEL_TRUST,
  type GoldenAttribute,
  SURVIVORSHIP_RULES,
  type SurvivorshipRule,
} from "./survivorship-rules.js";

const DAY_MS = 86_400_000;

/** One record's statement of one value. */
export interface Claim<T> {
  readonly value: T;
  /** What different spellings of the same value have in common. */
  readonly key: string;
  /** How much the value says, for choosing by completeness; a check passed, for what can be checked. */
  readonly completeness: number;
  readonly recordId: string;
  readonly system: string;
  readonly channel: ConnectionSide;
  readonly statedAt: string;
}

/** The one value that survives; null if nobody states any. */
export function chooseOne<T>(attribute: GoldenAttribute, claims: readonly Claim<T>[]): GoldenValue<T> | null {
  const rule: SurvivorshipRule = SURVIVORSHIP_RULES[attribute];
  const [winner, ...others] = ranked(rule, claims);
  if (winner === undefined) return null;
  const losing = others.filter(({ key }) => key !== winner.key);
  return golden(winner, rule.strategy, uniqueByKey(losing));
}

/** Every value, best first, each in its best spelling with the other spellings beside it. */
export function chooseAll<T>(attribute: GoldenAttribute, claims: readonly Claim<T>[]): GoldenValue<T>[] {
  const rule: SurvivorshipRule = SURVIVORSHIP_RULES[attribute];
  const sorted = ranked(rule, claims);
  return uniqueByKey(sorted).map((first) => {
    const spellings = sorted.filter(({ key }) => key === first.key);
    const best = [...spellings].sort((a, b) => b.completeness - a.completeness)[0] ?? first;
    const shown = spellings.filter(({ value }) => JSON.stringify(value) !== JSON.stringify(best.value));
    return golden(best, rule.strategy, shown);
  });
}

/** Best first: by the rule's strategy, then by completeness, trust, date and record id. */
function ranked<T>(rule: SurvivorshipRule, claims: readonly Claim<T>[]): Claim<T>[] {
  const newest = Math.max(...claims.map(({ statedAt }) => Date.parse(statedAt)));
  const counts = new Map<string, number>();
  for (const { key } of claims) counts.set(key, (counts.get(key) ?? 0) + 1);
  const merit = (claim: Claim<T>): number[] => {
    const trust = trustIn(claim, rule, newest);
    const at = Date.parse(claim.statedAt);
    const byStrategy: Record<SurvivorshipStrategy, number[]> = {
      RECENCY: [at],
      COMPLETENESS: [claim.completeness],
      SOURCE_PRIORITY: [claim.completeness, trust],
      FREQUENCY: [counts.get(claim.key) ?? 0],
      PINNED: [],
    };
    return [...byStrategy[rule.strategy], trust, claim.completeness, at];
  };
  return claims
    .map((claim) => ({ claim, merit: merit(claim) }))
    .sort((a, b) => byMerit(b.merit, a.merit) || (a.claim.recordId < b.claim.recordId ? -1 : 1))
    .map(({ claim }) => claim);
}

function byMerit(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

/** Trust in the channel, halved for every half-life that the statement is older than the newest one. */
function trustIn<T>(
  { channel, statedAt }: Claim<T>,
  { trust, halfLifeDays }: SurvivorshipRule,
  newest: number,
): number {
  const full = trust[channel] ?? CHANNEL_TRUST[channel];
  if (halfLifeDays === null) return full;
  return full * 0.5 ** ((newest - Date.parse(statedAt)) / DAY_MS / halfLifeDays);
}

function uniqueByKey<T>(claims: readonly Claim<T>[]): Claim<T>[] {
  const seen = new Set<string>();
  return claims.filter(({ key }) => !seen.has(key) && seen.add(key));
}

function golden<T>(
  winner: Claim<T>,
  strategy: SurvivorshipStrategy,
  losing: readonly Claim<T>[],
): GoldenValue<T> {
  const { value, recordId, system, statedAt } = winner;
  return { value, recordId, system, statedAt, strategy, losing: losing.map(lost) };
}

const lost = <T>({ value, recordId, system, statedAt }: Claim<T>): LosingValue<T> => ({
  value,
  recordId,
  system,
  statedAt,
});
