import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Role } from "../../src/domain/vocabulary.js";
import { globalId } from "../../src/schema/global-id.js";
import { type ApiWorld, aCustomer, anOrder, apiWorld, itsConnections } from "../support/api-world.js";

let world: ApiWorld;
let buyer: Awaited<ReturnType<typeof aCustomer>>;
let order: Awaited<ReturnType<typeof anOrder>>;
let stranger: Awaited<ReturnType<typeof aCustomer>>;

const HOUSE = ["FRONT_OFFICE", "SUPPLY_CHAIN", "STEWARD"];
const TYPES = { ORDER: "Order", CUSTOMER: "Customer", RETURN: "Return" } as const;

interface Answer {
  readonly customFields: readonly Readonly<Record<string, unknown>>[] | null;
  readonly userErrors: readonly Readonly<Record<string, unknown>>[];
}

async function define(definition: object, role: Role = "OPERATOR") {
  const input = {
    ...{
      idempotencyKey: randomUUID(),
      expectedVersion: 0,
      namespace: "house",
      type: "TEXT",
      label: "A field",
    },
    ...{ seenBy: HOUSE, setBy: ["FRONT_OFFICE"], isFilterable: true, ...definition },
  };
  const { data, errors } = await world.ask(
    "mutation($input: DefineCustomFieldInput!) { defineCustomField(input: $input) { customField { id version retiredAt } userErrors { field code message expectedVersion currentVersion } } }",
    await world.token(role),
    { input },
  );
  return errors.length > 0 ? errors : data.defineCustomField;
}

async function set(
  subject: keyof typeof TYPES,
  subjectId: string,
  key: string,
  value: unknown,
  expectedVersion = 0,
  as?: string,
): Promise<Answer> {
  const input = { idempotencyKey: randomUUID(), namespace: "house", key, value, expectedVersion };
  const { data, errors, text } = await world.ask(
    "mutation($input: SetCustomFieldInput!) { setCustomField(input: $input) { customFields { key value version } userErrors { field code message expectedVersion currentVersion } } }",
    as ?? (await world.token("FRONT_OFFICE")),
    { input: { ...input, subjectId: globalId(TYPES[subject], subjectId) } },
  );
  expect(errors, text).toEqual([]);
  return data.setCustomField;
}

const VALUES = "customFields { namespace key label type value version changedBy }";
async function values(as: Role | string, customerId: string | null = null) {
  const token = as.startsWith("hubk_") ? as : await world.token(as as Role, customerId);
  const { data } = await world.ask(
    `query($c: ID!) { customer(id: $c) { ${VALUES} } order(number: "TL-ALPACA") { ${VALUES} } returns(first: 5) { edges { node { ${VALUES} } } } }`,
    token,
    { c: globalId("Customer", buyer.customerId) },
  );
  return data;
}

beforeAll(async () => {
  world = await apiWorld();
  await itsConnections(world);
  buyer = await aCustomer(world, "alpaca");
  stranger = await aCustomer(world, "zebra");
  order = await anOrder(world, buyer, "alpaca");
  await anOrder(world, stranger, "zebra");
});
afterAll(() => world.close());

