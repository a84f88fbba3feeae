import type { InboundMessage } from "../inbound-message.js";
import { type Ask, columns, type Field } from "./ask.js";
import { type Page, type PageArgs, page } from "./page.js";
import { type Sql, sql } from "./sql.js";

/** A message without its bytes; those are asked for apart, and only their beginning. */
export type InboundMessageRow = Omit<InboundMessage, "body" | "headers"> & { readonly sizeBytes: number };

// biome-ignore format: one list a line reads best as a table
const FIELDS: readonly Field<InboundMessage>[] = [
  "id", "connectionId", "deliveryId", "sha256", "contentType", "fileName", "receivedAt", "status", "duplicateOf",
  "issues", "result", "mappingVersion", "processedAt",
];

export const PREVIEW_BYTES_MAX = 4096;

export function inboundMessageReads(ask: Ask) {
  // A repeat holds no bytes of its own: size and preview are those of the message it repeats.
  const first = sql`coalesce(x.duplicate_of, x.id)`;
  const fromBody = (value: Sql): Sql =>
    sql`(SELECT ${value} FROM ${ask.of("inbound_messages")} kept WHERE kept.id = ${first})`;
  const shown = sql`${columns("x", FIELDS)}, coalesce(${fromBody(sql`octet_length(kept.body)`)}, 0) AS "sizeBytes"`;
  return {
    quarantine: (args: PageArgs): Promise<Page<InboundMessageRow>> =>
      page<InboundMessageRow>(
        ask,
        {
          list: "quarantine",
          columns: shown,
          from: ask.of("inbound_messages"),
          where: [sql`x.status = 'QUARANTINED'`],
          at: "received_at",
        },
        args,
      ),

    messagesById: (ids: readonly string[]): Promise<InboundMessageRow[]> =>
      ask.rows(sql`
        SELECT ${shown} FROM ${ask.of("inbound_messages")} x WHERE x.id = ANY(${ids}::uuid[])`),

    messagePreviews: (
      ids: readonly string[],
    ): Promise<{ readonly id: string; readonly preview: Buffer | null }[]> =>
      ask.rows(sql`
        SELECT x.id, ${fromBody(sql`substr(kept.body, 1, ${PREVIEW_BYTES_MAX})`)} AS preview
        FROM ${ask.of("inbound_messages")} x WHERE x.id = ANY(${ids}::uuid[])`),
  };
}
