import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { enterAllStreams, pullConnection } from "../../src/flows/receiving/pull-all.js";
import { clientOf } from "../../src/flows/receiving/source-clients.js";
import { restartStreams, streamStates } from "../../src/store/writes/stream.js";
import { READING, startTestHub } from "../support/hub.js";
import { startWooShop, type WooFault, type WooShopOrder, wooShape } from "../support/woo-shop.js";

let world: Awaited<ReturnType<typeof startTestHub>>;
let shop: Awaited<ReturnType<typeof startWooShop>>;
beforeAll(async () => {
  shop = await startWooShop();
  world = await startTestHub("woocommerce_source", {
    warehouse: false,
    connections: { webshop: ["woocommerce", shop.settings] },
  });
});
afterAll(async () => {
  await world.close();
  await shop.close();
});
beforeEach(async () => {
  shop.calm();
  shop.orders.clear();
  shop.webhooks.length = 0;
  shop.asked.length = 0;
  await world.rows("TRUNCATE streams, inbound_messages, orders, facts, source_records, documents CASCADE");
  // A client of its own for each test, so that none waits for the limit that another has used up.
  world.reconfigure("webshop", "woocommerce", shop.settings);
  await enterAllStreams(world.hub);
});

const webshop = () => world.hub.connection("webshop") ?? expect.fail("no shop");
const source = () => webshop().connector.source ?? expect.fail("no source");
const client = () => clientOf(webshop(), source());
const secondsAgo = (seconds: number): string =>
  `${new Date(Date.now() - seconds * 1000).toISOString().slice(0, 19)}Z`;
const put = (id: number, seconds: number, change: Partial<WooShopOrder> = {}): WooShopOrder => {
  const order = {
    ...{ id, status: "processing", placedAt: "2026-11-01T08:00:00Z", modifiedAt: secondsAgo(seconds) },
    ...{ city: "Hamburg", quantity: 1 + (id % 9) },
    ...change,
  };
  shop.orders.set(id, order);
  return order;
};

async function pass(): Promise<number> {
  await world.rows("UPDATE streams SET next_at = now()");
  return pullConnection(world.hub, webshop());
}
const state = async () => (await streamStates(world.hub.store.pool))[0] ?? expect.fail("no stream");
async function known(): Promise<Record<string, string>> {
  await world.work(READING);
  const rows = await world.rows<{ externalId: string; quantity: string; status: string }>(
    `SELECT o.external_id, o.status, trim_scale(l.quantity)::text AS quantity
       FROM orders o JOIN order_lines l ON l.order_id = o.id`,
  );
  return Object.fromEntries(
    rows.map(({ externalId, quantity, status }) => [externalId, `${quantity} ${status}`]),
  );
}
const GONE = new Set(["cancelled", "trash"]);
const truth = (): Record<string, string> =>
  Object.fromEntries(
    [...shop.orders.values()].map(({ id, quantity, status }) => [
      id,
      `${quantity} ${GONE.has(status) ? "CANCELED" : "CONFIRMED"}`,
    ]),
  );

describe("the orders of a shop, read over its REST API", () => {
  test("come in page by page, and what changes comes again", async () => {
    for (let id = 1; id <= 250; id += 1) put(id, 90_000 - id);
    expect(await pass()).toBe(250);
    expect(await known()).toEqual(truth());
    expect(shop.asked).toHaveLength(3);
    put(40, 60, { quantity: 77 });
    put(41, 59, { status: "cancelled", quantity: 6 });
    expect(await pass()).toBe(2);
    expect(await known()).toEqual(truth());
    expect(await state()).toMatchObject({ messages: "252", failures: 0 });
  });

  test("are asked for by the clock of the world and not by that of the site", async () => {
    // Two hours behind the site's clock, an order of a minute ago would lie in its future.
    put(1, 60);
    expect(await pass()).toBe(1);
    put(2, 30);
    expect(await pass()).toBe(1);
    expect(shop.asked.at(-1)?.searchParams.get("dates_are_gmt")).toBe("true");
  });

  test("may be left alone if they are older than a day that is named", async () => {
    put(1, 60, { placedAt: "2025-02-28T23:59:59Z" });
    put(2, 50, { placedAt: "2025-03-01T00:00:00Z" });
    world.reconfigure("webshop", "woocommerce", { ...shop.settings, placedSince: "2025-03-01" });
    await pass();
    expect(await known()).toEqual({ 2: "3 CONFIRMED" });
  });

  test("are all there although orders leave the pages that were read", async () => {
    for (let id = 1; id <= 350; id += 1) put(id, 90_000 - id);
    // Five orders of the first page are changed: by counted pages, the next one would begin five too late.
    shop.meanwhile(() => {
      for (const id of [1, 2, 3, 4, 5]) put(id, 0, { quantity: 88 });
    });
    await pass();
    expect(Object.keys(await known())).toHaveLength(350);
    for (const id of [1, 2, 3, 4, 5]) put(id, 20, { quantity: 88 });
    await pass();
    expect(await known()).toEqual(truth());
  });

  test.each<[string, WooFault[]]>([
    ["with the counts that the shop gives", []],
    ["without them", Array.from({ length: 20 }, () => "NO_COUNTS" as const)],
  ])("are all there where one second holds more of them than a page, %s", async (_, faults) => {
    for (let id = 1; id <= 330; id += 1) put(id, 90_000);
    for (let id = 331; id <= 340; id += 1) put(id, 80_000);
    shop.fail(...faults);
    await pass();
    expect(await known()).toEqual(truth());
    expect(await state()).toMatchObject({ messages: "340", failures: 0 });
  });

  test("are all there where orders leave such a second while it is read", async () => {
    for (let id = 1; id <= 330; id += 1) put(id, 90_000);
    shop.meanwhile(() => {
      shop.meanwhile(() => void put(3, 0));
    });
    await pass();
    expect(Object.keys(await known())).toHaveLength(330);
  });

  test("in the bin are canceled, but not those that were there before", async () => {
    put(1, 500);
    put(2, 400, { status: "trash" });
    await pass();
    expect(await known()).toEqual({ 1: "2 CONFIRMED" });
    put(1, 30, { status: "trash" });
    await pass();
    expect(await known()).toMatchObject({ 1: "2 CANCELED" });
  });

  test("are not those that somebody is still in the middle of", async () => {
    put(1, 50, { status: "checkout-draft" });
    put(2, 40);
    expect(await pass()).toBe(1);
    expect(await known()).toEqual({ 2: "3 CONFIRMED" });
  });

  test("that a webhook has brought are known, and nothing is changed by them", async () => {
    const order = put(9, 100);
    // The shop writes its webhooks as PHP does.
    const body = JSON.stringify({ ...wooShape(order), currency_symbol: "€" }).replaceAll("/", "\\/");
    await world.send("webshop", body, {
      ...{ deliveryId: "d-1", headers: { "x-wc-webhook-topic": "order.created" } },
    });
    await world.work(READING);
    expect(await pass()).toBe(1);
    expect(await known()).toEqual(truth());
    expect(await world.rows("SELECT 1 FROM order_changes")).toEqual([]);
    expect((await world.orderOf("9")).version).toBe(1);
  });

  test("can be asked for one by one", async () => {
    const order = put(12, 100);
    const latest = (id: string) => source().fetchLatest?.(webshop().settings, "orders", id, client());
    expect(JSON.parse(Buffer.from((await latest("12"))?.body ?? []).toString())).toEqual(wooShape(order));
    expect(await latest("13")).toBeNull();
    expect(await latest("../customers")).toBeNull();
  });
});

