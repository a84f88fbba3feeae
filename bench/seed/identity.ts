import type { Client } from "pg";
import type { PartyStatement } from "../../src/domain/party.js";
import { blockingKeys, codesOf, keyHash, normalize, survive } from "../../src/identity/index.js";

/** Customers that are read and written at once. */
const CUSTOMERS_PER_BATCH = 2_000;

interface Stated {
  readonly r: string;
  readonly c: string;
  readonly id: string;
  readonly connection: string;
  readonly channel: "WEB" | "SALES_DESK" | "CALL_CENTER";
  readonly at: string;
  readonly party: PartyStatement;
}

const TABLES = [
  "CREATE TEMP TABLE made_features (r bigint PRIMARY KEY, features jsonb)",
  "CREATE TEMP TABLE made_keys (r bigint, key bigint)",
  "CREATE TEMP TABLE made_golden (c bigint PRIMARY KEY, kind text, name text, golden jsonb, search_text text)",
];

/**
 * Features, blocking keys and golden records of the drafted parties, made by the engine itself: with
 * anything else in their place, resolving against the seed would be easier than it is.
 */
export async function makeIdentity(
  client: Client,
  customers: number,
  onProgress: (share: number) => void,
): Promise<void> {
  for (const table of TABLES) await client.query(table);
  await client.query("CREATE INDEX ON stated (c)");
  for (let from = 0; from < customers; from += CUSTOMERS_PER_BATCH) {
    const { rows } = await client.query<Stated>(
      `SELECT r, c, id, connection_id AS connection, channel, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS at, party
         FROM stated WHERE c >= $1 AND c < $2 ORDER BY c, r`,
      [from, from + CUSTOMERS_PER_BATCH],
    );
    await writeBatch(client, rows);
    onProgress(Math.min(1, (from + CUSTOMERS_PER_BATCH) / customers));
  }
}

async function writeBatch(client: Client, rows: readonly Stated[]): Promise<void> {
  const records = rows.map((row) => ({ ...row, features: normalize(row.party) }));
  await client.query("INSERT INTO made_features SELECT * FROM unnest($1::bigint[], $2::jsonb[])", [
    records.map(({ r }) => r),
    records.map(({ features }) => JSON.stringify(features)),
  ]);
  const keys = records.flatMap(({ r, features, connection, party }) =>
    blockingKeys(features, codesOf(connection, party)).map(({ key }) => [r, String(keyHash(key))] as const),
  );
  await client.query("INSERT INTO made_keys SELECT * FROM unnest($1::bigint[], $2::bigint[])", [
    keys.map(([r]) => r),
    keys.map(([, key]) => key),
  ]);
  const members = Map.groupBy(records, ({ c }) => c);
  const golden = [...members].map(([c, own]) => ({ c, own, record: survive(own.map(surviving)) }));
  await client.query(
    "INSERT INTO made_golden SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::jsonb[], $5::text[])",
    [
      golden.map(({ c }) => c),
      golden.map(({ record }) => record.kind?.value ?? null),
      golden.map(({ record }) => record.name?.value ?? null),
      golden.map(({ record }) => JSON.stringify(record)),
      golden.map(({ own }) => searchTextOf(own)),
    ],
  );
}

const surviving = ({ id, connection, channel, at, party, features }: Stated & Pick<SurvivingFeatures, "features">) => ({
  ...{ recordId: id, system: connection, channel, statedAt: at, party, features },
});
interface SurvivingFeatures {
  readonly features: ReturnType<typeof normalize>;
}

const searchTextOf = (own: readonly Stated[]): string =>
  [...new Set(own.flatMap(({ party: { name, code, emails, phones } }) => [name, code, ...emails, ...phones]))]
    .filter((word) => word !== null)
    .join(" ")
    .toLowerCase();
