import type { Comparison } from "./compare.js";
import type { MatchModel } from "./model.js";

export const hasLevel = ({ evidence }: Comparison, levels: readonly string[]): boolean =>
  evidence.some(({ feature, level }) => levels.includes(`${feature}.${level}`));

/** Its code or tax id says one thing and its name another: somebody may have typed the wrong one. */
export const isContested = (all: readonly Comparison[], { settling }: MatchModel): boolean =>
  all.some((one) => hasLevel(one, settling));

/**
 * No member of the company is called the same with something beside it, and none has an id in common: what is
 * left is what sister companies share as well. `all` are the comparisons with every member.
 */
export function isDoubtful(
  all: readonly Comparison[],
  { settling, naming, confirming }: MatchModel,
): boolean {
  const named = all.some(({ evidence }) => evidence.some(({ feature }) => feature === "core"));
  const confirmed = (one: Comparison): boolean =>
    hasLevel(one, settling) || (hasLevel(one, naming) && hasLevel(one, confirming));
  return named && !all.some(confirmed);
}
