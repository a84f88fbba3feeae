import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ChangeWorld, startChangeWorld } from "../support/changes.js";
import { KIEL } from "../support/orders.js";

let world: ChangeWorld;
beforeAll(async () => {
  world = await startChangeWorld("stale_values");
});
afterAll(() => world.close());

const divergencesOf = (orderId: string) =>
  world.rows(
    `SELECT aspect, line_number, expected_value, found_value, status FROM ship_to_divergences
      WHERE order_id = $1 ORDER BY detected_at, id`,
    [orderId],
  );
const openTasks = async (orderId: string) =>
  (await world.tasksOf(orderId, "SHIP_TO")).filter(({ closedAt }) => closedAt === null);
const openTask = async (orderId: string): Promise<string> => (await openTasks(orderId)).at(-1)?.id ?? "";
const advance = async (orderId: string, to: string): Promise<void> => {
  await world.bogus.advance({ orders: [orderId], to });
  await world.settle();
};
const nothingShips = async (orderId: string) =>
  expect(await world.bogus.advance({ orders: [orderId], to: "DISPATCH" })).toMatchObject({
    skipped: [{ code: "HELD" }],
  });

describe("a quantity or a price that somebody has changed over there", () => {
  test.each([
    ["QUANTITY", { kind: "QUANTITY", lineNumber: "1", quantity: "99" } as const, "99"],
    ["PRICE", { kind: "PRICE", lineNumber: "2", unitPrice: "0.01" } as const, "0.01"],
  ])("%s: the goods are stopped; PROPAGATE puts back what the order says", async (aspect, edit, found) => {
    const { id, lines } = await world.place({ id: `by hand ${aspect}` });
    await world.bogus.amendByHand(id, edit);
    await world.settle();
    expect(await divergencesOf(id)).toMatchObject([
      { aspect, lineNumber: edit.lineNumber, foundValue: found, status: "HELD" },
    ]);
    await nothingShips(id);
    expect(await world.decide(await openTask(id), "PROPAGATE")).toMatchObject({ ok: true });
    await world.settle();
    expect(await divergencesOf(id)).toMatchObject([{ status: "PROPAGATED" }]);
    const { order } = await world.bogus.order(id);
    const line = lines.find(({ lineNumber }) => lineNumber === edit.lineNumber);
    expect(order.lines.find(({ lineNumber }) => lineNumber === edit.lineNumber)).toMatchObject({
      quantity: line?.quantity,
      unitPrice: line?.unitPrice,
    });
    expect(order.heldFor).toBeNull();
    expect(await world.troubles()).toEqual([]);
  });

  test("ACCEPT_AS_IS lets the goods go, and the same value raises no alarm again", async () => {
    const { id } = await world.place({ id: "accepted quantity" });
    await world.bogus.amendByHand(id, { kind: "QUANTITY", lineNumber: "1", quantity: "8" });
    await world.settle();
    expect(await world.decide(await openTask(id), "ACCEPT_AS_IS")).toMatchObject({ ok: true });
    await world.settle();
    await advance(id, "DELIVERED");
    expect(await divergencesOf(id)).toMatchObject([{ status: "ACCEPTED_AS_IS" }]);
    expect(await world.tasksOf(id, "SHIP_TO")).toHaveLength(1);
  });

  test("put right over there, the stop goes by itself", async () => {
    const { id, lines } = await world.place({ id: "mended quantity" });
    await world.bogus.amendByHand(id, { kind: "QUANTITY", lineNumber: "1", quantity: "8" });
    await world.settle();
    await nothingShips(id);
    const quantity = lines[0]?.quantity ?? "";
    // The stop keeps nobody over there from changing the order.
    await world.bogus.amendByHand(id, { kind: "QUANTITY", lineNumber: "1", quantity });
    await world.settle();
    expect(await divergencesOf(id)).toMatchObject([{ status: "PROPAGATED" }]);
    expect(await world.tasksOf(id, "SHIP_TO")).toMatchObject([{ status: "RESOLVED" }]);
    expect((await world.bogus.order(id)).order.heldFor).toBeNull();
    await advance(id, "DELIVERED");
    expect((await world.orderOf("mended quantity")).status).toBe("COMPLETED");
  });
});

test("a change that came too late is an escape: the parcel holds more than the order says", async () => {
  const { id, version } = await world.place({ id: "too much" });
  await world.bogus.advance({ orders: [id], to: "DISPATCH" });
  await world.ask(id, version, { kind: "QUANTITY", lineNumber: "1", quantity: "1" });
  await world.settle();
  expect(await world.deliveriesOf(id)).toMatchObject([
    { status: expect.stringMatching(/TOO_LATE|REJECTED/) },
  ]);
  await advance(id, "IN_TRANSIT");
  expect(await divergencesOf(id)).toMatchObject([
    { aspect: "QUANTITY", expectedValue: "1", status: "ESCAPED" },
  ]);
  // Whether it was first seen in the house or on its way: one question is open.
  expect(await openTasks(id)).toHaveLength(1);
});

test("a wrong label that is printed anew over there lets the goods go", async () => {
  const { id, shipTo } = await world.place({ id: "label mended" });
  await world.bogus.advance({ orders: [id], to: "LABEL", labelShipTo: KIEL });
  await world.settle();
  await nothingShips(id);
  await world.bogus.advance({ orders: [id], to: "LABEL", labelShipTo: shipTo });
  await world.settle();
  expect(await divergencesOf(id)).toMatchObject([{ aspect: "SHIP_TO", status: "PROPAGATED" }]);
  expect((await world.bogus.order(id)).order.heldFor).toBeNull();
});
