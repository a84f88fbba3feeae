import type { Comparison } from "../comparing/compare.js";
import type { MatchModel } from "../comparing/model.js";
import { isKin } from "../comparing/relation.js";

export const hasLevel = ({ evidence }: Comparison, levels: readonly string[]): boolean =>
  evidence.some(({ feature, level }) => levels.includes(`${feature}.${level}`));

/**
 * No member of the company is called the same with something beside it, and none has an id in common: what is
 * left is what sister companies share as well. A translated or a short name is every sister's: it confirms
 * nothing where another member is called as a sister is. `all` are the comparisons with every member.
 */
export function isDoubtful(all: readonly Comparison[], model: MatchModel): boolean {
  const { settling, naming, confirming, unsure, vague } = model;
  const named = all.some(({ evidence }) => evidence.some(({ feature }) => feature === "core"));
  const sisterly = all.some((one) => hasLevel(one, unsure));
  const confirmed = (one: Comparison): boolean =>
    hasLevel(one, settling) ||
    (hasLevel(one, naming) &&
      hasLevel(one, confirming) &&
      !hasLevel(one, unsure) &&
      !(sisterly && hasLevel(one, vague)) &&
      !isKin(one.related, model));
  return named && !all.some(confirmed);
}

/** It has an id in common with some of them. Where the name says another thing, somebody may have typed the wrong one. */
export const isSettled = (all: readonly Comparison[], { settling }: MatchModel): boolean =>
  all.some((one) => hasLevel(one, settling));

/**
 * Whether two customers that one record ties together are perhaps two after all: none of their records has an id
 * in common, and some are called as sisters are, or none are called the same. `pairs` know what each customer is known for.
 */
export function isDoubtfulMerge(pairs: readonly Comparison[], model: MatchModel): boolean {
  if (isSettled(pairs, model)) return false;
  return (
    pairs.some((pair) => hasLevel(pair, model.unsure) || isKin(pair.related, model)) ||
    isDoubtful(pairs, model)
  );
}
