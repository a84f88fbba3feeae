import { v7 as uuid } from "uuid";
import type { OutgoingDocument, Sending } from "../../connectors/connector.js";
import type { Tx } from "../../store/database.js";
import { writeFacts } from "../../store/outbox.js";
import {
  insertOutgoing,
  isAnswered,
  nextControl,
  writtenToday,
} from "../../store/writes/outgoing-document.js";

/** What a document answers. */
interface About {
  readonly connectionId: string;
  readonly messageId: string;
  readonly orderId: string | null;
  readonly answers: string;
  /** The most that one recipient may get in 24 hours; what is beyond is not written. */
  readonly perDay: number | null;
  /** Until when the partner has to answer it in turn; left out where nothing is waited for. */
  readonly answerDueAt?: Date;
}

/**
 * Writes down a document for a partner, and that it has to be sent, in the transaction of what it answers;
 * once, whatever happens (`outgoing_documents_answers`). The number of an interchange is taken only if
 * there is something to write, and lost only with the transaction.
 */
export async function writeDocument(
  tx: Tx,
  { perDay, answerDueAt, ...about }: About,
  write: (sending: Sending) => OutgoingDocument | null,
): Promise<void> {
  if (await isAnswered(tx, about.answers)) return;
  const createdAt = new Date();
  const at = createdAt.toISOString();
  // Whether there is anything to write does not depend on the number.
  if (write({ at, control: 1 }) === null) return;
  const control = await nextControl(tx, about.connectionId);
  const document = write({ at, control });
  if (document === null) return;
  const { recipient = null, ...written } = document;
  // Whoever writes at the same time waits for the number, so no two of them count the same.
  const isEnough =
    perDay !== null &&
    recipient !== null &&
    (await writtenToday(tx, about.connectionId, recipient)) >= perDay;
  if (isEnough) return;
  const id = uuid();
  if (
    await insertOutgoing(tx, {
      ...{ id, ...about, control, createdAt, recipient, ...written },
      answerDueAt: answerDueAt ?? null,
    })
  ) {
    // Documents keep their order for each partner; one that is refused holds up no other partner's.
    const key = ["out", about.connectionId, ...(recipient === null ? [] : [recipient])].join(":");
    await writeFacts(tx, [{ kind: "DocumentWritten", subjectId: id, key }]);
  }
}
