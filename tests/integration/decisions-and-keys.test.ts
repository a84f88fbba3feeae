import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { OrderChangeTarget } from "../../src/domain/order-change.js";
import type { Viewer } from "../../src/domain/viewer.js";
import { REVIEW_ACTIONS, type ReviewAction } from "../../src/domain/vocabulary.js";
import { resolveReviewTask } from "../../src/flows/acts/resolve-review-task.js";
import { changeOrder } from "../../src/flows/orders/change-order.js";
import { type OrderForm, takeOrder } from "../../src/flows/orders/take-order.js";
import { requestReturn } from "../../src/flows/returns/request-return.js";
import type { StoredOrder } from "../../src/store/writes/order.js";
import { openTasks } from "../../src/store/writes/review.js";
import { type ChangeWorld, startChangeWorld } from "../support/changes.js";
import { FRONT_OFFICE, STEWARD } from "../support/hub.js";
import { BREMEN, GREENFIELD, HAMBURG, KIEL } from "../support/orders.js";

let world: ChangeWorld;
beforeAll(async () => {
  world = await startChangeWorld("decisions");
});
afterAll(() => world.close());

const SHIP_TO: OrderChangeTarget = { kind: "SHIP_TO", shipTo: BREMEN };
const countOf = async (what: string, ...parameters: unknown[]): Promise<number> =>
  (await world.rows<{ n: number }>(`SELECT count(*)::int AS n FROM ${what}`, parameters))[0]?.n ?? -1;

const mail = (
  lines: readonly string[],
  subject: string,
  from = "einkauf@nordlicht-elektronik.example",
): string =>
  [
    `Message-ID: <${subject.replace(/\W/g, "")}@nordlicht.example>`,
    "Date: Fri, 13 Nov 2026 15:20:44 +0100",
    `From: Katrin Sommer <${from}>`,
    "To: orders@throughline.example",
    `Subject: ${subject}`,
    "MIME-Version: 1.0",
    'Content-Type: text/plain; charset="utf-8"',
    "",
    ...lines,
  ].join("\r\n");
const sendMail = async (text: string) => {
  const { messageId } = await world.send("mailbox", text, { contentType: "message/rfc822" });
  await world.settle();
  return world.message(messageId);
};

describe("a mail that asks for a change", () => {
  const asked = async (id: string) => {
    const order = await world.place({ id, poNumber: `PO-${id}` });
    const message = await sendMail(
      mail(
        [
          "Dear team,",
          "",
          `please change the delivery address of our order PO-${id} to:`,
          "",
          "Nordlicht Elektronik AG",
          "Konsul-Smidt-Straße 8",
          "28217 Bremen",
          "Germany",
          "",
          "Kind regards",
          "Katrin Sommer",
        ],
        `Order PO-${id}: new delivery address`,
      ),
    );
    expect(message).toMatchObject({
      status: "APPLIED",
      result: expect.stringContaining("waits for a person"),
    });
    const [task] = await world.tasksOf(order.id, "ORDER_CHANGE");
    return { order, taskId: task?.id ?? "" };
  };

  test("moves nothing until a person confirms it, and then arrives", async () => {
    const { order, taskId } = await asked("4711");
    expect(await world.orderOf("4711")).toMatchObject({ version: 1, shipTo: { city: "Hamburg" } });
    expect((await world.bogus.order(order.id)).order.shipTo?.city).toBe("Hamburg");
    expect(await world.decide(taskId, "RETRY")).toMatchObject({ userErrors: [{ code: "INVALID" }] });
    expect(await world.decide(taskId, "CONFIRM")).toMatchObject({ ok: true });
    await world.settle();
    expect((await world.bogus.order(order.id)).order.shipTo?.city).toBe("Bremen");
    expect(
      await world.rows("SELECT channel, requested_by FROM order_changes WHERE order_id = $1", [order.id]),
    ).toEqual([
      { channel: "EMAIL", requestedBy: "einkauf@nordlicht-elektronik.example, confirmed by stefan" },
    ]);
  });

  test("moves nothing at all if a person rejects it", async () => {
    const { order, taskId } = await asked("4712");
    expect(await world.decide(taskId, "REJECT")).toMatchObject({ ok: true });
    await world.settle();
    expect(await countOf("order_changes WHERE order_id = $1", order.id)).toBe(0);
  });

  test("is refused on CONFIRM once the order is canceled, and the task stays open", async () => {
    const { order, taskId } = await asked("4713");
    await world.ask(order.id, 1, { kind: "CANCEL" });
    await world.settle();
    expect(await world.decide(taskId, "CONFIRM")).toMatchObject({ userErrors: [{ code: "CANCELED" }] });
    expect(await world.tasksOf(order.id, "ORDER_CHANGE")).toMatchObject([{ status: "OPEN" }]);
  });

  test("of an order nobody knows goes to quarantine", async () => {
    const message = await sendMail(
      mail(
        [
          "please change the delivery address of our order PO-0000 to:",
          "Konsul-Smidt-Straße 8",
          "28217 Bremen",
        ],
        "Order PO-0000",
      ),
    );
    expect(message).toMatchObject({ status: "QUARANTINED", issues: [{ code: "ORDER_NOT_FOUND" }] });
  });
});

