import { expect, test } from "vitest";
import { type Repeatable, whyRepeated } from "../../src/domain/repeated-order.js";

const line = (sku: string, quantity: string) => ({ sku, description: null, quantity });
const ORDER: Repeatable = {
  poNumber: "PO-77",
  customerId: null,
  buyer: { name: "Harborside Bakery Ltd.", emails: [], phones: ["+49 40 5550 1234"] },
  lines: [line("HB-100", "5"), line("HB-200", "3")],
};
const other = (change: Partial<Repeatable>): Repeatable => ({ ...ORDER, ...change });
const buyer = (change: Partial<Repeatable["buyer"]>): Repeatable["buyer"] => ({
  ...{ name: null, emails: [], phones: [] },
  ...change,
});

test.each<[string, Repeatable, string | null]>([
  ["is faxed twice", ORDER, "the same number and the same lines"],
  [
    "is written by another hand",
    other({ poNumber: "po 77", buyer: buyer({ name: "HARBORSIDE BAKERY LTD" }) }),
    "the same number and the same lines",
  ],
  ["is phoned in without its number", other({ poNumber: null }), "the same lines from the same buyer"],
  [
    "is read out in another order",
    other({ poNumber: null, lines: [line("hb 200", "3.0"), line("HB-100", "5")] }),
    "the same lines from the same buyer",
  ],
  [
    "comes again with other goods",
    other({ lines: [line("HB-100", "6")] }),
    "the same number, but other lines",
  ],
  [
    "shares a phone only",
    other({ buyer: buyer({ phones: ["040/55501234"] }) }),
    "the same number and the same lines",
  ],
  ["is under another name", other({ buyer: buyer({ name: "Harborside" }) }), null],
  ["has another number", other({ poNumber: "PO-78" }), null],
  ["has other goods and no number", other({ poNumber: null, lines: [line("HB-100", "6")] }), null],
  ["is of somebody else", other({ buyer: buyer({ name: "Mill" }) }), null],
  ["is of nobody known", other({ buyer: buyer({}) }), null],
])("an order that %s", (_, earlier, why) => {
  expect(whyRepeated(ORDER, earlier)).toBe(why);
  expect(whyRepeated(earlier, ORDER)).toBe(why);
});

test("who the customers are decides, once it is known", () => {
  const known = other({ customerId: "c1" });
  expect(whyRepeated(known, other({ customerId: "c1", buyer: buyer({}) }))).not.toBeNull();
  expect(whyRepeated(known, other({ customerId: "c2" }))).toBeNull();
});
