import { readConfig } from "../../src/config.js";
import { configure } from "../../src/connections.js";
import type { Role } from "../../src/domain/vocabulary.js";
import { signToken } from "../../src/http/auth.js";
import { createLog } from "../../src/log.js";
import { ownSecret } from "../../src/secrets.js";
import { startService } from "../../src/service.js";
import { openWork } from "../../src/store/outbox.js";
import { type Defect, withDefect } from "../follow/defects.js";
import type { Calls } from "../role.js";

export interface FollowHubArgument {
  readonly databaseUrl: string;
  readonly dataDir: string;
  readonly port: number;
  readonly shopSecret: string;
  readonly warehouse: { readonly url: string; readonly apiKey: string; readonly secret: string };
  readonly defect: Defect;
}

const TOKEN_SECONDS = 12 * 3_600;
/** Long enough for a slow answer, short enough for a simulation full of silence. */
const TIMEOUT_MS = 1_000;

/** The real service on a database that outlives it, with a shop in front of it and a warehouse behind. */
export async function start(argument: FollowHubArgument): Promise<Calls> {
  const { databaseUrl, dataDir, port, shopSecret, warehouse, defect } = argument;
  const config = { ...readConfig(), dataDir, host: "127.0.0.1", port, redisUrl: null, rate: 0 };
  const { url, apiKey, secret } = warehouse;
  ownSecret(config, "shop", () => shopSecret);
  ownSecret(config, "warehouse", () => secret);
  ownSecret(config, "warehouse-key", () => apiKey);
  const connections = configure(config, [
    { id: "shop", connector: "standard-webhooks", settings: { webhookSecret: "file:secrets/shop" } },
    {
      ...{ id: "warehouse", connector: "bogus" },
      settings: {
        ...{ url, timeoutMs: TIMEOUT_MS },
        ...{ apiKey: "file:secrets/warehouse-key", webhookSecret: "file:secrets/warehouse" },
      },
    },
  ]);
  const service = await startService({
    ...{ config, databaseUrl, log: createLog(config.logLevel === "silent" ? "silent" : "error") },
    connections: connections.map((connection) => withDefect(connection, defect)),
  });
  return {
    token: async (role: Role) =>
      signToken(service.tokenSecret, { subject: `bench-${role}`, role, ttlSeconds: TOKEN_SECONDS }),
    work: () => openWork(service.hub.store.pool),
    close: () => service.close(),
  };
}
