import { createHash } from "node:crypto";
import type { Tx } from "../database.js";
import { insertRows, select } from "../rows.js";
import { PERSONAL_PLACES, type PersonalPlace } from "./personal-places.js";

/** What belongs to a person: rows by id, and the words by which they are found where no id leads. */
export interface PersonalScope {
  readonly customers: readonly string[];
  readonly records: readonly string[];
  readonly orders: readonly string[];
  readonly messages: readonly string[];
  readonly words: readonly string[];
  /** Messages that speak of others too: an export names them and does not show them. */
  readonly shared: readonly string[];
}

const MESSAGES_AT_ONCE = 2_000;
const WORD_CHARS_MIN = 6;
const FIRST_ID = "00000000-0000-0000-0000-000000000000";

const idsOf = async (tx: Tx, sql: string, ids: readonly (readonly string[])[]): Promise<string[]> =>
  (await select<{ id: string }>(tx, sql, ids)).map(({ id }) => id);

/** Everything that ids lead to from a customer, and from every customer that became part of it. */
export async function personalScope(tx: Tx, customerId: string): Promise<PersonalScope | null> {
  const customers = await idsOf(
    tx,
    `WITH now AS (SELECT COALESCE(merged_into, id) AS id FROM customers WHERE id = ANY($1::uuid[]))
     SELECT c.id FROM customers c JOIN now ON c.id = now.id OR c.merged_into = now.id`,
    [[customerId]],
  );
  if (customers.length === 0) return null;
  const orders = await idsOf(tx, "SELECT id FROM orders WHERE customer_id = ANY($1::uuid[])", [customers]);
  const records = await idsOf(
    tx,
    `SELECT source_record_id AS id FROM memberships WHERE customer_id = ANY($1::uuid[])
      UNION SELECT source_record_id FROM orders WHERE id = ANY($2::uuid[])`,
    [customers, orders],
  );
  const linked = await idsOf(
    tx,
    `SELECT message_id AS id FROM source_records WHERE id = ANY($1::uuid[])
      UNION SELECT message_id FROM orders WHERE id = ANY($2::uuid[])
      UNION SELECT message_id FROM documents WHERE order_id = ANY($2::uuid[])
      UNION SELECT message_id FROM outgoing_documents WHERE order_id = ANY($2::uuid[])
      UNION SELECT substr(request_key, 9, 36)::uuid FROM order_changes
             WHERE order_id = ANY($2::uuid[]) AND request_key ~ '^message:[0-9a-f-]{36}'`,
    [records, orders],
  );
  const words = await wordsOf(tx, customers, records, orders);
  const messages = await allMessages(tx, linked, words);
  const shared = await idsOf(
    tx,
    `SELECT DISTINCT message_id AS id FROM source_records WHERE message_id = ANY($1::uuid[]) AND NOT id = ANY($2::uuid[])
      UNION SELECT message_id FROM orders WHERE message_id = ANY($1::uuid[]) AND NOT id = ANY($3::uuid[])`,
    [messages, records, orders],
  );
  return { customers, records, orders, messages, words, shared };
}

/** Words that stand for this person and hardly for another: addresses, numbers, whole names, numbers of their orders. */
async function wordsOf(
  tx: Tx,
  customers: readonly string[],
  records: readonly string[],
  orders: readonly string[],
): Promise<string[]> {
  const rows = await select<{ word: string | null }>(
    tx,
    `WITH party AS (SELECT r.party FROM source_records r WHERE r.id = ANY($2::uuid[]))
     SELECT jsonb_array_elements_text(party->'emails') AS word FROM party
      UNION SELECT jsonb_array_elements_text(party->'phones') FROM party
      UNION SELECT party->>'name' FROM party
      UNION SELECT party->>'contactName' FROM party
      UNION SELECT party->>'taxId' FROM party
      UNION SELECT name FROM customers WHERE id = ANY($1::uuid[])
      UNION SELECT ship_to->>'recipient' FROM orders WHERE id = ANY($3::uuid[])
      UNION SELECT jsonb_array_elements_text(ship_to->'lines') FROM orders WHERE id = ANY($3::uuid[])
      UNION SELECT number FROM orders WHERE id = ANY($3::uuid[])
      UNION SELECT external_number FROM orders WHERE id = ANY($3::uuid[])`,
    [customers, records, orders],
  );
  return rows.flatMap(({ word }) =>
    word !== null && word.trim().length >= WORD_CHARS_MIN ? [word.trim()] : [],
  );
}

