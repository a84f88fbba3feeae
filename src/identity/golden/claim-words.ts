import type { SurvivorshipStrategy } from "../../domain/vocabulary.js";
import type { Weighed } from "./claims.js";
import { type Merit, STRATEGY_MERITS, TIE_BREAKERS } from "./survivorship-rules.js";

/** What a tie in each merit is called. */
const AS_GOOD: Readonly<Record<Merit, string>> = {
  DATE: "stated at the same time as the next",
  COMPLETENESS: "as full as the next",
  TRUST: "as trusted as the next",
  COUNT: "stated as often as the next",
};

/** Of what can be checked, completeness is whether it is right. */
const CHECK_HOLDS = "its check digits hold, and those of the next do not";

const WON_BY: Readonly<Record<Merit, (ours: Weighed<unknown>, next: Weighed<unknown>) => string>> = {
  DATE: (ours, next) =>
    `stated last, on ${dayOf(ours)}; the next was stated on ${dayOf(ours) === dayOf(next) ? "the same day, earlier" : dayOf(next)}`,
  COMPLETENESS: () => "it says more than the next",
  TRUST: (ours, next) =>
    ours.claim.channel === next.claim.channel
      ? `${ours.claim.channel} said so on ${dayOf(ours)}, and trust in what it said on ${dayOf(next)} has aged more`
      : `${ours.claim.channel} is trusted more: ${trust(ours)} against ${trust(next)} of ${next.claim.channel}, age counted`,
  COUNT: (ours, next) => `stated by ${records(ours.merits.COUNT)}, the next by ${next.merits.COUNT}`,
};

/** Why a value comes before the next one. `next` is null where no other value is stated. */
export function whyFirst<T>(
  strategy: SurvivorshipStrategy,
  ours: Weighed<T>,
  next: Weighed<T> | null,
  statements: number,
): string {
  if (next === null) return statements === 1 ? "stated by one record" : `stated by ${records(statements)}`;
  const order = [...new Set([...STRATEGY_MERITS[strategy], ...TIE_BREAKERS])];
  const at = order.findIndex((merit) => ours.merits[merit] !== next.merits[merit]);
  // What the strategy is called by; a check that holds for both is not worth a word.
  const own = strategy === "SOURCE_PRIORITY" ? "TRUST" : STRATEGY_MERITS[strategy][0];
  const isTie = own !== undefined && (at < 0 || at > order.indexOf(own));
  const ties = isTie ? [AS_GOOD[own]] : [];
  const merit = order[at];
  if (merit === "COMPLETENESS" && strategy === "SOURCE_PRIORITY") return CHECK_HOLDS;
  const last =
    merit === undefined
      ? "nothing tells them apart, so the smaller record id decides"
      : WON_BY[merit](ours, next);
  return [...ties, last].join("; ");
}

/** Of several spellings the fullest stands for all. */
export const whySpelling = (others: number): string =>
  others === 0 ? "" : `; the fullest of ${others + 1} spellings`;

const records = (count: number): string => (count === 1 ? "one record" : `${count} records`);
const dayOf = ({ claim }: Weighed<unknown>): string => claim.statedAt.slice(0, 10);
const trust = ({ merits }: Weighed<unknown>): string => merits.TRUST.toFixed(2);
