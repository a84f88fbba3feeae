import { capTo } from "../comparing/compare.js";
import type { MatchModel } from "../comparing/model.js";
import type { LevelWeights } from "../data/hand-weights.js";
import { isotonic } from "./isotonic.js";
import type { Pattern, Sample } from "./learn-pairs.js";

/** What expectation maximization settles on. */
export interface Learned {
  readonly prior: number;
  readonly weights: Readonly<Record<string, LevelWeights>>;
  /** Share of the candidate pairs that are matches; first as the starting model sees it. */
  readonly priorMatchShare: number;
  readonly matchShare: number;
}

const ITERATIONS = 30;
const CHANCE_MIN = 1e-6;
const SHARE_MIN = 1e-5;
const SHARE_MAX = 0.95;
/** How many pairs the hand-set weights are worth, on each side: thousands of real ones outvote them. */
const PRIOR_PAIRS = 1_000;

/**
 * Finds the chances of every level among matches (m) and among other candidates (u) by expectation
 * maximization (Dempster, Laird, Rubin 1977; for record linkage Winkler 1988 and Jaro 1989), with a
 * Dirichlet prior from the starting model. After each step the weights of a feature are made to rise
 * with its levels. Levels that are a decision of policy keep their weight throughout.
 */
export function maximize(sample: Sample, start: MatchModel): Learned {
  const first = expect(sample, start);
  const habit = sharesOfLevels(sample, first);
  let learned = { prior: start.prior, weights: start.weights };
  let expected = first;
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    learned = { prior: logOdds(expected.matchShare), weights: weigh(sample, expected, habit, start) };
    expected = expect(sample, { ...start, ...learned });
  }
  return { ...learned, priorMatchShare: first.matchShare, matchShare: expected.matchShare };
}

/** The score of every pair of the sample under a model; minus infinity where a veto stands. */
export function scoresOf(sample: Sample, model: MatchModel): number[] {
  const scorer = scorerOf(sample, model);
  return sample.patterns.map(scorer);
}

/** `compare`'s sum over the same evidence, in numbers only: it runs some millions of times. */
function scorerOf({ features, names }: Sample, model: MatchModel): (pattern: Pattern) => number {
  const weight = features.map((feature, at) => tableOf(model.weights, feature)[names[at] ?? ""] ?? 0);
  const group = features.map((feature) => model.groups.findIndex((one) => one.features.includes(feature)));
  const { groups, prior, excessShare } = model;
  const sums = new Array<number>(groups.length).fill(0);
  return ({ levels, rarity, veto }) => {
    if (veto) return Number.NEGATIVE_INFINITY;
    let score = prior;
    sums.fill(0);
    for (let at = 0; at < levels.length; at++) {
      const level = levels[at] ?? 0;
      const value = (weight[level] ?? 0) + (rarity[at] ?? 0);
      const of = group[level] ?? -1;
      if (of < 0) score += value;
      else sums[of] = (sums[of] ?? 0) + value;
    }
    for (const [of, { cap, floor }] of groups.entries())
      score += capTo(sums[of] ?? 0, cap, floor, excessShare);
    return score;
  };
}

/** Fields of no known meaning begin with the weights of `other`. */
const tableOf = (weights: MatchModel["weights"], feature: string): LevelWeights =>
  weights[feature] ?? (feature.startsWith("other:") ? weights.other : undefined) ?? {};

interface Expectation {
  /** By level, how many of the pairs that show it are expected to match, and not to. */
  readonly match: readonly number[];
  readonly other: readonly number[];
  readonly matchShare: number;
}

/** The E step: how likely each pair is a match, added up by level. */
function expect(sample: Sample, model: MatchModel): Expectation {
  const { patterns, features } = sample;
  const match = new Array<number>(features.length).fill(0);
  const other = new Array<number>(features.length).fill(0);
  const scorer = scorerOf(sample, model);
  let matches = 0;
  for (const pattern of patterns) {
    const probability = 1 / (1 + Math.exp(-scorer(pattern)));
    matches += probability;
    for (const level of pattern.levels) {
      match[level] = (match[level] ?? 0) + probability;
      other[level] = (other[level] ?? 0) + 1 - probability;
    }
  }
  return { match, other, matchShare: matches / Math.max(1, patterns.length) };
}

/** How often each level of a feature occurs at all: where the prior's chances are centered. */
function sharesOfLevels({ features }: Sample, { match, other }: Expectation): number[] {
  const seen = features.map((_, at) => (match[at] ?? 0) + (other[at] ?? 0) + 0.5);
  const totals = new Map<string, number>();
  for (const [at, feature] of features.entries())
    totals.set(feature, (totals.get(feature) ?? 0) + (seen[at] ?? 0));
  return features.map((feature, at) => (seen[at] ?? 0) / (totals.get(feature) ?? 1));
}

/** The M step. */
function weigh(
  sample: Sample,
  { match, other }: Expectation,
  habit: readonly number[],
  start: MatchModel,
): Record<string, LevelWeights> {
  const weights: Record<string, LevelWeights> = { ...start.weights };
  for (const [feature, levels] of levelsByFeature(sample)) {
    const hand = tableOf(start.weights, feature);
    const nameOf = (level: number): string => sample.names[level] ?? "";
    const handOf = (level: number): number => hand[nameOf(level)] ?? 0;
    const rising = levels.toSorted((a, b) => handOf(a) - handOf(b));
    const priorM = proportions(rising.map((level) => (habit[level] ?? 0) * Math.exp(handOf(level) / 2)));
    const priorU = proportions(rising.map((level) => (habit[level] ?? 0) * Math.exp(-handOf(level) / 2)));
    const m = posterior(
      rising.map((level) => match[level] ?? 0),
      priorM,
    );
    const u = posterior(
      rising.map((level) => other[level] ?? 0),
      priorU,
    );
    const ratios = rising.map((_, at) =>
      Math.log(Math.max(m[at] ?? 0, CHANCE_MIN) / Math.max(u[at] ?? 0, CHANCE_MIN)),
    );
    // Decided levels take their share of the chances, or the others would seem to prove less than they do.
    const free = rising.flatMap((level, at) =>
      start.decided.includes(`${feature}.${nameOf(level)}`) ? [] : [{ level, ratio: ratios[at] ?? 0 }],
    );
    const learned = isotonic(
      free.map(({ ratio }) => ratio),
      free.map(({ level }) => (match[level] ?? 0) + (other[level] ?? 0)),
    );
    weights[feature] = {
      ...hand,
      ...Object.fromEntries(free.map(({ level }, at) => [nameOf(level), learned[at] ?? 0])),
    };
  }
  return weights;
}

function levelsByFeature({ features }: Sample): Map<string, number[]> {
  const levels = new Map<string, number[]>();
  for (const [at, feature] of features.entries()) {
    const list = levels.get(feature);
    if (list === undefined) levels.set(feature, [at]);
    else list.push(at);
  }
  return levels;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function proportions(values: readonly number[]): number[] {
  const total = sum(values);
  return values.map((value) => value / total);
}

/** The mean of a Dirichlet distribution after counting. */
function posterior(counts: readonly number[], prior: readonly number[]): number[] {
  const total = sum(counts) + PRIOR_PAIRS;
  return counts.map((count, at) => (count + PRIOR_PAIRS * (prior[at] ?? 0)) / total);
}

function logOdds(share: number): number {
  const kept = Math.min(SHARE_MAX, Math.max(SHARE_MIN, share));
  return Math.log(kept / (1 - kept));
}
