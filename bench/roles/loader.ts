import { Client } from "pg";
import { loadBatch } from "../resolve/load-batch.js";
import type { Calls } from "../role.js";

/** One of the processes that make source records and copy them into a database. */
export async function start({ databaseUrl }: { databaseUrl: string }): Promise<Calls> {
  const client = new Client({ connectionString: databaseUrl });
  client.on("error", () => undefined);
  await client.connect();
  await client.query("SET synchronous_commit = off");
  return {
    load: ({ from, to }: { from: number; to: number }) => loadBatch(client, from, to),
    close: () => client.end(),
  };
}