describe("the answers that fit", () => {
  const FITTING: Readonly<Record<string, readonly ReviewAction[]>> = {
    IDENTITY: ["MERGE", "NOT_A_MATCH"],
    ORDER: ["CONFIRM", "REJECT"],
    ORDER_CHANGE: ["CONFIRM", "REJECT", "RETRY", "DONE"],
    SHIP_TO: ["PROPAGATE", "ACCEPT_AS_IS"],
    ADDRESS_CORRECTION: ["DONE"],
  };
  test.each(Object.entries(FITTING))(
    "every other answer to %s is refused and leaves the task open",
    async (kind, fitting) => {
      const subjectKey = `fitting ${kind}`;
      await world.hub.store.transaction((tx) =>
        openTasks(tx, [
          {
            ...{ kind: kind as "ORDER", subjectKey, title: "?", details: {} },
            ...{ orderId: null, customerId: null, otherCustomerId: null },
          },
        ]),
      );
      const [{ id = "" } = {}] = await world.rows<{ id: string }>(
        "SELECT id FROM review_tasks WHERE subject_key = $1",
        [subjectKey],
      );
      for (const action of REVIEW_ACTIONS.filter((one) => !fitting.includes(one))) {
        expect(await world.decide(id, action), action).toMatchObject({
          ok: false,
          userErrors: [
            { field: "action", code: "INVALID", message: `this task takes ${fitting.join(" or ")}` },
          ],
        });
      }
      expect(await countOf("review_tasks WHERE id = $1 AND closed_at IS NULL", id)).toBe(1);
    },
  );

  test("a task that is closed, or is none, is not answered", async () => {
    const order = await world.place({ id: "closed" });
    await world.bogus.advance({ orders: [order.id], to: "LABEL", labelShipTo: KIEL });
    await world.settle();
    const [{ id = "" } = {}] = await world.tasksOf(order.id, "SHIP_TO");
    expect(await world.decide(id, "ACCEPT_AS_IS")).toMatchObject({ ok: true, value: { taskId: id } });
    expect(await world.decide(id, "PROPAGATE")).toMatchObject({
      userErrors: [{ code: "CLOSED", message: "stefan has answered this already: ACCEPT_AS_IS" }],
    });
    expect(await world.decide("00000000-0000-7000-8000-000000000000", "DONE")).toMatchObject({
      userErrors: [{ code: "NOT_FOUND" }],
    });
    expect(await world.decide("no id at all", "DONE")).toMatchObject({ userErrors: [{ code: "NOT_FOUND" }] });
  });

  test("of two people who answer at once, one is heard", async () => {
    const order = await world.place({ id: "two people" });
    await world.bogus.advance({ orders: [order.id], to: "LABEL", labelShipTo: KIEL });
    await world.settle();
    const [{ id = "" } = {}] = await world.tasksOf(order.id, "SHIP_TO");
    const answers = await Promise.all([world.decide(id, "ACCEPT_AS_IS"), world.decide(id, "PROPAGATE")]);
    expect(answers.map(({ ok }) => ok).sort()).toEqual([false, true]);
    await world.settle();
  });
});

