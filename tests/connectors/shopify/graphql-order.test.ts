import { describe, expect, test } from "vitest";
import { shopify } from "../../../src/connectors/shopify/index.js";
import { ORDER_QUERY } from "../../../src/connectors/shopify/queries.js";
import type { CanonicalOrder } from "../../../src/domain/order.js";
import { targetsBetween } from "../../../src/domain/order-change.js";
import { printedSeed, seededRandom } from "../../support/seeded.js";
import { canceled, exampleOrder, movedTo, withQuantity } from "../../support/shopify-examples.js";
import { type ShopifyOrder, webhookShape } from "../../support/shopify-order.js";
import { executed } from "../../support/shopify-shop.js";
import { codesSaid, orderIn, readWith } from "../read-with.js";

const settings = { webhookSecret: "hush" };
const told = { settings };
const webhookOf = (order: ShopifyOrder) => webhookShape(order);
/** The order as the Admin API answers the connector's own question. */
async function askedOf(order: ShopifyOrder): Promise<Record<string, unknown>> {
  const id = `gid://shopify/Order/${order.id}`;
  const { data, errors } = await executed(
    new Map([[order.id, order]]),
    { scopes: [], topics: [] },
    ORDER_QUERY,
    { id },
  );
  expect(errors).toBeUndefined();
  return JSON.parse(JSON.stringify(data?.order));
}

/** What two spellings of one value have in common: an instant, an amount. */
const comparable = (order: CanonicalOrder) => ({
  ...order,
  placedAt: Date.parse(order.placedAt),
  lines: order.lines.map((line) => ({ ...line, unitPrice: Number(line.unitPrice) })),
});

describe("an order as the webhook sends it and as the Admin API answers with it", () => {
  test("is the same order, whatever is in it", async () => {
    const random = seededRandom(printedSeed("two shapes"));
    for (let id = 5_871_934_351_001; id < 5_871_934_351_101; id += 1) {
      const first = exampleOrder(id, random);
      const last = withQuantity(movedTo(first, 60, "Hafenstraße 2"), 60, 11);
      for (const version of [first, last, canceled(last, 60)]) {
        const [sent, asked] = [
          await orderIn(shopify, webhookOf(version), told),
          await orderIn(shopify, await askedOf(version), told),
        ];
        expect(comparable(asked)).toEqual(comparable(sent));
        expect(targetsBetween(sent, asked)).toEqual([]);
        expect(targetsBetween(asked, sent)).toEqual([]);
        expect(asked.externalVersion).toBe(new Date(version.updatedAt).toISOString());
      }
    }
  });

  test("has the same buyer where there is none, and the same address where there is none", async () => {
    const order = { ...exampleOrder(77, seededRandom(1)), buyer: null, shipTo: null };
    const asked = await orderIn(shopify, await askedOf(order), told);
    expect(comparable(asked)).toEqual(comparable(await orderIn(shopify, webhookOf(order), told)));
    expect(asked).toMatchObject({ externalId: "77", shipTo: null, buyer: { code: null, name: null } });
  });

  test("has the same prices without their tax, and travels the same way", async () => {
    const order = exampleOrder(66, seededRandom(3));
    const lines = order.lines.map((line) => ({ ...line, quantity: 2, price: 11.9, discount: 0, tax: 3.8 }));
    const taxed = { ...order, lines, isTaxed: true, way: { title: "Express", price: 9.5 } };
    const asked = await orderIn(shopify, await askedOf(taxed), told);
    const sent = await orderIn(shopify, webhookOf(taxed), told);
    expect(targetsBetween(sent, asked)).toEqual([]);
    for (const read of [asked, sent]) {
      expect(read.lines.map(({ unitPrice }) => unitPrice)).toEqual(lines.map(() => "10"));
      expect(read.note).toMatch(/Shipping 9\.50? EUR: Express/);
    }
  });

  test("speaks of the same order to those who wait behind it", async () => {
    const order = exampleOrder(88, seededRandom(2));
    const broken = { ...webhookOf(order), line_items: "none" };
    for (const document of [webhookOf(order), await askedOf(order), { order: webhookOf(order) }, broken]) {
      expect(await readWith(shopify, document, told)).toMatchObject({ orderKey: "88" });
    }
    for (const document of [
      { orders: [webhookOf(order), webhookOf({ ...order, id: 89 })] },
      { id: 88, order_id: 5, refund_line_items: [], line_items: [] },
      { product: { id: 88 } },
    ]) {
      expect(await readWith(shopify, document, told)).toMatchObject({ orderKey: null });
    }
  });
});

