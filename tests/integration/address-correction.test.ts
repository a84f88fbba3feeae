import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DEFAULT_PARCEL_SETTINGS } from "../../src/domain/parcel-settings.js";
import type { ExceptionReason } from "../../src/domain/vocabulary.js";
import { attachReturnLabel } from "../../src/flows/returns/advance-return.js";
import { requestReturn } from "../../src/flows/returns/request-return.js";
import { resolveReturn } from "../../src/flows/returns/resolve-return.js";
import { loadParcelSettings } from "../../src/parcel-settings.js";
import { type ChangeWorld, startChangeWorld } from "../support/changes.js";
import { FRONT_OFFICE } from "../support/hub.js";
import { BREMEN, HAMBURG, KIEL } from "../support/orders.js";

let world: ChangeWorld;
beforeAll(async () => {
  // Everything that arrives is approved, whenever that is.
  const approval = [{ name: "all", decision: "APPROVE" as const, because: "we are generous" }];
  world = await startChangeWorld("address correction", { parcels: { ...DEFAULT_PARCEL_SETTINGS, approval } });
});
afterAll(() => world.close());

let nonce = 0;
const report = (type: string, minute: number, data: Record<string, unknown>) => {
  const occurredAt = `2026-11-06T08:${String(minute).padStart(2, "0")}:00Z`;
  const body = { type, timestamp: occurredAt, nonce: ++nonce, data: { ...data, occurredAt } };
  return world.send("warehouse", JSON.stringify(body));
};
const tells = (
  trackingNumber: string,
  minute: number,
  status: string,
  reason: ExceptionReason | null = null,
) =>
  report("tracking.reported", minute, {
    ...{ trackingNumber, carrier: "bx", status, reason, code: null, description: null, location: null },
  });
const ships = async (orderId: string): Promise<void> => {
  await report("shipment.updated", 5, {
    ...{
      externalId: `S-${orderId}`,
      fulfillmentOrderExternalId: "BO-1",
      reference: orderId,
      status: "PICKED_UP",
    },
    ...{ carrier: "bx", trackingNumber: `T-${orderId}`, shipTo: HAMBURG, estimatedDelivery: null, lines: [] },
  });
  await world.settle();
};
const returnOf = async (orderId: string) => {
  const [found] = await world.rows<{
    id: string;
    status: string;
    version: number;
    decidedBecause: string | null;
  }>("SELECT id, status, version, decided_because FROM returns WHERE order_id = $1", [orderId]);
  if (found === undefined) throw new Error("there is no return");
  return found;
};

test("the address that a person finds is fixed on the customer, and the open orders are named", async () => {
  const failed = await world.place({ id: "fails" });
  const waiting = await world.place({ id: "waits" });
  await world.place({ id: "goes elsewhere", shipTo: KIEL });
  await ships(failed.id);
  await tells(`T-${failed.id}`, 30, "RETURN_TO_SENDER", "RECIPIENT_MOVED");
  await world.settle();
  const [task] = await world.tasksOf(failed.id, "ADDRESS_CORRECTION");
  const same = { shipTo: { ...HAMBURG, lines: ["AM SANDTORKAI 30"] } };
  expect(await world.decide(task?.id ?? "", "DONE", same)).toMatchObject({
    userErrors: [{ code: "SAME_ADDRESS", field: "corrections.shipTo" }],
  });
  expect(await world.decide(task?.id ?? "", "DONE", { shipTo: BREMEN })).toMatchObject({ ok: true });
  await world.settle();
  const golden = await world.rows<{ city: string }>(
    `SELECT a->'value'->>'city' AS city FROM customers, jsonb_array_elements(golden->'addresses') AS a
      WHERE id = $1 AND a->>'strategy' = 'PINNED'`,
    [failed.customerId],
  );
  const [pinned] = await world.rows<{ city: string }>(
    "SELECT details->'value'->0->>'city' AS city FROM decisions WHERE kind = 'PIN' AND customer_id = $1",
    [failed.customerId],
  );
  expect(pinned).toEqual({ city: "Bremen" });
  expect(golden).toEqual([{ city: "Bremen" }]);
  const [answered] = await world.rows<{ status: string; openOrders: unknown; city: string }>(
    "SELECT status, details->'openOrders' AS open_orders, details->'address'->>'city' AS city FROM review_tasks WHERE id = $1",
    [task?.id],
  );
  expect(answered).toEqual({
    ...{ status: "RESOLVED", city: "Bremen" },
    openOrders: [{ orderId: waiting.id, number: waiting.number }],
  });
});

