import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cancelReturn } from "../../src/flows/returns/advance-return.js";
import { requestReturn } from "../../src/flows/returns/request-return.js";
import type { Return } from "../../src/store/return.js";
import { select } from "../../src/store/rows.js";
import { type ChangeWorld, startChangeWorld } from "../support/changes.js";
import { FRONT_OFFICE } from "../support/hub.js";

let world: ChangeWorld;
let keys = 0;
beforeAll(async () => {
  world = await startChangeWorld("returns_announced");
});
afterAll(() => world.close());

const delivered = async (name: string): Promise<string> => {
  const { id } = await world.place({ id: name });
  await world.bogus.advance({ orders: [id], to: "DELIVERED" });
  await world.settle();
  return id;
};
const askBack = async (orderId: string): Promise<Return> => {
  const outcome = await requestReturn(world.hub, FRONT_OFFICE, {
    ...{ idempotencyKey: `return-${++keys}`, orderId, reason: "DAMAGED", note: null },
    lines: [{ lineNumber: "1", quantity: "1" }],
  });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome));
  return returnOf(outcome.value.returnId);
};
const returnOf = async (id: string): Promise<Return> => {
  const [found] = await select<Return>(world.hub.store.pool, "SELECT * FROM returns WHERE id = $1", [id]);
  if (found === undefined) throw new Error("there is no such return");
  return found;
};
const eventsOf = (returnId: string) =>
  world.rows<{ act: string; actor: string }>(
    "SELECT act, actor FROM return_events WHERE return_id = $1 ORDER BY recorded_at, id",
    [returnId],
  );
const expectedThere = async (orderId: string) => (await world.bogus.order(orderId)).order.returns;

describe("a return that is approved", () => {
  test("is announced to the warehouse that sent the goods, and its history says so", async () => {
    const orderId = await delivered("announced");
    const { id, number } = await askBack(orderId);
    await world.settle();
    expect(await expectedThere(orderId)).toMatchObject([
      { reference: number, lines: [{ lineNumber: "1", quantity: "1" }], reason: "DAMAGED" },
    ]);
    expect(await eventsOf(id)).toEqual([
      { act: "REQUEST", actor: FRONT_OFFICE.subject },
      { act: "APPROVE", actor: "hub" },
      { act: "ANNOUNCE", actor: "connection:warehouse" },
    ]);
    // The order is none the worse for it.
    expect(await world.orderOf("announced")).toMatchObject({ executionSync: "IN_SYNC" });
    expect(await world.troubles()).toEqual([]);
  });

  test.each(["timeout-after", "500-after", "rst-after", "429", "html200", "truncated"])(
    "is announced once where the answer is %s",
    async (mode) => {
      const orderId = await delivered(`announced ${mode}`);
      await world.bogus.mode({ mode, operation: "RETURN", reference: orderId });
      const { number } = await askBack(orderId);
      await world.settle();
      expect(await expectedThere(orderId)).toMatchObject([{ reference: number }]);
    },
  );

  test("is asked about where the warehouse will not expect it; told again, it is announced", async () => {
    const orderId = await delivered("not expected");
    const { order } = await world.bogus.order(orderId);
    const { id, number } = await askBack(orderId);
    await world.rows("UPDATE fulfillment_orders SET external_id = 'BO-none' WHERE order_id = $1", [orderId]);
    await world.settle();
    const [task] = await world.tasksOf(orderId, "RETURN");
    expect(task).toMatchObject({
      title: expect.stringMatching(`warehouse does not expect return ${number}: ORDER_UNKNOWN`),
      closedAt: null,
    });
    expect(await world.decide(task?.id ?? "", "CONFIRM")).toMatchObject({
      userErrors: [{ code: "INVALID", message: "this task takes RETRY or DONE" }],
    });
    await world.rows("UPDATE fulfillment_orders SET external_id = $2 WHERE order_id = $1", [
      orderId,
      order.id,
    ]);
    expect(await world.decide(task?.id ?? "", "RETRY")).toMatchObject({ ok: true });
    await world.settle();
    expect(await expectedThere(orderId)).toMatchObject([{ reference: number }]);
    expect((await eventsOf(id)).at(-1)).toMatchObject({ act: "ANNOUNCE" });
  });

  test("canceled after it was announced, is a person's to withdraw there", async () => {
    const orderId = await delivered("withdrawn");
    const { id, number } = await askBack(orderId);
    await world.settle();
    const { version } = await returnOf(id);
    const cancel = { idempotencyKey: `cancel-${++keys}`, returnId: id, expectedVersion: version };
    expect(
      await cancelReturn(world.hub, FRONT_OFFICE, { ...cancel, dryRun: false, note: null }),
    ).toMatchObject({ ok: true });
    const [task] = await world.tasksOf(orderId, "RETURN");
    expect(task?.title).toBe(`Return ${number} is canceled: warehouse still expects its goods`);
    expect(await world.decide(task?.id ?? "", "RETRY")).toMatchObject({
      userErrors: [{ code: "CONFLICT" }],
    });
    expect(await world.decide(task?.id ?? "", "DONE")).toMatchObject({ ok: true });
  });

  test("is told to nobody who never had the order", async () => {
    const orderId = await delivered("elsewhere");
    await world.rows("UPDATE fulfillment_orders SET external_id = NULL WHERE order_id = $1", [orderId]);
    const { id } = await askBack(orderId);
    await world.work(["ReturnApproved"]);
    expect((await eventsOf(id)).map(({ act }) => act)).toEqual(["REQUEST", "APPROVE"]);
    expect(await world.tasksOf(orderId, "RETURN")).toEqual([]);
  });
});
