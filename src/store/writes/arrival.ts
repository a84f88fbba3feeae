import { v7 as uuid } from "uuid";
import type { FactKind } from "../../domain/fact.js";
import { Batches } from "../batches.js";
import type { Tx } from "../database.js";
import { prepared, select } from "../rows.js";
import { notStorable } from "./message.js";

export interface NewMessage {
  readonly connectionId: string;
  readonly deliveryId: string;
  readonly sha256: string;
  readonly contentType: string;
  readonly fileName: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** How long whoever hands it in has to read it before the workers come; 0 leaves it to them at once. */
  readonly readerMs?: number;
}

/** CONFLICT: the sender used the id of an earlier delivery for other content. */
export type KeepOutcome = "RECEIVED" | "DUPLICATE" | "CONFLICT";

/**
 * Keeps one arrival, and with it, in the same statement, the fact that somebody has to read it: one
 * round trip and one commit, with or without a transaction around it; without one, what arrives while
 * others are being kept shares theirs. A repeat, by delivery id or by content, becomes a row that points
 * to the first. The two unique indexes decide, so two doors that get the same message at once agree.
 */
export async function keepMessage(
  tx: Tx,
  message: NewMessage,
  fact: Extract<FactKind, "MessageReceived" | "ScanReceived">,
): Promise<{ id: string; outcome: KeepOutcome }> {
  const arrival: Arrival = { id: uuid(), factId: uuid(), fact, message };
  const { id } = arrival;
  const isShared = tx.queryRunner === undefined && message.body.length <= SHARED_BYTES_MAX;
  const isNew = isShared ? await doorOf(tx).ask(arrival) : await keepAlone(tx, arrival);
  if (isNew) return { id, outcome: "RECEIVED" };
  const { connectionId, deliveryId, sha256 } = message;
  const [first] = await select<{ id: string; sha256: string; isErased: boolean }>(
    tx,
    // One look at each index: of an OR the planner may make a walk through all messages of the connection.
    `SELECT id, sha256, result = 'ERASED' AND body IS NULL AS is_erased FROM (
       SELECT 1 AS place, m.* FROM inbound_messages m
        WHERE connection_id = $1 AND duplicate_of IS NULL AND delivery_id = $2
       UNION ALL
       SELECT 2, m.* FROM inbound_messages m WHERE connection_id = $1 AND duplicate_of IS NULL AND sha256 = $3) first
      ORDER BY place LIMIT 1`,
    [connectionId, deliveryId, sha256],
  );
  if (first === undefined) return keepMessage(tx, message, fact);
  if (first.sha256 !== sha256) return { id: first.id, outcome: "CONFLICT" };
  const envelope = envelopeOf(arrival);
  await tx.query(
    `INSERT INTO inbound_messages (id, connection_id, delivery_id, sha256, content_type, file_name, headers, body,
                                   received_at, status, issues, duplicate_of, processed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, NULL, now(), 'DUPLICATE', '[]', $8, now())`,
    // What was erased does not come back with its envelope either.
    [...(first.isErased === true ? [...envelope.slice(0, 5), null, "{}"] : envelope), first.id],
  );
  return { id, outcome: "DUPLICATE" };
}

/** A message at the door, with the fact that will have it read. */
interface Arrival {
  readonly id: string;
  readonly factId: string;
  readonly fact: FactKind;
  readonly message: NewMessage;
}

/** A large body costs more than the commit that it would share. */
const SHARED_BYTES_MAX = 65_536;
/** Sets that are kept at once: one is written while the next comes together. */
const SETS_AT_ONCE = 2;

const doors = new WeakMap<Tx, Batches<Arrival, boolean>>();

function doorOf(pool: Tx): Batches<Arrival, boolean> {
  const known = doors.get(pool);
  if (known !== undefined) return known;
  const door = new Batches<Arrival, boolean>(
    SETS_AT_ONCE,
    () => "",
    isOfOne,
    (arrivals) => keepSet(pool, arrivals),
  );
  doors.set(pool, door);
  return door;
}

/** Values that cannot be kept, and sets that wait for one another: each of them is then kept by itself. */
const isOfOne = (error: unknown): boolean =>
  notStorable(error) !== null || /^40/.test(String((error as { code?: unknown }).code));

/** Which of them are new. Sets are written in the order of `inbound_messages_delivery`, so that they seldom cross. */
async function keepSet(pool: Tx, arrivals: readonly Arrival[]): Promise<boolean[]> {
  const sorted = arrivals.toSorted((a, b) => (a.message.deliveryId < b.message.deliveryId ? -1 : 1));
  const rows = sorted.map(rowOf);
  const columns = COLUMN_TYPES.map((_, column) => rows.map((row) => row[column]));
  const types = COLUMN_TYPES.map((type, at) => `$${at + 1}::${type}[]`);
  const kept = await prepared<{ id: string }>(
    pool,
    keeping(`SELECT * FROM unnest(${types.join(", ")})`),
    columns,
  );
  const isKept = new Set(kept.map(({ id }) => id));
  return arrivals.map(({ id }) => isKept.has(id));
}

async function keepAlone(tx: Tx, arrival: Arrival): Promise<boolean> {
  const types = COLUMN_TYPES.map((type, at) => `$${at + 1}::${type}`);
  return (await prepared(tx, keeping(`SELECT ${types.join(", ")}`), rowOf(arrival))).length > 0;
}

const COLUMN_TYPES = [
  ...["uuid", "text", "text", "text", "text", "text", "jsonb", "bytea", "uuid", "text"],
  "integer",
];

const rowOf = (arrival: Arrival): (string | number | Buffer | null)[] => [
  ...[...envelopeOf(arrival), Buffer.from(arrival.message.body), arrival.factId, arrival.fact],
  arrival.message.readerMs ?? 0,
];

const envelopeOf = ({ id, message }: Arrival): (string | null)[] => {
  const { connectionId, deliveryId, sha256, contentType, fileName, headers } = message;
  return [id, connectionId, deliveryId, sha256, contentType, fileName, JSON.stringify(headers)];
};

/** Facts are written in the order of arrival, which ids follow. */
const keeping = (source: string): string =>
  `WITH come (id, connection_id, delivery_id, sha256, content_type, file_name, headers, body, fact_id, fact,
        reader_ms) AS (${source}),
        kept AS (
     INSERT INTO inbound_messages (id, connection_id, delivery_id, sha256, content_type, file_name, headers, body,
                                   received_at, status, issues)
     SELECT id, connection_id, delivery_id, sha256, content_type, file_name, headers, body, now(), 'RECEIVED', '[]'
       FROM come ON CONFLICT DO NOTHING RETURNING id)
   INSERT INTO facts (id, kind, subject_id, created_at, next_at, attempts)
   SELECT come.fact_id, come.fact, come.id, now(), now() + come.reader_ms * interval '1 millisecond', 0 FROM kept JOIN come USING (id) ORDER BY come.id
   RETURNING subject_id AS id`;
