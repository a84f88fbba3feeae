import type { ConnectionSide, SurvivorshipStrategy } from "../../domain/vocabulary.js";
import { whyFirst, whySpelling } from "./claim-words.js";
import type { GoldenValue, LosingValue } from "./golden-record.js";
import {
  CHANNEL_TRUST,
  type GoldenAttribute,
  type Merit,
  STRATEGY_MERITS,
  SURVIVORSHIP_RULES,
  type SurvivorshipRule,
  TIE_BREAKERS,
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
  readonly version: number | null;
  readonly system: string;
  readonly channel: ConnectionSide;
  readonly statedAt: string;
}

/** A claim with what speaks for it. */
export interface Weighed<T> {
  readonly claim: Claim<T>;
  readonly merits: Readonly<Record<Merit, number>>;
  /** The merits in the order in which the rule asks for them. */
  readonly rank: readonly number[];
}

/** The one value that survives; null if nobody states any. */
export function chooseOne<T>(attribute: GoldenAttribute, claims: readonly Claim<T>[]): GoldenValue<T> | null {
  const rule: SurvivorshipRule = SURVIVORSHIP_RULES[attribute];
  const sorted = ranked(rule, claims);
  const [winner] = sorted;
  if (winner === undefined) return null;
  const losing = uniqueByKey(sorted.filter(({ claim }) => claim.key !== winner.claim.key));
  return golden(
    winner.claim,
    rule.strategy,
    whyFirst(rule.strategy, winner, losing[0] ?? null, claims.length),
    losing.map(({ claim }) => claim),
  );
}

/** Every value, best first, each in its best spelling with the other spellings beside it. */
export function chooseAll<T>(attribute: GoldenAttribute, claims: readonly Claim<T>[]): GoldenValue<T>[] {
  const rule: SurvivorshipRule = SURVIVORSHIP_RULES[attribute];
  const sorted = ranked(rule, claims);
  const byKey = new Map<string, Weighed<T>[]>();
  for (const one of sorted) {
    const alike = byKey.get(one.claim.key);
    if (alike === undefined) byKey.set(one.claim.key, [one]);
    else alike.push(one);
  }
  const values = [...byKey.values()];
  return values.flatMap((alike, at) => {
    const [first] = alike;
    if (first === undefined) return [];
    const best = alike.reduce((a, b) => (b.claim.completeness > a.claim.completeness ? b : a)).claim;
    const shown = alike.length === 1 ? [] : otherSpellings(best, alike);
    const why = whyFirst(rule.strategy, first, values[at + 1]?.[0] ?? null, alike.length);
    return [golden(best, rule.strategy, why + whySpelling(shown.length), shown)];
  });
}

function otherSpellings<T>(best: Claim<T>, alike: readonly Weighed<T>[]): Claim<T>[] {
  const written = JSON.stringify(best.value);
  return alike.flatMap(({ claim }) => (JSON.stringify(claim.value) === written ? [] : [claim]));
}

/** Claims of the attribute, best first: by the rule's strategy, then by the tie-breakers, then by record id. */
export function ranked<T>(rule: SurvivorshipRule, claims: readonly Claim<T>[]): Weighed<T>[] {
  const newest = Math.max(...claims.map(({ statedAt }) => Date.parse(statedAt)));
  const counts = new Map<string, number>();
  for (const { key } of claims) counts.set(key, (counts.get(key) ?? 0) + 1);
  const order = [...STRATEGY_MERITS[rule.strategy], ...TIE_BREAKERS];
  return claims
    .map((claim): Weighed<T> => {
      const merits = {
        DATE: Date.parse(claim.statedAt),
        COMPLETENESS: claim.completeness,
        TRUST: trustIn(claim, rule, newest),
        COUNT: counts.get(claim.key) ?? 0,
      };
      return { claim, merits, rank: order.map((merit) => merits[merit]) };
    })
    .sort((a, b) => byRank(b.rank, a.rank) || (a.claim.recordId < b.claim.recordId ? -1 : 1));
}

function byRank(a: readonly number[], b: readonly number[]): number {
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

function uniqueByKey<T>(sorted: readonly Weighed<T>[]): Weighed<T>[] {
  const seen = new Set<string>();
  return sorted.filter(({ claim: { key } }) => !seen.has(key) && seen.add(key));
}

function golden<T>(
  winner: Claim<T>,
  strategy: SurvivorshipStrategy,
  why: string,
  losing: readonly Claim<T>[],
): GoldenValue<T> {
  // Written out: spreading a statement per value was a third of the time of a golden record.
  const { value, recordId, version, system, channel, statedAt } = winner;
  return {
    value,
    recordId,
    version,
    system,
    channel,
    statedAt,
    strategy,
    why,
    losing: losing.map(asStated),
  };
}

const asStated = <T>({ value, recordId, version, system, channel, statedAt }: Claim<T>): LosingValue<T> => ({
  value,
  recordId,
  version,
  system,
  channel,
  statedAt,
});
