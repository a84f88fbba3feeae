import { Client } from "pg";
import { draftSql, type SeedSize, seedSize } from "./drafts.js";
import { DRAFT, SEED_FUNCTIONS } from "./functions.js";
import { CUSTOMERS_PER_BATCH, IDENTITY_TABLES } from "./identity.js";
import { EXECUTION_SQL, FACT_SQL, ORDER_SQL } from "./orders.js";
import { ARRIVAL_SQL, CUSTOMER_SQL, KEY_SQL, RECORD_SQL } from "./parties.js";

/** Raised whenever the seed makes other rows, so that a kept database of an older one is not taken for it. */
export const SEED_VERSION = 1;

/** Settings of the seeding sessions only. */
const SESSION = [
  "SET synchronous_commit = off",
  "SET work_mem = '128MB'",
  "SET maintenance_work_mem = '256MB'",
  "SET jit = off",
];
/** The rows refer to each other by construction, so nobody needs to look that up. Only a superuser may say so. */
const NO_LOOKUPS = "SET session_replication_role = replica";

/** Processes that put drafted customers through the engine. */
export const ENGINES = 2;

/** Puts the drafted customers from this number to below that one through the engine. */
export type Engine = (range: { readonly from: number; readonly to: number }) => Promise<void>;

type Lane = (client: Client) => Promise<void>;

/**
 * Fills a migrated, empty database with a year of orders, by set-based SQL; the same size is the same
 * rows. The lanes run side by side if references need no look-up, and else one after the other.
 */
export async function seed(
  databaseUrl: string,
  orders: number,
  engines: readonly Engine[],
  onProgress: (what: string) => void,
): Promise<void> {
  const size = seedSize(orders);
  const client = await connect(databaseUrl);
  try {
    const isFree = await client.query(NO_LOOKUPS).then(
      () => true,
      () => false,
    );
    onProgress("drafting");
    await runAll([`CREATE SCHEMA ${DRAFT}`, ...SEED_FUNCTIONS, ...draftSql(size), ...IDENTITY_TABLES])(
      client,
    );
    const spread = async (lanes: readonly Lane[]): Promise<void> => {
      if (isFree) await Promise.all(lanes.map((lane) => apart(databaseUrl, lane)));
      else for (const lane of lanes) await lane(client);
    };
    const think = () => throughEngines(size, engines, onProgress);
    await spread(lanesOf(think, spread));
    onProgress("taking statistics");
    await runAll([`DROP SCHEMA ${DRAFT} CASCADE`, "VACUUM ANALYZE"])(client);
    // Whoever measures should not pay for what was written here; one who may not ask for it waits instead.
    await client.query("CHECKPOINT").catch(() => undefined);
  } finally {
    await client.end();
  }
}

/** In an order in which every row finds those it refers to. */
function lanesOf(think: () => Promise<void>, spread: (lanes: readonly Lane[]) => Promise<void>): Lane[] {
  return [
    runAll(ARRIVAL_SQL),
    async () => {
      await think();
      await spread([runAll(RECORD_SQL), runAll(CUSTOMER_SQL), runAll(KEY_SQL)]);
    },
    runAll(ORDER_SQL),
    runAll([...EXECUTION_SQL, ...FACT_SQL]),
  ];
}

async function throughEngines(
  { customers }: SeedSize,
  engines: readonly Engine[],
  onProgress: (what: string) => void,
): Promise<void> {
  let next = 0;
  const work = async (engine: Engine): Promise<void> => {
    while (next < customers) {
      const from = next;
      next += CUSTOMERS_PER_BATCH;
      onProgress(`customers through the engine: ${Math.min(next, customers)} of ${customers}`);
      await engine({ from, to: Math.min(next, customers) });
    }
  };
  await Promise.all(engines.map(work));
}

const runAll =
  (statements: readonly string[]): Lane =>
  async (client) => {
    for (const statement of statements) await client.query(statement);
  };

async function apart(databaseUrl: string, lane: Lane): Promise<void> {
  const client = await connect(databaseUrl);
  try {
    await client.query(NO_LOOKUPS);
    await lane(client);
  } finally {
    await client.end();
  }
}

async function connect(databaseUrl: string): Promise<Client> {
  const client = new Client({ connectionString: databaseUrl });
  client.on("error", () => undefined);
  await client.connect();
  await runAll(SESSION)(client);
  return client;
}
