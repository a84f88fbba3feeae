import type { Part } from "./parts.js";

/** Countries that companies sit in; CN, TW and HK write Chinese. */
export type Market = "CN" | "TW" | "HK" | "GB" | "US" | "DE" | "FR" | "NL" | "ES" | "IT" | "SE" | "DK";

/** A place of business. Two companies in one building have the same `building`. */
export interface Site {
  readonly market: Market;
  /** What two spellings of one address have in common, whatever they leave out. */
  readonly building: string;
  readonly region: string;
  readonly city: string;
  readonly cityLatin: string;
  readonly district: string;
  readonly districtLatin: string;
  readonly road: string;
  readonly roadLatin: string;
  readonly number: string;
  readonly house: string;
  readonly houseLatin: string;
  readonly floor: string;
  readonly room: string;
  readonly postcode: string;
}

export interface Phone {
  /** Country code, area code, then the rest in groups. */
  readonly international: string;
  readonly kind: "switchboard" | "direct" | "mobile";
  /** Others answer it too: sisters, an agent, an accountant. */
  readonly isShared: boolean;
}

export interface Contact {
  readonly given: string;
  readonly family: string;
  readonly phone: Phone | null;
  readonly email: string | null;
}

/** A company as it really is, before anybody writes it down. */
export interface Company {
  readonly id: string;
  readonly part: Part;
  readonly market: Market;
  /** 云帆, `Brandt Keller`: what is its own in the name. */
  readonly core: string;
  /** The core as Latin letters have it: pinyin, or the English trade name where the company chose one. */
  readonly coreLatin: string;
  /** An English or trade name that has nothing to do with the core, if it has one. */
  readonly brand: string | null;
  /** Row of the trade table; null for holdings. */
  readonly trade: readonly string[] | null;
  /** The order in which its registered name is put together. */
  readonly style: string;
  readonly form: string;
  readonly place: string;
  readonly placeLatin: string;
  readonly region: string;
  /** The core it had before it was renamed. */
  readonly oldCore: string | null;
  readonly head: Site;
  readonly branches: readonly Site[];
  readonly oldSite: Site | null;
  readonly phones: readonly Phone[];
  readonly domain: string | null;
  /** The domain is the group's. */
  readonly sharesDomain: boolean;
  readonly mailboxes: readonly string[];
  readonly contacts: readonly Contact[];
  readonly codes: Readonly<Record<CodeSystem, readonly string[]>>;
  readonly taxId: string | null;
}

/** Numberings that channels quote: our own ERP's, the one before it, the web shop's accounts, EDI locations. */
export type CodeSystem = "erp" | "legacy" | "web" | "edi";

export const isHan = ({ market }: { readonly market: Market }): boolean =>
  market === "CN" || market === "TW" || market === "HK";

/** What of a company a look-alike takes over. */
export type Likeness = Partial<
  Pick<
    Company,
    | "core"
    | "coreLatin"
    | "brand"
    | "trade"
    | "place"
    | "head"
    | "phones"
    | "domain"
    | "sharesDomain"
    | "contacts"
  >
> & {
  readonly market?: Market;
  readonly holding?: boolean;
  readonly otherPlace?: string;
  readonly style?: string;
};
