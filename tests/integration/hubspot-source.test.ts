import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { hubspot } from "../../src/connectors/hubspot/index.js";
import { sourceClient } from "../../src/connectors/source-client.js";
import { postEvents, startHubspotPortal } from "../support/hubspot-portal.js";
import { minutesAgo, startSourceWorld } from "../support/source-world.js";

const OWN = "1160452";
let portal: Awaited<ReturnType<typeof startHubspotPortal>>;
let world: Awaited<ReturnType<typeof startSourceWorld>>;
const webhookUrl = () => `${world.url}/webhooks/crm`;
beforeAll(async () => {
  portal = await startHubspotPortal();
  world = await startSourceWorld("hubspot_source", "hubspot", { ...portal.settings, ownSourceId: OWN });
});
afterAll(async () => {
  await world.close();
  await portal.close();
});
beforeEach(async () => {
  portal.empty();
  await world.restart({ webhookUrl: webhookUrl() });
});

/** Puts an order of one company into the portal, with a line item for each quantity. */
function put(id: number, changedAt: string, quantities: readonly number[] = [1]): void {
  const order = {
    ...{ hs_order_name: `Order ${id}`, hs_purchase_order_number: `PO-${id}`, hs_currency_code: "EUR" },
    ...{ hs_shipping_address_street: "Konsul-Smidt-Straße 8\nTor 3", hs_shipping_address_city: "Bremen" },
    ...{ hs_shipping_address_postal_code: "28217", hs_shipping_address_country: "Germany", hs_secret: "x" },
  };
  const isNew = !portal.objects.orders.has(String(id));
  portal.put("orders", String(id), order, changedAt);
  for (const [at, quantity] of quantities.entries()) {
    const item = String(id * 100 + at);
    portal.put(
      "line_items",
      item,
      { hs_sku: `TL-${at + 1}`, quantity: String(quantity), price: "9.5" },
      changedAt,
    );
    if (isNew) portal.associate(`orders/${id}`, `line_items/${item}`);
  }
  portal.put("companies", "88", { name: "Nordlicht Elektronik AG" }, changedAt);
  portal.put(
    "contacts",
    "77",
    { firstname: "Amara", lastname: "Okafor", email: "a@nordlicht.example" },
    changedAt,
  );
  if (isNew) {
    portal.associate(`orders/${id}`, "companies/88");
    portal.associate(`orders/${id}`, "contacts/77");
  }
}

const linesOf = async (): Promise<Record<string, string>> =>
  Object.fromEntries(Object.entries(await world.orders()).map(([id, { lines }]) => [id, lines]));
const range = (count: number): number[] => Array.from({ length: count }, (_, at) => at + 1);