/**
 * The linked messages, their repeats, what they were parts of and what was taken out of them, and every other
 * message whose bytes hold one of the words: what waits in quarantine is linked to nobody. This looks at
 * every message there is, some at a time.
 */
async function allMessages(tx: Tx, linked: readonly string[], words: readonly string[]): Promise<string[]> {
  const found = new Set(linked);
  let size = -1;
  for (let pass = 0; found.size > size && pass < 3; pass += 1) {
    size = found.size;
    let after = FIRST_ID;
    for (;;) {
      const rows = await select<{ id: string; isTheirs: boolean }>(
        tx,
        `SELECT m.id, (m.id = ANY($2::uuid[]) OR m.duplicate_of = ANY($2::uuid[])
                 OR m.headers->>'parent-message' = ANY($2::uuid[]::text[])
                 OR m.id::text IN (SELECT c.headers->>'parent-message' FROM inbound_messages c WHERE c.id = ANY($2::uuid[]))
                 OR $5 AND EXISTS (SELECT 1 FROM unnest($3::text[]) AS said (word)
                             WHERE position(convert_to(word, 'UTF8') IN m.body) > 0
                                OR strpos(concat_ws(' ', m.headers::text, m.file_name, m.delivery_id, m.issues::text, m.result), word) > 0)
                ) IS TRUE AS is_theirs
           FROM inbound_messages m WHERE m.id > $1::uuid ORDER BY m.id LIMIT $4`,
        [after, [...found], [...words], MESSAGES_AT_ONCE, pass === 0],
      );
      for (const { id, isTheirs } of rows) if (isTheirs) found.add(id);
      const last = rows.at(-1);
      if (last === undefined) break;
      after = last.id;
    }
  }
  return [...found];
}

/** A place's condition with its lists; `text` begins a statement that has them as its parameters. */
function conditionOf(place: PersonalPlace): string {
  const searched = (place.searched ?? []).map(
    (column) =>
      `EXISTS (SELECT 1 FROM unnest(words) AS said (word) WHERE strpos(${column}::text, said.word) > 0)`,
  );
  return [`(${place.rows})`, ...searched]
    .join(" OR ")
    .replace(/\b(customers|records|orders|messages)\b(?=(::text\[\])?\))/g, (name) => `${LISTS[name]}`)
    .replaceAll("unnest(words)", "unnest($5::text[])");
}
const LISTS: Readonly<Record<string, string>> = {
  ...{ customers: "$1::uuid[]", records: "$2::uuid[]", orders: "$3::uuid[]", messages: "$4::uuid[]" },
};

const valuesOf = ({ customers, records, orders, messages, words }: PersonalScope): unknown[] => [
  ...[customers, records, orders, messages, words].map((list) => [...list]),
];
/** All five lists are named in every statement, so that each knows the type of each. */
const ALL_NAMED = "WITH lists AS (SELECT $1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[])";

/** Everything that erasing would remove, by table. */
export async function personalData(tx: Tx, scope: PersonalScope): Promise<Record<string, unknown[]>> {
  const found: Record<string, unknown[]> = {};
  for (const place of PERSONAL_PLACES) {
    const columns = [...new Set([...place.named, ...Object.keys(place.becomes ?? {})])];
    const rows = await select<Record<string, unknown>>(
      tx,
      `${ALL_NAMED} SELECT ${columns.join(", ")} FROM ${place.table} WHERE ${conditionOf(place)}`,
      valuesOf(scope),
    );
    if (rows.length > 0) found[place.table] = rows.map((row) => shownOf(row, scope.shared));
  }
  return found;
}

