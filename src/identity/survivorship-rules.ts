import type { ConnectionSide, SurvivorshipStrategy } from "../domain/vocabulary.js";

/** How a golden value is chosen among the statements of a customer's records. */
export interface SurvivorshipRule {
  readonly strategy: SurvivorshipStrategy;
  /** Trust in each source, 0 to 1, where this attribute differs from the usual. */
  readonly trust: Readonly<Partial<Record<ConnectionSide, number>>>;
  /** Days in which trust in a statement halves; null if the attribute does not age. */
  readonly halfLifeDays: number | null;
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
};

/**
 * One line per attribute of the golden record. RECENCY takes the latest statement, COMPLETENESS the one
 * that says most, SOURCE_PRIORITY the most trusted after decay, FREQUENCY the one most records make.
 * What ties is settled by trust, then by date, then by record id; a steward's pin beats them all.
 */
export const SURVIVORSHIP_RULES = {
  kind: { strategy: "FREQUENCY", trust: {}, halfLifeDays: null },
  name: { strategy: "COMPLETENESS", trust: {}, halfLifeDays: 1095 },
  localName: { strategy: "COMPLETENESS", trust: {}, halfLifeDays: 1095 },
  taxId: { strategy: "SOURCE_PRIORITY", trust: { FAX: 0.2, CALL_CENTER: 0.2 }, halfLifeDays: null },
  emails: { strategy: "RECENCY", trust: { EMAIL: 1 }, halfLifeDays: 730 },
  phones: { strategy: "RECENCY", trust: { CALL_CENTER: 0.8 }, halfLifeDays: 730 },
  addresses: { strategy: "RECENCY", trust: {}, halfLifeDays: 365 },
  departments: { strategy: "FREQUENCY", trust: {}, halfLifeDays: 730 },
  contacts: { strategy: "RECENCY", trust: {}, halfLifeDays: 365 },
  codes: { strategy: "SOURCE_PRIORITY", trust: {}, halfLifeDays: null },
} as const satisfies Record<string, SurvivorshipRule>;

export type GoldenAttribute = keyof typeof SURVIVORSHIP_RULES;
