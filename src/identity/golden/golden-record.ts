import type { PostalAddress } from "../../domain/address.js";
import type {
  AddressRole,
  ConnectionSide,
  CustomerKind,
  SurvivorshipStrategy,
} from "../../domain/vocabulary.js";
import type { PartyCode } from "../normalizing/code.js";

/** A statement that was not chosen, kept beside the one that was. */
export interface LosingValue<T> {
  readonly value: T;
  /** Null for a value that was taken from a golden record, not from a statement. */
  readonly recordId: string | null;
  /** Which statement under its source key the record is; null where nobody counts them. */
  readonly version: number | null;
  readonly system: string | null;
  readonly channel: ConnectionSide | null;
  readonly statedAt: string | null;
}

/** A value of the golden record, with where it came from, why it won, and what it won against. Pinned ones have no record. */
export interface GoldenValue<T> extends LosingValue<T> {
  readonly strategy: SurvivorshipStrategy;
  /** Why it is this one, in words. */
  readonly why: string;
  /** In a single attribute the other values; in a list the other spellings of this one. */
  readonly losing: readonly LosingValue<T>[];
}

/** From one statement to the one that replaced it; `to` is null while it stands. */
export interface Period {
  readonly from: string;
  readonly to: string | null;
}

export interface GoldenAddress extends GoldenValue<PostalAddress> {
  /** What the address is for, as its statements say. */
  readonly role: AddressRole;
  /** True for the one address of its role that stands. */
  readonly current: boolean;
  /** Since when, or from when last, it stood; null for a pinned address. */
  readonly validFrom: string | null;
  /** When another address of its role replaced it; null while it stands. */
  readonly validTo: string | null;
  /** Every stretch of time it stood for, the oldest first: an address that is stated again comes back. */
  readonly periods: readonly Period[];
}

/** A part of the customer, never a customer of its own, and what is known of it from the records that name it. */
export interface GoldenDepartment extends GoldenValue<string> {
  readonly contacts: readonly string[];
  readonly phones: readonly string[];
  readonly emails: readonly string[];
  readonly addresses: readonly PostalAddress[];
  readonly recordIds: readonly string[];
}

/** What the golden record was made of. */
export interface Basis {
  readonly records: number;
  /** Older records beyond the limit that nobody looked at. */
  readonly leftOut: number;
}

/** What is known of one customer, every value with its provenance. Lists have the best value first. */
export interface GoldenRecord {
  readonly kind: GoldenValue<CustomerKind> | null;
  readonly name: GoldenValue<string> | null;
  /** The name in the customer's own script, where `name` is in Latin letters. */
  readonly localName: GoldenValue<string> | null;
  readonly taxId: GoldenValue<string> | null;
  readonly emails: readonly GoldenValue<string>[];
  readonly phones: readonly GoldenValue<string>[];
  readonly addresses: readonly GoldenAddress[];
  readonly departments: readonly GoldenDepartment[];
  readonly contacts: readonly GoldenValue<string>[];
  readonly codes: readonly GoldenValue<PartyCode>[];
  readonly basis: Basis;
}

/** The golden record as plain values: what a form or an order needs. */
export interface GoldenCustomer {
  readonly kind: CustomerKind | null;
  readonly name: string | null;
  readonly localName: string | null;
  readonly taxId: string | null;
  readonly emails: readonly string[];
  readonly phones: readonly string[];
  readonly addresses: readonly PostalAddress[];
  readonly departments: readonly string[];
  readonly contacts: readonly string[];
  readonly codes: readonly PartyCode[];
}

export function goldenCustomer(record: GoldenRecord): GoldenCustomer {
  const values = <T>(list: readonly GoldenValue<T>[]): T[] => list.map(({ value }) => value);
  return {
    kind: record.kind?.value ?? null,
    name: record.name?.value ?? null,
    localName: record.localName?.value ?? null,
    taxId: record.taxId?.value ?? null,
    emails: values(record.emails),
    phones: values(record.phones),
    addresses: values(record.addresses),
    departments: values(record.departments),
    contacts: values(record.contacts),
    codes: values(record.codes),
  };
}
