import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { salesforce } from "../../src/connectors/salesforce/index.js";
import { sourceClient } from "../../src/connectors/source-client.js";
import { restartStreams } from "../../src/store/writes/stream.js";
import { WEBHOOK_SECRET } from "../support/hub.js";
import { type OrgOrder, stamp, startSalesforceOrg } from "../support/salesforce-org.js";
import { minutesAgo, startSourceWorld } from "../support/source-world.js";

let org: Awaited<ReturnType<typeof startSalesforceOrg>>;
let world: Awaited<ReturnType<typeof startSourceWorld>>;
beforeAll(async () => {
  org = await startSalesforceOrg();
  world = await startSourceWorld("salesforce_source", "salesforce", {
    ...org.settings,
    webhookSecret: WEBHOOK_SECRET,
  });
});
afterAll(async () => {
  await world.close();
  await org.close();
});
beforeEach(async () => {
  org.orders.clear();
  org.items.length = 0;
  org.deletedItems.length = 0;
  Object.assign(org.session, { token: "token-0", tokens: 0, refuses: false });
  org.forget();
  await world.restart();
});

const idOf = (n: number): string => `801${String(n).padStart(12, "0")}AAK`;
const itemIdOf = (n: number, at: number): string => `802${String(n * 1000 + at).padStart(12, "0")}AAK`;

/** Puts an order into the org, with an item for each quantity. */
function put(
  n: number,
  changedAt: string,
  quantities: readonly number[] = [n],
  more: Partial<OrgOrder> = {},
): void {
  const Id = idOf(n);
  org.orders.set(Id, {
    ...{ Id, OrderNumber: `0000${n}`, PoNumber: `PO-${n}`, Status: "Activated", StatusCode: "Activated" },
    ...{ CreatedDate: stamp(minutesAgo(600)), SystemModstamp: stamp(changedAt) },
    ...{
      AccountId: "0015g00000QxJ2nAAF",
      Account: { Name: "Nordlicht Elektronik AG", Phone: "+49 40 123456" },
    },
    BillToContact: { Name: "Amara Okafor", Email: "einkauf@nordlicht.example" },
    ...{
      ShippingStreet: "Konsul-Smidt-Straße 8\r\nTor 3",
      ShippingCity: "Bremen",
      ShippingPostalCode: "28217",
    },
    ...{ ShippingCountry: "Germany", Requested__c: "2026-12-24", ...more },
  });
  org.items.splice(0, org.items.length, ...org.items.filter(({ OrderId }) => OrderId !== Id));
  for (const [at, Quantity] of quantities.entries()) {
    const item = {
      Id: itemIdOf(n, at),
      OrderId: Id,
      Quantity,
      SystemModstamp: stamp(changedAt),
      UnitPrice: 9.5,
    };
    org.items.push({
      ...item,
      ...{ OrderItemNumber: `000${at + 1}`, Product2: { ProductCode: `TL-${at + 1}` } },
    });
  }
}

const linesOf = async (): Promise<Record<string, string>> =>
  Object.fromEntries(Object.entries(await world.orders()).map(([id, { lines }]) => [id, lines]));

describe("an org that is read by query", () => {
  test("gives its orders whole: all pages, all items, every field", async () => {
    put(1, minutesAgo(50), [30, 2.5]);
    put(2, minutesAgo(40), [1, 2, 3, 4, 5, 6, 7]);
    for (const n of [3, 4, 5]) put(n, minutesAgo(40 - n));
    expect(await world.pass()).toBe(5);
    const orders = await world.orders();
    expect(orders[idOf(1)]).toEqual({
      ...{ externalId: idOf(1), externalNumber: "00001", poNumber: "PO-1", currency: "EUR" },
      ...{ status: "CONFIRMED", requestedDate: "2026-12-24", buyer: "Nordlicht Elektronik AG" },
      lines: "TL-1 30 9.5, TL-2 2.5 9.5",
      shipTo: {
        ...{ recipient: "Nordlicht Elektronik AG", department: null, phone: null, region: null },
        lines: ["Konsul-Smidt-Straße 8", "Tor 3"],
        ...{ city: "Bremen", postalCode: "28217", country: "DE" },
      },
    });
    expect(orders[idOf(2)]?.lines).toBe(
      [1, 2, 3, 4, 5, 6, 7].map((quantity) => `TL-${quantity} ${quantity} 9.5`).join(", "),
    );
    expect(Object.keys(orders)).toEqual([1, 2, 3, 4, 5].map(idOf));
    expect(await world.stream()).toMatchObject({
      cursor: org.orders.get(idOf(5))?.SystemModstamp,
      ...{ messages: "5", repeats: "0", failures: 0 },
    });
  });

  test("brings a later version once, also one of which only an item has changed", async () => {
    put(1, minutesAgo(30), [10]);
    put(2, minutesAgo(29), [20]);
    await world.pass();
    const [item] = org.items;
    if (item !== undefined) org.items[0] = { ...item, Quantity: 11, SystemModstamp: stamp(minutesAgo(1)) };
    put(2, minutesAgo(28), [21]);
    expect(await world.pass()).toBe(2);
    expect(await world.pass()).toBe(0);
    expect(await linesOf()).toEqual({ [idOf(1)]: "TL-1 11 9.5", [idOf(2)]: "TL-1 21 9.5" });
  });

  test("loses and doubles nothing when many share a moment and others move between two pages", async () => {
    const same = minutesAgo(20);
    for (const n of [1, 2, 3, 4, 5]) put(n, same);
    // The first answer is the token; the second the first page.
    org.meanwhile(1, () => put(3, minutesAgo(0), [33]));
    expect(await world.pass()).toBe(5);
    put(6, same);
    put(3, minutesAgo(1), [33]);
    expect(await world.pass()).toBe(2);
    expect(await linesOf()).toMatchObject({ [idOf(3)]: "TL-1 33 9.5", [idOf(6)]: "TL-1 6 9.5" });
    expect(await world.messages()).toHaveLength(7);
  });

  test("is left a draft until it is activated, and a canceled order is canceled", async () => {
    put(1, minutesAgo(30), [1], { Status: "Draft", StatusCode: "Draft" });
    put(2, minutesAgo(29));
    await world.pass();
    expect(Object.keys(await world.orders())).toEqual([idOf(2)]);
    put(1, minutesAgo(3));
    put(2, minutesAgo(2), [2], { StatusCode: "Canceled" });
    await world.pass();
    expect(await world.orders()).toMatchObject({
      [idOf(1)]: { status: "CONFIRMED" },
      [idOf(2)]: { status: "CANCELED" },
    });
    expect((await world.messages()).every(({ status }) => status === "APPLIED")).toBe(true);
  });
});

