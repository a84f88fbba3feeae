import {
  type Comparison,
  commonness,
  compare,
  type Evidence,
  type Frequency,
  findingsOf,
} from "../comparing/compare.js";
import type { Finding } from "../comparing/finding.js";
import type { MatchModel } from "../comparing/model.js";
import type { Relation } from "../comparing/relation.js";
import { type Crowd, NOBODY } from "../deciding/crowd.js";
import { withSharedKnowledge } from "../deciding/customer.js";
import { decide, standingsOf } from "../deciding/decide.js";
import type { Policy } from "../deciding/policy.js";
import type { ComparableRecord, KnownRecord } from "../record.js";
import { levelInWords, signed } from "./explain-words.js";

/** One piece of evidence, in the order in which the sum is made. */
export interface ExplanationStep {
  readonly feature: string;
  readonly level: string;
  /** Log-odds; the prior and all weights make the score, to the last bit. */
  readonly weight: number;
  /** The sum so far. */
  readonly total: number;
  readonly ours: string;
  readonly theirs: string;
  /** What the level is worth before anything is taken off or added. */
  readonly full: number;
  /** How many other records state the shared value; null where commonness does not matter. */
  readonly sharedBy: number | null;
  /** What the value's being rare adds, or its being common takes off. */
  readonly commonness: number;
  /** What else changed the weight: a move forgiven, a crowd behind one contact. */
  readonly adjustment: number;
  readonly words: string;
}

/** How a customer's members make one score of many comparisons. */
export interface Blend {
  readonly bestRecordId: string;
  readonly best: number;
  readonly mean: number;
  readonly voices: readonly { readonly recordId: string; readonly score: number }[];
}

export type ExplainedOutcome = "LINKED" | "REVIEW" | "NEW";

/** Why two records, or a record and a customer, are held to be one or not: a sum that can be followed. */
export interface Explanation {
  readonly modelVersion: string;
  readonly prior: number;
  readonly steps: readonly ExplanationStep[];
  /** The prior and all steps: what the pair of records scores. */
  readonly pairScore: number;
  /** Null for two records held against each other, and for the first record of a customer. */
  readonly blend: Blend | null;
  /** What was decided by: the pair's score, or what the blend makes of it. */
  readonly score: number;
  readonly probability: number;
  readonly linkAt: number;
  readonly reviewAt: number;
  readonly veto: string | null;
  readonly related: Relation | null;
  readonly outcome: ExplainedOutcome;
  /** The verdict in one sentence. */
  readonly words: string;
}

export const probabilityOf = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));

/** Two records as `compare` weighs them. */
export function explainPair(
  a: ComparableRecord,
  b: ComparableRecord,
  policy: Policy,
  frequency: Frequency,
  crowd: Crowd = NOBODY,
): Explanation {
  const { score, evidence, veto, related } = compare(a, b, frequency, policy.model, crowd);
  const steps = stepsOf(evidence, findingsOf(a, b), policy.model, frequency);
  const outcome = outcomeOf(score, veto, policy);
  return finished({ steps, pairScore: score, blend: null, score, veto, related, outcome }, policy);
}

/** A record and one customer as `decide` weighs them: the best member's waterfall, and what the others make of it. */
export function explainStanding(
  record: ComparableRecord,
  members: readonly KnownRecord[],
  policy: Policy,
  frequency: Frequency,
): Explanation | null {
  const [standing] = standingsOf(record, members, policy, frequency);
  if (standing === undefined) return null;
  const { best, bestRecordId, mean, voices, score, veto } = standing;
  const member = withSharedKnowledge(standing.members).find(({ recordId }) => recordId === bestRecordId);
  const findings = member === undefined ? [] : findingsOf(record, member);
  const { outcome } = decide(record, standing.members, [], policy, frequency);
  return finished(
    {
      steps: stepsOf(best.evidence, findings, policy.model, frequency),
      pairScore: best.score,
      blend: { bestRecordId, best: best.score, mean, voices },
      ...{ score, veto, related: best.related, outcome },
    },
    policy,
  );
}

/** What was written down when it was decided. The best member's evidence is kept, its name and the others are not. */
export function explainStored(evidence: readonly Evidence[], score: number, policy: Policy): Explanation {
  const { prior } = policy.model;
  const pairScore = sumOf(evidence, prior);
  const comparison: Comparison = { score: pairScore, evidence, veto: null, related: null };
  const blend: Blend | null =
    score === pairScore
      ? null
      : { bestRecordId: "", best: comparison.score, mean: 2 * score - comparison.score, voices: [] };
  const outcome = outcomeOf(score, null, policy);
  const steps = stepsOf(evidence, [], policy.model, () => 0);
  return finished({ steps, pairScore, blend, score, veto: null, related: null, outcome }, policy);
}

type Sum = Pick<Explanation, "steps" | "pairScore" | "blend" | "score" | "veto" | "related" | "outcome">;

function finished(sum: Sum, policy: Policy): Explanation {
  const { linkAt, reviewAt, model } = policy;
  return {
    modelVersion: model.version,
    prior: model.prior,
    ...sum,
    probability: probabilityOf(sum.score),
    ...{ linkAt, reviewAt },
    words: verdictInWords(sum, policy),
  };
}

