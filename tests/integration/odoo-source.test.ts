import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { odoo } from "../../src/connectors/odoo/index.js";
import { sourceClient } from "../../src/connectors/source-client.js";
import { WEBHOOK_SECRET } from "../support/hub.js";
import { kept, raised, startOdooDatabase } from "../support/odoo-database.js";
import { minutesAgo, startSourceWorld } from "../support/source-world.js";

let database: Awaited<ReturnType<typeof startOdooDatabase>>;
let world: Awaited<ReturnType<typeof startSourceWorld>>;
beforeAll(async () => {
  database = await startOdooDatabase();
  world = await startSourceWorld("odoo_source", "odoo", {
    ...{ ...database.settings, timeZone: "Europe/Berlin", webhookSecret: WEBHOOK_SECRET },
  });
});
afterAll(async () => {
  await world.close();
  await database.close();
});
beforeEach(async () => {
  database.empty();
  await world.restart();
  const firm = {
    commercial_partner_id: [77, "Nordlicht Elektronik AG"],
    commercial_company_name: "Nordlicht Elektronik AG",
  };
  const berlin = { country_code: "DE", country_id: [57, "Germany"] };
  database.put("res.partner", {
    id: 77,
    name: "Nordlicht Elektronik AG",
    is_company: true,
    vat: "DE811569869",
    ...firm,
    ...berlin,
  });
  database.put("res.partner", {
    id: 78,
    name: "Amara Okafor",
    is_company: false,
    email: "a@nordlicht.example",
    ...firm,
    ...berlin,
  });
  database.put("res.partner", {
    ...{ id: 79, name: "Lager Bremen", is_company: false, ...firm, ...berlin },
    ...{ street: "Konsul-Smidt-Straße 8", street2: "Tor 3", zip: "28217", city: "Bremen" },
  });
  for (const n of [1, 2, 3]) database.put("product.product", { id: n, default_code: `TL-${n}` });
});

/** Puts an order of one company into the database, with a line for each quantity. */
function put(
  id: number,
  changedAt: string,
  quantities: readonly number[] = [1],
  more: Record<string, unknown> = {},
): void {
  const lines = quantities.map((_, at) => id * 10 + at);
  database.put("sale.order", {
    ...{ id, name: `S${id}`, client_order_ref: `PO-${id}`, state: "sale", currency_id: [125, "EUR"] },
    ...{ date_order: kept(minutesAgo(600)), commitment_date: "2026-12-23 23:30:00", order_line: lines },
    ...{
      partner_id: [78, "Amara Okafor"],
      partner_invoice_id: [77, "Nordlicht"],
      partner_shipping_id: [79, "Lager"],
    },
    ...{ write_date: kept(changedAt), ...more },
  });
  for (const [at, quantity] of quantities.entries()) line(id, at, quantity, changedAt);
}

function line(orderId: number, at: number, quantity: number, changedAt: string): void {
  database.put("sale.order.line", {
    ...{ id: orderId * 10 + at, order_id: [orderId, `S${orderId}`], sequence: at, name: "Label" },
    ...{ product_id: [at + 1, "Label"], product_uom_qty: quantity, product_uom_id: [1, "Units"] },
    ...{ price_unit: 10, price_subtotal: quantity * 9.5, write_date: kept(changedAt) },
  });
}

const linesOf = async (): Promise<Record<string, string>> =>
  Object.fromEntries(Object.entries(await world.orders()).map(([id, { lines }]) => [id, lines]));
const range = (count: number): number[] => Array.from({ length: count }, (_, at) => at + 1);

