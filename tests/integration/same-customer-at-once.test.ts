import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readConfig } from "../../src/config.js";
import { configure } from "../../src/connections.js";
import { receive } from "../../src/flows/receiving/receive.js";
import { waitForQuiet } from "../../src/flows/receiving/wait-for-messages.js";
import { select } from "../../src/store/rows.js";
import { type HubAtWork, startHub } from "../../src/wiring.js";
import { type FreshDatabase, freshDatabase } from "../support/database.js";
import { atFiveDoors, type NewCustomer, newCustomers } from "../support/five-doors.js";
import { dataFolder } from "../support/hub-cli.js";

const DOORS = 5;
const CUSTOMERS = 1_000;
const AT_ONCE = 50;
/** Alone on four cores it takes 45 s; beside other work, longer. */
const QUIET_WITHIN_MS = 150_000;
const TIMEOUT_MS = 200_000;

const CONNECTIONS = [
  { id: "webshop", connector: "shopify", settings: { webhookSecret: "env:ANY_SECRET" } },
  { id: "partner-shop", connector: "standard-webhooks", settings: { webhookSecret: "env:ANY_SECRET" } },
  { id: "sales-desk", connector: "order-file", settings: {} },
  { id: "call-center", connector: "call-center", settings: {} },
  { id: "mailbox", connector: "email", settings: { port: null } },
];

describe("two hubs on one database", () => {
  const folder = dataFolder("five-doors");
  let database: FreshDatabase;
  let hubs: HubAtWork[];

  beforeAll(async () => {
    database = await freshDatabase("five_doors");
    const config = readConfig({ HUB_DATA: folder.path, ANY_SECRET: "whsec_c2VjcmV0IG9mIGEgdGVzdA==" });
    const quiet = (): void => {};
    const parts = {
      ...{ config, databaseUrl: database.url, connections: configure(config, CONNECTIONS) },
      ...{ log: { info: quiet, warn: quiet, error: quiet }, openDoors: false },
    };
    hubs = await Promise.all([startHub(parts), startHub(parts)]);
  });
  afterAll(async () => {
    await Promise.all(hubs.map((one) => one.close()));
    await database.drop();
    folder.remove();
  });

  /** All five doors at the same instant, on whichever hub is next. */
  const arrive = (customer: NewCustomer): Promise<unknown> =>
    Promise.all(
      atFiveDoors(customer).map(([connection, message], door) => {
        const { hub } = hubs[(customer.number + door) % hubs.length] ?? {};
        if (hub === undefined) throw new Error("there is no hub");
        return receive(hub, connection, [message]);
      }),
    );

  test(
    "make one customer with five records of what five doors state at once, a thousand times",
    async () => {
      const customers = newCustomers(CUSTOMERS);
      expect(customers).toHaveLength(CUSTOMERS);
      // As many doors as a hub has connections for, at the same instant, again and again.
      for (let at = 0; at < CUSTOMERS; at += AT_ONCE)
        await Promise.all(customers.slice(at, at + AT_ONCE).map(arrive));
      const [first] = hubs;
      if (first === undefined) throw new Error("there is no hub");
      await waitForQuiet(first.hub, QUIET_WITHIN_MS);

      const { pool } = first.hub.store;
      expect(await select(pool, "SELECT id, issues FROM inbound_messages WHERE status <> 'APPLIED'")).toEqual(
        [],
      );
      const living = await select<{ customer: string; records: number; doors: number }>(
        pool,
        `SELECT m.customer_id AS customer, count(*)::int AS records, count(DISTINCT r.connection_id)::int AS doors
         FROM memberships m JOIN source_records r ON r.id = m.source_record_id GROUP BY 1`,
      );
      expect(living.filter(({ records, doors }) => records !== DOORS || doors !== DOORS)).toEqual([]);
      expect(living).toHaveLength(CUSTOMERS);
      // The five orders of one customer bear its number, whatever their doors call them.
      const owners = await select<{ number: number; orders: number; customers: number }>(
        pool,
        `SELECT mod(substring(external_id from '\\d+$')::int, 90000) AS number,
              count(*)::int AS orders, count(DISTINCT customer_id)::int AS customers
         FROM orders GROUP BY 1 ORDER BY 1`,
      );
      expect(owners).toEqual(customers.map(({ number }) => ({ number, orders: DOORS, customers: 1 })));
      // Doubt on the way is settled by what comes later; what stays open is about two look-alikes.
      const settled = `SELECT t.id FROM review_tasks t JOIN customers a ON a.id = t.customer_id JOIN customers b ON b.id = t.other_customer_id
      WHERE t.closed_at IS NULL AND COALESCE(a.merged_into, a.id) = COALESCE(b.merged_into, b.id)`;
      expect(await select(pool, settled)).toEqual([]);
      expect(await select(pool, "SELECT kind, error FROM facts WHERE finished_at IS NULL")).toEqual([]);
    },
    TIMEOUT_MS,
  );
});
