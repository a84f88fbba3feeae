import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { OrderChangeTarget } from "../../src/domain/order-change.js";
import { changeOrder } from "../../src/flows/change-order.js";
import { resolveReviewTask } from "../../src/flows/resolve-review-task.js";
import { FRONT_OFFICE, IDENTIFYING, READING, STEWARD, startTestHub, type TestHub } from "../support/hub.js";
import { BREMEN, KIEL } from "../support/orders.js";

let world: TestHub;
beforeAll(async () => {
  world = await startTestHub("follow");
});
afterAll(() => world.close());

interface Delivery {
  readonly kind: string;
  readonly sequence: number;
  readonly change: string;
  readonly status: string;
  readonly refusal: string | null;
  readonly nativeMessage: string | null;
  readonly verifiedAt: Date | null;
}

const deliveriesOf = (orderId: string): Promise<Delivery[]> =>
  world.rows<Delivery>(
    `SELECT c.kind, c.sequence, c.status AS change, d.status, d.refusal, d.native_message, d.verified_at
       FROM order_changes c JOIN order_change_deliveries d ON d.order_change_id = c.id
      WHERE c.order_id = $1 ORDER BY c.sequence`,
    [orderId],
  );

const tasksOf = (orderId: string) =>
  world.rows<{ id: string; kind: string; title: string; closedAt: Date | null }>(
    "SELECT id, kind, title, closed_at FROM review_tasks WHERE order_id = $1 ORDER BY opened_at, id",
    [orderId],
  );

let keys = 0;
const ask = (orderId: string, expectedVersion: number, ...targets: OrderChangeTarget[]) =>
  changeOrder(world.hub, FRONT_OFFICE, {
    ...{ idempotencyKey: `follow-${++keys}`, orderId, expectedVersion, targets },
    ...{ channel: "CALL_CENTER", reason: "the customer phoned" },
  });

const decide = (taskId: string, action: "RETRY" | "DONE" | "CONFIRM") =>
  resolveReviewTask(world.hub, STEWARD, {
    ...{ idempotencyKey: `follow-${++keys}`, taskId, action, note: null, corrections: null },
  });

const keysOf = async (orderId: string, operation: string): Promise<(string | null)[]> =>
  (await world.bogus.effects(orderId))
    .filter((effect) => effect.operation === operation)
    .map(({ key }) => key);

const SHIP_TO: OrderChangeTarget = { kind: "SHIP_TO", shipTo: BREMEN };

