import Big from "big.js";
import type { CanonicalOrder } from "./order.js";
import type { Channel } from "./vocabulary.js";

/** Where people send an order again because they are not sure that it has arrived: a busy line, a call to ask. */
export const REPEATING_CHANNELS: readonly Channel[] = ["FAX", "CALL_CENTER"];
export const REPEAT_WITHIN_MS = 48 * 3_600_000;

/** What two orders are compared by. */
export interface Repeatable {
  readonly poNumber: string | null;
  /** Null while nobody has decided who buys. */
  readonly customerId: string | null;
  readonly buyer: Pick<CanonicalOrder["buyer"], "name" | "emails" | "phones">;
  readonly lines: readonly Pick<CanonicalOrder["lines"][number], "sku" | "description" | "quantity">[];
}

/**
 * Why an order looks like another one that came shortly before; null if it does not. The buyer has to be
 * the same by customer, name, phone or mail address; then the order number decides, and without two of them
 * the lines do. Two different order numbers are two orders, whatever is in them.
 */
export function whyRepeated(later: Repeatable, earlier: Repeatable): string | null {
  if (!isSameBuyer(later, earlier)) return null;
  const isSameList = listOf(later) === listOf(earlier);
  if (later.poNumber !== null && earlier.poNumber !== null) {
    if (plain(later.poNumber) !== plain(earlier.poNumber)) return null;
    return isSameList ? "the same number and the same lines" : "the same number, but other lines";
  }
  return isSameList ? "the same lines from the same buyer" : null;
}

function isSameBuyer(a: Repeatable, b: Repeatable): boolean {
  if (a.customerId !== null && b.customerId !== null) return a.customerId === b.customerId;
  const name = plain(a.buyer.name ?? "");
  if (name !== "" && name === plain(b.buyer.name ?? "")) return true;
  const known = new Set(contactsOf(b));
  return contactsOf(a).some((contact) => known.has(contact));
}

/** Of a phone number the end: one writes the country code, another a zero. */
const PHONE_END = 8;

function contactsOf({ buyer }: Repeatable): string[] {
  const phones = buyer.phones
    .map((phone) => phone.replace(/\D/g, ""))
    .filter(({ length }) => length >= PHONE_END);
  return [
    ...buyer.emails.map((email) => email.toLowerCase()),
    ...phones.map((digits) => digits.slice(-PHONE_END)),
  ];
}

/** The goods in an order of their own, so that it does not matter how they were listed. */
function listOf({ lines }: Repeatable): string {
  const goods = lines.map(
    ({ sku, description, quantity }) => `${plain(sku ?? description ?? "")}=${new Big(quantity).toFixed()}`,
  );
  return goods.sort().join("\n");
}

/** Letters and digits only: spaces, dashes and capitals are written as people please. */
const plain = (text: string): string =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
