import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type SaleState, trytonDocument } from "../../../src/connectors/tryton/payload.js";
import { planOf } from "../../../src/connectors/tryton/plan.js";
import type { OrderChangeTarget } from "../../../src/domain/order-change.js";
import { BREMEN, KIEL } from "../../support/orders.js";

const fixture = join(import.meta.dirname, "..", "fixtures", "tryton", "sale-amended.json");
const document = trytonDocument.parse(JSON.parse(readFileSync(fixture, "utf8")));
if (document.kind !== "sale") throw new Error("the fixture is a sale");
const { sale } = document;
type State = SaleState["shipments"][number]["state"];

/** The sale of the fixture, 30 of one article to Bremen, with its goods in shipments of these states. */
const saleIn = (...shipments: readonly (readonly [State, string])[]): SaleState => ({
  ...sale,
  shipments: shipments.map(([state, quantity], at) => ({
    ...{ id: 60 + at, number: `S${at + 1}`, state, address: 31, carrier: null, trackingNumber: null },
    ...{ lines: [{ line: 71, quantity }], stamp: sale.stamp },
  })),
});

const TO_KIEL: OrderChangeTarget = { kind: "SHIP_TO", shipTo: KIEL };
const TO_BREMEN: OrderChangeTarget = { kind: "SHIP_TO", shipTo: BREMEN };
const quantity = (value: string): OrderChangeTarget => ({
  kind: "QUANTITY",
  lineNumber: "1",
  quantity: value,
});
const PRICE: OrderChangeTarget = { kind: "PRICE", lineNumber: "1", unitPrice: "41" };
const REMOVE: OrderChangeTarget = { kind: "REMOVE_LINE", lineNumber: "1" };
const CANCEL: OrderChangeTarget = { kind: "CANCEL" };
const DATE: OrderChangeTarget = { kind: "DATE", requestedDate: "2026-12-24" };

describe("a change that has come too late", () => {
  test.each<[string, SaleState, OrderChangeTarget, string, string]>([
    [
      "assigned",
      saleIn(["assigned", "30"]),
      TO_KIEL,
      "CUTOFF_PASSED",
      "shipment S1 is assigned: the warehouse has its list",
    ],
    ["picked", saleIn(["picked", "30"]), TO_KIEL, "ALREADY_PICKED", "shipment S1 is picked"],
    [
      "picked in part",
      saleIn(["waiting", "10"], ["picked", "20"]),
      PRICE,
      "ALREADY_PICKED",
      "shipment S2 is picked",
    ],
    ["packed", saleIn(["packed", "30"]), TO_KIEL, "ALREADY_PICKED", "shipment S1 is packed"],
    ["gone", saleIn(["done", "30"]), TO_KIEL, "ALREADY_SHIPPED", "shipment S1 has left"],
    ["gone, for another day", saleIn(["done", "30"]), DATE, "ALREADY_SHIPPED", "shipment S1 has left"],
    [
      "gone in part, and the rest goes there already",
      saleIn(["done", "20"], ["waiting", "10"]),
      TO_BREMEN,
      "ALREADY_SHIPPED",
      "shipment S1 has left; the rest goes to the new address",
    ],
    [
      "gone, canceled",
      saleIn(["done", "20"], ["waiting", "10"]),
      CANCEL,
      "ALREADY_SHIPPED",
      "shipment S1 has left",
    ],
    ["packed, canceled", saleIn(["packed", "30"]), CANCEL, "ALREADY_PICKED", "shipment S1 is packed"],
    [
      "fewer than left",
      saleIn(["done", "20"], ["waiting", "10"]),
      quantity("19"),
      "BELOW_SHIPPED_QUANTITY",
      "20 of line 1 are packed or gone",
    ],
    [
      "a line that left",
      saleIn(["done", "20"], ["waiting", "10"]),
      REMOVE,
      "LINE_NOT_DELETABLE",
      "20 of line 1 are packed or gone",
    ],
    [
      "a line that is none",
      saleIn(["waiting", "30"]),
      { ...REMOVE, lineNumber: "2" },
      "NOT_FOUND",
      "sale S2041/1 has no line 2",
    ],
    ["canceled before", { ...sale, state: "cancelled" }, PRICE, "ORDER_LOCKED", "sale S2041/1 is canceled"],
  ])("%s", (_, state, target, refusal, words) => {
    expect(planOf(state, [target])).toEqual({ refusal, words });
  });
});

describe("a change that can be made", () => {
  test.each<[string, SaleState, OrderChangeTarget[], Record<string, unknown>]>([
    ["nobody has begun", saleIn(["waiting", "30"]), [TO_KIEL], { shipTo: KIEL }],
    ["it was stopped", saleIn(["draft", "30"]), [TO_KIEL], { shipTo: KIEL }],
    [
      "the rest can still go elsewhere",
      saleIn(["done", "20"], ["waiting", "10"]),
      [TO_KIEL],
      { shipTo: KIEL },
    ],
    [
      "all that left stays",
      saleIn(["done", "20"], ["waiting", "10"]),
      [quantity("20")],
      { lines: [{ quantity: "20" }] },
    ],
    ["more are wanted than left", saleIn(["done", "30"]), [quantity("31")], { lines: [{ quantity: "31" }] }],
    ["the price of what is packed", saleIn(["packed", "30"]), [PRICE], { repriced: [{ id: 71 }] }],
    [
      "two of one line are one change",
      saleIn(["waiting", "30"]),
      [quantity("12"), PRICE],
      { lines: [{ id: 71, quantity: "12", unitPrice: "41" }] },
    ],
    ["it is brought to nothing", saleIn(["waiting", "30"]), [CANCEL], { lines: [{ id: 71, quantity: "0" }] }],
  ])("%s", (_, state, targets, plan) => {
    expect(planOf(state, targets)).toMatchObject(plan);
  });
});