describe("an order reaches the execution system", () => {
  test("once, as it was placed, and is in step with it", async () => {
    const order = await world.place({ id: "once", requestedDate: "2026-12-01" });
    const { order: there, duplicates } = await world.bogus.order(order.id);
    expect(there).toMatchObject({
      ...{
        status: "OPEN",
        requestedDate: "2026-12-01",
        shipTo: { lines: ["Am Sandtorkai 30"], city: "Hamburg" },
      },
      lines: [
        { lineNumber: "1", quantity: "10", unitPrice: "18.5" },
        { lineNumber: "2", quantity: "5", unitPrice: "2.95" },
      ],
    });
    expect(duplicates).toEqual([]);
    expect(await keysOf(order.id, "CREATE")).toHaveLength(1);
    expect((await world.orderOf("once")).executionSync).toBe("IN_SYNC");
  });

  const MODES: readonly (readonly [string, Record<string, unknown>])[] = [
    ["slow", { ms: 100 }],
    ["slow beyond its time", { mode: "slow", ms: 600 }],
    ["429", { retryAfter: 0 }],
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
    ["eventual for long", { mode: "eventual", ms: 2_600 }],
  ];
  test("exactly once and in full, however it goes wrong", async () => {
    const ids = await Promise.all(
      MODES.map(async ([name, mode]) => {
        await world.say({ id: `create ${name}` });
        return [name, mode] as const;
      }),
    );
    await world.work(IDENTIFYING);
    await Promise.all(
      ids.map(async ([name, mode]) => {
        const { id } = await world.orderOf(`create ${name}`);
        await world.bogus.mode({ mode: name, ...mode, operation: "CREATE", reference: id });
      }),
    );
    await world.settle();
    for (const [name] of MODES) {
      const order = await world.orderOf(`create ${name}`);
      const { order: there, duplicates } = await world.bogus.order(order.id);
      expect(duplicates, name).toEqual([]);
      expect(
        there.lines.map(({ quantity }) => quantity),
        name,
      ).toEqual(["10", "5"]);
      expect(await keysOf(order.id, "CREATE"), name).toHaveLength(1);
      expect(order.executionSync, name).toBe("IN_SYNC");
    }
    expect(
      (await deliveriesOf((await world.orderOf("create partial")).id)).map(({ kind, status }) => [
        kind,
        status,
      ]),
    ).toEqual([["ADD_LINE", "APPLIED"]]);
  });

  test("not twice, even if it says yes, shows nothing for long and takes every repeat for a new order", async () => {
    await world.say({ id: "slow-witted" });
    await world.work(IDENTIFYING);
    const { id: reference } = await world.orderOf("slow-witted");
    await world.bogus.mode(
      { mode: "eventual", operation: "CREATE", reference, ms: 5_000 },
      { mode: "dup-accepting", operation: "CREATE", reference, times: 5 },
    );
    await world.settle();
    expect((await world.bogus.order(reference)).duplicates).toEqual([]);
    expect((await world.orderOf("slow-witted")).executionSync).toBe("IN_SYNC");
  });
});

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
    expect(await ask(order.id, 1, ...targets)).toMatchObject({ ok: true });
    expect(await deliveriesOf(order.id)).toMatchObject([{ kind, status: "QUEUED", change: "REQUESTED" }]);
    await world.settle();
    expect((await world.bogus.order(order.id)).order).toMatchObject(seen);
    expect(await deliveriesOf(order.id)).toMatchObject([
      { kind, status: "APPLIED", change: "CONFIRMED", verifiedAt: expect.any(Date) },
    ]);
    expect(await keysOf(order.id, "AMEND")).toHaveLength(1);
    expect(await world.orderOf(`kind ${kind}`)).toMatchObject({ executionSync: "IN_SYNC", version: 2 });
  });

  test("a contact, which no read-back shows, is never called applied", async () => {
    const order = await world.place({ id: "contact" });
    await ask(order.id, 1, { kind: "CONTACT", contactName: "Jan Brandt", emails: [], phones: ["+49 421 1"] });
    await world.settle();
    expect(await keysOf(order.id, "AMEND")).toHaveLength(1);
    expect(await deliveriesOf(order.id)).toMatchObject([
      { kind: "CONTACT", status: "UNKNOWN", verifiedAt: null },
    ]);
    expect(await tasksOf(order.id)).toMatchObject([{ kind: "ORDER_CHANGE" }]);
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
        expect(await ask(id, version, SHIP_TO)).toMatchObject({ ok: true });
      }),
    );
    await world.settle();
    for (const [mode] of ONCE) {
      const { id, executionSync } = await world.orderOf(`amend ${mode}`);
      expect(await deliveriesOf(id), mode).toMatchObject([{ status: "APPLIED", change: "CONFIRMED" }]);
      expect(await keysOf(id, "AMEND"), mode).toHaveLength(1);
      expect((await world.bogus.order(id)).order.shipTo?.city, mode).toBe("Bremen");
      expect(executionSync, mode).toBe("IN_SYNC");
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
        await ask(id, version, { kind: "QUANTITY", lineNumber: "1", quantity: "3" });
      }),
    );
    await world.settle();
    for (const [mode, , status, effects] of LASTING) {
      const { id } = await world.orderOf(`lasting ${mode}`);
      expect(await deliveriesOf(id), mode).toMatchObject([{ status, verifiedAt: null }]);
      expect(await keysOf(id, "AMEND"), mode).toHaveLength(effects);
      expect((await world.bogus.order(id)).order.lines[0]?.quantity, mode).toBe("10");
      expect(await tasksOf(id), mode).toMatchObject([{ kind: "ORDER_CHANGE", closedAt: null }]);
      expect((await world.orderOf(`lasting ${mode}`)).executionSync, mode).toBe(
        status === "UNKNOWN" ? "UNKNOWN" : "REJECTED",
      );
    }
  });

  test("too late is too late: the goods have left", async () => {
    const order = await world.place({ id: "too late" });
    await world.bogus.advance({ orders: [order.id], to: "DISPATCH" });
    await world.settle();
    await ask(order.id, 1, SHIP_TO, { kind: "QUANTITY", lineNumber: "1", quantity: "1" });
    await world.settle();
    expect(await deliveriesOf(order.id)).toMatchObject([
      {
        status: "TOO_LATE",
        refusal: "ALREADY_SHIPPED",
        nativeMessage: "ALREADY_SHIPPED: the goods have left the warehouse",
      },
      { status: "REJECTED", refusal: "BELOW_SHIPPED_QUANTITY" },
    ]);
    expect((await tasksOf(order.id)).map(({ kind }) => kind)).toContain("ORDER_CHANGE");
  });
});