describe("a database that is read by the moment of change", () => {
  test("gives its orders whole: with lines, products, the company and the place of delivery", async () => {
    put(1, minutesAgo(60), [30, 2.5, 0]);
    put(2, minutesAgo(50));
    expect(await world.pass()).toBe(2);
    expect((await world.orders())[1]).toEqual({
      ...{ externalId: "1", externalNumber: "S1", poNumber: "PO-1", currency: "EUR", status: "CONFIRMED" },
      ...{
        requestedDate: "2026-12-24",
        buyer: "Nordlicht Elektronik AG",
        lines: "TL-1 30 9.5, TL-2 2.5 9.5",
      },
      shipTo: {
        ...{ recipient: "Nordlicht Elektronik AG", department: "Lager Bremen", phone: null, region: null },
        ...{ lines: ["Konsul-Smidt-Straße 8", "Tor 3"], city: "Bremen", postalCode: "28217", country: "DE" },
      },
    });
    const [{ party } = { party: null }] = await world.rows<{ party: unknown }>(
      "SELECT party FROM source_records LIMIT 1",
    );
    expect(party).toMatchObject({ code: "77", contactName: "Amara Okafor", taxId: "DE811569869" });
    const { cursor } = await world.stream();
    expect(cursor).toBe(
      `${String(database.table("sale.order").get(2)?.write_date).slice(0, 19).replace(" ", "T")}Z`,
    );
  });

  test("asks in UTC, in Odoo's own way of writing a moment", async () => {
    put(1, minutesAgo(30));
    await world.pass();
    await world.pass();
    const { cursor } = await world.stream();
    const since = new Date(Date.parse(cursor ?? "") - 600_000).toISOString().slice(0, 19).replace("T", " ");
    const asked = database.asked.filter(({ url }) => url.pathname === "/json/2/sale.order/search_read");
    expect(JSON.parse(asked.at(-2)?.body ?? "{}").domain[0]).toEqual(["write_date", ">=", since]);
  });

  test("brings a later version once, also one of which only a line has changed", async () => {
    put(1, minutesAgo(90), [10]);
    put(2, minutesAgo(29), [20]);
    await world.pass();
    line(1, 0, 11, minutesAgo(2));
    expect(await world.pass()).toBe(1);
    expect(await world.pass()).toBe(0);
    expect(await linesOf()).toEqual({ 1: "TL-1 11 9.5", 2: "TL-1 20 9.5" });
    // The line was newer than every order: the next pass need not look behind it again.
    expect(Date.parse((await world.stream()).cursor ?? "")).toBeGreaterThan(Date.parse(minutesAgo(4)));
  });

  test("gives more orders than fit on a page, written in one second or in one go", async () => {
    const same = minutesAgo(40);
    for (const id of range(230))
      put(id, same, [1], { write_date: kept(same, String(100_000 + ((id * 7919) % 900_000))) });
    for (const id of range(15)) put(300 + id, minutesAgo(39 - id));
    database.meanwhile(0, () => put(7, minutesAgo(0), [77]));
    expect(await world.pass()).toBe(245);
    expect(Object.keys(await linesOf())).toHaveLength(245);
    expect((await linesOf())[7]).toBe("TL-1 77 9.5");
    put(400, minutesAgo(23.9));
    expect(await world.pass()).toBe(1);
  });

  test("leaves quotations alone until they are confirmed, unless they are wanted", async () => {
    put(1, minutesAgo(30), [1], { state: "sent" });
    put(2, minutesAgo(29), [2], { state: "draft" });
    put(3, minutesAgo(28));
    await world.pass();
    expect(Object.keys(await world.orders())).toEqual(["3"]);
    put(1, minutesAgo(2), [1], { state: "sale" });
    put(3, minutesAgo(1), [1], { state: "cancel" });
    await world.pass();
    expect(await world.orders()).toMatchObject({ 1: { status: "CONFIRMED" }, 3: { status: "CANCELED" } });
    await world.restart({ quotations: "take" });
    await world.pass();
    expect(Object.keys(await world.orders())).toEqual(["1", "2", "3"]);
  });
});

