import { HubError } from "../../../domain/errors.js";
import type { CanonicalOrder } from "../../../domain/order.js";
import { senderOf } from "./answer.js";

/** Where an interchange comes from or goes to: an id, and the word that says whose list it is on. */
interface Mailbox<Qualifier> {
  readonly id: string;
  readonly qualifier: Qualifier;
}

/** Whose mailboxes a connection uses, as its settings have it. */
interface Addressed<Qualifier> {
  readonly ownId: string | null;
  readonly ownQualifier: Qualifier;
  readonly partnerId: string | null;
  readonly partnerQualifier: Qualifier;
}

/** Who an answer to an order goes from and to: whoever sent the order, unless the settings name somebody else. */
export function mailboxes<Qualifier>(
  what: string,
  order: CanonicalOrder,
  { ownId, ownQualifier, partnerId, partnerQualifier }: Addressed<Qualifier>,
): { from: Mailbox<Qualifier>; to: Mailbox<Qualifier> } {
  const partner = partnerId ?? senderOf(order);
  if (ownId === null || partner === null) {
    const missing = ownId === null ? "ownId" : "partnerId";
    throw new HubError("SETTING_MISSING", `${what} cannot be addressed: an interchange id is not set.`, {
      mend: `Set ${missing} in the connection's settings.`,
    });
  }
  return { from: { id: ownId, qualifier: ownQualifier }, to: { id: partner, qualifier: partnerQualifier } };
}
