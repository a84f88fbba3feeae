import type { PostalAddress } from "../../domain/address.js";
import type { StoredMessage } from "../connector.js";
import type { OrderTextLine } from "../reading/prose/order-text.js";
import type { AttachedOrders } from "./attached-orders.js";
import type { EmailDocument } from "./decode.js";
import type { EmailSettings } from "./settings.js";
import type { SpokenPart } from "./statement.js";

export type Envelope = Omit<StoredMessage, "body">;

/** Everything that is known of a mail when its orders are put together. */
export interface MailContext {
  readonly mail: EmailDocument;
  readonly message: Envelope;
  readonly settings: EmailSettings;
  /** Body and subject, in the order in which they are believed. */
  readonly parts: readonly SpokenPart[];
  /** Lines of the body that have a quantity. */
  readonly lines: readonly OrderTextLine[];
  readonly attached: AttachedOrders;
}

const EXTERNAL_ID_CHARS_MAX = 200;

/** A purchase order number is unique at its sender; without one the mail itself is the key. */
export function externalIdOf(
  poNumber: string | null,
  at: number,
  { mail, message }: Pick<MailContext, "mail" | "message">,
): string {
  const domain = mail.from?.address.split("@")[1];
  if (poNumber !== null && domain !== undefined)
    return `${domain}/${poNumber}`.slice(0, EXTERNAL_ID_CHARS_MAX);
  const suffix = at === 0 ? "" : `#${at + 1}`;
  return `${(mail.messageId ?? message.id).slice(0, EXTERNAL_ID_CHARS_MAX - suffix.length)}${suffix}`;
}

/** When it was written. A clock that is ahead of ours would make of an old mail the newest. */
export function placedAtOf({ mail, message }: Pick<MailContext, "mail" | "message">): string {
  const { date } = mail;
  const isPast = date !== null && Date.parse(date) <= Date.parse(message.receivedAt);
  return isPast ? date : message.receivedAt;
}

/** A delivery address without a name is the buyer's own, who may stand above the street without being known for a company. */
export function handedTo(shipTo: PostalAddress | null, name: string | null): PostalAddress | null {
  if (shipTo === null || shipTo.recipient !== null) return shipTo;
  const [first, ...street] = shipTo.lines;
  const isNamed = first === name && street.length > 0;
  return { ...shipTo, recipient: name, lines: isNamed ? street : shipTo.lines };
}
