import type { CodeSystem } from "./company.js";
import type { HanNaming } from "./han-names.js";
import type { WesternNaming } from "./western-names.js";

/** How a channel states a party: which fields it has, how it names companies, and what it gets wrong. */
export interface Channel {
  readonly han: Readonly<Partial<Record<HanNaming, number>>>;
  readonly western: Readonly<Partial<Record<WesternNaming, number>>>;
  /** Shares of records that state a field at all. */
  readonly shows: Readonly<
    Record<"address" | "contact" | "phone" | "mobile" | "email" | "code" | "tax" | "department", number>
  >;
  /** Shares of names, and of numbers, that come through distorted, and how. */
  readonly distorts: {
    readonly how: "typed" | "heard" | "scanned";
    readonly name: number;
    readonly number: number;
  };
  readonly quotes: Readonly<Partial<Record<CodeSystem, number>>>;
  /** Share of quoted codes that are another customer's. */
  readonly wrongCode: number;
  /** Longer names are cut off at this length. */
  readonly nameLengthMax: number;
  /** Share of records in which a value stands in another one's field, or a placeholder in an empty one. */
  readonly mishaps: number;
}

export type ChannelName = "sales_desk" | "call_center" | "fax" | "email" | "web" | "edi";

export const CHANNELS: Readonly<Record<ChannelName, Channel>> = {
  sales_desk: {
    han: { full: 6, noForm: 2, trade: 1, branch: 0.4, department: 0.4, english: 0.4, old: 0.9 },
    western: { full: 6, noForm: 2, trade: 1, branch: 0.4, department: 0.4, tradingAs: 0.3, old: 0.9 },
    shows: {
      address: 0.85,
      contact: 0.6,
      phone: 0.8,
      mobile: 0.25,
      email: 0.45,
      code: 0.8,
      tax: 0.45,
      department: 0.2,
    },
    distorts: { how: "typed", name: 0.05, number: 0.02 },
    quotes: { erp: 9, legacy: 1 },
    ...{ wrongCode: 0.006, nameLengthMax: 60, mishaps: 0.03 },
  },
  call_center: {
    han: {
      trade: 4,
      noForm: 2,
      full: 1.5,
      core: 1.5,
      department: 1.5,
      englishShort: 0.3,
      old: 0.9,
      brand: 0.3,
    },
    western: {
      trade: 3,
      noForm: 2,
      full: 1.5,
      core: 2,
      department: 1,
      acronym: 0.4,
      brand: 0.4,
      reordered: 0.3,
      old: 0.9,
    },
    shows: {
      address: 0.12,
      contact: 0.6,
      phone: 0.93,
      mobile: 0.35,
      email: 0.05,
      code: 0.3,
      tax: 0.01,
      department: 0.15,
    },
    distorts: { how: "heard", name: 0.35, number: 0.02 },
    quotes: { erp: 8, legacy: 2 },
    ...{ wrongCode: 0.06, nameLengthMax: 60, mishaps: 0.05 },
  },
  fax: {
    han: { full: 6, noForm: 1.5, department: 0.8, branch: 0.5, english: 0.8, pinyin: 1, old: 0.9 },
    western: { full: 6, noForm: 1.5, department: 0.6, branch: 0.4, acronym: 0.1, old: 0.9 },
    shows: {
      address: 0.4,
      contact: 0.35,
      phone: 0.85,
      mobile: 0.05,
      email: 0.12,
      code: 0.25,
      tax: 0.1,
      department: 0.15,
    },
    distorts: { how: "scanned", name: 0.65, number: 0.12 },
    quotes: { erp: 9, legacy: 1 },
    ...{ wrongCode: 0.003, nameLengthMax: 60, mishaps: 0.03 },
  },
  email: {
    han: {
      full: 2.5,
      english: 2.5,
      englishShort: 1,
      trade: 1.5,
      core: 0.3,
      department: 0.7,
      brand: 0.6,
      branch: 0.3,
      pinyin: 0.3,
    },
    western: {
      full: 3,
      noForm: 2,
      trade: 1.5,
      core: 0.7,
      department: 0.8,
      brand: 0.7,
      acronym: 0.3,
      branch: 0.3,
      reordered: 0.1,
    },
    shows: {
      address: 0.4,
      contact: 0.85,
      phone: 0.6,
      mobile: 0.3,
      email: 1,
      code: 0.12,
      tax: 0.08,
      department: 0.25,
    },
    distorts: { how: "typed", name: 0.05, number: 0.02 },
    quotes: { erp: 9, legacy: 1 },
    ...{ wrongCode: 0.005, nameLengthMax: 60, mishaps: 0.03 },
  },
  web: {
    han: {
      full: 3,
      noForm: 2,
      trade: 2,
      english: 1.5,
      englishShort: 0.6,
      brand: 0.6,
      core: 0.4,
      pinyin: 0.4,
      department: 0.3,
    },
    western: {
      full: 3.5,
      noForm: 2.5,
      trade: 1.5,
      brand: 0.6,
      tradingAs: 0.4,
      core: 0.5,
      acronym: 0.2,
      department: 0.3,
    },
    shows: {
      address: 0.92,
      contact: 0.75,
      phone: 0.75,
      mobile: 0.35,
      email: 0.93,
      code: 0.85,
      tax: 0.15,
      department: 0.1,
    },
    distorts: { how: "typed", name: 0.07, number: 0.03 },
    quotes: { web: 1 },
    ...{ wrongCode: 0, nameLengthMax: 40, mishaps: 0.1 },
  },
  edi: {
    han: { full: 4, english: 4, pinyin: 1.5, branch: 0.3 },
    western: { full: 6, noForm: 2, branch: 0.4 },
    shows: {
      address: 0.9,
      contact: 0.1,
      phone: 0.15,
      mobile: 0,
      email: 0.05,
      code: 0.97,
      tax: 0.55,
      department: 0.05,
    },
    distorts: { how: "typed", name: 0.01, number: 0.003 },
    quotes: { edi: 3, erp: 2 },
    ...{ wrongCode: 0.002, nameLengthMax: 35, mishaps: 0.01 },
  },
};

/** Which channel an order comes through; customers with EDI use it for most of what they order. */
export const CHANNEL_SHARES: Readonly<Record<ChannelName, number>> = {
  ...{ sales_desk: 2.2, call_center: 2, fax: 1.6, email: 2.4, web: 2.2, edi: 0 },
};
export const EDI_SHARE = 3;
