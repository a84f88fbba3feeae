import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { comeToRest, expectAllOnce, type HubAndWarehouse, startHubAndWarehouse } from "../support/burst.js";
import { printedSeed, seededRandom } from "../support/seeded.js";
import { startSender, untilAcknowledged } from "../support/sender.js";
import { shopOrders } from "../support/shop-orders.js";

const ORDERS = 500;
const KILLS = 3;

describe("a hub whose queue is in PostgreSQL", () => {
  let world: HubAndWarehouse;

  beforeAll(async () => {
    world = await startHubAndWarehouse("burst", {});
  });
  afterAll(() => world.close());

  test("that is killed again and again in a burst of 500 orders has each exactly once", async () => {
    const random = seededRandom(printedSeed("kills in a burst, queue in PostgreSQL"));
    const orders = shopOrders(ORDERS, world.secrets);
    const sender = startSender(() => world.url, orders);
    const kills: number[] = [];
    for (let kill = 1; kill <= KILLS; kill += 1) {
      const share = (kill - 1 + random()) / KILLS;
      await untilAcknowledged(sender, Math.floor(share * ORDERS), random() * 300);
      kills.push(sender.acknowledged());
      await world.killAndStart();
    }
    await sender.done;
    console.log(`killed after ${kills.join(", ")} of ${ORDERS} were acknowledged`);
    // Once more while the work that follows is under way.
    await new Promise((resolve) => setTimeout(resolve, random() * 1_000));
    await world.killAndStart();
    await comeToRest(world);
    await expectAllOnce(world, orders);
    expect(sender.refusals).toEqual([]);
  }, 150_000);
});
