import { describe, expect, test } from "vitest";
import type { ChangeableOrder, OrderChangeTarget } from "../../src/domain/order-change.js";
import {
  deliveryStatusOf,
  isInStep,
  lackingOf,
  missingOf,
  type OrderSnapshot,
} from "../../src/domain/snapshot.js";
import { REFUSAL_CODES } from "../../src/domain/vocabulary.js";
import { BREMEN, HAMBURG, KIEL } from "../support/orders.js";

const seen = (fields: Partial<OrderSnapshot> = {}): OrderSnapshot => ({
  ...{ shipTo: HAMBURG, labels: [], requestedDate: "2026-12-01", canceled: false },
  lines: [{ lineNumber: "1", sku: "A", description: "Goods", quantity: "10.00", unitPrice: "2.5" }],
  ...fields,
});
const line = {
  lineNumber: "1",
  sku: "A",
  description: "Goods",
  quantity: "10",
  unit: null,
  unitPrice: "2.50",
};
const order = (fields: Partial<ChangeableOrder> = {}): ChangeableOrder => ({
  ...{ shipTo: HAMBURG, requestedDate: "2026-12-01", canceled: false, lines: [line] },
  ...fields,
});

const MISSING: readonly (readonly [string, OrderChangeTarget, OrderSnapshot, string | null])[] = [
  ["an address that is there", { kind: "SHIP_TO", shipTo: HAMBURG }, seen(), null],
  [
    "an address in another spelling",
    { kind: "SHIP_TO", shipTo: { ...HAMBURG, city: "HAMBURG" } },
    seen({ labels: [HAMBURG] }),
    null,
  ],
  [
    "an address on the order only",
    { kind: "SHIP_TO", shipTo: HAMBURG },
    seen({ labels: [HAMBURG, KIEL] }),
    "a label is Hafenstraße 2, 24103, Kiel, DE, not Am Sandtorkai 30, 20457, Hamburg, DE",
  ],
  [
    "an address on the label only",
    { kind: "SHIP_TO", shipTo: BREMEN },
    seen({ labels: [BREMEN] }),
    "ship-to is Am Sandtorkai 30, 20457, Hamburg, DE, not Konsul-Smidt-Straße 8, 28217, Bremen, DE",
  ],
  [
    "an address where there is none",
    { kind: "SHIP_TO", shipTo: BREMEN },
    seen({ shipTo: null }),
    "ship-to is empty, not Konsul-Smidt-Straße 8, 28217, Bremen, DE",
  ],
  ["a date", { kind: "DATE", requestedDate: "2026-12-24" }, seen(), "date is 2026-12-01, not 2026-12-24"],
  ["a quantity written otherwise", { kind: "QUANTITY", lineNumber: "1", quantity: "10" }, seen(), null],
  [
    "a quantity",
    { kind: "QUANTITY", lineNumber: "1", quantity: "9" },
    seen(),
    "quantity of line 1 is 10.00, not 9",
  ],
  ["a price", { kind: "PRICE", lineNumber: "1", unitPrice: "3" }, seen(), "price of line 1 is 2.5, not 3"],
  [
    "a quality",
    { kind: "QUALITY", lineNumber: "1", description: "Grade A" },
    seen(),
    "description of line 1 is Goods, not Grade A",
  ],
  [
    "a change of a line that is not there",
    { kind: "PRICE", lineNumber: "2", unitPrice: "3" },
    seen(),
    "line 2 is not there",
  ],
  ["a line that is there", { kind: "ADD_LINE", line }, seen(), null],
  ["a line", { kind: "ADD_LINE", line: { ...line, lineNumber: "2" } }, seen(), "line 2 is not there"],
  [
    "a line with another article",
    { kind: "ADD_LINE", line: { ...line, sku: "B" } },
    seen(),
    "article of line 1 is A, not B",
  ],
  [
    "a line with another price",
    { kind: "ADD_LINE", line: { ...line, unitPrice: "1" } },
    seen(),
    "price of line 1 is 2.5, not 1",
  ],
  ["a line that shall go", { kind: "REMOVE_LINE", lineNumber: "1" }, seen(), "line 1 is still there"],
  ["a line that is gone", { kind: "REMOVE_LINE", lineNumber: "2" }, seen(), null],
  ["a cancellation", { kind: "CANCEL" }, seen(), "it is not canceled"],
  [
    "a contact, always",
    { kind: "CONTACT", contactName: "Jan", emails: [], phones: [] },
    seen(),
    "the contact cannot be read back",
  ],
];
test.each(MISSING)("what a read-back shows to be missing: %s", (_name, target, snapshot, missing) => {
  expect(missingOf(target, snapshot)).toBe(missing);
});

const STEPS: readonly (readonly [string, ChangeableOrder, OrderSnapshot, readonly string[]])[] = [
  ["the same", order(), seen(), []],
  ["a description of its own", order(), seen({ lines: [{ ...line, description: "MATERIAL 4711" }] }), []],
  ["no date of ours", order({ requestedDate: null }), seen(), []],
  ["another price", order(), seen({ lines: [{ ...line, unitPrice: "3" }] }), ["PRICE"]],
  ["another date", order(), seen({ requestedDate: null }), ["DATE"]],
  ["another address", order(), seen({ shipTo: BREMEN }), ["SHIP_TO"]],
  ["the wrong label", order(), seen({ labels: [BREMEN] }), ["SHIP_TO"]],
  ["a line less", order({ lines: [line, { ...line, lineNumber: "2" }] }), seen(), ["ADD_LINE"]],
  ["a line more", order(), seen({ lines: [line, { ...line, lineNumber: "2" }] }), ["REMOVE_LINE"]],
];
describe.each(STEPS)("a system that holds %s", (_name, wanted, snapshot, kinds) => {
  test(`lacks ${kinds.join(", ") || "nothing"}`, () => {
    expect(lackingOf(wanted, snapshot).map(({ kind }) => kind)).toEqual(kinds);
    expect(isInStep(wanted, snapshot)).toBe(kinds.length === 0);
  });
});

test("a canceled order is in step with a canceled one, and with nothing else", () => {
  expect(isInStep(order({ canceled: true }), seen())).toBe(false);
  expect(isInStep(order({ canceled: true }), seen({ canceled: true, lines: [] }))).toBe(true);
  expect(isInStep(order(), seen({ canceled: true }))).toBe(false);
});

test("no refusal is ever taken for a success", () => {
  const statuses = REFUSAL_CODES.map(deliveryStatusOf);
  expect(new Set(statuses)).toEqual(new Set(["REJECTED", "TOO_LATE", "CONFLICT", "PARTIAL"]));
});
