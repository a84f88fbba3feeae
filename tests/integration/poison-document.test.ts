import { afterAll, beforeAll, expect, test } from "vitest";
import { standardWebhooks } from "../../src/connectors/standard-webhooks/index.js";
import type { ConfiguredConnection } from "../../src/flows/hub.js";
import { read } from "../../src/flows/read.js";
import { receive } from "../../src/flows/receive.js";
import { workFacts } from "../../src/flows/work-facts.js";
import { select } from "../../src/store/rows.js";
import { type FactWorld, factWorld } from "../support/fact-world.js";
import { atFiveDoors, newCustomers } from "../support/five-doors.js";

const BATCH = 200;
const MESSAGES = 30;
const POISON = "PS-17";

/** A connector with a fault of its own: one document makes it throw what nobody expects. */
const shop: ConfiguredConnection = {
  id: "partner-shop",
  connector: {
    ...standardWebhooks,
    map(document, message, settings) {
      if (JSON.stringify(document).includes(POISON))
        throw new TypeError("cannot read properties of undefined");
      return standardWebhooks.map(document as never, message, settings as never);
    },
  },
  settings: { webhookSecret: "any" },
};

let world: FactWorld;

beforeAll(async () => {
  world = await factWorld("poison", { connection: () => shop, connections: () => [shop] });
  await world.store.pool.query(
    "INSERT INTO connections (id, connector, side, settings, created_at) VALUES ('partner-shop', 'standard-webhooks', 'WEB', '{}', now())",
  );
});
afterAll(() => world.close());

test("a document that makes its connector throw keeps no other from being read, and is parked with the reason", async () => {
  for (const customer of newCustomers().slice(0, MESSAGES)) {
    const [, message] = atFiveDoors(customer).find(([door]) => door === "partner-shop") ?? [];
    if (message !== undefined) await receive(world.hub, "partner-shop", [message]);
  }
  expect(await workFacts(world.hub, "MessageReceived", read, BATCH)).toBe(MESSAGES);
  const orders = await select<{ externalId: string }>(world.store.pool, "SELECT external_id FROM orders");
  expect(orders).toHaveLength(MESSAGES - 1);
  expect(orders.map(({ externalId }) => externalId)).not.toContain(POISON);

  const tries = async (left: number): Promise<void> => {
    if (left === 0) return;
    await world.timePasses();
    await workFacts(world.hub, "MessageReceived", read, BATCH);
    return tries(left - 1);
  };
  await tries(9);
  const open = await select(
    world.store.pool,
    `SELECT f.error, f.parked_at IS NOT NULL AS parked, m.status FROM facts f
       JOIN inbound_messages m ON m.id::text = f.subject_id WHERE f.finished_at IS NULL AND f.kind = 'MessageReceived'`,
  );
  expect(open).toEqual([{ error: "cannot read properties of undefined", parked: true, status: "RECEIVED" }]);
});
