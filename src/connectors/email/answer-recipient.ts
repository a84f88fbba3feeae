import { isListed } from "./address-list.js";
import { isUnattended, whyAutomatic } from "./automatic.js";
import type { EmailDocument } from "./decode.js";
import type { EmailSettings } from "./settings.js";

/** An address that fits an envelope as it stands: no quoting, no other alphabet. */
const PLAIN_ADDRESS = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,190}$/;
const BULK = /bulk|list|junk/i;

/**
 * Who gets the answer to a mail: its author, if it was a person's mail to us. Null for everything that a
 * machine has sent or passed on, because two machines that answer each other never stop (RFC 3834).
 */
export function answerRecipient(
  mail: EmailDocument,
  envelope: Readonly<Record<string, string>>,
  { answerFrom, recipients }: Pick<EmailSettings, "answerFrom" | "recipients">,
): string | null {
  const { from, headers } = mail;
  if (from === null || answerFrom === null || !PLAIN_ADDRESS.test(from.address)) return null;
  if (isUnattended(from.address) || isListed(from.address, [answerFrom, ...recipients])) return null;
  const isAutomatic = whyAutomatic(mail) !== null || !/^(?:no\b|$)/i.test(headers["auto-submitted"] ?? "");
  const isBulk = headers["list-id"] !== undefined || BULK.test(headers.precedence ?? "");
  const asksForNone = headers["x-auto-response-suppress"] !== undefined;
  // A mail without a sender in its envelope is a report about another one.
  const hasNoSender = envelope["envelope-from"] === "" || headers["return-path"] === "<>";
  return isAutomatic || isBulk || asksForNone || hasNoSender ? null : from.address;
}
