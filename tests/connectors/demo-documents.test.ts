import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { connectorById } from "../../src/connectors/index.js";
import type { CanonicalOrder } from "../../src/domain/order.js";
import { targetsBetween } from "../../src/domain/order-change.js";
import { SETTINGS } from "./rigs.js";

const DEMO = fileURLToPath(new URL("../../examples/demo", import.meta.url));

function read(connectorId: string, folder: string, file: string) {
  return understood(connectorId, file, Uint8Array.from(readFileSync(join(DEMO, folder, file))));
}

async function understood(connectorId: string, file: string, body: Uint8Array) {
  const connector = connectorById(connectorId);
  if (connector === undefined) throw new Error(`no connector ${connectorId}`);
  const settings = connector.settings.parse(SETTINGS[connectorId] ?? {});
  const envelope = {
    id: "0195f000-0000-7000-8000-000000000001",
    receivedAt: "2026-11-21T12:00:00Z",
    contentType: "application/json",
    fileName: file,
    headers: {},
    deliveryId: null,
  };
  return connector.map(await connector.decode({ ...envelope, body }, settings), envelope, settings);
}

/** The document in the description of the format has to be what the description says it is. */
test("the example in docs/webhook-order-format.md is an order", async () => {
  const page = readFileSync(join(DEMO, "../../docs/webhook-order-format.md"), "utf8");
  const [, example = ""] = /```json\n([\s\S]+?)```/.exec(page) ?? [];
  const result = await understood("standard-webhooks", "example.json", new TextEncoder().encode(example));
  expect(result).toMatchObject({
    ok: true,
    warnings: [],
    documents: [{ order: { externalId: "PS-20264" } }],
  });
});

async function orderIn(connectorId: string, folder: string, file: string): Promise<CanonicalOrder> {
  const result = await read(connectorId, folder, file);
  const [document] = result.ok ? result.documents : [];
  if (document?.kind !== "ORDER") throw new Error(`${file}: ${JSON.stringify(result)}`);
  return document.order;
}

const DOORS: readonly (readonly [connector: string, folder: string, orders: number])[] = [
  ["shopify", "web/webshop", 8],
  ["standard-webhooks", "web/partner-shop", 4],
  ["call-center", "call-center", 6],
];

describe.each(DOORS)("the demo's documents for %s", (connectorId, folder, count) => {
  const files = readdirSync(join(DEMO, folder)).filter((name) => /^[a-z]\d+\.json$/.test(name));

  test("are orders, each with a number, an address, a buyer and lines of its own", async () => {
    const orders = await Promise.all(files.map((file) => orderIn(connectorId, folder, file)));
    expect(orders).toHaveLength(count);
    expect(new Set(orders.map(({ externalId }) => externalId)).size).toBe(count);
    for (const order of orders) {
      expect(order.buyer.name).not.toBeNull();
      expect(order.shipTo?.lines.length).toBeGreaterThan(0);
      expect(order.placedAt).toMatch(/^2026-11-/);
      expect(order.lines.every(({ sku, unitPrice }) => sku !== null && unitPrice !== null)).toBe(true);
    }
  });
});

test("the customer of W7 moves, and nothing else changes", async () => {
  const before = await orderIn("shopify", "web/webshop", "w7.json");
  const after = await orderIn("shopify", "web/webshop", "w7-updated.json");
  expect(after.externalId).toBe(before.externalId);
  expect((after.externalVersion ?? "") > (before.externalVersion ?? "")).toBe(true);
  expect(targetsBetween(before, after)).toEqual([{ kind: "SHIP_TO", shipTo: after.shipTo }]);
  expect(after.shipTo).toMatchObject({
    lines: ["Konsul-Smidt-Straße 8"],
    postalCode: "28217",
    city: "Bremen",
  });
});

test("the broken order says where it breaks off", async () => {
  expect(await read("shopify", "web/webshop", "broken.json")).toMatchObject({
    ok: false,
    issues: [{ code: "MESSAGE_CUT_OFF", at: expect.stringMatching(/^line \d+, column \d+/) }],
  });
});

test("K1 quotes the customer's ERP code and the number that called", async () => {
  const { buyer } = await orderIn("call-center", "call-center", "k1.json");
  expect(buyer).toMatchObject({ code: null, otherCodes: [{ system: "erp", value: "YF-0071" }] });
  expect(buyer.phones).toEqual(["+86 755 8602 3100", "+8675586023100"]);
});
