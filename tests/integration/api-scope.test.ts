import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { globalId } from "../../src/schema/global-id.js";
import { type ApiWorld, aCustomer, anOrder, apiWorld, itsConnections } from "../support/api-world.js";

let world: ApiWorld;
let ours: Awaited<ReturnType<typeof aCustomer>>;
let theirs: Awaited<ReturnType<typeof aCustomer>>;
let theirOrder: Awaited<ReturnType<typeof anOrder>>;
let us: string;
let them: string;

beforeAll(async () => {
  world = await apiWorld();
  await itsConnections(world);
  ours = await aCustomer(world, "alpaca");
  theirs = await aCustomer(world, "zebra");
  await anOrder(world, ours, "alpaca");
  theirOrder = await anOrder(world, theirs, "zebra");
  us = await world.token("CUSTOMER", ours.customerId);
  them = await world.token("CUSTOMER", theirs.customerId);
});
afterAll(() => world.close());

/** Everything a customer may ask an order for, and everything it leads to. */
const EVERYTHING = `
  id number externalNumber poNumber note total requestedDate trackingUrl
  lines { sku quantity unitPrice } shipTo { city } customer { name orders(first: 5) { edges { node { number } } } }
  changes { reason target { shipTo { city } } deliveries { status } }
  fulfillmentOrders { externalId } holds { explanation } divergences { found { city } }
  shipments { trackingNumber estimatedDelivery events { description } order { number } }
  returns { number order { number } shipment { trackingNumber } }`;

describe("a customer", () => {
  test("sees all of an own order", async () => {
    const { data, errors } = await world.ask(`{ order(number: "TL-ALPACA") { ${EVERYTHING} } }`, us);
    expect(errors).toEqual([]);
    expect(data.order).toMatchObject({
      number: "TL-ALPACA",
      total: "37.00",
      requestedDate: "2026-03-31",
      lines: [{ quantity: "2", unitPrice: "18.5" }],
      customer: { orders: { edges: [{ node: { number: "TL-ALPACA" } }] } },
      changes: [{ target: { shipTo: { city: "alpacaville" } }, deliveries: [{ status: "APPLIED" }] }],
      shipments: [{ estimatedDelivery: "2026-04-02", events: [{ description: "alpaca event" }] }],
      returns: [{ shipment: { trackingNumber: "TRK-alpaca" } }],
    });
  });

  const orderFilters = [
    `{ number: "TL-ZEBRA" }`,
    `{ number: "#zebra" }`,
    `{ poNumber: "PO-zebra" }`,
    `{ trackingNumber: "TRK-zebra" }`,
    `{ customerId: "$theirCustomer" }`,
    `{ executionSync: IN_SYNC, poNumber: "PO-zebra" }`,
  ];
  test.each(orderFilters)("finds no order of somebody else by %s", async (filter) => {
    const query = `{ orders(first: 10, filter: ${filled(filter)}) { edges { node { ${EVERYTHING} } } } }`;
    const { data } = await world.ask(query, us);
    expect(data.orders.edges).toEqual([]);
    const own = await world.ask(query, them);
    expect(own.data.orders.edges).toHaveLength(1);
  });

  test.each(["TL-ZEBRA", "#zebra", "zebra", "PO-zebra"])(
    "is told that there is no order %s",
    async (number) => {
      const query = `query($number: String!) { order(number: $number) { ${EVERYTHING} } }`;
      const theirsAsked = await world.ask(query, us, { number });
      const nothing = await world.ask(query, us, { number: "TL-NOBODY" });
      expect(theirsAsked.text).toBe(nothing.text);
      expect((await world.ask(query, them, { number })).data.order.number).toBe("TL-ZEBRA");
    },
  );

  test.each(["Order", "Shipment", "Return", "Customer", "SourceRecord", "ReviewTask", "InboundMessage"])(
    "gets for somebody else's %s by id what nobody's id gets",
    async (type) => {
      const row = { Order: theirOrder.orderId, Shipment: theirOrder.shipmentId, Return: theirOrder.returnId }[
        type
      ];
      const other = {
        Customer: theirs.customerId,
        SourceRecord: theirs.recordId,
        InboundMessage: theirs.messageId,
      }[type];
      const [task] = await world.store.pool.query<{ id: string }[]>("SELECT id FROM review_tasks LIMIT 1");
      const query = "query($id: ID!) { node(id: $id) { __typename id } }";
      const asked = await world.ask(query, us, { id: globalId(type, row ?? other ?? task?.id ?? "") });
      const nothing = await world.ask(query, us, { id: globalId(type, randomUUID()) });
      expect(asked.text).toBe(nothing.text);
      expect(asked.data.node).toBeNull();
    },
  );

  test("does not learn of other customers by their id", async () => {
    const query = "query($id: ID!) { customer(id: $id) { name } }";
    const asked = await world.ask(query, us, { id: globalId("Customer", theirs.customerId) });
    expect(asked.data.customer).toBeNull();
  });

  test("sees own rows only, whatever list is asked", async () => {
    const answer = await world.ask(
      `{ me { customer { name } } returns(first: 4) { edges { node { number note order { ${EVERYTHING} } } } }
         orders(first: 4) { edges { cursor node { ${EVERYTHING} } } } }`,
      us,
    );
    expect(answer.errors).toEqual([]);
    expect(answer.data.returns.edges).toHaveLength(1);
    expect(answer.data.orders.edges).toHaveLength(1);
    expect(answer.text).not.toContain("zebra");
  });

  test("cannot walk past the own rows with somebody else's cursor", async () => {
    const theirPage = await world.ask("{ orders(first: 1) { pageInfo { endCursor } } }", them);
    const after = theirPage.data.orders.pageInfo.endCursor;
    const answer = await world.ask(
      `query($after: String) { orders(first: 100, after: $after) { edges { node { number } } } }`,
      us,
      { after },
    );
    expect(answer.text).not.toMatch(/zebra/i);
  });

  const forbidden = [
    `{ customers(first: 5) { edges { node { name } } } }`,
    `{ customers(first: 5, search: "zebra") { edges { node { name } } } }`,
    `{ reviewTasks(first: 5) { edges { node { title } } } }`,
    `{ quarantine(first: 5) { edges { node { id } } } }`,
    `mutation { replayMessage(input: { idempotencyKey: "k", messageId: "$theirMessage" }) { userErrors { code } } }`,
    `mutation { resolveReviewTask(input: { idempotencyKey: "k", taskId: "x", action: DONE }) { userErrors { code } } }`,
  ];
  test.each(forbidden)("is refused %s", async (query) => {
    const { errors, text } = await world.ask(filled(query), us);
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(["FORBIDDEN"]);
    expect(text).not.toMatch(/zebra Ltd|zebra task/);
  });

  test.each([
    `changeOrder(input: { idempotencyKey: "c", orderId: "$theirOrder", expectedVersion: 1, targets: [{ kind: CANCEL }] }) { order { number } userErrors { code field } }`,
    `requestReturn(input: { idempotencyKey: "r", orderId: "$theirOrder", lines: [{ lineNumber: "1", quantity: "1" }] }) { return { number } userErrors { code field } }`,
  ])("does not move somebody else's order with %s", async (mutation) => {
    const answer = await world.ask(`mutation { done: ${filled(mutation)} }`, us);
    expect(answer.data.done.userErrors).toEqual([{ code: "NOT_FOUND", field: "orderId" }]);
    expect(answer.text).not.toMatch(/zebra/i);
    const [order] = await world.store.pool.query<{ version: number; status: string }[]>(
      "SELECT version, status FROM orders WHERE id = $1",
      [theirOrder.orderId],
    );
    expect(order).toEqual({ version: 1, status: "CONFIRMED" });
  });

  test("does not get the house's own words about an order", async () => {
    const answer = await world.ask(
      `{ order(number: "TL-ALPACA") { number doubts buyer { sourceKey } message { sha256 } provenance { rule }
         changes { requestedBy deliveries { nativeMessage } } customer { crosswalks { code } decisions { actor } } } }`,
      us,
    );
    expect(answer.data.order.number).toBe("TL-ALPACA");
    expect(new Set(answer.errors.map(({ extensions }) => extensions.code))).toEqual(new Set(["FORBIDDEN"]));
    expect(answer.data.order).toMatchObject({ doubts: null, buyer: null, message: null, provenance: null });
    expect(answer.text).not.toMatch(/alpaca-clerk|alpaca native|alpaca-erp|alpaca doubt|alpaca rule/);
  });

  test("whose record was merged speaks for the customer it became, and no longer after it was taken apart", async () => {
    const merged = await aCustomer(world, "merged");
    const token = await world.token("CUSTOMER", merged.customerId);
    const query = `{ orders(first: 5) { edges { node { number } } } }`;
    const setMerged = (into: string | null) =>
      world.store.pool.query("UPDATE customers SET merged_into = $2 WHERE id = $1", [
        merged.customerId,
        into,
      ]);
    expect((await world.ask(query, token)).data.orders.edges).toEqual([]);
    await setMerged(ours.customerId);
    expect((await world.ask(query, token)).data.orders.edges).toEqual([{ node: { number: "TL-ALPACA" } }]);
    const survivor = await world.ask(
      `query($id: ID!) { customer(id: $id) { name } }`,
      await world.token("STEWARD"),
      {
        id: globalId("Customer", merged.customerId),
      },
    );
    expect(survivor.data.customer.name).toBe("alpaca Ltd");
    await setMerged(null);
    expect((await world.ask(query, token)).data.orders.edges).toEqual([]);
  });
});

