import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import type { ExecutionAnswer, ExecutionCommand } from "../../src/connectors/connector.js";
import type { OrderChangeTarget } from "../../src/domain/order-change.js";
import { reconcileAll } from "../../src/flows/reconciling/reconcile.js";
import { settleDifference } from "../../src/flows/reconciling/settle-difference.js";
import { approveReturn } from "../../src/flows/returns/advance-return.js";
import { requestReturn } from "../../src/flows/returns/request-return.js";
import { forgetOrder } from "../support/forget-order.js";
import { FRONT_OFFICE, OPERATOR } from "../support/hub.js";
import { BREMEN, HAMBURG, KIEL, LABELS } from "../support/orders.js";
import { startTrytonWorld, type TrytonWorld } from "../support/tryton-world.js";

let world: TrytonWorld;
const isInstalled = inject("trytonTemplate") !== "";
beforeAll(async () => {
  if (isInstalled) world = await startTrytonWorld("tryton");
});
afterAll(() => world?.close());

const SHIP_TO: OrderChangeTarget = { kind: "SHIP_TO", shipTo: BREMEN };
const DAY_MS = 86_400_000;
const inTenDays = new Date(Date.now() + 10 * DAY_MS).toISOString().slice(0, 10);

const apply = (command: ExecutionCommand): Promise<ExecutionAnswer> => {
  const { connector, settings } = world.erp();
  if (connector.execution === undefined) throw new Error("Tryton executes orders");
  return connector.execution.apply(settings, command);
};

describe.skipIf(!isInstalled)("an order at a real Tryton", () => {
  test("is made once, as one sale of one customer, with a shipment that waits for the warehouse", async () => {
    await Promise.all([world.say({ id: "one" }), world.say({ id: "two" })]);
    await world.settle();
    const [one, two] = [await world.orderOf("one"), await world.orderOf("two")];
    const sale = await world.saleOf(one.id);
    expect(sale).toMatchObject({
      state: "processing",
      lines: [
        { quantity: 10, price: "18.5", description: "Thermal label" },
        { quantity: 5, price: "2.95" },
      ],
      shipments: [{ state: "waiting", street: "Am Sandtorkai 30", city: "Hamburg" }],
    });
    expect((await world.saleOf(two.id)).party).toBe(sale.party);
    expect(await world.salesOf(one.id)).toHaveLength(1);
    expect(await world.workOf(one.id)).toMatchObject({ status: "OPEN", externalId: String(sale.id) });
    expect(one.executionSync).toBe("IN_SYNC");
  });

  test.each([
    ["an article", { lines: [{ ...LABELS, sku: "TL-4711" }] }, "Tryton has no article TL-4711 (line 1)"],
    ["a country", { shipTo: { ...HAMBURG, country: "FR" } }, "Tryton knows no country FR"],
    [
      "a quantity",
      { lines: [{ ...LABELS, quantity: "2.5" }] },
      'The number of digits in the value "2.5" for field "Quantity" in "Sale Line" exceeds the limit of "0".',
    ],
  ])(
    "with %s that Tryton does not take is refused in Tryton's words, and a person is asked",
    async (what, wrong, words) => {
      const order = await world.place({ id: `wrong ${what}`, ...wrong });
      expect(await world.workOf(order.id)).toMatchObject({ refusal: "VALIDATION" });
      expect(order.executionSync).toBe("REJECTED");
      const [task] = await world.tasksOf(order.id, "ORDER_CHANGE");
      expect(task?.title).toContain(words);
      expect(await world.salesOf(order.id)).toEqual([]);
    },
  );
});