describe("a portal that is searched and then read", () => {
  test("gives its orders whole: with all line items, the contact and the company", async () => {
    put(1, minutesAgo(60), [30, 2.5, 4, 5, 6]);
    put(2, minutesAgo(50));
    expect(await world.pass()).toBe(2);
    expect((await world.orders())[1]).toEqual({
      ...{ externalId: "1", externalNumber: "Order 1", poNumber: "PO-1", currency: "EUR" },
      ...{ status: "CONFIRMED", requestedDate: null, buyer: "Nordlicht Elektronik AG" },
      lines: "TL-1 30 9.5, TL-2 2.5 9.5, TL-3 4 9.5, TL-4 5 9.5, TL-5 6 9.5",
      shipTo: {
        ...{ recipient: null, department: null, phone: null, region: null },
        lines: ["Konsul-Smidt-Straße 8", "Tor 3"],
        ...{ city: "Bremen", postalCode: "28217", country: "DE" },
      },
    });
    const [{ party } = { party: null }] = await world.rows<{ party: unknown }>(
      "SELECT party FROM source_records LIMIT 1",
    );
    expect(party).toMatchObject({ code: "88", contactName: "Amara Okafor", emails: ["a@nordlicht.example"] });
    expect(await world.stream()).toMatchObject({
      cursor: portal.objects.orders.get("2")?.updatedAt,
      ...{ messages: "2", failures: 0 },
    });
  });

  test("loses nothing for an index that lags behind what was written", async () => {
    put(1, minutesAgo(30));
    portal.lag();
    put(2, minutesAgo(12));
    expect(await world.pass()).toBe(1);
    // The cursor passes by the order that the index does not show yet.
    portal.catchUp();
    put(3, minutesAgo(2));
    portal.lag();
    put(2, minutesAgo(12));
    await world.pass();
    portal.catchUp();
    put(4, minutesAgo(1));
    await world.pass();
    expect(Object.keys(await linesOf())).toEqual(["1", "2", "3", "4"]);
    expect(await world.messages()).toHaveLength(4);
  });

  test("leaves to the next pass what is younger than half a minute", async () => {
    put(1, minutesAgo(0.2));
    expect(await world.pass()).toBe(0);
    put(1, minutesAgo(0.6));
    expect(await world.pass()).toBe(1);
  });

  test("gives more orders than fit on a page, of which many share a moment", async () => {
    const same = minutesAgo(40);
    for (const id of range(230)) put(id, same);
    for (const id of range(15)) put(300 + id, minutesAgo(39 - id));
    portal.meanwhile(0, () => put(7, minutesAgo(0), [77]));
    expect(await world.pass()).toBe(245);
    expect(Object.keys(await linesOf())).toHaveLength(245);
    // The order that moved away while the first page was given was read as it had become.
    expect((await linesOf())[7]).toBe("TL-1 77 9.5");
    const searches = portal.asked.filter(({ url }) => url.pathname.endsWith("/search"));
    expect(searches.filter(({ body }) => body.includes('"after"'))).toEqual([]);
  });

  test("brings a line item that has changed alone, within the look back", async () => {
    put(1, minutesAgo(10), [5]);
    await world.pass();
    portal.put("line_items", "100", { quantity: "6" }, minutesAgo(1));
    expect(await world.pass()).toBe(1);
    expect(await world.pass()).toBe(0);
    expect(await linesOf()).toEqual({ 1: "TL-1 6 9.5" });
  });

  test("has a new order without line items wait for them, and nothing behind it", async () => {
    put(1, minutesAgo(2), []);
    await world.pass();
    expect(await linesOf()).toEqual({});
    portal.associate("orders/1", "line_items/100");
    portal.put("line_items", "100", { hs_sku: "TL-1", quantity: "3", price: "9.5" }, minutesAgo(1));
    await world.pass();
    expect(await linesOf()).toEqual({ 1: "TL-1 3 9.5" });
    expect((await world.messages()).map(({ status }) => status)).toEqual(["APPLIED", "APPLIED"]);
  });

  test("has a person choose between two companies, unless one is primary", async () => {
    for (const id of [1, 2]) put(id, minutesAgo(30));
    portal.put("companies", "89", { name: "Nordlicht Handel GmbH" }, minutesAgo(30));
    portal.associate("orders/1", "companies/89");
    portal.associate("orders/2", "companies/89", "Primary");
    await world.pass();
    expect(await world.orders()).toMatchObject({
      1: { status: "NEEDS_REVIEW", buyer: "Nordlicht Elektronik AG" },
      2: { status: "CONFIRMED", buyer: "Nordlicht Handel GmbH" },
    });
  });
});

