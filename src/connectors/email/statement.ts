import type { PartyStatement } from "../../domain/party.js";
import type { FieldProvenance } from "../../domain/provenance.js";
import type { Found, OrderText } from "../reading/prose/order-text.js";
import { isCompany } from "../reading/prose/order-words.js";
import { distinct } from "../reading/values/clean-text.js";
import { isUnattended } from "./automatic.js";
import type { EmailDocument } from "./decode.js";
import { isForwarded } from "./own-words.js";

/** What one part of a mail says: its body, its subject, the lines above an attached table. */
export interface SpokenPart {
  /** Name of the part, for provenance: `body`, `subject`, `attachment:order.xlsx`. */
  readonly part: string;
  readonly text: OrderText;
}

type TextField = {
  [Key in keyof OrderText]: OrderText[Key] extends Found<unknown> | null ? Key : never;
}[keyof OrderText];

/** How far a rule that reads free text can be trusted. A label leaves little room; a layout leaves some. */
const CONFIDENCE: readonly (readonly [RegExp, number])[] = [
  [/^label|^table|^e-mail address/, 0.95],
  [/^labels|^row/, 0.9],
  [/^signature|^code behind|^department/, 0.8],
  [/sentence|^letterhead|^currency/, 0.75],
];
const CONFIDENCE_ELSE = 0.7;

function confidenceOf(rule: string): number {
  return CONFIDENCE.find(([shape]) => shape.test(rule))?.[1] ?? CONFIDENCE_ELSE;
}

/** The value of a field from the first part that gives one, with its provenance. */
export function said<Key extends TextField>(
  parts: readonly SpokenPart[],
  field: Key,
  path: string,
  provenance: FieldProvenance[],
): NonNullable<OrderText[Key]>["value"] | null {
  for (const { part, text } of parts) {
    const found = text[field];
    if (found === null) continue;
    provenance.push(placeOf(found, path, part));
    return found.value;
  }
  return null;
}

export function placeOf(found: Found<unknown>, path: string, part: string): FieldProvenance {
  const { value, range, rule } = found;
  const text = typeof value === "string" ? { text: value } : {};
  return { path, part, range: [...range], confidence: confidenceOf(rule), rule, ...text };
}

/**
 * What the mail says about its sender's company. The address it came from is certain; everything else
 * is as the writer put it.
 */
export function buyerOf(
  parts: readonly SpokenPart[],
  mail: EmailDocument,
  codeSystem: string,
  provenance: FieldProvenance[],
): PartyStatement {
  const written = parts.flatMap(({ text }) => text.emails.map(({ value }) => value));
  const house = houseOf(mail, written);
  const from = mail.from === null || isUnattended(mail.from.address) || house !== null ? null : mail.from;
  const ours = new Set(mail.to.map(({ address }) => address));
  const displayName = from?.name ?? null;
  const company = said(parts, "customerName", "buyer.name", provenance);
  const person = said(parts, "contactName", "buyer.contactName", provenance);
  const isCompanyMailbox = displayName !== null && isCompany(displayName);
  const name = company ?? (isCompanyMailbox ? displayName : null);
  // "Dana" under the letter is the Dana Kowalski it came from.
  const isShort = person !== null && displayName?.startsWith(`${person} `) === true;
  const contactName =
    (isShort ? displayName : person) ??
    (isCompanyMailbox || displayName?.includes("@") === true ? null : displayName);
  if (company === null && name !== null) provenance.push(fromHeader("buyer.name", name));
  if (person === null && contactName !== null) provenance.push(fromHeader("buyer.contactName", contactName));
  if (from !== null) provenance.push(fromHeader("buyer.emails.0", from.address));
  const code = said(parts, "customerCode", "buyer.otherCodes.0", provenance);
  const department = said(parts, "department", "buyer.department", provenance);
  const taxId = said(parts, "taxId", "buyer.taxId", provenance);
  const emails = written.filter((email) => !ours.has(email.toLowerCase()) && domainOf(email) !== house);
  const phones = parts.flatMap(({ part, text }) => text.phones.map((found) => ({ found, part })));
  provenance.push(...phones.map(({ found, part }, at) => placeOf(found, `buyer.phones.${at}`, part)));
  return {
    code: null,
    otherCodes: code === null ? [] : [{ system: codeSystem, value: code }],
    kind: (name !== null && isCompany(name)) || department !== null || taxId !== null ? "ORGANIZATION" : null,
    name,
    department,
    contactName,
    emails: distinct([from?.address, ...emails]).slice(0, 20),
    phones: distinct(phones.map(({ found }) => found.value)).slice(0, 20),
    taxId,
    address: said(parts, "address", "buyer.address", provenance),
  };
}

const domainOf = (address: string): string => address.slice(address.lastIndexOf("@") + 1).toLowerCase();

/**
 * Our own domain, where a colleague has sent on what a customer wrote: then the mail comes from whoever is named in
 * it, and nobody of the house is the customer. Null for every other mail.
 */
function houseOf({ from, to, subject }: EmailDocument, written: readonly string[]): string | null {
  if (from === null || !isForwarded(subject)) return null;
  const domain = domainOf(from.address);
  const isOurs = to.some(({ address }) => domainOf(address) === domain);
  return isOurs && written.some((email) => domainOf(email) !== domain) ? domain : null;
}

function fromHeader(path: string, text: string): FieldProvenance {
  return { path, part: "header:from", rule: "sender", text };
}
