import { createHmac, randomBytes } from "node:crypto";
import { request } from "node:http";
import { connect } from "node:net";
import { getIntrospectionQuery } from "graphql";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { API_FLOWS } from "../../src/api-flows.js";
import { callCenter } from "../../src/connectors/call-center/index.js";
import { standardWebhooks } from "../../src/connectors/standard-webhooks/index.js";
import { woocommerce } from "../../src/connectors/woocommerce/index.js";
import { globalId } from "../../src/schema/global-id.js";
import { type ApiWorld, aCustomer, anOrder, apiWorld, itsConnections } from "../support/api-world.js";

const webhookSecret = `whsec_${randomBytes(32).toString("base64")}`;
let world: ApiWorld;
let operator: string;
let customer: string;
let orderId: string;

beforeAll(async () => {
  world = await apiWorld({
    connections: [
      { id: "shop", connector: standardWebhooks, settings: { webhookSecret } },
      { id: "woo", connector: woocommerce, settings: { webhookSecret } },
      { id: "calls", connector: callCenter, settings: { codeSystem: "erp" } },
    ],
    flows: {
      ...API_FLOWS,
      replayMessage: async () => {
        throw new Error("relation secret_table is missing at /srv/hub");
      },
    },
  });
  await itsConnections(world);
  const buyer = await aCustomer(world, "alpaca");
  ({ orderId } = await anOrder(world, buyer, "alpaca"));
  operator = await world.token("OPERATOR");
  customer = await world.token("CUSTOMER", buyer.customerId);
});
afterAll(() => world.close());

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into by path, and every look is an assertion
const contentOf = (response: Response): Promise<any> => response.json();
const messagesKept = async (): Promise<number> => {
  const [row] = await world.store.pool.query<{ kept: number }[]>(
    "SELECT count(*)::int AS kept FROM inbound_messages",
  );
  return row?.kept ?? -1;
};
const post = (path: string, body: string | Uint8Array, headers: Record<string, string> = {}) =>
  fetch(`${world.url}${path}`, { method: "POST", body, headers });
const graphql = (body: string | Uint8Array, headers: Record<string, string> = {}) =>
  post("/graphql", body, { "content-type": "application/json", ...headers });

