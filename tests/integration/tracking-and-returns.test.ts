import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DEFAULT_PARCEL_SETTINGS } from "../../src/domain/parcel-settings.js";
import type { Viewer } from "../../src/domain/viewer.js";
import type { ExceptionReason, ShipmentStatus } from "../../src/domain/vocabulary.js";
import type { ReceivedMessage } from "../../src/flows/receiving/receive.js";
import { requestReturn } from "../../src/flows/returns/request-return.js";
import { sweep } from "../../src/flows/work/sweep.js";
import { type ChangeWorld, startChangeWorld } from "../support/changes.js";
import { FRONT_OFFICE, READING } from "../support/hub.js";
import { BREMEN, HAMBURG, KIEL } from "../support/orders.js";

let world: ChangeWorld;
beforeAll(async () => {
  // What was delivered on a day of long ago would be decided by today's date: here a person is always asked.
  world = await startChangeWorld("tracking", { parcels: { ...DEFAULT_PARCEL_SETTINGS, approval: [] } });
});
afterAll(() => world.close());

const at = (minute: number): string => `2026-11-06T08:${String(minute).padStart(2, "0")}:00Z`;
let deliveries = 0;
/** An event as the warehouse sends it; each call is a delivery of its own. */
const report = (type: string, occurredAt: string, data: Record<string, unknown>): Promise<ReceivedMessage> =>
  world.send(
    "warehouse",
    JSON.stringify({ type, timestamp: occurredAt, nonce: ++deliveries, data: { ...data, occurredAt } }),
  );

const shipment = (
  orderId: string,
  minute: number,
  status: ShipmentStatus,
  extra: Record<string, unknown> = {},
) =>
  report("shipment.updated", at(minute), {
    ...{
      externalId: `S-${orderId}`,
      fulfillmentOrderExternalId: "BO-1",
      reference: orderId,
      status,
      carrier: "bx",
    },
    ...{ trackingNumber: `T-${orderId}`, shipTo: HAMBURG, estimatedDelivery: null, lines: [] },
    ...extra,
  });
const tracking = (
  orderId: string,
  minute: number,
  status: ShipmentStatus,
  reason: ExceptionReason | null = null,
) =>
  report("tracking.reported", at(minute), {
    ...{
      trackingNumber: `T-${orderId}`,
      carrier: "bx",
      status,
      reason,
      code: null,
      description: null,
      location: null,
    },
  });
const cameBack = (orderId: string, minute: number, extra: Record<string, unknown> = {}) =>
  report("return.received", at(minute), {
    ...{ externalId: `R-${orderId}`, reference: orderId, trackingNumber: `T-${orderId}` },
    ...{ kind: "UNDELIVERABLE", reason: "RECIPIENT_MOVED", lines: [], ...extra },
  });

const parcelOf = async (orderId: string) =>
  (
    await world.rows<{ status: ShipmentStatus; events: number }>(
      "SELECT s.status, (SELECT count(*)::int FROM tracking_events WHERE shipment_id = s.id) AS events FROM shipments s WHERE order_id = $1",
      [orderId],
    )
  )[0];
const returnsOf = (orderId: string) =>
  world.rows<{ id: string; kind: string; status: string; cause: string | null; reason: string | null }>(
    "SELECT id, kind, status, cause, reason FROM returns WHERE order_id = $1 ORDER BY opened_at",
    [orderId],
  );
const placed = async (id: string): Promise<string> => (await world.place({ id })).id;

