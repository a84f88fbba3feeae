import { createHash, randomUUID } from "node:crypto";
import { request } from "node:http";
import { getIntrospectionQuery } from "graphql";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { globalId } from "../../src/schema/global-id.js";
import { type ApiWorld, aCustomer, anOrder, apiWorld, itsConnections } from "../support/api-world.js";

const LISTED = "query Listed { me { role } }";
const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex");

let world: ApiWorld;
let strict: ApiWorld;
let rated: ApiWorld;
let customer: string;
let operator: string;
const ordinary = { issuers: [], rate: 0, proxies: [], trusted: { mode: "off" as const, texts: new Map() } };

beforeAll(async () => {
  const trusted = { mode: "required" as const, texts: new Map([[hashOf(LISTED), LISTED]]) };
  world = await apiWorld();
  strict = await apiWorld({ guards: { ...ordinary, trusted } });
  rated = await apiWorld({ guards: { ...ordinary, rate: 0.02, proxies: ["127.0.0.1"] } });
  await itsConnections(world);
  const buyer = await aCustomer(world, "alpaca");
  await anOrder(world, buyer, "alpaca");
  customer = await world.token("CUSTOMER", buyer.customerId);
  operator = await world.token("OPERATOR");
});
afterAll(() => Promise.all([world.close(), strict.close(), rated.close()]));

interface Sent {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: answers are looked into by path, and every look is an assertion
  readonly json: any;
}

async function send(
  body: unknown,
  headers: Record<string, string> = {},
  { url = world.url, path = "/graphql", method = "POST" } = {},
): Promise<Sent> {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { "content-type": "application/json", ...headers },
    ...(method === "GET" ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, text, headers: response.headers, json: JSON.parse(text) };
}
const as = (token: string) => ({ authorization: `Bearer ${token}` });
const codesOf = ({ json }: Sent): unknown[] =>
  (json.errors ?? []).map(({ extensions }: { extensions: { code: string } }) => extensions.code);
const many = (count: number, text: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => text(at)).join(" ");

const walk = (times: number): string =>
  many(times, () => "customer { orders(first: 1) { edges { node {").concat(
    " number ",
    "} } } }".repeat(times),
  );
const overLimit: [string, string, (string | null)?][] = [
  ["a thousand aliases of one order", `{ ${many(1000, (at) => `a${at}: order(number: "${at}") { id }`)} }`],
  ["aliases of __typename", `{ ${many(101, (at) => `a${at}: __typename`)} }`],
  ["31 aliases", `{ me { ${many(31, (at) => `a${at}: role`)} } }`],
  ["21 roots", `{ ${many(21, () => "me { role }")} }`],
  ["a walk in a circle", `{ orders(first: 1) { edges { node { ${walk(3)} } } } }`],
  ["a walk of 121 steps", `{ orders(first: 1) { edges { node { ${walk(60)} } } } }`],
  [
    "a fragment bomb",
    `{ ...F0 } ${many(13, (at) => `fragment F${at} on Query { ...F${at + 1} ...F${at + 1} }`)} fragment F13 on Query { me { role } }`,
  ],
  ["a thousand directives", `{ me { ${many(1000, () => "role @include(if: true)")} } }`],
  ["ten directives nobody knows", `{ me { role ${many(10, () => "@aa")} } }`],
  [
    "lists in lists",
    `{ orders(first: 100) { edges { node { customer { orders(first: 100) { edges { node { number } } } } } } } }`,
  ],
  ["a hundred thousand braces", "{a".repeat(100_000)],
  [
    "a list whose length is hidden in a variable",
    `query($n: Int!) { orders(first: $n) { edges { node { lines { sku } shipments { events { status } } changes { deliveries { status } } } } } }`,
  ],
];

describe("an operation that is too much", () => {
  test.each(overLimit)("%s is one short error, and nothing runs", async (_name, query) => {
    for (const [accept, status] of [
      ["application/json", 200],
      ["application/graphql-response+json", 400],
    ] as const) {
      const answer = await send({ query }, { ...as(customer), accept });
      expect([answer.status, codesOf(answer)]).toEqual([status, ["OPERATION_LIMIT"]]);
      expect(answer.json.data).toBeUndefined();
      expect(answer.text.length).toBeLessThan(300);
      expect(answer.text).not.toMatch(/\b(8|10|30|1000|5000|10000)\b/);
    }
  });

  test("for a customer may be fine for the house", async () => {
    const query = `{ orders(first: 100) { edges { node { number lines { sku } shipments { events { status } } } } } }`;
    expect(codesOf(await send({ query }, as(customer)))).toEqual(["OPERATION_LIMIT"]);
    const answer = await send({ query }, as(operator));
    expect(answer.json.errors).toBeUndefined();
    expect(answer.json.extensions.cost.requested).toBeGreaterThan(1000);
  });

  test("is weighed by what its variables say", async () => {
    const query = `query($n: Int!) { orders(first: $n) { edges { node { number } } } }`;
    const cost = async (n: number) =>
      (await send({ query, variables: { n } }, as(customer))).json.extensions.cost.requested;
    expect(await cost(50)).toBe(10 * (await cost(5)) - 9);
  });
});

