import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ChangeWorld, startChangeWorld } from "../support/changes.js";
import { IDENTIFYING } from "../support/hub.js";

let world: ChangeWorld;
beforeAll(async () => {
  world = await startChangeWorld("orders");
});
afterAll(() => world.close());

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
    expect(await world.keysOf(order.id, "CREATE")).toHaveLength(1);
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
      expect(await world.keysOf(order.id, "CREATE"), name).toHaveLength(1);
      expect(order.executionSync, name).toBe("IN_SYNC");
    }
    expect(
      (await world.deliveriesOf((await world.orderOf("create partial")).id)).map(({ kind, status }) => [
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

test("an order the system will not take is given to a person, and RETRY sends it again", async () => {
  await world.say({ id: "unwanted" });
  await world.work(IDENTIFYING);
  const { id: reference } = await world.orderOf("unwanted");
  await world.bogus.mode({ mode: "html200", operation: "CREATE", reference, times: 6 });
  await world.settle();
  expect((await world.orderOf("unwanted")).executionSync).toBe("UNKNOWN");
  const [task] = await world.tasksOf(reference);
  expect(task).toMatchObject({
    kind: "ORDER_CHANGE",
    title: expect.stringContaining("warehouse does not show order"),
  });
  expect(await world.decide(task?.id ?? "", "RETRY")).toMatchObject({ ok: true });
  await world.settle();
  expect((await world.bogus.order(reference)).duplicates).toEqual([]);
  expect((await world.orderOf("unwanted")).executionSync).toBe("IN_SYNC");
});

test("no work was parked and nothing failed that nobody foresaw", async () => {
  expect(await world.troubles()).toEqual([]);
});