describe.skipIf(!isInstalled)("a change before anybody has touched the goods", () => {
  test("of the address brings a new shipment to the new address, and takes the old one away", async () => {
    const order = await world.place({ id: "moves" });
    const before = await world.saleOf(order.id);
    await world.ask(order.id, 1, SHIP_TO);
    await world.settle();
    expect(await world.deliveriesOf(order.id)).toMatchObject([{ kind: "SHIP_TO", status: "APPLIED" }]);
    const after = await world.saleOf(order.id);
    expect(after).toMatchObject({
      revision: 1,
      shipments: [{ state: "waiting", street: "Konsul-Smidt-Straße 8", city: "Bremen" }],
    });
    expect(after.shipments[0]?.id).not.toBe(before.shipments[0]?.id);
    const old = [["id", "=", before.shipments[0]?.id]];
    expect(await world.read("stock.shipment.out", old, ["state"])).toEqual([]);
    expect(await world.orderOf("moves")).toMatchObject({ executionSync: "IN_SYNC" });
  });

  const line = {
    lineNumber: "3",
    sku: "TL-6001",
    description: null,
    quantity: "4",
    unit: null,
    unitPrice: "46",
  };
  test.each<[string, OrderChangeTarget[], Record<string, unknown>]>([
    ["QUANTITY", [{ kind: "QUANTITY", lineNumber: "1", quantity: "12" }], { lines: [{ quantity: 12 }, {}] }],
    ["PRICE", [{ kind: "PRICE", lineNumber: "2", unitPrice: "2.75" }], { lines: [{}, { price: "2.75" }] }],
    [
      "QUALITY",
      [{ kind: "QUALITY", lineNumber: "1", description: "Grade A" }],
      { lines: [{ description: "Grade A" }, {}] },
    ],
    [
      "DATE",
      [{ kind: "DATE", requestedDate: inTenDays }],
      { shippingDate: { year: Number(inTenDays.slice(0, 4)), day: Number(inTenDays.slice(8)) } },
    ],
    ["ADD_LINE", [{ kind: "ADD_LINE", line }], { lines: [{}, {}, { quantity: 4, price: "46" }] }],
    ["REMOVE_LINE", [{ kind: "REMOVE_LINE", lineNumber: "2" }], { lines: [{}, { quantity: 0 }] }],
    [
      "CANCEL",
      [{ kind: "CANCEL" }],
      { state: "done", shipments: [], lines: [{ quantity: 0 }, { quantity: 0 }] },
    ],
  ])("%s is made and proved", async (kind, targets, seen) => {
    const order = await world.place({ id: `kind ${kind}` });
    await world.ask(order.id, 1, ...targets);
    await world.settle();
    expect(await world.deliveriesOf(order.id)).toMatchObject([
      { kind, status: "APPLIED", change: "CONFIRMED" },
    ]);
    expect(await world.saleOf(order.id)).toMatchObject({ revision: 1, ...seen });
    expect((await world.orderOf(`kind ${kind}`)).executionSync).toBe("IN_SYNC");
    if (kind !== "CANCEL")
      expect((await world.saleOf(order.id)).shipments).toMatchObject([{ state: "waiting" }]);
    else expect(await world.workOf(order.id)).toMatchObject({ status: "CANCELED" });
  });

  test("that Tryton cannot make is refused in its words, and leaves nothing behind", async () => {
    const order = await world.place({ id: "cannot" });
    await world.ask(
      order.id,
      1,
      { kind: "CONTACT", contactName: "Jan Brandt", emails: [], phones: [] },
      { kind: "QUANTITY", lineNumber: "1", quantity: "1.5" },
      { kind: "DATE", requestedDate: "2020-01-02" },
    );
    await world.settle();
    expect(await world.deliveriesOf(order.id)).toMatchObject([
      { kind: "CONTACT", status: "REJECTED", refusal: "UNSUPPORTED" },
      { kind: "QUANTITY", status: "REJECTED", refusal: "VALIDATION" },
      { kind: "DATE", status: "REJECTED", refusal: "VALIDATION" },
    ]);
    const sale = await world.saleOf(order.id);
    // The goods are stopped, because they would leave in a quantity that is not the order's any more.
    expect(sale).toMatchObject({ revision: 0, shipments: [{ state: "draft" }] });
    expect(await world.read("sale.amendment", [["sale", "=", sale.id]], ["state"])).toEqual([]);
  });
});

