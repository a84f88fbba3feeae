import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { globalId } from "../../src/schema/global-id.js";
import { type ApiWorld, AT, aCustomer, anOrder, apiWorld, itsConnections } from "../support/api-world.js";

type Buyer = Awaited<ReturnType<typeof aCustomer>>;

let world: ApiWorld;
let ours: Buyer;
let theirs: Buyer;
let steward: string;
let marks = 0;

beforeAll(async () => {
  world = await apiWorld();
  await itsConnections(world);
  steward = await world.token("STEWARD");
});
afterAll(() => world.close());
beforeEach(async () => {
  marks += 1;
  [ours, theirs] = [await aCustomer(world, `alpaca${marks}`), await aCustomer(world, `zebra${marks}`)];
  await anOrder(world, ours, `alpaca${marks}`);
  await anOrder(world, theirs, `zebra${marks}`);
});

const customer = (buyer: Buyer): string => globalId("Customer", buyer.customerId);
const key = (): string => randomUUID();

const MERGE = `mutation($input: CustomerPairInput!) { mergeCustomers(input: $input) {
  decision { id kind seq note reversed reversedBy { kind } modelVersion actor } customers { id }
  userErrors { field code message } } }`;
const UNMERGE = `mutation($input: UnmergeInput!) { unmerge(input: $input) {
  decision { id kind reverses { id } note } records orders restoredCustomerIds ceasedCustomerIds decidedAgain
  decidedOtherwise userErrors { field code message } } }`;

async function merged(): Promise<{ decisionId: string; survivor: string }> {
  const input = { idempotencyKey: key(), customerIds: [customer(ours), customer(theirs)], note: "one buyer" };
  const { data, errors } = await world.ask(MERGE, steward, { input });
  expect(errors).toEqual([]);
  expect(data.mergeCustomers.userErrors).toEqual([]);
  expect(data.mergeCustomers.decision).toMatchObject({
    ...{ kind: "MERGE", note: "one buyer", reversed: false, reversedBy: null, modelVersion: null },
    actor: "steward-1",
  });
  const [survivor] = data.mergeCustomers.customers;
  return { decisionId: data.mergeCustomers.decision.id, survivor: survivor.id };
}

/** What a customer's own token shows: their orders, with what hangs on them. */
async function seenBy(buyer: Buyer): Promise<unknown> {
  const token = await world.token("CUSTOMER", buyer.customerId);
  const { data } = await world.ask(
    `{ orders(first: 10) { edges { node { number changes { reason } returns { number } shipments { trackingNumber } } } }
       returns(first: 10) { edges { node { number } } } }`,
    token,
  );
  return data;
}

