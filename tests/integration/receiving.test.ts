import { createHash, createHmac, randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readAtOnce } from "../../src/flows/receiving/read.js";
import { READ_AT_ONCE_MS, receive } from "../../src/flows/receiving/receive.js";
import { discardQuarantined, replayMessage } from "../../src/flows/receiving/replay-message.js";
import { type ChangeWorld, startChangeWorld } from "../support/changes.js";
import { OPERATOR, READING, SHOP_SECRET } from "../support/hub.js";
import { orderMessage, shopifyOrder } from "../support/orders.js";

let world: ChangeWorld;
beforeAll(async () => {
  world = await startChangeWorld("receiving", { warehouse: false });
});
afterAll(() => world.close());

const bytesOf = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text));
const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** A signed webhook of the shop, through the real door. */
async function knock(body: Uint8Array, id: string, signature?: string) {
  const answer = await fetch(`${world.url}/webhooks/webshop`, {
    method: "POST",
    headers: {
      ...{
        "content-type": "application/json",
        "x-shopify-topic": "orders/create",
        "x-shopify-webhook-id": id,
      },
      "x-shopify-hmac-sha256": signature ?? createHmac("sha256", SHOP_SECRET).update(body).digest("base64"),
    },
    body: Uint8Array.from(body),
  });
  const said = (await answer.json()) as { messages?: { id: string; outcome: string }[] };
  return { status: answer.status, messages: said.messages ?? [] };
}
const countOf = async (what: string): Promise<number> =>
  (await world.rows<{ n: number }>(`SELECT count(*)::int AS n FROM ${what}`))[0]?.n ?? -1;

describe("what comes through a door", () => {
  const BODIES: readonly (readonly [string, Uint8Array])[] = [
    ["an order", bytesOf(shopifyOrder({ id: 100 }))],
    ["an order with unusual spacing", bytesOf(` \n${shopifyOrder({ id: 101 })}\r\n\t `)],
    ["nothing", new Uint8Array()],
    ["every byte there is", Uint8Array.from({ length: 256 }, (_, byte) => byte)],
    ["noise", Uint8Array.from(randomBytes(100_000))],
  ];
  test.each(BODIES)("is kept byte for byte before it is answered: %s", async (name, body) => {
    const { status, messages } = await knock(body, `bytes ${name}`);
    expect(status).toBe(202);
    const kept = await world.message(messages[0]?.id ?? "");
    expect(kept).toMatchObject({ status: "RECEIVED", deliveryId: `bytes ${name}`, sha256: sha256(body) });
    expect(kept.body === null ? null : Buffer.compare(kept.body, body)).toBe(0);
  });

  test("is not kept if it is not signed", async () => {
    const before = await countOf("inbound_messages");
    expect((await knock(bytesOf(shopifyOrder({ id: 102 })), "forged", "AAAA")).status).toBe(401);
    expect(await countOf("inbound_messages")).toBe(before);
  });

  test("is kept once: a repeat by delivery id and by content points to the first and changes nothing", async () => {
    const body = bytesOf(shopifyOrder({ id: 110 }));
    const first = await knock(body, "once");
    await world.settle();
    const orders = await countOf("orders");
    const facts = await countOf("facts");
    const repeats = [await knock(body, "once"), await knock(body, "another id")];
    await world.settle();
    for (const { status, messages } of repeats) {
      expect(status).toBe(202);
      expect(messages[0]?.outcome).toBe("DUPLICATE");
      expect(await world.message(messages[0]?.id ?? "")).toMatchObject({
        ...{ status: "DUPLICATE", duplicateOf: first.messages[0]?.id, body: null, sha256: sha256(body) },
      });
    }
    expect([await countOf("orders"), await countOf("facts")]).toEqual([orders, facts]);
  });

  test("of the same message in fifty hands at once, one is the first", async () => {
    const body = bytesOf(shopifyOrder({ id: 111 }));
    const answers = await Promise.all(Array.from({ length: 50 }, () => knock(body, "crowd")));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 202));
    const outcomes = answers.map(({ messages }) => messages[0]?.outcome);
    expect(outcomes.filter((outcome) => outcome === "RECEIVED")).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === "DUPLICATE")).toHaveLength(49);
    await world.settle();
    expect(await countOf("orders WHERE external_id = '111'")).toBe(1);
  });

  test("of many messages at once each is kept and read, and repeats among them are none of their own", async () => {
    const ids = Array.from({ length: 60 }, (_, at) => 3_000 + at);
    const answers = await Promise.all(
      [...ids, ...ids.slice(0, 20)].map((id) => knock(bytesOf(shopifyOrder({ id })), `burst ${id}`)),
    );
    const outcomes = answers.map(({ messages }) => messages[0]?.outcome);
    expect(outcomes.filter((outcome) => outcome === "RECEIVED")).toHaveLength(60);
    expect(outcomes.filter((outcome) => outcome === "DUPLICATE")).toHaveLength(20);
    await world.settle();
    expect(await countOf("orders WHERE external_id LIKE '30__'")).toBe(60);
  });

  test("with the id of an earlier delivery and other content is a conflict, and the first one stays", async () => {
    const first = await knock(bytesOf(shopifyOrder({ id: 112 })), "reused");
    const second = await knock(bytesOf(shopifyOrder({ id: 113 })), "reused");
    expect(second).toEqual({ status: 409, messages: [{ id: first.messages[0]?.id, outcome: "CONFLICT" }] });
    await world.settle();
    expect(await countOf("orders WHERE external_id = '113'")).toBe(0);
  });
});

