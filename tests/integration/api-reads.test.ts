import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { trackingToken } from "../../src/resolvers/tracking-proof.js";
import { globalId } from "../../src/schema/global-id.js";
import { type ApiWorld, AT, aCustomer, anOrder, apiWorld, itsConnections } from "../support/api-world.js";

let world: ApiWorld;
let buyer: Awaited<ReturnType<typeof aCustomer>>;
let operator: string;

beforeAll(async () => {
  world = await apiWorld();
  await itsConnections(world);
  buyer = await aCustomer(world, "alpaca", {
    name: {
      value: "alpaca Ltd",
      recordId: "0190a1c0-0000-7000-8000-000000000001",
      system: "shop",
      statedAt: AT.toISOString(),
      strategy: "RECENCY",
      losing: [{ value: "Alpaca", recordId: null, system: "erp", statedAt: null }],
    },
    taxId: null,
    emails: ["buyer@alpaca.example", "old@alpaca.example"].map((value) => ({
      ...{
        value,
        recordId: null,
        system: "shop",
        statedAt: AT.toISOString(),
        strategy: "RECENCY",
        losing: [],
      },
    })),
  });
  operator = await world.token("OPERATOR");
});
afterAll(() => world.close());

describe("an order's number", () => {
  test.each(["TL-SOLO", "tl-solo", " TL-SOLO ", "#solo", "solo", "PO-solo"])(
    "may be written %j",
    async (number) => {
      if ((await ordersCalled("TL-SOLO")) === 0) await anOrder(world, buyer, "solo");
      const { data } = await world.ask("query($n: String!) { order(number: $n) { number } }", operator, {
        n: number,
      });
      expect(data.order.number).toBe("TL-SOLO");
    },
  );

  test("that two orders share is answered with both of the hub's own numbers", async () => {
    await anOrder(world, buyer, "twin1", { poNumber: "PO-7" });
    await anOrder(world, buyer, "twin2", { poNumber: "PO-7" });
    const { errors } = await world.ask(`{ order(number: "PO-7") { number } }`, operator);
    expect(errors[0]?.extensions.code).toBe("AMBIGUOUS");
    expect(errors[0]?.message).toMatch(/TL-TWIN\d, TL-TWIN\d/);
  });

  test("of the hub's own wins over anybody else's", async () => {
    await anOrder(world, buyer, "own1");
    await anOrder(world, buyer, "own2", { poNumber: "TL-OWN1" });
    const { data } = await world.ask(`{ order(number: "TL-OWN1") { number } }`, operator);
    expect(data.order.number).toBe("TL-OWN1");
  });
});

describe("a list", () => {
  test("shows every row once while others arrive before and behind, to the microsecond", async () => {
    const walked = await aCustomer(world, "walked");
    const mine = Array.from({ length: 23 }, (_, at) => `walk${at}`);
    // All within one millisecond: a cursor that cuts off microseconds would lose or repeat rows.
    for (const [at, mark] of mine.entries()) {
      const placedAt = `2026-02-01T00:00:00.000${String(Math.floor(at / 2)).padStart(3, "0")}Z`;
      await anOrder(world, walked, mark, { placedAt });
    }
    const seen: string[] = [];
    let after: string | null = null;
    for (let turn = 0; turn < 50; turn += 1) {
      const query = `query($after: String, $who: ID!) { orders(first: 4, after: $after, filter: { customerId: $who }) {
        edges { node { number } } pageInfo { hasNextPage endCursor } } }`;
      const who = globalId("Customer", walked.customerId);
      const { data } = await world.ask(query, operator, { after, who });
      seen.push(...data.orders.edges.map((edge: { node: { number: string } }) => edge.node.number));
      await anOrder(world, walked, `late${turn}`, { placedAt: "2026-02-02T00:00:00Z" });
      if (!data.orders.pageInfo.hasNextPage) break;
      after = data.orders.pageInfo.endCursor;
    }
    expect(seen.toSorted()).toEqual(mine.map((mark) => `TL-${mark.toUpperCase()}`).toSorted());
  });

  test.each([
    ["first: 0", "INVALID"],
    ["first: 101", "INVALID"],
    ["first: -1", "INVALID"],
    [`first: 1, after: "nonsense"`, "INVALID"],
    [
      `first: 1, after: "${Buffer.from(`returns 2026-03-01T10:00:00.000000Z ${randomUUID()}`).toString("base64url")}"`,
      "INVALID",
    ],
    [
      `first: 1, after: "${Buffer.from(`orders 2026-99-99T10:00:00.000000Z ${randomUUID()}`).toString("base64url")}"`,
      "INVALID",
    ],
  ])("orders(%s) is refused", async (args, code) => {
    const { errors } = await world.ask(`{ orders(${args}) { edges { cursor } } }`, operator);
    expect(errors[0]?.extensions.code).toBe(code);
  });
});

