import type { ConnectionSide, SurvivorshipStrategy } from "../../domain/vocabulary.js";

/** How a golden value is chosen among the statements of a customer's records. */
export interface SurvivorshipRule {
  readonly strategy: SurvivorshipStrategy;
  /** Trust in each source, 0 to 1, where this attribute differs from the usual. */
  readonly trust: Readonly<Partial<Record<ConnectionSide, number>>>;
  /** Days in which trust in a statement halves; null if the attribute does not age. */
  readonly halfLifeDays: number | null;
  /** Every value stays, the best first; else one value wins over the others. */
  readonly list: boolean;
}

/** Who is usually believed: systems of record first, what was typed from a voice or read from paper last. */
export const CHANNEL_TRUST: Readonly<Record<ConnectionSide, number>> = {
  EXECUTION: 1,
  EDI: 0.9,
  WEB: 0.8,
  SALES_DESK: 0.75,
  EMAIL: 0.6,
  CALL_CENTER: 0.5,
  FAX: 0.4,
  CARRIER: 0.3,
};

/** What a statement can have more of than another one. */
export type Merit = "DATE" | "COMPLETENESS" | "TRUST" | "COUNT";

/** What each strategy looks at, in this order. Of tax ids and codes the one whose check holds comes before any trust. */
export const STRATEGY_MERITS: Readonly<Record<SurvivorshipStrategy, readonly Merit[]>> = {
  RECENCY: ["DATE"],
  COMPLETENESS: ["COMPLETENESS"],
  SOURCE_PRIORITY: ["COMPLETENESS", "TRUST"],
  FREQUENCY: ["COUNT"],
  PINNED: [],
};

/** What settles a tie, in this order; after them the record id, so that the answer never depends on chance. */
export const TIE_BREAKERS: readonly Merit[] = ["TRUST", "COMPLETENESS", "DATE"];

/**
 * One line per attribute of the golden record. RECENCY takes the latest statement, COMPLETENESS the one
 * that says most, SOURCE_PRIORITY the most trusted after decay, FREQUENCY the one most records make.
 * Addresses are chosen for each role by itself. A steward's pin beats them all.
 */
export const SURVIVORSHIP_RULES = {
  kind: { strategy: "FREQUENCY", trust: {}, halfLifeDays: null, list: false },
  name: { strategy: "COMPLETENESS", trust: {}, halfLifeDays: 1095, list: false },
  localName: { strategy: "COMPLETENESS", trust: {}, halfLifeDays: 1095, list: false },
  taxId: {
    strategy: "SOURCE_PRIORITY",
    trust: { FAX: 0.2, CALL_CENTER: 0.2 },
    halfLifeDays: null,
    list: false,
  },
  emails: { strategy: "RECENCY", trust: { EMAIL: 1 }, halfLifeDays: 730, list: true },
  phones: { strategy: "RECENCY", trust: { CALL_CENTER: 0.8 }, halfLifeDays: 730, list: true },
  addresses: { strategy: "RECENCY", trust: {}, halfLifeDays: 365, list: true },
  departments: { strategy: "FREQUENCY", trust: {}, halfLifeDays: 730, list: true },
  contacts: { strategy: "RECENCY", trust: {}, halfLifeDays: 365, list: true },
  codes: { strategy: "SOURCE_PRIORITY", trust: {}, halfLifeDays: null, list: true },
} as const satisfies Record<string, SurvivorshipRule>;

export type GoldenAttribute = keyof typeof SURVIVORSHIP_RULES;
