import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { lookedFor, SEARCH_KINDS } from "../../src/domain/search.js";
import type { Tx } from "../../src/store/database.js";
import { ORDER_SORTS, type OrderSort } from "../../src/store/reads/order.js";
import { ORDER_CONDITIONS, type OrderFilter } from "../../src/store/reads/order-filter.js";
import { reads } from "../../src/store/reads/reads.js";
import {
  type ApiWorld,
  aCustomer,
  anAddress,
  anOrder,
  apiWorld,
  itsConnections,
} from "../support/api-world.js";
import { MANY_FIELD, manyOrders } from "../support/many-orders.js";
import { wayOf as wayOfRead } from "../support/way-of.js";

const STAFF = { subject: "operator-1", role: "OPERATOR", customerId: null } as const;

describe("among 30,000 orders", () => {
  const ORDERS = 30_000;
  /** The table has some 2,000 pages: no way through all of them costs less than this. */
  const PAGES_MAX = 700;
  const DAY_MS = 86_400_000;
  const day = (daysAgo: number): string => new Date(Date.now() - daysAgo * DAY_MS).toISOString().slice(0, 10);
  let world: ApiWorld;

  beforeAll(async () => {
    world = await apiWorld();
    await manyOrders(world.store.pool, ORDERS);
  }, 120_000);
  afterAll(() => world.close());

  const wayOf = (read: (pool: Tx) => Promise<unknown>, isGeneric: boolean) =>
    wayOfRead(world.store, read, isGeneric);

  const FILTERS: { readonly [Name in keyof OrderFilter]-?: NonNullable<OrderFilter[Name]> } = {
    ...{ number: "so 9000777", poNumber: "po 777", trackingNumber: "00349000777" },
    customField: { fieldId: MANY_FIELD, key: "m9000777" },
    ...{ status: "NEEDS_REVIEW", fulfillmentStatus: "ON_HOLD", returnStatus: "RETURNED" },
    ...{ executionSync: "DIVERGED", channel: "EDI" },
    ...{ customerId: "00000000-0000-4000-8000-000000000003" },
    ...{ placedFrom: new Date(Date.now() - DAY_MS), placedTo: new Date(Date.now() - 100 * DAY_MS) },
    ...{ updatedFrom: new Date(Date.now() - DAY_MS), updatedTo: new Date(Date.now() - 100 * DAY_MS) },
    ...{ promisedFrom: day(-4), promisedBefore: day(138) },
    ...{ slipDaysMin: 30, slipDaysMax: -1 },
    ...{
      shipToText: "person 777",
      shipToCity: "town 20003",
      shipToPostalCode: "00 777",
      shipToCountry: "cn",
    },
  };
  const READ = { first: 50, after: null } as const;
  /** The end of a range is near in the list that is sorted by it, and anywhere in others. */
  const SORTS: Partial<Record<keyof OrderFilter, OrderSort>> = {
    ...{ updatedTo: "UPDATED", promisedFrom: "PROMISED", promisedBefore: "PROMISED", slipDaysMax: "SLIP" },
  };

  test.each(Object.entries(FILTERS))("%s leads to its orders by an index", async (name, value) => {
    const filter = name as keyof OrderFilter;
    const isGeneric = ORDER_CONDITIONS[filter].byValue !== true;
    const way = await wayOf(
      (pool) => reads(pool, STAFF).orders({ [filter]: value }, READ, SORTS[filter]),
      isGeneric,
    );
    expect(way.scanned, way.text).toEqual([]);
    expect(way.pages, way.text).toBeLessThan(PAGES_MAX);
  });

  test.each([
    "TL-MANY",
    "9",
    "po 777",
    "00349000777",
    "house 777 ltd",
    "k777",
    "buyer@house777.example",
    "0821 100777",
  ])("one box finds %j by indexes", async (typed) => {
    const looked = lookedFor(typed);
    if (looked === null) throw new Error("nothing to look for");
    const customerFields = ["CUSTOMER_NAME", "CUSTOMER_CODE", "EMAIL", "PHONE"] as const;
    const scope = { kinds: SEARCH_KINDS, customerFields };
    const way = await wayOf((pool) => reads(pool, STAFF).searchHits(looked, scope), false);
    expect(way.scanned, way.text).toEqual([]);
    expect(way.pages, way.text).toBeLessThan(PAGES_MAX);
  });

  test.each(ORDER_SORTS)("a page deep in the list %s costs what the first one does", async (sort) => {
    const first = await reads(world.store.pool, STAFF).orders({}, { first: 100, after: null }, sort);
    const after = first.edges.at(-1)?.cursor ?? null;
    const way = await wayOf((pool) => reads(pool, STAFF).orders({}, { first: 50, after }, sort), true);
    expect(way.scanned, way.text).toEqual([]);
    expect(way.pages, way.text).toBeLessThan(PAGES_MAX);
  });
});