test("open orders are listed by the day they are due, those without a day last, page by page", async () => {
  const due = await aCustomer(world, "due");
  const days = { late: null, b: "2026-05-02", a: "2026-05-01", c: "2026-05-02", never: null };
  for (const [mark, requestedDate] of Object.entries(days))
    await anOrder(world, due, `due-${mark}`, { requestedDate });
  await anOrder(world, due, "due-done", { requestedDate: "2026-04-01", status: "COMPLETED" });
  await anOrder(world, due, "due-off", { requestedDate: "2026-04-01", status: "CANCELED" });
  const query = `query($after: String, $who: ID!) {
    orders(first: 2, after: $after, orderBy: DUE, filter: { customerId: $who }) {
      edges { node { number requestedDate shipmentCount } } pageInfo { hasNextPage endCursor } } }`;
  const seen: { number: string; requestedDate: string | null; shipmentCount: number }[] = [];
  for (let after: string | null = null, more = true; more; ) {
    const { data } = await world.ask(query, operator, { after, who: globalId("Customer", due.customerId) });
    seen.push(...data.orders.edges.map(({ node }: { node: (typeof seen)[number] }) => node));
    ({ endCursor: after, hasNextPage: more } = data.orders.pageInfo);
  }
  expect(seen.map(({ requestedDate }) => requestedDate)).toEqual([
    ...["2026-05-01", "2026-05-02", "2026-05-02", null, null],
  ]);
  expect(new Set(seen.map(({ number }) => number)).size).toBe(5);
  expect(seen.map(({ shipmentCount }) => shipmentCount)).toEqual([1, 1, 1, 1, 1]);
  const { errors } = await world.ask(
    "query($a: String) { orders(first: 1, after: $a) { edges { cursor } } }",
    operator,
    {
      a: Buffer.from(`orders-due 2026-05-01 ${randomUUID()}`).toString("base64url"),
    },
  );
  expect(errors[0]?.extensions.code).toBe("INVALID");
});

describe("a customer", () => {
  test("is found by parts of what is known, and by wildcards only where they stand", async () => {
    const found = async (search: string) => {
      const query = "query($s: String) { customers(first: 50, search: $s) { edges { node { name } } } }";
      const { data } = await world.ask(query, operator, { s: search });
      return data.customers.edges.map((edge: { node: { name: string } }) => edge.node.name);
    };
    expect(await found("alpaca-erp")).toEqual(["alpaca Ltd"]);
    expect(await found("LTD alpaca")).toEqual(["alpaca Ltd"]);
    expect(await found("%")).toEqual([]);
    expect(await found("alp_ca")).toEqual([]);
    expect(await found("' OR 1=1 --")).toEqual([]);
  });

  test("shows its codes, its values with their sources, and why", async () => {
    const { data, errors } = await world.ask(
      `query($id: ID!) { customer(id: $id) { emails taxId
         crosswalks { system code connectionId sourceRecord { party { name } } }
         provenance { name value strategy source { connectionId statedAt } losing { value source { connectionId } } }
         sourceRecords { party { emails } message { fileName } }
         decisions { kind score evidence { feature weight } customer { name } } } }`,
      operator,
      { id: globalId("Customer", buyer.customerId) },
    );
    expect(errors).toEqual([]);
    expect(data.customer).toEqual({
      emails: ["buyer@alpaca.example", "old@alpaca.example"],
      taxId: null,
      crosswalks: [
        {
          system: "erp",
          code: "alpaca-erp",
          connectionId: "shop",
          sourceRecord: { party: { name: "alpaca Ltd" } },
        },
      ],
      provenance: [
        {
          ...{ name: "name", value: "alpaca Ltd", strategy: "RECENCY" },
          source: { connectionId: "shop", statedAt: AT.toISOString() },
          losing: [{ value: "Alpaca", source: { connectionId: "erp" } }],
        },
        ...["buyer@alpaca.example", "old@alpaca.example"].map((value) => ({
          ...{ name: "emails", value, strategy: "RECENCY", losing: [] },
          source: { connectionId: "shop", statedAt: AT.toISOString() },
        })),
      ],
      sourceRecords: [{ party: { emails: ["buyer@alpaca.example"] }, message: { fileName: "alpaca.json" } }],
      decisions: [
        {
          kind: "LINK",
          score: 4.5,
          evidence: [{ feature: "email", weight: 4.5 }],
          customer: { name: "alpaca Ltd" },
        },
      ],
    });
  });
});

