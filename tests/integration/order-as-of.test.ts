import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { globalId } from "../../src/schema/global-id.js";
import {
  type ApiWorld,
  AT,
  aCustomer,
  anAddress,
  anOrder,
  apiWorld,
  itsConnections,
} from "../support/api-world.js";
import { dice } from "../support/operations.js";

let world: ApiWorld;
let order: Awaited<ReturnType<typeof anOrder>>;
let buyer: Awaited<ReturnType<typeof aCustomer>>;
let token: string;

beforeAll(async () => {
  world = await apiWorld();
  await itsConnections(world);
  buyer = await aCustomer(world, "alpaca");
  order = await anOrder(world, buyer, "alpaca");
  token = await world.token("FRONT_OFFICE");
});
afterAll(() => world.close());

const FIELDS = `number externalVersion poNumber status fulfillmentStatus returnStatus executionSync total note doubts version updatedAt
  requestedDate promisedDate expectedDate slipDays shipTo { recipient lines city postalCode country phone } customer { id }
  lines { lineNumber sku description quantity unit unitPrice } changes { sequence kind } nextStates`;

const shown = async (asOf: string | null) => {
  const { data, errors, text } = await world.ask(
    `query($at: DateTimeISO) { order(number: "TL-ALPACA", asOf: $at) { asOf ${FIELDS} } }`,
    token,
    { at: asOf },
  );
  expect(errors, text).toEqual([]);
  return data.order;
};

async function clock(): Promise<string> {
  const [row] = await world.store.pool.query<{ at: string }[]>(
    `SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at`,
  );
  // The API takes milliseconds, and a thing may be done and looked back at within one.
  await new Promise((resolve) => setTimeout(resolve, 3));
  return row?.at ?? "";
}

/** Everything that changes an order: what people ask for, what systems report, what is written in one transaction. */
const sql = (text: string) => world.store.pool.query(text, [order.orderId]);
const change = async (target: object) => {
  const { version } = await shown(null);
  const input = {
    idempotencyKey: randomUUID(),
    orderId: globalId("Order", order.orderId),
    expectedVersion: version,
    targets: [target],
  };
  await world.ask(
    "mutation($i: ChangeOrderInput!) { changeOrder(input: $i) { userErrors { code } } }",
    token,
    { i: input },
  );
};
const ACTS: readonly ((roll: ReturnType<typeof dice>) => Promise<unknown>)[] = [
  (roll) => change({ kind: "QUANTITY", lineNumber: "1", quantity: String(1 + roll.below(50)) }),
  (roll) =>
    change({ kind: "SHIP_TO", shipTo: { lines: [`Street ${roll.below(99)}`], city: "Town", country: "DE" } }),
  (roll) =>
    change({
      kind: "ADD_LINE",
      line: { lineNumber: String(2 + roll.below(9)), sku: "B", quantity: "1", unitPrice: "3.5" },
    }),
  (roll) => change({ kind: "DATE", requestedDate: `2026-05-${10 + roll.below(15)}` }),
  () =>
    sql(
      "UPDATE orders SET execution_sync = CASE execution_sync WHEN 'PENDING' THEN 'DIVERGED' ELSE 'PENDING' END, updated_at = now() WHERE id = $1",
    ),
  () =>
    sql(
      "UPDATE orders SET fulfillment_status = 'PARTIALLY_FULFILLED', return_status = 'IN_PROGRESS' WHERE id = $1",
    ),
  () => sql("UPDATE shipments SET estimated_delivery = estimated_delivery + 1 WHERE order_id = $1"),
  () =>
    world.store.transaction(async (tx) => {
      await tx.query("UPDATE orders SET note = 'once', version = version + 1 WHERE id = $1", [order.orderId]);
      await tx.query(
        "UPDATE order_lines SET description = coalesce(description, '') || 'x' WHERE order_id = $1",
        [order.orderId],
      );
      await tx.query(
        "UPDATE orders SET note = 'twice', po_number = 'PO' || version, version = version + 1 WHERE id = $1",
        [order.orderId],
      );
    }),
  () =>
    world.store
      .transaction(async (tx) => {
        await tx.query("UPDATE orders SET note = 'never', version = version + 5 WHERE id = $1", [
          order.orderId,
        ]);
        throw new Error("cut");
      })
      .catch(() => undefined),
];

