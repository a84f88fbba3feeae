import { type DocumentField, fieldsOf } from "../../domain/document-shape.js";
import { messageOf } from "../../domain/errors.js";
import type { InboundMessage } from "../../store/inbound-message.js";
import { fieldsSeenToday, noteFields } from "../../store/writes/document-field.js";
import type { Hub } from "../work/hub.js";
import type { Reading } from "./read-patiently.js";

/** What this process has seen of a connection today: the day, and the fields. */
interface Seen {
  readonly day: string;
  readonly fields: Set<string>;
}

/** By hub, because two hubs in one process have nothing to do with one another. */
const memories = new WeakMap<Hub, Map<string, Seen>>();

const keyOf = ({ path, kind }: DocumentField): string => `${path} ${kind}`;

/**
 * Warns when a source begins to write its documents otherwise: a field that never was there, or one of another kind.
 * A field that ceases shows in `hub connector drift`. It is a help and no duty: what fails here is logged, and a
 * document whose fields are all known costs no query.
 */
export async function noticeDrift(
  hub: Hub,
  messages: readonly InboundMessage[],
  readings: ReadonlyMap<string, Reading>,
): Promise<void> {
  for (const message of messages) {
    const reading = readings.get(message.id);
    const value = reading?.ok === true && reading.documents.length > 0 ? jsonIn(reading.document) : undefined;
    if (value === undefined) continue;
    try {
      await notice(hub, message, fieldsOf(value));
    } catch (error) {
      hub.log.warn(
        { message: message.id, error: messageOf(error) },
        "the fields of a document were not noted",
      );
    }
  }
}

async function notice(
  hub: Hub,
  { id, connectionId }: InboundMessage,
  fields: DocumentField[],
): Promise<void> {
  const seen = await seenToday(hub, connectionId);
  const fresh = fields.filter((field) => !seen.fields.has(keyOf(field)));
  if (fresh.length === 0) return;
  const news = await noteFields(hub.store.pool, connectionId, id, fresh);
  for (const field of fresh) seen.fields.add(keyOf(field));
  if (news.length === 0) return;
  hub.log.warn(
    { connection: connectionId, message: id, fields: news.map(keyOf) },
    "a source writes fields that it never wrote before; see: hub connector drift",
  );
}

async function seenToday(hub: Hub, connectionId: string): Promise<Seen> {
  const memory = memories.get(hub) ?? new Map<string, Seen>();
  memories.set(hub, memory);
  const day = new Date().toISOString().slice(0, 10);
  const known = memory.get(connectionId);
  if (known?.day === day) return known;
  const seen = { day, fields: new Set((await fieldsSeenToday(hub.store.pool, connectionId)).map(keyOf)) };
  memory.set(connectionId, seen);
  return seen;
}

/** The value of what a connector has read as JSON (`reading/json/read-json.ts`); undefined for every other document. */
function jsonIn(document: unknown): unknown {
  const isJson = typeof document === "object" && document !== null && "ok" in document && "value" in document;
  return isJson ? document.value : undefined;
}