const refused: [string, object | string, string, Record<string, string>?][] = [
  ["first: 0", { query: "{ orders(first: 0) { edges { cursor } } }" }, "INVALID"],
  ["first: -1", { query: "{ orders(first: -1) { edges { cursor } } }" }, "INVALID"],
  ["first: 99999999", { query: "{ orders(first: 99999999) { edges { cursor } } }" }, "INVALID"],
  ["no first", { query: "{ orders { edges { cursor } } }" }, "GRAPHQL_VALIDATION_FAILED"],
  [
    "fragments in a circle",
    { query: "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }" },
    "GRAPHQL_VALIDATION_FAILED",
  ],
  [
    "another operation than there is",
    { query: "query A { me { role } }", operationName: "B" },
    "OPERATION_RESOLUTION_FAILURE",
  ],
  ["a key twice", `{"query":"{ __typename }","query":"{ me { role } }"}`, "INVALID"],
  [
    "a key twice, written differently",
    `{"query":"{ __typename }","\\u0071uery":"{ me { role } }"}`,
    "INVALID",
  ],
  ["a key twice below", `{"query":"{ __typename }","variables":{"a":1,"a":2}}`, "INVALID"],
  ["two hundred thousand braces", { query: "{".repeat(200_000) }, "GRAPHQL_PARSE_FAILED"],
  ["a batch", [{ query: "{ __typename }" }], "INVALID"],
  [
    "NUL in a literal",
    { query: `{ orders(first: 1, filter: { poNumber: "a\\u0000b" }) { edges { cursor } } }` },
    "INVALID",
  ],
  [
    "NUL in a variable",
    {
      query: `query($f: String) { orders(first: 1, filter: { poNumber: $f }) { edges { cursor } } }`,
      variables: { f: "a\u0000b" },
    },
    "INVALID",
  ],
  [
    "a token in a variable",
    {
      query: "query($t: String) { __typename }",
      variables: { t: "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln" },
    },
    "INVALID",
  ],
  ["a key in the text", { query: `{ order(number: "hubk_abcdefgh_${"x".repeat(43)}") { id } }` }, "INVALID"],
  [
    "a persisted hash that nobody wrote down",
    { extensions: { persistedQuery: { version: 1, sha256Hash: hashOf("x") } } },
    "PERSISTED_QUERY_NOT_SUPPORTED",
  ],
];

describe("a request", () => {
  test.each(refused)("with %s is refused as what it is", async (_name, body, code) => {
    const answer = await send(body, as(customer));
    expect(answer.status).toBeLessThan(500);
    expect(codesOf(answer)).toEqual([code]);
  });

  test.each([
    "token=x",
    "access_token=x",
    "api_key=x",
    "authorization=x",
    "q=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln",
  ])("with ?%s is refused, and the address is not logged", async (search) => {
    const answer = await send({ query: "{ __typename }" }, {}, { path: `/graphql?${search}` });
    expect([answer.status, codesOf(answer)]).toEqual([400, ["INVALID"]]);
    expect(JSON.stringify(world.logged)).not.toContain(search);
  });

  test("with a token of 20 kB is refused", async () => {
    const status = await new Promise((resolve, reject) => {
      const sent = request(
        `${world.url}/graphql`,
        { method: "POST", headers: { authorization: `Bearer ${"a".repeat(20_000)}` } },
        (response) => resolve(response.statusCode),
      );
      sent.on("error", reject);
      sent.end("{}");
    });
    expect([401, 431]).toContain(status);
  });

  test("of another site gets no leave from us", async () => {
    const response = await fetch(`${world.url}/graphql`, {
      method: "OPTIONS",
      headers: { origin: "https://evil.test", "access-control-request-method": "POST" },
    });
    expect(response.headers.get("access-control-allow-origin")).toBeNull();
    expect(response.status).toBe(405);
  });

  test("that claims to be somebody in headers of its own is nobody", async () => {
    const answer = await send(
      { query: "{ me { role } }" },
      {
        "x-hasura-role": "OPERATOR",
        "x-role": "OPERATOR",
        "x-user": "a",
        "x-tenant": "b",
        cookie: "token=a",
      },
    );
    expect(codesOf(answer)).toEqual(["UNAUTHENTICATED"]);
  });

  test.each([
    '{ orders(first: 1, filter: { poNumber: "%" }) { edges { cursor } } }',
    '{ orders(first: 1, filter: { poNumber: "\' OR 1=1--" }) { edges { cursor } } }',
    '{ orders(first: 1, filter: { number: "$1" }) { edges { cursor } } }',
    '{ orders(first: 1, filter: { trackingNumber: "_" }) { edges { cursor } } }',
  ])("finds nothing by letters that mean something elsewhere: %s", async (query) => {
    const answer = await send({ query }, as(operator));
    expect(answer.json.data.orders.edges).toEqual([]);
  });
});

