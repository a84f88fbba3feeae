import { performance } from "node:perf_hooks";
import { readConfig } from "../../src/config.js";
import { configure } from "../../src/connections.js";
import type { Role } from "../../src/domain/vocabulary.js";
import { waitForQuiet } from "../../src/flows/receiving/wait-for-messages.js";
import { signToken } from "../../src/http/auth.js";
import { createLog } from "../../src/log.js";
import { ownSecret, webhookSecret } from "../../src/secrets.js";
import { startService } from "../../src/service.js";
import type { Calls } from "../role.js";

const TOKEN_SECONDS = 12 * 3_600;

/** The real service, all of it: doors, API, workers. The queue is on PostgreSQL. */
export async function start(argument: { databaseUrl: string; dataDir: string }): Promise<Calls> {
  const { databaseUrl, dataDir } = argument;
  const config = { ...readConfig(), dataDir, host: "127.0.0.1", port: 0, redisUrl: null, rate: 0 };
  const secret = ownSecret(config, "partner-shop", webhookSecret);
  const settings = { webhookSecret: "file:secrets/partner-shop" };
  const connections = configure(config, [{ id: "partner-shop", connector: "standard-webhooks", settings }]);
  const service = await startService({ config, databaseUrl, connections, log: createLog("error") });
  return {
    where: async () => ({ url: service.url, webhookSecret: secret }),
    token: async (role: Role) =>
      signToken(service.tokenSecret, { subject: "bench", role, ttlSeconds: TOKEN_SECONDS }),
    /** Answers when nothing is left to do: epoch milliseconds. */
    quiet: async (timeoutMs: number) => {
      await waitForQuiet(service.hub, timeoutMs);
      return performance.timeOrigin + performance.now();
    },
    close: () => service.close(),
  };
}
