import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { OrderChangeTarget } from "../../src/domain/order-change.js";
import { type ChangeWorld, startChangeWorld } from "../support/changes.js";
import { IDENTIFYING, READING } from "../support/hub.js";
import { BREMEN, KIEL } from "../support/orders.js";

let world: ChangeWorld;
beforeAll(async () => {
  world = await startChangeWorld("sequence");
});
afterAll(() => world.close());

const SHIP_TO: OrderChangeTarget = { kind: "SHIP_TO", shipTo: BREMEN };

describe("a refused change", () => {
  const refusedOnce = async (id: string) => {
    const order = await world.place({ id });
    await world.bogus.mode({ mode: "stale-409", operation: "AMEND", reference: order.id, times: 6 });
    await world.ask(order.id, 1, SHIP_TO);
    await world.settle();
    expect(await world.deliveriesOf(order.id)).toMatchObject([{ status: "CONFLICT" }]);
    const [task] = (await world.tasksOf(order.id)).filter(({ kind }) => kind === "ORDER_CHANGE");
    return { order, taskId: task?.id ?? "" };
  };

  test("is sent again by RETRY", async () => {
    const { order, taskId } = await refusedOnce("retry");
    expect(await world.decide(taskId, "RETRY")).toMatchObject({ ok: true });
    await world.settle();
    expect(await world.deliveriesOf(order.id)).toMatchObject([{ status: "APPLIED", change: "CONFIRMED" }]);
    expect((await world.orderOf("retry")).executionSync).toBe("IN_SYNC");
  });

  test("is not sent again if a later one has replaced it", async () => {
    const { order, taskId } = await refusedOnce("replaced");
    await world.ask(order.id, 2, { kind: "SHIP_TO", shipTo: KIEL });
    await world.settle();
    expect(await world.decide(taskId, "RETRY")).toMatchObject({
      ok: false,
      userErrors: [{ code: "CONFLICT" }],
    });
    expect(await world.decide(taskId, "CONFIRM")).toMatchObject({
      ok: false,
      userErrors: [{ code: "INVALID" }],
    });
    expect(await world.decide(taskId, "DONE")).toMatchObject({ ok: true });
    await world.settle();
    expect((await world.bogus.order(order.id)).order.shipTo?.city).toBe("Kiel");
    expect((await world.orderOf("replaced")).executionSync).toBe("IN_SYNC");
  });
});

describe("changes of one order", () => {
  test("of fifty callers at once one wins, the others hear of the conflict", async () => {
    const order = await world.place({ id: "fifty" });
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, at) =>
        world.ask(order.id, 1, { kind: "QUANTITY", lineNumber: "1", quantity: String(at + 100) }),
      ),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    for (const answer of answers)
      if (!answer.ok) expect(answer.userErrors).toMatchObject([{ code: "CONFLICT" }]);
    await world.settle();
    const kept = (await world.orderOf("fifty")).lines[0]?.quantity;
    expect((await world.bogus.order(order.id)).order.lines[0]?.quantity).toBe(kept);
  });

  test("arrive in the order they were asked for, through every trouble", async () => {
    const order = await world.place({ id: "sequence" });
    await world.bogus.mode(
      { mode: "timeout-before", operation: "AMEND", reference: order.id, times: 2 },
      { mode: "rst-after", operation: "AMEND", reference: order.id },
    );
    for (const [at, quantity] of ["11", "12", "13", "14", "15"].entries()) {
      expect(
        await world.ask(order.id, at + 1, { kind: "QUANTITY", lineNumber: "1", quantity }),
      ).toMatchObject({
        ok: true,
      });
      if (at % 2 === 0) await world.work();
    }
    await world.settle();
    const deliveries = await world.deliveriesOf(order.id);
    expect(deliveries.map(({ sequence, status }) => [sequence, status])).toEqual(
      [1, 2, 3, 4, 5].map((sequence) => [sequence, "APPLIED"]),
    );
    const ids = await world.rows<{ id: string }>(
      `SELECT d.id FROM order_change_deliveries d JOIN order_changes c ON c.id = d.order_change_id WHERE c.order_id = $1 ORDER BY c.sequence`,
      [order.id],
    );
    const sent = (await world.keysOf(order.id, "AMEND")).map((key) =>
      ids.findIndex(({ id }) => key?.includes(id)),
    );
    expect(sent).toEqual([...sent].sort((a, b) => a - b));
    expect((await world.bogus.order(order.id)).order.lines[0]?.quantity).toBe("15");
  });

  test("before it was sent go with it", async () => {
    await world.say({ id: "early", customer: { id: "early", name: "Ella Früh" } });
    await world.work(READING);
    const order = await world.orderOf("early");
    expect(order.customerId).toBeNull();
    expect(await world.ask(order.id, 1, SHIP_TO)).toMatchObject({ ok: true });
    await world.settle();
    expect(await world.deliveriesOf(order.id)).toMatchObject([
      { status: "APPLIED", verifiedAt: expect.any(Date) },
    ]);
    expect((await world.bogus.order(order.id)).order.shipTo?.city).toBe("Bremen");
    expect(await world.keysOf(order.id, "AMEND")).toEqual([]);
  });

  test("cancel before it was sent, and it is never sent", async () => {
    await world.say({ id: "stillborn", customer: { id: "stillborn", name: "Otto Spät" } });
    await world.work(READING);
    const order = await world.orderOf("stillborn");
    await world.ask(order.id, 1, { kind: "CANCEL" });
    await world.settle();
    await expect(world.bogus.order(order.id)).rejects.toThrow("ORDER_UNKNOWN");
    expect(await world.deliveriesOf(order.id)).toMatchObject([{ status: "APPLIED", change: "CONFIRMED" }]);
    expect(await world.orderOf("stillborn")).toMatchObject({
      status: "CANCELED",
      executionSync: "NOT_SENT",
    });
  });

  test("cancel while nobody knows whether it arrived, and it is canceled there", async () => {
    await world.say({ id: "in doubt" });
    await world.work(IDENTIFYING);
    const { id: reference } = await world.orderOf("in doubt");
    await world.bogus.mode({ mode: "eventual", operation: "CREATE", reference, ms: 3_500 });
    await world.work();
    await world.ask(reference, 1, { kind: "CANCEL" });
    await world.settle();
    expect((await world.bogus.order(reference)).order.canceled).toBe(true);
    expect(await world.deliveriesOf(reference)).toMatchObject([
      { status: "APPLIED", verifiedAt: expect.any(Date) },
    ]);
  });
});

test("no work was parked and nothing failed that nobody foresaw", async () => {
  expect(await world.troubles()).toEqual([]);
});
