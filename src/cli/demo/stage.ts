import { randomBytes } from "node:crypto";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Config } from "../../config.js";
import { type ConnectionEntry, configure } from "../../connections.js";
import { type Bogus, startBogus } from "../../connectors/bogus/server.js";
import { openDatabaseServer } from "../../database-server.js";
import type { Role } from "../../domain/vocabulary.js";
import type { Log } from "../../flows/work/hub.js";
import { signToken } from "../../http/auth.js";
import { ownSecret, webhookSecret } from "../../secrets.js";
import { type Service, startService } from "../../service.js";
import { heldPort } from "../../store/postgres/server.js";

/** Everything the play needs: a hub on a scratch database, an execution system, and keys to the doors. */
export interface Stage {
  readonly service: Service;
  readonly bogus: Bogus;
  readonly smtpPort: number;
  readonly folders: { readonly desk: string; readonly fax: string };
  readonly secrets: { readonly webshop: string; readonly partnerShop: string };
  token(role: Role, customerId?: string): Promise<string>;
  close(): Promise<void>;
}

const TOKEN_SECONDS = 3_600;
export const MAIL_DOMAIN = "orders.throughline.example";

/** All channels speak at once here: which of two addresses of a customer was heard first is chance, and no move. */
const RULES = `moves:
  - explicit: false
    decision: KEEP
    because: in this play only who says so has moved
`;

/** Sets the stage in a folder of its own; nothing of a real hub on this machine is touched. */
export async function setStage(config: Config, port: number, log: Log): Promise<Stage> {
  const demo: Config = { ...config, dataDir: join(config.dataDir, "demo") };
  const folders = { desk: join(demo.dataDir, "drop", "desk"), fax: join(demo.dataDir, "drop", "fax") };
  for (const old of [folders.desk, folders.fax, join(demo.dataDir, "bogus")])
    rmSync(old, { recursive: true, force: true });
  for (const folder of Object.values(folders)) mkdirSync(folder, { recursive: true });
  writeFileSync(join(demo.dataDir, "follow-through.yaml"), RULES);
  const server = await openDatabaseServer(demo);
  const name = `throughline_demo_${Date.now()}_${randomBytes(2).toString("hex")}`;
  const stops: (() => Promise<unknown>)[] = [() => server.stop()];
  const close = async (): Promise<void> => {
    for (const stop of stops.reverse()) await stop();
    stops.length = 0;
  };
  try {
    const databaseUrl = await server.create(name);
    stops.push(() => server.drop(name));
    const secrets = {
      webshop: ownSecret(demo, "webshop"),
      partnerShop: ownSecret(demo, "partner-shop", webhookSecret),
      warehouse: ownSecret(demo, "warehouse", webhookSecret),
      warehouseKey: ownSecret(demo, "warehouse-key"),
    };
    // Each has to know the other's address before it starts, so the warehouse's port is chosen here.
    const held = await heldPort();
    stops.push(held.release);
    const service = await startService({
      config: { ...demo, port },
      databaseUrl,
      connections: configure(demo, entries(folders, `http://127.0.0.1:${held.port}`)),
      log,
    });
    stops.push(() => service.close());
    await held.release();
    const bogus = await startBogus({
      dataDir: join(demo.dataDir, "bogus"),
      port: held.port,
      apiKey: secrets.warehouseKey,
      hub: { webhookUrl: `${service.url}/webhooks/warehouse`, secret: secrets.warehouse },
    });
    stops.push(() => bogus.close());
    const mailbox = service.doors.find(({ connectionId }) => connectionId === "mailbox");
    return {
      ...{ service, bogus, folders, secrets, close },
      smtpPort: Number(new URL(mailbox?.door.address ?? "smtp://127.0.0.1:0").port),
      token: (role, customerId) =>
        signToken(service.tokenSecret, {
          ...{
            subject: `demo-${role.toLowerCase()}`,
            role,
            customerId: customerId ?? null,
            ttlSeconds: TOKEN_SECONDS,
          },
        }),
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** One connection per door of the play. */
function entries(folders: Stage["folders"], warehouseUrl: string): ConnectionEntry[] {
  return [
    { id: "webshop", connector: "shopify", settings: { webhookSecret: "file:secrets/webshop" } },
    {
      id: "partner-shop",
      connector: "standard-webhooks",
      settings: { webhookSecret: "file:secrets/partner-shop" },
    },
    { id: "sales-desk", connector: "order-file", settings: { folder: folders.desk, currency: "EUR" } },
    { id: "call-center", connector: "call-center", settings: {} },
    {
      id: "mailbox",
      connector: "email",
      settings: { port: 0, recipients: [`@${MAIL_DOMAIN}`], currency: "EUR" },
    },
    { id: "fax", connector: "fax", settings: { spoolFolder: folders.fax } },
    {
      id: "warehouse",
      connector: "bogus",
      settings: {
        url: warehouseUrl,
        apiKey: "file:secrets/warehouse-key",
        webhookSecret: "file:secrets/warehouse",
      },
    },
  ];
}