describe("a field", () => {
  test("is defined by operators only", async () => {
    expect(await define({ subject: "ORDER", key: "mine" }, "STEWARD")).toMatchObject([
      { extensions: { code: "FORBIDDEN" } },
    ]);
  });

  test.each([
    [{ key: "Bad Key" }, "key"],
    [{ namespace: "" }, "namespace"],
    [{ label: " " }, "label"],
    [{ type: "CHOICE" }, "choices"],
    [{ choices: ["a"] }, "choices"],
    [{ type: "CHOICE", choices: ["a", "a"] }, "choices"],
    [{ setBy: ["CUSTOMER"] }, "setBy"],
    [{ seenBy: [] }, "seenBy"],
  ])("is refused with %j", async (bad, field) => {
    const { customField, userErrors } = await define({ subject: "ORDER", key: "bad", ...bad });
    expect([customField, userErrors[0].code, userErrors[0].field]).toEqual([null, "INVALID", field]);
  });

  test("is changed by who has seen it as it is, and keeps its type and choices", async () => {
    const field = { subject: "ORDER", key: "gate", type: "CHOICE", choices: ["north", "south"] };
    expect(await define(field)).toMatchObject({ customField: { version: 1 }, userErrors: [] });
    expect((await define(field)).userErrors).toMatchObject([
      { code: "CONFLICT", expectedVersion: 0, currentVersion: 1 },
    ]);
    const changes = { ...field, expectedVersion: 1 };
    expect((await define({ ...changes, type: "TEXT", choices: [] })).userErrors[0]).toMatchObject({
      code: "INVALID",
      field: "type",
    });
    expect((await define({ ...changes, choices: ["north"] })).userErrors[0]).toMatchObject({
      code: "INVALID",
      field: "choices",
    });
    expect(await define({ ...changes, choices: ["north", "south", "east"] })).toMatchObject({
      customField: { version: 2 },
    });
    expect((await set("ORDER", order.orderId, "gate", "east")).userErrors).toEqual([]);
  });
});

describe("a value", () => {
  const TYPED: readonly (readonly [string, readonly unknown[], readonly unknown[], string])[] = [
    ["TEXT", ["ab", "  Ab "], ["", 5, null, "x".repeat(2001), ["a"]], "AB"],
    ["INTEGER", [0, -12], [1.5, "1", 2 ** 60], "-12"],
    ["DECIMAL", ["1.50", "1.5"], ["a", 1.5, "1e5", ""], "1.500"],
    ["BOOLEAN", [false, true], ["true", 1], "true"],
    ["DAY", ["2026-03-30", "2026-03-31"], ["2026-02-30", "2026-03-31T00:00:00Z"], "2026-03-31"],
    [
      "INSTANT",
      ["2026-03-31T00:00:00Z", "2026-03-31T12:00:00+02:00"],
      ["2026-03-31", "2026-03-31T12:00:00"],
      "2026-03-31T10:00:00Z",
    ],
  ];
  test.each(TYPED)("of type %s takes what fits, and is found by it", async (type, good, bad, filter) => {
    const key = `typed_${type.toLowerCase()}`;
    expect((await define({ subject: "ORDER", key, type })).userErrors).toEqual([]);
    for (const value of bad.filter((one) => one !== null)) {
      expect((await set("ORDER", order.orderId, key, value)).userErrors).toMatchObject([
        { code: "INVALID", field: "value" },
      ]);
    }
    for (const [at, value] of good.entries()) {
      expect((await set("ORDER", order.orderId, key, value, at)).userErrors).toEqual([]);
    }
    const numbers = async (value: string) => {
      const { data } = await world.ask(
        "query($f: OrderFilterInput) { orders(first: 5, filter: $f) { edges { node { number } } } }",
        await world.token("FRONT_OFFICE"),
        { f: { customField: { namespace: "house", key, value } } },
      );
      return data.orders.edges.map(({ node }: { node: { number: string } }) => node.number);
    };
    expect(await numbers(filter)).toEqual(["TL-ALPACA"]);
    expect(await numbers("something else")).toEqual([]);
  });

  test("is set by who has seen it as it is, once, and taken away with null", async () => {
    await define({ subject: "CUSTOMER", key: "tier" });
    const at = (value: unknown, version: number) => set("CUSTOMER", buyer.customerId, "tier", value, version);
    expect((await at("gold", 0)).customFields).toMatchObject([{ key: "tier", value: "gold", version: 1 }]);
    expect((await at("lead", 0)).userErrors).toMatchObject([
      { code: "CONFLICT", expectedVersion: 0, currentVersion: 1 },
    ]);
    expect((await at(null, 1)).customFields).toEqual([]);
    expect((await at("lead", 1)).userErrors).toMatchObject([{ code: "CONFLICT", currentVersion: 2 }]);
    const both = await Promise.all([at("a", 2), at("b", 2), at("c", 2)]);
    expect(both.filter(({ userErrors }) => userErrors.length === 0)).toHaveLength(1);
  });

  test("is a merged customer's as long as it is merged, and its own again after", async () => {
    const [one, other] = [await aCustomer(world, "mole"), await aCustomer(world, "newt")];
    await define({ subject: "CUSTOMER", key: "route" });
    await define({ subject: "CUSTOMER", key: "slot" });
    for (const { customerId } of [one, other]) await set("CUSTOMER", customerId, "route", customerId);
    const [survivor, ceased] = one.customerId < other.customerId ? [one, other] : [other, one];
    await set("CUSTOMER", ceased.customerId, "slot", "late");
    const steward = await world.token("STEWARD");
    const pair = [one, other].map(({ customerId }) => globalId("Customer", customerId));
    const merged = await world.ask(
      "mutation($i: CustomerPairInput!) { mergeCustomers(input: $i) { decision { id } customers { customFields { key value } } userErrors { code } } }",
      steward,
      { i: { idempotencyKey: "merge", customerIds: pair } },
    );
    expect(merged.data.mergeCustomers.customers[0].customFields).toEqual([
      { key: "route", value: survivor.customerId },
      { key: "slot", value: "late" },
    ]);
    const filtered = async (key: string, value: string) =>
      (
        await world.ask(
          "query($f: CustomerFilterInput) { customers(first: 5, filter: $f) { edges { node { id } } } }",
          steward,
          { f: { customField: { namespace: "house", key, value } } },
        )
      ).data.customers.edges.map(({ node }: { node: { id: string } }) => node.id);
    expect(await filtered("slot", "late")).toEqual([globalId("Customer", survivor.customerId)]);
    expect(await filtered("route", ceased.customerId)).toEqual([]);
    await world.ask("mutation($i: UnmergeInput!) { unmerge(input: $i) { userErrors { code } } }", steward, {
      i: { idempotencyKey: "unmerge", decisionId: merged.data.mergeCustomers.decision.id },
    });
    expect(await filtered("slot", "late")).toEqual([globalId("Customer", ceased.customerId)]);
    expect(await filtered("route", survivor.customerId)).toEqual([globalId("Customer", survivor.customerId)]);
  });
});

