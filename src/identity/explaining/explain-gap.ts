import { capTo } from "../comparing/compare.js";
import type { MatchModel } from "../comparing/model.js";
import { limitsOf } from "../comparing/relation.js";
import type { Explanation } from "./explain.js";
import { levelInWords, signed } from "./explain-words.js";

/** The least that would have linked them. */
export interface Gap {
  /** Log-odds that are missing; zero or less if nothing is. */
  readonly missing: number;
  /** The one agreement that would have been enough with the least to spare; null if none would. */
  readonly change: { readonly feature: string; readonly level: string; readonly gain: number } | null;
  readonly words: string;
}

type Counted = Pick<Explanation["steps"][number], "feature" | "level" | "weight">;

/** Features that only companies have, and those that only persons have: nobody can be given the others'. */
const OF_COMPANIES = new Set(["core", "industry", "place", "whereabouts", "legalForm", "wholeName", "taxId"]);
const OF_PERSONS = new Set(["personName", "nameWord", "birthDate"]);
/** Follows from the rest, or is beside the point. */
const NEVER = new Set(["other", "switchboard", "site", "kind", "generation"]);

/** What would have made the difference between this explanation and a link. A veto cannot be outweighed. */
export function gapOf(explanation: Explanation, model: MatchModel): Gap {
  const missing = explanation.linkAt - explanation.score;
  if (explanation.veto !== null) {
    return { missing, change: null, words: `No evidence outweighs the veto: ${explanation.veto}.` };
  }
  if (missing <= 0)
    return { missing, change: null, words: "Nothing is missing: the score is enough to link." };
  const change = smallestChange(explanation, model, missing);
  const short = `${missing.toFixed(2)} log-odds are missing.`;
  if (change === null)
    return { missing, change, words: `${short} No single agreement would have been enough.` };
  const named = levelInWords(change.feature, change.level);
  return { missing, change, words: `${short} Enough would have been: ${named} (${signed(change.gain)}).` };
}

function smallestChange(explanation: Explanation, model: MatchModel, missing: number): Gap["change"] {
  const evidence = explanation.steps.filter(({ level }) => level !== "capped");
  const company = evidence.some(({ feature }) => OF_COMPANIES.has(feature));
  const person = evidence.some(({ feature }) => OF_PERSONS.has(feature));
  const options = Object.entries(model.weights)
    .filter(([feature]) => !NEVER.has(feature) && !feature.startsWith("other:"))
    .filter(([feature]) => !(company && OF_PERSONS.has(feature)) && !(person && OF_COMPANIES.has(feature)))
    .flatMap(([feature, levels]) =>
      Object.entries(levels)
        .filter(([, weight]) => weight > 0)
        .map(([level, weight]) => ({
          ...{ feature, level },
          gain: gainOf(evidence, { feature, level, weight }, explanation, model),
        })),
    );
  return options.filter(({ gain }) => gain >= missing).sort((a, b) => a.gain - b.gain)[0] ?? null;
}

/** What the sum gains if the worst evidence of the feature were this instead, the caps of its groups applied. */
function gainOf(
  evidence: readonly Counted[],
  wanted: Counted,
  { related }: Explanation,
  model: MatchModel,
): number {
  const own = evidence.filter(({ feature }) => feature === wanted.feature);
  const worst = own.toSorted((a, b) => a.weight - b.weight)[0];
  const after = [...evidence.filter((one) => one !== worst), wanted];
  const groups = model.groups.filter(({ features }) => features.includes(wanted.feature));
  if (groups.length === 0) return wanted.weight - (worst?.weight ?? 0);
  return groups.reduce((gain, group) => {
    const { features, floor } = group;
    const { most, excessShare } = limitsOf(group, related, model);
    const capped = (list: readonly Counted[]): number =>
      capTo(
        list.reduce((sum, { feature, weight }) => (features.includes(feature) ? sum + weight : sum), 0),
        ...([most, floor, excessShare] as const),
      );
    return gain + capped(after) - capped(evidence);
  }, 0);
}
