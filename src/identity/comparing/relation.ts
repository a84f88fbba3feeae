import type { Features } from "../normalizing/features.js";
import type { Finding } from "./finding.js";
import type { MatchModel } from "./model.js";

/** How two records belong together without being one customer. */
export type Relation = "sister company" | "parent company" | "other company" | "branch" | "household";
export const HOUSEHOLD = "household";

/** Relations whose two sides share contacts and addresses as a matter of course. */
export const SHARED_BY = {
  "sister company": "sister companies share it",
  "parent company": "a company and its parent share it",
  "other company": "companies of two names may share it",
  [HOUSEHOLD]: "a household shares it",
} as const;

/** A model that has learned from its own set knows how often a wrong given name stands beside a shared phone. */
export const isKin = (related: Relation | null, { terms }: MatchModel): related is keyof typeof SHARED_BY =>
  related !== null && related !== "branch" && (related !== HOUSEHOLD || terms === null);

/** The most that the evidence of a group may say, and what counts of the excess. */
export function limitsOf(
  { cap, sisterCap }: MatchModel["groups"][number],
  related: Relation | null,
  model: MatchModel,
): { readonly most: number; readonly excessShare: number } {
  const free = related === null || (related === HOUSEHOLD && !isKin(related, model));
  return {
    most: isKin(related, model) ? Math.min(cap, sisterCap) : cap,
    excessShare: free ? model.excessShare : 0,
  };
}

const REACHED_BY = ["phone.same", "phone.sameTail", "email.same", "domain.same", "code.same", "taxId.same"];

const OTHERWISE = ["phone.different", "email.different", "domain.different", "code.different"];

/** Whoever has these in common is one person under a name that was written wrongly. */
const PERSONAL = ["taxId.same", "taxId.sameUnchecked", "code.same"];

/**
 * The same core in another trade, or with another number, is a sister; a branch belongs to its company; one family name with two
 * given names, or with names that only might be one and two birth dates, is a household.
 */
export function relationOf(findings: readonly Finding[], a: Features, b: Features): Relation | null {
  const shown = new Set(findings.map(({ feature, level }) => `${feature}.${level}`));
  const shows = (name: string): boolean => shown.has(name);
  const bornApart = shows("birthDate.different") || shows("birthDate.onePart");
  const otherName = shows("nameWord.otherGiven") || (shows("nameWord.alike") && bornApart);
  if (otherName && !PERSONAL.some(shows)) return HOUSEHOLD;
  const core = findings.find(({ feature }) => feature === "core");
  if (core === undefined) return null;
  if (core.level === "contrast" || core.level === "otherNumber" || shows("industry.different"))
    return "sister company";
  if (shows("industry.group")) return "parent company";
  if (core.level === "stranger") return "other company";
  // Two names in one building, and each is reached otherwise: neighbors.
  const reachedApart = OTHERWISE.some(shows) && !REACHED_BY.some(shows);
  if (core.level === "different" && reachedApart) return "other company";
  if (core.level.startsWith("different")) return null;
  return a.organization?.branch !== b.organization?.branch ? "branch" : null;
}
