import type { CanonicalDocument } from "../../connectors/connector.js";
import type { StatedParty } from "../../domain/party.js";
import type { Tx } from "../../store/database.js";
import type { InboundMessage } from "../../store/inbound-message.js";
import { writeFacts } from "../../store/outbox.js";
import { keepStatements, type Statement } from "../../store/writes/party.js";
import type { Applied, Arriving } from "./arriving.js";

type ArrivingParty = Arriving<Extract<CanonicalDocument, { kind: "PARTY" }>>;

/** What a message says of a party without ordering anything. */
export const partyStatementOf = (
  message: Pick<InboundMessage, "id" | "connectionId">,
  { channel, statedAt, statement }: StatedParty,
): Statement => ({
  ...{ connectionId: message.connectionId, channel, party: statement, messageId: message.id },
  statedAt: new Date(statedAt),
});

/** Keeps what sources state of parties; whose it is, is decided elsewhere (`PartyStated`). */
export async function applyParties(
  tx: Tx,
  arriving: readonly ArrivingParty[],
): Promise<(readonly [string, Applied])[]> {
  if (arriving.length === 0) return [];
  const kept = await keepStatements(
    tx,
    arriving.map(({ message, document }) => partyStatementOf(message, document.party)),
  );
  const undecided = new Set(
    kept.filter(({ customerId }) => customerId === null).map(({ recordId }) => recordId),
  );
  await writeFacts(
    tx,
    [...undecided].map((subjectId) => ({ kind: "PartyStated" as const, subjectId, key: null })),
  );
  return arriving.map(({ message, document }) => {
    const result = `what is said of ${document.party.statement.name ?? "a customer"}`;
    return [message.id, { kind: "APPLIED", result }];
  });
}