describe("a shop that fails", () => {
  test.each<[string, WooFault, string]>([
    [
      "keys that are no longer good",
      { status: 401, body: '{"code":"woocommerce_rest_cannot_view"}' },
      "SOURCE_AUTH",
    ],
    ["an address that is gone", { status: 404 }, "SOURCE_REFUSED"],
    ["a page of maintenance", { status: 200, body: "<html>be right back</html>" }, "SOURCE_DATA"],
    [
      "an error inside a 200",
      { status: 200, body: '{"code":"rest_disabled","message":"Sorry"}' },
      "SOURCE_DATA",
    ],
    ["a redirection", { status: 302, headers: { location: "http://127.0.0.1:9/" } }, "SOURCE_REFUSED"],
  ])("with %s stops until a person has looked", async (_, fault, code) => {
    put(1, 100);
    shop.fail(fault);
    expect(await pass()).toBe(0);
    expect(await state()).toMatchObject({ isStopped: true, errorCode: code });
    expect(JSON.stringify(await state())).not.toContain(shop.settings.consumerSecret);
    await restartStreams(world.hub.store.pool);
    expect(await pass()).toBe(1);
    expect(await known()).toEqual(truth());
  });

  test.each<[string, WooFault, string]>([
    ["an outage", { status: 502 }, "SOURCE_TRANSIENT"],
    ["a line that is cut", "CUT", "SOURCE_TRANSIENT"],
    ["a line that is cut within the answer", "CUT_WITHIN", "SOURCE_TRANSIENT"],
    ["too many requests", { status: 429, headers: { "retry-after": "60" } }, "SOURCE_RATE_LIMITED"],
  ])("with %s is asked again, and loses no page and doubles none", async (_, fault, code) => {
    for (let id = 1; id <= 150; id += 1) put(id, 90_000 - id);
    shop.meanwhile(() => shop.fail(fault));
    expect(await pass()).toBe(100);
    expect(await state()).toMatchObject({ isStopped: false, errorCode: code, failures: 1 });
    expect(await pass()).toBe(50);
    expect(await known()).toEqual(truth());
    expect(await state()).toMatchObject({ messages: "150", failures: 0, error: null });
  });
});

describe("a shop that is set up", () => {
  const check = (settings: Record<string, unknown> = {}) =>
    source().check(
      webshop().connector.settings.parse({ ...shop.settings, placedSince: "2026-01-01", ...settings }),
      client(),
    );
  const webhook = (topic: string, status = "active") => ({
    id: 1,
    name: `to the hub: ${topic}`,
    topic,
    status,
  });

  test("says who it is, and that its keys travel in the open", async () => {
    shop.webhooks.push(webhook("order.created"), webhook("order.updated"), webhook("order.deleted"));
    expect(await check()).toEqual({
      ok: true,
      findings: [
        "The shop is called Nordlicht Werkstatt, and its orders can be read.",
        "Its address is not encrypted: the keys can be read on their way.",
      ],
    });
  });

  test("says which webhooks are missing, and which it has turned off", async () => {
    shop.webhooks.push(webhook("order.created"), webhook("order.updated", "disabled"));
    const { ok, findings } = await check();
    expect(ok).toBe(true);
    expect(findings.slice(2)).toEqual([
      'The webhook "to the hub: order.updated" for order.updated is disabled: turn it on again in the shop.',
      "The shop has no webhook for order.deleted.",
    ]);
  });

  test("says that everything will be read where no first day is set", async () => {
    expect((await check({ placedSince: undefined })).findings.join(" ")).toContain("placedSince is not set");
  });

  test("says why it cannot be read", async () => {
    const { ok, findings } = await check({ consumerSecret: "cs_wrong" });
    expect(ok).toBe(false);
    expect(findings.join(" ")).toContain("401");
    expect(await check({ consumerKey: undefined })).toMatchObject({ ok: true });
  });
});
