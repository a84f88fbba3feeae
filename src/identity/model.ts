import type { KeptTerms } from "./kept-terms.js";

/** A feature's levels of agreement, with the log-odds (natural logarithm) that each speaks for a match. */
export type LevelWeights = Readonly<Record<string, number>>;

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
  /** Called something else altogether. */
  readonly otherNaming: readonly string[];
  readonly confirming: readonly string[];
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
  weights: {
    taxId: { same: 12, sameUnchecked: 9, slip: 4, different: -9, differentChecked: -12 },
    code: {
      same: 10,
      sameElsewhere: 8,
      sameNumber: 1.5,
      differentNumber: -3,
      differentDocument: -10,
      different: -9,
    },
    kind: { different: -6 },
    birthDate: {
      same: 6.5,
      swapped: 4,
      slip: 3.5,
      twoParts: 2,
      near: 0.5,
      roundYears: -0.5,
      onePart: -2.5,
      different: -6,
    },

    core: {
      same: 5,
      sameReading: 5,
      abbreviated: 3.5,
      homophone: 3,
      slip: 2.5,
      misread: 2.2,
      within: 2,
      acronym: 1,
      overlap: -1.5,
      alike: -0.5,
      differentScript: -3,
      different: -5,
      contrast: -8,
      stranger: -9,
    },
    industry: { same: 2, overlap: 1, sameSoft: 0.5, parent: -5, head: -3, group: -7, different: -10 },
    place: { same: 2, within: 0.5, different: -8 },
    whereabouts: { same: 1.7, within: 0.3, different: -3.5 },
    legalForm: { same: 0.3, different: -0.4 },
    wholeName: { same: 1.2 },

    personName: { joined: 5.5, joinedSlip: 4, homophone: 2, different: -4 },
    nameWord: {
      same: 3.2,
      nickname: 2.7,
      transcribed: 2.9,
      slip: 2.6,
      sounds: 2.4,
      initial: 0.5,
      alike: -1,
      different: -7,
      otherGiven: -11,
    },
    name: { alone: -3 },
    address: { alone: -3 },
    generation: { different: -12 },
    contactName: { same: 1.2, different: -0.1 },

    phone: { same: 5.5, sameTail: 4.5, slip: 3, sameShort: 2, sameExchange: 1.5, different: -0.4 },
    switchboard: { codedShortName: -9 },
    email: {
      same: 6.5,
      sameRole: 0.3,
      namedMailbox: 0.3,
      slip: 4,
      sameMailbox: 2,
      alike: 1,
      different: -0.2,
    },
    domain: { same: 4.5, slip: 2, different: -1.2 },

    street: { same: 4, road: 1.5, otherNumber: -0.3, different: -0.8 },
    postcode: { same: 2.2, slip: 1, different: -0.8 },
    city: { same: 0.8, slip: 0.6, different: -1.5 },
    district: { same: 0.4, different: -0.4 },
    region: { same: 0.3, different: -0.5 },
    country: { different: -1.5 },
    site: { elsewhere: -4 },
    addressRest: { same: 1, slip: 0.7 },
    other: {
      sameNumber: 4,
      sameText: 1.5,
      withinText: 1,
      same: 0.5,
      slip: 0.3,
      different: -0.3,
      differentDocument: -10,
    },
  },
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
    "core.stranger",
    "industry.different",
    "industry.parent",
    "industry.group",
    "industry.head",
    "site.elsewhere",
    "generation.different",
    "switchboard.codedShortName",
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
  overruling: ["taxId.same", "taxId.sameUnchecked", "code.same", "code.sameElsewhere", "email.same"],
  anchoring: [...IDENTIFYING, "street.same"],
  tangible: [...IDENTIFYING, "taxId.slip", "email.slip", "domain.same", "street.same", "birthDate.same"],
  movedShare: 0.1,
  otherSiteShare: 0.1,
  frequency: { free: 20, strength: 0.5, floor: 0.25 },
  terms: null,
};
