import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PostalAddress } from "../../src/domain/address.js";
import type { StoredOrder } from "../../src/store/writes/order.js";
import { type ChangeWorld, startChangeWorld } from "../support/changes.js";
import { BREMEN, HAMBURG, KIEL } from "../support/orders.js";

let world: ChangeWorld;
beforeAll(async () => {
  world = await startChangeWorld("guard");
});
afterAll(() => world.close());

const divergencesOf = (orderId: string) =>
  world.rows<{ status: string; foundAt: string; closedAt: Date | null }>(
    "SELECT status, found_at, closed_at FROM ship_to_divergences WHERE order_id = $1 ORDER BY detected_at",
    [orderId],
  );
const holdsOf = (orderId: string) =>
  world.rows<{ confirmedAt: Date | null; releasedAt: Date | null; explanation: string }>(
    "SELECT confirmed_at, released_at, explanation FROM holds WHERE order_id = $1 ORDER BY opened_at",
    [orderId],
  );

/** The warehouse prints a label from an address book of its own. */
const label = async (order: Pick<StoredOrder, "id">, labelShipTo?: PostalAddress): Promise<void> => {
  await world.bogus.advance({
    orders: [order.id],
    to: "LABEL",
    ...(labelShipTo === undefined ? {} : { labelShipTo }),
  });
  await world.settle();
};
const advance = async (order: Pick<StoredOrder, "id">, to: string): Promise<void> => {
  await world.bogus.advance({ orders: [order.id], to });
  await world.settle();
};
const openTask = async (orderId: string): Promise<string> => {
  const open = (await world.tasksOf(orderId, "SHIP_TO")).filter(({ closedAt }) => closedAt === null);
  return open.at(-1)?.id ?? "";
};
/** An order whose label bears an address that nobody stands behind. */
const stopped = async (id: string): Promise<StoredOrder> => {
  const order = await world.place({ id });
  await label(order, KIEL);
  return order;
};

test("a label with another address stops the order, proved by a read-back, and asks a person", async () => {
  const order = await stopped("stopped");
  expect(await divergencesOf(order.id)).toMatchObject([{ status: "HELD", closedAt: null }]);
  expect(await holdsOf(order.id)).toMatchObject([{ confirmedAt: expect.any(Date), releasedAt: null }]);
  expect((await world.bogus.order(order.id)).order).toMatchObject({
    status: "ON_HOLD",
    heldFor: expect.stringContaining("Hafenstraße 2, 24103, Kiel"),
  });
  expect(await world.orderOf("stopped")).toMatchObject({
    fulfillmentStatus: "ON_HOLD",
    executionSync: "DIVERGED",
  });
  expect(await world.tasksOf(order.id, "SHIP_TO")).toHaveLength(1);
  expect(await world.bogus.advance({ orders: [order.id], to: "DISPATCH" })).toMatchObject({
    skipped: [{ code: "HELD" }],
  });
});

test("PROPAGATE: the label is printed anew, the stop is lifted, and the parcel goes where the order says", async () => {
  const order = await stopped("propagate");
  expect(await world.decide(await openTask(order.id), "PROPAGATE")).toMatchObject({ ok: true });
  await world.settle();
  expect((await world.bogus.order(order.id)).order).toMatchObject({
    ...{ status: "IN_PROGRESS", heldFor: null, label: { shipTo: { city: "Hamburg" } } },
  });
  expect(await divergencesOf(order.id)).toMatchObject([{ status: "PROPAGATED", closedAt: expect.any(Date) }]);
  expect(await holdsOf(order.id)).toMatchObject([{ releasedAt: expect.any(Date) }]);
  expect(await world.deliveriesOf(order.id)).toMatchObject([{ kind: "SHIP_TO", status: "APPLIED" }]);
  await advance(order, "DELIVERED");
  expect(await world.orderOf("propagate")).toMatchObject({
    status: "COMPLETED",
    fulfillmentStatus: "FULFILLED",
  });
  expect(
    await world.rows("SELECT ship_to->>'city' AS city FROM shipments WHERE order_id = $1", [order.id]),
  ).toEqual([{ city: "Hamburg" }]);
});

test("ACCEPT_AS_IS: the stop is lifted, and that address raises no alarm again", async () => {
  const order = await stopped("accept");
  expect(await world.decide(await openTask(order.id), "ACCEPT_AS_IS")).toMatchObject({ ok: true });
  await world.settle();
  expect((await world.bogus.order(order.id)).order).toMatchObject({
    heldFor: null,
    label: { shipTo: { city: "Kiel" } },
  });
  await label(order, KIEL);
  await advance(order, "DELIVERED");
  expect(await divergencesOf(order.id)).toMatchObject([{ status: "ACCEPTED_AS_IS" }]);
  expect(await world.tasksOf(order.id, "SHIP_TO")).toHaveLength(1);
  expect((await world.orderOf("accept")).fulfillmentStatus).toBe("FULFILLED");
});

