import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { fixture } from "../connectors/email/compose.js";
import { startTestHub } from "../support/hub.js";

let world: Awaited<ReturnType<typeof startTestHub>>;
beforeAll(async () => {
  world = await startTestHub("repeated_order", {
    warehouse: false,
    connections: { calls: ["call-center"], desk: ["call-center"] },
  });
});
afterAll(() => world.close());
beforeEach(() =>
  world.rows("TRUNCATE inbound_messages, orders, facts, source_records, review_tasks CASCADE"),
);

const CALL: Record<string, unknown> = JSON.parse(fixture("call-center/company.json").toString());
const call = async (
  id: string,
  change: Record<string, unknown> = {},
  connectionId = "calls",
): Promise<void> => {
  await world.send(connectionId, JSON.stringify({ ...CALL, callId: id, ...change }));
  await world.settle();
};
const orders = () =>
  world.rows<{ number: string; status: string; doubts: string[] }>(
    "SELECT number, status, doubts FROM orders ORDER BY id",
  );

test("an order that comes once more waits for a person, who is told which one it looks like", async () => {
  await call("call-1");
  await call("call-2", {}, "desk");
  const [first, second] = await orders();
  expect(first).toMatchObject({ status: "CONFIRMED", doubts: [] });
  expect(second?.status).toBe("NEEDS_REVIEW");
  expect(second?.doubts).toEqual([
    expect.stringMatching(new RegExp(`^It looks like order ${first?.number} once more: the same`)),
  ]);
  expect(await world.rows("SELECT kind FROM review_tasks WHERE kind = 'ORDER'")).toHaveLength(1);
});

test("an order of three days ago is no reason to ask", async () => {
  await call("call-1");
  await world.rows("UPDATE orders SET placed_at = placed_at - interval '3 days'");
  await call("call-2", {}, "desk");
  expect((await orders()).map(({ status }) => status)).toEqual(["CONFIRMED", "CONFIRMED"]);
});