const outcomeOf = (score: number, veto: string | null, { linkAt, reviewAt }: Policy): ExplainedOutcome =>
  veto !== null || score < reviewAt ? "NEW" : score < linkAt ? "REVIEW" : "LINKED";

function verdictInWords({ score, veto, outcome, related }: Sum, { linkAt, reviewAt }: Policy): string {
  const odds = `${signed(score)} log-odds, ${percent(probabilityOf(score))} likely to be one customer`;
  if (veto !== null) return `${odds}, but that cannot be: ${veto}.`;
  const kin = related === null ? "" : ` They look like a ${related}.`;
  if (outcome === "LINKED") return `${odds}: enough to link without asking (${signed(linkAt)}).${kin}`;
  if (outcome === "REVIEW")
    return `${odds}: a person is asked from ${signed(reviewAt)}, nobody is asked from ${signed(linkAt)}.${kin}`;
  return score < reviewAt
    ? `${odds}: below ${signed(reviewAt)}, so nobody is asked and they stay apart.${kin}`
    : `${odds}, but they share no more than a name, and the record can be told by a contact or a code of its own: they stay apart.${kin}`;
}

/** Beyond these, in percent, likelihoods are not told apart. */
const PERCENT_MIN = 0.01;
const PERCENT_MAX = 99.99;

/** `99.9 %`; never a round 0 or 100, because nothing is certain. */
export function percent(probability: number): string {
  const shown = probability * 100;
  if (shown < PERCENT_MIN) return `under ${PERCENT_MIN} %`;
  if (shown > PERCENT_MAX) return `over ${PERCENT_MAX} %`;
  return `${shown > 99 || shown < 1 ? shown.toFixed(2) : shown.toFixed(1)} %`;
}

const sumOf = (evidence: readonly { readonly weight: number }[], prior: number): number =>
  evidence.reduce((sum, { weight }) => sum + weight, prior);

function stepsOf(
  evidence: readonly Evidence[],
  findings: readonly Finding[],
  model: MatchModel,
  frequency: Frequency,
): ExplanationStep[] {
  let total = model.prior;
  return evidence.map((one) => {
    total += one.weight;
    return { ...stepOf(one, findings, model, frequency), total };
  });
}

function stepOf(
  { feature, level, weight, ours, theirs, detail }: Evidence,
  findings: readonly Finding[],
  model: MatchModel,
  frequency: Frequency,
): Omit<ExplanationStep, "total"> {
  const base = { feature, level, weight, ours, theirs };
  if (level === "capped") {
    const words = `${detail}, so ${signed(weight)} of it does not count`;
    return { ...base, full: weight, sharedBy: null, commonness: 0, adjustment: 0, words };
  }
  const found = findings.find(
    (one) => one.feature === feature && one.level === level && one.ours === ours && one.theirs === theirs,
  );
  const full = fullWeight(model, feature, level);
  const key = found?.sharedKey ?? null;
  const sharedBy = key === null ? null : frequency(key);
  const common = commonness(key, sharedBy ?? 0, full, model);
  const adjustment = found === undefined ? 0 : weight - (full + common);
  const values = ours === theirs ? ours : `${ours} and ${theirs}`;
  const words = `${levelInWords(feature, level)}${values === "" ? "" : `: ${values}`}`;
  return {
    ...{ ...base, full: found === undefined ? weight : full, sharedBy, commonness: common, adjustment },
    words:
      found === undefined
        ? words + notedInWords(detail)
        : words + commonInWords(sharedBy, common) + adjustedInWords(adjustment, full),
  };
}

/** Fields of no known meaning share the weights of `other`, as in comparing. */
const fullWeight = ({ weights }: MatchModel, feature: string, level: string): number =>
  (weights[feature] ?? (feature.startsWith("other:") ? weights.other : undefined))?.[level] ?? 0;

const NOTICED = 0.005;

function commonInWords(sharedBy: number | null, weight: number): string {
  if (sharedBy === null || Math.abs(weight) < NOTICED) return "";
  const who =
    sharedBy === 1 ? "one other record states it" : `${Math.round(sharedBy)} other records state it`;
  return weight < 0 ? ` (${who}: common, ${signed(weight)})` : ` (${who}: rare, ${signed(weight)})`;
}

/** What was noted when it was weighed, where the other record is not at hand any more. */
function notedInWords(detail: string): string {
  const shared = /, (shared by \d+ records)/.exec(detail)?.[1];
  const moved = detail.endsWith("(may have moved)") ? "they may have moved" : undefined;
  const crowded = /\((\d+ different names share it)\)/.exec(detail)?.[1];
  const notes = [shared, crowded, moved].filter((note) => note !== undefined);
  return notes.length === 0 ? "" : ` (${notes.join("; ")})`;
}

const adjustedInWords = (adjustment: number, full: number): string => {
  if (Math.abs(adjustment) < NOTICED) return "";
  if (full > 0 && adjustment < 0) return ` (people of different names share it, ${signed(adjustment)})`;
  return full < 0 ? ` (they may have moved, ${signed(adjustment)})` : ` (${signed(adjustment)})`;
};
