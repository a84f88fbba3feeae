import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { escalateOverdue } from "../../src/flows/delivering/escalate-overdue.js";
import { type ChangeWorld, startChangeWorld } from "../support/changes.js";
import { BREMEN } from "../support/orders.js";

let world: ChangeWorld;
beforeAll(async () => {
  world = await startChangeWorld("deadlines");
});
afterAll(() => world.close());

/** As if so many minutes had passed since the changes of an order were asked for. */
const wait = (orderId: string, minutes: number) =>
  world.rows(
    `UPDATE order_change_deliveries d SET queued_at = queued_at - $2 * interval '1 minute'
       FROM order_changes c WHERE c.id = d.order_change_id AND c.order_id = $1 RETURNING d.id`,
    [orderId, minutes],
  );
const holdsOf = (orderId: string) =>
  world.rows<{ reason: string; releasedAt: Date | null }>(
    "SELECT reason, released_at FROM holds WHERE order_id = $1 ORDER BY opened_at",
    [orderId],
  );
const overdueTasks = async (orderId: string) =>
  (await world.tasksOf(orderId)).filter(({ title }) => title.includes("has not confirmed change"));

describe("a change that the system does not confirm in time", () => {
  test("stops the goods and is brought before a person, once; the late answer ends both", async () => {
    const { id } = await world.place({ id: "late" });
    await world.ask(id, 1, { kind: "SHIP_TO", shipTo: BREMEN });
    await wait(id, 14);
    expect(await escalateOverdue(world.hub)).toBe(0);
    await wait(id, 2);
    expect(await escalateOverdue(world.hub)).toBe(1);
    expect(await escalateOverdue(world.hub)).toBe(0);
    expect(await overdueTasks(id)).toMatchObject([
      { kind: "ORDER_CHANGE", status: "OPEN", title: expect.stringContaining("within 15 minutes") },
    ]);
    expect(await holdsOf(id)).toMatchObject([{ reason: "AMENDMENT_PENDING", releasedAt: null }]);
    expect(await world.orderOf("late")).toMatchObject({ fulfillmentStatus: "ON_HOLD" });

    await world.settle();
    expect(await world.deliveriesOf(id)).toMatchObject([{ status: "APPLIED" }]);
    expect(await holdsOf(id)).toMatchObject([{ releasedAt: expect.any(Date) }]);
    expect(await overdueTasks(id)).toMatchObject([{ status: "RESOLVED" }]);
    const { order } = await world.bogus.order(id);
    expect(order).toMatchObject({ heldFor: null, shipTo: { city: "Bremen" } });
    expect(await world.troubles()).toEqual([]);
  });

  test("waits as long as its kind may, and a person may grant it more time", async () => {
    const { id } = await world.place({ id: "price" });
    await world.ask(id, 1, { kind: "PRICE", lineNumber: "1", unitPrice: "2.5" });
    await wait(id, 60);
    expect(await escalateOverdue(world.hub)).toBe(0);
    await wait(id, 200);
    expect(await escalateOverdue(world.hub)).toBe(1);
    const [task] = await overdueTasks(id);
    expect(await world.decide(task?.id ?? "", "RETRY")).toMatchObject({ ok: true });
    expect(await escalateOverdue(world.hub)).toBe(0);
    await wait(id, 260);
    expect(await escalateOverdue(world.hub)).toBe(1);
    expect(await overdueTasks(id)).toMatchObject([{ status: "RESOLVED" }, { status: "OPEN" }]);
    await world.settle();
    expect(await holdsOf(id)).toMatchObject([{ releasedAt: expect.any(Date) }]);
    expect((await world.bogus.order(id)).order).toMatchObject({ heldFor: null });
  });

  test("goes on when a person says that it is seen to", async () => {
    const { id } = await world.place({ id: "seen to" });
    await world.ask(id, 1, { kind: "CANCEL" });
    await wait(id, 16);
    await escalateOverdue(world.hub);
    const [task] = await overdueTasks(id);
    expect(await world.decide(task?.id ?? "", "DONE")).toMatchObject({ ok: true });
    expect(await holdsOf(id)).toMatchObject([{ releasedAt: expect.any(Date) }]);
    await world.settle();
  });
});

describe("a value that somebody has changed over there meanwhile", () => {
  test("is not overwritten: the two are brought before a person, who may insist", async () => {
    const { id } = await world.place({ id: "foreign" });
    await world.bogus.amendByHand(id, { kind: "QUANTITY", lineNumber: "1", quantity: "4" });
    await world.ask(id, 1, { kind: "QUANTITY", lineNumber: "1", quantity: "9" });
    await world.settle();
    expect(await world.deliveriesOf(id)).toMatchObject([
      {
        status: "CONFLICT",
        refusal: "VERSION_CONFLICT",
        nativeMessage: expect.stringMatching(/somebody else .* 4,/),
      },
    ]);
    expect((await world.bogus.order(id)).order.lines[0]).toMatchObject({ quantity: "4" });
    const [task] = await world.tasksOf(id, "ORDER_CHANGE");
    expect(await world.decide(task?.id ?? "", "RETRY")).toMatchObject({ ok: true });
    await world.settle();
    expect(await world.deliveriesOf(id)).toMatchObject([{ status: "APPLIED" }]);
    expect((await world.bogus.order(id)).order.lines[0]).toMatchObject({ quantity: "9" });
  });

  test("is left alone where the change is about another value", async () => {
    const { id } = await world.place({ id: "foreign elsewhere" });
    await world.bogus.amendByHand(id, { kind: "PRICE", lineNumber: "1", unitPrice: "1.11" });
    await world.ask(id, 1, { kind: "QUANTITY", lineNumber: "1", quantity: "9" });
    await world.settle();
    expect(await world.deliveriesOf(id)).toMatchObject([{ status: "APPLIED" }]);
    expect((await world.bogus.order(id)).order.lines[0]).toMatchObject({ quantity: "9", unitPrice: "1.11" });
  });
});
