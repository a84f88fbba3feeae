import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CanonicalOrderLine } from "../../src/domain/order.js";
import {
  type ChangeableOrder,
  faultOfTargets,
  isWanted,
  type OrderChangeTarget,
  targetsBetween,
  withTargets,
} from "../../src/domain/order-change.js";
import { BREMEN, HAMBURG } from "../support/orders.js";

const line = (lineNumber: string, fields: Partial<CanonicalOrderLine> = {}): CanonicalOrderLine => ({
  ...{
    lineNumber,
    sku: `SKU-${lineNumber}`,
    description: "Goods",
    quantity: "10",
    unit: null,
    unitPrice: "2.50",
  },
  ...fields,
});
const order = (fields: Partial<ChangeableOrder> = {}): ChangeableOrder => ({
  ...{ shipTo: HAMBURG, requestedDate: "2026-12-01", canceled: false, lines: [line("1"), line("2")] },
  ...fields,
});

const BETWEEN: readonly (readonly [
  string,
  ChangeableOrder,
  ChangeableOrder,
  readonly OrderChangeTarget[],
])[] = [
  ["nothing", order(), order(), []],
  ["another address", order(), order({ shipTo: BREMEN }), [{ kind: "SHIP_TO", shipTo: BREMEN }]],
  ["a first address", order({ shipTo: null }), order(), [{ kind: "SHIP_TO", shipTo: HAMBURG }]],
  ["an address left out", order(), order({ shipTo: null }), []],
  ["mere spelling", order(), order({ shipTo: { ...HAMBURG, city: "HAMBURG" } }), []],
  ["a date left out", order(), order({ requestedDate: null }), []],
  ["a price left out", order(), order({ lines: [line("1", { unitPrice: null }), line("2")] }), []],
  [
    "a first price",
    order({ lines: [line("1", { unitPrice: null })] }),
    order({ lines: [line("1")] }),
    [{ kind: "PRICE", lineNumber: "1", unitPrice: "2.50" }],
  ],
  ["a description left out", order(), order({ lines: [line("1", { description: null }), line("2")] }), []],
  [
    "a first description",
    order({ lines: [line("1", { description: null })] }),
    order({ lines: [line("1")] }),
    [{ kind: "QUALITY", lineNumber: "1", description: "Goods" }],
  ],
  ["lines in another order", order(), order({ lines: [line("2"), line("1")] }), []],
  ["a cancellation", order(), order({ canceled: true, shipTo: BREMEN }), [{ kind: "CANCEL" }]],
  ["a cancellation of what is canceled", order({ canceled: true }), order({ canceled: true }), []],
];
test.each(BETWEEN)("between two versions: %s", (_name, known, next, targets) => {
  expect(targetsBetween(known, next)).toEqual(targets);
});

describe("targets", () => {
  const text = fc.constantFrom("Goods", "GOODS", "Grade A", "Grade B");
  const number = fc.constantFrom("1", "2.5", "10", "10.00");
  const anyLine = (lineNumber: string) =>
    fc.record({
      lineNumber: fc.constant(lineNumber),
      sku: fc.constantFrom(null, "A", "B"),
      description: fc.option(text),
      quantity: number,
      unit: fc.constant(null),
      unitPrice: fc.option(number),
    });
  const anyOrder = fc.record({
    shipTo: fc.constantFrom(null, HAMBURG, BREMEN),
    requestedDate: fc.constantFrom(null, "2026-12-01", "2026-12-24"),
    canceled: fc.boolean(),
    lines: fc
      .tuple(anyLine("1"), anyLine("2"), anyLine("3"))
      .chain((lines) => fc.subarray(lines, { minLength: 1 })),
  });

  test("between two versions lead from one to the other, whatever they are", () => {
    fc.assert(
      fc.property(anyOrder, anyOrder, (known, next) => {
        if (known.canceled) return;
        const reached = withTargets(known, targetsBetween(known, next));
        expect(targetsBetween(reached, next)).toEqual([]);
        expect(reached.canceled).toBe(next.canceled);
      }),
    );
  });

  test("reached twice are the same as reached once", () => {
    fc.assert(
      fc.property(anyOrder, anyOrder, (known, next) => {
        const targets = targetsBetween(known, next).filter(({ kind }) => kind !== "ADD_LINE");
        const once = withTargets(known, targets);
        expect(withTargets(once, targets)).toEqual(once);
      }),
    );
  });

  test("of lines that are not there leave the order alone", () => {
    const unknown: OrderChangeTarget[] = [
      { kind: "QUANTITY", lineNumber: "9", quantity: "1" },
      { kind: "REMOVE_LINE", lineNumber: "9" },
    ];
    expect(withTargets(order(), unknown)).toEqual(order());
  });
});

const FAULTS: readonly (readonly [
  string,
  readonly OrderChangeTarget[],
  ReturnType<typeof faultOfTargets>,
])[] = [
  [
    "none",
    [
      { kind: "REMOVE_LINE", lineNumber: "1" },
      { kind: "ADD_LINE", line: line("1") },
    ],
    null,
  ],
  [
    "an unknown line",
    [{ kind: "PRICE", lineNumber: "3", unitPrice: "1" }],
    { at: 0, code: "NOT_FOUND", message: "the order has no line 3" },
  ],
  [
    "a line twice",
    [{ kind: "ADD_LINE", line: line("2") }],
    { at: 0, code: "INVALID", message: "two lines have the number 2" },
  ],
  [
    "nothing of a line",
    [{ kind: "QUANTITY", lineNumber: "1", quantity: "0" }],
    { at: 0, code: "INVALID", message: "line 1 orders 0; a quantity is above zero" },
  ],
  [
    "no line left",
    [
      { kind: "REMOVE_LINE", lineNumber: "1" },
      { kind: "REMOVE_LINE", lineNumber: "2" },
    ],
    { at: null, code: "INVALID", message: "an order needs a line: cancel it instead" },
  ],
];
test.each(FAULTS)("what stands in the way of targets: %s", (_name, targets, fault) => {
  expect(faultOfTargets(order(), targets)).toEqual(fault);
});

const WANTED: readonly (readonly [string, ChangeableOrder, OrderChangeTarget, boolean])[] = [
  ["the address as it is", order(), { kind: "SHIP_TO", shipTo: HAMBURG }, true],
  ["an address that a later change replaced", order(), { kind: "SHIP_TO", shipTo: BREMEN }, false],
  ["a quantity as it is", order(), { kind: "QUANTITY", lineNumber: "1", quantity: "10.0" }, true],
  ["a quantity that was replaced", order(), { kind: "QUANTITY", lineNumber: "1", quantity: "3" }, false],
  ["a quantity of a line that is gone", order(), { kind: "QUANTITY", lineNumber: "7", quantity: "3" }, false],
  ["a line that is gone", order(), { kind: "REMOVE_LINE", lineNumber: "7" }, true],
  ["a line that came back", order(), { kind: "REMOVE_LINE", lineNumber: "1" }, false],
  ["a line that is there", order(), { kind: "ADD_LINE", line: line("2") }, true],
  ["a line of another article", order(), { kind: "ADD_LINE", line: line("2", { sku: "X" }) }, false],
  ["anything of a canceled order", order({ canceled: true }), { kind: "SHIP_TO", shipTo: HAMBURG }, false],
  ["its cancellation", order({ canceled: true }), { kind: "CANCEL" }, true],
  ["the cancellation of a living one", order(), { kind: "CANCEL" }, false],
];
test.each(WANTED)("is it still wanted: %s", (_name, now, target, expected) => {
  expect(isWanted(now, target)).toBe(expected);
});