describe("a session", () => {
  test("that ends in the middle of a pass is renewed once, and the pass goes on", async () => {
    for (const n of [1, 2, 3, 4, 5]) put(n, minutesAgo(30 - n));
    org.meanwhile(1, () => org.expire());
    expect(await world.pass()).toBe(5);
    expect(org.session.tokens).toBe(2);
    expect(await world.stream()).toMatchObject({ failures: 0, messages: "5" });
  });

  test("is renewed by one of all who find it ended", async () => {
    for (const n of [1, 2, 3]) put(n, minutesAgo(30 - n));
    const client = sourceClient({ requests: 100, seconds: 1 });
    const settings = salesforce.settings.parse({ ...org.settings, accessToken: "an old token" });
    const latest = (n: number) => salesforce.source?.fetchLatest?.(settings, "orders", idOf(n), client);
    const found = await Promise.all([1, 2, 3, 1, 2].map(latest));
    expect(found.every((message) => message !== null)).toBe(true);
    expect(org.session.tokens).toBe(1);
  });

  test.each([
    ["with an app that is refused", () => Object.assign(org.session, { refuses: true })],
    [
      "that ends again at once",
      () => {
        const ended = {
          status: 401,
          body: [{ message: "Session expired or invalid", errorCode: "INVALID_SESSION_ID" }],
        };
        org.fail(null, ended, null, ended);
      },
    ],
  ])("%s stops the stream until a person has looked", async (_, spoil) => {
    put(1, minutesAgo(30));
    spoil();
    expect(await world.pass()).toBe(0);
    expect(await world.stream()).toMatchObject({ isStopped: true, errorCode: "SOURCE_AUTH" });
    expect((await world.stream()).error).not.toContain("hush");
    org.session.refuses = false;
    await restartStreams(world.hub.store.pool);
    expect(await world.pass()).toBe(1);
  });
});