const SPELLINGS: readonly (readonly [string, PostalAddress, Partial<PostalAddress>])[] = [
  ["case", HAMBURG, { lines: ["AM SANDTORKAI 30"], city: "HAMBURG" }],
  ["punctuation and spacing", HAMBURG, { lines: ["Am  Sandtorkai, 30."] }],
  ["full width", HAMBURG, { lines: ["Ａｍ　Ｓａｎｄｔｏｒｋａｉ　３０"], postalCode: "２０４５７" }],
  ["Str. for Straße", BREMEN, { lines: ["Konsul-Smidt-Str. 8"] }],
  ["STRASSE for Straße", BREMEN, { lines: ["KONSUL-SMIDT-STRASSE 8"] }],
  ["Hafenstr. for Hafenstraße", KIEL, { lines: ["Hafenstr. 2"] }],
  [
    "umlauts as two letters",
    { ...HAMBURG, lines: ["Gögginger Straße 41"] },
    { lines: ["Goegginger Str. 41"] },
  ],
  ["Street for St", { ...HAMBURG, lines: ["2217 NW Harbor St"] }, { lines: ["2217 NW Harbor Street"] }],
  ["another recipient and phone", HAMBURG, { recipient: "NORDLICHT AG", phone: "+49 40 1" }],
];
test.each(SPELLINGS)("mere spelling raises nothing: %s", async (name, shipTo, change) => {
  const order = await world.place({ id: `spelling ${name}`, shipTo });
  await label(order, { ...shipTo, ...change });
  expect(await divergencesOf(order.id)).toEqual([]);
  expect((await world.orderOf(`spelling ${name}`)).executionSync).toBe("IN_SYNC");
});

test("the same wrong address alarms again after PROPAGATE", async () => {
  const order = await stopped("again");
  await world.decide(await openTask(order.id), "PROPAGATE");
  await world.settle();
  await label(order, KIEL);
  expect(await divergencesOf(order.id)).toMatchObject([{ status: "HELD" }]);
  expect((await world.bogus.order(order.id)).order.status).toBe("ON_HOLD");
  expect(await world.tasksOf(order.id, "SHIP_TO")).toMatchObject([
    { status: "RESOLVED" },
    { status: "OPEN" },
  ]);
});

test("PROPAGATE does not let the parcel go while the system refuses to print the right label", async () => {
  const order = await stopped("stubborn");
  await world.bogus.mode({ mode: "stale-409", operation: "AMEND", reference: order.id, times: 6 });
  await world.decide(await openTask(order.id), "PROPAGATE");
  await world.settle();
  expect(await world.deliveriesOf(order.id)).toMatchObject([{ status: "CONFLICT" }]);
  expect((await world.bogus.order(order.id)).order).toMatchObject({
    status: "ON_HOLD",
    label: { shipTo: { city: "Kiel" } },
  });
  expect(await divergencesOf(order.id)).toMatchObject([{ status: "HELD" }]);
  await world.decide(await openTask(order.id), "PROPAGATE");
  await world.settle();
  expect((await world.bogus.order(order.id)).order).toMatchObject({
    heldFor: null,
    label: { shipTo: { city: "Hamburg" } },
  });
});

test("a parcel that left for the wrong address has escaped, and a person is told", async () => {
  const order = await world.place({ id: "escaped" });
  await world.bogus.advance({ orders: [order.id], to: "LABEL", labelShipTo: KIEL });
  await world.bogus.advance({ orders: [order.id], to: "DISPATCH" });
  await world.settle();
  expect(await divergencesOf(order.id)).toMatchObject([{ status: "ESCAPED", closedAt: expect.any(Date) }]);
  const tasks = (await world.tasksOf(order.id, "SHIP_TO")).filter(({ closedAt }) => closedAt === null);
  expect(tasks).toHaveLength(1);
  expect(tasks.map(({ title }) => title).join()).toMatch(/has left for an address|could not stop/);
  expect(await world.decide(tasks.at(-1)?.id ?? "", "PROPAGATE")).toMatchObject({
    userErrors: [{ code: "TOO_LATE" }],
  });
  expect(await world.decide(tasks.at(-1)?.id ?? "", "ACCEPT_AS_IS")).toMatchObject({ ok: true });
  await world.settle();
  expect((await world.orderOf("escaped")).fulfillmentStatus).toBe("FULFILLED");
});