describe("the schema", () => {
  const query = getIntrospectionQuery();
  test("is shown to the house, and to whoever may read it", async () => {
    expect(codesOf(await send({ query }))).toEqual(["FORBIDDEN"]);
    expect(codesOf(await send({ query }, as(customer)))).toEqual(["FORBIDDEN"]);
    expect((await send({ query }, as(operator))).json.data.__schema.types.length).toBeGreaterThan(50);
    const { secret } = await world.key({
      role: "CUSTOMER",
      customerId: randomUUID(),
      scopes: ["schema:read"],
    });
    expect((await send({ query }, as(secret))).json.data.__schema.types.length).toBeGreaterThan(50);
  });

  test.each([
    "{ ordrs { id } }",
    "{ order(idd: 1) { id } }",
    "{ orders(first: 1, filter: { stats: X }) { edges { cursor } } }",
    "{ orders(first: 1, filter: { status: CONFIRMD }) { edges { cursor } } }",
  ])("is not guessed from %s", async (query) => {
    const answer = await send({ query }, as(customer));
    expect(answer.status).toBeLessThan(500);
    expect(answer.text).not.toMatch(/did you mean|suggest/i);
    expect(answer.json.errors.length).toBeLessThanOrEqual(5);
  });
});

describe("trusted documents", () => {
  const by = (documentId: string) => ({ documentId });
  test("run by their hash, or by their very text", async () => {
    const token = as(await strict.token("FRONT_OFFICE"));
    for (const body of [
      by(`sha256:${hashOf(LISTED)}`),
      { query: LISTED },
      { extensions: { persistedQuery: { version: 1, sha256Hash: hashOf(LISTED) } } },
    ]) {
      const answer = await send(body, token, { url: strict.url });
      expect(answer.json).toMatchObject({ data: { me: { role: "FRONT_OFFICE" } } });
    }
    const search = new URLSearchParams(by(`sha256:${hashOf(LISTED)}`));
    const got = await send(
      null,
      { ...token, "apollo-require-preflight": "1" },
      { url: strict.url, path: `/graphql?${search}`, method: "GET" },
    );
    expect(got.json.data).toEqual({ me: { role: "FRONT_OFFICE" } });
  });

  test.each<[string, object]>([
    ["another text", { query: "{ me { subject } }" }],
    ["the text with a space more", { query: `${LISTED} ` }],
    ["a hash nobody knows", by(`sha256:${hashOf("x")}`)],
    ["no hash", by("../../etc/passwd")],
  ])("are the only ones: %s is refused", async (_name, body) => {
    const answer = await send(body, as(await strict.token("FRONT_OFFICE")), { url: strict.url });
    expect([answer.status, codesOf(answer)]).toEqual([200, ["OPERATION_NOT_ALLOWED"]]);
    const anonymous = await send(body, {}, { url: strict.url });
    expect(codesOf(anonymous)).toEqual(["OPERATION_NOT_ALLOWED"]);
  });

  test("do not bind operators, who look around", async () => {
    const answer = await send({ query: "{ me { subject } }" }, as(await strict.token("OPERATOR")), {
      url: strict.url,
    });
    expect(answer.json.data.me.subject).toBe("operator-1");
  });
});

describe("what a caller may spend", () => {
  test("runs out for one and not for another, and says when to come again", async () => {
    const dear = { query: "{ orders(first: 60) { edges { node { number } } } }" };
    const spend = async (token: string) => send(dear, as(token), { url: rated.url });
    const [one, other] = [await rated.token("CUSTOMER", randomUUID()), await rated.token("SUPPLY_CHAIN")];
    const answers = [await spend(one), await spend(one), await spend(one)];
    expect(answers.map(({ status }) => status)).toEqual([200, 429, 429]);
    expect(codesOf(answers[1] as Sent)).toEqual(["RATE_LIMITED"]);
    expect(Number(answers[1]?.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await spend(other)).status).toBe(200);
  });

  test("is counted by the address that a named proxy tells, for those without a token", async () => {
    const anonymous = (address: string) =>
      send({ query: "{ __typename }" }, { "x-forwarded-for": `10.9.9.9, ${address}` }, { url: rated.url });
    const statuses: number[] = [];
    for (let at = 0; at < 12; at += 1) statuses.push((await anonymous("10.0.0.1")).status);
    expect(statuses.slice(0, 10)).toEqual(Array(10).fill(200));
    expect(statuses.at(-1)).toBe(429);
    expect((await anonymous("10.0.0.2")).status).toBe(200);
  });
});

test("an id of another type, or of nothing, finds nothing", async () => {
  for (const id of [globalId("Nothing", randomUUID()), "%", "Order:1", globalId("Order", "' OR 1=1--")]) {
    const answer = await send(
      { query: "query($id: ID!) { node(id: $id) { id } }", variables: { id } },
      as(customer),
    );
    expect(answer.json.data).toEqual({ node: null });
  }
});
