import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ExceptionReason, ShipmentStatus } from "../../src/domain/vocabulary.js";
import { type ChangeWorld, startChangeWorld } from "../support/changes.js";
import { READING } from "../support/hub.js";
import { HAMBURG } from "../support/orders.js";

let world: ChangeWorld;
beforeAll(async () => {
  world = await startChangeWorld("corrections");
});
afterAll(() => world.close());

const at = (minute: number): string => `2026-11-06T08:${String(minute).padStart(2, "0")}:00Z`;
let deliveries = 0;
const report = (type: string, minute: number, data: Record<string, unknown>) =>
  world.send(
    "warehouse",
    JSON.stringify({
      type,
      timestamp: at(minute),
      nonce: ++deliveries,
      data: { ...data, occurredAt: at(minute) },
    }),
  );
const shipment = (orderId: string, minute: number, status: ShipmentStatus, extra: object = {}) =>
  report("shipment.updated", minute, {
    ...{
      externalId: `S-${orderId}`,
      fulfillmentOrderExternalId: "BO-1",
      reference: orderId,
      status,
      carrier: "bx",
    },
    ...{ trackingNumber: `T-${orderId}`, shipTo: HAMBURG, estimatedDelivery: null, lines: [], ...extra },
  });
interface Said {
  readonly reason?: ExceptionReason;
  readonly eventId?: string;
  readonly corrects?: string;
  readonly estimatedDelivery?: string;
  readonly zoneUnknown?: boolean;
}
const tracking = (orderId: string, minute: number, status: ShipmentStatus, said: Said = {}) =>
  report("tracking.reported", minute, {
    ...{ trackingNumber: `T-${orderId}`, carrier: "bx", status, reason: null, code: null, description: null },
    ...{ location: null, ...said },
  });
const parcelOf = async (orderId: string) =>
  (
    await world.rows<{
      status: string;
      deliveredAt: Date | null;
      estimatedDelivery: string | null;
      corrected: number;
    }>(
      `SELECT s.status, s.delivered_at, s.estimated_delivery,
              (SELECT count(*)::int FROM tracking_events WHERE shipment_id = s.id AND corrected_at IS NOT NULL) AS corrected
         FROM shipments s WHERE order_id = $1`,
      [orderId],
    )
  )[0];
const returnsOf = (orderId: string) =>
  world.rows<{ status: string }>("SELECT status FROM returns WHERE order_id = $1", [orderId]);
const left = async (id: string): Promise<string> => {
  const order = await world.place({ id });
  await shipment(order.id, 5, "PICKED_UP");
  await world.settle();
  return order.id;
};