test("an address that changes between creation and label, and that the system refuses, does not ship to the old one", async () => {
  const order = await world.place({ id: "refuses" });
  await world.bogus.mode({ mode: "stale-409", operation: "AMEND", reference: order.id, times: 6 });
  await world.ask(order.id, 1, { kind: "SHIP_TO", shipTo: BREMEN });
  await world.bogus.advance({ orders: [order.id], to: "LABEL" });
  await world.settle();
  expect(await world.deliveriesOf(order.id)).toMatchObject([{ status: "CONFLICT" }]);
  expect((await world.bogus.order(order.id)).order.status).toBe("ON_HOLD");
  expect((await divergencesOf(order.id)).map(({ status }) => status)).toEqual(["HELD"]);
  expect((await world.tasksOf(order.id)).map(({ kind }) => kind).sort()).toEqual(["ORDER_CHANGE", "SHIP_TO"]);
});

describe("an address that changes when the label is printed", () => {
  const changedWhilePrinted = async (id: string, mode: string, times: number): Promise<StoredOrder> => {
    const order = await world.place({ id });
    await label(order);
    await world.bogus.mode({ mode, operation: "AMEND", reference: order.id, times });
    await world.ask(order.id, 1, { kind: "SHIP_TO", shipTo: BREMEN });
    return order;
  };

  test("stops the goods as long as the system will not make it", async () => {
    const order = await changedWhilePrinted("meanwhile", "stale-409", 6);
    await world.work(["OrderChangeRequested"]);
    expect(await world.deliveriesOf(order.id)).toMatchObject([{ verifiedAt: null }]);
    expect(await world.bogus.advance({ orders: [order.id], to: "DISPATCH" })).toMatchObject({
      skipped: [{ code: "HELD" }],
    });
    await world.settle();
    expect(await world.deliveriesOf(order.id)).toMatchObject([{ status: "CONFLICT" }]);
    expect(await divergencesOf(order.id)).toMatchObject([{ status: "HELD" }]);
    expect((await world.bogus.order(order.id)).order.status).toBe("ON_HOLD");
  });

  test.each(["500-before", "rst-before", "rst-after"])(
    "lets them go with the right label when it is made after all: %s",
    async (mode) => {
      const order = await changedWhilePrinted(`meanwhile ${mode}`, mode, 2);
      await world.settle();
      expect(await world.deliveriesOf(order.id)).toMatchObject([{ status: "APPLIED" }]);
      expect((await world.bogus.order(order.id)).order).toMatchObject({
        ...{ status: "IN_PROGRESS", heldFor: null, label: { shipTo: { city: "Bremen" } } },
      });
      expect((await divergencesOf(order.id)).filter(({ status }) => status !== "PROPAGATED")).toEqual([]);
      expect((await world.tasksOf(order.id)).filter(({ closedAt }) => closedAt === null)).toEqual([]);
    },
  );

  test("does not overwrite what somebody has written over there meanwhile", async () => {
    const order = await changedWhilePrinted("meanwhile by hand", "stale-409", 6);
    await world.work(["OrderChangeRequested"]);
    await world.bogus.byHand("DELETE", "/_bogus/modes", undefined);
    await world.bogus.amendByHand(order.id, { kind: "SHIP_TO", shipTo: KIEL });
    await world.settle();
    expect(await world.deliveriesOf(order.id)).toMatchObject([
      { status: "CONFLICT", nativeMessage: expect.stringContaining("Kiel") },
    ]);
    expect((await world.bogus.order(order.id)).order).toMatchObject({
      ...{ status: "ON_HOLD", shipTo: { city: "Kiel" } },
    });
  });
});

test("a wrong label is stopped at once, whatever becomes of a change that the system will not make", async () => {
  const order = await world.place({ id: "first things first" });
  await world.bogus.mode({ mode: "500-before", operation: "AMEND", reference: order.id, times: 6 });
  await world.ask(order.id, 1, { kind: "QUANTITY", lineNumber: "1", quantity: "7" });
  await world.bogus.advance({ orders: [order.id], to: "LABEL", labelShipTo: KIEL });
  await world.settle();
  expect(await world.deliveriesOf(order.id)).toMatchObject([{ status: "UNKNOWN" }]);
  const [given] = await world.rows<{ openedAt: Date }>(
    "SELECT opened_at FROM review_tasks WHERE order_id = $1 AND kind = 'ORDER_CHANGE'",
    [order.id],
  );
  const stop = (await world.bogus.effects(order.id)).find(({ operation }) => operation === "HOLD");
  expect(Date.parse(stop?.at ?? "")).toBeLessThan(given?.openedAt.getTime() ?? 0);
});

