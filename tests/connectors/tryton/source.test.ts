import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sourceClient } from "../../../src/connectors/source-client.js";
import { tryton } from "../../../src/connectors/tryton/index.js";
import { startTrytonLoopback, TrytonError } from "../../support/tryton-loopback.js";

let server: Awaited<ReturnType<typeof startTrytonLoopback>>;
beforeAll(async () => {
  server = await startTrytonLoopback();
});
afterAll(() => server.close());

const client = sourceClient({ requests: 10_000, seconds: 1 });
const EVERYTHING = { cursor: null, since: null, until: "2030-01-01T00:00:00.000Z" };

/** What one stream brings, by the ids of its messages, and how far it has read. */
async function read(name: string, since: string | null = null, more: Record<string, unknown> = {}) {
  const settings = tryton.settings.parse({ ...server.settings, ...more });
  const stream = tryton.source?.streams.find((one) => one.name === name) ?? expect.fail(`no stream ${name}`);
  const ids: string[] = [];
  let cursor: string | null = null;
  for await (const page of stream.pull(settings, { ...EVERYTHING, since }, client)) {
    ids.push(...page.messages.map(({ deliveryId }) => deliveryId ?? ""));
    cursor = page.cursor;
  }
  return { ids, cursor };
}

function sell(reference: string): number {
  const address = server.tables.add("party.address", { street: "Am Sandtorkai 30", city: "Hamburg" });
  const shipment = server.tables.add("stock.shipment.out", {
    number: "S",
    state: "waiting",
    delivery_address: address.id,
  });
  const sale = server.tables.add("sale.sale", {
    ...{ reference, state: "processing", number: "1", party: 1, origin: null, shipment_state: "waiting" },
    ...{ shipment_address: address.id, lines: [], moves: [], shipments: [shipment.id] },
  });
  return sale.id;
}

describe("what is changed inside Tryton", () => {
  test("is read for our orders only, and is one message whichever way it is noticed", async () => {
    const id = sell(randomUUID());
    sell("PO 4711");
    const { ids, cursor } = await read("orders");
    expect(ids).toEqual([expect.stringMatching(new RegExp(`^sales/${id}@\\d{16}\\.\\d{16}\\.[0-9a-f]{8}#`))]);
    expect(cursor).toMatch(/^2026-11-10T09:00:00\.\d{6}Z$/);
    expect((await read("shipments")).ids).toEqual(ids);
    expect((await read("parties")).ids).toEqual(ids);
  });

  test("is another version when only the address is written over", async () => {
    const before = (await read("orders")).ids;
    const [address] = server.tables.search("party.address", []);
    server.tables.write(address ?? expect.fail(), { street: "Wall 40" });
    const since = (await read("parties")).cursor;
    expect((await read("parties", since)).ids).not.toEqual(before);
  });

  test("is read from a moment on to the microsecond, however many share it", async () => {
    for (let at = 0; at < 230; at += 1) sell(randomUUID());
    const sales = server.tables.search("sale.sale", []);
    const [last] = sales.slice(-1);
    for (const sale of sales.slice(-150)) Object.assign(sale, { at: last?.at, write_date: last?.write_date });
    const { ids, cursor } = await read("orders");
    expect(new Set(ids).size).toBe(231);
    expect((await read("orders", cursor)).ids).toHaveLength(150);
  });

  test.each([
    ["a password that is wrong", { password: "no" }, "SOURCE_AUTH"],
    ["a server that is not there", { url: "http://127.0.0.1:9" }, "SOURCE_TRANSIENT"],
    ["a database that is not there", { database: "other" }, "SOURCE_REFUSED"],
  ])("with %s is said to be what it is", async (_, more, code) => {
    await expect(read("orders", null, more)).rejects.toMatchObject({ code });
  });

  test("with an error inside a 200, too", async () => {
    server.before("model.sale.sale.search_read", () => {
      throw new TrytonError(["could not serialize access", ""]);
    });
    await expect(read("orders")).rejects.toMatchObject({ code: "SOURCE_TRANSIENT" });
  });
});

test("check says what is missing", async () => {
  const check = (more: Record<string, unknown>) =>
    tryton.source?.check(tryton.settings.parse({ ...server.settings, ...more }), client);
  expect(await check({})).toEqual({
    ok: true,
    findings: [
      "Tryton lets hub in and shows sales, shipments and amendments.",
      'There is no complaint type "Return": returns cannot be entered.',
    ],
  });
  expect(await check({ password: "no" })).toMatchObject({ ok: false });
});
