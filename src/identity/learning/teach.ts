import { compare } from "../comparing/compare.js";
import { frequencyUnder, keptTerms } from "../comparing/kept-terms.js";
import { type MatchModel, MODEL } from "../comparing/model.js";
import { countTerms } from "../comparing/terms.js";
import type { Policy } from "../deciding/policy.js";
import type { ComparableRecord } from "../record.js";
import { type LessonReport, learn } from "./learn.js";
import type { KeyedRecord } from "./learn-pairs.js";
import { type ShadowDifference, shadowDifference } from "./shadow.js";

/** What a steward has said of two records. */
export interface SpokenVerdict {
  readonly ours: ComparableRecord;
  readonly theirs: ComparableRecord;
  readonly isMatch: boolean;
}

/** All that a hub teaches from. Plain data, so that it can be handed to a thread. */
export interface Material {
  /** The first `seeds` were drawn at random, the rest because they share keys with those. */
  readonly records: readonly KeyedRecord[];
  readonly seeds: number;
  /** Records drawn at random, by which the commonness of values is counted. */
  readonly counted: readonly ComparableRecord[];
  /** How many records the hub has. */
  readonly population: number;
  /** The latest records with their likes, in the order of their arrival: what is decided in shadow. */
  readonly recent: readonly KeyedRecord[];
  readonly verdicts: readonly SpokenVerdict[];
  readonly inForce: Policy;
}

/** How many of the stewards' verdicts a model is right about. */
export interface VerdictAgreement {
  readonly spoken: number;
  readonly inForce: number;
  readonly learned: number;
}

export interface ModelReport extends LessonReport {
  readonly population: number;
  readonly records: number;
  readonly seeds: number;
  readonly counted: number;
  /** The model it is held against. */
  readonly inForce: string;
  readonly verdicts: VerdictAgreement;
  readonly shadow: ShadowDifference;
}

export interface Taught {
  readonly model: MatchModel;
  readonly report: ModelReport;
}

/** The limits of trust within a hub, beside those of `learn`. */
const CHANGED_SHARE_MAX = 0.25;
const LARGEST_GROWTH_MAX = 1.5;
/** A customer of a few records more is no giant. */
const LARGEST_GROWTH_FREE = 5;
/** One slip of a steward shall not stop a model, nor one in fifty. */
const VERDICTS_LOST_FREE = 1;
const VERDICTS_LOST_SHARE_MAX = 0.02;
/** As many new questions as this share of the records are more than anybody answers. */
const ASKED_GROWTH_MAX = 0.1;

/**
 * Learns a model from a hub's own records, and holds it against the one in force: what stewards have
 * said, what would become of the latest records, how large the largest customer would grow. Answers the
 * model in either case; `report.refusal` says why it must not be used.
 */
export function teach(material: Material): Taught {
  const { records, seeds, counted, population, recent, verdicts, inForce } = material;
  const lesson = learn(records, MODEL, { seeds, terms: countTerms(counted) });
  const model = withKept(lesson.candidate, keptTerms(lesson.terms, population));
  const agreement = {
    spoken: verdicts.length,
    inForce: rightAbout(verdicts, inForce),
    learned: rightAbout(verdicts, { ...inForce, model }),
  };
  const shadow = shadowDifference(recent, inForce, model);
  const refusal = lesson.report.refusal ?? refusalOf(agreement, shadow);
  return {
    model,
    report: {
      ...lesson.report,
      ...{ published: refusal === null, refusal, population, records: records.length, seeds },
      ...{ counted: counted.length, inForce: inForce.model.version, verdicts: agreement, shadow },
    },
  };
}

const withKept = (model: MatchModel, kept: ReturnType<typeof keptTerms>): MatchModel => ({
  ...model,
  terms: model.terms === null ? null : { ...model.terms, kept },
});

/** Right about a match is to believe it, right about two customers is not to link them unasked. */
function rightAbout(verdicts: readonly SpokenVerdict[], { model, linkAt }: Policy): number {
  const frequency = frequencyUnder(model, () => 0);
  return verdicts.filter(({ ours, theirs, isMatch }) => {
    const { score, veto } = compare(ours, theirs, frequency, model);
    return isMatch ? veto === null && score >= 0 : veto !== null || score < linkAt;
  }).length;
}

/** Why the hub must not use a model that passed the guard of `learn`; null if it may. */
export function refusalOf(
  { spoken, inForce, learned }: VerdictAgreement,
  shadow: ShadowDifference,
): string | null {
  const percent = (share: number): string => `${Math.round(share * 100)} %`;
  if (inForce - learned > Math.max(VERDICTS_LOST_FREE, spoken * VERDICTS_LOST_SHARE_MAX))
    return `it contradicts ${spoken - learned} of ${spoken} verdicts of stewards, the model in force ${spoken - inForce}`;
  if (shadow.changedShare > CHANGED_SHARE_MAX)
    return `it would decide ${percent(shadow.changedShare)} of the latest records otherwise`;
  if (shadow.largestThen > shadow.largestNow * LARGEST_GROWTH_MAX + LARGEST_GROWTH_FREE)
    return `the largest customer would grow from ${shadow.largestNow} records to ${shadow.largestThen}`;
  if (shadow.askedThen - shadow.askedNow > ASKED_GROWTH_MAX)
    return `people would be asked about ${percent(shadow.askedThen)} of the records instead of ${percent(shadow.askedNow)}`;
  return null;
}
