import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { comeToRest, expectAllOnce, type HubAndWarehouse, startHubAndWarehouse } from "../support/burst.js";
import {
  available,
  type ExternalPostgres,
  startExternalPostgres,
  whyNotAvailable,
} from "../support/external-postgres.js";
import { startSender } from "../support/sender.js";
import { shopOrders } from "../support/shop-orders.js";

describe.skipIf(!available)(`a PostgreSQL of the customer's own (skipped where ${whyNotAvailable})`, () => {
  let external: ExternalPostgres;
  let world: HubAndWarehouse;

  beforeAll(async () => {
    external = await startExternalPostgres();
    world = await startHubAndWarehouse("external", { DATABASE_URL: external.url });
  });
  afterAll(async () => {
    await world.close();
    await external.stop();
  });

  test("carries orders from the shops to the warehouse, and no other is started", async () => {
    const orders = shopOrders(20, world.secrets);
    await startSender(() => world.url, orders).done;
    await comeToRest(world);
    await expectAllOnce(world, orders);
    expect(world.databaseUrl()).toBe(external.url);
    expect(world.folder.postgresPid()).toBeNull();
  });
});