describe("an order in doubt", () => {
  /** A fax or mail that leaves something open; the table in which it waits is what counts here. */
  const doubtful = async (id: string): Promise<{ order: StoredOrder; taskId: string }> => {
    const order = await world.place({ id, customer: { id: `doubt ${id}`, name: `Zweifel ${id}` } });
    return { order, taskId: await putInDoubt(order) };
  };
  const putInDoubt = async (order: StoredOrder): Promise<string> => {
    await world.hub.store.pool.query("UPDATE orders SET status = 'NEEDS_REVIEW' WHERE id = $1", [order.id]);
    await world.hub.store.transaction((tx) =>
      openTasks(tx, [
        {
          ...{ kind: "ORDER", subjectKey: order.id, title: "?", details: {} },
          ...{ orderId: order.id, customerId: null, otherCustomerId: null },
        },
      ]),
    );
    return (await world.tasksOf(order.id, "ORDER"))[0]?.id ?? "";
  };
  const line = {
    lineNumber: "1",
    sku: "TL-1001",
    description: null,
    quantity: "7",
    unit: null,
    unitPrice: "18.50",
  };

  test("is executed as a person has corrected it", async () => {
    const { taskId } = await doubtful("corrected");
    const corrections = { lines: [line], shipTo: BREMEN, poNumber: "PO-1" };
    expect(await world.decide(taskId, "CONFIRM", corrections)).toMatchObject({ ok: true });
    expect(await world.orderOf("corrected")).toMatchObject({
      ...{
        status: "CONFIRMED",
        poNumber: "PO-1",
        total: "129.50",
        shipTo: { city: "Bremen" },
        lines: [{ quantity: "7" }],
      },
    });
    await world.settle();
  });

  const WRONG = [
    ["a line twice", { lines: [line, line] }],
    ["nothing of a line", { lines: [{ ...line, quantity: "0" }] }],
    ["no lines", { lines: [] }],
  ] as const;
  test.each(WRONG)("is not confirmed with corrections that make no order: %s", async (name, corrections) => {
    const { order, taskId } = await doubtful(`wrong ${name}`);
    expect(await world.decide(taskId, "CONFIRM", corrections)).toMatchObject({
      userErrors: [{ code: "INVALID" }],
    });
    expect((await world.tasksOf(order.id, "ORDER"))[0]).toMatchObject({ status: "OPEN" });
  });

  test("ends here if a person rejects it", async () => {
    const { taskId } = await doubtful("rejected");
    expect(await world.decide(taskId, "REJECT")).toMatchObject({ ok: true });
    expect((await world.orderOf("rejected")).status).toBe("CANCELED");
  });
});

