import { createHash } from "node:crypto";
import type { Client } from "pg";
import { blockingKeys, keyHash } from "../../src/identity/deciding/blocking.js";
import { codesOf } from "../../src/identity/normalizing/code.js";
import { normalize } from "../../src/identity/normalizing/normalize.js";
import { copyIn, copyText } from "./copy-in.js";
import { customerIdOf, idOf, type NumberedRecord, recordsOfCustomer } from "./records.js";
import type { System } from "./statements.js";

/** Customers that are made and written at once. */
export const CUSTOMERS_PER_BATCH = 1_000;

const EVIDENCE = JSON.stringify([
  { feature: "email", level: "same", weight: 12.1 },
  { feature: "name", level: "same", weight: 11.2 },
  { feature: "address", level: "same", weight: 8.2 },
]);

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** One message for all records of a system: the bench asks nobody where a record came from. */
export const messageIdOf = ({ id }: System): string => idOf(`message of ${id}`, 0);

/**
 * Writes the customers from this number to below that one with all their records, as if they had been
 * decided: features and keys are the engine's own, whose records they are is known by construction.
 */
export async function loadBatch(client: Client, from: number, to: number): Promise<void> {
  const customers = Array.from({ length: to - from }, (_, at) => {
    const number = from + at;
    return { id: customerIdOf(number), records: recordsOfCustomer(number) };
  });
  const rows = customers.flatMap(({ id, records }) =>
    records.map((record, at) => rowsOf(record, id, at === 0)),
  );
  const copy = (table: string, columns: string, cells: Parameters<typeof copyText>[0]): Promise<void> =>
    copyIn(client, table, columns, copyText(cells));
  await copy(
    "customers",
    "id, search_text, version, created_at, updated_at",
    customers.map(({ id, records }) => [id, "", 0, at(records[0]), at(records[0])]),
  );
  await copy(
    "source_records",
    "id, connection_id, channel, source_key, version, content_hash, party, features, stated_at, message_id",
    rows.map(({ record }) => record),
  );
  await copy(
    "source_record_codes",
    "source_record_id, system, code",
    rows.flatMap(({ codes }) => codes),
  );
  await copy(
    "identity_keys",
    "key, source_record_id",
    rows.flatMap(({ keys }) => keys),
  );
  await copy(
    "decisions",
    "id, kind, customer_id, source_record_id, actor, score, evidence, decided_at",
    rows.map(({ decision }) => decision),
  );
  await copy(
    "memberships",
    "source_record_id, customer_id, decision_id",
    rows.map(({ membership }) => membership),
  );
}

const at = (record: NumberedRecord | undefined): string => record?.statedAt.toISOString() ?? "";

function rowsOf(record: NumberedRecord, customerId: string, isFirst: boolean) {
  const { number, party, system } = record;
  const id = idOf("record", number);
  const decisionId = idOf("decision", number);
  const features = normalize(party);
  const codes = codesOf(system.id, party);
  const text = JSON.stringify(party);
  const hash = sha256(text);
  const key = party.code === null ? `sha256:${hash}` : `code:${party.code}`;
  const stated = [
    ...(party.code === null ? [] : [[id, system.id, party.code]]),
    ...party.otherCodes.map((code) => [id, code.system, code.value]),
  ];
  return {
    // A customer may say the same words again: the number makes them another record.
    record: [
      ...[id, system.id, system.side, `${key}#${number}`, 1, hash, text, JSON.stringify(features)],
      ...[at(record), messageIdOf(system)],
    ],
    codes: stated,
    keys: [...new Set(blockingKeys(features, codes).map((one) => keyHash(one.key)))].map((one) => [one, id]),
    decision: [
      ...[decisionId, "LINK", customerId, id, "engine"],
      ...[isFirst ? null : 31.5, isFirst ? "[]" : EVIDENCE, at(record)],
    ],
    membership: [id, customerId, decisionId],
  };
}