describe("the GraphQL door", () => {
  const many = (count: number, text: (at: number) => string) =>
    Array.from({ length: count }, (_, at) => text(at)).join(" ");
  const tooMuch: [string, string][] = [
    ["a thousand aliases", `{ ${many(400, (at) => `a${at}: me { role }`)} }`],
    ["aliases of __typename", `{ ${many(101, (at) => `a${at}: __typename`)} }`],
    [
      "a deep walk",
      `{ orders(first: 1) { edges { node { customer { orders(first: 1) { edges { node { customer { orders(first: 1) { edges { node { customer { name } } } } } } } } } } } } }`,
    ],
    [
      "a fragment bomb",
      `{ ...F0 } ${many(13, (at) => `fragment F${at} on Query { ...F${at + 1} ...F${at + 1} }`)} fragment F13 on Query { me { role } }`,
    ],
    [
      "lists of lists of lists",
      `{ orders(first: 100) { edges { node { customer { orders(first: 100) { edges { node { number } } } } } } } }`,
    ],
    ["many directives", `{ me { ${many(50, () => "role @include(if: true)")} } }`],
    ["thousands of words", `{ ${"me { role } ".repeat(3000)} }`],
    ["many unknown directives", `{ me { role ${many(500, () => "@aa")} } }`],
  ];
  test.each(tooMuch)("refuses %s with one short error", async (_name, query) => {
    const response = await graphql(JSON.stringify({ query }), { authorization: `Bearer ${operator}` });
    const text = await response.text();
    expect(response.status).toBeLessThan(500);
    expect(JSON.parse(text)).toMatchObject({ errors: [{ extensions: { code: "OPERATION_LIMIT" } }] });
    expect(JSON.parse(text).errors).toHaveLength(1);
    expect(text.length).toBeLessThan(1000);
  });

  const malformed: [string, number, () => Promise<Response>][] = [
    ["no JSON", 400, () => graphql("{")],
    ["two hundred thousand braces", 200, () => graphql(JSON.stringify({ query: "{".repeat(200_000) }))],
    ["null", 400, () => graphql("null")],
    ["a list", 400, () => graphql("[]")],
    ["a batch", 400, () => graphql(JSON.stringify([{ query: "{ me { role } }" }]))],
    ["a query that is a number", 400, () => graphql(`{"query":1}`)],
    ["bytes that are not UTF-8", 400, () => graphql(Uint8Array.from([0x7b, 0xff, 0x7d]))],
    [
      "another charset",
      415,
      () => post("/graphql", "{}", { "content-type": "application/json; charset=utf-16" }),
    ],
    ["plain text", 415, () => post("/graphql", "{}", { "content-type": "text/plain" })],
    [
      "a form",
      415,
      () => post("/graphql", "query={me{role}}", { "content-type": "application/x-www-form-urlencoded" }),
    ],
    ["a compressed body", 415, () => graphql("{}", { "content-encoding": "gzip" })],
    ["5 MB", 413, () => graphql(`{"query":"${"x".repeat(5_000_000)}"}`)],
    [
      "a question in the address without a preflight",
      400,
      () => fetch(`${world.url}/graphql?query={__typename}`),
    ],
    [
      "a mutation in the address",
      405,
      () =>
        fetch(`${world.url}/graphql?query=mutation{__typename}`, {
          headers: { "apollo-require-preflight": "1" },
        }),
    ],
    ["another method", 405, () => fetch(`${world.url}/graphql`, { method: "DELETE" })],
  ];
  test.each(malformed)("answers %s with %i, in JSON", async (_name, status, send) => {
    const response = await send();
    expect(response.status).toBe(status);
    expect(response.headers.get("content-type")).toContain("json");
    expect(response.headers.get("access-control-allow-origin")).toBeNull();
  });

  test.each([
    "{ ordrs(first: 1) { edges { cursor } } }",
    `{ order(numbr: "x") { id } }`,
    "{ orders(first: 1, filter: { status: CONFIRMD }) { edges { cursor } } }",
  ])("does not help to guess: %s", async (query) => {
    const { errors, text } = await world.ask(query, customer);
    expect(errors.length).toBeGreaterThan(0);
    expect(text).not.toContain("Did you mean");
  });

  test("shows the schema to the house, and to nobody else", async () => {
    const query = getIntrospectionQuery();
    expect((await world.ask(query, operator)).data.__schema.types.length).toBeGreaterThan(50);
    for (const token of [null, customer]) {
      for (const hidden of [
        query,
        `{ __type(name: "Order") { name } }`,
        `{ ...F } fragment F on Query { __schema { types { name } } }`,
      ]) {
        const answer = await world.ask(hidden, token);
        expect(answer.errors[0]?.extensions.code).toBe("FORBIDDEN");
        expect(answer.text).not.toContain("InboundMessage");
      }
    }
  });

  test("hides what breaks inside, and leaves a thread to pull", async () => {
    const [message] = await world.store.pool.query<{ id: string }[]>(
      "SELECT id FROM inbound_messages LIMIT 1",
    );
    const input = `{ idempotencyKey: "k", messageId: "${globalId("InboundMessage", message?.id ?? "")}" }`;
    const answer = await world.ask(
      `mutation { replayMessage(input: ${input}) { userErrors { code } } }`,
      operator,
    );
    expect(answer.errors).toMatchObject([
      { message: "Internal server error", extensions: { code: "INTERNAL_SERVER_ERROR" } },
    ]);
    expect(answer.text).not.toMatch(/secret_table|\/srv|stack/);
    const id = answer.errors[0]?.extensions.correlationId;
    const entry = world.logged.find(({ details }) => details.correlationId === id);
    expect(String(entry?.details.error)).toContain("secret_table");
  });

  test("refuses a bad token before anything runs, and two tokens", async () => {
    const bad = await graphql(JSON.stringify({ query: "{ __typename }" }), { authorization: "Bearer a.b.c" });
    expect([bad.status, (await contentOf(bad)).errors[0].extensions.code]).toEqual([401, "UNAUTHENTICATED"]);
    const status = await new Promise((resolve) => {
      const headers = [
        "authorization",
        `Bearer ${operator}`,
        "authorization",
        `Bearer ${customer}`,
        "content-type",
        "application/json",
      ];
      const twice = request(
        `${world.url}/graphql`,
        { method: "POST", headers: [...headers, "host", "hub"] as never },
        (response) => resolve(response.statusCode),
      );
      twice.end(JSON.stringify({ query: "{ __typename }" }));
    });
    expect(status).toBe(401);
  });
});

