import type { CustomerKind } from "../../domain/vocabulary.js";
import type { LegalFormClass } from "../data/legal-forms.js";

/** Raised whenever the same statement would normalize differently: stored features tell old from new. */
export const FEATURES_VERSION = 4;

/** A company name taken apart: 深圳市 · 云帆 · 科技 · 有限公司, and what was appended to it. */
export interface OrganizationName {
  /** As stated, in one width and Simplified characters. */
  readonly text: string;
  readonly script: "HAN" | "LATIN";
  /** The distinctive part: 云帆, `harbor street`. */
  readonly core: string;
  /** Ways to read the core in plain letters without spaces; two names with a reading in common sound alike. */
  readonly readings: readonly string[];
  /** Words of the core, for names in which words come and go. */
  readonly tokens: readonly string[];
  /** Ids of what the company does, as far as its name says. */
  readonly industries: readonly string[];
  /** Id of the Chinese place in the name; null if there is none. */
  readonly place: string | null;
  readonly legalForm: LegalFormClass | null;
  /** Initials of core and industry words of a Latin name; null for names of one word. */
  readonly acronym: string | null;
  readonly branch: string | null;
  readonly department: string | null;
}

/** A person's name taken apart, whatever the order and script it was written in. */
export interface PersonName {
  readonly text: string;
  /** The Han characters, if it was written in them. */
  readonly han: string | null;
  /** Folded words, given and family name in the order stated; for Han names their readings. */
  readonly tokens: readonly string[];
  /** The tokens joined in each order that makes sense: `liwei`, `weili`. */
  readonly joined: readonly string[];
  /** The word of the tokens that tells the members of a family apart; null for names of one word. */
  readonly given: string | null;
  /** Written in a script whose letters were only transcribed, often without vowels. */
  readonly foreign: boolean;
  /** Junior, senior, second: null if the name does not say. */
  readonly generation: string | null;
}

export interface Email {
  readonly address: string;
  /** Null where only the domain is known, from a web address. */
  readonly local: string | null;
  readonly domain: string;
  /** Anybody can get a mailbox at this domain. */
  readonly free: boolean;
  /** Read by a role, not by a person. */
  readonly role: boolean;
}

export interface Phone {
  /** E.164 where the country is known, else the bare digits. */
  readonly number: string;
  readonly country: string | null;
  /** The last digits, which stay the same however the front is written. */
  readonly tail: string;
  /** Chinese place of its area code. */
  readonly place: string | null;
}

export const TAX_ID_KINDS = ["USCC", "VAT", "LEI", "TW_BAN", "OTHER"] as const;
export interface TaxId {
  readonly kind: (typeof TAX_ID_KINDS)[number];
  readonly value: string;
  /** Its check digits are right. False too for kinds that have none: then it proves less. */
  readonly checked: boolean;
  /** Who gave it, as far as the source keeps ids of several offices apart: numbers of two offices never contradict. */
  readonly register: string | null;
}

export interface AddressFeatures {
  /** ISO 3166-1 alpha-2, null if unknown. */
  readonly country: string | null;
  readonly region: string | null;
  readonly city: string | null;
  readonly district: string | null;
  /** Name of the road without its type, directions and ordinals in one notation: `gaoxinnan1`. */
  readonly road: string | null;
  readonly houseNumber: string | null;
  readonly postcode: string | null;
  /** Further lines: estate, building, floor; folded and joined. */
  readonly rest: string | null;
}

/** What normalization makes of a statement: all that comparison needs; plain data, stored with the record. */
export interface Features {
  readonly version: number;
  /** As stated, or as the name betrays; null if nothing tells. */
  readonly kind: CustomerKind | null;
  readonly organization: OrganizationName | null;
  /** The party itself, when it is or may be a person. */
  readonly person: PersonName | null;
  /** Further names of the party: a trade name, a former one, the same one in its own script. */
  readonly alsoNamed: {
    readonly organizations: readonly OrganizationName[];
    readonly persons: readonly PersonName[];
  };
  /** Somebody who speaks for the party. */
  readonly contact: PersonName | null;
  readonly department: string | null;
  readonly emails: readonly Email[];
  readonly phones: readonly Phone[];
  readonly taxId: TaxId | null;
  /** Ids of other offices, where a source keeps several. */
  readonly otherTaxIds: readonly TaxId[];
  readonly address: AddressFeatures | null;
  /** ISO date. */
  readonly birthDate: string | null;
  /** Whatever else a source knows, folded, by the name of its field. */
  readonly other: Readonly<Record<string, string>>;
}