describe("a steward", () => {
  test("merges and takes apart again; customers see their own orders all the while, and old ids resolve", async () => {
    const [before, theirsBefore] = [await seenBy(ours), await seenBy(theirs)];
    const { decisionId, survivor } = await merged();
    const both = await seenBy(ours);
    expect(await seenBy(theirs)).toEqual(both);
    expect(both).toMatchObject({ orders: { edges: [{}, {}] }, returns: { edges: [{}, {}] } });
    for (const buyer of [ours, theirs]) {
      const query = "query($id: ID!) { customer(id: $id) { id } }";
      const { data } = await world.ask(query, steward, { id: customer(buyer) });
      expect(data.customer.id).toBe(survivor);
    }

    const input = { idempotencyKey: key(), decisionId, note: "two buyers" };
    const dry = await world.ask(UNMERGE, steward, { input: { ...input, dryRun: true } });
    expect(dry.data.unmerge).toMatchObject({ decision: null, records: 1, orders: 1, userErrors: [] });
    expect(await seenBy(ours)).toEqual(both);
    const { data } = await world.ask(UNMERGE, steward, { input });
    expect(data.unmerge).toMatchObject({
      ...{ decision: { kind: "UNMERGE", reverses: { id: decisionId }, note: "two buyers" }, userErrors: [] },
      ...{ records: 1, orders: 1, ceasedCustomerIds: [], decidedOtherwise: [] },
    });
    const other = [customer(ours), customer(theirs)].find((id) => id !== survivor);
    expect(data.unmerge.restoredCustomerIds).toEqual([other]);
    expect(await seenBy(ours)).toEqual(before);
    expect(await seenBy(theirs)).toEqual(theirsBefore);

    const shown = `query($id: ID!) { node(id: $id) { ... on Decision { reversed reversedBy { id } } } }`;
    const act = await world.ask(shown, steward, { id: decisionId });
    expect(act.data.node).toEqual({ reversed: true, reversedBy: { id: data.unmerge.decision.id } });
  });

  test("is told why not", async () => {
    const ask = async (input: object) => {
      const { data } = await world.ask(MERGE, steward, { input: { idempotencyKey: key(), ...input } });
      return data.mergeCustomers.userErrors.map(({ code, field }: { code: string; field: string }) => [
        code,
        field,
      ]);
    };
    const nobody = globalId("Customer", randomUUID());
    expect(await ask({ customerIds: [customer(ours)] })).toEqual([["INVALID", "customerIds"]]);
    expect(await ask({ customerIds: [customer(ours), customer(ours)] })).toEqual([
      ["INVALID", "customerIds"],
    ]);
    expect(await ask({ customerIds: [customer(ours), nobody] })).toEqual([["NOT_FOUND", "customerIds.1"]]);
    await merged();
    expect(await ask({ customerIds: [customer(ours), customer(theirs)] })).toEqual([
      ["CONFLICT", "customerIds"],
    ]);
    const undone = await world.ask(UNMERGE, steward, {
      input: { idempotencyKey: key(), decisionId: globalId("Decision", randomUUID()) },
    });
    expect(undone.data.unmerge.userErrors).toMatchObject([{ code: "NOT_FOUND", field: "decisionId" }]);
  });

  test("pins a value under the version that was seen", async () => {
    const PIN = `mutation($input: PinValueInput!) { pinValue(input: $input) {
      customer { version } decision { kind note } userErrors { field code } } }`;
    const input = { customerId: customer(ours), attribute: "name", value: "Alpaca", note: "asked them" };
    const pin = (own: object) =>
      world.ask(PIN, steward, { input: { ...input, idempotencyKey: key(), ...own } });
    const first = await pin({ expectedVersion: 1 });
    expect(first.data.pinValue).toMatchObject({
      decision: { kind: "PIN", note: "asked them" },
      userErrors: [],
    });
    const second = await pin({ expectedVersion: 1 });
    expect(second.data.pinValue.userErrors).toEqual([{ field: "expectedVersion", code: "CONFLICT" }]);
    const wrong = await pin({ expectedVersion: 2, value: 7 });
    expect(wrong.data.pinValue.userErrors).toEqual([{ field: "value", code: "INVALID" }]);
  });

  test("sees the costliest question first, and every question once on the way through the pages", async () => {
    await world.store.pool.query("DELETE FROM review_tasks WHERE kind = 'IDENTITY'");
    const values = [5, 900, 40, 900, 0];
    for (const [at, valueAtRisk] of values.entries()) {
      await world.insert("review_tasks", {
        ...{
          id: randomUUID(),
          kind: "IDENTITY",
          subjectKey: `${marks}-${at}`,
          status: "OPEN",
          title: "one?",
        },
        ...{
          details: { evidence: EVIDENCE },
          customerId: ours.customerId,
          otherCustomerId: theirs.customerId,
        },
        ...{ valueAtRisk, openedAt: AT },
      });
    }
    const LIST = `query($after: String) { reviewTasks(first: 2, after: $after, orderBy: VALUE_AT_RISK,
      filter: { kind: IDENTITY, status: OPEN }) { pageInfo { hasNextPage endCursor }
      edges { node { id valueAtRisk { currency amount orders } differences { feature } } } } }`;
    const seen: { id: string }[] = [];
    for (let after: string | null = null; ; ) {
      const { data, errors } = await world.ask(LIST, steward, { after });
      expect(errors).toEqual([]);
      seen.push(...data.reviewTasks.edges.map(({ node }: { node: { id: string } }) => node));
      if (!data.reviewTasks.pageInfo.hasNextPage) break;
      after = data.reviewTasks.pageInfo.endCursor;
    }
    const ids = seen.map(({ id }) => id);
    expect(new Set(ids).size).toBe(values.length);
    const stored = await world.store.pool.query<{ id: string }[]>(
      "SELECT id FROM review_tasks WHERE kind = 'IDENTITY' ORDER BY value_at_risk DESC, id DESC",
    );
    expect(ids).toEqual(stored.map(({ id }) => globalId("ReviewTask", id)));
    // Both have an order of 37 euros that is not done.
    expect(seen[0]).toMatchObject({
      valueAtRisk: [{ currency: "EUR", amount: "74", orders: 2 }],
      differences: [{ feature: "city" }],
    });
    const crossed = await world.ask(
      `query($after: String) { reviewTasks(first: 2, after: $after) { edges { cursor } } }`,
      steward,
      {
        after: Buffer.from(`review-tasks-by-value 5 ${randomUUID()}`).toString("base64url"),
      },
    );
    expect(crossed.errors[0]?.message).toContain("not a cursor of this list");
  });

  test("takes a task in hand, and puts it off", async () => {
    const id = randomUUID();
    await world.insert("review_tasks", {
      ...{ id, kind: "IDENTITY", subjectKey: id, status: "OPEN", title: "one?", details: {}, openedAt: AT },
      ...{ customerId: ours.customerId, otherCustomerId: theirs.customerId },
    });
    const HOLD = (verb: string) =>
      `mutation($input: HoldReviewTaskInput!) { ${verb}ReviewTask(input: $input) { reviewTask { status details } userErrors { code } } }`;
    const input = { taskId: globalId("ReviewTask", id), note: "waits for the ERP" };
    const claimed = await world.ask(HOLD("claim"), steward, { input: { ...input, idempotencyKey: key() } });
    expect(claimed.data.claimReviewTask.reviewTask).toMatchObject({
      status: "CLAIMED",
      details: { heldBy: "steward-1" },
    });
    const deferred = await world.ask(HOLD("defer"), steward, { input: { ...input, idempotencyKey: key() } });
    expect(deferred.data.deferReviewTask).toMatchObject({
      reviewTask: { status: "DEFERRED" },
      userErrors: [],
    });
  });
});

const EVIDENCE = [
  { feature: "name", level: "exact", weight: 4, ours: "a", theirs: "a", detail: "name: both a" },
  { feature: "city", level: "other", weight: -2, ours: "x", theirs: "y", detail: "city: x and y" },
];

test.each(["FRONT_OFFICE", "SUPPLY_CHAIN", "OPERATOR", "CUSTOMER"] as const)(
  "the role %s decides nobody's identity",
  async (role) => {
    const token = await world.token(role, role === "CUSTOMER" ? ours.customerId : null);
    const input = { idempotencyKey: key(), customerIds: [customer(ours), customer(theirs)] };
    const { errors } = await world.ask(MERGE, token, { input });
    expect(errors[0]?.extensions.code).toBe("FORBIDDEN");
  },
);
