import { API_FLOWS } from "./api-flows.js";
import type { Config } from "./config.js";
import { readAudit } from "./flows/access/audit.js";
import { eventTail } from "./flows/telling/event-tail.js";
import type { WebhookMeans } from "./flows/telling/webhook-means.js";
import type { Hub } from "./flows/work/hub.js";
import { ownSecret, tokenSecretOf } from "./secrets.js";

/** How this process tells receivers of events; closed, it has audited what it showed them. */
export interface Receivers extends WebhookMeans {
  close(): Promise<void>;
}

/** The API by which events are shown is built when the first one is: few commands send any. */
export function openReceivers(config: Config, hubOf: () => Hub | undefined): Receivers {
  let opened: ReturnType<typeof openShower> | null = null;
  return {
    get secret() {
      return new TextEncoder().encode(ownSecret(config, "webhooks"));
    },
    targets: config.webhookTargets,
    async show(viewer, event, content) {
      const hub = hubOf();
      if (hub === undefined) throw new Error("an event is to be shown before there is a hub");
      opened ??= openShower(config, hub);
      return (await opened).show(viewer, event, content);
    },
    async close() {
      await (await opened)?.audit.close();
    },
  };
}

async function openShower(config: Config, hub: Hub) {
  const [{ buildApiSchema }, { contextFactory }, { eventShower }] = await Promise.all([
    import("./resolvers/api-schema.js"),
    import("./resolvers/context.js"),
    import("./resolvers/show-event.js"),
  ]);
  const audit = readAudit(hub);
  const context = contextFactory({
    ...{ hub, audit, flows: API_FLOWS, tail: eventTail(hub), secret: tokenSecretOf(config) },
    publicUrl: config.publicUrl ?? `http://${config.host}:${config.port}`,
  });
  return { audit, show: eventShower(await buildApiSchema(), context) };
}
