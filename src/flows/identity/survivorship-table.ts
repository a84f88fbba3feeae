import { CONNECTION_SIDES, type ConnectionSide, type SurvivorshipStrategy } from "../../domain/vocabulary.js";
import {
  CHANNEL_TRUST,
  type GoldenAttribute,
  STRATEGY_MERITS,
  SURVIVORSHIP_RULES,
  type SurvivorshipRule,
  TIE_BREAKERS,
} from "../../identity/golden/survivorship-rules.js";

/** One row of the table by which golden values are chosen, with nothing left to look up elsewhere. */
export interface SurvivorshipTableRow {
  readonly attribute: string;
  readonly strategy: SurvivorshipStrategy;
  readonly isList: boolean;
  readonly halfLifeDays: number | null;
  /** The most trusted first. */
  readonly trust: readonly { readonly channel: ConnectionSide; readonly trust: number }[];
  readonly tieBreakers: readonly string[];
}

export const SURVIVORSHIP_TABLE: readonly SurvivorshipTableRow[] = (
  Object.entries(SURVIVORSHIP_RULES) as [GoldenAttribute, SurvivorshipRule][]
).map(([attribute, { strategy, list, halfLifeDays, trust }]) => ({
  ...{ attribute, strategy, isList: list, halfLifeDays },
  trust: CONNECTION_SIDES.map((channel) => ({
    channel,
    trust: trust[channel] ?? CHANNEL_TRUST[channel],
  })).sort((a, b) => b.trust - a.trust),
  // What the strategy itself looks at first breaks no tie.
  tieBreakers: [...new Set([...STRATEGY_MERITS[strategy], ...TIE_BREAKERS, "RECORD_ID"])].slice(1),
}));
