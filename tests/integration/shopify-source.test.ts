import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { enterAllStreams, pullConnection } from "../../src/flows/receiving/pull-all.js";
import { clientOf } from "../../src/flows/receiving/source-clients.js";
import { restartStreams, streamStates } from "../../src/store/writes/stream.js";
import { READING, startTestHub } from "../support/hub.js";
import { seededRandom } from "../support/seeded.js";
import { exampleLine, exampleOrder, secondsLater, withQuantity } from "../support/shopify-examples.js";
import { type ShopifyOrder, webhookShape } from "../support/shopify-order.js";
import { type ShopFault, startShopifyShop } from "../support/shopify-shop.js";

let world: Awaited<ReturnType<typeof startTestHub>>;
let shop: Awaited<ReturnType<typeof startShopifyShop>>;
beforeAll(async () => {
  shop = await startShopifyShop();
  world = await startTestHub("shopify_source", {
    warehouse: false,
    connections: { webshop: ["shopify", { ...shop.settings, webhookSecret: "hush" }] },
  });
});
afterAll(async () => {
  await world.close();
  await shop.close();
});
beforeEach(async () => {
  shop.orders.clear();
  shop.asked.length = 0;
  Object.assign(shop.bucket, { available: 1e9, restoreRate: 100 });
  await world.rows("TRUNCATE streams, inbound_messages, orders, facts, source_records, documents CASCADE");
  // A client of its own for each test, so that none waits for the limit that another has used up.
  reconfigure({});
  await enterAllStreams(world.hub);
});

const reconfigure = (settings: Record<string, unknown>): void =>
  world.reconfigure("webshop", "shopify", { ...shop.settings, webhookSecret: "hush", ...settings });
const random = seededRandom(11);
const webshop = () => world.hub.connection("webshop") ?? expect.fail("no shop");
const source = () => webshop().connector.source ?? expect.fail("no source");
const client = () => clientOf(webshop(), source());
const now = (): string => `${new Date().toISOString().slice(0, 19)}Z`;
const put = (order: ShopifyOrder): ShopifyOrder => {
  shop.orders.set(order.id, order);
  return order;
};
const shelve = (...ids: number[]) => ids.map((id) => put(exampleOrder(id, random)));

async function pass(): Promise<number> {
  await world.rows("UPDATE streams SET next_at = now()");
  return pullConnection(world.hub, webshop());
}
const state = async () => (await streamStates(world.hub.store.pool))[0] ?? expect.fail("no stream");
async function quantities(): Promise<Record<string, string>> {
  await world.work(READING);
  const rows = await world.rows<{ externalId: string; quantity: string }>(
    `SELECT o.external_id, string_agg(trim_scale(l.quantity)::text, ' ' ORDER BY l.line_number) AS quantity
       FROM orders o JOIN order_lines l ON l.order_id = o.id GROUP BY 1 ORDER BY 1`,
  );
  return Object.fromEntries(rows.map(({ externalId, quantity }) => [externalId, quantity]));
}
const truth = (): Record<string, string> =>
  Object.fromEntries(
    [...shop.orders.values()].map(({ id, lines }) => [id, lines.map(({ quantity }) => quantity).join(" ")]),
  );

