import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CASE_CONDITIONS, CASE_SORTS, type CaseFilter } from "../../src/store/reads/case.js";
import { reads } from "../../src/store/reads/reads.js";
import { casesToOffer } from "../../src/store/writes/case.js";
import { goldenWithOpenWork } from "../../src/store/writes/customer-move.js";
import { type ApiWorld, aCase, aCustomer, anOrder, apiWorld, itsConnections } from "../support/api-world.js";
import { wayOf } from "../support/way-of.js";

const STAFF = { subject: "operator-1", role: "OPERATOR", customerId: null } as const;
const READ = { first: 50, after: null } as const;

describe("among 30,000 cases", () => {
  const CASES = 30_000;
  /** The table has some 1,000 pages: no way through all of them costs less than this. */
  const PAGES_MAX = 300;
  let world: ApiWorld;
  let ours: Awaited<ReturnType<typeof aCustomer>>;
  let order: Awaited<ReturnType<typeof anOrder>>;

  beforeAll(async () => {
    world = await apiWorld();
    await itsConnections(world);
    ours = await aCustomer(world, "alpaca", {});
    order = await anOrder(world, ours, "alpaca");
    await aCase(world, ours, order, "alpaca");
    const { customerId, recordId } = await aCustomer(world, "zebra", {});
    // Nearly all are one customer's, and closed: what is seldom in life is seldom here.
    await world.store.pool.query(
      `INSERT INTO cases (id, number, request_key, customer_id, source_record_id, type, phase, status, subject,
         description, channel, opened_by, assignee, version, opened_at, updated_at, said_at)
       SELECT md5('case ' || i)::uuid, 'C-MANY-' || i, 'many ' || i, $2, $3,
         CASE WHEN i % 1000 = 1 THEN 'SUGGESTION' ELSE 'INQUIRY' END,
         CASE WHEN i % 1000 = 2 THEN 'DURING_PURCHASE' ELSE 'BEFORE_PURCHASE' END,
         CASE WHEN i % 1000 = 3 THEN 'PENDING_CUSTOMER' ELSE 'CLOSED' END,
         'about ' || i, repeat('words of ' || i, 10), 'WEB', 'clerk', 'clerk ' || i % 900, 1,
         now() - i * interval '7 minutes', now() - (i * 7919 % 30000) * interval '7 minutes', now()
         FROM generate_series(1, $1::int) i`,
      [CASES, customerId, recordId],
    );
    await world.store.pool.query("ANALYZE cases, orders, customers, customer_move_offers");
  }, 120_000);
  afterAll(() => world.close());

  const filters = (): { readonly [Name in keyof CaseFilter]-?: NonNullable<CaseFilter[Name]> } => ({
    ...{ type: "SUGGESTION", phase: "DURING_PURCHASE", status: "PENDING_CUSTOMER", open: true },
    ...{
      assignee: "clerk 777",
      customerId: ours.customerId,
      orderId: order.orderId,
      returnId: order.returnId,
    },
    ...{ number: "c many 777", openedFrom: new Date(Date.now() - 86_400_000) },
    openedTo: new Date(Date.now() - 100 * 86_400_000),
  });
  const named = Object.keys(CASE_CONDITIONS) as (keyof CaseFilter)[];

  test.each(named)("%s leads to its cases by an index", async (name) => {
    const isGeneric = CASE_CONDITIONS[name].byValue !== true;
    const filter = { [name]: filters()[name] };
    const { edges } = await reads(world.store.pool, STAFF).cases(filter, READ);
    expect(edges.length).toBeGreaterThan(0);
    const way = await wayOf(world.store, (pool) => reads(pool, STAFF).cases(filter, READ), isGeneric);
    expect(way.scanned, way.text).toEqual([]);
    expect(way.pages, way.text).toBeLessThan(PAGES_MAX);
  });

  test.each(CASE_SORTS)("a page deep in the list %s costs what the first one does", async (sort) => {
    const first = await reads(world.store.pool, STAFF).cases({}, { first: 100, after: null }, sort);
    const after = first.edges.at(-1)?.cursor ?? null;
    const way = await wayOf(
      world.store,
      (pool) => reads(pool, STAFF).cases({}, { first: 50, after }, sort),
      true,
    );
    expect(way.scanned, way.text).toEqual([]);
    expect(way.pages, way.text).toBeLessThan(PAGES_MAX);
  });

  test("what a move has to be offered to is found without looking at what has ended", async () => {
    const [zebra] = await world.store.pool.query<{ id: string }[]>(
      "SELECT customer_id AS id FROM cases WHERE number = 'C-MANY-1'",
    );
    const id = zebra?.id ?? "";
    for (const isGeneric of [true, false]) {
      const offered = await wayOf(world.store, (tx) => casesToOffer(tx, order.orderId, id, 50), isGeneric);
      expect(offered.pages, offered.text).toBeLessThan(PAGES_MAX);
      const golden = await wayOf(world.store, (tx) => goldenWithOpenWork(tx, [id]), isGeneric);
      expect(golden.pages, golden.text).toBeLessThan(PAGES_MAX);
    }
    expect(await casesToOffer(world.store.pool, order.orderId, id, 50)).toHaveLength(30);
  });
});