describe("what cannot be read is set aside with the reason, and nothing is parked", () => {
  const line = (fields: string) => `{"id":1,"sku":"A","title":"A",${fields}}`;
  const lines = (id: number, items: string) =>
    shopifyOrder({ id, lines: [] }).replace('"line_items":[]', `"line_items":[${items}]`);
  const CASES: readonly (readonly [string, string, string | Uint8Array, RegExp])[] = [
    ["a price of 1e400", "webshop", lines(202, line('"quantity":1,"price":1e400')), /line_items\.0\.price/],
    [
      "a quantity of 1e400",
      "webshop",
      lines(203, line('"quantity":1e400,"price":"1"')),
      /line_items\.0\.quantity/,
    ],
    [
      "a quantity written as 1e400",
      "partner",
      orderMessage({ id: "1e400", lines: [{ id: "1", quantity: "1e400" }] }),
      /quantity/,
    ],
    [
      "more than numeric can hold",
      "partner",
      orderMessage({ id: "huge", lines: [{ id: "1", quantity: "999999999999999" }] }),
      /quantity/,
    ],
    [
      "a total beyond counting",
      "partner",
      orderMessage({
        id: "total",
        lines: [{ id: "1", quantity: "99999999999999", unitPrice: "99999999999999" }],
      }),
      /more than can be counted/,
    ],
    [
      "less than nothing",
      "partner",
      orderMessage({ id: "less", lines: [{ id: "1", quantity: "-1" }] }),
      /above zero/,
    ],
    [
      "a line number twice",
      "partner",
      orderMessage({
        id: "twice",
        lines: [
          { id: "1", quantity: 1 },
          { id: "1", quantity: 2 },
        ],
      }),
      /number 1/,
    ],
    [
      "a year that no calendar has",
      "partner",
      orderMessage({ id: "year", requestedDate: "0000-01-01" }),
      /1900/,
    ],
    [
      "a moment PostgreSQL has no zone for",
      "partner",
      orderMessage({ id: "zone" }).replace("2026-11-05T11:00:00Z", "0000-01-01T00:00:00+23:59"),
      /1900/,
    ],
    [
      "a number too long for an index",
      "partner",
      orderMessage({ id: "long", poNumber: "漢".repeat(1_500) }),
      /longer than 200/,
    ],
    ["bytes that are no UTF-8", "webshop", Uint8Array.from([0x7b, 0xff, 0xfe, 0x7d]), /not UTF-8/],
    ["brackets without end", "webshop", "[".repeat(200_000), /cut off|not valid JSON/],
    [
      "a million lines",
      "webshop",
      lines(204, Array.from({ length: 1_000_000 }, () => "0").join(",")),
      /line_items/,
    ],
    [
      "eleven thousand lines",
      "webshop",
      lines(
        205,
        Array.from({ length: 11_000 }, (_, at) =>
          line('"quantity":1,"price":"1"').replace('"id":1', `"id":${at + 1}`),
        ).join(","),
      ),
      /more than 10000/,
    ],
    ["columns nobody knows", "desk", "Vorgang;Wer;Was\n1;2;3\n", /headings/],
    ["a picture", "desk", Uint8Array.from(randomBytes(5_000)), /./],
  ];
  test.each(CASES)("%s", async (name, connectionId, body, reason) => {
    const { messageId } = await world.send(connectionId, body, { fileName: `${name}.csv` });
    await world.settle();
    const message = await world.message(messageId);
    expect(message.status).toBe("QUARANTINED");
    expect(message.issues.map((issue) => `${issue.at ?? ""} ${issue.message}`).join("\n")).toMatch(reason);
    expect(message.issues.length).toBeLessThanOrEqual(50);
  });

  const HARMLESS: readonly (readonly [string, string])[] = [
    ["a NUL in a note", shopifyOrder({ id: 224, extra: { note: "a\u0000b" } })],
    ["half a character in a city", shopifyOrder({ id: 225 }).replace("Lyon", "Ly\\ud800on")],
    [
      "keys called __proto__ and constructor",
      shopifyOrder({ id: 220 }).replace(
        "{",
        '{"__proto__":{"id":1,"line_items":[]},"constructor":{"prototype":{"x":1}},',
      ),
    ],
    [
      "an address of the names that objects inherit",
      shopifyOrder({ id: 221 }).replace("14 rue Mercière", "constructor __proto__ toString"),
    ],
    ["characters outside the first plane", shopifyOrder({ id: 222 }).replace("Lyon", "𠮷野家🏠")],
    [
      "an id longer than a double",
      shopifyOrder({ id: 223 }).replace('"id":223', '"id":820982911946154508123'),
    ],
  ];
  test.each(HARMLESS)("and what only looks odd is read: %s", async (_name, body) => {
    const { messageId } = await world.send("webshop", body);
    await world.settle();
    expect(await world.message(messageId)).toMatchObject({ status: "APPLIED", issues: [] });
  });

  test("and no door answers 5xx to any of it", async () => {
    for (const [at, [, , body]] of CASES.filter(([, , body]) => body.length < 1_000_000).entries()) {
      const { status } = await knock(typeof body === "string" ? bytesOf(body) : body, `odd ${at}`);
      expect(status).toBeLessThan(500);
    }
    await world.settle();
  });
});

