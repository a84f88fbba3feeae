import pg from "pg";
import { blockingKeys, keyHash } from "../../src/identity/deciding/blocking.js";
import { codesOf } from "../../src/identity/normalizing/code.js";
import { normalize } from "../../src/identity/normalizing/normalize.js";
import { closedLoop, type LoopPlan } from "../resolve/closed-loop.js";
import { PEER_SCHEMA } from "../resolve/peer-tables.js";
import { idOf, type Probe } from "../resolve/records.js";
import type { Calls } from "../role.js";

const UPSERT = `WITH kept AS (
    INSERT INTO ${PEER_SCHEMA}.records (id, party) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET party = excluded.party)
  INSERT INTO ${PEER_SCHEMA}.keys (key, record_id) SELECT key, $1 FROM unnest($3::bigint[]) AS key ON CONFLICT DO NOTHING`;

/**
 * The least that could be done with a record: put it and its keys into two tables, by one prepared
 * statement that commits itself. Nobody is looked for, nothing is decided.
 */
export async function start({ databaseUrl }: { databaseUrl: string }): Promise<Calls> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 8 });
  pool.on("error", () => undefined);
  return {
    run: (plan: LoopPlan) =>
      closedLoop(plan, async (probe, number) => {
        const values = [idOf("peer", number), JSON.stringify(probe.party), keysOf(probe)];
        await pool.query({ name: "upsert", text: UPSERT, values });
        return null;
      }),
    close: () => pool.end(),
  };
}

const keysOf = ({ party, system }: Probe): string =>
  `{${blockingKeys(normalize(party), codesOf(system.id, party))
    .map(({ key }) => keyHash(key))
    .join(",")}}`;
