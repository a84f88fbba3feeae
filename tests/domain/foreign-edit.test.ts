import { describe, expect, test } from "vitest";
import { foreignEdit } from "../../src/domain/foreign-edit.js";
import type { OrderChangeTarget } from "../../src/domain/order-change.js";
import type { OrderSnapshot } from "../../src/domain/snapshot.js";
import { BREMEN } from "../support/orders.js";

const HAMBURG = { ...BREMEN, lines: ["Am Kai 1"], city: "Hamburg", postalCode: "20457" };
const KIEL = { ...BREMEN, lines: ["Hafenstraße 2"], city: "Kiel", postalCode: "24103" };

const SEEN: OrderSnapshot = {
  ...{ shipTo: BREMEN, labels: [], requestedDate: "2026-12-01", canceled: false },
  lines: [{ lineNumber: "1", sku: "A", description: null, quantity: "3", unitPrice: "10.00" }],
};
const withLine = (values: Partial<OrderSnapshot["lines"][number]>): OrderSnapshot => ({
  ...SEEN,
  lines: SEEN.lines.map((line) => ({ ...line, ...values })),
});
const quantity = (value: string): OrderChangeTarget => ({
  kind: "QUANTITY",
  lineNumber: "1",
  quantity: value,
});

describe("a value that somebody else has put there", () => {
  test.each<[string, OrderChangeTarget, OrderSnapshot, RegExp]>([
    [
      "a quantity",
      quantity("5"),
      withLine({ quantity: "4" }),
      /quantity of line 1 4, where the hub had seen 3/,
    ],
    [
      "a price",
      { kind: "PRICE", lineNumber: "1", unitPrice: "9" },
      withLine({ unitPrice: "11" }),
      /price of line 1 11/,
    ],
    ["an address", { kind: "SHIP_TO", shipTo: HAMBURG }, { ...SEEN, shipTo: KIEL }, /ship-to .*Kiel/],
    [
      "a day",
      { kind: "DATE", requestedDate: "2026-12-24" },
      { ...SEEN, requestedDate: "2026-12-20" },
      /date 2026-12-20/,
    ],
  ])("%s is told", (_what, target, now, words) => {
    expect(foreignEdit(target, now, { seen: SEEN, wanted: [target] })).toMatch(words);
  });

  test.each<[string, OrderChangeTarget, OrderSnapshot, OrderChangeTarget[], OrderSnapshot | null]>([
    ["unchanged since", quantity("5"), SEEN, [], SEEN],
    ["another spelling of a number", quantity("5"), withLine({ quantity: "3.000" }), [], SEEN],
    ["what is wanted now", quantity("5"), withLine({ quantity: "5.0" }), [], SEEN],
    ["what was asked for before", quantity("5"), withLine({ quantity: "4" }), [quantity("4")], SEEN],
    ["another value than this one", quantity("5"), { ...SEEN, shipTo: KIEL }, [], SEEN],
    ["never looked at before", quantity("5"), withLine({ quantity: "4" }), [], null],
    [
      "an order that is canceled",
      quantity("5"),
      { ...withLine({ quantity: "4" }), canceled: true },
      [],
      SEEN,
    ],
    ["a line that comes", { kind: "REMOVE_LINE", lineNumber: "1" }, withLine({ quantity: "4" }), [], SEEN],
    [
      "a line as it was added",
      quantity("5"),
      withLine({ quantity: "7" }),
      [
        {
          kind: "ADD_LINE",
          line: { lineNumber: "1", sku: "A", description: null, quantity: "7", unit: null, unitPrice: null },
        },
      ],
      SEEN,
    ],
  ])("is not: %s", (_what, target, now, wanted, seen) => {
    expect(foreignEdit(target, now, { seen, wanted: [...wanted, target] })).toBeNull();
  });
});
