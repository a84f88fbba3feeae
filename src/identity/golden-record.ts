import type { PostalAddress } from "../domain/address.js";
import type { CustomerKind, SurvivorshipStrategy } from "../domain/vocabulary.js";
import type { PartyCode } from "./code.js";

/** A statement that was not chosen, kept beside the one that was. */
export interface LosingValue<T> {
  readonly value: T;
  readonly recordId: string;
  readonly system: string;
  readonly statedAt: string;
}

/** A value of the golden record, with where it came from and what it won against. */
export interface GoldenValue<T> {
  readonly value: T;
  /** Null for what a steward has pinned. */
  readonly recordId: string | null;
  readonly system: string | null;
  readonly statedAt: string | null;
  readonly strategy: SurvivorshipStrategy;
  /** In a single attribute the other values; in a list the other spellings of this one. */
  readonly losing: readonly LosingValue<T>[];
}

export interface GoldenAddress extends GoldenValue<PostalAddress> {
  /** The address last stated, or one that was stated before it. */
  readonly role: "CURRENT" | "EARLIER";
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
  readonly departments: readonly GoldenValue<string>[];
  readonly contacts: readonly GoldenValue<string>[];
  readonly codes: readonly GoldenValue<PartyCode>[];
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