describe("a mutation", () => {
  const change = (
    key: string,
    more = "",
  ) => `mutation { changeOrder(input: { idempotencyKey: "${key}", orderId: "${globalId("Order", orderId)}",
    expectedVersion: 1, ${more} targets: [{ kind: QUANTITY, lineNumber: "1", quantity: "3" }] }) {
      order { version lines { quantity } } changes { kind channel target { quantity } } userErrors { field code } } }`;

  test("is done once for one key, and refuses the key for something else", async () => {
    const first = await world.ask(change("q1"), customer);
    expect(first.data.changeOrder).toMatchObject({
      order: { lines: [{ quantity: "3" }] },
      changes: [{ kind: "QUANTITY", channel: "WEB", target: { quantity: "3" } }],
      userErrors: [],
    });
    const again = await world.ask(change("q1"), customer);
    expect(again.data).toEqual(first.data);
    const other = await world.ask(change("q1", `reason: "another",`), customer);
    expect(other.data.changeOrder.userErrors).toMatchObject([{ code: "IDEMPOTENCY_MISMATCH" }]);
    const stale = await world.ask(change("q2"), customer);
    expect(stale.data.changeOrder.userErrors).toEqual([{ field: "expectedVersion", code: "CONFLICT" }]);
  });

  const taking = (
    key: string,
    sku: string,
  ) => `mutation { takeOrder(input: { idempotencyKey: "${key}", callId: "call-1", formId: "K-1",
    startedAt: "2026-03-01T10:00:00Z", customer: { code: "YF-0071", name: "云帆采购部", phone: "+86 755 8602 3100" }, currency: "CNY",
    shipTo: { lines: ["创业一路88号"], city: "深圳市", postalCode: "518101", country: "CN" },
    lines: [{ sku: "${sku}", quantity: "12", unitPrice: "18.50" }] }) {
      order { externalNumber channel total customer { id } lines { lineNumber sku quantity } shipTo { city } } userErrors { field code } } }`;

  test("takes an order by phone, and the second press of the button finds the first order", async () => {
    const frontOffice = await world.token("FRONT_OFFICE");
    const first = await world.ask(taking("k1", "TL-1001"), frontOffice);
    expect(first.data.takeOrder).toEqual({
      order: {
        ...{ externalNumber: "K-1", channel: "CALL_CENTER", total: "222.00", shipTo: { city: "深圳市" } },
        // Nobody works at the queue here: the caller's customer was decided before the answer.
        customer: { id: expect.any(String) },
        lines: [{ lineNumber: "1", sku: "TL-1001", quantity: "12" }],
      },
      userErrors: [],
    });
    expect((await world.ask(taking("k1", "TL-1001"), frontOffice)).data).toEqual(first.data);
    const other = await world.ask(taking("k1", "TL-2001"), frontOffice);
    expect(other.data.takeOrder).toEqual({
      order: null,
      userErrors: [{ field: "idempotencyKey", code: "IDEMPOTENCY_MISMATCH" }],
    });
    expect((await world.ask(taking("k2", "TL-1001"), customer)).errors[0]?.extensions.code).toBe("FORBIDDEN");
  });

  test("that answers a review task is for those whose kind of task it is", async () => {
    const [task] = await world.store.pool.query<{ id: string }[]>(
      "SELECT id FROM review_tasks WHERE kind = 'ORDER'",
    );
    const input = `{ idempotencyKey: "t", taskId: "${globalId("ReviewTask", task?.id ?? "")}", action: PROPAGATE }`;
    const query = `mutation { resolveReviewTask(input: ${input}) { reviewTask { status } userErrors { field code } } }`;
    const supply = await world.ask(query, await world.token("SUPPLY_CHAIN"));
    expect(supply.data.resolveReviewTask.userErrors).toEqual([{ field: "taskId", code: "NOT_FOUND" }]);
    const steward = await world.ask(query, await world.token("STEWARD"));
    expect(steward.data.resolveReviewTask).toEqual({
      reviewTask: { status: "OPEN" },
      userErrors: [{ field: "action", code: "INVALID" }],
    });
  });

  test.each(["", " ", "x".repeat(256)])("without a key worth the name (%j) is refused", async (key) => {
    const { data } = await world.ask(change(key), customer);
    expect(data.changeOrder.userErrors).toMatchObject([{ field: "idempotencyKey", code: "INVALID" }]);
  });
});

