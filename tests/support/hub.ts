import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { buildSchema } from "graphql";
import { startBogus } from "../../src/connectors/bogus/server.js";
import { connectorById } from "../../src/connectors/index.js";
import { FACT_KINDS, type FactKind } from "../../src/domain/fact.js";
import type { OrderChangeTarget } from "../../src/domain/order-change.js";
import type { ParcelSettings } from "../../src/domain/parcel-settings.js";
import type { Viewer } from "../../src/domain/viewer.js";
import { deliver } from "../../src/flows/delivering/deliver.js";
import { type ReceivedMessage, receive } from "../../src/flows/receiving/receive.js";
import type { ConfiguredConnection, Hub } from "../../src/flows/work/hub.js";
import { workFacts } from "../../src/flows/work/work-facts.js";
import { startHttp } from "../../src/http/server.js";
import { STAGES } from "../../src/jobs/stages.js";
import type { InboundMessage } from "../../src/store/inbound-message.js";
import { heldPort } from "../../src/store/postgres/server.js";
import { select } from "../../src/store/rows.js";
import { openStore } from "../../src/store/store.js";
import { saveConnections } from "../../src/store/writes/connection.js";
import { messagesById } from "../../src/store/writes/message.js";
import { orderById, type StoredOrder } from "../../src/store/writes/order.js";
import { freshDatabase } from "./database.js";
import { orderMessage, type PartnerOrder } from "./orders.js";

export const WEBHOOK_SECRET = "whsec_dGhyb3VnaGxpbmUtdGVzdC1zZWNyZXQtMDE=";
export const SHOP_SECRET = "the shop's secret";
const API_KEY = "key";

/** Short, so that a system which says nothing costs a test little. */
const EXECUTION_TIMEOUT_MS = 250;
const SETTLE_TIMEOUT_MS = 50_000;
const PARALLEL = 6;
const POOL_SIZE = 12;

/** What has to be worked for an order to be read, and for it to be ready for the execution system. */
export const READING: readonly FactKind[] = ["MessageReceived"];
export const IDENTIFYING: readonly FactKind[] = [...READING, "PartyStated", "CustomerChanged"];

export interface LogLine {
  readonly level: "info" | "warn" | "error";
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
}

export const OPERATOR: Viewer = { subject: "olga", role: "OPERATOR", customerId: null };
export const STEWARD: Viewer = { subject: "stefan", role: "STEWARD", customerId: null };
export const FRONT_OFFICE: Viewer = { subject: "frieda", role: "FRONT_OFFICE", customerId: null };

export interface Effect {
  readonly operation: string;
  readonly key: string | null;
  readonly at: string;
}

export interface TestHubOptions {
  /** Connector id by connection id, with settings if it needs any. */
  readonly connections?: Readonly<Record<string, readonly [string, Record<string, unknown>?]>>;
  /** False for a hub that executes nothing. */
  readonly warehouse?: boolean;
  /** The house's rules for parcels and returns; the defaults if left out. */
  readonly parcels?: ParcelSettings;
}

const CONNECTIONS = {
  webshop: ["shopify", { webhookSecret: SHOP_SECRET }],
  partner: ["standard-webhooks", { webhookSecret: WEBHOOK_SECRET }],
  desk: ["order-file", { currency: "EUR" }],
  calls: ["call-center"],
  mailbox: ["email", { currency: "EUR" }],
} as const;

/**
 * A hub at work on a database of its own, with its webhook door open and a bogus system behind it. The
 * facts are worked by `settle` and `work`, not by a queue: what would wait for its back-off need not.
 */
