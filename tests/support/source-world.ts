import { randomUUID } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { expect } from "vitest";
import type { PostalAddress } from "../../src/domain/address.js";
import type { FactKind } from "../../src/domain/fact.js";
import { enterAllStreams, pullConnection } from "../../src/flows/receiving/pull-all.js";
import { streamStates } from "../../src/store/writes/stream.js";
import { startTestHub, WEBHOOK_SECRET } from "./hub.js";

const FOLLOWING: readonly FactKind[] = ["MessageReceived", "SourceChanged"];

/** An order that has arrived, as far as a source is to be held against it. */
export interface Arrived {
  readonly externalId: string;
  readonly externalNumber: string | null;
  readonly poNumber: string | null;
  readonly currency: string | null;
  readonly status: string;
  readonly requestedDate: string | null;
  readonly shipTo: PostalAddress | null;
  readonly buyer: string | null;
  readonly lines: string;
}

const ORDERS = `
  SELECT o.external_id, o.external_number, o.po_number, o.currency, o.status, o.requested_date::text, o.ship_to,
         r.party->>'name' AS buyer,
         (SELECT string_agg(l.sku || ' ' || trim_scale(l.quantity) || ' ' || COALESCE(trim_scale(l.unit_price)::text, '-'), ', ' ORDER BY l.position)
            FROM order_lines l WHERE l.order_id = o.id) AS lines
    FROM orders o JOIN source_records r ON r.id = o.source_record_id ORDER BY o.external_id`;

const WIPE = "TRUNCATE inbound_messages, orders, facts, source_records, documents, review_tasks CASCADE";
const RESTART = `UPDATE streams SET cursor = NULL, leased_until = NULL, next_at = now(), succeeded_at = NULL,
    newest_at = NULL, messages = 0, repeats = 0, failures = 0, expirations = 0, is_stopped = false, error = NULL`;

/** A hub with one connection, "crm", whose stream is read when a test says so. */
export async function startSourceWorld(database: string, kind: string, settings: Record<string, unknown>) {
  const world = await startTestHub(database, {
    warehouse: false,
    connections: { crm: [kind, settings] },
  });
  await enterAllStreams(world.hub);
  const crm = () => world.hub.connection("crm") ?? expect.fail("there is no such connection");
  return {
    ...world,
    crm,
    /** Everything as at the beginning, with the rate limit's tokens back. */
    async restart(changed: Record<string, unknown> = {}): Promise<void> {
      await world.rows(WIPE);
      await world.rows(RESTART);
      world.logged.length = 0;
      world.reconfigure("crm", kind, { ...settings, ...changed });
    },
    /** Makes the stream due and reads it once. Answers how many new messages were kept. */
    async pass(): Promise<number> {
      await world.rows("UPDATE streams SET next_at = now()");
      return pullConnection(world.hub, crm());
    },
    stream: async () => (await streamStates(world.hub.store.pool))[0] ?? expect.fail("there is no stream"),
    /** Reads what was kept and asks for what was only announced; the orders there are then. */
    async orders(): Promise<Readonly<Record<string, Arrived>>> {
      await world.work(FOLLOWING);
      const orders = await world.rows<Arrived>(ORDERS);
      return Object.fromEntries(orders.map((order) => [order.externalId, order]));
    },
    messages: () =>
      world.rows<{ status: string }>("SELECT status FROM inbound_messages ORDER BY received_at, id"),
    /** Posts to the connection's webhook, signed as Standard Webhooks says. */
    async post(body: unknown): Promise<number> {
      const text = JSON.stringify(body);
      const [id, at] = [`msg_${randomUUID()}`, new Date()];
      const answer = await fetch(`${world.url}/webhooks/crm`, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          "webhook-id": id,
          "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
          "webhook-signature": new Webhook(WEBHOOK_SECRET).sign(id, at, text),
        },
        body: text,
      });
      return answer.status;
    },
  };
}

const MINUTE = 60_000;
export const minutesAgo = (minutes: number): string => new Date(Date.now() - minutes * MINUTE).toISOString();
