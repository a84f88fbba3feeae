import { readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { MapResult, RawMessage, StoredMessage } from "../../../src/connectors/connector.js";
import { orderFile } from "../../../src/connectors/order-file/index.js";
import { canonicalOrder } from "../../../src/domain/order.js";

const DEMO = new URL("../../../examples/demo/sales-desk/", import.meta.url);
const demo = (name: string): Uint8Array => Uint8Array.from(readFileSync(new URL(name, DEMO)));

async function read(body: Uint8Array, settings: Record<string, unknown> = {}): Promise<MapResult> {
  const message: StoredMessage = {
    id: "m-1",
    receivedAt: "2026-11-10T09:00:00.000Z",
    body,
    contentType: "text/csv",
    fileName: "orders.csv",
    headers: {},
    deliveryId: null,
  };
  const parsed = orderFile.settings.parse(settings);
  return orderFile.map(await orderFile.decode(message, parsed), message, parsed);
}

function ordersOf(result: MapResult) {
  return result.ok
    ? result.documents.flatMap((document) => (document.kind === "ORDER" ? [document.order] : []))
    : [];
}

describe("the sales desk's files", () => {
  test.each([
    [
      "desk-a.csv",
      [
        "YF-0071 深圳市云帆科技有限公司 3",
        "YF-0090 深圳市云帆物流有限公司 2",
        "SH-0655 上海明远贸易有限公司 1",
        "US-3308 Harbor Street Bakery Supply LLC 2",
      ],
    ],
    [
      "desk-b.csv",
      [
        "D-20417 Müller & Söhne Maschinenbau GmbH 2",
        "D-20533 Nordlicht Elektronik AG 1",
        "UK-5120 Greenfield Primary School 2",
      ],
    ],
    [
      "desk-c.xlsx",
      [
        "TW-0412 台湾晶宏电子股份有限公司 2",
        "US-3391 Brightwater Medical 1",
        "GZ-1180 广州云帆科技有限公司 3",
      ],
    ],
  ])("%s gives its orders, none in doubt, each with a place to go", async (name, expected) => {
    const orders = ordersOf(await read(demo(name)));
    expect(orders.map(({ buyer, lines }) => `${buyer.code} ${buyer.name} ${lines.length}`)).toEqual(expected);
    for (const order of orders) {
      expect(canonicalOrder.parse(order)).toEqual(order);
      expect(order.doubts).toEqual([]);
      expect(order.shipTo).toMatchObject({
        recipient: expect.any(String),
        city: expect.any(String),
        country: expect.any(String),
      });
      expect(order.buyer.otherCodes).toEqual([{ system: "erp", value: order.buyer.code }]);
    }
  });

  test("decimal commas, thousands and German days come out exact", async () => {
    const [order] = ordersOf(await read(demo("desk-b.csv")));
    expect(order).toMatchObject({
      externalId: "SD-26110501",
      poNumber: "MS-4471",
      placedAt: "2026-11-05T00:00:00Z",
      requestedDate: "2026-11-20",
      currency: "EUR",
      lines: [
        { lineNumber: "10", quantity: "2", unitPrice: "129" },
        { lineNumber: "20", quantity: "1200", unitPrice: "4.25" },
      ],
    });
  });

  test("every value names the row and the heading it stood under", async () => {
    const [, second] = ordersOf(await read(demo("desk-b.csv")));
    expect(second?.provenance).toContainEqual({
      path: "lines.0.quantity",
      part: "row:4",
      rule: 'column "Menge"',
      text: "30",
    });
    expect(second?.provenance).toContainEqual({
      path: "buyer.name",
      part: "row:4",
      rule: 'column "Kunde"',
      text: "Nordlicht Elektronik AG",
    });
  });

  test("columns nobody knows stop the file and say how to go on", async () => {
    const result = await read(demo("desk-broken.csv"));
    expect(result).toMatchObject({
      ok: false,
      issues: [{ code: "UNKNOWN_COLUMNS", message: expect.stringContaining("`columns` setting") }],
    });
    const columns = {
      Vorgang: "orderNumber",
      Wer: "customerName",
      Was: "sku",
      Wieviel: "quantity",
      "Bis wann": "requestedDate",
      Kürzel: "ignored",
    };
    expect(
      ordersOf(await read(demo("desk-broken.csv"), { columns })).map(({ externalId }) => externalId),
    ).toEqual(["8841", "8842"]);
  });
});

describe("a file", () => {
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

  test("with one bad row is kept out as a whole", async () => {
    const result = await read(bytes("Order No,SKU,Qty\nA-1,TL-1001,3\nA-2,TL-1002,x"));
    expect(result).toEqual({
      ok: false,
      issues: [{ code: "NOT_A_NUMBER", message: expect.any(String), at: 'row 3, column "Qty"' }],
    });
  });

  test("is read by the settings where it says nothing itself", async () => {
    const text =
      'Order No,Customer No,SKU,Qty,Unit Price,Due Date,Ship to\nA-1,77,TL-1001,3,"1,234",05/06/2027,"Main Street 5, 8001 Zürich"';
    const [order] = ordersOf(
      await read(bytes(text), { country: "CH", currency: "CHF", decimalMark: ".", codeSystem: "crm" }),
    );
    expect(order).toMatchObject({
      currency: "CHF",
      requestedDate: "2027-06-05",
      buyer: { code: "77", otherCodes: [{ system: "crm", value: "77" }] },
      shipTo: { country: "CH" },
      lines: [{ unitPrice: "1234" }],
    });
  });

  test("can cancel an order by its status", async () => {
    const orders = ordersOf(
      await read(bytes("Order No,Status,SKU,Qty\nA-1,storniert,TL-1001,3\nA-2,open,TL-1001,3")),
    );
    expect(orders.map(({ canceled }) => canceled)).toEqual([true, false]);
  });

  test("with a value too long for any order is named, not passed on", async () => {
    const result = await read(bytes(`Order No,Customer,SKU,Qty\nA-1,${"x".repeat(600)},TL-1001,3`));
    expect(result).toMatchObject({ ok: false, issues: [{ at: "order A-1, buyer.name" }] });
  });

  test("of nothing says so", async () => {
    expect(await read(new Uint8Array(0))).toMatchObject({ ok: false, issues: [{ code: "EMPTY_FILE" }] });
  });
});

describe("a watched folder", () => {
  let folder: string;
  beforeEach(async () => {
    folder = join(await mkdtemp(join(tmpdir(), "orders-")), "inbox");
    await mkdir(folder, { recursive: true });
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const context = (settings: Record<string, unknown>, received: RawMessage[]) => ({
    connectionId: "sales-desk",
    settings: orderFile.settings.parse(settings),
    async receive(message: RawMessage) {
      received.push(message);
      return { messageId: "m-1", duplicate: false };
    },
    log: () => undefined,
  });

  test("hands in the files that are left in it", async () => {
    const received: RawMessage[] = [];
    const door = await orderFile.listen?.(context({ folder }, received));
    try {
      await writeFile(join(folder, "desk-a.csv"), demo("desk-a.csv"));
      await expect
        .poll(() => received.map(({ fileName }) => fileName), { timeout: 10_000 })
        .toEqual(["desk-a.csv"]);
      expect(received[0]?.body).toEqual(demo("desk-a.csv"));
    } finally {
      await door?.close();
    }
  });

  test("is not asked for by default", async () => {
    expect(await orderFile.listen?.(context({}, []))).toBeNull();
  });
});
