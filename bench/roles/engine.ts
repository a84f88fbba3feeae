import { Client } from "pg";
import type { Calls } from "../role.js";
import { makeIdentity } from "../seed/identity.js";

/** One of the processes that put drafted customers through the engine while a database is seeded. */
export async function start({ databaseUrl }: { databaseUrl: string }): Promise<Calls> {
  const client = new Client({ connectionString: databaseUrl });
  client.on("error", () => undefined);
  await client.connect();
  await client.query("SET synchronous_commit = off");
  return {
    make: ({ from, to }: { from: number; to: number }) => makeIdentity(client, from, to),
    close: () => client.end(),
  };
}