describe("quarantine", () => {
  const FILE = "Vorgang;Artikel;Menge;Kunde;Ort\nB-77;TL-1001;3;Nordlicht Elektronik AG;Hamburg\n";

  test("gives a message back after its connection was mended", async () => {
    const { messageId } = await world.send("desk", FILE, { fileName: "b.csv", contentType: "text/csv" });
    await world.settle();
    expect(await world.message(messageId)).toMatchObject({ status: "QUARANTINED" });
    world.reconfigure("desk", "order-file", {
      currency: "EUR",
      columns: {
        Vorgang: "orderNumber",
        Artikel: "sku",
        Menge: "quantity",
        Kunde: "customerName",
        Ort: "city",
      },
    });
    const input = { idempotencyKey: "replay 1", messageId };
    expect(await replayMessage(world.hub, OPERATOR, input)).toMatchObject({ ok: true });
    expect(await replayMessage(world.hub, OPERATOR, input)).toMatchObject({ ok: true });
    await world.settle();
    expect(await world.message(messageId)).toMatchObject({ status: "APPLIED", issues: [] });
    expect((await world.orderOf("B-77")).lines).toMatchObject([{ sku: "TL-1001", quantity: "3" }]);
    const again = await replayMessage(world.hub, OPERATOR, { idempotencyKey: "replay 2", messageId });
    expect(again).toMatchObject({ userErrors: [{ code: "NOT_FOUND" }] });
  });

  test("lets go of what is discarded, with a reason, and keeps its bytes", async () => {
    const { messageId } = await world.send("webshop", "not an order");
    await world.settle();
    expect(await discardQuarantined(world.hub, OPERATOR, messageId, "a test of the shop")).toMatchObject({
      ok: true,
    });
    expect(await world.message(messageId)).toMatchObject({
      status: "DISCARDED",
      result: "a test of the shop",
    });
    expect((await world.message(messageId)).body?.toString()).toBe("not an order");
    expect(await discardQuarantined(world.hub, OPERATOR, messageId, "twice")).toMatchObject({ ok: false });
  });

  test("takes a message whose connection is no longer there", async () => {
    const { messageId } = await world.send("webshop", shopifyOrder({ id: 300 }));
    const rest = { ...world.hub, connection: () => undefined, connections: () => [] };
    const { readMessages } = await import("../../src/flows/receiving/read.js");
    await readMessages(rest, [messageId], new Set(), async () => {});
    expect(await world.message(messageId)).toMatchObject({
      status: "QUARANTINED",
      issues: [{ code: "UNKNOWN_CONNECTION", message: 'connection "webshop" is no longer configured' }],
    });
    await world.settle();
  });
});