describe("with orders that are odd", () => {
  let world: ApiWorld;
  let token: string;
  const numbersOf = async (filter: object, orderBy = "NEWEST", as = token): Promise<string[]> => {
    const { data, errors } = await world.ask(
      "query($f: OrderFilterInput, $o: OrderSort!) { orders(first: 50, filter: $f, orderBy: $o) { edges { node { number } } } }",
      as,
      { f: filter, o: orderBy },
    );
    expect(errors).toEqual([]);
    return data.orders.edges.map(({ node }: { node: { number: string } }) => node.number);
  };

  beforeAll(async () => {
    world = await apiWorld();
    token = await world.token("OPERATOR");
    await itsConnections(world);
    const buyer = await aCustomer(world, "alpaca");
    const shipTo = {
      ...anAddress("x"),
      recipient: "上海东方贸易有限公司",
      lines: ["Łódzka 5/7"],
      city: "Bad Homburg",
      postalCode: "SW1A 1AA",
      country: "GB",
    };
    await anOrder(world, buyer, "odd", { shipTo, requestedDate: "2026-03-10", poNumber: "Po/77 - a" });
    await anOrder(world, buyer, "none", {
      shipTo: null,
      requestedDate: null,
      poNumber: null,
      externalNumber: null,
    });
    await anOrder(world, buyer, "early", { requestedDate: "2026-03-05" });
    await anOrder(world, buyer, "long", {
      shipTo: { ...shipTo, city: "x".repeat(9000), lines: ["y".repeat(9000)] },
    });
    // Nobody has asked for a day and nobody has stated one.
    await world.store.pool.query("UPDATE shipments SET estimated_delivery = NULL WHERE external_id = 'none'");
  });
  afterAll(() => world.close());

  test.each([
    [{ number: "tlodd" }, ["TL-ODD"]],
    [{ number: "#Odd" }, ["TL-ODD"]],
    [{ number: "po77a" }, ["TL-ODD"]],
    [{ number: "ODD work" }, ["TL-ODD"]],
    [{ number: "--" }, []],
    [{ poNumber: "PO 77-A" }, ["TL-ODD"]],
    [{ poNumber: "" }, []],
    [{ trackingNumber: "trk odd" }, ["TL-ODD"]],
    [{ shipToCity: "bad-homburg" }, ["TL-ODD"]],
    [{ shipToPostalCode: "sw1a1aa", shipToCountry: "gb" }, ["TL-LONG", "TL-ODD"]],
    [{ shipToText: "łódzka 7 bad" }, ["TL-ODD"]],
    [{ shipToText: "LODZKA hombürg" }, ["TL-ODD"]],
    [{ shipToText: "东方贸" }, ["TL-LONG", "TL-ODD"]],
    [{ shipToText: "方东" }, []],
    [{ shipToText: "'; & | ! <-> :*" }, []],
    [{ slipDaysMin: 25 }, ["TL-EARLY"]],
    [{ slipDaysMax: 24, slipDaysMin: 20 }, ["TL-ODD"]],
    [{ promisedBefore: "2026-03-10" }, ["TL-EARLY"]],
    [{ promisedFrom: "2026-03-10", promisedBefore: "2026-03-11" }, ["TL-ODD"]],
    [{ updatedFrom: "2026-03-01T10:00:00Z", updatedTo: "2026-03-01T10:00:01Z", number: "odd" }, ["TL-ODD"]],
  ])("%j finds %j", async (filter, numbers) => {
    expect((await numbersOf(filter)).toSorted()).toEqual(numbers);
  });

  test.each([
    ["PROMISED", ["TL-EARLY", "TL-ODD", "TL-LONG", "TL-NONE"]],
    ["SLIP", ["TL-EARLY", "TL-ODD", "TL-LONG", "TL-NONE"]],
  ])("by %s, what has no value comes last, page by page", async (orderBy, numbers) => {
    expect(await numbersOf({}, orderBy)).toEqual(numbers);
    const walked: string[] = [];
    for (let after: string | null = null; walked.length < numbers.length; ) {
      const { data }: { data: { orders: { edges: { cursor: string; node: { number: string } }[] } } } =
        await world.ask(
          "query($a: String, $o: OrderSort!) { orders(first: 1, after: $a, orderBy: $o) { edges { cursor node { number } } } }",
          token,
          { a: after, o: orderBy },
        );
      const [edge] = data.orders.edges;
      if (edge === undefined) break;
      walked.push(edge.node.number);
      after = edge.cursor;
    }
    expect(walked).toEqual(numbers);
  });

  test("a machine that may not see streets and postal codes may not look for them either", async () => {
    const { secret: key } = await world.key({ role: "SUPPLY_CHAIN" });
    for (const filter of [{ shipToText: "lodz" }, { shipToPostalCode: "SW1A 1AA" }]) {
      const { errors } = await world.ask(
        "query($f: OrderFilterInput) { orders(first: 1, filter: $f) { edges { cursor } } }",
        key,
        { f: filter },
      );
      expect(errors.map(({ extensions }) => extensions.code)).toEqual(["FORBIDDEN"]);
    }
    expect(await numbersOf({ shipToCity: "Bad Homburg" }, "NEWEST", key)).toEqual(["TL-ODD"]);
  });

  test("the days follow the parcels and the order", async () => {
    const days = async () =>
      (await world.ask('{ order(number: "TL-EARLY") { promisedDate expectedDate slipDays } }', token)).data
        .order;
    expect(await days()).toEqual({ promisedDate: "2026-03-05", expectedDate: "2026-04-02", slipDays: 28 });
    await world.store.pool.query(
      "UPDATE shipments SET delivered_at = '2026-03-04T12:00Z', status = 'DELIVERED' WHERE external_id = 'early'",
    );
    expect(await days()).toEqual({ promisedDate: "2026-03-05", expectedDate: "2026-03-04", slipDays: -1 });
    await world.store.pool.query("UPDATE orders SET requested_date = '2026-03-01' WHERE number = 'TL-EARLY'");
    expect(await days()).toEqual({ promisedDate: "2026-03-01", expectedDate: "2026-03-04", slipDays: 3 });
    await world.store.pool.query("UPDATE shipments SET status = 'CANCELED' WHERE external_id = 'early'");
    expect(await days()).toEqual({ promisedDate: "2026-03-01", expectedDate: "2026-03-01", slipDays: 0 });
  });
});
