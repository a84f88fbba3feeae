import { API_FLOWS } from "./api-flows.js";
import type { Config } from "./config.js";
import { HubError } from "./domain/errors.js";
import { readAudit } from "./flows/access/audit.js";
import { eventTail } from "./flows/telling/event-tail.js";
import { loadIssuers } from "./http/issuers.js";
import { type Guards, startHttp } from "./http/server.js";
import { loadTrustedDocuments } from "./http/trusted-documents.js";
import { buildApiSchema } from "./resolvers/api-schema.js";
import { contextFactory } from "./resolvers/context.js";
import { tokenSecretOf } from "./secrets.js";
import { freePort } from "./store/postgres/server.js";
import { answers, hubNumbers } from "./store/reads/health.js";
import { type HubAtWork, type HubParts, startHub } from "./wiring.js";

/** The whole of it in one process: doors, API, workers. */
export interface Service extends HubAtWork {
  readonly url: string;
  readonly tokenSecret: Uint8Array;
}

/** Opens every door. What was left undone before, by whatever end, goes on by itself. */
export async function startService(parts: Omit<HubParts, "openDoors">): Promise<Service> {
  const atWork = await startHub({ ...parts, openDoors: true });
  try {
    const { hub } = atWork;
    const { host } = parts.config;
    const schema = await buildApiSchema();
    // Chosen before listening, because links in answers name it; and not long before.
    const port = parts.config.port === 0 ? await freePort() : parts.config.port;
    const secret = tokenSecretOf(parts.config);
    const audit = readAudit(hub);
    const http = await startHttp({
      ...{ hub, host, port, secret, guards: guardsOf(parts.config) },
      schema,
      context: contextFactory({
        hub,
        audit,
        tail: eventTail(hub),
        flows: API_FLOWS,
        secret,
        publicUrl: parts.config.publicUrl ?? `http://${host}:${port}`,
      }),
      health: {
        answers: () => answers(hub.store.pool),
        numbers: () => hubNumbers(hub.store.pool),
      },
    }).catch((error: unknown) => {
      throw portProblem(error, host, port);
    });
    return {
      ...atWork,
      url: http.url,
      tokenSecret: secret,
      close: () =>
        Promise.allSettled([http.close().then(() => audit.close()), atWork.drain()]).then(() =>
          atWork.close(),
        ),
    };
  } catch (error) {
    await atWork.close();
    throw error;
  }
}

/** What the settings say about the doors; what cannot be read keeps the hub from starting. */
const guardsOf = ({ issuersFile, trustedDocuments, rate, proxies, origins }: Config): Guards => ({
  issuers: loadIssuers(issuersFile),
  trusted: loadTrustedDocuments(trustedDocuments.mode, trustedDocuments.path),
  rate,
  proxies,
  origins,
});

/** The one fault of a start that every newcomer meets: something listens there already. */
function portProblem(error: unknown, host: string, port: number): unknown {
  const { code } = error as { code?: unknown };
  if (code !== "EADDRINUSE" && code !== "EACCES" && code !== "EADDRNOTAVAIL") return error;
  const why =
    code === "EADDRINUSE" ? "it is taken" : code === "EACCES" ? "it is not allowed" : "no such address";
  return new HubError("PORT", `the hub cannot listen on ${host}, port ${port}: ${why}`, {
    mend: "Choose another port with --port or HUB_PORT (0 takes a free one), or another address with HUB_HOST.",
    cause: error,
  });
}