test("a message in quarantine shows why it waits and how it begins", async () => {
  const id = randomUUID();
  const issues = [{ code: "JSON", message: "ends in the middle", at: "character 7" }];
  await world.insert("inbound_messages", {
    ...{
      id,
      connectionId: "shop",
      deliveryId: "cut",
      sha256: "cut",
      contentType: "application/json",
      fileName: null,
    },
    ...{ headers: {}, body: Buffer.from(`{"order`), receivedAt: AT, status: "QUARANTINED", issues },
  });
  const query = `{ quarantine(first: 5) { edges { node { id connectionId sizeBytes preview issues { code at } } } } }`;
  const { data } = await world.ask(query, operator);
  expect(data.quarantine.edges).toEqual([
    {
      node: {
        ...{ id: globalId("InboundMessage", id), connectionId: "shop", sizeBytes: 7, preview: `{"order` },
        issues: [{ code: "JSON", at: "character 7" }],
      },
    },
  ]);
});

describe("following an order without an account", () => {
  const QUERY = `query($number: String!, $proof: String!) { trackOrder(number: $number, proof: $proof) {
    number status shipToCity shipToCountry estimatedDelivery parcels { status trackingNumber events { status } } } }`;

  test("takes the buyer's e-mail address, phone or the link's token", async () => {
    const { orderId } = await anOrder(world, buyer, "tracked");
    for (const proof of ["BUYER@alpaca.example", "0821 550320", trackingToken(world.secret, orderId)]) {
      const { data } = await world.ask(QUERY, null, { number: "TL-TRACKED", proof });
      expect(data.trackOrder).toEqual({
        ...{ number: "TL-TRACKED", status: "CONFIRMED", shipToCity: "t•••", shipToCountry: "DE" },
        estimatedDelivery: "2026-04-02",
        parcels: [
          { status: "IN_TRANSIT", trackingNumber: "TRK-tracked", events: [{ status: "IN_TRANSIT" }] },
        ],
      });
    }
    const { data } = await world.ask(`{ order(number: "TL-TRACKED") { trackingUrl } }`, operator);
    expect(data.order.trackingUrl).toContain(
      `/track#number=TL-TRACKED&proof=${trackingToken(world.secret, orderId)}`,
    );
  });

  test("says the same for a wrong proof and an unknown order, and stops after five tries, counted one by one", async () => {
    const { orderId } = await anOrder(world, buyer, "guessed");
    const wrong = await world.ask(QUERY, null, { number: "TL-GUESSED", proof: "somebody@else.example" });
    const unknown = await world.ask(QUERY, null, { number: "TL-UNKNOWN", proof: "somebody@else.example" });
    expect(wrong.text).toBe(unknown.text);
    expect(wrong.data.trackOrder).toBeNull();
    const tries = Array.from(
      { length: 8 },
      (_, at) => `t${at}: trackOrder(number: "TL-GUESSED", proof: "p${at}@x.example") { number }`,
    );
    const burst = await world.ask(`{ ${tries.join(" ")} }`);
    expect(
      burst.errors.filter(({ extensions }) => extensions.code === "RATE_LIMITED").length,
    ).toBeGreaterThan(0);
    const right = await world.ask(QUERY, null, { number: "TL-GUESSED", proof: "buyer@alpaca.example" });
    expect(right.errors[0]?.extensions.code).toBe("RATE_LIMITED");
    expect(right.data.trackOrder).toBeNull();
    const link = await world.ask(QUERY, null, {
      number: "TL-GUESSED",
      proof: trackingToken(world.secret, orderId),
    });
    expect(link.data.trackOrder.number).toBe("TL-GUESSED");
  });
});

const ordersCalled = async (number: string): Promise<number> => {
  const rows = await world.store.pool.query<object[]>("SELECT 1 FROM orders WHERE number = $1", [number]);
  return rows.length;
};
