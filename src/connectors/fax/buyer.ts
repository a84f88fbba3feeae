import type { PartyStatement } from "../../domain/party.js";
import type { FieldProvenance } from "../../domain/provenance.js";
import type { OrderText } from "../reading/prose/order-text.js";
import type { FaxDocument } from "./document.js";

export interface PhoneNumber {
  readonly value: string;
  /** Where it stands, if not in the text of the order. */
  readonly source: Omit<FieldProvenance, "path"> | null;
}

/** Who the fax says it is from. Whose customer that is, is decided elsewhere. */
export function buyerOf(
  read: OrderText,
  phones: readonly PhoneNumber[],
  mailFrom: readonly string[],
  codeSystem: string,
): PartyStatement {
  const code = read.customerCode?.value;
  return {
    code: null,
    otherCodes: code === undefined ? [] : [{ system: codeSystem, value: code }],
    kind: null,
    name: read.customerName?.value ?? null,
    department: read.department?.value ?? null,
    contactName: read.contactName?.value ?? null,
    emails: [...read.emails.map(({ value }) => value), ...mailFrom],
    phones: phones.map(({ value }) => value),
    taxId: read.taxId?.value ?? null,
    address: read.address?.value ?? null,
  };
}

/** The address of the mail that brought a scan, unless the scan names it itself; one or none. */
export function mailSender(headers: Readonly<Record<string, string>>, read: OrderText): string[] {
  const from = headers["mail-from"];
  if (from === undefined || from.length > EMAIL_CHARS_MAX || read.emails.length >= EMAILS_MAX) return [];
  return read.emails.some(({ value }) => value.toLowerCase() === from) ? [] : [from];
}

const EMAIL_CHARS_MAX = 200;
const EMAILS_MAX = 20;

/**
 * The numbers in the text, then the number of the sending machine. The machine's owner types it in
 * himself, and it may be the copy shop's: it comes last, and its provenance tells it apart.
 */
export function phonesOf(read: OrderText, document: FaxDocument): PhoneNumber[] {
  const stated: PhoneNumber[] = read.phones.map(({ value }) => ({ value, source: null }));
  const known = new Set(stated.map(({ value }) => digitsOf(value)));
  const machine = machineNumber(document);
  return machine === null || known.has(digitsOf(machine.value)) ? stated : [...stated, machine];
}

function machineNumber(document: FaxDocument): PhoneNumber | null {
  if (document.sender !== null)
    return { value: document.sender, source: { rule: "sender kept by the fax server" } };
  for (const { headerStrip, number } of document.pages) {
    if (headerStrip === null || headerStrip.sender === null) continue;
    const { box, confidence, text, sender } = headerStrip;
    const [left, top, right, bottom] = box;
    return {
      value: sender,
      source: {
        page: number,
        box: [left, top, right, bottom],
        confidence,
        text,
        rule: "header line of the sending machine",
      },
    };
  }
  return null;
}

const digitsOf = (phone: string): string => phone.replace(/\D/g, "");
