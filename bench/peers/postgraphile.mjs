// PostGraphile with its recommended preset, as a process of the benchmarks. It needs a newer Node than the hub.
import { createServer } from "node:http";
import { postgraphile } from "postgraphile";
import { makePgService } from "postgraphile/adaptors/pg";
import { grafserv } from "postgraphile/grafserv/node";
import { PostGraphileAmberPreset } from "postgraphile/presets/amber";

/** As many connections as the hub's own pool has. */
const POOL_SIZE = 8;

let server;
let instance;

const CALLS = {
  async start({ databaseUrl }) {
    instance = postgraphile({
      extends: [PostGraphileAmberPreset],
      pgServices: [
        makePgService({ connectionString: databaseUrl, schemas: ["public"], poolConfig: { max: POOL_SIZE } }),
      ],
      grafserv: { graphqlPath: "/graphql", graphiql: false, watch: false },
      grafast: { explain: false },
    });
    server = createServer();
    server.on("error", () => {});
    await instance.createServ(grafserv).addTo(server);
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    return null;
  },
  async where() {
    return { url: `http://127.0.0.1:${server.address().port}` };
  },
  async cpuMs() {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  },
  async close() {
    server?.closeAllConnections();
    await instance?.release();
    return null;
  },
};

process.on("message", async ({ id, call, argument }) => {
  try {
    process.send?.({ id, value: await CALLS[call](argument) });
  } catch (error) {
    process.send?.({ id, error: error instanceof Error ? error.message : String(error) });
  }
});
process.on("disconnect", () => process.exit());
process.on("SIGINT", () => {});
process.send?.({ id: 0, value: null });