describe("a webhook", () => {
  const signed = (body: string, id: string, secret = webhookSecret) => {
    const timestamp = String(Math.floor(Date.now() / 1000));
    const key = Uint8Array.from(Buffer.from(secret.slice("whsec_".length), "base64"));
    const signature = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64");
    return {
      "webhook-id": id,
      "webhook-timestamp": timestamp,
      "webhook-signature": `v1,${signature}`,
      "content-type": "application/json",
    };
  };

  test("is kept before it is answered; once, however often it comes", async () => {
    const before = await messagesKept();
    const first = await post("/webhooks/shop", `{"a":1}`, signed(`{"a":1}`, "d-1"));
    expect(first.status).toBe(202);
    const { messages } = await contentOf(first);
    expect(messages).toMatchObject([{ outcome: "RECEIVED" }]);
    const [row] = await world.store.pool.query<{ body: Buffer }[]>(
      "SELECT body FROM inbound_messages WHERE id = $1",
      [messages[0].id],
    );
    expect(row?.body.toString()).toBe(`{"a":1}`);
    const repeat = await post("/webhooks/shop", `{"a":1}`, signed(`{"a":1}`, "d-1"));
    expect([repeat.status, (await contentOf(repeat)).messages[0].outcome]).toEqual([202, "DUPLICATE"]);
    const other = await post("/webhooks/shop", `{"a":2}`, signed(`{"a":2}`, "d-1"));
    expect(other.status).toBe(409);
    expect(await messagesKept()).toBeGreaterThan(before);
  });

  const body = `{"b":1}`;
  const turnedAway: [string, string, number, () => Record<string, string>, string][] = [
    ["unsigned", "/webhooks/shop", 401, () => ({}), body],
    [
      "signed by somebody else",
      "/webhooks/shop",
      401,
      () => signed(body, "x", `whsec_${randomBytes(32).toString("base64")}`),
      body,
    ],
    ["signed over other bytes", "/webhooks/shop", 401, () => signed(`{ "b": 1 }`, "x"), body],
    ["for a connection nobody knows", "/webhooks/nobody", 404, () => signed(body, "x"), body],
    ["for a connection without webhooks", "/webhooks/calls", 404, () => signed(body, "x"), body],
    ["only a greeting", "/webhooks/woo", 200, () => ({}), "webhook_id=17"],
    ["too large", "/webhooks/shop", 413, () => signed(body, "x"), "x".repeat(1024 * 1024 + 1)],
  ];
  test.each(turnedAway)("that is %s leaves nothing behind", async (_name, path, status, headers, content) => {
    const before = await messagesKept();
    const response = await post(path, content, headers());
    expect([response.status, await messagesKept()]).toEqual([status, before]);
  });
});