describe("a label that was printed anew is the parcel's, though its carrier was heard first", () => {
  const REPORTS = {
    older: (orderId: string) => shipment(orderId, 2, "LABEL_CREATED", { shipTo: BREMEN }),
    younger: (orderId: string) => shipment(orderId, 3, "PICKED_UP", { shipTo: KIEL }),
  };
  const said = (orderId: string) =>
    world.rows<{ city: string; status: string }>(
      "SELECT found->>'city' AS city, status FROM ship_to_divergences WHERE order_id = $1 ORDER BY city",
      [orderId],
    );

  // They may be read at the same time, and then either is the first.
  test.each([
    { order: ["younger", "older"] as const, divergences: [{ city: "Kiel", status: "ESCAPED" }] },
    {
      order: ["older", "younger"] as const,
      divergences: [
        { city: "Bremen", status: "PROPAGATED" },
        { city: "Kiel", status: "ESCAPED" },
      ],
    },
  ])("the $order report comes first", async ({ order: reports, divergences }) => {
    const order = await world.place({ id: `label anew, ${reports[0]}` });
    await shipment(order.id, 1, "LABEL_CREATED");
    await tracking(order.id, 9, "IN_TRANSIT");
    await world.settle();
    for (const report of reports) {
      await REPORTS[report](order.id);
      await world.settle();
    }
    expect(
      await world.rows("SELECT status, ship_to->>'city' AS city FROM shipments WHERE order_id = $1", [
        order.id,
      ]),
    ).toEqual([{ status: "IN_TRANSIT", city: "Kiel" }]);
    // It left with it: nobody would be told if only the carrier's word counted.
    expect(await said(order.id)).toEqual(divergences);
    const asked = (await world.tasksOf(order.id, "SHIP_TO")).filter(({ closedAt }) => closedAt === null);
    expect(asked).toHaveLength(1);
  });

  test("what another parcel bears is still on its way", async () => {
    const order = await world.place({ id: "two labels" });
    const bremen = { shipTo: BREMEN };
    await shipment(order.id, 1, "PICKED_UP", bremen);
    await shipment(order.id, 1, "PICKED_UP", {
      ...bremen,
      externalId: "S-2",
      trackingNumber: `T2-${order.id}`,
    });
    await world.settle();
    await shipment(order.id, 2, "IN_TRANSIT", { shipTo: HAMBURG });
    await world.settle();
    expect(await said(order.id)).toEqual([{ city: "Bremen", status: "ESCAPED" }]);
    await shipment(order.id, 2, "IN_TRANSIT", { externalId: "S-2", trackingNumber: `T2-${order.id}` });
    await world.settle();
    expect(await said(order.id)).toEqual([{ city: "Bremen", status: "PROPAGATED" }]);
  });
});

describe("a parcel's state", () => {
  type Event = readonly [number, ShipmentStatus];
  const JOURNEY: readonly Event[] = [
    [10, "IN_TRANSIT"],
    [20, "OUT_FOR_DELIVERY"],
    [30, "DELIVERY_FAILED"],
    [40, "OUT_FOR_DELIVERY"],
    [50, "DELIVERED"],
  ];
  const ORDERS: readonly (readonly [string, readonly Event[], ShipmentStatus])[] = [
    ["in order", JOURNEY, "DELIVERED"],
    ["in reverse", [...JOURNEY].reverse(), "DELIVERED"],
    ["twice", [...JOURNEY, ...JOURNEY], "DELIVERED"],
    [
      "with the last one first",
      [
        [50, "DELIVERED"],
        [10, "IN_TRANSIT"],
        [20, "OUT_FOR_DELIVERY"],
      ],
      "DELIVERED",
    ],
    ["and turns back after it was delivered", [...JOURNEY, [55, "RETURN_TO_SENDER"]], "RETURN_TO_SENDER"],
    [
      "and turns back, which is heard before that it was delivered",
      [[55, "RETURN_TO_SENDER"], ...JOURNEY],
      "RETURN_TO_SENDER",
    ],
    [
      "and lies unknown for a while",
      [
        [10, "IN_TRANSIT"],
        [20, "UNKNOWN"],
      ],
      "IN_TRANSIT",
    ],
    [
      "of one minute, delivered first",
      [
        [50, "DELIVERED"],
        [50, "OUT_FOR_DELIVERY"],
      ],
      "DELIVERED",
    ],
    [
      "of one minute, delivered last",
      [
        [50, "OUT_FOR_DELIVERY"],
        [50, "DELIVERED"],
      ],
      "DELIVERED",
    ],
  ];
  test.each(ORDERS)("is the same however its events arrive: %s", async (name, events, expected) => {
    const id = await placed(`journey ${name}`);
    await shipment(id, 5, "PICKED_UP");
    for (const [minute, status] of events) {
      await tracking(id, minute, status);
      if (name === "in reverse" || name.includes("is heard before")) await world.work();
    }
    await world.settle();
    const distinct = new Set(events.map(String)).size;
    expect(await parcelOf(id)).toEqual({ status: expected, events: distinct });
    const order = await world.orderOf(`journey ${name}`);
    expect(order.fulfillmentStatus).toBe("FULFILLED");
    expect(order.status).toBe(
      events.some(([, status]) => status === "DELIVERED") ? "COMPLETED" : "CONFIRMED",
    );
  });

  test("does not go back to the house, and a late label does not change where it went", async () => {
    const id = await placed("late label");
    await shipment(id, 5, "LABEL_CREATED");
    await shipment(id, 9, "PICKED_UP");
    await shipment(id, 7, "LABEL_CREATED", { shipTo: KIEL });
    await world.settle();
    expect(await parcelOf(id)).toMatchObject({ status: "PICKED_UP" });
    expect(
      await world.rows("SELECT ship_to->>'city' AS city FROM shipments WHERE order_id = $1", [id]),
    ).toEqual([{ city: "Hamburg" }]);
    expect(await world.tasksOf(id)).toEqual([]);
  });
});