export async function startTestHub(name: string, options: TestHubOptions = {}) {
  const database = await freshDatabase(name);
  const store = await openStore(database.url, POOL_SIZE);
  const folder = mkdtempSync(join(tmpdir(), "throughline-flows-"));
  const { port: bogusPort, release } = await heldPort();
  const warehouse = {
    url: `http://127.0.0.1:${bogusPort}`,
    apiKey: API_KEY,
    webhookSecret: WEBHOOK_SECRET,
    timeoutMs: EXECUTION_TIMEOUT_MS,
  };
  const wanted = {
    ...(options.connections ?? CONNECTIONS),
    ...(options.warehouse === false ? {} : { warehouse: ["bogus", warehouse] as const }),
  };
  const byId = new Map(
    Object.entries(wanted).map(([id, [kind, settings]]) => [id, connection(id, kind, settings)]),
  );
  const logged: LogLine[] = [];
  const log = (level: LogLine["level"]) => (details: LogLine["details"], message: string) =>
    void logged.push({ level, details, message });
  const hub: Hub = {
    store,
    log: { info: log("info"), warn: log("warn"), error: log("error") },
    connection: (id) => byId.get(id),
    connections: () => [...byId.values()],
    ...(options.parcels === undefined ? {} : { parcels: options.parcels }),
    ring() {},
  };
  await saveConnections(
    store,
    [...byId.values()].map(({ id, connector }) => ({
      ...{ id, connector: connector.id, side: connector.side, settings: {} },
    })),
  );
  const doors = await startHttp({
    ...{
      hub,
      host: "127.0.0.1",
      port: 0,
      secret: new Uint8Array(32),
      schema: buildSchema("type Query { ok: Boolean }"),
    },
    context: Object.assign(() => ({ viewer: null }), { planned: async () => null }),
    health: { answers: async () => true, numbers: () => Promise.reject(new Error("not asked for here")) },
  });
  await release();
  const bogus = await startBogus({
    ...{ dataDir: folder, port: bogusPort, apiKey: API_KEY },
    hub: { webhookUrl: `${doors.url}/webhooks/warehouse`, secret: WEBHOOK_SECRET },
  });
  const command = async <T>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<T> => {
    const answer = await fetch(`${bogus.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${API_KEY}`, ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  const rows = <T>(sql: string, parameters: readonly unknown[] = []) =>
    select<T>(store.pool, sql, parameters);
  const ledger = () =>
    command<{ effects: Effect[]; events: { undelivered: number } }>("GET", "/_bogus/ledger");

  /** Works every open fact whose time has come, or those of some kinds. */
  const work = async (kinds: readonly FactKind[] = FACT_KINDS): Promise<void> => {
    await Promise.all(Array.from({ length: PARALLEL }, () => workAll(hub, kinds)));
  };
  /** Works until neither side has anything left to say, without waiting for any back-off. */
  const settle = async (but: readonly FactKind[] = []): Promise<void> => {
    const deadline = Date.now() + SETTLE_TIMEOUT_MS;
    const kinds = FACT_KINDS.filter((kind) => !but.includes(kind));
    const open = async (): Promise<number> => {
      const [waiting] = await rows<{ count: number }>(OPEN_OTHERS, [but]);
      return waiting?.count ?? 0;
    };
    for (;;) {
      await work(kinds);
      if (
        (await open()) === 0 &&
        (options.warehouse === false || (await ledger()).events.undelivered === 0)
      ) {
        if ((await open()) === 0) return;
      }
      if (Date.now() > deadline) throw new Error(`still open: ${JSON.stringify(await rows(OPEN_FACTS))}`);
      await store.pool.query(HURRY);
      await sleep(5);
    }
  };
  const send = async (
    connectionId: string,
    body: string | Uint8Array,
    extra: {
      deliveryId?: string;
      headers?: Record<string, string>;
      fileName?: string;
      contentType?: string;
    } = {},
  ): Promise<ReceivedMessage> => {
    const bytes = typeof body === "string" ? Uint8Array.from(Buffer.from(body)) : body;
    const { deliveryId = null, headers = {}, fileName = null, contentType = "application/json" } = extra;
    const [received] = await receive(hub, connectionId, [
      { body: bytes, deliveryId, headers, fileName, contentType },
    ]);
    if (received === undefined) throw new Error("nothing was received");
    return received;
  };
  const orderOf = async (externalId: string): Promise<StoredOrder> => {
    const [found] = await rows<{ id: string }>("SELECT id FROM orders WHERE external_id = $1", [externalId]);
    const order = found === undefined ? null : await orderById(store.pool, found.id);
    if (order === null) throw new Error(`there is no order ${externalId}`);
    return order;
  };
  return {
    ...{ hub, url: doors.url, logged, rows, work, settle, send, orderOf },
    /** Lets a connection work with other settings from now on, as after a restart. */
    reconfigure(id: string, kind: string, settings: Record<string, unknown>): void {
      byId.set(id, connection(id, kind, settings));
    },
    async message(id: string): Promise<InboundMessage> {
      const [message] = await messagesById(store.pool, [id]);
      if (message === undefined) throw new Error(`there is no message ${id}`);
      return message;
    },
    /** Sends one version of an order through the partner's webhook; nothing is read yet. */
    say: (order: PartnerOrder) => send("partner", orderMessage(order)),
    /** Places an order and works until the execution system has it. */
    async place(order: PartnerOrder): Promise<StoredOrder> {
      await send("partner", orderMessage(order));
      await settle();
      return orderOf(order.id);
    },
    bogus: {
      url: bogus.url,
      ledger,
      /** What was done there to one order, oldest first. */
      async effects(orderId: string): Promise<Effect[]> {
        const { effects } = await ledger();
        const order = await command<{ order: { id: string } }>(
          "GET",
          `/orders/by-reference/${orderId}`,
        ).catch(() => null);
        const changes = await rows<{ id: string }>(
          "SELECT d.id FROM order_change_deliveries d JOIN order_changes c ON c.id = d.order_change_id WHERE c.order_id = $1",
          [orderId],
        );
        const own = [orderId, ...(order === null ? [] : [order.order.id]), ...changes.map(({ id }) => id)];
        return effects.filter(({ key }) => key !== null && own.some((id) => key.includes(id)));
      },
      /** The order as that system shows it now. */
      order: (orderId: string) =>
        command<{ order: BogusView; duplicates: string[] }>("GET", `/orders/by-reference/${orderId}`),
      mode: (...modes: Record<string, unknown>[]) => command("POST", "/_bogus/modes", modes),
      advance: (request: Record<string, unknown>) =>
        command<{ moved: unknown[]; skipped: { code: string }[] }>("POST", "/_bogus/advance", request),
      /** Does what a person at that system does by hand. */
      byHand: (method: string, path: string, body: unknown) => command(method, path, body),
      /** Changes an order as a person at that system does. */
      async amendByHand(orderId: string, ...targets: OrderChangeTarget[]): Promise<void> {
        const { order } = await command<{ order: BogusView }>("GET", `/orders/by-reference/${orderId}`);
        await command("PATCH", `/orders/${order.id}`, { targets }, { "if-match": `"${order.version}"` });
      },
    },
    async close(): Promise<void> {
      await bogus.close();
      await doors.close();
      await store.close();
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
export interface BogusView {
  readonly id: string;
  readonly version: string;
  readonly status: string;
  readonly heldFor: string | null;
  readonly canceled: boolean;
  readonly returns: readonly { readonly reference: string; readonly reason: string | null }[];
  readonly requestedDate: string | null;
  readonly shipTo: { readonly lines: readonly string[]; readonly city: string | null } | null;
  readonly label: {
    readonly shipTo: { readonly city: string | null } | null;
    readonly trackingNumber: string;
  } | null;
  readonly lines: readonly {
    readonly lineNumber: string;
    readonly quantity: string;
    readonly unitPrice: string | null;
  }[];
}

const HURRY =
  "UPDATE facts SET next_at = now() WHERE finished_at IS NULL AND parked_at IS NULL AND claim_token IS NULL";
const OPEN_OTHERS =
  "SELECT count(*)::int AS count FROM facts WHERE finished_at IS NULL AND parked_at IS NULL AND NOT kind = ANY($1::text[])";
const OPEN_FACTS =
  "SELECT kind, attempts, error, parked_at FROM facts WHERE finished_at IS NULL ORDER BY seq LIMIT 20";

/** Deliveries one by one and side by side; everything else in sets, as the workers do. */
async function workAll(hub: Hub, kinds: readonly FactKind[]): Promise<void> {
  const workOne = (kind: FactKind): Promise<number> =>
    workFacts(
      ...([hub, kind, STAGES[kind].work, STAGES[kind].work === deliver ? 1 : STAGES[kind].batch] as const),
      STAGES[kind].covers,
    );
  let worked = 0;
  do {
    worked = 0;
    for (const kind of kinds) worked += await workOne(kind);
  } while (worked > 0);
}

function connection(id: string, kind: string, settings: Record<string, unknown> = {}): ConfiguredConnection {
  const connector = connectorById(kind);
  if (connector === undefined) throw new Error(`there is no connector ${kind}`);
  return { id, connector, settings: connector.settings.parse(settings) };
}
