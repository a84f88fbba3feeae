import { afterAll, beforeAll, expect, test } from "vitest";
import { orderNumbers } from "../../src/store/writes/order-number.js";
import { type ChangeWorld, startChangeWorld } from "../support/changes.js";
import { forgetOrder } from "../support/forget-order.js";

let world: ChangeWorld;
beforeAll(async () => {
  world = await startChangeWorld("order_numbers", { warehouse: false });
});
afterAll(() => world.close());

const NUMBER = /^TL-[23456789BCDFGHJKMNPQRSTVWXZ]{4}-[23456789BCDFGHJKMNPQRSTVWXZ]{4}$/;
const numbersOf = (...externalIds: string[]) =>
  world.hub.store.transaction((tx) =>
    orderNumbers(
      tx,
      externalIds.map((externalId) => ({ connectionId: "partner", externalId })),
    ),
  );

test("an order that is read again after it was forgotten has the number that its customer holds", async () => {
  const first = await world.place({ id: "forgotten" });
  expect(first.number).toMatch(NUMBER);
  await forgetOrder(world, first.id, "forgotten");
  expect(await world.place({ id: "forgotten" })).toMatchObject({ id: first.id, number: first.number });
});

test("a number tells nothing of another: without the key of this database it cannot be worked out", async () => {
  const all = await numbersOf(...Array.from({ length: 500 }, (_, at) => `shop ${at}`));
  expect(new Set(all).size).toBe(500);
  for (const number of all) expect(number).toMatch(NUMBER);
  const [kept] = await world.rows<{ key: Buffer }>("SELECT key FROM number_keys");
  await world.rows("UPDATE number_keys SET key = decode('00', 'hex')");
  const others = await numbersOf("shop 0", "shop 1");
  await world.rows("UPDATE number_keys SET key = $1", [kept?.key]);
  expect(all.slice(0, 2)).not.toEqual(others);
  expect(await numbersOf("shop 0", "shop 1")).toEqual(all.slice(0, 2));
  expect(kept?.key).toHaveLength(32);
});

test("a number that another order has is not given twice, in one set or in two", async () => {
  const [wanted] = await numbersOf("crowded");
  const other = await world.place({ id: "in the way" });
  await world.rows("UPDATE orders SET number = $2 WHERE id = $1", [other.id, wanted]);
  const order = await world.place({ id: "crowded" });
  expect(order.number).toMatch(NUMBER);
  expect(order.number).not.toBe(wanted);
  // What follows from the source next is the same every time, too.
  await forgetOrder(world, order.id, "crowded");
  expect((await world.place({ id: "crowded" })).number).toBe(order.number);
  const twins = await numbersOf("twin", "twin");
  expect(new Set(twins).size).toBe(2);
  expect(await world.troubles()).toEqual([]);
});
