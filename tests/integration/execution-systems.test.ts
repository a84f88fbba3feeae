import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { OrderChangeTarget } from "../../src/domain/order-change.js";
import { givenOrders } from "../../src/store/writes/given-order.js";
import { type ChangeWorld, startChangeWorld } from "../support/changes.js";
import { EXECUTING_SYSTEMS, type ExecutingSystem } from "../support/executing-system.js";
import { WEBHOOK_SECRET } from "../support/hub.js";
import type { Failure } from "../support/json-server.js";
import { BREMEN } from "../support/orders.js";

/** What each of the systems has to come to with the hub, whatever it calls things. */
describe.each(Object.entries(EXECUTING_SYSTEMS))("orders that %s carries out", (kind, { start, words }) => {
  let world: ChangeWorld;
  let system: ExecutingSystem;
  beforeAll(async () => {
    system = await start();
    world = await startChangeWorld(`executes_${kind.replace("-", "_")}`, {
      warehouse: false,
      connections: {
        partner: ["standard-webhooks", { webhookSecret: WEBHOOK_SECRET }],
        erp: [kind, { ...system.settings }],
      },
    });
  });
  afterAll(async () => {
    await world.close();
    await system.close();
  });

  const more: OrderChangeTarget = { kind: "QUANTITY", lineNumber: "1", quantity: "12" };

  test("are made for the customer by name, though nobody has come to build its record yet", async () => {
    await world.say({ id: "named" });
    await world.work(["MessageReceived", "PartyStated", "OrderReady"]);
    const { id } = await world.orderOf("named");
    expect(system.orders(id)).toBe(1);
    await world.settle();
    expect(await world.orderOf("named")).toMatchObject({ executionSync: "IN_SYNC" });
  });

  test("are made there, changed there, and read back as they are wanted", async () => {
    const order = await world.place({ id: "whole" });
    expect(order).toMatchObject({ executionSync: "IN_SYNC" });
    expect(system.orders(order.id)).toBe(1);
    const changes: OrderChangeTarget[] = [
      { kind: "SHIP_TO", shipTo: BREMEN },
      more,
      { kind: "PRICE", lineNumber: "2", unitPrice: "3.15" },
      { kind: "DATE", requestedDate: "2027-01-08" },
      { kind: "REMOVE_LINE", lineNumber: "2" },
    ];
    expect(await world.ask(order.id, order.version, ...changes)).toMatchObject({ ok: true });
    await world.settle();
    const deliveries = await world.deliveriesOf(order.id);
    expect(deliveries.map(({ kind: what, status }) => [what, status])).toEqual(
      changes.map(({ kind: what }) => [what, "APPLIED"]),
    );
    expect(await world.orderOf("whole")).toMatchObject({ executionSync: "IN_SYNC" });
    await world.ask(order.id, order.version + 1, { kind: "CANCEL" });
    await world.settle();
    expect((await world.deliveriesOf(order.id)).at(-1)).toMatchObject({ kind: "CANCEL", status: "APPLIED" });
  });

  const AFTER: readonly (readonly [string, Failure])[] = [
    ["is cut after success", "LOST"],
    ["is answered by half", "HALF"],
    ["is answered by silence after success", "SILENT"],
    ["is cut before anything happens", "CUT"],
    ["meets a full house", { status: 429, body: "{}", headers: { "retry-after": "1" } }],
    ["meets a page of a proxy", { status: 200, body: "<html>Bad Gateway</html>" }],
  ];
  test.each(AFTER)("are made once where the request %s", async (name, failure) => {
    system.spoil("CREATE", failure);
    const order = await world.place({ id: `made ${name}` });
    expect(system.orders(order.id)).toBe(1);
    expect(order).toMatchObject({ executionSync: "IN_SYNC" });
  });

  test.each(AFTER)("are changed and proved where the request %s", async (name, failure) => {
    const order = await world.place({ id: `changed ${name}` });
    system.spoil("AMEND", failure);
    await world.ask(order.id, order.version, more);
    await world.settle();
    expect(await world.deliveriesOf(order.id)).toMatchObject([{ status: "APPLIED", change: "CONFIRMED" }]);
  });

  test("are refused in the system's own words, and a person is asked", async () => {
    const order = await world.place({ id: "refused" });
    system.deliverPart(order.id);
    await world.ask(order.id, order.version, { kind: "QUANTITY", lineNumber: "1", quantity: "2" });
    await world.settle();
    expect(await world.deliveriesOf(order.id)).toMatchObject([
      { status: "REJECTED", refusal: "BELOW_SHIPPED_QUANTITY", nativeMessage: expect.stringMatching(words) },
    ]);
    expect(await world.tasksOf(order.id, "ORDER_CHANGE")).toMatchObject([{ status: "OPEN" }]);
    expect(await world.orderOf("refused")).toMatchObject({ executionSync: "REJECTED" });
  });

  if (kind === "odoo") {
    test("come back from there as what they are: no new order, and what moved over there is read back", async () => {
      const { id, number } = await world.place({ id: "echoed" });
      const [work] = await world.rows<{ externalId: string }>(
        "SELECT external_id FROM fulfillment_orders WHERE order_id = $1",
        [id],
      );
      const before = (await world.rows("SELECT id FROM orders")).length;
      const shown = { connectionId: "erp", externalId: work?.externalId ?? "", reference: null };
      expect(await givenOrders(world.hub.store.pool, [shown])).toEqual([{ id, number }]);
      // The news may come before we have heard what it is called there; our id stands in it.
      await world.rows("UPDATE fulfillment_orders SET external_id = NULL WHERE order_id = $1", [id]);
      await world.send("erp", JSON.stringify({ _model: "sale.order", _id: Number(work?.externalId) }));
      await world.settle();
      expect(await world.rows("SELECT id FROM orders")).toHaveLength(before);
      const results = await world.rows<{ result: string }>(
        "SELECT result FROM inbound_messages WHERE connection_id = 'erp' AND result LIKE 'our own%'",
      );
      expect(results).toEqual([{ result: `our own order ${number}, which was made there` }]);
      expect(await world.orderOf("echoed")).toMatchObject({ executionSync: "IN_SYNC" });
      const seen = "SELECT external_id FROM fulfillment_orders WHERE order_id = $1";
      expect(await world.rows(seen, [id])).toEqual([work]);
    });
  }

  test("leave nothing parked", async () => {
    expect(await world.troubles()).toEqual([]);
  });
});
