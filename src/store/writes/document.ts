import { v7 as uuid } from "uuid";
import type { Tx } from "../database.js";
import type { Document } from "../document.js";
import { insertReturning } from "../rows.js";

/**
 * Keeps what a document says, in the place of an earlier version of it. False if a later version is there
 * already. Once it is with an order it stays there.
 */
export async function keepDocument(tx: Tx, document: Omit<Document, "id">): Promise<boolean> {
  const rows = await insertReturning(
    tx,
    "documents",
    [{ id: uuid(), ...document }],
    `ON CONFLICT (connection_id, kind, external_id) DO UPDATE
        SET external_version = EXCLUDED.external_version, message_id = EXCLUDED.message_id,
            order_id = COALESCE(EXCLUDED.order_id, documents.order_id), content = EXCLUDED.content,
            occurred_at = EXCLUDED.occurred_at, received_at = EXCLUDED.received_at
      WHERE COALESCE(EXCLUDED.external_version, '') >= COALESCE(documents.external_version, '')
        AND EXCLUDED.received_at >= documents.received_at`,
  );
  return rows.length > 0;
}
