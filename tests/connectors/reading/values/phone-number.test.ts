import { expect, test } from "vitest";
import { exactDecimal, unitPriceOf } from "../../../../src/connectors/reading/values/exact-amounts.js";
import { phoneNumber } from "../../../../src/connectors/reading/values/phone-number.js";

test.each([
  ["+49 40 123456", null, "+4940123456"],
  ["0049 40 123456", null, "+4940123456"],
  ["040 123456", "DE", "+4940123456"],
  ["(202) 555-0123", "US", "+12025550123"],
  ["sip:+4940123456@trunk.example", null, "+4940123456"],
  ["tel:+4940123456", null, "+4940123456"],
  ["040 123456", null, "040 123456"],
  ["2001", "DE", "2001"],
  ["*97", "DE", "*97"],
  ["anonymous", "DE", null],
  ["<unknown>", "DE", null],
  ["", "DE", null],
  [null, "DE", null],
])("the number %j, called from %s, is %j", (stated, country, number) => {
  expect(phoneNumber(stated, country)).toBe(number);
});

test.each([
  [21.991666666666667, "21.991667"],
  ["1e3", null],
  [1e-9, "0"],
  [" 4.000 ", "4"],
  ["-2", "-2"],
  ["", null],
  [null, null],
  ["1,5", null],
])("the amount %j is exactly %j", (stated, exact) => {
  expect(exactDecimal(stated)).toBe(exact);
});

test("a piece costs its share of what all of them cost, where both are told", () => {
  expect(unitPriceOf("10.00", 3)).toBe("3.333333");
  expect(unitPriceOf("10.00", 0)).toBeNull();
  expect(unitPriceOf(null, 3)).toBeNull();
});