describe("a key", () => {
  const change = (
    order: StoredOrder,
    idempotencyKey: string,
    targets: OrderChangeTarget[] = [SHIP_TO],
    viewer: Viewer = FRONT_OFFICE,
  ) =>
    changeOrder(world.hub, viewer, {
      ...{ idempotencyKey, orderId: order.id, expectedVersion: order.version, targets },
      ...{ channel: "WEB" as const, reason: null },
    });

  test("with the same request gets the same answer, with another one is refused", async () => {
    const order = await world.place({ id: "key" });
    const first = await change(order, "k-1");
    expect(first).toMatchObject({ ok: true });
    expect(await change(order, "k-1")).toEqual(first);
    const other = await change(order, "k-1", [{ kind: "CANCEL" }]);
    expect(other).toMatchObject({ userErrors: [{ field: "idempotencyKey", code: "IDEMPOTENCY_MISMATCH" }] });
    expect(await change({ ...order, version: 2 }, "k-1", [{ kind: "CANCEL" }], STEWARD)).toMatchObject({
      ok: true,
    });
    expect(await countOf("order_changes WHERE order_id = $1", order.id)).toBe(2);
    await world.settle();
  });

  test("of a refused request can be used again", async () => {
    const order = await world.place({ id: "mended" });
    const missing: OrderChangeTarget = { kind: "QUANTITY", lineNumber: "9", quantity: "1" };
    expect(await change(order, "k-2", [missing])).toMatchObject({
      userErrors: [{ code: "NOT_FOUND", field: "targets.0.lineNumber" }],
    });
    expect(await change(order, "k-2")).toMatchObject({ ok: true });
    await world.settle();
  });

  test("of twenty identical requests at once has one effect and twenty equal answers", async () => {
    const order = await world.place({ id: "twenty" });
    const changes = await Promise.all(Array.from({ length: 20 }, () => change(order, "k-3")));
    expect(new Set(changes.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(changes[0]).toMatchObject({ ok: true });
    expect(await countOf("order_changes WHERE order_id = $1", order.id)).toBe(1);
    await world.settle();
    await world.bogus.advance({ orders: [order.id], to: "DELIVERED" });
    await world.settle();
    const returns = await Promise.all(
      Array.from({ length: 20 }, () =>
        requestReturn(world.hub, FRONT_OFFICE, {
          ...{ idempotencyKey: "k-4", orderId: order.id, reason: null, note: null },
          lines: [{ lineNumber: "1", quantity: "6" }],
        }),
      ),
    );
    for (const answer of returns) expect(answer).toEqual(returns[0]);
    expect(returns[0]).toMatchObject({ ok: true });
    expect(await countOf("returns WHERE order_id = $1", order.id)).toBe(1);
  });

  const REFUSED: readonly (readonly [string, readonly OrderChangeTarget[], string, string])[] = [
    ["a quantity of nothing", [{ kind: "QUANTITY", lineNumber: "1", quantity: "0" }], "INVALID", "targets.0"],
    ["less than nothing", [{ kind: "QUANTITY", lineNumber: "1", quantity: "-3" }], "INVALID", "targets.0"],
    [
      "a total beyond counting",
      [
        { kind: "PRICE", lineNumber: "1", unitPrice: "99999999999999" },
        { kind: "QUANTITY", lineNumber: "1", quantity: "99999999999999" },
      ],
      "INVALID",
      "targets.1",
    ],
    [
      "a line number that is taken",
      [
        {
          kind: "ADD_LINE",
          line: { lineNumber: "1", sku: "X", description: null, quantity: "1", unit: null, unitPrice: null },
        },
      ],
      "INVALID",
      "targets.0",
    ],
    [
      "a line that an earlier target removes",
      [
        { kind: "REMOVE_LINE", lineNumber: "1" },
        { kind: "QUANTITY", lineNumber: "1", quantity: "2" },
      ],
      "NOT_FOUND",
      "targets.1.lineNumber",
    ],
    [
      "no line left",
      [
        { kind: "REMOVE_LINE", lineNumber: "1" },
        { kind: "REMOVE_LINE", lineNumber: "2" },
      ],
      "INVALID",
      "targets",
    ],
    [
      "what is so already",
      [{ kind: "SHIP_TO", shipTo: { ...HAMBURG, lines: ["am sandtorkai 30"] } }],
      "NOTHING_TO_CHANGE",
      "targets",
    ],
    ["no targets", [], "INVALID", "targets"],
    ["no number", [{ kind: "QUANTITY", lineNumber: "1", quantity: "1e3" }], "INVALID", "targets.0.quantity"],
    [
      "a NUL",
      [{ kind: "QUALITY", lineNumber: "1", description: "a\u0000b" }],
      "INVALID",
      "targets.0.description",
    ],
    [
      "half a character",
      [{ kind: "SHIP_TO", shipTo: { ...BREMEN, city: "Bre\ud800men" } }],
      "INVALID",
      "targets.0.shipTo.city",
    ],
  ];
  test.each(REFUSED)("does not help what cannot be: %s", async (name, targets, code, field) => {
    const order = await world.place({ id: `cannot ${name}` });
    expect(await change(order, `k ${name}`, [...targets])).toMatchObject({
      ok: false,
      userErrors: [{ code, field }],
    });
    expect((await world.orderOf(`cannot ${name}`)).version).toBe(1);
  });
});

describe("a customer", () => {
  test("cannot touch another's order, and cannot tell it from one that is not there", async () => {
    const mine = await world.place({ id: "mine" });
    const theirs = await world.place({ id: "theirs", customer: GREENFIELD });
    expect(mine.customerId).not.toBe(theirs.customerId);
    const viewer: Viewer = { subject: "katrin", role: "CUSTOMER", customerId: mine.customerId };
    let keys = 0;
    const change = (orderId: string) =>
      changeOrder(world.hub, viewer, {
        ...{ idempotencyKey: `c-${++keys}`, orderId, expectedVersion: 1, targets: [SHIP_TO] },
        ...{ channel: "WEB" as const, reason: null },
      });
    const giveBack = (orderId: string) =>
      requestReturn(world.hub, viewer, {
        ...{ idempotencyKey: `c-${++keys}`, orderId, reason: null, note: null },
        lines: [{ lineNumber: "1", quantity: "1" }],
      });
    const nowhere = "01a1ffe5-e81a-74da-be6a-b8c63f178ac8";
    expect(await change(theirs.id)).toEqual(await change(nowhere));
    expect(await giveBack(theirs.id)).toEqual(await giveBack(nowhere));
    expect(await change("x")).toEqual(await change(nowhere));
    expect((await world.orderOf("theirs")).version).toBe(1);
    expect(await change(mine.id)).toMatchObject({ ok: true });
    await world.settle();
  });
});

describe("an order taken on the phone", () => {
  const form = (formId: string, quantity = "3"): OrderForm => ({
    ...{ callId: "call-1", formId, callerNumber: null, agentId: "frieda", startedAt: "2026-11-05T10:00:00Z" },
    savedAt: quantity === "3" ? "2026-11-05T10:05:00Z" : "2026-11-05T10:09:00Z",
    customer: {
      ...{ code: null, kind: null, name: "James O'Connor", department: null, contactName: null },
      ...{
        phone: "+353 87 555 0134",
        email: null,
        taxId: null,
        address: { ...HAMBURG, lines: [...HAMBURG.lines] },
      },
    },
    ...{ poNumber: null, currency: "EUR", shipTo: null, requestedDate: null, note: null },
    lines: [{ lineNumber: null, sku: "TL-1002", description: null, quantity, unit: null, unitPrice: "2.95" }],
  });
  const take = (idempotencyKey: string, one: OrderForm) =>
    takeOrder(world.hub, FRONT_OFFICE, { idempotencyKey, form: one });

  test("is taken once, however often the button is pressed, and every press gets the same answer", async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => take("t-1", form("f-1"))));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ ok: true });
    expect(await countOf("orders WHERE external_id = 'call-1/f-1'")).toBe(1);
    expect(await take("t-1", form("f-2"))).toMatchObject({ userErrors: [{ code: "IDEMPOTENCY_MISMATCH" }] });
  });

  test("that is saved again is a later version of the same order", async () => {
    const first = await take("t-2", form("f-3"));
    const second = await take("t-3", form("f-3", "5"));
    if (!first.ok || !second.ok) throw new Error(JSON.stringify([first, second]));
    expect(second.value.orderId).toBe(first.value.orderId);
    expect(await world.orderOf("call-1/f-3")).toMatchObject({ version: 2, lines: [{ quantity: "5" }] });
    await world.settle();
  });

  test("that is none is kept and says why", async () => {
    expect(await take("t-4", form("f-4", "-5"))).toMatchObject({
      ok: false,
      userErrors: [{ code: "NOT_UNDERSTOOD" }],
    });
    expect(await take("t-4", form("f-4", "-5"))).toMatchObject({
      ok: false,
      userErrors: [{ code: "NOT_UNDERSTOOD" }],
    });
  });
});

test("a decision is made once per key", async () => {
  const order = await world.place({ id: "once per key" });
  await world.bogus.advance({ orders: [order.id], to: "LABEL", labelShipTo: KIEL });
  await world.settle();
  const [{ id: taskId = "" } = {}] = await world.tasksOf(order.id, "SHIP_TO");
  const answer = {
    idempotencyKey: "d-1",
    taskId,
    action: "PROPAGATE",
    note: "seen",
    corrections: null,
  } as const;
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => resolveReviewTask(world.hub, STEWARD, answer)),
  );
  expect(new Set(answers.map((one) => JSON.stringify(one))).size).toBe(1);
  expect(await world.tasksOf(order.id, "SHIP_TO")).toMatchObject([
    { status: "RESOLVED", resolution: "PROPAGATE: seen" },
  ]);
  expect(await countOf("order_changes WHERE order_id = $1", order.id)).toBe(1);
  await world.settle();
});

test("no work was parked and nothing failed that nobody foresaw", async () => {
  await world.settle();
  expect(await world.troubles()).toEqual([]);
});