describe("a tracking number nobody knows", () => {
  test("waits, and is applied when the parcel comes to light", async () => {
    const id = await placed("waits");
    const { messageId } = await tracking(id, 20, "OUT_FOR_DELIVERY");
    await world.work();
    expect(await world.message(messageId)).toMatchObject({
      status: "APPLIED",
      result: `parcel T-${id} is not known yet: kept until it comes`,
    });
    await shipment(id, 5, "PICKED_UP");
    await world.settle();
    expect(await world.message(messageId)).toMatchObject({ status: "APPLIED" });
    expect(await parcelOf(id)).toEqual({ status: "OUT_FOR_DELIVERY", events: 1 });
  });

  test("waits however the two cross, and whoever was killed before waking it", async () => {
    const id = await placed("crossed");
    const { messageId } = await tracking(id, 20, "OUT_FOR_DELIVERY");
    await shipment(id, 5, "PICKED_UP");
    await world.settle();
    expect(await parcelOf(id)).toEqual({ status: "OUT_FOR_DELIVERY", events: 1 });
    await world.rows("INSERT INTO awaited VALUES ($1, $2)", [`tracking:T-${id}`, messageId]);
    await sweep(world.hub);
    expect(await world.message(messageId)).toMatchObject({ status: "RECEIVED" });
    await world.settle();
    expect(await world.rows("SELECT * FROM awaited")).toEqual([]);
    expect(await parcelOf(id)).toEqual({ status: "OUT_FOR_DELIVERY", events: 1 });
  });
});