describe("a message that whoever keeps it reads at once", () => {
  const raw = (id: number) => ({
    body: bytesOf(shopifyOrder({ id })),
    ...{ deliveryId: null, headers: {}, fileName: null, contentType: "application/json" },
  });
  const kept = async (id: number): Promise<string> => {
    const [received] = await receive(world.hub, "webshop", [raw(id)], null, READ_AT_ONCE_MS);
    return received?.messageId ?? expect.fail("nothing was kept");
  };
  const reading = (messageId: string) =>
    world.rows<{ isOpen: boolean; isDue: boolean }>(
      `SELECT finished_at IS NULL AS "isOpen", next_at <= now() AS "isDue" FROM facts
        WHERE kind = 'MessageReceived' AND subject_id = $1`,
      [messageId],
    );

  test("is not read by the workers meanwhile, and leaves them nothing to do", async () => {
    const messageId = await kept(310);
    await world.work();
    expect(await world.message(messageId)).toMatchObject({ status: "RECEIVED" });
    await readAtOnce(world.hub, messageId);
    expect(await world.message(messageId)).toMatchObject({ status: "APPLIED" });
    expect(await reading(messageId)).toMatchObject([{ isOpen: false }]);
  });

  test("is read by the workers if its keeper dies", async () => {
    const messageId = await kept(311);
    expect(await reading(messageId)).toMatchObject([{ isOpen: true, isDue: false }]);
    await world.rows("UPDATE facts SET next_at = now() WHERE subject_id = $1 RETURNING id", [messageId]);
    await world.work();
    expect(await world.message(messageId)).toMatchObject({ status: "APPLIED" });
    await world.settle();
  });
});

test("a file with three orders is one message and three orders", async () => {
  const file = [
    "Order No;Customer;Street;City;SKU;Qty;Price",
    "F-1;Greenfield Primary School;27 Otley Road;Leeds;TL-1001;2;18.50",
    "F-2;Harbor Street Bakery;2217 NW Harbor St;Portland;TL-1002;4;2.95",
    "F-2;Harbor Street Bakery;2217 NW Harbor St;Portland;TL-4001;1;4.25",
    "F-3;Brightwater Medical;4800 Wadsworth Blvd;Denver;TL-6001;6;46.00",
  ].join("\n");
  world.reconfigure("desk", "order-file", { currency: "EUR" });
  const { messageId } = await world.send("desk", file, { fileName: "three.csv", contentType: "text/csv" });
  await world.work(READING);
  const orders = await world.rows<{ externalId: string; lines: number }>(
    "SELECT external_id, (SELECT count(*)::int FROM order_lines WHERE order_id = o.id) AS lines FROM orders o WHERE message_id = $1 ORDER BY 1",
    [messageId],
  );
  expect(orders).toEqual([
    { externalId: "F-1", lines: 1 },
    { externalId: "F-2", lines: 2 },
    { externalId: "F-3", lines: 1 },
  ]);
});

test("one bad message in a set of two hundred does not touch the others", async () => {
  const good = Array.from({ length: 199 }, (_, at) => shopifyOrder({ id: 5_000 + at }));
  await Promise.all(good.map((body) => world.send("webshop", body)));
  const { messageId } = await world.send("webshop", shopifyOrder({ id: 6_000 }).slice(0, 200));
  await world.work(READING);
  expect(await world.message(messageId)).toMatchObject({ status: "QUARANTINED" });
  expect(await countOf("orders WHERE external_id ~ '^5[0-9]{3}$'")).toBe(199);
});

describe("a reader that fails on one message", () => {
  test("costs the others of its set nothing, and the message is set aside in the end", async () => {
    const real = world.hub.connection("webshop");
    if (real === undefined) throw new Error("there is no webshop");
    const failing = {
      ...real,
      connector: {
        ...real.connector,
        map: (...args: Parameters<typeof real.connector.map>) => {
          if (JSON.stringify(args[0]).includes("#7001")) throw new TypeError("the reader tripped");
          return real.connector.map(...args);
        },
      },
    };
    const hub = {
      ...world.hub,
      connection: (id: string) => (id === "webshop" ? failing : world.hub.connection(id)),
    };
    const ids: string[] = [];
    for (const id of [7_000, 7_001, 7_002])
      ids.push((await world.send("webshop", shopifyOrder({ id }))).messageId);
    const { readMessages } = await import("../../src/flows/receiving/read.js");
    const waiting = await readMessages(hub, ids, new Set(), async () => {});
    expect([...waiting.keys()]).toEqual([ids[1]]);
    await readMessages(hub, ids, new Set(ids), async () => {});
    const statuses = await Promise.all(ids.map(async (id) => (await world.message(id)).status));
    expect(statuses).toEqual(["APPLIED", "QUARANTINED", "APPLIED"]);
    expect(world.logged.filter(({ level }) => level === "error")).toHaveLength(2);
    world.logged.length = 0;
    await world.settle();
  });
});

test("no work was parked and nothing failed that nobody foresaw", async () => {
  await world.settle();
  expect(await world.troubles()).toEqual([]);
});
