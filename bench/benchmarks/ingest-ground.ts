import type { Client } from "pg";
import type { PartyStatement } from "../../src/domain/party.js";
import { migrate } from "../../src/store/migrate.js";
import { fillPeerTables, makePeerTables } from "../ingest-peer-tables.js";
import type { BenchOptions } from "../report.js";
import { copyDatabase, inDatabase, seededDatabase, seededName } from "../seed/seeded-database.js";
import type { Stage } from "../stage.js";

/** A database for each side, and what is in it before a slice. */
export interface Ground {
  readonly name: "empty" | "seeded";
  readonly hubUrl: string;
  readonly peerUrl: string;
  /** Statements of customers that are in the seed. */
  readonly known: readonly PartyStatement[];
  /** Makes both databases what they were before the slice before, as far as they should be. */
  readonly clear: () => Promise<void>;
}

type PrepareGround = (
  stage: Stage,
  options: BenchOptions,
  onProgress: (what: string) => void,
) => Promise<Ground>;

/** Two databases that are empty again before every slice. */
export const emptyGround: PrepareGround = async ({ server, scratchName, dropLater }) => {
  const [hub, peer] = [scratchName("hub"), scratchName("peer")];
  for (const name of [hub, peer]) dropLater(name);
  const [hubUrl, peerUrl] = [await server.create(hub), await server.create(peer)];
  await migrate(hubUrl);
  await inDatabase(peerUrl, makePeerTables);
  const clear = async (): Promise<void> => {
    await inDatabase(hubUrl, (client) =>
      client.query("TRUNCATE inbound_messages, facts, customers, decisions, review_tasks CASCADE"),
    );
    await inDatabase(peerUrl, (client) => client.query("TRUNCATE customers CASCADE"));
  };
  return { name: "empty", hubUrl, peerUrl, known: [], clear };
};

/** Two databases with the same year of orders in them; what slices add stays there. */
export const seededGround: PrepareGround = async (stage, { keep, orders, send }, onProgress) => {
  const { server, scratchName, dropLater } = stage;
  const [hub, peer] = [scratchName("hub_seeded"), scratchName("peer_seeded")];
  const template = keep ? seededName(orders) : hub;
  for (const name of [hub, peer]) dropLater(name);
  const seeded = await seededDatabase(stage, template, orders, onProgress);
  onProgress("preparing both databases");
  const hubUrl = keep ? await copyDatabase(server, template, hub) : seeded.url;
  const peerUrl = await server.create(peer);
  await inDatabase(peerUrl, async (client) => {
    await makePeerTables(client);
    await fillPeerTables(client, orders);
  });
  const known = await inDatabase(hubUrl, (client) => statements(client, send));
  return { name: "seeded", hubUrl, peerUrl, known, clear: async () => {} };
};

async function statements(client: Client, limit: number): Promise<PartyStatement[]> {
  const { rows } = await client.query<{ party: PartyStatement }>(
    "SELECT party FROM source_records WHERE connection_id = 'sales-desk' ORDER BY random() LIMIT $1",
    [limit],
  );
  return rows.map(({ party }) => party);
}

/** Every order of a slice has to be there, read, with a customer whose golden record is built. */
export async function checkProcessed(hubUrl: string, run: string, orders: number): Promise<void> {
  const [found] = await inDatabase(hubUrl, async (client) => {
    const { rows } = await client.query<{ done: number }>(
      `SELECT count(*)::int AS done FROM orders o
         JOIN inbound_messages m ON m.id = o.message_id AND m.status = 'APPLIED'
         JOIN customers c ON c.id = o.customer_id AND c.golden IS NOT NULL
        WHERE o.connection_id = 'partner-shop' AND o.external_id LIKE $1 || '-%'`,
      [run],
    );
    return rows;
  });
  if (found?.done !== orders)
    throw new Error(`the hub is quiet, but only ${found?.done} of ${orders} orders are processed`);
}

export async function countCustomers(hubUrl: string): Promise<number> {
  const [found] = await inDatabase(hubUrl, async (client) => {
    const { rows } = await client.query<{ count: number }>(
      "SELECT count(*)::int AS count FROM customers WHERE merged_into IS NULL",
    );
    return rows;
  });
  return found?.count ?? 0;
}
