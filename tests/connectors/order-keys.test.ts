import { describe, expect, test } from "vitest";
import { saleor } from "../../src/connectors/saleor/index.js";
import { woocommerce } from "../../src/connectors/woocommerce/index.js";
import { readWith } from "./read-with.js";

/** Behind a message that cannot be read waits its own order, so the order has to be told even then. */
describe.each([
  [
    woocommerce,
    [
      ["an order without lines", { id: 727, status: "processing", line_items: "none" }, "727"],
      ["an order that is deleted", { id: 727 }, "727"],
      ["a list of one", [{ id: "727", line_items: [] }], "727"],
      ["a list of two", [{ id: 727 }, { id: 728 }], null],
      ["a product", { id: 727, regular_price: "5.00" }, null],
      ["a refund", { id: 727, refunded_by: 1, line_items: [] }, null],
      ["no document", "{", null],
    ],
  ],
  [
    saleor,
    [
      [
        "an order of a subscription",
        { order: { id: "T3JkZXI6MQ==", number: "1", lines: [] } },
        "T3JkZXI6MQ==",
      ],
      ["an order without lines", { event: { order: { id: "T3JkZXI6MQ==" } } }, "T3JkZXI6MQ=="],
      ["an order of old", [{ type: "Order", id: "T3JkZXI6MQ==", lines: [{}] }], "T3JkZXI6MQ=="],
      ["two orders", [1, 2].map((id) => ({ type: "Order", id: String(id), lines: [] })), null],
      ["a fulfillment of an order", { fulfillment: { id: "Rg==" }, order: { id: "T3JkZXI6MQ==" } }, null],
      ["a product", { product: { id: "UA==" } }, null],
      ["no document", "{", null],
    ],
  ],
] as const)("$id", (connector, documents) => {
  test.each(documents.map(([what, document, key]) => [what, document, key] as const))(
    "knows the order of %s",
    async (_, document, orderKey) => {
      expect(await readWith(connector, document)).toMatchObject({ orderKey });
    },
  );
});