describe("an org that fails", () => {
  test("for too many requests is left alone for minutes, though it answers 403", async () => {
    put(1, minutesAgo(30));
    const body = [{ message: "TotalRequests Limit exceeded.", errorCode: "REQUEST_LIMIT_EXCEEDED" }];
    org.fail(null, { status: 403, body });
    await world.pass();
    const { isStopped, errorCode, nextAt } = await world.stream();
    expect({ isStopped, errorCode }).toEqual({ isStopped: false, errorCode: "SOURCE_RATE_LIMITED" });
    expect(nextAt.getTime() - Date.now()).toBeGreaterThan(240_000);
    expect(await world.pass()).toBe(1);
  });

  test.each([
    ["a cut line", "CUT"],
    ["half an answer", "HALF"],
    ["an outage", { status: 503, body: [{ message: "busy", errorCode: "SERVER_UNAVAILABLE" }] }],
    [
      "a place in the list that is forgotten",
      { status: 400, body: [{ message: "x", errorCode: "INVALID_QUERY_LOCATOR" }] },
    ],
  ] as const)("between two pages with %s loses nothing and doubles nothing", async (_, failure) => {
    for (const n of [1, 2, 3, 4, 5]) put(n, minutesAgo(30 - n));
    org.fail(null, null, failure);
    expect(await world.pass()).toBe(2);
    expect(await world.stream()).toMatchObject({ errorCode: "SOURCE_TRANSIENT", failures: 1, messages: "2" });
    expect(await world.pass()).toBe(3);
    expect(Object.keys(await world.orders())).toEqual([1, 2, 3, 4, 5].map(idOf));
    expect(await world.messages()).toHaveLength(5);
  });

  test.each([
    [
      "a right that is missing",
      { status: 403, body: [{ message: "x", errorCode: "API_DISABLED_FOR_ORG" }] },
      "SOURCE_AUTH",
    ],
    [
      "a field it does not have",
      { status: 400, body: [{ message: "No such column", errorCode: "INVALID_FIELD" }] },
      "SOURCE_REFUSED",
    ],
    ["a web page", { status: 200, body: "<html>maintenance</html>" }, "SOURCE_DATA"],
    ["something else than records", { status: 200, body: { hello: 1 } }, "SOURCE_DATA"],
    [
      "a next page elsewhere",
      { status: 200, body: { done: false, records: [], nextRecordsUrl: "https://elsewhere.example/q" } },
      "SOURCE_DATA",
    ],
  ] as const)("with %s stops and says why", async (_, failure, code) => {
    put(1, minutesAgo(30));
    org.fail(null, failure);
    await world.pass();
    expect(await world.stream()).toMatchObject({ isStopped: true, errorCode: code });
  });

  test("is told by check, in words", async () => {
    const check = (settings: Record<string, unknown>) =>
      salesforce.source?.check(
        salesforce.settings.parse(settings),
        sourceClient({ requests: 100, seconds: 1 }),
      );
    expect(await check(org.settings)).toMatchObject({ ok: true });
    expect(await check({ ...org.settings, clientSecret: "wrong" })).toEqual({
      ok: false,
      findings: ["it gives no token: invalid_client invalid client credentials"],
    });
    expect(await check({ ...org.settings, requestedDateField: "Wish__c" })).toMatchObject({ ok: false });
  });
});

describe("change events from a relay", () => {
  const event = (changeType: string, recordIds: readonly string[], more: Record<string, unknown> = {}) => ({
    data: {
      payload: {
        ChangeEventHeader: { entityName: "Order", changeType, recordIds, changeOrigin: "", ...more },
      },
      event: { replayId: 1 },
    },
  });

  test("have each of their records read as it is now", async () => {
    for (const n of [1, 2, 3]) put(n, minutesAgo(30));
    await world.pass();
    put(1, minutesAgo(0), [100]);
    put(2, minutesAgo(0), [200]);
    put(3, minutesAgo(0), [300]);
    expect(await world.post(event("UPDATE", [idOf(1), idOf(2)]))).toBe(202);
    expect(await linesOf()).toMatchObject({
      [idOf(1)]: "TL-1 100 9.5",
      [idOf(2)]: "TL-1 200 9.5",
      [idOf(3)]: "TL-1 3 9.5",
    });
    expect(await world.post(event("GAP_UPDATE", [idOf(3)]))).toBe(202);
    expect((await linesOf())[idOf(3)]).toBe("TL-1 300 9.5");
    // What the event has brought already is no news for the next pass.
    await world.rows("UPDATE streams SET cursor = NULL");
    expect(await world.pass()).toBe(0);
  });

  test("about an item lead to its order, even when the item is gone", async () => {
    put(1, minutesAgo(30), [5, 6]);
    const [, item] = org.items;
    if (item !== undefined) org.items[1] = { ...item, SystemModstamp: stamp(minutesAgo(10)) };
    await world.pass();
    expect((await linesOf())[idOf(1)]).toBe("TL-1 5 9.5, TL-2 6 9.5");
    org.deletedItems.push(...org.items.splice(1, 1));
    expect(await world.post(event("DELETE", [itemIdOf(1, 1)], { entityName: "OrderItem" }))).toBe(202);
    expect((await linesOf())[idOf(1)]).toBe("TL-1 5 9.5");
  });

  test("of our own are kept and not followed", async () => {
    put(1, minutesAgo(30));
    const own = { changeOrigin: "com/salesforce/api/rest/62.0;client=throughline" };
    expect(await world.post(event("UPDATE", [idOf(1)], own))).toBe(202);
    expect(await world.orders()).toEqual({});
    expect(org.asked).toEqual([]);
    expect(await world.messages()).toEqual([{ status: "APPLIED" }]);
  });

  test("of a deletion cancel nothing: a person is asked", async () => {
    put(1, minutesAgo(30));
    await world.pass();
    await world.orders();
    org.orders.clear();
    expect(await world.post(event("DELETE", [idOf(1)]))).toBe(202);
    expect((await world.orders())[idOf(1)]?.status).toBe("CONFIRMED");
    const tasks = await world.rows<{ title: string }>(
      "SELECT title FROM review_tasks WHERE kind = 'ORDER_CHANGE'",
    );
    expect(tasks).toEqual([{ title: expect.stringMatching(/asks to change order .*: CANCEL/) }]);
  });

  test("for a record that is gone, or that is no record at all, change nothing", async () => {
    expect(await world.post(event("UPDATE", [idOf(9)]))).toBe(202);
    expect(await world.post(event("UPDATE", ["801' OR Id != '"]))).toBe(202);
    expect(await world.orders()).toEqual({});
    expect(org.asked.filter(({ url }) => url.search.includes("+OR+"))).toEqual([]);
  });
});
