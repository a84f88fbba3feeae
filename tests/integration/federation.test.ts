import { randomUUID } from "node:crypto";
import { buildSchema, findBreakingChanges, parse, print, printSchema, visit } from "graphql";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildApiSchema } from "../../src/resolvers/api-schema.js";
import { globalId } from "../../src/schema/global-id.js";
import { type ApiWorld, aCustomer, anOrder, apiWorld, itsConnections } from "../support/api-world.js";
import { tool, toolsAvailable } from "../support/tools.js";

const ENTITIES = `query ($of: [_Any!]!) { _entities(representations: $of) {
  __typename
  ... on Order { id number note customer { name } lines { sku } }
  ... on Customer { id name emails }
  ... on Return { id number order { number } }
} }`;

let world: ApiWorld;
let ours: Inhabited;
let theirs: Inhabited;
let customer: string;
let frontOffice: string;

type Inhabited = Awaited<ReturnType<typeof inhabit>>;
async function inhabit(mark: string) {
  const buyer = await aCustomer(world, mark, { values: { emails: [{ value: `buyer@${mark}.example` }] } });
  return { ...buyer, ...(await anOrder(world, buyer, mark)) };
}
const refersTo = (type: string, id: string) => ({ __typename: type, id: globalId(type, id) });

beforeAll(async () => {
  world = await apiWorld();
  await itsConnections(world);
  ours = await inhabit("alpaca");
  theirs = await inhabit("zebra");
  customer = await world.token("CUSTOMER", ours.customerId);
  frontOffice = await world.token("FRONT_OFFICE");
});
afterAll(() => world.close());

