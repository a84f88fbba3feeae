import { createHash } from "node:crypto";
import { type Customer, customerOf, lookAlike } from "./customers.js";
import { chanceOf } from "./drawing.js";
import { firstStatement, laterStatement, type Stated } from "./statements.js";

/** How many records the customers have, twenty at a time: 2.5 each, most of them one or two. */
const RECORDS = [1, 2, 1, 3, 1, 2, 1, 4, 2, 1, 3, 1, 5, 2, 1, 10, 1, 3, 2, 4];
const OF_TWENTY = RECORDS.reduce((sum, records) => sum + records, 0);

export const customersOf = (records: number): number =>
  Math.max(1, Math.round((records * RECORDS.length) / OF_TWENTY));
/** The number of the first record of a customer. */
export const firstRecordOf = (customer: number): number =>
  Math.floor(customer / RECORDS.length) * OF_TWENTY +
  RECORDS.slice(0, customer % RECORDS.length).reduce((sum, records) => sum + records, 0);
const recordsOf = (customer: number): number => RECORDS[customer % RECORDS.length] ?? 1;

const FIRST_AT = Date.UTC(2025, 0, 1);
const APART_MS = 5_000;

/** Ids carry their time in front, as the hub's own do; the rest follows from the number. */
export function idOf(what: string, record: number): string {
  const time = (FIRST_AT + record * APART_MS).toString(16).padStart(12, "0");
  const rest = createHash("md5").update(`${what}${record}`).digest("hex");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${rest.slice(0, 3)}-8${rest.slice(3, 6)}-${rest.slice(6, 18)}`;
}

/** A customer bears the id of the record that founded it. */
export const customerIdOf = (customer: number): string => idOf("record", firstRecordOf(customer));

export interface NumberedRecord extends Stated {
  readonly number: number;
  readonly statedAt: Date;
}

/** Every record of a customer, the sales desk's first. */
export function recordsOfCustomer(number: number): NumberedRecord[] {
  const customer = customerOf(number);
  const first = firstRecordOf(number);
  return Array.from({ length: recordsOf(number) }, (_, at) => ({
    number: first + at,
    statedAt: new Date(FIRST_AT + (first + at) * APART_MS),
    ...stated(customer, first + at, at === 0),
  }));
}

const stated = (customer: Customer, record: number, isFirst: boolean): Stated =>
  (isFirst ? firstStatement : laterStatement)(customer, chanceOf(record, 4));

export interface Probe extends Stated {
  readonly kind: "known" | "look-alike" | "new";
  /** The customer that it is, if it is a known one. */
  readonly customerId: string | null;
}

const KNOWN_SHARE = 0.6;
const LOOK_ALIKE_SHARE = 0.2;

/** What is stated while it is measured: a known customer once more, somebody who resembles one, or somebody new. */
export function probeOf(number: number, customers: number): Probe {
  const random = chanceOf(number, 5);
  const kind = random();
  const known = Math.floor(random() * customers);
  // Numbers far above those of the loaded ones, and never again the same.
  const fresh = 100_000_000 + number;
  if (kind < KNOWN_SHARE)
    return { kind: "known", customerId: customerIdOf(known), ...laterStatement(customerOf(known), random) };
  if (kind < KNOWN_SHARE + LOOK_ALIKE_SHARE) {
    const other = lookAlike(customerOf(known), fresh, random);
    return { kind: "look-alike", customerId: null, ...laterStatement(other, random) };
  }
  return { kind: "new", customerId: null, ...firstStatement(customerOf(fresh), random) };
}