describe("a database that fails", () => {
  test.each([
    ["a cut line", "CUT"],
    ["half an answer", "HALF"],
    ["an outage", { status: 502, body: "<html>Bad Gateway</html>" }],
    [
      "two who write at once",
      raised(500, "psycopg2.errors.SerializationFailure", "could not serialize access"),
    ],
    ["a database that has no place", raised(200, "psycopg2.OperationalError", "too many connections")],
  ] as const)("in the middle of composing with %s keeps nothing half, and goes on", async (_, failure) => {
    put(1, minutesAgo(30), [5, 6]);
    database.fail(null, null, failure);
    expect(await world.pass()).toBe(0);
    expect(await world.stream()).toMatchObject({ errorCode: "SOURCE_TRANSIENT", failures: 1, cursor: null });
    expect(await world.pass()).toBe(1);
    expect(await linesOf()).toEqual({ 1: "TL-1 5 9.5, TL-2 6 9.5" });
  });

  test("for too many requests gets the pause", async () => {
    put(1, minutesAgo(30));
    database.fail({ status: 429, body: "slow down", headers: { "retry-after": "90" } });
    await world.pass();
    const { isStopped, errorCode, nextAt } = await world.stream();
    expect({ isStopped, errorCode }).toEqual({ isStopped: false, errorCode: "SOURCE_RATE_LIMITED" });
    expect(nextAt.getTime() - Date.now()).toBeGreaterThan(80_000);
  });

  test.each([
    [
      "a key that has ended",
      raised(401, "werkzeug.exceptions.Unauthorized", "Invalid apikey"),
      "SOURCE_AUTH",
    ],
    ["a right that is missing", raised(403, "odoo.exceptions.AccessError", "not allowed"), "SOURCE_AUTH"],
    [
      "a right that is missing, inside a success",
      raised(200, "odoo.exceptions.AccessError", "not allowed"),
      "SOURCE_AUTH",
    ],
    ["a field it does not have", raised(500, "builtins.ValueError", "Invalid field 'x'"), "SOURCE_REFUSED"],
    [
      "an error of the older protocol inside a success",
      {
        status: 200,
        body: {
          jsonrpc: "2.0",
          error: {
            code: 200,
            message: "Odoo Server Error",
            data: { name: "odoo.exceptions.UserError", message: "no" },
          },
        },
      },
      "SOURCE_REFUSED",
    ],
    ["an error without a name inside a success", { status: 200, body: { error: "no" } }, "SOURCE_DATA"],
    ["a list without moments", { status: 200, body: [{ id: 1 }] }, "SOURCE_DATA"],
    ["a web page", { status: 200, body: "<html>Choose a database</html>" }, "SOURCE_DATA"],
  ] as const)("with %s stops and says why", async (_, failure, code) => {
    put(1, minutesAgo(30));
    database.fail(failure);
    await world.pass();
    const { isStopped, errorCode, error } = await world.stream();
    expect({ isStopped, errorCode }).toEqual({ isStopped: true, errorCode: code });
    expect(error).not.toContain("Traceback");
  });

  test("is told by check, in words", async () => {
    put(1, minutesAgo(30));
    const check = (settings: Record<string, unknown>) =>
      odoo.source?.check(odoo.settings.parse(settings), sourceClient({ requests: 100, seconds: 1 }));
    expect(await check(database.settings)).toMatchObject({ ok: true });
    expect(await check({ ...database.settings, apiKey: "old" })).toEqual({
      ok: false,
      findings: ["it answers werkzeug.exceptions.Unauthorized: Invalid apikey"],
    });
    expect(await check({})).toMatchObject({ ok: true });
  });
});

test("a webhook of an automation rule has its order read as it is now", async () => {
  put(1, minutesAgo(0), [10]);
  expect(await world.post({ _action: "Tell the hub(#4)", _id: 1, _model: "sale.order" })).toBe(202);
  expect(await linesOf()).toEqual({ 1: "TL-1 10 9.5" });
  expect(await world.post({ _action: "Tell the hub(#4)", _id: 9, _model: "sale.order" })).toBe(202);
  expect(Object.keys(await linesOf())).toEqual(["1"]);
  await world.rows("UPDATE streams SET cursor = NULL");
  expect(await world.pass()).toBe(0);
});