describe.skipIf(!isInstalled)("a change after the warehouse has begun", () => {
  test("of the address of picked goods is too late; their parcel has escaped, and a person knows", async () => {
    const order = await world.place({ id: "picked" });
    await world.ship(order.id, "pick");
    await world.ask(order.id, 1, SHIP_TO);
    await world.settle();
    const [delivery] = await world.deliveriesOf(order.id);
    expect(delivery).toMatchObject({ status: "TOO_LATE", refusal: "ALREADY_PICKED", change: "DECLINED" });
    expect(delivery?.nativeMessage).toMatch(/^shipment \d+ is picked$/);
    expect(await world.saleOf(order.id)).toMatchObject({
      revision: 0,
      shipments: [{ state: "picked", street: "Am Sandtorkai 30" }],
    });
    expect((await world.divergencesOf(order.id)).map(({ status }) => status)).toContain("ESCAPED");
    const titles = (await world.tasksOf(order.id, "SHIP_TO")).map(({ title }) => title);
    expect(titles.join()).toContain("could not stop");
  });

  test("of the address of assigned goods is too late, and the goods are stopped before they are picked", async () => {
    const order = await world.place({ id: "assigned" });
    await world.ship(order.id, "assign_try");
    await world.ask(order.id, 1, SHIP_TO);
    await world.settle();
    expect(await world.deliveriesOf(order.id)).toMatchObject([
      { status: "TOO_LATE", refusal: "CUTOFF_PASSED" },
    ]);
    const { shipments } = await world.saleOf(order.id);
    expect(shipments).toMatchObject([{ state: "draft", street: "Am Sandtorkai 30" }]);
    expect(await world.workOf(order.id)).toMatchObject({ status: "ON_HOLD" });
    expect((await world.divergencesOf(order.id)).map(({ status }) => status)).toContain("HELD");
    const notes = await world.read(
      "ir.note",
      [["resource", "=", `stock.shipment.out,${shipments[0]?.id}`]],
      ["message"],
    );
    expect(notes).toMatchObject([{ message: expect.stringContaining("SHIP_TO_DIVERGENCE") }]);
  });

  test("of what has left is refused line by line, and so is canceling it", async () => {
    const order = await world.place({ id: "left" });
    await world.ship(order.id, "done");
    await world.ask(order.id, 1, { kind: "QUANTITY", lineNumber: "1", quantity: "4" });
    await world.settle();
    await world.ask(order.id, 2, { kind: "CANCEL" });
    await world.settle();
    expect(await world.deliveriesOf(order.id)).toMatchObject([
      { kind: "QUANTITY", status: "REJECTED", refusal: "BELOW_SHIPPED_QUANTITY" },
      { kind: "CANCEL", status: "TOO_LATE", refusal: "ALREADY_SHIPPED" },
    ]);
    expect(await world.saleOf(order.id)).toMatchObject({ revision: 0, shipments: [{ state: "done" }] });
  });

  test("of the quantity of what has left is made by one more shipment for the rest", async () => {
    const order = await world.place({ id: "more" });
    await world.ship(order.id, "done");
    await world.ask(order.id, 1, { kind: "QUANTITY", lineNumber: "1", quantity: "13" });
    await world.settle();
    expect(await world.deliveriesOf(order.id)).toMatchObject([{ status: "APPLIED" }]);
    expect((await world.saleOf(order.id)).shipments.map(({ state }) => state)).toEqual(["done", "waiting"]);
  });
});