describe("the house", () => {
  test.each(["FRONT_OFFICE", "SUPPLY_CHAIN", "STEWARD", "OPERATOR"] as const)(
    "as %s sees everybody's orders",
    async (role) => {
      const { data } = await world.ask(
        `{ orders(first: 10) { edges { node { number } } } }`,
        await world.token(role),
      );
      expect(data.orders.edges).toHaveLength(2);
    },
  );

  test("of the supply chain sees the tasks that are its own", async () => {
    const { data } = await world.ask(
      `{ reviewTasks(first: 10) { edges { node { kind } } } }`,
      await world.token("SUPPLY_CHAIN"),
    );
    expect(data.reviewTasks.edges).toEqual([]);
    const all = await world.ask(
      `{ reviewTasks(first: 10) { edges { node { kind } } } }`,
      await world.token("STEWARD"),
    );
    expect(all.data.reviewTasks.edges).toHaveLength(2);
  });
});

test.each([
  "orders(first: 1) { edges { cursor } }",
  "me { subject }",
  `order(number: "TL-ALPACA") { number }`,
])("without a token nobody gets %s", async (field) => {
  const { errors, data } = await world.ask(`{ ${field} }`);
  expect(errors.map(({ extensions }) => extensions.code)).toEqual(["UNAUTHENTICATED"]);
  expect(JSON.stringify(data ?? null)).not.toContain("TL-");
});

const filled = (text: string): string =>
  text
    .replace("$theirCustomer", globalId("Customer", theirs.customerId))
    .replace("$theirOrder", globalId("Order", theirOrder.orderId))
    .replace("$theirMessage", globalId("InboundMessage", theirs.messageId));