describe("a refused change", () => {
  const refusedOnce = async (id: string) => {
    const order = await world.place({ id });
    await world.bogus.mode({ mode: "stale-409", operation: "AMEND", reference: order.id, times: 6 });
    await ask(order.id, 1, SHIP_TO);
    await world.settle();
    expect(await deliveriesOf(order.id)).toMatchObject([{ status: "CONFLICT" }]);
    const [task] = (await tasksOf(order.id)).filter(({ kind }) => kind === "ORDER_CHANGE");
    return { order, taskId: task?.id ?? "" };
  };

  test("is sent again by RETRY", async () => {
    const { order, taskId } = await refusedOnce("retry");
    expect(await decide(taskId, "RETRY")).toMatchObject({ ok: true });
    await world.settle();
    expect(await deliveriesOf(order.id)).toMatchObject([{ status: "APPLIED", change: "CONFIRMED" }]);
    expect((await world.orderOf("retry")).executionSync).toBe("IN_SYNC");
  });

  test("is not sent again if a later one has replaced it", async () => {
    const { order, taskId } = await refusedOnce("replaced");
    await ask(order.id, 2, { kind: "SHIP_TO", shipTo: KIEL });
    await world.settle();
    expect(await decide(taskId, "RETRY")).toMatchObject({ ok: false, userErrors: [{ code: "CONFLICT" }] });
    expect(await decide(taskId, "CONFIRM")).toMatchObject({ ok: false, userErrors: [{ code: "INVALID" }] });
    expect(await decide(taskId, "DONE")).toMatchObject({ ok: true });
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
        ask(order.id, 1, { kind: "QUANTITY", lineNumber: "1", quantity: String(at + 100) }),
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
      expect(await ask(order.id, at + 1, { kind: "QUANTITY", lineNumber: "1", quantity })).toMatchObject({
        ok: true,
      });
      if (at % 2 === 0) await world.work();
    }
    await world.settle();
    const deliveries = await deliveriesOf(order.id);
    expect(deliveries.map(({ sequence, status }) => [sequence, status])).toEqual(
      [1, 2, 3, 4, 5].map((sequence) => [sequence, "APPLIED"]),
    );
    const ids = await world.rows<{ id: string }>(
      `SELECT d.id FROM order_change_deliveries d JOIN order_changes c ON c.id = d.order_change_id WHERE c.order_id = $1 ORDER BY c.sequence`,
      [order.id],
    );
    const sent = (await keysOf(order.id, "AMEND")).map((key) => ids.findIndex(({ id }) => key?.includes(id)));
    expect(sent).toEqual([...sent].sort((a, b) => a - b));
    expect((await world.bogus.order(order.id)).order.lines[0]?.quantity).toBe("15");
  });

  test("before it was sent go with it", async () => {
    await world.say({ id: "early" });
    await world.work(READING);
    const order = await world.orderOf("early");
    expect(order.customerId).toBeNull();
    expect(await ask(order.id, 1, SHIP_TO)).toMatchObject({ ok: true });
    await world.settle();
    expect(await deliveriesOf(order.id)).toMatchObject([{ status: "APPLIED", verifiedAt: expect.any(Date) }]);
    expect((await world.bogus.order(order.id)).order.shipTo?.city).toBe("Bremen");
    expect(await keysOf(order.id, "AMEND")).toEqual([]);
  });

  test("cancel before it was sent, and it is never sent", async () => {
    await world.say({ id: "stillborn" });
    await world.work(READING);
    const order = await world.orderOf("stillborn");
    await ask(order.id, 1, { kind: "CANCEL" });
    await world.settle();
    await expect(world.bogus.order(order.id)).rejects.toThrow("ORDER_UNKNOWN");
    expect(await deliveriesOf(order.id)).toMatchObject([{ status: "APPLIED", change: "CONFIRMED" }]);
    expect(await world.orderOf("stillborn")).toMatchObject({ status: "CANCELED", executionSync: "NOT_SENT" });
  });

  test("cancel while nobody knows whether it arrived, and it is canceled there", async () => {
    await world.say({ id: "in doubt" });
    await world.work(IDENTIFYING);
    const { id: reference } = await world.orderOf("in doubt");
    await world.bogus.mode({ mode: "eventual", operation: "CREATE", reference, ms: 3_500 });
    await world.work();
    await ask(reference, 1, { kind: "CANCEL" });
    await world.settle();
    expect((await world.bogus.order(reference)).order.canceled).toBe(true);
    expect(await deliveriesOf(reference)).toMatchObject([
      { status: "APPLIED", verifiedAt: expect.any(Date) },
    ]);
  });
});

test("an order the system will not take is given to a person, and RETRY sends it again", async () => {
  await world.say({ id: "unwanted" });
  await world.work(IDENTIFYING);
  const { id: reference } = await world.orderOf("unwanted");
  await world.bogus.mode({ mode: "html200", operation: "CREATE", reference, times: 6 });
  await world.settle();
  expect((await world.orderOf("unwanted")).executionSync).toBe("UNKNOWN");
  const [task] = await tasksOf(reference);
  expect(task).toMatchObject({
    kind: "ORDER_CHANGE",
    title: expect.stringContaining("warehouse does not show order"),
  });
  expect(await decide(task?.id ?? "", "RETRY")).toMatchObject({ ok: true });
  await world.settle();
  expect((await world.bogus.order(reference)).duplicates).toEqual([]);
  expect((await world.orderOf("unwanted")).executionSync).toBe("IN_SYNC");
});

test("no work was parked and nothing failed that nobody foresaw", async () => {
  expect(await world.rows("SELECT kind, error FROM facts WHERE parked_at IS NOT NULL")).toEqual([]);
  expect(world.logged.filter(({ level }) => level === "error")).toEqual([]);
});
