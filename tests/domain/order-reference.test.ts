import { expect, test } from "vitest";
import { isOrderId, orderNumberIn } from "../../src/domain/order-reference.js";
import { newNumber, orderId } from "../../src/store/writes/order-key.js";

const ID = orderId("shop", "1001", new Date("2026-11-02T10:00:00Z"));

test("our ids are known by their form, and nobody else's are", () => {
  expect(isOrderId(ID)).toBe(true);
  for (const other of [
    ...["", "PO-4711", ID.slice(1), `${ID}0`, ID.toUpperCase(), ID.replaceAll("-", "")],
    // Another program's: random, and by time.
    ...["7d444840-9dc0-41d1-b245-5ffdce74fad2", "0195f000-0000-7000-8000-00000000c001"],
  ])
    expect(isOrderId(other), other).toBe(false);
});

test.each([
  ["TL-2345-6789", "TL-2345-6789"],
  ["Order TL-BCDF-GHJK, purchase order TL-1", "TL-BCDF-GHJK"],
  ["TL-2345-67890", null],
  ["XTL-2345-6789", null],
  ["TL-2345-678A", null],
  ["", null],
  [null, null],
])("our number in %j is %j", (text, number) => {
  expect(orderNumberIn(text)).toBe(number);
});

test("every number that is given out is found again", () => {
  for (let count = 0; count < 200; count += 1) {
    const number = newNumber("TL");
    expect(orderNumberIn(`Order ${number}, purchase order 4711`)).toBe(number);
  }
});