test("an order as of any instant is what was answered at that instant", async () => {
  const roll = dice(20_260_301);
  const seen: { at: string; answer: object }[] = [];
  for (let step = 0; step < 40; step += 1) {
    await roll.pick(ACTS)(roll);
    const answer = await shown(null);
    seen.push({ at: await clock(), answer });
  }
  expect(new Set(seen.map(({ answer }) => JSON.stringify(answer))).size).toBeGreaterThan(20);
  for (const { at, answer } of seen) expect(await shown(at)).toEqual({ ...answer, asOf: at });
  expect(await shown(new Date(AT.getTime() - 1000).toISOString())).toBeNull();
});

test("a customer may not look back", async () => {
  const { errors } = await world.ask(
    '{ order(number: "TL-ALPACA", asOf: "2026-03-02T00:00:00Z") { number } }',
    await world.token("CUSTOMER", buyer.customerId),
  );
  expect(errors.map(({ extensions }) => extensions.code)).toEqual(["FORBIDDEN"]);
});

test("what was erased is not shown of an earlier day either", async () => {
  const erased = await aCustomer(world, "gone");
  await anOrder(world, erased, "gone", { shipTo: anAddress("gone") });
  await sqlOf("UPDATE orders SET note = 'gone street too' WHERE number = 'TL-GONE'");
  const before = await clock();
  const input = { idempotencyKey: "erase", customerId: globalId("Customer", erased.customerId) };
  const { data } = await world.ask(
    "mutation($i: PersonalDataInput!) { eraseCustomer(input: $i) { userErrors { code } } }",
    await world.token("STEWARD"),
    { i: input },
  );
  expect(data.eraseCustomer.userErrors).toEqual([]);
  const past = await world.ask(
    'query($at: DateTimeISO) { order(number: "TL-GONE", asOf: $at) { number note shipTo { city } } }',
    token,
    { at: before },
  );
  expect(past.data.order).toEqual({ number: "TL-GONE", note: null, shipTo: null });
  const [kept] = await world.store.pool.query<{ n: number }[]>(
    "SELECT count(*)::int AS n FROM order_versions v JOIN orders o ON o.id = v.order_id WHERE o.number = 'TL-GONE' AND v.was::text LIKE '%gone street%'",
  );
  expect(kept?.n).toBe(0);
});
const sqlOf = (text: string) => world.store.pool.query(text);

test("customers and returns have timelines of their own, page by page, and customers see no decisions", async () => {
  await world.insert("return_events", {
    ...{
      id: randomUUID(),
      returnId: order.returnId,
      orderId: order.orderId,
      eventKey: "REQUEST:0",
      act: "REQUEST",
    },
    ...{ toStatus: "REQUESTED", actor: "alpaca", note: "too big", occurredAt: AT, recordedAt: AT },
  });
  const ask = async (as: string) => {
    const kinds: string[] = [];
    for (let after: string | null = null; ; ) {
      const { data, errors }: Awaited<ReturnType<ApiWorld["ask"]>> = await world.ask(
        `query($id: ID!, $a: String) { customer(id: $id) { timeline(first: 7, after: $a) {
           edges { node { kind order { number } } } pageInfo { hasNextPage endCursor } } } }`,
        as,
        { id: globalId("Customer", buyer.customerId), a: after },
      );
      expect(errors).toEqual([]);
      const { edges, pageInfo } = data.customer.timeline;
      kinds.push(...edges.map(({ node }: { node: { kind: string } }) => node.kind));
      if (!pageInfo.hasNextPage) return kinds.toSorted();
      after = pageInfo.endCursor;
    }
  };
  const house = await ask(await world.token("STEWARD"));
  expect(new Set(house)).toEqual(new Set(["CHANGE_REQUESTED", "DECISION", "ORDER_PLACED", "RETURN"]));
  const own = await ask(await world.token("CUSTOMER", buyer.customerId));
  expect(own).toEqual(house.filter((kind) => kind !== "DECISION"));
  const { data } = await world.ask(
    "{ returns(first: 1) { edges { node { timeline(first: 5) { edges { node { code status order { number } } } } } } } }",
    await world.token("CUSTOMER", buyer.customerId),
  );
  expect(data.returns.edges[0].node.timeline.edges).toEqual([
    { node: { code: "REQUEST", status: "REQUESTED", order: { number: "TL-ALPACA" } } },
  ]);
});