describe.skipIf(!isInstalled)("what somebody does inside Tryton", () => {
  test("between our look and our change makes ours wait and look again, and is seen as a difference", async () => {
    const order = await world.place({ id: "between" });
    world.proxy.before("sale.amendment.validate_amendment", () => world.amendByHand(order.id, 1, 9));
    await world.ask(order.id, 1, SHIP_TO);
    await world.settle();
    expect(world.proxy.isWaiting()).toBe(false);
    expect(await world.deliveriesOf(order.id)).toMatchObject([{ kind: "SHIP_TO", status: "APPLIED" }]);
    expect(await world.saleOf(order.id)).toMatchObject({
      revision: 2,
      lines: [{ quantity: 10 }, { quantity: 9 }],
      // Their nine are not what the order says: the goods are stopped until a person has decided.
      shipments: [{ state: "draft", city: "Bremen" }],
    });
    expect((await world.orderOf("between")).executionSync).toBe("DIVERGED");
    expect(await world.read("sale.amendment", [["state", "=", "draft"]], ["id"])).toEqual([]);
  });

  test("to a shipment just before it is made anew wins: it is never left behind with the old address", async () => {
    const order = await world.place({ id: "taken up" });
    world.proxy.before("stock.shipment.out.draft", () => world.ship(order.id, "pick"));
    await world.ask(order.id, 1, SHIP_TO);
    await world.settle();
    expect(world.proxy.isWaiting()).toBe(false);
    expect(await world.deliveriesOf(order.id)).toMatchObject([
      { status: "TOO_LATE", refusal: "ALREADY_PICKED" },
    ]);
    expect(await world.saleOf(order.id)).toMatchObject({
      revision: 0,
      shipments: [{ state: "picked", street: "Am Sandtorkai 30" }],
    });
  });

  test("to the address is noticed and stopped", async () => {
    const order = await world.place({ id: "elsewhere" });
    await world.sendElsewhere(order.id, "Holstenplatz 1");
    await world.followUntil(async () => (await world.divergencesOf(order.id)).length > 0);
    expect(await world.divergencesOf(order.id)).toMatchObject([{ status: "HELD" }]);
    expect(await world.saleOf(order.id)).toMatchObject({ shipments: [{ state: "draft", city: "Lübeck" }] });
    const [task] = await world.tasksOf(order.id, "SHIP_TO");
    await world.decide(task?.id ?? "", "PROPAGATE");
    await world.settle();
    expect(await world.saleOf(order.id)).toMatchObject({
      shipments: [{ state: "waiting", city: "Hamburg" }],
    });
  });

  test("to an address record that orders share is noticed, too", async () => {
    const order = await world.place({ id: "overwritten", shipTo: KIEL });
    const sale = await world.saleOf(order.id);
    const [address] = await world.read(
      "party.address",
      [
        ["party", "=", sale.party],
        ["city", "=", "Kiel"],
      ],
      ["id"],
    );
    await world.call("party.address.write", [address?.id], { street: "Wall 40" });
    await world.followUntil(async () => (await world.divergencesOf(order.id)).length > 0);
    expect(await world.saleOf(order.id)).toMatchObject({
      shipments: [{ state: "draft", street: "Wall 40" }],
    });
  });

  test("to the goods is followed from the list to the door", async () => {
    const order = await world.place({ id: "followed" });
    const statusIs = (status: string) => async () => (await world.parcelsOf(order.id))[0]?.status === status;
    await world.ship(order.id, "pick");
    await world.followUntil(statusIs("LABEL_CREATED"));
    expect(await world.workOf(order.id)).toMatchObject({ status: "IN_PROGRESS" });
    await world.call("stock.shipment.out.pack", [(await world.saleOf(order.id)).shipments[0]?.id]);
    await world.call("stock.shipment.out.done", [(await world.saleOf(order.id)).shipments[0]?.id]);
    await world.followUntil(statusIs("PICKED_UP"));
    const [row] = await world.rows<{ status: string }>(
      "SELECT fulfillment_status AS status FROM orders WHERE id = $1",
      [order.id],
    );
    expect(row?.status).toBe("FULFILLED");
    expect(await world.divergencesOf(order.id)).toEqual([]);
  });
});