/** Bytes as text if they are that. Of what speaks of others too only that it is there. */
function shownOf(row: Readonly<Record<string, unknown>>, shared: readonly string[]): Record<string, unknown> {
  const isShared = "body" in row && shared.includes(String(row.id));
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => {
      if (isShared && ["body", "headers", "issues"].includes(name)) return [name, "it speaks of others too"];
      return [name, value instanceof Uint8Array ? textOf(value) : value];
    }),
  );
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return `base64:${Buffer.from(bytes).toString("base64")}`;
  }
}

/** The keys under which a statement or an order would come back, hashed. */
export const erasedKey = (kind: "record" | "order", connectionId: string, key: string): string =>
  createHash("sha256").update(`${kind} ${connectionId} ${key}`).digest("hex");

/** Removes it all, and leaves what it takes to know it when it comes again. Answers the rows changed, by table. */
export async function erasePersonalData(
  tx: Tx,
  scope: PersonalScope,
  by: string,
): Promise<Record<string, number>> {
  const erasedAt = new Date();
  const keys = await select<{ kind: "record" | "order"; connectionId: string; key: string }>(
    tx,
    `SELECT 'record' AS kind, connection_id, source_key AS key FROM source_records WHERE id = ANY($1::uuid[])
      UNION SELECT 'order', connection_id, external_id FROM orders WHERE id = ANY($2::uuid[])`,
    [scope.records, scope.orders],
  );
  const [customerId = FIRST_ID] = scope.customers;
  await insertRows(
    tx,
    "erased_keys",
    keys.map(({ kind, connectionId, key }) => ({
      hash: erasedKey(kind, connectionId, key),
      customerId,
      erasedAt,
    })),
    "ON CONFLICT (hash) DO UPDATE SET erased_at = EXCLUDED.erased_at",
  );
  // Rows that keep what others were take nothing of what is removed now.
  await tx.query("SELECT set_config('throughline.erasing', 'on', true)");
  const changed: Record<string, number> = {};
  for (const place of PERSONAL_PLACES) {
    const rows = await select(
      tx,
      `${ALL_NAMED} ${changeOf(place)} WHERE ${conditionOf(place)} RETURNING 1`,
      valuesOf(scope),
    );
    if (rows.length > 0) changed[place.table] = rows.length;
  }
  await tx.query(
    `UPDATE api_keys SET revoked_at = now(), revoked_by = $2 WHERE customer_id = ANY($1::uuid[]) AND revoked_at IS NULL`,
    [[...scope.customers], by],
  );
  const erasures = scope.customers.map((id) => ({ customerId: id, erasedAt, erasedBy: by, changed }));
  await insertRows(tx, "erasures", erasures, "ON CONFLICT (customer_id) DO NOTHING");
  return changed;
}

function changeOf({ table, becomes }: PersonalPlace): string {
  if (becomes === null) return `DELETE FROM ${table}`;
  const changes = Object.entries(becomes).map(([column, value]) => `${column} = ${value}`);
  return `UPDATE ${table} SET ${changes.join(", ")}`;
}

/** When what has these keys was erased; those that were not are left out. */
export async function erasedAmong(tx: Tx, hashes: readonly string[]): Promise<Map<string, Date>> {
  if (hashes.length === 0) return new Map();
  const rows = await select<{ hash: string; erasedAt: Date }>(
    tx,
    "SELECT hash, erased_at FROM erased_keys WHERE hash = ANY($1::text[])",
    [[...hashes]],
  );
  return new Map(rows.map(({ hash, erasedAt }) => [hash, erasedAt]));
}

/** Removes the bytes of messages that said again what was erased; their hashes stay, so they are known if they come once more. */
export async function eraseMessages(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.query(
    `UPDATE inbound_messages SET body = NULL, headers = '{}', file_name = NULL, issues = '[]', result = 'ERASED', status = 'DISCARDED'
      WHERE id = ANY($1::uuid[])`,
    [[...ids]],
  );
}