test("a change that is still on its way is no divergence of the work order", async () => {
  const order = await world.place({ id: "on its way" });
  await world.ask(order.id, 1, { kind: "SHIP_TO", shipTo: BREMEN });
  await world.send(
    "warehouse",
    JSON.stringify({
      type: "fulfillment_order.updated",
      timestamp: "2026-11-05T12:00:00Z",
      data: {
        ...{
          externalId: "BO-1",
          reference: order.id,
          externalVersion: "000009",
          status: "OPEN",
          shipTo: HAMBURG,
        },
        occurredAt: "2026-11-05T12:00:00Z",
      },
    }),
  );
  await world.work(["MessageReceived"]);
  expect(await divergencesOf(order.id)).toEqual([]);
  await world.settle();
  expect(await world.deliveriesOf(order.id)).toMatchObject([{ status: "APPLIED" }]);
});

describe("a stop that somebody made in the execution system", () => {
  const holdByHand = async (order: StoredOrder): Promise<void> => {
    const { id } = (await world.bogus.order(order.id)).order;
    await world.bogus.byHand("POST", `/orders/${id}/hold`, { reason: "stock-taking" });
    await world.settle();
  };

  test("is not lifted by us when we bring a change", async () => {
    const order = await world.place({ id: "theirs" });
    await holdByHand(order);
    await world.ask(order.id, 1, { kind: "DATE", requestedDate: "2026-12-24" });
    await world.settle();
    expect((await world.bogus.order(order.id)).order).toMatchObject({
      heldFor: "stock-taking",
      requestedDate: "2026-12-24",
    });
    expect((await world.orderOf("theirs")).fulfillmentStatus).toBe("ON_HOLD");
  });

  test("is not lifted by us even if we have stopped and released the same order before", async () => {
    const order = await stopped("theirs after ours");
    await world.decide(await openTask(order.id), "PROPAGATE");
    await world.settle();
    await holdByHand(order);
    await world.ask(order.id, 1, { kind: "DATE", requestedDate: "2026-12-24" });
    await world.settle();
    expect((await world.bogus.order(order.id)).order.heldFor).toBe("stock-taking");
  });

  test("serves us too, and stays when ours is lifted", async () => {
    const order = await world.place({ id: "both" });
    await holdByHand(order);
    await label(order, KIEL);
    expect(await divergencesOf(order.id)).toMatchObject([{ status: "HELD" }]);
    await world.decide(await openTask(order.id), "ACCEPT_AS_IS");
    await world.settle();
    expect((await world.bogus.order(order.id)).order.heldFor).toBe("stock-taking");
  });

  test("is put back by us if they lift ours", async () => {
    const order = await stopped("put back");
    const { id } = (await world.bogus.order(order.id)).order;
    await world.bogus.byHand("POST", `/orders/${id}/release`, {});
    await world.settle();
    expect((await world.bogus.order(order.id)).order).toMatchObject({ status: "ON_HOLD" });
  });
});

describe("the stop is proved, whatever goes wrong", () => {
  const MODES: readonly (readonly [string, Record<string, unknown>])[] = [
    ["slow", { ms: 100 }],
    ["429", { retryAfter: 0 }],
    ["500-before", {}],
    ["500-after", {}],
    ["timeout-before", {}],
    ["timeout-after", {}],
    ["rst-before", {}],
    ["rst-after", {}],
    ["partial", {}],
    ["stale-409", {}],
    ["dup-accepting", {}],
    ["html200", {}],
    ["truncated", {}],
    ["eventual", { ms: 400 }],
  ];
  test("when it is set, and when it is lifted", async () => {
    await Promise.all(MODES.map(([mode]) => world.say({ id: `hold ${mode}` })));
    await world.settle();
    const orders = await Promise.all(MODES.map(([mode]) => world.orderOf(`hold ${mode}`)));
    const go = (operation: string) =>
      world.bogus.mode(
        ...MODES.map(([mode, extra], at) => ({ mode, ...extra, operation, reference: orders[at]?.id })),
      );
    await go("HOLD");
    await world.bogus.advance({ orders: orders.map(({ id }) => id), to: "LABEL", labelShipTo: KIEL });
    await world.settle();
    for (const [at, [mode]] of MODES.entries()) {
      const { id = "" } = orders[at] ?? {};
      expect(await divergencesOf(id), mode).toMatchObject([{ status: "HELD" }]);
      expect((await world.bogus.order(id)).order.status, mode).toBe("ON_HOLD");
      expect(await world.keysOf(id, "HOLD"), mode).toHaveLength(1);
    }
    await go("RELEASE");
    for (const { id } of orders) await world.decide(await openTask(id), "ACCEPT_AS_IS");
    await world.settle();
    for (const [at, [mode]] of MODES.entries()) {
      const { id = "" } = orders[at] ?? {};
      expect((await world.bogus.order(id)).order, mode).toMatchObject({
        status: "IN_PROGRESS",
        heldFor: null,
      });
      expect(await world.keysOf(id, "RELEASE"), mode).toHaveLength(1);
    }
  });
});

test("no work was parked and nothing failed that nobody foresaw", async () => {
  expect(await world.troubles()).toEqual([]);
});
