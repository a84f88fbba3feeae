import { messageOf } from "../src/domain/errors.js";
import type { Answer, Question, RoleName, StartRole } from "./role.js";

/** What a process of a benchmark can be. Each loads only what it needs. */
const ROLES: Record<RoleName, () => Promise<{ start: StartRole }>> = {
  engine: () => import("./roles/engine.js"),
  loader: () => import("./roles/loader.js"),
  identifier: () => import("./roles/identifier.js"),
  keyPeer: () => import("./roles/key-peer.js"),
  hub: () => import("./roles/hub.js"),
  orderPeer: () => import("./roles/order-peer.js"),
  ingestPeer: () => import("./roles/ingest-peer.js"),
  readFloor: () => import("./roles/read-floor.js"),
  textbook: () => import("./roles/textbook.js"),
  readLoad: () => import("./roles/read-load.js"),
  ingestLoad: () => import("./roles/ingest-load.js"),
  followHub: () => import("./roles/follow-hub.js"),
  warehouse: () => import("./roles/warehouse.js"),
};

const name = process.argv[2] as RoleName;
const { start } = await ROLES[name]();
let calls: Awaited<ReturnType<StartRole>> | undefined;

process.on("message", ({ id, call, argument }: Question) => {
  answer(call, argument).then(
    (value) => process.send?.({ id, value } satisfies Answer),
    (error: unknown) => process.send?.({ id, error: messageOf(error) } satisfies Answer),
  );
});
// The one who started it is gone, or wants it gone.
process.on("disconnect", () => process.exit());
// Ctrl-C reaches the whole group; the one who started it decides what happens.
process.on("SIGINT", () => {});
process.send?.({ id: 0, value: null } satisfies Answer);

async function answer(call: string, argument: unknown): Promise<unknown> {
  if (call === "start") {
    // What a role is given is what its starter sends: they are written side by side.
    calls = await start(argument as never);
    return null;
  }
  if (call === "cpuMs") {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  }
  const known = calls?.[call];
  if (known === undefined) throw new Error(`${name} knows no "${call}"`);
  return known(argument as never);
}