describe("a file", () => {
  const form = (name: string, content: string) => {
    const data = new FormData();
    data.set("file", new Blob([content], { type: "application/json" }), name);
    return data;
  };
  const upload = (path: string, init: RequestInit, token: string | null = operator) =>
    fetch(`${world.url}${path}`, {
      method: "POST",
      ...init,
      headers: { ...(init.headers ?? {}), ...(token === null ? {} : { authorization: `Bearer ${token}` }) },
    });

  test.each<[string, string, RequestInit]>([
    ["by name in the address", "/files/calls?name=../../one.json", { body: `{"c":1}` }],
    [
      "by name in a header",
      "/files/calls",
      { body: `{"c":2}`, headers: { "content-disposition": `attachment; filename="one.json"` } },
    ],
    ["in a form", "/files/calls", { body: form("one.json", `{"c":3}`) }],
  ])("is kept, %s", async (_name, path, init) => {
    const response = await upload(path, init);
    const { messages } = await contentOf(response);
    expect([response.status, messages[0].outcome]).toEqual([202, "RECEIVED"]);
    const [row] = await world.store.pool.query<{ fileName: string; body: Buffer }[]>(
      `SELECT file_name AS "fileName", body FROM inbound_messages WHERE id = $1`,
      [messages[0].id],
    );
    expect([row?.fileName, row?.body.toString().slice(0, 4)]).toEqual(["one.json", `{"c"`]);
  });

  test.each<[string, number, string, RequestInit, () => string | null]>([
    ["without a token", 401, "/files/calls?name=a.json", { body: "{}" }, () => null],
    ["from a customer", 403, "/files/calls?name=a.json", { body: "{}" }, () => customer],
    ["for nobody", 404, "/files/nobody?name=a.json", { body: "{}" }, () => operator],
    ["without a name", 400, "/files/calls", { body: "{}" }, () => operator],
    ["of another kind", 415, "/files/calls?name=a.exe", { body: "{}" }, () => operator],
    ["that is empty", 400, "/files/calls?name=a.json", { body: "" }, () => operator],
    [
      "in a broken form",
      400,
      "/files/calls",
      { body: "--x", headers: { "content-type": "multipart/form-data; boundary=x" } },
      () => operator,
    ],
    [
      "that is too large",
      413,
      "/files/calls?name=a.json",
      { body: "x".repeat(10 * 1024 * 1024 + 1) },
      () => operator,
    ],
  ])("%s is turned away with %i", async (_name, status, path, init, token) => {
    const before = await messagesKept();
    const response = await upload(path, init, token());
    expect([response.status, await messagesKept()]).toEqual([status, before]);
  });
});

describe("the other doors", () => {
  test.each([
    ["/health", 200, "application/json"],
    ["/ready", 200, "application/json"],
    ["/metrics", 200, "text/plain"],
    ["/sign-in", 200, "text/html"],
    ["/track", 200, "text/html"],
    ["/", 404, "application/json"],
    ["/webhooks/../../etc/passwd", 404, "application/json"],
  ])("%s answers %i", async (path, status, type) => {
    const response = await fetch(`${world.url}${path}`);
    expect([response.status, response.headers.get("content-type")?.startsWith(type)]).toEqual([status, true]);
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  });

  test.each(["/sign-in", "/track"])(
    "%s lets in its own script and style by their hashes, and nothing else",
    async (path) => {
      const response = await fetch(`${world.url}${path}`);
      const html = await response.text();
      const policy = response.headers.get("content-security-policy") ?? "";
      const hashes = [...html.matchAll(/<(?:script|style)>([\s\S]*?)<\/(?:script|style)>/g)].map(
        async ([, text = ""]) => {
          const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
          return `'sha256-${Buffer.from(digest).toString("base64")}'`;
        },
      );
      expect(hashes).toHaveLength(2);
      for (const hash of await Promise.all(hashes)) expect(policy).toContain(hash);
      expect(policy).toMatch(/default-src 'none'/);
      expect(policy).not.toMatch(/unsafe|https?:/);
      expect(html).not.toMatch(/ src=| href=|innerHTML/);
    },
  );

  test("the gauges count what is there", async () => {
    const text = await (await fetch(`${world.url}/metrics`)).text();
    expect(text).toMatch(/^throughline_inbound_messages\{status="RECEIVED"\} [1-9]/m);
    expect(text).toMatch(/^throughline_facts_open\{kind="MessageReceived"\} [1-9]/m);
    expect(text).toMatch(/^throughline_review_tasks_open 1$/m);
  });
});

test("closing lets a request that is under way finish, and takes no more", async () => {
  const own = await apiWorld();
  const { hostname, port } = new URL(own.url);
  const body = JSON.stringify({ query: "{ __typename }" });
  const socket = connect(Number(port), hostname);
  const answered = new Promise<string>((resolve) => {
    let text = "";
    socket.on("data", (chunk) => {
      text += chunk.toString();
    });
    socket.on("close", () => resolve(text));
  });
  const head = `POST /graphql HTTP/1.1\r\nhost: hub\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n`;
  await new Promise<void>((resolve) => socket.write(head + body.slice(0, 5), () => setTimeout(resolve, 100)));
  const closed = own.close();
  socket.write(body.slice(5));
  expect(await answered).toContain(`"__typename":"Query"`);
  await closed;
  await expect(fetch(`${own.url}/health`)).rejects.toThrow();
});
