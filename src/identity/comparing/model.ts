import { HAND_WEIGHTS, type LevelWeights } from "../data/hand-weights.js";
import type { KeptTerms } from "./kept-terms.js";

/**
 * Everything numeric in the comparison of two records, as data: it can be reviewed by reading, stored
 * with every decision by its version, and replaced by learned weights of the same shape.
 */
export interface MatchModel {
  readonly version: string;
  /** Log-odds that two records which share a blocking key are one customer, before any evidence. */
  readonly prior: number;
  readonly weights: Readonly<Record<string, LevelWeights>>;
  /** Features that say the same thing in several ways count together, at most up to a cap. */
  readonly groups: readonly {
    readonly name: string;
    readonly features: readonly string[];
    readonly cap: number;
    readonly floor: number;
    /** The cap between sister companies, which share switchboard, mail domain and building. */
    readonly sisterCap: number;
  }[];
  /** What counts of the evidence beyond a cap: fields that agree together say a little more than one, not all. */
  readonly excessShare: number;
  /** Levels that rule a match out: `feature.level` to the reason, and whether a shared identifier overrules it as a slip. */
  readonly vetoes: Readonly<Record<string, { readonly reason: string; readonly unlessIdentified: boolean }>>;
  /** Levels whose weight is a decision about what one customer is; learning leaves them as they are. */
  readonly decided: readonly string[];
  /** Levels that prove an identity by themselves: with one of them, a different address is a move. */
  readonly identifying: readonly string[];
  /** Levels that tie two records together by more than a name: with one of them, doubt needs a person. */
  readonly tangible: readonly string[];
  /**
   * What companies that share a switchboard, a domain or a building do not have in common: an id, which settles
   * who it is, or the same name with something beside it. Else a person is asked.
   */
  readonly settling: readonly string[];
  readonly naming: readonly string[];
  /** Called the same, but not so that it would tell sisters apart: translated, or without the trade. */
  readonly vague: readonly string[];
  /** Called something else altogether. */
  readonly otherNaming: readonly string[];
  readonly confirming: readonly string[];
  /** What a sister may be called too: then nothing that sisters share confirms the name. */
  readonly unsure: readonly string[];
  /** Levels that overrule a veto, because it is likelier that what contradicts them is a slip. */
  readonly overruling: readonly string[];
  /** Levels with any one record of a customer that make a different address of its others a move. */
  readonly anchoring: readonly string[];
  /** What is left of evidence against a match from the address of a customer who has moved. */
  readonly movedShare: number;
  /** What is left of the doubt that one name at two sites is two customers, once more than the name ties them. */
  readonly otherSiteShare: number;
  /** Sharing a value that many share proves less: beyond `free` records each doubling costs. */
  readonly frequency: { readonly free: number; readonly strength: number; readonly floor: number };
  /** How common values were where the model was learned; null for a model that has seen no data. */
  readonly terms: {
    readonly records: number;
    /** By kind of value, the logarithm of the chance that two records share one by accident. */
    readonly chance: Readonly<Record<string, number>>;
    /** How much of the difference counts, and the most that it may. */
    readonly strength: number;
    readonly limit: number;
    /** The counts themselves, where the model is used apart from what it was learned from. */
    readonly kept?: KeptTerms;
  } | null;
}

const IDENTIFYING = [
  "taxId.same",
  "taxId.sameUnchecked",
  "code.same",
  "code.sameElsewhere",
  "phone.same",
  "phone.sameTail",
  "email.same",
];

export const MODEL: MatchModel = {
  version: "hand-1",
  prior: -4,
  weights: HAND_WEIGHTS,
  groups: [
    { name: "contact", features: ["phone", "email", "domain"], cap: 9, floor: -2, sisterCap: 1.5 },
    {
      name: "location",
      features: ["street", "postcode", "city", "district", "region", "country", "addressRest"],
      cap: 7,
      floor: -3,
      sisterCap: 1,
    },
    {
      name: "company name",
      features: ["core", "industry", "place", "whereabouts", "legalForm", "wholeName"],
      cap: 11,
      floor: -12,
      sisterCap: -3,
    },
    { name: "person name", features: ["personName", "nameWord"], cap: 8, floor: -16, sisterCap: 8 },
  ],
  excessShare: 0,
  vetoes: {
    "taxId.differentChecked": { reason: "their tax ids are both valid and differ", unlessIdentified: false },
    "birthDate.different": { reason: "they were born on different days", unlessIdentified: true },
    "generation.different": { reason: "one is the junior, the other the senior", unlessIdentified: false },
  },
  decided: [
    "kind.different",
    "core.contrast",
    "core.otherNumber",
    "core.stranger",
    "industry.different",
    "industry.parent",
    "industry.group",
    "industry.head",
    "site.elsewhere",
    "generation.different",
    "switchboard.codedShortName",
    "sisterName.unsaidTrade",
    "sisterName.contradicted",
    "sisterName.otherWord",
  ],
  identifying: IDENTIFYING,
  settling: ["taxId.same", "taxId.sameUnchecked", "code.same", "code.sameElsewhere"],
  naming: [
    "core.same",
    "core.sameReading",
    "core.homophone",
    "core.abbreviated",
    "core.slip",
    "core.misread",
  ],
  vague: ["core.sameReading", "sisterName.unsaidTrade"],
  otherNaming: ["core.different", "core.differentScript", "core.stranger"],
  confirming: [
    "industry.same",
    "industry.sameSoft",
    "wholeName.same",
    "place.same",
    "phone.same",
    "phone.sameTail",
    "email.same",
    "contactName.same",
    "street.same",
  ],
  unsure: ["sisterName.contradicted", "sisterName.otherWord"],
  overruling: ["taxId.same", "taxId.sameUnchecked", "code.same", "code.sameElsewhere", "email.same"],
  anchoring: [...IDENTIFYING, "street.same"],
  tangible: [...IDENTIFYING, "taxId.slip", "email.slip", "domain.same", "street.same", "birthDate.same"],
  movedShare: 0.1,
  otherSiteShare: 0.1,
  frequency: { free: 20, strength: 0.5, floor: 0.25 },
  terms: null,
};