describe("who may see and set", () => {
  beforeAll(async () => {
    await define({ subject: "RETURN", key: "shelf" });
    await define({ subject: "ORDER", key: "inside", seenBy: ["STEWARD"], setBy: ["STEWARD"] });
    await define({
      subject: "ORDER",
      key: "wish",
      seenBy: [...HOUSE, "CUSTOMER"],
      setBy: ["CUSTOMER"],
      isPersonal: true,
    });
    await set("RETURN", order.returnId, "shelf", "A1");
    await set("ORDER", order.orderId, "inside", "doubtful", 0, await world.token("STEWARD"));
    await set(
      "ORDER",
      order.orderId,
      "wish",
      "call Ann at ann@alpaca.example",
      0,
      await world.token("CUSTOMER", buyer.customerId),
    );
  });
  const keysOf = (list: readonly { key: string }[]) =>
    list.map(({ key }) => key).filter((key) => /inside|wish|shelf/.test(key));

  test("is what the field says", async () => {
    expect(keysOf((await values("STEWARD")).order.customFields)).toEqual(["inside", "wish"]);
    expect(keysOf((await values("FRONT_OFFICE")).order.customFields)).toEqual(["wish"]);
    expect(keysOf((await values("OPERATOR")).order.customFields)).toEqual(["inside", "wish"]);
    expect(
      keysOf(
        (await values("FRONT_OFFICE")).returns.edges.flatMap(
          ({ node }: { node: { customFields: [] } }) => node.customFields,
        ),
      ),
    ).toContain("shelf");
    expect((await set("ORDER", order.orderId, "inside", "x")).userErrors).toMatchObject([
      { code: "NOT_FOUND", field: "key" },
    ]);
    expect((await set("ORDER", order.orderId, "wish", "x", 1)).userErrors).toMatchObject([
      { code: "FORBIDDEN", field: "key" },
    ]);
  });

  test("a customer sees their own, and no word of who set it", async () => {
    const own = await values("CUSTOMER", buyer.customerId);
    expect(own.order.customFields).toMatchObject([
      { key: "wish", value: "call Ann at ann@alpaca.example", changedBy: null },
    ]);
    const theirs = await set(
      "ORDER",
      order.orderId,
      "wish",
      "mine now",
      1,
      await world.token("CUSTOMER", stranger.customerId),
    );
    expect(theirs).toEqual({
      customFields: null,
      userErrors: [expect.objectContaining({ code: "NOT_FOUND", field: "subjectId" })],
    });
  });

  test("what is personal is masked, and no filter tells it", async () => {
    const wish = (list: readonly { key: string; value: unknown }[]) =>
      list.find(({ key }) => key === "wish")?.value;
    expect(wish((await values("SUPPLY_CHAIN")).order.customFields)).toBe("c***");
    const { secret } = await world.key({ role: "STEWARD" });
    expect(wish((await values(secret)).order.customFields)).toBeNull();
    for (const as of [secret, await world.token("SUPPLY_CHAIN")]) {
      const ask = (key: string) =>
        world.ask(
          "query($f: OrderFilterInput) { orders(first: 5, filter: $f) { edges { node { number } } } }",
          as,
          {
            f: { customField: { namespace: "house", key, value: "call Ann at ann@alpaca.example" } },
          },
        );
      expect((await ask("wish")).errors.map(({ extensions }) => extensions.code)).toEqual(["INVALID"]);
    }
  });

  test("what is personal is exported and erased with its person, and the rest stays", async () => {
    const gone = await aCustomer(world, "gone");
    const theirs = await anOrder(world, gone, "gone");
    await set(
      "ORDER",
      theirs.orderId,
      "wish",
      "gone wishes",
      0,
      await world.token("CUSTOMER", gone.customerId),
    );
    await set("ORDER", theirs.orderId, "gate", "north");
    const steward = await world.token("STEWARD");
    const run = (name: string) =>
      world.ask(
        `mutation($i: PersonalDataInput!) { ${name}(input: $i) { ${name === "exportCustomer" ? "data" : "changed"} userErrors { code } } }`,
        steward,
        {
          i: { idempotencyKey: name, customerId: globalId("Customer", gone.customerId) },
        },
      );
    expect(JSON.stringify((await run("exportCustomer")).data)).toContain("gone wishes");
    expect((await run("eraseCustomer")).data.eraseCustomer.userErrors).toEqual([]);
    const [kept] = await world.store.pool.query<{ n: number; personal: number }[]>(
      "SELECT count(*) FILTER (WHERE value IS NOT NULL)::int AS n, count(*) FILTER (WHERE v::text LIKE '%wishes%')::int AS personal FROM custom_values v WHERE subject_id = $1",
      [theirs.orderId],
    );
    expect(kept).toEqual({ n: 1, personal: 0 });
  });

  test("a field that is retired shows and takes nothing", async () => {
    await define({ subject: "RETURN", key: "shelf", isRetired: true, expectedVersion: 1 });
    expect((await set("RETURN", order.returnId, "shelf", "B2", 1)).userErrors).toMatchObject([
      { code: "NOT_FOUND" },
    ]);
    const { data } = await world.ask(
      "{ returns(first: 5) { edges { node { customFields { key } } } } }",
      await world.token("OPERATOR"),
    );
    expect(JSON.stringify(data)).not.toContain("shelf");
  });
});
