import { createHash } from "node:crypto";
import { type MatchModel, MODEL } from "../comparing/model.js";
import { countTerms, type TermStatistics } from "../comparing/terms.js";
import { type Learned, maximize, scoresOf } from "./learn-em.js";
import { type KeyedRecord, type Sample, samplePairs } from "./learn-pairs.js";

/** What a set of records taught, and whether it may be used. */
export interface Lesson {
  /** The learned model, or the prior one where learning was refused. Plain data, like every model. */
  readonly model: MatchModel;
  /** What was learned, in use or refused. */
  readonly candidate: MatchModel;
  readonly terms: TermStatistics;
  readonly report: LessonReport;
}

export interface LessonReport {
  readonly published: boolean;
  /** Why the learned model was refused; null if it is in use. */
  readonly refusal: string | null;
  readonly pairs: number;
  /** Share of the candidate pairs that are matches, as the prior model and as the learned one see it. */
  readonly priorMatchShare: number;
  readonly matchShare: number;
  /** How much of what the prior model is sure of the learned one confirms. */
  readonly agreement: number;
}

/** How records were drawn out of more than can be read: the first of them at random, the rest because they are like those. */
export interface Drawn {
  /** How many of the first to look at; all if left out. */
  readonly seeds?: number;
  /** How common values are where the records come from; counted in the records themselves if left out. */
  readonly terms?: TermStatistics;
}

/** A rare value counts for more, at half of what its frequency alone would give (measured best on labeled sets). */
const RARITY_SHARE = 0.5;
const RARITY_MAX = 3;
/** Fields of one group are read off one another more often than independence allows. */
const EXCESS_SHARE = 0.3;

/** The limits of trust. Fewer pairs than these teach nothing; a model that breaks one is not published. */
const PAIRS_MIN = 2_000;
const MATCHES_MIN = 100;
const SHARE_GROWTH_MAX = 1.5;
const SHARE_LOSS_MAX = 3;
const AGREEMENT_MIN = 0.95;
/** Log-odds from which the prior model is sure: 2,980 to 1. */
const SURE = 8;

/**
 * Learns weights from a set without labels: Fellegi and Sunter's model (1969), its parameters found by
 * expectation maximization over candidate pairs, drawn towards the hand-set model by a Dirichlet
 * prior. Two modes can explain one set (brands, and sites of brands), and likelihood alone cannot
 * tell which is meant; so a model that strays from what the prior is sure of is refused, and the prior
 * stays in use.
 */
export function learn(
  records: readonly KeyedRecord[],
  prior: MatchModel = MODEL,
  { seeds = records.length, terms = countTerms(records.map(({ record }) => record)) }: Drawn = {},
): Lesson {
  const start = startingPoint(prior, terms);
  const sample = samplePairs(records, start, terms, seeds);
  const learned = maximize(sample, start);
  const agreement = agreementOf(sample, start, learned);
  const facts = {
    pairs: sample.patterns.length,
    priorMatchShare: learned.priorMatchShare,
    matchShare: learned.matchShare,
    agreement,
  };
  const refusal = refusalOf(facts);
  const model = { ...start, prior: learned.prior, weights: learned.weights };
  const candidate = { ...model, version: versionOf(model) };
  return {
    model: refusal === null ? candidate : prior,
    candidate,
    terms,
    report: { published: refusal === null, refusal, ...facts },
  };
}

/**
 * The prior model as learning begins with it. What the data can tell is no longer decided by hand: how often
 * customers move, how often a birth date is keyed wrongly, how much a common value is worth.
 */
function startingPoint(prior: MatchModel, { records, chance }: TermStatistics): MatchModel {
  const vetoes = Object.entries(prior.vetoes).filter(([, { unlessIdentified }]) => !unlessIdentified);
  return {
    ...prior,
    vetoes: Object.fromEntries(vetoes),
    excessShare: EXCESS_SHARE,
    movedShare: 1,
    terms: { records, chance, strength: RARITY_SHARE, limit: RARITY_MAX },
  };
}

/** Of the pairs that the prior model is sure of, either way, the share that the learned one decides alike. */
function agreementOf(sample: Sample, start: MatchModel, learned: Learned): number {
  const before = scoresOf(sample, start);
  const after = scoresOf(sample, { ...start, prior: learned.prior, weights: learned.weights });
  let sure = { yes: 0, no: 0 };
  let kept = { yes: 0, no: 0 };
  for (const [at, score] of before.entries()) {
    const confirmed = Number(Math.sign(after[at] ?? 0) === Math.sign(score));
    if (score >= SURE) {
      sure = { ...sure, yes: sure.yes + 1 };
      kept = { ...kept, yes: kept.yes + confirmed };
    } else if (score <= -SURE) {
      sure = { ...sure, no: sure.no + 1 };
      kept = { ...kept, no: kept.no + confirmed };
    }
  }
  const share = (side: "yes" | "no"): number => (sure[side] === 0 ? 1 : kept[side] / sure[side]);
  return Math.min(share("yes"), share("no"));
}

type Facts = Omit<LessonReport, "published" | "refusal">;

function refusalOf({ pairs, priorMatchShare, matchShare, agreement }: Facts): string | null {
  if (pairs < PAIRS_MIN) return `only ${pairs} candidate pairs to learn from`;
  if (pairs * matchShare < MATCHES_MIN) return "too few likely matches to learn from";
  const growth = matchShare / priorMatchShare;
  if (growth > SHARE_GROWTH_MAX) return `the share of matches grew by a factor of ${growth.toFixed(2)}`;
  if (growth < 1 / SHARE_LOSS_MAX)
    return `the share of matches shrank to ${growth.toFixed(2)} of what it was`;
  if (agreement < AGREEMENT_MIN)
    return `only ${Math.round(agreement * 100)} % of the sure pairs are still decided alike`;
  return null;
}

/** Models are told apart by what they say. */
const versionOf = ({ prior, weights, terms }: MatchModel): string =>
  `learned-${createHash("sha256").update(JSON.stringify({ prior, weights, terms })).digest("hex").slice(0, 8)}`;