describe.skipIf(!isInstalled)("goods that come back", () => {
  const returnOf = (externalId: string, reference: string, quantity: string): ExecutionCommand => ({
    ...{ kind: "RETURN", idempotencyKey: reference, reference, externalId },
    ...{ lines: [{ lineNumber: "1", quantity }], reason: "the labels are too small" },
  });

  test("are a complaint with a return sale, made once, and a return of ours when the warehouse has them", async () => {
    const order = await world.place({ id: "returned" });
    const { id } = await world.saleOf(order.id);
    expect(await apply(returnOf(String(id), "R-1", "3"))).toMatchObject({
      ...{ outcome: "REFUSED", refusal: "VALIDATION" },
      nativeMessage: "3 of line 1 are to come back, and 0 have left",
    });
    await world.ship(order.id, "done");
    world.proxy.loseAnswerOf("sale.complaint.create");
    expect(await apply(returnOf(String(id), "R-1", "3"))).toMatchObject({ outcome: "UNCERTAIN" });
    const first = await apply(returnOf(String(id), "R-1", "3"));
    expect(first).toMatchObject({ outcome: "ACCEPTED" });
    expect(await apply(returnOf(String(id), "R-1", "3"))).toEqual(first);
    const complaints = await world.read(
      "sale.complaint",
      [["reference", "=", "R-1"]],
      ["state", "description"],
    );
    expect(complaints).toMatchObject([{ state: "done", description: "the labels are too small" }]);
    const returns = await world.read(
      "sale.sale",
      [["origin", "=", `sale.complaint,${complaints[0]?.id}`]],
      [...["state", "shipment_returns"]],
    );
    expect(returns).toMatchObject([{ state: "processing" }]);
    expect(await world.salesOf(order.id)).toHaveLength(1);

    await world.call("stock.shipment.out.return.receive", returns[0]?.shipment_returns);
    const returned = () =>
      world.rows<{ status: string; kind: string; lines: unknown }>(
        "SELECT status, kind, lines FROM returns WHERE order_id = $1",
        [order.id],
      );
    await world.followUntil(async () => (await returned()).length > 0);
    expect(await returned()).toEqual([
      { status: "RECEIVED", kind: "CUSTOMER_RETURN", lines: [{ lineNumber: "1", quantity: "3" }] },
    ]);
  });
});

describe.skipIf(!isInstalled)("a return that a customer asks for", () => {
  test("is approved here, expected there, and received by the warehouse as the same return", async () => {
    const order = await world.place({ id: "asked back" });
    await world.ship(order.id, "done");
    const returns = () =>
      world.rows<{ number: string; status: string; fulfillment: string }>(
        `SELECT r.number, r.status, o.fulfillment_status AS fulfillment FROM orders o
           LEFT JOIN returns r ON r.order_id = o.id WHERE o.id = $1`,
        [order.id],
      );
    await world.followUntil(async () => (await returns())[0]?.fulfillment === "FULFILLED");
    const asked = await requestReturn(world.hub, FRONT_OFFICE, {
      ...{ idempotencyKey: "asked back", orderId: order.id, reason: "DAMAGED", note: "two are torn" },
      lines: [{ lineNumber: "1", quantity: "2" }],
    });
    if (!asked.ok) throw new Error(JSON.stringify(asked.userErrors));
    // Nobody knows yet that the goods have arrived, so a person decides.
    const approval = { idempotencyKey: "let it come", returnId: asked.value.returnId, expectedVersion: 1 };
    expect(
      await approveReturn(world.hub, FRONT_OFFICE, { ...approval, note: null, dryRun: false }),
    ).toMatchObject({ ok: true });
    const [{ number = "" } = {}] = await returns();
    const complaints = () =>
      world.read("sale.complaint", [["reference", "=", number]], ["state", "description"]);
    await world.followUntil(async () => (await complaints()).length > 0);
    const [complaint, ...more] = await complaints();
    expect(complaint).toMatchObject({ state: "done", description: "two are torn" });
    expect(more).toEqual([]);
    const [sale] = await world.read(
      "sale.sale",
      [["origin", "=", `sale.complaint,${complaint?.id}`]],
      ["shipment_returns"],
    );
    await world.call("stock.shipment.out.return.receive", sale?.shipment_returns);
    await world.followUntil(async () => (await returns())[0]?.status === "RECEIVED");
    expect(await returns()).toMatchObject([{ number, status: "RECEIVED" }]);
  });
});

