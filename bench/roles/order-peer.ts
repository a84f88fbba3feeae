import pg from "pg";
import { ORDER_SQL } from "../order-query.js";
import type { Calls } from "../role.js";
import { listen, readBody } from "./bare-http.js";

/** As many connections as the hub's own pool has. */
export const PEER_POOL_SIZE = 8;

/**
 * The least a service could do for the same question: node:http, one prepared statement by order number,
 * its text passed on. No tokens, no row scope, no schema, no limits.
 */
export async function start({ databaseUrl }: { databaseUrl: string }): Promise<Calls> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: PEER_POOL_SIZE });
  pool.on("error", () => {});
  const server = await listen(async (request, response) => {
    const { variables } = JSON.parse((await readBody(request)).toString()) as {
      variables: { number: string };
    };
    const { rows } = await pool.query<{ body: string }>({
      name: "order",
      text: ORDER_SQL,
      values: [variables.number],
    });
    response.writeHead(200, { "content-type": "application/json" });
    response.end(rows[0]?.body ?? '{"data":{"order":null}}');
  });
  return {
    where: async () => ({ url: server.url }),
    close: async () => {
      server.close();
      await pool.end();
    },
  };
}
