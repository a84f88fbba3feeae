import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { OrderChangeTarget } from "../../src/domain/order-change.js";
import { type ChangeWorld, startChangeWorld } from "../support/changes.js";
import { BREMEN } from "../support/orders.js";

let world: ChangeWorld;
beforeAll(async () => {
  world = await startChangeWorld("changes");
});
afterAll(() => world.close());

const SHIP_TO: OrderChangeTarget = { kind: "SHIP_TO", shipTo: BREMEN };

describe("a change is done when the read-back shows it", () => {
  const KINDS: readonly (readonly [string, readonly OrderChangeTarget[], Record<string, unknown>])[] = [
    ["SHIP_TO", [SHIP_TO], { shipTo: { lines: ["Konsul-Smidt-Straße 8"], city: "Bremen" } }],
    [
      "QUANTITY",
      [{ kind: "QUANTITY", lineNumber: "1", quantity: "12.5" }],
      { lines: [{ quantity: "12.5" }, {}] },
    ],
    [
      "PRICE",
      [{ kind: "PRICE", lineNumber: "2", unitPrice: "2.75" }],
      { lines: [{}, { unitPrice: "2.75" }] },
    ],
    [
      "QUALITY",
      [{ kind: "QUALITY", lineNumber: "1", description: "Grade A" }],
      { lines: [{ description: "Grade A" }, {}] },
    ],
    ["DATE", [{ kind: "DATE", requestedDate: "2026-12-24" }], { requestedDate: "2026-12-24" }],
    [
      "ADD_LINE",
      [
        {
          kind: "ADD_LINE",
          line: {
            lineNumber: "3",
            sku: "TL-6001",
            description: null,
            quantity: "4",
            unit: null,
            unitPrice: "46",
          },
        },
      ],
      { lines: [{}, {}, { sku: "TL-6001", quantity: "4" }] },
    ],
    ["REMOVE_LINE", [{ kind: "REMOVE_LINE", lineNumber: "2" }], { lines: [{ lineNumber: "1" }] }],
    ["CANCEL", [{ kind: "CANCEL" }], { canceled: true, status: "CANCELED" }],
  ];
  test.each(KINDS)("%s", async (kind, targets, seen) => {
    const order = await world.place({ id: `kind ${kind}` });
    expect(await world.ask(order.id, 1, ...targets)).toMatchObject({ ok: true });
    expect(await world.deliveriesOf(order.id)).toMatchObject([
      { kind, status: "QUEUED", change: "REQUESTED" },
    ]);
    await world.settle();
    expect((await world.bogus.order(order.id)).order).toMatchObject(seen);
    expect(await world.deliveriesOf(order.id)).toMatchObject([
      { kind, status: "APPLIED", change: "CONFIRMED", verifiedAt: expect.any(Date) },
    ]);
    expect(await world.keysOf(order.id, "AMEND")).toHaveLength(1);
    expect(await world.orderOf(`kind ${kind}`)).toMatchObject({ executionSync: "IN_SYNC", version: 2 });
  });

  test("a contact, which no read-back shows, is never called applied", async () => {
    const order = await world.place({ id: "contact" });
    await world.ask(order.id, 1, {
      kind: "CONTACT",
      contactName: "Jan Brandt",
      emails: [],
      phones: ["+49 421 1"],
    });
    await world.settle();
    expect(await world.keysOf(order.id, "AMEND")).toHaveLength(1);
    expect(await world.deliveriesOf(order.id)).toMatchObject([
      { kind: "CONTACT", status: "UNKNOWN", verifiedAt: null },
    ]);
    expect(await world.tasksOf(order.id)).toMatchObject([{ kind: "ORDER_CHANGE" }]);
  });

  const ONCE: readonly (readonly [string, Record<string, unknown>])[] = [
    ["slow", { ms: 100 }],
    ["429", { retryAfter: 1 }],
    ["500-before", {}],
    ["500-after", {}],
    ["timeout-before", {}],
    ["timeout-after", {}],
    ["rst-before", {}],
    ["rst-after", {}],
    ["partial", { k: 1 }],
    ["stale-409", {}],
    ["dup-accepting", {}],
    ["html200", {}],
    ["truncated", {}],
    ["eventual", { ms: 400 }],
  ];
  test("whatever goes wrong once, it is made exactly once and proved", async () => {
    await Promise.all(ONCE.map(([mode]) => world.say({ id: `amend ${mode}` })));
    await world.settle();
    await Promise.all(
      ONCE.map(async ([mode, extra]) => {
        const { id, version } = await world.orderOf(`amend ${mode}`);
        await world.bogus.mode({ mode, ...extra, operation: "AMEND", reference: id });
        expect(await world.ask(id, version, SHIP_TO)).toMatchObject({ ok: true });
      }),
    );
    await world.settle();
    for (const [mode] of ONCE) {
      const { id, executionSync } = await world.orderOf(`amend ${mode}`);
      expect(await world.deliveriesOf(id), mode).toMatchObject([{ status: "APPLIED", change: "CONFIRMED" }]);
      expect(await world.keysOf(id, "AMEND"), mode).toHaveLength(1);
      expect((await world.bogus.order(id)).order.shipTo?.city, mode).toBe("Bremen");
      expect(executionSync, mode).toBe("IN_SYNC");
    }
  });

  const UNREADABLE = ["slow", "429", "500-before", "timeout-before", "rst-before", "html200", "truncated"];
  test("a read-back that fails proves nothing and repeats nothing", async () => {
    await Promise.all(UNREADABLE.map((mode) => world.say({ id: `read ${mode}` })));
    await world.settle();
    await Promise.all(
      UNREADABLE.map(async (mode) => {
        const { id, version } = await world.orderOf(`read ${mode}`);
        await world.bogus.mode({ mode, ms: 50, operation: "READ", reference: id, times: 2 });
        await world.ask(id, version, SHIP_TO);
        await world.work();
        await world.bogus.mode({ mode, ms: 50, operation: "READ", reference: id, times: 2 });
      }),
    );
    await world.settle();
    for (const mode of UNREADABLE) {
      const { id } = await world.orderOf(`read ${mode}`);
      expect(await world.deliveriesOf(id), mode).toMatchObject([{ status: "APPLIED" }]);
      expect(await world.keysOf(id, "AMEND"), mode).toHaveLength(1);
    }
  });

  const LASTING: readonly (readonly [string, Record<string, unknown>, string, number])[] = [
    ["500-before", {}, "UNKNOWN", 0],
    ["timeout-before", {}, "UNKNOWN", 0],
    ["rst-before", {}, "UNKNOWN", 0],
    ["html200", {}, "UNKNOWN", 0],
    ["stale-409", {}, "CONFLICT", 0],
    // It says yes six times and does nothing six times: an empty effect each.
    ["partial", { k: 0 }, "PARTIAL", 6],
  ];
  test("what never works ends as what it is, never as applied, and a person is asked", async () => {
    await Promise.all(LASTING.map(([mode]) => world.say({ id: `lasting ${mode}` })));
    await world.settle();
    await Promise.all(
      LASTING.map(async ([mode, extra]) => {
        const { id, version } = await world.orderOf(`lasting ${mode}`);
        await world.bogus.mode({ mode, ...extra, operation: "AMEND", reference: id, times: 1_000 });
        await world.ask(id, version, { kind: "QUANTITY", lineNumber: "1", quantity: "3" });
      }),
    );
    await world.settle();
    for (const [mode, , status, effects] of LASTING) {
      const { id } = await world.orderOf(`lasting ${mode}`);
      expect(await world.deliveriesOf(id), mode).toMatchObject([{ status, verifiedAt: null }]);
      expect(await world.keysOf(id, "AMEND"), mode).toHaveLength(effects);
      expect((await world.bogus.order(id)).order.lines[0]?.quantity, mode).toBe("10");
      // The change has failed, and the goods are stopped, because they would leave in the old quantity.
      expect(await world.tasksOf(id), mode).toMatchObject([
        { kind: "ORDER_CHANGE", closedAt: null },
        { kind: "SHIP_TO", closedAt: null },
      ]);
      expect((await world.orderOf(`lasting ${mode}`)).executionSync, mode).toBe(
        status === "UNKNOWN" ? "UNKNOWN" : "REJECTED",
      );
    }
  });

  test("too late is too late: the goods have left", async () => {
    const order = await world.place({ id: "too late" });
    await world.bogus.advance({ orders: [order.id], to: "DISPATCH" });
    await world.settle();
    await world.ask(order.id, 1, SHIP_TO, { kind: "QUANTITY", lineNumber: "1", quantity: "1" });
    await world.settle();
    expect(await world.deliveriesOf(order.id)).toMatchObject([
      {
        status: "TOO_LATE",
        refusal: "ALREADY_SHIPPED",
        nativeMessage: "ALREADY_SHIPPED: the goods have left the warehouse",
      },
      { status: "REJECTED", refusal: "BELOW_SHIPPED_QUANTITY" },
    ]);
    const tasks = await world.tasksOf(order.id);
    expect(tasks.map(({ kind }) => kind).sort()).toEqual(["ORDER_CHANGE", "ORDER_CHANGE", "SHIP_TO"]);
    expect(tasks.find(({ kind }) => kind === "SHIP_TO")?.title).toContain(
      "has left for an address that is not the order's",
    );
  });
});

test("no work was parked and nothing failed that nobody foresaw", async () => {
  expect(await world.troubles()).toEqual([]);
});