describe("references", () => {
  test("answer what they stand for, in their order", async () => {
    const of = [
      refersTo("Return", ours.returnId),
      refersTo("Customer", ours.customerId),
      refersTo("Order", ours.orderId),
      refersTo("Order", theirs.orderId),
    ];
    const { data, errors } = await world.ask(ENTITIES, frontOffice, { of });
    expect(errors).toEqual([]);
    expect(data._entities).toMatchObject([
      { __typename: "Return", id: of[0]?.id, number: "R-alpaca", order: { number: "TL-ALPACA" } },
      { __typename: "Customer", id: of[1]?.id, name: "alpaca Ltd" },
      { __typename: "Order", id: of[2]?.id, number: "TL-ALPACA", lines: [{ sku: "alpaca-sku" }] },
      { __typename: "Order", id: of[3]?.id, number: "TL-ZEBRA", lines: [{ sku: "zebra-sku" }] },
    ]);
  });

  test("to a stranger's rows answer a customer as references to nothing do, byte for byte", async () => {
    const asked = async (who: Record<"orderId" | "customerId" | "returnId", string>) =>
      (
        await world.ask(ENTITIES, customer, {
          of: [
            refersTo("Order", who.orderId),
            refersTo("Customer", who.customerId),
            refersTo("Return", who.returnId),
          ],
        })
      ).text;
    const nobody = { orderId: randomUUID(), customerId: randomUUID(), returnId: randomUUID() };
    expect(await asked(theirs)).toBe(await asked(nobody));
    expect(JSON.parse(await asked(theirs)).data._entities).toEqual([null, null, null]);
    expect(JSON.parse(await asked(ours)).data._entities.map((one: object | null) => one !== null)).toEqual([
      true,
      true,
      true,
    ]);
  });

  test("by the id of a customer that was merged answer the customer it became", async () => {
    const merged = await aCustomer(world, "llama");
    const become = (id: string | null) =>
      world.store.pool.query("UPDATE customers SET merged_into = $2 WHERE id = $1", [merged.customerId, id]);
    await become(ours.customerId);
    const { data } = await world.ask(ENTITIES, frontOffice, {
      of: [refersTo("Customer", merged.customerId)],
    });
    await become(null);
    expect(data._entities).toMatchObject([{ id: globalId("Customer", ours.customerId), name: "alpaca Ltd" }]);
  });

  test.each([
    ["an id of another type", { __typename: "Order", id: globalId("Customer", randomUUID()) }],
    ["a type that is no entity", refersTo("ReviewTask", randomUUID())],
    ["a type nobody knows", { __typename: "Weather", id: "x" }],
    ["no id of ours", { __typename: "Order", id: "%" }],
  ])("with %s answer null", async (_what, reference) => {
    const { data, errors } = await world.ask(ENTITIES, frontOffice, { of: [reference] });
    expect([data._entities, errors]).toEqual([[null], []]);
  });

  test.each<[string, unknown]>([
    ["a number", 1],
    ["no type", { id: "x" }],
    ["no id", { __typename: "Order" }],
    ["a list for an id", { __typename: "Order", id: ["x"] }],
  ])("that are %s are refused as the caller's mistake", async (_what, reference) => {
    const { errors } = await world.ask(ENTITIES, frontOffice, { of: [reference] });
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(["BAD_USER_INPUT"]);
  });

  test("show people as the caller's role may see them, and the audit says who saw whom", async () => {
    const query = `query Ask($of: [_Any!]!) { _entities(representations: $of) { ... on Order { customer { id } buyer { party { emails } } } } }`;
    const of = [refersTo("Order", theirs.orderId)];
    const plain = await world.ask(query, frontOffice, { of });
    expect(plain.data._entities[0].buyer.party.emails).toEqual(["buyer@zebra.example"]);
    const masked = await world.ask(query, await world.token("SUPPLY_CHAIN"), { of });
    expect(masked.text).not.toContain("buyer@zebra");
    await world.audit.close();
    const read = await world.store.pool.query<{ things: unknown }[]>(
      "SELECT * FROM audit_entries WHERE kind = 'READ' AND operation = 'Ask'",
    );
    expect(JSON.stringify(read)).toContain(theirs.orderId);
  });

  test("however many are few statements", async () => {
    const statements = (of: readonly object[]) =>
      counted(() =>
        world.ask(
          "query ($of: [_Any!]!) { _entities(representations: $of) { ... on Order { number lines { sku } } } }",
          frontOffice,
          { of },
        ),
      );
    const one = await statements([refersTo("Order", ours.orderId)]);
    const many = await statements(
      Array.from({ length: 200 }, (_, at) =>
        refersTo("Order", [ours.orderId, theirs.orderId][at] ?? randomUUID()),
      ),
    );
    expect(many).toBe(one);
  });

  test("cost as much as they are many, and too many are refused", async () => {
    const asked = (count: number) =>
      world.ask("query ($of: [_Any!]!) { _entities(representations: $of) { __typename } }", frontOffice, {
        of: Array.from({ length: count }, () => refersTo("Order", randomUUID())),
      });
    const costOf = ({ text }: { readonly text: string }) => JSON.parse(text).extensions.cost.requested;
    expect(costOf(await asked(400)) - costOf(await asked(100))).toBe(300);
    expect((await asked(1_001)).errors.map(({ extensions }) => extensions.code)).toEqual(["INVALID"]);
    expect(
      (await world.ask(ENTITIES, customer, { of: Array(900).fill(refersTo("Order", ours.orderId)) })).errors,
    ).toMatchObject([{ extensions: { code: "OPERATION_LIMIT" } }]);
  });

  test("that stand in the text, or in a variable's default, cost no less", async () => {
    const one = `{ __typename: "Order", id: "${globalId("Order", ours.orderId)}" }`;
    const many = `[${Array(200).fill(one)}]`;
    const rest = "{ ... on Order { lines { sku } shipments { events { status } } } }";
    for (const query of [
      `{ _entities(representations: ${many}) ${rest} }`,
      `query ($of: [_Any!]! = ${many}) { _entities(representations: $of) ${rest} }`,
    ]) {
      expect((await world.ask(query, customer)).errors).toMatchObject([
        { extensions: { code: "OPERATION_LIMIT" } },
      ]);
    }
  });

  test("are answered without the timings that a router's header asks of other servers", async () => {
    const response = await fetch(`${world.url}/graphql`, {
      method: "POST",
      headers: {
        ...{ "content-type": "application/json", authorization: `Bearer ${frontOffice}` },
        "apollo-federation-include-trace": "ftv1",
      },
      body: JSON.stringify({ query: ENTITIES, variables: { of: [refersTo("Order", ours.orderId)] } }),
    });
    const { data, extensions } = (await response.json()) as { data: object; extensions: object };
    expect(data).toMatchObject({ _entities: [{ number: "TL-ALPACA" }] });
    expect(Object.keys(extensions)).toEqual(["cost"]);
  });

  test("are not looked at without a token", async () => {
    const { errors } = await world.ask(ENTITIES, null, { of: [refersTo("Order", ours.orderId)] });
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(["UNAUTHENTICATED"]);
  });
});

/** How many statements the hub's pool sends meanwhile. */
async function counted(work: () => Promise<unknown>): Promise<number> {
  const pool = world.store.pool;
  const query = pool.query.bind(pool);
  let statements = 0;
  pool.query = ((...args: Parameters<typeof query>) => {
    statements += 1;
    return query(...args);
  }) as typeof pool.query;
  await work();
  pool.query = query;
  return statements;
}