describe("a parcel that comes back", () => {
  const SEQUENCES: readonly (readonly [string, readonly ("turns" | "back" | "returned")[]])[] = [
    ["the carrier tells first", ["turns", "returned", "back"]],
    ["the warehouse tells first", ["back", "turns", "returned"]],
    ["everybody tells twice", ["turns", "turns", "back", "back", "returned"]],
    ["only the warehouse tells", ["back"]],
  ];
  test.each(SEQUENCES)("is one return with its cause and one task: %s", async (name, sequence) => {
    const id = await placed(`back ${name}`);
    await shipment(id, 5, "PICKED_UP");
    for (const step of sequence) {
      if (step === "turns") await tracking(id, 30, "RETURN_TO_SENDER", "RECIPIENT_MOVED");
      if (step === "returned") await tracking(id, 50, "RETURNED", "RECIPIENT_MOVED");
      if (step === "back") await cameBack(id, 55);
      await world.work(READING);
    }
    await world.settle();
    expect(await returnsOf(id)).toMatchObject([
      {
        ...{ kind: "UNDELIVERABLE", status: "RECEIVED", reason: "RECIPIENT_MOVED" },
        cause: expect.stringMatching(
          /recipient moved; the label bore the order's own address \(Am Sandtorkai 30/,
        ),
      },
    ]);
    expect(await world.tasksOf(id)).toMatchObject([{ kind: "ADDRESS_CORRECTION" }]);
    expect((await world.orderOf(`back ${name}`)).returnStatus).toBe("RETURNED");
  });

  test("before its way out is known waits for it, and is still one return", async () => {
    const id = await placed("back too early");
    const { messageId } = await cameBack(id, 55);
    await world.work();
    expect(await world.message(messageId)).toMatchObject({
      status: "APPLIED",
      result: `parcel T-${id} is not known yet: kept until it comes`,
    });
    await shipment(id, 5, "PICKED_UP");
    await tracking(id, 30, "RETURN_TO_SENDER", "RECIPIENT_MOVED");
    await world.settle();
    expect(await returnsOf(id)).toMatchObject([{ status: "RECEIVED" }]);
  });

  test("is on its way back until it is there", async () => {
    const id = await placed("on its way back");
    await shipment(id, 5, "PICKED_UP");
    await tracking(id, 30, "RETURN_TO_SENDER", "REFUSED");
    await world.settle();
    expect(await returnsOf(id)).toMatchObject([{ kind: "REFUSED", status: "IN_TRANSIT" }]);
    expect(await world.tasksOf(id)).toEqual([]);
    expect((await world.orderOf("on its way back")).returnStatus).toBe("IN_PROGRESS");
  });

  test("names the change that was missing when the label bore the old address", async () => {
    const order = await world.place({ id: "missing change" });
    await world.bogus.mode({ mode: "stale-409", operation: "AMEND", reference: order.id, times: 6 });
    await world.ask(order.id, 1, { kind: "SHIP_TO", shipTo: BREMEN });
    await world.settle();
    await shipment(order.id, 5, "PICKED_UP");
    await tracking(order.id, 30, "RETURN_TO_SENDER", "RECIPIENT_MOVED");
    await world.settle();
    const today = new Date().toISOString().slice(0, 10);
    expect((await returnsOf(order.id))[0]?.cause).toBe(
      `the carrier says recipient moved; the label bore Am Sandtorkai 30, 20457, Hamburg, DE instead of Konsul-Smidt-Straße 8, 28217, Bremen, DE, because change 1 of ${today} was conflict at warehouse.`,
    );
  });

  test("has another cause when it comes out late that it bore another label", async () => {
    const id = await placed("label heard late");
    await shipment(id, 2, "LABEL_CREATED", { shipTo: BREMEN });
    await tracking(id, 30, "RETURN_TO_SENDER", "RECIPIENT_MOVED");
    await world.settle();
    expect((await returnsOf(id))[0]?.cause).toMatch(/the label bore Konsul-Smidt-Straße 8.* instead of/);
    for (let times = 0; times < 2; times += 1) {
      await shipment(id, 5, "PICKED_UP");
      await world.settle();
    }
    const cause = expect.stringMatching(/the label bore the order's own address \(Am Sandtorkai 30/);
    const [found] = await returnsOf(id);
    expect(found).toMatchObject({ status: "IN_TRANSIT", cause });
    expect(
      await world.rows(
        `SELECT cause_kind, preventable, cause_details->'used'->'address'->>'city' AS used FROM returns WHERE order_id = $1`,
        [id],
      ),
    ).toEqual([{ causeKind: "ADDRESS_OUT_OF_DATE", preventable: false, used: "Hamburg" }]);
    const acts = "SELECT act, actor, note FROM return_events WHERE return_id = $1 ORDER BY recorded_at, id";
    expect(await world.rows(acts, [found?.id])).toMatchObject([
      { act: "OPEN" },
      { act: "FIND_CAUSE", actor: "hub", note: cause },
    ]);
    expect(
      await world.rows(
        "SELECT details->>'cause' AS cause, details->'used'->>'city' AS used FROM review_tasks WHERE order_id = $1 AND kind = 'ADDRESS_CORRECTION'",
        [id],
      ),
    ).toEqual([{ cause, used: "Hamburg" }]);
  });

  test("from the bogus system, all the way", async () => {
    const order = await world.place({ id: "all the way" });
    await world.bogus.advance({ orders: [order.id], to: "UNDELIVERABLE", reason: "ADDRESS_NOT_FOUND" });
    await world.bogus.advance({ orders: [order.id], to: "RETURNED", reason: "ADDRESS_NOT_FOUND" });
    await world.settle();
    expect(await returnsOf(order.id)).toMatchObject([
      { kind: "UNDELIVERABLE", status: "RECEIVED", reason: "ADDRESS_NOT_FOUND" },
    ]);
    expect(await world.tasksOf(order.id)).toMatchObject([{ kind: "ADDRESS_CORRECTION" }]);
  });
});

describe("asking for a return", () => {
  let keys = 0;
  const ask = (
    orderId: string,
    lines: readonly (readonly [string, string])[],
    viewer: Viewer = FRONT_OFFICE,
  ) =>
    requestReturn(world.hub, viewer, {
      ...{ idempotencyKey: `return-${++keys}`, orderId, reason: null, note: null },
      lines: lines.map(([lineNumber, quantity]) => ({ lineNumber, quantity })),
    });
  let shipped = "";
  beforeAll(async () => {
    shipped = await placed("half shipped");
    await shipment(shipped, 5, "PICKED_UP", { lines: [{ lineNumber: "1", quantity: "4" }] });
    await world.settle();
  });

  const REFUSED: readonly (readonly [
    string,
    readonly (readonly [string, string])[],
    string,
    string | null,
  ])[] = [
    ["more than was shipped", [["1", "5"]], "TOO_MANY", "lines.0.quantity"],
    ["what was not shipped", [["2", "1"]], "TOO_MANY", "lines.0.quantity"],
    ["a line nobody ordered", [["9", "1"]], "NOT_FOUND", "lines.0.lineNumber"],
    ["nothing", [], "INVALID", "lines"],
    [
      "a line twice",
      [
        ["1", "1"],
        ["1", "1"],
      ],
      "INVALID",
      "lines",
    ],
    ["less than nothing", [["1", "-1"]], "INVALID", "lines.0.quantity"],
    ["words", [["1", "all of it"]], "INVALID", "lines.0.quantity"],
  ];
  test.each(REFUSED)("is refused for %s", async (_name, lines, code, field) => {
    expect(await ask(shipped, lines)).toMatchObject({ ok: false, userErrors: [{ code, field }] });
    expect(await returnsOf(shipped)).toEqual([]);
  });

  test("is refused while nothing has left the house", async () => {
    const id = await placed("nothing shipped");
    expect(await ask(id, [["1", "1"]])).toMatchObject({ ok: false, userErrors: [{ code: "NOT_SHIPPED" }] });
  });

  test("counts what is on its way back already, and is met by the goods when they come", async () => {
    const id = await placed("met");
    await shipment(id, 5, "DELIVERED");
    await world.settle();
    expect(await ask(id, [["1", "6"]])).toMatchObject({ ok: true });
    expect(await ask(id, [["1", "5"]])).toMatchObject({
      userErrors: [{ code: "TOO_MANY", message: "at most 4 of line 1 can come back" }],
    });
    expect((await world.orderOf("met")).returnStatus).toBe("RETURN_REQUESTED");
    const goods = {
      kind: "CUSTOMER_RETURN",
      reason: null,
      trackingNumber: null,
      lines: [{ lineNumber: "1", quantity: "6" }],
    };
    await cameBack(id, 55, goods);
    await world.settle();
    await cameBack(id, 55, goods);
    await world.settle();
    expect(await returnsOf(id)).toMatchObject([{ kind: "CUSTOMER_RETURN", status: "RECEIVED" }]);
    expect((await world.orderOf("met")).returnStatus).toBe("RETURNED");
  });
});

test("no work was parked and nothing failed that nobody foresaw", async () => {
  expect(await world.troubles()).toEqual([]);
});
