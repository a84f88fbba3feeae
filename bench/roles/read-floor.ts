import pg from "pg";
import { FLOOR_SQL, FLOOR_VALUES } from "../reads/floor-sql.js";
import type { QuestionName } from "../reads/questions.js";
import type { Calls } from "../role.js";
import { listen, readBody } from "./bare-http.js";
import { PEER_POOL_SIZE } from "./order-peer.js";

/**
 * The least a service could do for the same questions: node:http, one prepared statement each, its text
 * passed on. No tokens, no row scope, no schema, no limits.
 */
export async function start({ databaseUrl }: { databaseUrl: string }): Promise<Calls> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: PEER_POOL_SIZE });
  pool.on("error", () => {});
  const server = await listen(async (request, response) => {
    const { question, variables } = JSON.parse((await readBody(request)).toString()) as {
      question: QuestionName;
      variables: Record<string, string>;
    };
    const values = FLOOR_VALUES[question].map((name) => variables[name]);
    const { rows } = await pool.query<{ body: string }>({
      name: question,
      text: FLOOR_SQL[question],
      values,
    });
    response.writeHead(200, { "content-type": "application/json" });
    response.end(rows[0]?.body);
  });
  return {
    where: async () => ({ url: server.url }),
    close: async () => {
      server.close();
      await pool.end();
    },
  };
}