describe("the SDL", () => {
  const SDL = "{ _service { sdl } }";

  test("is shown to whoever may look at the schema, and to nobody else", async () => {
    expect((await world.ask(SDL)).errors).toMatchObject([{ extensions: { code: "FORBIDDEN" } }]);
    expect((await world.ask(SDL, customer)).errors).toMatchObject([{ extensions: { code: "FORBIDDEN" } }]);
    expect((await world.ask(SDL, frontOffice)).data._service.sdl).toContain(
      'type Order implements Node @key(fields: "id")',
    );
  });

  test("is not shown beside something else either, nor to who asks after somebody who may", async () => {
    const query =
      "{ orders(first: 1) { edges { node { number } } } ...Sdl } fragment Sdl on Query { a: _service { sdl } }";
    for (const _again of [1, 2]) expect((await world.ask(query, frontOffice)).data.a.sdl).toContain("@link");
    const { data, errors } = await world.ask(query, customer);
    expect([data, errors.map(({ extensions }) => extensions.code)]).toEqual([undefined, ["FORBIDDEN"]]);
  });

  test("is all that the key of a router sees", async () => {
    const { secret } = await world.key({ role: "CUSTOMER", scopes: ["schema:read"] });
    expect((await world.ask(SDL, secret)).data._service.sdl).toContain("@link");
    const { data } = await world.ask(
      `{ orders(first: 5) { edges { node { id } } } returns(first: 5) { edges { node { id } } } }`,
      secret,
    );
    expect(data).toEqual({ orders: { edges: [] }, returns: { edges: [] } });
    const of = [refersTo("Order", ours.orderId), refersTo("Customer", ours.customerId)];
    expect((await world.ask(ENTITIES, secret, { of })).data._entities).toEqual([null, null]);
    await expect(world.key({ role: "CUSTOMER" })).rejects.toThrow();
  });

  test("is the API without what only routers ask for", async () => {
    const { data } = await world.ask(SDL, frontOffice);
    const plain = visit(parse(data._service.sdl), { Directive: () => null, SchemaExtension: () => null });
    const api = await buildApiSchema();
    const lost = findBreakingChanges(api, buildSchema(print(plain)));
    expect(lost.map(({ description }) => description).sort()).toEqual([
      "Query._entities was removed.",
      "Query._service was removed.",
      "_Any was removed.",
      "_Entity was removed.",
      "_Service was removed.",
    ]);
    expect(printSchema(api)).toContain("_entities");
  });
});

describe.skipIf(!toolsAvailable)("behind a company's router", () => {
  let gateway: ReturnType<typeof tool>;
  let url: string;

  beforeAll(async () => {
    gateway = tool("gateway.mjs");
    const { data } = await world.ask("{ _service { sdl } }", frontOffice);
    const answer = (await gateway.ask({ url: `${world.url}/graphql`, sdl: data._service.sdl })) as {
      url: string;
      errors?: string[];
    };
    expect(answer.errors).toBeUndefined();
    url = answer.url;
  });
  afterAll(() => gateway?.close());

  const ask = async (query: string, token: string, variables: object) => {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as { data: unknown; errors?: unknown };
  };

  test("an order has fields of another subgraph", async () => {
    const query = `query ($number: String!) { order(number: $number) { number guaranteeMonths customer { name } } }`;
    expect(await ask(query, frontOffice, { number: "TL-ALPACA" })).toEqual({
      data: { order: { number: "TL-ALPACA", guaranteeMonths: 24, customer: { name: "alpaca Ltd" } } },
    });
  });

  test("what another subgraph refers to is the caller's own or not there", async () => {
    const query = `query ($orders: [ID!]!, $returns: [ID!]) {
      claims(orders: $orders, returns: $returns) { edges { node { order { number lines { sku } } return { number } } } pageInfo { hasNextPage } }
    }`;
    const variables = {
      orders: [globalId("Order", ours.orderId), globalId("Order", theirs.orderId)],
      returns: [globalId("Return", ours.returnId), globalId("Return", theirs.returnId)],
    };
    const all = await ask(query, frontOffice, variables);
    expect(JSON.stringify(all)).toContain("TL-ZEBRA");
    const own = await ask(query, customer, variables);
    expect(own.errors).toBeUndefined();
    expect(own.data).toEqual({
      claims: {
        edges: [
          { node: { order: { number: "TL-ALPACA", lines: [{ sku: "alpaca-sku" }] }, return: null } },
          { node: { order: null, return: null } },
          { node: { order: null, return: { number: "R-alpaca" } } },
          { node: { order: null, return: null } },
        ],
        pageInfo: { hasNextPage: false },
      },
    });
  });
});