describe.skipIf(!isInstalled)("a Tryton that breaks off", () => {
  test("while an order is made: it is made once, whichever answer was lost", async () => {
    for (const method of ["sale.sale.create", "sale.sale.quote", "sale.sale.confirm", "sale.sale.process"]) {
      world.proxy.loseAnswerOf(method);
      const order = await world.place({ id: `lost ${method}` });
      expect(world.proxy.isWaiting(), method).toBe(false);
      expect(await world.salesOf(order.id), method).toHaveLength(1);
      expect(await world.saleOf(order.id), method).toMatchObject({
        state: "processing",
        shipments: [{ state: "waiting" }],
      });
      expect(order.executionSync, method).toBe("IN_SYNC");
    }
  });

  test("while a change is made: it is made once, and nothing is left behind", async () => {
    const AT = ["sale.amendment.create", "stock.shipment.out.draft", "sale.amendment.validate_amendment"];
    for (const method of AT) {
      const order = await world.place({ id: `change lost ${method}` });
      world.proxy.loseAnswerOf(method);
      await world.ask(order.id, 1, SHIP_TO);
      await world.settle();
      expect(world.proxy.isWaiting(), method).toBe(false);
      expect(await world.deliveriesOf(order.id), method).toMatchObject([{ status: "APPLIED" }]);
      const sale = await world.saleOf(order.id);
      expect(sale, method).toMatchObject({ revision: 1, shipments: [{ state: "waiting", city: "Bremen" }] });
      expect(
        await world.read(
          "sale.amendment",
          [
            ["sale", "=", sale.id],
            ["state", "=", "draft"],
          ],
          ["id"],
        ),
        method,
      ).toEqual([]);
    }
  });

  test("is stopped and started in the middle: nothing is lost, nothing is double", async () => {
    const changed = await world.place({ id: "kept on" });
    world.proxy.cutBefore("sale.sale.confirm", () => world.tryton.stop("SIGKILL"));
    await world.say({ id: "cut off" });
    await world.ask(changed.id, 1, SHIP_TO);
    await world.work();
    expect(world.proxy.isWaiting()).toBe(false);
    await world.say({ id: "waited" });
    await world.work();
    await world.tryton.start();
    await world.settle();
    for (const id of ["cut off", "waited", "kept on"]) {
      const order = await world.orderOf(id);
      expect(await world.salesOf(order.id), id).toHaveLength(1);
      expect(await world.saleOf(order.id), id).toMatchObject({
        state: "processing",
        shipments: [{ state: "waiting" }],
      });
      expect(order.executionSync, id).toBe("IN_SYNC");
    }
    expect(await world.saleOf(changed.id)).toMatchObject({ revision: 1, shipments: [{ city: "Bremen" }] });
  });
});

describe.skipIf(!isInstalled)("both sides are compared with a real Tryton", () => {
  const compare = () => reconcileAll(world.hub, { now: true, newsMs: 0 });
  const openOf = (subject: string) =>
    world.rows<{ id: string; aspect: string; parcel: string | null; theirs: string | null }>(
      "SELECT id, aspect, parcel, theirs FROM differences WHERE subject = $1 AND settled_at IS NULL",
      [subject],
    );

  test("what the hub has forgotten is found, and so is a parcel that nobody has told of", async () => {
    const kept = await world.place({ id: "compared" });
    const lost = await world.place({ id: "lost here" });
    await world.ship(kept.id, "done");
    await forgetOrder(world, lost.id, "lost here");
    expect(await compare()).toMatchObject([{ connectionId: "erp" }]);
    expect(await openOf(lost.id)).toMatchObject([{ aspect: "UNKNOWN_HERE", theirs: lost.number }]);
    const known = await world.rows<{ id: string }>("SELECT id::text AS id FROM orders");
    const unknown = await world.rows<{ subject: string }>(
      "SELECT subject FROM differences WHERE aspect = 'UNKNOWN_HERE' AND settled_at IS NULL",
    );
    expect(unknown.filter(({ subject }) => known.some(({ id }) => id === subject))).toEqual([]);

    const parcel = (await openOf(kept.id)).find(({ aspect }) => aspect === "PARCEL_UNKNOWN_HERE");
    const [shipment] = (await world.saleOf(kept.id)).shipments;
    expect(parcel).toMatchObject({ parcel: String(shipment?.id) });
    const request = {
      idempotencyKey: "read again",
      differenceId: parcel?.id ?? "",
      act: "READ_AGAIN",
    } as const;
    expect(await settleDifference(world.hub, OPERATOR, request)).toMatchObject({ ok: true });
    await world.settle();
    expect(await world.parcelsOf(kept.id)).toMatchObject([
      { status: "PICKED_UP", externalId: String(shipment?.id) },
    ]);
    expect(await world.orderOf("compared")).toMatchObject({ fulfillmentStatus: "FULFILLED" });
    await compare();
    expect(await openOf(kept.id)).toEqual([]);
  });
});

test.skipIf(!isInstalled)("no work was parked and nothing failed that nobody foresaw", async () => {
  expect(await world.troubles()).toEqual([]);
});
