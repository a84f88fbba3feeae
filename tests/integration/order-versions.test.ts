import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { OrderChangeTarget } from "../../src/domain/order-change.js";
import { readMessages } from "../../src/flows/receiving/read.js";
import { type ChangeWorld, startChangeWorld } from "../support/changes.js";
import { BREMEN, HAMBURG, KIEL, LABELS, type PartnerOrder, shopifyOrder, TAPE } from "../support/orders.js";

let world: ChangeWorld;
beforeAll(async () => {
  world = await startChangeWorld("versions");
});
afterAll(() => world.close());

const changesOf = (orderId: string) =>
  world.rows<{
    kind: string;
    target: OrderChangeTarget;
    sequence: number;
    baseVersion: number;
    requestedBy: string;
  }>(
    "SELECT kind, target, sequence, base_version, requested_by FROM order_changes WHERE order_id = $1 ORDER BY sequence",
    [orderId],
  );
const say = async (order: PartnerOrder) => {
  const { messageId } = await world.say(order);
  await world.settle();
  return world.message(messageId);
};

describe("versions of an order", () => {
  test("orders/updated before orders/create: the later version counts, the earlier one is history", async () => {
    const send = async (topic: string, updatedAt: string, quantity: number) => {
      const { messageId } = await world.send(
        "webshop",
        shopifyOrder({
          id: 900,
          updatedAt,
          lines: [{ id: 1, sku: "TL-4001", title: "Gloves", quantity, price: "4.25" }],
        }),
        { headers: { "x-shopify-topic": topic } },
      );
      await world.settle();
      return world.message(messageId);
    };
    expect(await send("orders/updated", "2026-11-05T12:30:00+01:00", 9)).toMatchObject({ status: "APPLIED" });
    expect(await send("orders/create", "2026-11-05T11:00:00+01:00", 2)).toMatchObject({
      ...{ status: "APPLIED", result: expect.stringContaining("older than what is known, kept as history") },
    });
    const order = await world.orderOf("900");
    expect(order).toMatchObject({ version: 1, lines: [{ quantity: "9" }] });
    expect(await changesOf(order.id)).toEqual([]);
  });

  test("an older one after a newer one overwrites nothing", async () => {
    const order = await world.place({ id: "old after new" });
    await say({ id: order.externalId, version: 20, shipTo: BREMEN });
    const late = await say({ id: order.externalId, version: 10, shipTo: KIEL, lines: [LABELS] });
    expect(late.result).toContain("kept as history");
    expect(await world.orderOf("old after new")).toMatchObject({
      version: 2,
      shipTo: { city: "Bremen" },
      lines: [{}, {}],
    });
    expect(await changesOf(order.id)).toHaveLength(1);
  });

  test("the same content again changes nothing, and a still older one stays history", async () => {
    const order = await world.place({ id: "same" });
    expect((await say({ id: "same", version: 30 })).result).toContain("nothing changed");
    expect((await say({ id: "same", version: 20, shipTo: KIEL })).result).toContain("kept as history");
    expect(await world.orderOf("same")).toMatchObject({ version: 1, shipTo: { city: "Hamburg" } });
    expect(await changesOf(order.id)).toEqual([]);
  });

  test("in one set are applied in the order of their versions' arrival", async () => {
    const ids: string[] = [];
    for (const version of [0, 1, 2, 3]) {
      const said = await world.say({ id: "one set", version, requestedDate: `2026-12-0${version + 1}` });
      ids.push(said.messageId);
    }
    await readMessages(world.hub, ids, new Set(), async () => {});
    await world.settle();
    const order = await world.orderOf("one set");
    expect(order).toMatchObject({ version: 4, requestedDate: "2026-12-04" });
    expect((await changesOf(order.id)).map(({ kind }) => kind)).toEqual(["DATE", "DATE", "DATE"]);
    expect((await world.bogus.order(order.id)).order.requestedDate).toBe("2026-12-04");
  });

  const CHANGED: readonly (readonly [string, Partial<PartnerOrder>, readonly OrderChangeTarget[]])[] = [
    ["address", { shipTo: BREMEN }, [{ kind: "SHIP_TO", shipTo: BREMEN }]],
    ["spelling of the address", { shipTo: { ...HAMBURG, lines: ["AM SANDTORKAI, 30"] } }, []],
    ["no address any more", { shipTo: null }, []],
    ["date", { requestedDate: "2026-12-24" }, [{ kind: "DATE", requestedDate: "2026-12-24" }]],
    [
      "quantity",
      { lines: [{ ...LABELS, quantity: "12" }, TAPE] },
      [{ kind: "QUANTITY", lineNumber: "1", quantity: "12" }],
    ],
    ["quantity written otherwise", { lines: [{ ...LABELS, quantity: "10.00" }, TAPE] }, []],
    [
      "price",
      { lines: [LABELS, { ...TAPE, unitPrice: "2.50" }] },
      [{ kind: "PRICE", lineNumber: "2", unitPrice: "2.50" }],
    ],
    [
      "quality",
      { lines: [{ ...LABELS, description: "Thermal label, matt" }, TAPE] },
      [{ kind: "QUALITY", lineNumber: "1", description: "Thermal label, matt" }],
    ],
    ["spelling of a description", { lines: [{ ...LABELS, description: "THERMAL  label" }, TAPE] }, []],
    ["one line less", { lines: [LABELS] }, [{ kind: "REMOVE_LINE", lineNumber: "2" }]],
    [
      "one line more",
      { lines: [LABELS, TAPE, { id: "3", sku: "TL-6001", quantity: "4", unitPrice: "46.00" }] },
      [
        {
          kind: "ADD_LINE",
          line: {
            lineNumber: "3",
            sku: "TL-6001",
            description: null,
            quantity: "4",
            unit: null,
            unitPrice: "46.00",
          },
        },
      ],
    ],
    [
      "another article on a line",
      { lines: [{ id: "1", sku: "TL-6001", quantity: "10", unitPrice: "18.50" }, TAPE] },
      [
        { kind: "REMOVE_LINE", lineNumber: "1" },
        {
          kind: "ADD_LINE",
          line: {
            lineNumber: "1",
            sku: "TL-6001",
            description: null,
            quantity: "10",
            unit: null,
            unitPrice: "18.50",
          },
        },
      ],
    ],
    [
      "several things at once",
      { shipTo: KIEL, requestedDate: "2026-12-01", lines: [{ ...LABELS, quantity: 1, unitPrice: 20 }] },
      [
        { kind: "SHIP_TO", shipTo: KIEL },
        { kind: "DATE", requestedDate: "2026-12-01" },
        { kind: "QUANTITY", lineNumber: "1", quantity: "1" },
        { kind: "PRICE", lineNumber: "1", unitPrice: "20" },
        { kind: "REMOVE_LINE", lineNumber: "2" },
      ],
    ],
    ["cancellation", { type: "order.canceled" }, [{ kind: "CANCEL" }]],
  ];
  test.each(CHANGED)(
    "a later one becomes changes with absolute targets, which arrive: %s",
    async (name, change, targets) => {
      const order = await world.place({ id: `changed ${name}` });
      const message = await say({ id: order.externalId, type: "order.updated", version: 10, ...change });
      expect(message).toMatchObject({ status: "APPLIED" });
      const changes = await changesOf(order.id);
      expect(changes.map(({ target }) => target)).toEqual(targets);
      for (const [at, one] of changes.entries()) {
        expect(one).toMatchObject({ sequence: at + 1, baseVersion: 1, requestedBy: "connection:partner" });
      }
      const now = await world.orderOf(order.externalId);
      expect(now.version).toBe(targets.length === 0 ? 1 : 2);
      expect(now.executionSync).toBe("IN_SYNC");
      expect((await world.deliveriesOf(order.id)).map(({ status }) => status)).toEqual(
        targets.map(() => "APPLIED"),
      );
    },
  );

  test("a total follows the lines", async () => {
    await world.place({ id: "total" });
    expect((await world.orderOf("total")).total).toBe("199.75");
    await say({ id: "total", version: 5, lines: [LABELS] });
    expect((await world.orderOf("total")).total).toBe("185.00");
  });

  test("of a canceled order are set aside for a person", async () => {
    const order = await world.place({ id: "canceled" });
    await say({ id: "canceled", type: "order.canceled", version: 10 });
    expect(await world.orderOf("canceled")).toMatchObject({ status: "CANCELED", executionSync: "IN_SYNC" });
    expect(await say({ id: "canceled", type: "order.canceled", version: 11 })).toMatchObject({
      status: "APPLIED",
    });
    const message = await say({ id: "canceled", type: "order.updated", version: 20, shipTo: BREMEN });
    expect(message).toMatchObject({
      status: "QUARANTINED",
      issues: [
        {
          code: "ORDER_CANCELED",
          message: expect.stringMatching(/^order TL-.* is canceled, but its source now changes it: SHIP_TO$/),
        },
      ],
    });
    expect((await world.bogus.order(order.id)).order.canceled).toBe(true);
  });

  test("that cancel what has been delivered are set aside for a person", async () => {
    const order = await world.place({ id: "delivered" });
    await world.bogus.advance({ orders: [order.id], to: "DELIVERED" });
    await world.settle();
    const message = await say({ id: "delivered", type: "order.canceled", version: 10 });
    expect(message).toMatchObject({ status: "QUARANTINED", issues: [{ code: "ORDER_COMPLETED" }] });
    expect((await world.orderOf("delivered")).status).toBe("COMPLETED");
  });

  test("an order that was canceled from the start reaches nobody", async () => {
    await say({ id: "never", type: "order.canceled" });
    const order = await world.orderOf("never");
    expect(order).toMatchObject({ status: "CANCELED", executionSync: "NOT_SENT" });
    expect(await world.keysOf(order.id, "CREATE")).toEqual([]);
  });
});

test("no work was parked and nothing failed that nobody foresaw", async () => {
  expect(await world.troubles()).toEqual([]);
});
