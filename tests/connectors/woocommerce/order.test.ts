import { describe, expect, test } from "vitest";
import { woocommerce } from "../../../src/connectors/woocommerce/index.js";
import { codesSaid, orderIn, readWith } from "../read-with.js";

const order = (more: object = {}) => ({
  id: 4711,
  number: "4711",
  status: "processing",
  currency: "EUR",
  date_created: "2026-11-18T10:12:00",
  date_created_gmt: "2026-11-18T09:12:00",
  date_modified_gmt: "2026-11-18T09:20:00",
  customer_id: 26,
  billing: {
    first_name: "Amara",
    last_name: "Okafor",
    address_1: "Am Sandtorkai 30",
    city: "Hamburg",
    postcode: "20457",
    country: "DE",
    email: "a@example.org",
  },
  shipping: {},
  line_items: [{ id: 315, name: "Label", quantity: 3, total: "65.97", sku: "TL-1001", price: 21.99 }],
  refunds: [],
  meta_data: [],
  ...more,
});

describe("an order of WooCommerce", () => {
  test("has its moments in the time of Greenwich, and goes to the buyer where no other address is", async () => {
    expect(await orderIn(woocommerce, order())).toMatchObject({
      externalId: "4711",
      placedAt: "2026-11-18T09:12:00.000Z",
      externalVersion: "2026-11-18T09:20:00.000Z",
      buyer: { code: "26", kind: "PERSON", name: "Amara Okafor", emails: ["a@example.org"] },
      shipTo: { recipient: "Amara Okafor", city: "Hamburg" },
      lines: [{ lineNumber: "315", sku: "TL-1001", quantity: "3", unitPrice: "21.99" }],
      canceled: false,
    });
  });

  test.each([
    [
      { address_1: "Rua das Flores", number: "250", neighborhood: "Boa Vista" },
      ["Rua das Flores 250", "Boa Vista"],
    ],
    [{ address_1: "Rua das Flores, 250", number: "250" }, ["Rua das Flores, 250"]],
  ])("has the number of the house and the quarter where a plugin asks for them", async (parts, lines) => {
    const shipping = { first_name: "Ana", city: "Recife", country: "BR", ...parts };
    expect((await orderIn(woocommerce, order({ shipping }))).shipTo).toMatchObject({ lines });
  });

  test.each(["_billing_purchase_order_number", "billing_purchase_order", "po_number"])(
    "has the buyer's own number where a plugin keeps it as %s",
    async (key) => {
      const meta = [{ id: 1, key, value: "PO-77" }];
      expect(await orderIn(woocommerce, order({ meta_data: meta }))).toMatchObject({ poNumber: "PO-77" });
    },
  );

  test("of a guest has no customer's number", async () => {
    expect((await orderIn(woocommerce, order({ customer_id: 0 }))).buyer.code).toBeNull();
  });

  test.each([
    ["cancelled", true],
    ["refunded", true],
    ["failed", true],
    ["completed", false],
    ["processing", false],
  ])("that is %s is canceled: %s", async (status, canceled) => {
    expect((await orderIn(woocommerce, order({ status }))).canceled).toBe(canceled);
  });

  test("that waits for its money says so", async () => {
    expect(await codesSaid(woocommerce, order({ status: "on-hold" }))).toEqual(["PAYMENT_OPEN"]);
  });

  test("that was paid back in part says so, and stays", async () => {
    const paidBack = order({ refunds: [{ id: 9, reason: "", total: "-21.99" }] });
    expect((await orderIn(woocommerce, paidBack)).canceled).toBe(false);
    expect(await codesSaid(woocommerce, paidBack)).toEqual(["PARTLY_REFUNDED"]);
  });

  test("that is a draft nobody has placed", async () => {
    expect(await codesSaid(woocommerce, order({ status: "checkout-draft" }))).toEqual(["NOT_PLACED"]);
  });

  test("with the shop's own time only is read on the clock of the connection", async () => {
    const local = order({ date_created_gmt: null });
    const settings = { timeZone: "Europe/Berlin" };
    expect((await orderIn(woocommerce, local, { settings })).placedAt).toBe("2026-11-18T09:12:00.000Z");
    expect(await codesSaid(woocommerce, local, { settings })).toEqual(["ZONE_UNKNOWN"]);
  });

  test("stands in a list for itself, and one that cannot be read is set aside alone", async () => {
    expect(await readWith(woocommerce, [order(), order({ id: 4712 })])).toMatchObject({
      documents: [{ order: { externalId: "4711" } }, { order: { externalId: "4712" } }],
    });
    expect(await readWith(woocommerce, [order(), order({ id: 4712, line_items: [] })])).toMatchObject({
      ...{ ok: true, documents: [{ order: { externalId: "4711" } }], unread: [{ number: 2 }] },
      warnings: [{ code: "ORDER_WITHOUT_LINES", at: expect.stringMatching(/^order 4712/) }],
    });
  });

  test.each([
    ["a note", { id: 1, note: "x", author: "y" }],
    ["a refund", { id: 1, refunded_by: 1, line_items: [] }],
    ["an error", { code: "woocommerce_rest_cannot_view", message: "no", data: { status: 401 } }],
  ])("is not %s", async (_, document) => {
    expect(await codesSaid(woocommerce, document)).toEqual(["NOT_AN_ORDER"]);
  });
});

describe("a deleted order", () => {
  const headers = { "x-wc-webhook-topic": "order.deleted" };

  test("is asked to be canceled by its id, which is all that is told", async () => {
    expect(await readWith(woocommerce, { id: 4711 }, { headers })).toMatchObject({
      documents: [
        { kind: "ORDER_CHANGE", change: { order: { externalId: "4711" }, targets: [{ kind: "CANCEL" }] } },
      ],
    });
  });

  test("is canceled where it is told whole", async () => {
    expect((await orderIn(woocommerce, order(), { headers })).canceled).toBe(true);
  });
});

describe("the door", () => {
  const knock = (text: string, settings: object = {}) =>
    woocommerce.webhook?.(
      { headers: {}, rawBody: new TextEncoder().encode(text), receivedAt: new Date(0) },
      woocommerce.settings.parse(settings),
    );

  test("answers the greeting of a new webhook, which nobody signs, and keeps nothing", async () => {
    expect(await knock("webhook_id=17", { webhookSecret: "hush" })).toMatchObject({
      kind: "answer",
      status: 200,
    });
  });

  test.each(["webhook_id=17&x=1", "webhook_id=", '{"webhook_id":17}', ""])(
    "does not take %j for a greeting",
    async (text) => {
      expect(await knock(text, { webhookSecret: "hush" })).toMatchObject({ kind: "refuse", status: 401 });
    },
  );

  test("is closed without a secret", async () => {
    expect(await knock("{}")).toMatchObject({ kind: "refuse", status: 401 });
  });

  test("lets other topics pass without keeping documents", async () => {
    const headers = { "x-wc-webhook-topic": "product.updated" };
    expect(await readWith(woocommerce, { id: 1 }, { headers })).toMatchObject({ ok: true, documents: [] });
  });
});