describe("the orders of a shop, read over its Admin API", () => {
  test("come in page by page, and what changes comes again", async () => {
    const orders = shelve(...Array.from({ length: 30 }, (_, at) => 101 + at));
    expect(await pass()).toBe(30);
    expect(await quantities()).toEqual(truth());
    const newest =
      orders
        .map(({ updatedAt }) => updatedAt)
        .toSorted()
        .at(-1) ?? "";
    expect(await state()).toMatchObject({ cursor: new Date(newest).toISOString(), messages: "30" });

    put(withQuantity(orders[7] as ShopifyOrder, 172_800, 99));
    expect(await pass()).toBe(1);
    expect(shop.asked.at(-1)?.variables.search).toContain(`updated_at:>='${secondsLater(newest, -600)}'`);
    expect(await quantities()).toEqual(truth());
    expect(shop.asked.every(({ path }) => path === "/admin/api/2026-07/graphql.json")).toBe(true);
  });

  test("may be left alone if they are older than a day that is named", async () => {
    const [old, young] = shelve(151, 152) as [ShopifyOrder, ShopifyOrder];
    put({ ...old, placedAt: "2025-02-28T23:59:59Z" });
    put({ ...young, placedAt: "2025-03-01T00:00:00Z" });
    reconfigure({ placedSince: "2025-03-01" });
    await pass();
    expect(Object.keys(await quantities())).toEqual(["152"]);
  });

  test("bring all their lines, however many they are", async () => {
    const [order] = shelve(201);
    put({
      ...(order as ShopifyOrder),
      lines: Array.from({ length: 237 }, (_, at) => exampleLine(5_000 + at, random)),
    });
    shelve(202);
    expect(await pass()).toBe(2);
    expect(await quantities()).toEqual(truth());
    // One page of orders, and the lines behind the first 10 in pages of 90.
    expect(shop.asked).toHaveLength(4);
  });

  test("leave out one that is changed while its lines are read, and take it when it has settled", async () => {
    const [order] = shelve(203, 204);
    const long = put({
      ...(order as ShopifyOrder),
      lines: Array.from({ length: 40 }, (_, at) => exampleLine(6_000 + at, random)),
    });
    shop.meanwhile(() => put({ ...long, updatedAt: now(), lines: long.lines.slice(0, 20) }));
    expect(await pass()).toBe(1);
    expect(Object.keys(await quantities())).toEqual(["204"]);
    put({ ...long, updatedAt: secondsLater(now(), -20), lines: long.lines.slice(0, 20) });
    expect(await pass()).toBe(1);
    expect(await quantities()).toEqual(truth());
  });

  test("are all there although the page moves under the reader", async () => {
    const orders = shelve(...Array.from({ length: 20 }, (_, at) => 301 + at));
    const oldest = orders.toSorted((a, b) => (a.updatedAt < b.updatedAt ? -1 : 1))[0] as ShopifyOrder;
    // The first one of the first page moves to the end, and one that nobody has seen slips in before the cursor.
    shop.meanwhile(() => {
      put({ ...withQuantity(oldest, 0, 50), updatedAt: now() });
      put({ ...exampleOrder(399, random), updatedAt: secondsLater(oldest.updatedAt, 1) });
    });
    await pass();
    put({ ...(shop.orders.get(oldest.id) as ShopifyOrder), updatedAt: secondsLater(now(), -20) });
    await pass();
    const { 399: slipped, ...seen } = truth();
    expect(slipped).toBeTruthy();
    expect(await quantities()).toEqual(seen);
  });

  test("that a webhook has brought are known, and nothing is changed by them", async () => {
    const [order] = shelve(401);
    await world.send("webshop", JSON.stringify(webhookShape(order as ShopifyOrder)), {
      deliveryId: "wh-1",
      headers: { "x-shopify-topic": "orders/create" },
    });
    await world.work(READING);
    expect(await pass()).toBe(1);
    await world.work(READING);
    const [pulled] = await world.rows<{ result: string }>(
      "SELECT result FROM inbound_messages WHERE delivery_id LIKE 'orders/401@%'",
    );
    expect(pulled?.result).toMatch(/: nothing changed$/);
    expect((await world.orderOf("401")).version).toBe(1);
    expect(await world.rows("SELECT 1 FROM order_changes")).toEqual([]);
  });

  test("are asked for one by one where the shop only says that it was edited", async () => {
    shelve(501);
    const { messageId } = await world.send("webshop", '{"order_edit":{"id":1,"order_id":501}}', {
      deliveryId: "wh-2",
      headers: { "x-shopify-topic": "orders/edited" },
    });
    await world.work([...READING, "SourceChanged", ...READING]);
    expect(await world.message(messageId)).toMatchObject({ status: "APPLIED" });
    expect(await quantities()).toEqual(truth());
    const latest = await source().fetchLatest?.(webshop().settings, "orders", "501", client());
    expect(JSON.parse(Buffer.from(latest?.body ?? []).toString())).toMatchObject({
      id: "gid://shopify/Order/501",
    });
    expect(await source().fetchLatest?.(webshop().settings, "orders", "502", client())).toBeNull();
  });
});

describe("a shop that has no points left for us", () => {
  test("is left alone for as long as it takes to have them, and goes on where it was", async () => {
    shelve(...Array.from({ length: 20 }, (_, at) => 601 + at));
    Object.assign(shop.bucket, { available: 100, restoreRate: 20 });
    expect(await pass()).toBe(0);
    const { nextAt, errorCode, isStopped } = await state();
    expect({ errorCode, isStopped }).toEqual({ errorCode: "SOURCE_RATE_LIMITED", isStopped: false });
    // 800 points are missing at 20 a second.
    expect(nextAt.getTime() - Date.now()).toBeGreaterThan(38_000);
    expect(nextAt.getTime() - Date.now()).toBeLessThan(41_000);
    shop.bucket.available = 1e9;
    expect(await pass()).toBe(20);
  });

  test("is not asked before it has them", async () => {
    shelve(...Array.from({ length: 10 }, (_, at) => 701 + at));
    // After the first page 720 are left; the next 900 are there after half a second.
    Object.assign(shop.bucket, { available: 900, restoreRate: 360 });
    const before = Date.now();
    shop.meanwhile(() => setTimeout(() => Object.assign(shop.bucket, { available: 900 }), 400));
    expect(await pass()).toBe(10);
    expect(Date.now() - before).toBeGreaterThanOrEqual(450);
    expect(await state()).toMatchObject({ errorCode: null });
  });
});

