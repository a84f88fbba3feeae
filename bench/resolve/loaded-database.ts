import { createHash } from "node:crypto";
import type { Client } from "pg";
import { migrations } from "../../migrations/index.js";
import { blockingKeys } from "../../src/identity/deciding/blocking.js";
import { codesOf } from "../../src/identity/normalizing/code.js";
import { normalize } from "../../src/identity/normalizing/normalize.js";
import { migrate } from "../../src/store/migrate.js";
import { inDatabase, namedWhenComplete } from "../seed/seeded-database.js";
import type { Stage } from "../stage.js";
import { withoutIndexes } from "./indexes.js";
import { CUSTOMERS_PER_BATCH, messageIdOf } from "./load-batch.js";
import { customersOf, recordsOfCustomer } from "./records.js";
import { SYSTEMS } from "./statements.js";

const LOADERS = 2;
const SAMPLE_CUSTOMERS = 200;
const TABLES = [
  "customers",
  "source_records",
  "source_record_codes",
  "identity_keys",
  "decisions",
  "memberships",
];

/** What is in a loaded database follows from this name: its size, the migrations, and what the engine makes of a sample. */
export function loadedName(records: number): string {
  const sample = Array.from({ length: SAMPLE_CUSTOMERS }, (_, at) => recordsOfCustomer(at))
    .flat()
    .map(({ party, system }) => {
      const features = normalize(party);
      return [party, features, blockingKeys(features, codesOf(system.id, party))];
    });
  const made = JSON.stringify([sample, ...migrations.map(String)]);
  return `throughline_bench_records_${records}_${createHash("sha256").update(made).digest("hex").slice(0, 10)}`;
}

export interface Loaded {
  readonly url: string;
  /** Null if it was there already. */
  readonly seconds: number | null;
}

/** A migrated database with that many decided source records, made if it is not there. */
export async function loadedDatabase(
  stage: Pick<Stage, "server" | "dropLater" | "start">,
  name: string,
  records: number,
  onProgress: (what: string) => void,
): Promise<Loaded> {
  return namedWhenComplete(stage, name, async (url) => {
    await migrate(url);
    await inDatabase(url, async (client) => {
      await client.query("SET synchronous_commit = off");
      await client.query("SET maintenance_work_mem = '1GB'");
      await client.query("SET max_parallel_maintenance_workers = 2");
      await writeSenders(client);
      const bringBack = await withoutIndexes(client, TABLES);
      await loadAll(stage, url, records, onProgress);
      await bringBack((what) => onProgress(`loading ${records} records: ${what}`));
      onProgress(`loading ${records} records: taking statistics`);
      await client.query("VACUUM ANALYZE");
      await client.query("CHECKPOINT").catch(() => undefined);
    });
  });
}

async function loadAll(
  { start }: Pick<Stage, "start">,
  databaseUrl: string,
  records: number,
  onProgress: (what: string) => void,
): Promise<void> {
  const customers = customersOf(records);
  const loaders = await Promise.all(Array.from({ length: LOADERS }, () => start("loader", { databaseUrl })));
  const [started, perCustomer] = [Date.now(), records / customers];
  let [next, done] = [0, 0];
  await Promise.all(
    loaders.map(async (loader) => {
      while (next < customers) {
        const from = next;
        next = Math.min(customers, from + CUSTOMERS_PER_BATCH);
        const to = next;
        await loader.ask("load", { from, to });
        done += (to - from) * perCustomer;
        const rate = Math.round(done / ((Date.now() - started) / 1000));
        onProgress(`loading ${records} records: ${Math.round(done)} (${rate} a second)`);
      }
    }),
  );
  await Promise.all(loaders.map((loader) => loader.close()));
}

/** The systems that state, and a message of each to which its records belong. */
async function writeSenders(client: Client): Promise<void> {
  for (const system of SYSTEMS) {
    await client.query(
      "INSERT INTO connections (id, connector, side, settings, created_at) VALUES ($1, $2, $3, '{}', now())",
      [...[system.id, system.connector, system.side]],
    );
    await client.query(
      `INSERT INTO inbound_messages (id, connection_id, delivery_id, sha256, content_type, headers, body, received_at,
         status, issues, result, mapping_version, processed_at)
       VALUES ($1, $2, 'loaded', 'loaded', 'application/json', '{}', '', now(), 'APPLIED', '[]', 'loaded', 1, now())`,
      [messageIdOf(system), system.id],
    );
  }
}