test("goods that are sent again reach the execution system like any order, to the corrected address", async () => {
  const order = await world.place({ id: "again" });
  await ships(order.id);
  await tells(`T-${order.id}`, 30, "RETURN_TO_SENDER", "RECIPIENT_MOVED");
  await world.settle();
  const { id, version } = await returnOf(order.id);
  const on = { idempotencyKey: "again", returnId: id, expectedVersion: version, dryRun: false, note: null };
  const wanted = { resolution: "RESHIP" as const, amount: null, lines: null, shipTo: BREMEN };
  expect(await resolveReturn(world.hub, FRONT_OFFICE, { ...on, ...wanted })).toMatchObject({ ok: true });
  await world.settle();
  const [made] = await world.rows<{ id: string }>(
    "SELECT replacement_order_id AS id FROM returns WHERE id = $1",
    [id],
  );
  const { order: there } = await world.bogus.order(made?.id ?? "");
  expect(there).toMatchObject({ shipTo: { city: "Bremen" }, lines: [{ quantity: "10" }, { quantity: "5" }] });
  const [{ sync } = { sync: "" }] = await world.rows<{ sync: string }>(
    "SELECT execution_sync AS sync FROM orders WHERE id = $1",
    [made?.id],
  );
  expect(sync).toBe("IN_SYNC");
});

test("a label's events move the return, whichever comes first, and only the warehouse receives it", async () => {
  const order = await world.place({ id: "label" });
  await ships(order.id);
  await tells(`T-${order.id}`, 20, "DELIVERED");
  await world.settle();
  const lines = [{ lineNumber: "1", quantity: "2" }];
  const asked = { idempotencyKey: "ask", orderId: order.id, lines, reason: null, note: null };
  expect(await requestReturn(world.hub, FRONT_OFFICE, asked)).toMatchObject({ ok: true });
  expect(await returnOf(order.id)).toMatchObject({ status: "APPROVED", decidedBecause: "we are generous" });
  await tells("B-label", 30, "IN_TRANSIT");
  await world.settle();
  expect(await returnOf(order.id)).toMatchObject({ status: "APPROVED" });
  const { id, version } = await returnOf(order.id);
  const on = { idempotencyKey: "label", returnId: id, expectedVersion: version, dryRun: false, note: null };
  const label = { carrier: "bx", trackingNumber: "B-label", labelUrl: null };
  expect(await attachReturnLabel(world.hub, FRONT_OFFICE, { ...on, ...label })).toMatchObject({ ok: true });
  await world.settle();
  expect(await returnOf(order.id)).toMatchObject({ status: "IN_TRANSIT" });
  await tells("B-label", 50, "DELIVERED");
  await tells("B-label", 50, "DELIVERED");
  await world.settle();
  expect(await returnOf(order.id)).toMatchObject({ status: "IN_TRANSIT", version: version + 3 });
  await report("return.received", 55, {
    ...{
      externalId: "R-label",
      reference: order.id,
      trackingNumber: null,
      kind: "CUSTOMER_RETURN",
      reason: null,
    },
    lines,
  });
  await world.settle();
  expect(await returnOf(order.id)).toMatchObject({ status: "RECEIVED" });
});

test("the house's file of rules is read section by section, and a wrong one keeps the hub from starting", () => {
  const dataDir = mkdtempSync(join(tmpdir(), "throughline-parcels-"));
  try {
    expect(loadParcelSettings({ dataDir })).toBe(DEFAULT_PARCEL_SETTINGS);
    writeFileSync(
      join(dataDir, "parcels.json"),
      JSON.stringify({ silence: { hours: 24, carriers: { dhl: 36 } } }),
    );
    expect(loadParcelSettings({ dataDir })).toEqual({
      ...DEFAULT_PARCEL_SETTINGS,
      silence: { hours: 24, carriers: { dhl: 36 } },
    });
    writeFileSync(join(dataDir, "parcels.json"), '{ "costs": [{ "currency": "euro" }] }');
    expect(() => loadParcelSettings({ dataDir })).toThrow(/parcels\.json is not right: costs\.0\.currency/);
    writeFileSync(join(dataDir, "parcels.json"), "{");
    expect(() => loadParcelSettings({ dataDir })).toThrow(/parcels\.json is not right/);
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
});

test("no work was parked and nothing failed that nobody foresaw", async () => {
  expect(await world.troubles()).toEqual([]);
});