const inside = (code: string | null, message: string): ShopFault => ({
  inside: { errors: [{ message, ...(code === null ? {} : { extensions: { code } }) }] },
});

describe("a shop that fails", () => {
  test.each<[string, ShopFault, string]>([
    [
      "a key that is no longer good",
      { status: 401, body: '{"errors":"[API] Invalid API key"}' },
      "SOURCE_AUTH",
    ],
    ["the same inside a 200", { inside: { errors: "[API] Invalid API key or access token" } }, "SOURCE_AUTH"],
    ["a right that is missing", inside("ACCESS_DENIED", "Access denied for orders field."), "SOURCE_AUTH"],
    ["a shop that is closed", { status: 402 }, "SOURCE_REFUSED"],
    ["a question that it does not understand", inside(null, "Field 'x' doesn't exist"), "SOURCE_REFUSED"],
    ["a question that costs too much", inside("MAX_COST_EXCEEDED", "Query cost is 1100"), "SOURCE_REFUSED"],
    [
      "complaints beside the data",
      { inside: { data: { orders: { userErrors: [{ field: null, message: "no such filter" }] } } } },
      "SOURCE_REFUSED",
    ],
    ["an answer that is a web page", "NOT_JSON", "SOURCE_DATA"],
    ["an answer without orders", { inside: { data: { orders: null } } }, "SOURCE_DATA"],
    ["an answer that is none", { inside: {} }, "SOURCE_DATA"],
    ["a redirection", { status: 301, headers: { location: "http://127.0.0.1:9/" } }, "SOURCE_REFUSED"],
  ])("with %s stops until a person has looked", async (_, fault, code) => {
    shelve(801);
    shop.fail(fault);
    expect(await pass()).toBe(0);
    expect(await state()).toMatchObject({ isStopped: true, errorCode: code });
    expect(JSON.stringify(await state())).not.toContain(shop.settings.accessToken);
    await restartStreams(world.hub.store.pool);
    expect(await pass()).toBe(1);
    expect(await quantities()).toEqual(truth());
  });

  test.each<[string, ShopFault]>([
    ["an outage", { status: 503 }],
    ["an error of its own inside a 200", inside("INTERNAL_SERVER_ERROR", "Internal error. Request ID: 7")],
    ["a line that is cut", "CUT"],
    ["a line that is cut within the answer", "CUT_WITHIN"],
  ])("with %s is asked again, and loses no page and doubles none", async (_, fault) => {
    shelve(...Array.from({ length: 20 }, (_order, at) => 901 + at));
    shop.meanwhile(() => shop.fail(fault));
    expect(await pass()).toBe(8);
    expect(await state()).toMatchObject({ isStopped: false, errorCode: "SOURCE_TRANSIENT", failures: 1 });
    expect(await pass()).toBe(12);
    expect(await quantities()).toEqual(truth());
    expect(await state()).toMatchObject({ messages: "20", failures: 0, error: null });
  });

  test("with too many requests gets the pause it asks for", async () => {
    shop.fail({ status: 429, headers: { "retry-after": "90" } });
    await pass();
    expect((await state()).nextAt.getTime() - Date.now()).toBeGreaterThan(85_000);
  });
});

describe("a shop that is set up", () => {
  const check = (settings: Record<string, unknown> = {}) =>
    source().check(
      webshop().connector.settings.parse({ ...shop.settings, placedSince: "2026-01-01", ...settings }),
      client(),
    );

  test("says who it is", async () => {
    expect(await check()).toEqual({ ok: true, findings: ["The shop is called Nordlicht."] });
  });

  test("says which rights and webhooks are missing", async () => {
    Object.assign(shop.rights, { scopes: ["read_orders"], topics: ["ORDERS_CREATE"] });
    const { ok, findings } = await check();
    Object.assign(shop.rights, {
      scopes: ["read_orders", "write_customers"],
      topics: ["ORDERS_CREATE", "ORDERS_UPDATED", "ORDERS_CANCELLED"],
    });
    expect(ok).toBe(false);
    expect(findings.join(" ")).toMatch(/lacks the right read_customers.*orders\/updated, orders\/cancelled/s);
    expect(await check()).toMatchObject({
      ok: true,
      findings: [expect.any(String), expect.stringContaining("60 days")],
    });
  });

  test("says that everything will be read where no first day is set", async () => {
    expect((await check({ placedSince: undefined })).findings.join(" ")).toContain("placedSince is not set");
  });

  test("says why it cannot be read", async () => {
    expect(await check({ accessToken: "wrong" })).toMatchObject({ ok: false });
    expect((await check({ accessToken: "wrong" })).findings.join(" ")).toContain("401");
    expect(await check({ accessToken: undefined, webhookSecret: "hush" })).toMatchObject({ ok: true });
  });
});
