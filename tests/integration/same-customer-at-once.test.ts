import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readConfig } from "../../src/config.js";
import { configure } from "../../src/connections.js";
import { receive } from "../../src/flows/receive.js";
import { waitForQuiet } from "../../src/flows/wait-for-messages.js";
import { select } from "../../src/store/rows.js";
import { type HubAtWork, startHub } from "../../src/wiring.js";
import { type FreshDatabase, freshDatabase } from "../support/database.js";
import { atFiveDoors, type NewCustomer, newCustomers } from "../support/five-doors.js";
import { dataFolder } from "../support/hub-cli.js";

const DOORS = 5;
const QUIET_WITHIN_MS = 45_000;

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

  test("make one customer with five records of what five doors state at once, a hundred times", async () => {
    const customers = newCustomers();
    await Promise.all(customers.map(arrive));
    const [first] = hubs;
    if (first === undefined) throw new Error("there is no hub");
    await waitForQuiet(first.hub, QUIET_WITHIN_MS);

    const { pool } = first.hub.store;
    expect(await select(pool, "SELECT id, issues FROM inbound_messages WHERE status <> 'APPLIED'")).toEqual(
      [],
    );
    const found = await select<{ name: string; records: number; doors: number; orders: number }>(
      pool,
      `SELECT c.name, count(*)::int AS records, count(DISTINCT r.connection_id)::int AS doors,
              (SELECT count(*)::int FROM orders o WHERE o.customer_id = c.id) AS orders
         FROM customers c JOIN memberships m ON m.customer_id = c.id JOIN source_records r ON r.id = m.source_record_id
        WHERE c.merged_into IS NULL GROUP BY c.id, c.name ORDER BY c.name`,
    );
    const wanted = customers.map(({ name }) => ({ name, records: DOORS, doors: DOORS, orders: DOORS }));
    expect(found).toEqual(wanted.sort((a, b) => (a.name < b.name ? -1 : 1)));
    expect(await select(pool, "SELECT kind, error FROM facts WHERE finished_at IS NULL")).toEqual([]);
  });
});
