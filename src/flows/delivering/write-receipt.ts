import type { Tx } from "../../store/database.js";
import type { InboundMessage } from "../../store/inbound-message.js";
import { envelopeOf } from "../receiving/envelope.js";
import type { Understood } from "../receiving/understand.js";
import { PART_OF } from "../receiving/understand-parts.js";
import { answersOf, type Hub } from "../work/hub.js";
import { writeDocument } from "./write-document.js";

/**
 * Tells a partner that its document came and whether it could be read (997, CONTRL, cXML Response). It
 * speaks of the syntax only, and once: what a replay makes of the message later changes nothing of it.
 */
export async function writeReceipt(
  tx: Tx,
  hub: Hub,
  message: InboundMessage,
  reading: Understood,
): Promise<void> {
  const connection = hub.connection(message.connectionId);
  const write = answersOf(connection)?.received;
  if (connection === undefined || write === undefined || reading.document === undefined) return;
  const { id, connectionId, headers } = message;
  // The file that it was a part of has been answered for all of its documents.
  if (PART_OF in headers) return;
  const envelope = envelopeOf(message);
  const about = { connectionId, messageId: id, orderId: null, answers: `receipt:${id}`, perDay: null };
  await writeDocument(tx, about, (sending) =>
    write(reading.document, envelope, reading, sending, connection.settings),
  );
}