describe("a portal that fails", () => {
  test("for too many requests gets the pause", async () => {
    put(1, minutesAgo(30));
    const body = { status: "error", errorType: "RATE_LIMIT", policyName: "TEN_SECONDLY_ROLLING" };
    portal.fail(null, { status: 429, body, headers: { "retry-after": "90" } });
    expect(await world.pass()).toBe(0);
    const { isStopped, errorCode, nextAt } = await world.stream();
    expect({ isStopped, errorCode }).toEqual({ isStopped: false, errorCode: "SOURCE_RATE_LIMITED" });
    expect(nextAt.getTime() - Date.now()).toBeGreaterThan(80_000);
    expect(await world.pass()).toBe(1);
  });

  test.each([
    ["a cut line", "CUT"],
    ["half an answer", "HALF"],
    ["an outage", { status: 502, body: "<html>Bad Gateway</html>" }],
    ["a lock", { status: 423, body: { status: "error", category: "LOCKED" } }],
  ] as const)("in the middle of composing with %s keeps nothing half, and goes on", async (_, failure) => {
    put(1, minutesAgo(30), [5, 6]);
    portal.fail(null, null, null, failure);
    expect(await world.pass()).toBe(0);
    expect(await world.stream()).toMatchObject({ errorCode: "SOURCE_TRANSIENT", failures: 1, cursor: null });
    expect(await world.pass()).toBe(1);
    expect(await linesOf()).toEqual({ 1: "TL-1 5 9.5, TL-2 6 9.5" });
  });

  test.each([
    ["a token that has ended", { status: 401, body: { category: "EXPIRED_AUTHENTICATION" } }, "SOURCE_AUTH"],
    ["a scope that is missing", { status: 403, body: { category: "MISSING_SCOPES" } }, "SOURCE_AUTH"],
    [
      "a search it does not understand",
      { status: 400, body: { category: "VALIDATION_ERROR" } },
      "SOURCE_REFUSED",
    ],
    ["a list without ids", { status: 200, body: { results: [{}] } }, "SOURCE_DATA"],
    ["a web page", { status: 200, body: "<html></html>" }, "SOURCE_DATA"],
  ] as const)("with %s stops and says why", async (_, failure, code) => {
    put(1, minutesAgo(30));
    portal.fail(failure);
    await world.pass();
    expect(await world.stream()).toMatchObject({ isStopped: true, errorCode: code });
  });

  test("is told by check, in words", async () => {
    put(1, minutesAgo(30));
    const check = (settings: Record<string, unknown>) =>
      hubspot.source?.check(hubspot.settings.parse(settings), sourceClient({ requests: 100, seconds: 1 }));
    expect(await check(portal.settings)).toMatchObject({ ok: true });
    expect(await check({ ...portal.settings, accessToken: "old" })).toEqual({
      ok: false,
      findings: [expect.stringContaining("INVALID_AUTHENTICATION")],
    });
    expect(await check({})).toMatchObject({ ok: true });
  });
});

describe("webhooks", () => {
  const event = (objectId: number, more: Record<string, unknown> = {}) => ({
    ...{ eventId: 1, subscriptionType: "object.propertyChange", objectTypeId: "0-123", objectId },
    ...{ occurredAt: Date.now(), changeSource: "CRM_UI", sourceId: "userId:1", ...more },
  });
  const post = (...events: unknown[]) => postEvents(webhookUrl(), events);

  test("have each order read once as it is now, though the search does not show it yet", async () => {
    portal.lag();
    put(1, minutesAgo(0), [10]);
    put(2, minutesAgo(0), [20]);
    expect(await post(event(1), event(2), event(1), event(77, { objectTypeId: "0-1" }))).toBe(202);
    expect(await linesOf()).toEqual({ 1: "TL-1 10 9.5", 2: "TL-1 20 9.5" });
    expect(portal.asked.filter(({ url }) => url.pathname.endsWith("orders/batch/read"))).toHaveLength(2);
    portal.catchUp();
    await world.rows("UPDATE streams SET cursor = NULL");
    expect(await world.pass()).toBe(0);
  });

  test("about a line item lead to its order", async () => {
    put(1, minutesAgo(0), [10]);
    const item = { subscriptionType: "line_item.propertyChange", objectTypeId: undefined };
    expect(await post(event(100, item))).toBe(202);
    expect(await linesOf()).toEqual({ 1: "TL-1 10 9.5" });
  });

  test("of our own changes are kept and not followed", async () => {
    put(1, minutesAgo(0));
    expect(await post(event(1, { changeSource: "INTEGRATION", sourceId: OWN }))).toBe(202);
    expect(await linesOf()).toEqual({});
    expect(portal.asked).toEqual([]);
    expect(await world.messages()).toEqual([{ status: "APPLIED" }]);
  });

  test("of a deletion cancel nothing: a person is asked", async () => {
    put(1, minutesAgo(1));
    await post(event(1));
    await linesOf();
    portal.objects.orders.clear();
    expect(await post(event(1, { subscriptionType: "object.deletion" }))).toBe(202);
    expect((await world.orders())[1]?.status).toBe("CONFIRMED");
    expect(await world.rows("SELECT kind FROM review_tasks WHERE kind = 'ORDER_CHANGE'")).toHaveLength(1);
  });

  test("signed for another address, or too long ago, are turned away", async () => {
    expect(await postEvents(webhookUrl(), [event(1)], "https://elsewhere.example/webhooks/crm")).toBe(401);
    expect(await postEvents(webhookUrl(), [event(1)], webhookUrl(), Date.now() - 301_000)).toBe(401);
    expect(await world.messages()).toEqual([]);
  });
});
