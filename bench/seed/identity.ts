import type { Client } from "pg";
import { groupBy } from "../../src/domain/group-by.js";
import type { PartyStatement } from "../../src/domain/party.js";
import { blockingKeys, keyHash } from "../../src/identity/deciding/blocking.js";
import { survive } from "../../src/identity/golden/survivorship.js";
import { codesOf } from "../../src/identity/normalizing/code.js";
import type { Features } from "../../src/identity/normalizing/features.js";
import { normalize } from "../../src/identity/normalizing/normalize.js";
import { DRAFT } from "./functions.js";

/** Customers that are best read and written at once. */
export const CUSTOMERS_PER_BATCH = 2_000;

interface Stated {
  readonly r: string;
  readonly c: string;
  readonly id: string;
  readonly connection: string;
  readonly channel: "WEB" | "SALES_DESK" | "CALL_CENTER";
  readonly at: string;
  readonly party: PartyStatement;
}

export const IDENTITY_TABLES: readonly string[] = [
  `CREATE UNLOGGED TABLE ${DRAFT}.made_features (r bigint, features jsonb)`,
  `CREATE UNLOGGED TABLE ${DRAFT}.made_keys (r bigint, key bigint)`,
  `CREATE UNLOGGED TABLE ${DRAFT}.made_golden (c bigint, kind text, name text, golden jsonb, search_text text)`,
];

/**
 * Features, blocking keys and golden records of drafted customers, made by the engine itself: with
 * anything else in their place, resolving against the seed would be easier than it is.
 */
export async function makeIdentity(client: Client, from: number, to: number): Promise<void> {
  const { rows } = await client.query<Stated>(
    `SELECT r, c, id, connection_id AS connection, channel, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS at, party
       FROM ${DRAFT}.stated WHERE c >= $1 AND c < $2 ORDER BY c, r`,
    [from, to],
  );
  for (const { text, values } of statementsFor(rows)) await client.query(text, [...values]);
}

interface Statement {
  readonly text: string;
  readonly values: readonly string[];
}

function statementsFor(rows: readonly Stated[]): Statement[] {
  const records = rows.map((row) => ({ ...row, features: normalize(row.party) }));
  const keys = records.flatMap(({ r, features, connection, party }) =>
    blockingKeys(features, codesOf(connection, party)).map(({ key }) => [r, String(keyHash(key))] as const),
  );
  const golden = [...groupBy(records, ({ c }) => c)].map(([c, own]) => {
    const record = survive(own.map(surviving));
    const [kind, name] = [record.kind?.value ?? null, record.name?.value ?? null];
    return { c, kind, name, golden: record, search_text: searchTextOf(own) };
  });
  // One JSON text each: the driver writes long arrays of values at a snail's pace.
  return [
    {
      text: `INSERT INTO ${DRAFT}.made_features SELECT * FROM jsonb_to_recordset($1) AS made (r bigint, features jsonb)`,
      values: [JSON.stringify(records.map(({ r, features }) => ({ r, features })))],
    },
    {
      text: `INSERT INTO ${DRAFT}.made_keys SELECT * FROM unnest(string_to_array($1, ',')::bigint[], string_to_array($2, ',')::bigint[])`,
      values: [keys.map(([r]) => r).join(","), keys.map(([, key]) => key).join(",")],
    },
    {
      text: `INSERT INTO ${DRAFT}.made_golden
        SELECT * FROM jsonb_to_recordset($1) AS made (c bigint, kind text, name text, golden jsonb, search_text text)`,
      values: [JSON.stringify(golden)],
    },
  ];
}

const surviving = ({
  id,
  connection,
  channel,
  at,
  party,
  features,
}: Stated & { readonly features: Features }) => ({
  ...{ recordId: id, system: connection, channel, statedAt: at, party, features },
});

const searchTextOf = (own: readonly Stated[]): string =>
  [...new Set(own.flatMap(({ party: { name, code, emails, phones } }) => [name, code, ...emails, ...phones]))]
    .filter((word) => word !== null)
    .join(" ")
    .toLowerCase();