describe("an event that its sender takes back", () => {
  const ORDERS = ["after it", "before it", "twice, on both sides"] as const;
  test.each(ORDERS)("counts no more and stays to be seen: %s", async (order) => {
    const id = await left(`delivered by mistake ${order}`);
    const delivered = () => tracking(id, 30, "DELIVERED", { eventId: "e-30" });
    const correction = () => tracking(id, 30, "DELIVERED", { corrects: "e-30" });
    const steps = { "after it": [delivered, correction], "before it": [correction, delivered] }[
      order as "after it" | "before it"
    ] ?? [correction, delivered, correction, delivered];
    await tracking(id, 20, "OUT_FOR_DELIVERY");
    for (const step of steps) {
      await step();
      await world.work(READING);
    }
    await world.settle();
    expect(await parcelOf(id)).toMatchObject({ status: "OUT_FOR_DELIVERY", deliveredAt: null, corrected: 1 });
    expect((await world.orderOf(`delivered by mistake ${order}`)).status).toBe("CONFIRMED");
  });

  test("is not taken back by another sender who guesses its id", async () => {
    const id = await left("guessed");
    await tracking(id, 30, "DELIVERED", { eventId: "e-30" });
    await world.settle();
    await world.rows("UPDATE tracking_events SET connection_id = 'elsewhere' WHERE source_event_id = 'e-30'");
    await tracking(id, 30, "DELIVERED", { corrects: "e-30" });
    await world.settle();
    expect(await parcelOf(id)).toMatchObject({ status: "DELIVERED", corrected: 0 });
  });

  test("takes along the return it had opened; and the parcel may come back after all", async () => {
    const id = await left("did not turn round");
    await tracking(id, 30, "RETURN_TO_SENDER", { reason: "RECIPIENT_MOVED", eventId: "e-30" });
    await world.settle();
    expect(await returnsOf(id)).toEqual([{ status: "IN_TRANSIT" }]);
    await tracking(id, 30, "RETURN_TO_SENDER", { corrects: "e-30" });
    await world.settle();
    expect(await returnsOf(id)).toEqual([{ status: "CANCELED" }]);
    expect(await world.tasksOf(id)).toMatchObject([
      { status: "RESOLVED", resolution: "the carrier took it back" },
    ]);
    expect((await world.orderOf("did not turn round")).returnStatus).toBe("NO_RETURN");
    await tracking(id, 50, "RETURN_TO_SENDER", { reason: "RECIPIENT_MOVED", eventId: "e-50" });
    await world.settle();
    expect(await returnsOf(id)).toEqual([{ status: "IN_TRANSIT" }]);
    expect(await world.tasksOf(id)).toMatchObject([{ status: "RESOLVED" }, { status: "OPEN" }]);
  });

  test("takes its estimate along", async () => {
    const id = await left("estimate");
    await tracking(id, 20, "IN_TRANSIT", { estimatedDelivery: "2026-11-09" });
    await tracking(id, 30, "IN_TRANSIT", { estimatedDelivery: "2026-11-19", eventId: "e-30" });
    await world.settle();
    expect(await parcelOf(id)).toMatchObject({ estimatedDelivery: "2026-11-19" });
    await tracking(id, 30, "IN_TRANSIT", { corrects: "e-30" });
    await world.settle();
    expect(await parcelOf(id)).toMatchObject({ estimatedDelivery: "2026-11-09" });
  });
});

describe("a day of delivery", () => {
  test("that a carrier thinks again of is told with the same event", async () => {
    const id = await left("rethought");
    await tracking(id, 20, "IN_TRANSIT", { estimatedDelivery: "2026-11-09" });
    await world.settle();
    await tracking(id, 20, "IN_TRANSIT", { estimatedDelivery: "2026-11-12" });
    await world.settle();
    expect(await parcelOf(id)).toMatchObject({ estimatedDelivery: "2026-11-12" });
    expect(
      await world.rows(
        "SELECT day FROM delivery_estimates d JOIN shipments s ON s.id = d.shipment_id WHERE s.order_id = $1 ORDER BY recorded_at",
        [id],
      ),
    ).toEqual([{ day: "2026-11-09" }, { day: "2026-11-12" }]);
  });

  test("of an older event does not take back a newer one's", async () => {
    const id = await left("older estimate");
    await tracking(id, 30, "IN_TRANSIT", { estimatedDelivery: "2026-11-12" });
    await world.settle();
    await tracking(id, 20, "IN_TRANSIT", { estimatedDelivery: "2026-11-09" });
    await shipment(id, 40, "PICKED_UP", { estimatedDelivery: "2026-11-30" });
    await world.settle();
    expect(await parcelOf(id)).toMatchObject({ estimatedDelivery: "2026-11-12" });
  });
});

test("a moment whose zone nobody knows says so", async () => {
  const id = await left("zone");
  await tracking(id, 20, "IN_TRANSIT", { zoneUnknown: true });
  await world.settle();
  expect(
    await world.rows(
      "SELECT e.zone_unknown FROM tracking_events e JOIN shipments s ON s.id = e.shipment_id WHERE s.order_id = $1",
      [id],
    ),
  ).toEqual([{ zoneUnknown: true }]);
});

test("no work was parked and nothing failed that nobody foresaw", async () => {
  expect(await world.troubles()).toEqual([]);
});