describe("a document of the Admin API", () => {
  test("may hold many orders, as its answers do", async () => {
    const random = seededRandom(3);
    const nodes = await Promise.all([1, 2].map((id) => askedOf(exampleOrder(id, random))));
    for (const orders of [{ nodes }, { edges: nodes.map((node) => ({ node })) }]) {
      expect(await readWith(shopify, { data: { orders } }, told)).toMatchObject({
        documents: [{ order: { externalId: "1" } }, { order: { externalId: "2" } }],
      });
    }
  });

  test("with lines that are not all there is no order", async () => {
    const order = await askedOf(exampleOrder(9, seededRandom(4)));
    const lineItems = { ...(order.lineItems as object), pageInfo: { hasNextPage: true, endCursor: "x" } };
    const result = await readWith(shopify, { ...order, lineItems }, told);
    expect(result).toMatchObject({
      ok: false,
      issues: [{ code: "FIELD_INVALID", at: "lineItems.pageInfo" }],
    });
    expect(JSON.stringify(result)).toContain("more lines than the document");
  });

  test("names the variant only of an article that has some", async () => {
    const order = await askedOf({ ...exampleOrder(9, seededRandom(4)), lines: [LINE] });
    const read = await orderIn(
      shopify,
      JSON.parse(JSON.stringify(order).replace('"Large"', '"Default Title"')),
      told,
    );
    expect(read.lines[0]?.description).toBe("Thermal label");
  });

  const LINE = {
    id: 1,
    sku: "TL-1",
    title: "Thermal label",
    variant: "Large",
    quantity: 1,
    price: 2,
    discount: 0,
  };
});

test("an order whose lines were asked for by their edges is the same order", async () => {
  const { lineItems, ...asked } = await askedOf(exampleOrder(78, seededRandom(2)));
  const { nodes } = lineItems as { nodes: readonly unknown[] };
  const edges = (list: readonly unknown[], hasNextPage: boolean) => ({
    ...{ ...asked, lineItems: { edges: list.map((node) => ({ node })), pageInfo: { hasNextPage } } },
  });
  expect(await orderIn(shopify, edges(nodes, false), told)).toEqual(
    await orderIn(shopify, { ...asked, lineItems }, told),
  );
  expect(await codesSaid(shopify, edges(nodes, true), told)).toEqual(["FIELD_INVALID"]);
  expect(await codesSaid(shopify, edges([null], false), told)).toEqual(["FIELD_MISSING"]);
});

describe("news of an edit, which does not hold the order", () => {
  const edit = {
    order_edit: { id: 5, order_id: 4711, line_items: { additions: [{ id: 1, delta: 2 }], removals: [] } },
  };
  const headers = { "x-shopify-topic": "orders/edited" };

  test("lets the shop be asked for it", async () => {
    const asking = { ...settings, shop: "acme.myshopify.com", accessToken: "shpat" };
    expect(await readWith(shopify, edit, { headers, settings: asking })).toMatchObject({
      documents: [{ kind: "SOURCE_CHANGED", stream: "orders", externalId: "4711" }],
      orderKey: "4711",
    });
  });

  test("is left to the next message where the shop cannot be asked", async () => {
    expect(await codesSaid(shopify, edit, { headers, settings })).toEqual(["EDIT_WITHOUT_ORDER"]);
  });
});

test("a connection needs a secret or a key", () => {
  expect(shopify.settings.safeParse({}).error?.issues[0]?.path).toEqual(["webhookSecret"]);
  expect(shopify.settings.safeParse({ accessToken: "shpat", shop: "acme.myshopify.com" }).success).toBe(true);
});
