import { describe, expect, test } from "vitest";
import type { CanonicalOrder } from "../../../src/domain/order.js";
import { noticeOf } from "../../../src/flows/parcels/notice-of.js";
import type { Shipment } from "../../../src/store/shipment.js";
import type { StoredOrder } from "../../../src/store/writes/order.js";
import { BREMEN, KIEL } from "../../support/orders.js";

const line = (lineNumber: string, sku: string, quantity: string) => ({
  ...{ lineNumber, sku, quantity, description: null, unit: "PCE", unitPrice: null },
});
const ORDER = {
  ...{ externalId: "F/PO-1", number: "TL-1047", shipTo: KIEL },
  lines: [line("10", "NEW-1", "5"), line("20", "TL-2", "3")],
} as unknown as StoredOrder;
/** What the partner has ordered at first: one article has changed since, and one line is gone. */
const STATED = {
  ...{ externalId: "F/PO-1", externalNumber: null, poNumber: "PO-1" },
  lines: [line("10", "OLD-1", "5"), line("20", "TL-2", "3"), line("30", "TL-3", "1")],
} as unknown as CanonicalOrder;

const parcel = (change: Partial<Shipment> = {}): Shipment => ({
  ...{ id: "0195f000-0000-7000-8000-000000000001", orderId: "o", fulfillmentOrderId: "w", externalId: "S-1" },
  ...{ carrier: "bx", trackingNumber: null, status: "IN_TRANSIT", statusAt: new Date(0), reason: null },
  ...{ shipTo: null, estimatedDelivery: null, lines: [], deliveredAt: null, newsAt: new Date(0) },
  shippedAt: new Date("2026-11-20T17:45:00Z"),
  ...change,
});
const told = (shipment: Shipment, ...others: Shipment[]) =>
  noticeOf({ shipment, others, order: ORDER, stated: STATED });
const contents = (...lines: [lineNumber: string, quantity: string][]) =>
  told(parcel({ lines: lines.map(([lineNumber, quantity]) => ({ lineNumber, quantity })) })).packages.flatMap(
    (one) => one.lines.map(({ lineNumber, sku, quantity }) => [lineNumber, sku, quantity]),
  );

describe("what a partner is told of a parcel", () => {
  test("are the goods as they are ordered now, each line once, and none that it has never ordered", () => {
    expect(contents(["10", "2"], ["10", "1.5"], ["20", "0"], ["30", "1"], ["99", "4"])).toEqual([
      ["10", "NEW-1", "3.5"],
      ["30", "TL-3", "1"],
    ]);
    expect(contents(["99", "4"])).toEqual([]);
  });

  test("is the whole order where the other parcels were canceled, and nothing where one was not", () => {
    const other = (status: Shipment["status"]) => parcel({ id: "b", externalId: "S-2", status });
    expect(told(parcel(), other("CANCELED")).packages[0]?.lines).toHaveLength(2);
    expect(told(parcel(), other("PENDING")).packages).toEqual([]);
  });

  test("is the place on the label, and else that of the order", () => {
    expect(told(parcel({ shipTo: BREMEN })).shipTo).toBe(BREMEN);
    expect(told(parcel()).shipTo).toBe(KIEL);
  });

  test.each<[string, Partial<Shipment>, Shipment[]]>([
    ["two systems have given out the same", {}, [parcel({ id: "b", fulfillmentOrderId: "v" })]],
    ["it is longer than a format holds", { externalId: "S".repeat(30) }, []],
    ["it holds what separates elements", { externalId: "S*1" }, []],
  ])("bears our number of the order and the parcel's, and an id of ours where %s", (_, change, others) => {
    expect(told(parcel()).externalId).toBe("TL-1047-S-1");
    const { externalId } = told(parcel(change), ...others);
    expect(externalId).toMatch(/^[0-9A-Z]{20,30}$/);
    expect(
      told(parcel({ ...change, id: "0195f000-0000-7000-8000-000000000002" }), ...others).externalId,
    ).not.toBe(externalId);
  });
});
