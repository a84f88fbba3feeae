import { createHash, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { callCenter } from "../../src/connectors/call-center/index.js";
import { customerFormConnector } from "../../src/connectors/customer-form/index.js";
import type { Role } from "../../src/domain/vocabulary.js";
import { ROOT_POLICY } from "../../src/resolvers/policy.js";
import { globalId } from "../../src/schema/global-id.js";
import {
  type ApiWorld,
  AT,
  aCase,
  aCustomer,
  anOrder,
  apiWorld,
  itsConnections,
} from "../support/api-world.js";

let world: ApiWorld;
/** What each mutation is asked for, so that it would be done. */
let inputs: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
const tokens = new Map<string, string>();

const SHIP_TO = { lines: ["New street 7"], city: "Elsewhere", country: "DE" };

beforeAll(async () => {
  world = await apiWorld({
    connections: [
      { id: "calls", connector: callCenter, settings: { codeSystem: "erp" } },
      { id: "customer-form", connector: customerFormConnector, settings: {} },
    ],
  });
  await itsConnections(world);
  await world.insert("connections", {
    ...{ id: "customer-form", connector: "customer-form", side: "SALES_DESK", settings: {}, createdAt: AT },
  });
  const buyer = await aCustomer(world, "alpaca");
  const other = await aCustomer(world, "zebra");
  const order = await anOrder(world, buyer, "alpaca");
  const delivered = await anOrder(world, buyer, "delivered");
  await world.store.pool.query("DELETE FROM returns WHERE order_id = $1", [delivered.orderId]);
  await world.store.pool.query(
    "UPDATE shipments SET status = 'DELIVERED', delivered_at = now() WHERE order_id = $1",
    [delivered.orderId],
  );
  const { caseId } = await aCase(world, buyer, order, "alpaca");
  const [taskId, differenceId, moveId, offerId] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  await world.insert("review_tasks", {
    ...{ id: taskId, kind: "ORDER_CHANGE", subjectKey: "asked", status: "OPEN", title: "asked", details: {} },
    ...{ orderId: order.orderId, openedAt: AT },
  });
  await world.insert("differences", {
    ...{ id: differenceId, connectionId: "erp", subject: order.orderId, orderId: order.orderId },
    ...{
      aspect: "DATE",
      ours: "2026-03-31",
      theirs: "2026-04-01",
      proposal: "PROPAGATE",
      foundAt: AT,
      seenAt: AT,
    },
  });
  await world.insert("customer_moves", {
    ...{
      id: moveId,
      customerId: buyer.customerId,
      aspect: "ADDRESS",
      moveKey: "moved",
      before: SHIP_TO,
      after: SHIP_TO,
    },
    ...{ explicit: true, usedBefore: false, detectedAt: AT },
  });
  await world.insert("customer_move_offers", {
    ...{ id: offerId, moveId, orderId: order.orderId, decision: "ASK", stage: "CONFIRMED", reason: "asked" },
  });
  await world.insert("custom_fields", {
    ...{
      id: randomUUID(),
      subject: "ORDER",
      namespace: "house",
      key: "mark",
      type: "TEXT",
      label: "Mark",
      version: 1,
    },
    ...{ seenBy: '["FRONT_OFFICE"]', setBy: '["FRONT_OFFICE"]', choices: "[]", isPersonal: false },
    ...{ isFilterable: true, createdAt: AT, updatedAt: AT },
  });
  const ids = {
    orderId: globalId("Order", order.orderId),
    returnId: globalId("Return", order.returnId),
    customerId: globalId("Customer", buyer.customerId),
    taskId: globalId("ReviewTask", taskId),
  };
  const onReturn = { returnId: ids.returnId, expectedVersion: 1 };
  const onCase = { caseId: globalId("Case", caseId), expectedVersion: 1 };
  const draft = { callId: "call", formId: "form" };
  await world.insert("order_drafts", {
    owner: "front_office-1",
    ...draft,
    form: {},
    version: 3,
    savedAt: AT,
  });
  const pair = {
    customerIds: [ids.customerId, globalId("Customer", other.customerId)],
    expectedVersions: [1, 1],
  };
  inputs = {
    changeOrder: {
      orderId: ids.orderId,
      expectedVersion: 1,
      targets: [{ kind: "SHIP_TO", shipTo: SHIP_TO }],
    },
    takeOrder: {
      ...{ callId: "taken", formId: "form", startedAt: AT, customer: { name: "Somebody" }, currency: "EUR" },
      lines: [{ sku: "A", quantity: "1", unitPrice: "2" }],
    },
    saveOrderDraft: { ...draft, form: { a: 1 }, expectedVersion: 3 },
    discardOrderDraft: { ...draft, expectedVersion: 3 },
    requestReturn: {
      orderId: globalId("Order", delivered.orderId),
      lines: [{ lineNumber: "1", quantity: "1" }],
    },
    approveReturn: onReturn,
    declineReturn: { ...onReturn, note: "no" },
    cancelReturn: onReturn,
    attachReturnLabel: { ...onReturn, carrier: "Post", trackingNumber: "BACK-1" },
    receiveReturn: onReturn,
    inspectReturn: { ...onReturn, lines: [{ lineNumber: "1", quantity: "2", disposition: "RESTOCKED" }] },
    resolveReturn: { ...onReturn, resolution: "NONE" },
    openCase: { orderId: ids.orderId, type: "COMPLAINT", subject: "A dent", description: "There is a dent." },
    changeCase: { ...onCase, subject: "Another dent" },
    addCaseNote: { ...onCase, text: "noted" },
    advanceCase: { ...onCase, act: "TAKE" },
    resolveReviewTask: { taskId: ids.taskId, action: "DONE", expectedVersion: 1 },
    claimReviewTask: { taskId: ids.taskId, expectedVersion: 1 },
    deferReviewTask: { taskId: ids.taskId, expectedVersion: 1 },
    settleDifference: {
      differenceId: globalId("OrderDifference", differenceId),
      act: "PROPAGATE",
      expectedVersion: 1,
    },
    moveCustomer: { customerId: ids.customerId, expectedVersion: 1, address: SHIP_TO },
    settleCustomerMove: { answers: [{ offerId: globalId("CustomerMoveOffer", offerId), decision: "KEEP" }] },
    mergeCustomers: pair,
    separateCustomers: pair,
    unmerge: { decisionId: globalId("Decision", buyer.decisionId) },
    pinValue: { customerId: ids.customerId, expectedVersion: 1, attribute: "name", value: "Pinned" },
    unpinValue: { customerId: ids.customerId, expectedVersion: 1, attribute: "name" },
    replayMessage: { messageId: globalId("InboundMessage", buyer.messageId) },
    createApiKey: { name: "key", role: "OPERATOR" },
    revokeApiKey: { apiKeyId: globalId("ApiKey", randomUUID()) },
    revokeToken: { jti: "token" },
    exportCustomer: { customerId: ids.customerId },
    eraseCustomer: { customerId: ids.customerId },
    createWebhook: { url: "https://93.184.215.14/hook", role: "OPERATOR" },
    rotateWebhookSecret: { webhookId: globalId("Webhook", randomUUID()) },
    switchWebhook: { webhookId: globalId("Webhook", randomUUID()), active: false },
    removeWebhook: { webhookId: globalId("Webhook", randomUUID()) },
    replayWebhook: { webhookId: globalId("Webhook", randomUUID()), since: AT },
    setCustomField: {
      subjectId: ids.orderId,
      namespace: "house",
      key: "mark",
      value: "x",
      expectedVersion: 0,
    },
    defineCustomField: {
      ...{ subject: "ORDER", namespace: "house", key: "new", type: "TEXT", label: "New", expectedVersion: 0 },
      ...{ seenBy: ["FRONT_OFFICE"], setBy: ["FRONT_OFFICE"] },
    },
  };
});
afterAll(() => world.close());

interface Answer {
  readonly userErrors: readonly { readonly code: string; readonly [more: string]: unknown }[];
}

async function run(name: string, input: object): Promise<Answer> {
  const role = ROOT_POLICY[`Mutation.${name}`]?.find((one) => one !== "CUSTOMER") as Role;
  const token = tokens.get(role) ?? (await world.token(role));
  tokens.set(role, token);
  const { data, errors, text } = await world.ask(
    `mutation($input: ${inputType(name)}!) { ${name}(input: $input) { userErrors { field code message expectedVersion currentVersion } } }`,
    token,
    { input },
  );
  expect(errors, text).toEqual([]);
  return data[name];
}

/** Several mutations share an input. */
const SHARED: Readonly<Record<string, string>> = {
  ...{ approveReturn: "ReturnActInput", declineReturn: "ReturnActInput", cancelReturn: "ReturnActInput" },
  ...{
    receiveReturn: "ReturnActInput",
    claimReviewTask: "HoldReviewTaskInput",
    deferReviewTask: "HoldReviewTaskInput",
  },
  ...{ mergeCustomers: "CustomerPairInput", separateCustomers: "CustomerPairInput" },
  ...{ rotateWebhookSecret: "WebhookInput", removeWebhook: "WebhookInput" },
  ...{ exportCustomer: "PersonalDataInput", eraseCustomer: "PersonalDataInput" },
};
const inputType = (name: string): string =>
  SHARED[name] ?? `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;

/** Everything that a mutation could have changed. */
async function state(): Promise<string> {
  const tables = [
    "orders",
    "order_changes",
    "order_change_deliveries",
    "returns",
    "return_events",
    "cases",
    "case_events",
    "customers",
    "decisions",
  ];
  const more = [
    "review_tasks",
    "differences",
    "customer_move_offers",
    "order_drafts",
    "facts",
    "idempotency_keys",
    "audit_entries",
  ];
  const rows = await Promise.all(
    [...tables, ...more].map((table) =>
      world.store.pool.query<{ is: string }[]>(
        `SELECT count(*) || coalesce(md5(string_agg(t::text, '' ORDER BY t::text)), '') AS is FROM ${table} t`,
      ),
    ),
  );
  return rows.map(([row]) => row?.is).join("\n");
}

const MUTATIONS = Object.keys(ROOT_POLICY).flatMap((place) =>
  place.startsWith("Mutation.") ? [place.slice(9)] : [],
);

describe("a key that was used for another request", () => {
  test("is refused by takeOrder, whose key is its message's", async () => {
    const asked = { ...inputs.takeOrder, idempotencyKey: "order" };
    await run("takeOrder", asked);
    const { userErrors } = await run("takeOrder", { ...asked, note: "another" });
    expect(userErrors.map(({ code, field }) => [code, field])).toEqual([
      ["IDEMPOTENCY_MISMATCH", "idempotencyKey"],
    ]);
  });

  test.each(MUTATIONS.filter((name) => name !== "takeOrder"))("is refused by %s", async (name) => {
    const input = inputs[name];
    expect(input, "say what it is asked for").toBeDefined();
    const key = `used for another ${name}`;
    const role = ROOT_POLICY[`Mutation.${name}`]?.find((one) => one !== "CUSTOMER");
    await world.insert("idempotency_keys", {
      ...{ actor: `${role?.toLowerCase()}-1`, key, outcome: { ok: true, value: {} }, createdAt: AT },
      requestHash: createHash("sha256").update("another").digest("hex"),
    });
    const { userErrors } = await run(name, { ...input, idempotencyKey: key });
    expect(userErrors.map(({ code, field }) => [code, field])).toEqual([
      ["IDEMPOTENCY_MISMATCH", "idempotencyKey"],
    ]);
  });
});

test.each(["", " ", "k".repeat(256)])("no mutation takes the key %j", async (idempotencyKey) => {
  for (const name of MUTATIONS) {
    const { userErrors } = await run(name, { ...inputs[name], idempotencyKey });
    expect([name, userErrors.map(({ field }) => field)]).toEqual([name, ["idempotencyKey"]]);
  }
});

describe("a version that does not stand any more", () => {
  const versioned = (): string[] =>
    MUTATIONS.filter(
      (name) => "expectedVersion" in (inputs[name] ?? {}) || "expectedVersions" in (inputs[name] ?? {}),
    );
  const NOW: Readonly<Record<string, number>> = {
    ...{ saveOrderDraft: 3, discardOrderDraft: 3, setCustomField: 0, defineCustomField: 0 },
  };

  test("is a conflict that says both versions, and changes nothing", async () => {
    const before = await state();
    for (const name of versioned()) {
      const input = inputs[name] ?? {};
      const outdated = "expectedVersions" in input ? { expectedVersions: [99, 1] } : { expectedVersion: 99 };
      const { userErrors } = await run(name, { ...input, ...outdated, idempotencyKey: randomUUID() });
      expect([name, userErrors]).toMatchObject([
        name,
        [{ code: "CONFLICT", expectedVersion: 99, currentVersion: NOW[name] ?? 1 }],
      ]);
      expect(userErrors[0]?.field).toMatch(/^expectedVersion(s\.0)?$/);
    }
    expect(versioned().length).toBeGreaterThan(15);
    expect(await state()).toBe(before);
  });
});

describe("a rehearsal", () => {
  const REHEARSED = [
    ...[
      "changeOrder",
      "requestReturn",
      "approveReturn",
      "declineReturn",
      "cancelReturn",
      "resolveReviewTask",
    ],
    ...["claimReviewTask", "deferReviewTask", "settleDifference", "settleCustomerMove", "mergeCustomers"],
    ...["separateCustomers", "openCase", "changeCase", "addCaseNote", "advanceCase"],
  ];
  test.each(REHEARSED)("of %s changes nothing, and uses up no key", async (name) => {
    const before = await state();
    const asked = { ...inputs[name], idempotencyKey: `rehearsed ${name}` };
    expect((await run(name, { ...asked, dryRun: true })).userErrors).toEqual([]);
    expect((await run(name, { ...asked, dryRun: true })).userErrors).toEqual([]);
    expect(await state()).toBe(before);
  });

  test("of a change shows the order and the change as they would be", async () => {
    const { data } = await world.ask(
      `mutation($input: ChangeOrderInput!) { changeOrder(input: $input) { userErrors { code }
         order { version shipTo { city } total lines { quantity } nextStates } changes { kind status nextStates deliveries { connectionId } } } }`,
      await world.token("FRONT_OFFICE"),
      {
        input: {
          ...{ ...inputs.changeOrder, idempotencyKey: "shown", dryRun: true },
          targets: [
            { kind: "SHIP_TO", shipTo: SHIP_TO },
            { kind: "QUANTITY", lineNumber: "1", quantity: "5" },
          ],
        },
      },
    );
    expect(data.changeOrder).toMatchObject({
      ...{
        userErrors: [],
        order: { version: 2, shipTo: { city: "Elsewhere" }, total: "92.50", lines: [{ quantity: "5" }] },
      },
      changes: [{ kind: "SHIP_TO" }, { kind: "QUANTITY" }],
    });
  });

  test("of an answer shows the task as it would be", async () => {
    const { data } = await world.ask(
      `mutation($input: ResolveReviewTaskInput!) { resolveReviewTask(input: $input) { userErrors { code } reviewTask { status version nextStates nextActs } } }`,
      await world.token("STEWARD"),
      { input: { ...inputs.resolveReviewTask, idempotencyKey: "shown", dryRun: true } },
    );
    expect(data.resolveReviewTask).toEqual({
      userErrors: [],
      reviewTask: { status: "RESOLVED", version: 2, nextStates: [], nextActs: [] },
    });
  });
});

describe("the same request with the same key", () => {
  test.each(["claimReviewTask", "pinValue", "changeOrder", "createApiKey", "openCase", "addCaseNote"])(
    "of %s is done once",
    async (name) => {
      const asked = { ...inputs[name], idempotencyKey: `twice ${name}` };
      const first = await run(name, asked);
      const after = await state();
      expect(await run(name, asked)).toEqual(first);
      expect(first.userErrors).toEqual([]);
      expect(await state()).toBe(after);
    },
  );

  test("and a task knows its next states until it is answered", async () => {
    const ask = async (role: Role) =>
      (
        await world.ask(
          `{ reviewTasks(first: 5, filter: { kind: ORDER_CHANGE }) { edges { node { nextActs nextStates } } } }`,
          await world.token(role),
        )
      ).data.reviewTasks.edges[0].node;
    expect(await ask("STEWARD")).toEqual({
      nextActs: ["CONFIRM", "REJECT", "RETRY", "DONE"],
      nextStates: ["CLAIMED", "DEFERRED", "RESOLVED"],
    });
    expect(await ask("OPERATOR")).toEqual({ nextActs: [], nextStates: [] });
  });
});
