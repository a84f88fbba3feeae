import { createHash } from "node:crypto";
import { v7 as uuid } from "uuid";
import type { PartyStatement } from "../../domain/party.js";
import type { ConnectionSide } from "../../domain/vocabulary.js";
import type { Tx } from "../database.js";
import { asRows, prepared } from "../rows.js";
import { holdMembers } from "./customer.js";

export interface Statement {
  readonly connectionId: string;
  readonly channel: ConnectionSide;
  readonly party: PartyStatement;
  readonly statedAt: Date;
  readonly messageId: string;
  /** What normalization made of it, where that is known already. */
  readonly features?: unknown;
}

export interface KeptStatement {
  readonly recordId: string;
  /** Null until identity resolution has decided. */
  readonly customerId: string | null;
  readonly isNew: boolean;
}

interface Latest {
  readonly connectionId: string;
  readonly sourceKey: string;
  readonly version: number;
  readonly contentHash: string;
  readonly id: string;
  readonly customerId: string | null;
}

/**
 * Keeps what sources say of parties, in one go; the answers are in the order of the statements. The
 * same words under the same source key are the record that is already there; other words under the
 * same code are its next version. Two processes that race for a version collide on the unique key,
 * and the transaction runs again; rows are written in the key's order, so that they never deadlock. Who
 * writes more about the customers of known records, an order say, has them held until then.
 */
export async function keepStatements(tx: Tx, statements: readonly Statement[]): Promise<KeptStatement[]> {
  const { kept, write } = await planStatements(tx, statements, holdMembers);
  await write();
  return kept;
}

/** What will be kept, and how to write it: for who has other things to ask the database at the same time. */
interface PlannedStatements {
  readonly kept: KeptStatement[];
  write(): Promise<void>;
}

/** The first half of `keepStatements`, which only reads. */
export async function planStatements(
  tx: Tx,
  statements: readonly Statement[],
  hold: typeof holdMembers | null,
): Promise<PlannedStatements> {
  const keyed = statements.map((statement) => {
    const contentHash = sha256(JSON.stringify(statement.party));
    const { code } = statement.party;
    return { ...statement, contentHash, sourceKey: code === null ? `sha256:${contentHash}` : `code:${code}` };
  });
  const latest = await latestVersions(tx, keyed, hold);
  const fresh: ({ readonly id: string; readonly place: string } & Record<string, unknown>)[] = [];
  const codes: Record<string, unknown>[] = [];
  const kept = keyed.map(({ contentHash, sourceKey, ...statement }): KeptStatement => {
    const known = latest.get(keyOf(statement.connectionId, sourceKey));
    if (known?.contentHash === contentHash) {
      return { recordId: known.id, customerId: known.customerId, isNew: false };
    }
    const id = uuid();
    const version = (known?.version ?? 0) + 1;
    const { connectionId, channel, party, statedAt, messageId, features = null } = statement;
    const place = keyOf(connectionId, sourceKey);
    fresh.push({
      ...{ place, id, connectionId, channel, sourceKey, version, contentHash, party, features },
      ...{ statedAt, messageId },
    });
    codes.push(...codesOf(statement).map((code) => ({ sourceRecordId: id, ...code })));
    latest.set(place, {
      ...{ connectionId, sourceKey, version, contentHash, id, customerId: null },
    });
    return { recordId: id, customerId: null, isNew: true };
  });
  const inOrder = fresh.sort((a, b) => (a.place < b.place ? -1 : Number(a.place > b.place)));
  const rows = inOrder.map(({ place: _place, ...row }) => row);
  return { kept, write: () => insertRecords(tx, rows, codes) };
}

async function insertRecords(
  tx: Tx,
  records: readonly Readonly<Record<string, unknown>>[],
  codes: readonly Readonly<Record<string, unknown>>[],
): Promise<void> {
  if (records.length === 0) return;
  await prepared(
    tx,
    `WITH quoted AS (
       INSERT INTO source_record_codes (source_record_id, system, code)
       SELECT source_record_id, system, code FROM json_populate_recordset(NULL::source_record_codes, $2::json)
           ON CONFLICT DO NOTHING)
     INSERT INTO source_records (id, connection_id, channel, source_key, version, content_hash, party, features, stated_at, message_id)
     SELECT id, connection_id, channel, source_key, version, content_hash, party, features, stated_at, message_id
       FROM json_populate_recordset(NULL::source_records, $1::json)`,
    [asRows(records), asRows(codes)],
  );
}

/** Every code a statement makes for its party: the sender's own, and those it quotes. */
export function codesOf(
  statement: Pick<Statement, "connectionId" | "party">,
): { system: string; code: string }[] {
  const { code, otherCodes } = statement.party;
  return [
    ...(code === null ? [] : [{ system: statement.connectionId, code }]),
    ...otherCodes.map(({ system, value }) => ({ system, code: value })),
  ];
}

async function latestVersions(
  tx: Tx,
  keyed: readonly { readonly connectionId: string; readonly sourceKey: string }[],
  hold: typeof holdMembers | null,
): Promise<Map<string, Latest>> {
  const rows = await prepared<Latest>(
    tx,
    `SELECT DISTINCT ON (r.connection_id, r.source_key)
            r.connection_id, r.source_key, r.version, r.content_hash, r.id, m.customer_id
       FROM unnest($1::text[], $2::text[]) AS wanted (connection_id, source_key)
       JOIN source_records r USING (connection_id, source_key)
       LEFT JOIN memberships m ON m.source_record_id = r.id
      ORDER BY r.connection_id, r.source_key, r.version DESC`,
    [keyed.map((one) => one.connectionId), keyed.map((one) => one.sourceKey)],
  );
  const found = new Map(
    rows.flatMap(({ id, customerId }) => (customerId === null ? [] : [[id, customerId]])),
  );
  const customers = hold === null ? found : await hold(tx, found);
  return new Map(
    rows.map((row) => [
      keyOf(row.connectionId, row.sourceKey),
      { ...row, customerId: customers.get(row.id) ?? null },
    ]),
  );
}

const keyOf = (connectionId: string, sourceKey: string): string => `${connectionId}\u0000${sourceKey}`;

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** The party as a source record states it. */
export async function partyOf(tx: Tx, recordId: string): Promise<PartyStatement> {
  const [record] = await prepared<{ party: PartyStatement }>(
    tx,
    "SELECT party FROM source_records WHERE id = $1",
    [recordId],
  );
  if (record === undefined) throw new Error(`there is no source record ${recordId}`);
  return record.party;
}
