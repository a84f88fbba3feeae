import type { Client } from "pg";

/** The peer's tables lie beside the hub's, as full as they are. */
export const PEER_SCHEMA = "bench_peer";

export async function makePeerTables(client: Client): Promise<void> {
  await dropPeerTables(client);
  for (const statement of [
    `CREATE SCHEMA ${PEER_SCHEMA}`,
    "SET maintenance_work_mem = '1GB'",
    `CREATE TABLE ${PEER_SCHEMA}.records AS SELECT id, party FROM source_records`,
    `ALTER TABLE ${PEER_SCHEMA}.records ADD PRIMARY KEY (id)`,
    `CREATE TABLE ${PEER_SCHEMA}.keys AS SELECT key, source_record_id AS record_id FROM identity_keys`,
    `ALTER TABLE ${PEER_SCHEMA}.keys ADD PRIMARY KEY (key, record_id)`,
    `VACUUM ANALYZE ${PEER_SCHEMA}.records, ${PEER_SCHEMA}.keys`,
  ])
    await client.query(statement);
}

export const dropPeerTables = async (client: Client): Promise<void> =>
  void (await client.query(`DROP SCHEMA IF EXISTS ${PEER_SCHEMA} CASCADE`));
