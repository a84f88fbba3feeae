import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Role } from "../../src/domain/vocabulary.js";
import { globalId } from "../../src/schema/global-id.js";
import {
  type ApiWorld,
  aCustomer,
  anAddress,
  anOrder,
  apiWorld,
  itsConnections,
} from "../support/api-world.js";
import { bySocket } from "../support/followers.js";

let world: ApiWorld;
let ours: Awaited<ReturnType<typeof aCustomer>>;
let theirs: Awaited<ReturnType<typeof aCustomer>>;
let order: Awaited<ReturnType<typeof anOrder>>;
let strangers: Awaited<ReturnType<typeof anOrder>>;
const tokens: Partial<Record<Role, string>> = {};
let stranger = "";

beforeAll(async () => {
  world = await apiWorld();
  await itsConnections(world);
  ours = await aCustomer(world, "alpaca", GOLDEN);
  theirs = await aCustomer(world, "zebra");
  order = await anOrder(world, ours, "alpaca");
  strangers = await anOrder(world, theirs, "zebra");
  for (const role of ["FRONT_OFFICE", "SUPPLY_CHAIN", "STEWARD", "OPERATOR"] as const) {
    tokens[role] = await world.token(role);
  }
  tokens.CUSTOMER = await world.token("CUSTOMER", ours.customerId);
  stranger = await world.token("CUSTOMER", theirs.customerId);
});
afterAll(() => world.close());

const value = <T>(of: T) => ({ value: of, recordId: null, strategy: "RECENCY", why: "", losing: [] });
const HOME = { ...anAddress("home"), city: "Homeville" };
const GOLDEN = {
  ...{ kind: null, name: value("alpaca Ltd"), localName: null, taxId: null, departments: [], codes: [] },
  ...{ contacts: [value("Ada Alpaca")], emails: [value("ada@alpaca.example")], phones: [] },
  addresses: [
    { ...value(anAddress("old")), role: "GENERAL", current: false },
    { ...value(HOME), role: "GENERAL", current: true },
  ],
};

const CASE = `case { id number type phase status subject description channel resolution version nextStates nextActs
  openedAt saidAt resolvedAt closedAt contact { contactName email } address { city }
  customer { id } order { number } return { number } }`;
const PAYLOAD = `${CASE} userErrors { field code message expectedVersion currentVersion }`;
let keys = 0;
const ask = async (mutation: string, input: object, token: string | undefined) => {
  const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
  const query = `mutation($input: ${type}!) { it: ${mutation}(input: $input) { ${PAYLOAD} } }`;
  return world.ask(query, token ?? null, { input: { idempotencyKey: `key-${++keys}`, ...input } });
};
const WANTED = { type: "COMPLAINT", subject: "A dent", description: "The box has a dent." };
const openCase = (input: object = {}, token: string | undefined = tokens.FRONT_OFFICE) =>
  ask("openCase", { ...WANTED, ...input }, token);
/** A case of ours, as the front office has opened it. */
const aCase = async (input: object = {}): Promise<{ id: string; number: string }> => {
  const { data } = await openCase({ customerId: globalId("Customer", ours.customerId), ...input });
  expect(data.it.userErrors).toEqual([]);
  return data.it.case;
};
const act = (mutation: string, caseId: string, expectedVersion: number, input: object, token?: string) =>
  ask(mutation, { caseId, expectedVersion, ...input }, token ?? tokens.FRONT_OFFICE);
const EVENTS = `events { act by fromStatus toStatus internal channel note }`;
const seenBy = async (id: string, token: string | undefined, fields: string) =>
  world.ask(`query($id: ID!) { node(id: $id) { ... on Case { ${fields} } } }`, token ?? null, { id });

describe("opening a case", () => {
  test("about an order, it belongs with that order's customer, and goes where the order goes", async () => {
    const { data } = await openCase({ orderId: globalId("Order", order.orderId), channel: "CALL_CENTER" });
    expect(data.it.userErrors).toEqual([]);
    expect(data.it.case).toMatchObject({
      ...{ ...WANTED, status: "NEW", phase: "DURING_PURCHASE", channel: "CALL_CENTER", version: 1 },
      ...{ customer: { id: globalId("Customer", ours.customerId) }, order: { number: "TL-ALPACA" } },
      ...{ address: { city: "alpacaville" }, resolvedAt: null, closedAt: null },
      contact: { contactName: "Ada Alpaca", email: "ada@alpaca.example" },
      number: expect.stringMatching(/^C-\w{4}-\w{4}$/),
    });
  });

  test("about a return, it is about that order, after the purchase", async () => {
    const { data } = await openCase({ returnId: globalId("Return", order.returnId) });
    expect(data.it.case).toMatchObject({
      ...{ phase: "AFTER_PURCHASE", order: { number: "TL-ALPACA" }, return: { number: "R-alpaca" } },
    });
  });

  test("about nothing that was bought, it goes where the customer is today", async () => {
    const { data } = await openCase({ customerId: globalId("Customer", ours.customerId), type: "INQUIRY" });
    expect(data.it.case).toMatchObject({
      ...{ phase: "BEFORE_PURCHASE", order: null, return: null, address: { city: "Homeville" } },
    });
    const stated = await openCase({
      ...{ customerId: globalId("Customer", ours.customerId), phase: "AFTER_PURCHASE" },
      ...{ contact: { phone: "+49 40 1" }, address: { lines: ["Dock 7"], city: "Kiel" } },
    });
    expect(stated.data.it.case).toMatchObject({
      ...{ phase: "AFTER_PURCHASE", address: { city: "Kiel" } },
      contact: { contactName: null, email: null },
    });
  });

  test("is done once for each key, and another request under the same key is refused", async () => {
    const input = { idempotencyKey: "the same", orderId: globalId("Order", order.orderId) };
    const first = await openCase(input);
    const again = await openCase(input);
    expect(again.data.it.case.id).toBe(first.data.it.case.id);
    const other = await openCase({ ...input, subject: "Another dent" });
    expect(other.data.it.userErrors).toMatchObject([{ code: "IDEMPOTENCY_MISMATCH" }]);
    const rows = "SELECT count(*)::int AS n FROM cases WHERE request_key LIKE '%the same'";
    expect(await world.store.pool.query(rows)).toEqual([{ n: 1 }]);
  });

  test("may be rehearsed, and then nothing is there", async () => {
    const before = await world.store.pool.query("SELECT count(*) FROM cases");
    const { data } = await openCase({ orderId: globalId("Order", order.orderId), dryRun: true });
    expect(data.it.case).toMatchObject({ status: "NEW", order: { number: "TL-ALPACA" } });
    expect((await seenBy(data.it.case.id, tokens.FRONT_OFFICE, "number")).data.node).toBeNull();
    expect(await world.store.pool.query("SELECT count(*) FROM cases")).toEqual(before);
  });

  test.each<[string, () => object, string, string | null]>([
    ["nobody's", () => ({}), "INVALID", "customerId"],
    [
      "an unknown customer's",
      () => ({ customerId: globalId("Customer", order.orderId) }),
      "NOT_FOUND",
      "customerId",
    ],
    [
      "about an unknown order",
      () => ({ orderId: globalId("Order", ours.customerId) }),
      "NOT_FOUND",
      "orderId",
    ],
    [
      "about an unknown return",
      () => ({ returnId: globalId("Return", ours.customerId) }),
      "NOT_FOUND",
      "returnId",
    ],
    [
      "about another customer's order",
      () => ({
        customerId: globalId("Customer", theirs.customerId),
        orderId: globalId("Order", order.orderId),
      }),
      "INVALID",
      "customerId",
    ],
    [
      "about a return of another order",
      () => ({ orderId: globalId("Order", order.orderId), returnId: globalId("Return", strangers.returnId) }),
      "INVALID",
      "returnId",
    ],
    [
      "about nothing",
      () => ({ orderId: globalId("Order", order.orderId), subject: "  " }),
      "INVALID",
      "subject",
    ],
    [
      "at no place",
      () => ({ orderId: globalId("Order", order.orderId), address: { lines: [] } }),
      "INVALID",
      "address",
    ],
  ])("%s is refused", async (_, input, code, field) => {
    const { data } = await openCase(input());
    expect(data.it).toMatchObject({ case: null, userErrors: [{ code, field }] });
  });
});

describe("the course of a case", () => {
  test("runs from its opening to its end, and the customer's answer opens it again", async () => {
    const { id } = await aCase();
    const took = await act("advanceCase", id, 1, { act: "TAKE" });
    expect(took.data.it.case).toMatchObject({ status: "OPEN", version: 2 });
    const asked = await act("advanceCase", id, 2, { act: "ASK", note: "Which box?" });
    expect(asked.data.it.case).toMatchObject({ status: "PENDING_CUSTOMER", version: 3 });
    const said = await act("addCaseNote", id, 3, { text: "The big one." }, tokens.CUSTOMER);
    expect(said.data.it.case).toMatchObject({ status: "OPEN", version: 4 });
    const solved = await act("advanceCase", id, 4, { act: "RESOLVE", note: "A new box is on its way." });
    expect(solved.data.it.case).toMatchObject({
      ...{ status: "RESOLVED", resolution: "A new box is on its way.", closedAt: null },
      resolvedAt: expect.any(String),
    });
    const again = await act("addCaseNote", id, 5, {
      kind: "REPLY",
      text: "It is dented too.",
      channel: "FAX",
    });
    expect(again.data.it.case).toMatchObject({ status: "OPEN", resolution: null, resolvedAt: null });
    const noted = await act("addCaseNote", id, 6, { text: "Third dent this week." }, tokens.SUPPLY_CHAIN);
    expect(noted.data.it.case).toMatchObject({ status: "OPEN", version: 7 });
    expect(noted.data.it.case.saidAt).toBe(again.data.it.case.saidAt);
    await act("advanceCase", id, 7, { act: "RESOLVE", note: "Money back." });
    const over = await act("advanceCase", id, 8, { act: "CLOSE" }, tokens.CUSTOMER);
    expect(over.data.it.case).toMatchObject({
      ...{ status: "CLOSED", nextStates: [], nextActs: [], closedAt: expect.any(String) },
    });
    const late = await act("addCaseNote", id, 9, { text: "One more thing." }, tokens.CUSTOMER);
    expect(late.data.it).toMatchObject({
      case: { status: "CLOSED" },
      userErrors: [{ code: "INVALID_STATE" }],
    });

    const { data } = await seenBy(id, tokens.FRONT_OFFICE, `assignee openedBy ${EVENTS}`);
    expect(data.node).toMatchObject({ assignee: "front_office-1", openedBy: "front_office-1" });
    expect(data.node.events).toMatchObject([
      { act: "OPEN", by: "STAFF", fromStatus: null, toStatus: "NEW", internal: false },
      { act: "TAKE", by: "STAFF", fromStatus: "NEW", toStatus: "OPEN", internal: true },
      { act: "ASK", by: "STAFF", toStatus: "PENDING_CUSTOMER", note: "Which box?", internal: false },
      { act: "REPLY", by: "CUSTOMER", toStatus: "OPEN", note: "The big one.", channel: "WEB" },
      { act: "RESOLVE", by: "STAFF", note: "A new box is on its way." },
      { act: "REPLY", by: "STAFF", fromStatus: "RESOLVED", toStatus: "OPEN", channel: "FAX" },
      { act: "NOTE", by: "STAFF", note: "Third dent this week.", internal: true },
      { act: "RESOLVE", by: "STAFF", note: "Money back." },
      { act: "CLOSE", by: "CUSTOMER", toStatus: "CLOSED" },
    ]);
  });

  test("of two acts on one version one is done, and the other is told both versions", async () => {
    const { id } = await aCase();
    const both = await Promise.all([
      act("addCaseNote", id, 1, { kind: "ANSWER", text: "We look into it." }),
      act("addCaseNote", id, 1, { text: "Is anybody there?" }, tokens.CUSTOMER),
    ]);
    const errors = both.flatMap(({ data }) => data.it.userErrors);
    expect(errors).toMatchObject([
      { code: "CONFLICT", field: "expectedVersion", expectedVersion: 1, currentVersion: 2 },
    ]);
    expect((await seenBy(id, tokens.FRONT_OFFICE, "version")).data.node).toEqual({ version: 2 });
  });

  test("is followed, but for what the house says to itself", async () => {
    const { id } = await aCase();
    const before = (await world.ask("{ eventCursor }", tokens.OPERATOR)).data.eventCursor;
    await act("addCaseNote", id, 1, { text: "for us" });
    await act("addCaseNote", id, 2, { kind: "ANSWER", text: "for you" });
    const query = `subscription($after: String) { caseEvents(after: $after) { kind before after case { number } } }`;
    const follower = bySocket(world.url, tokens.CUSTOMER ?? "", query, { after: before });
    await follower.until(2);
    await follower.stop();
    const kinds = follower.events.map(({ kind }) => kind).toSorted();
    expect(kinds).toEqual(["CASE_SAID", "CASE_STATUS_CHANGED"]);
  });

  test("an act under a key that was used is the same act", async () => {
    const { id } = await aCase();
    const note = { idempotencyKey: "one note", text: "noted" };
    await act("addCaseNote", id, 1, note);
    expect((await act("addCaseNote", id, 1, note)).data.it).toMatchObject({
      ...{ case: { version: 2 }, userErrors: [] },
    });
    const { data } = await seenBy(id, tokens.FRONT_OFFICE, "events { act }");
    expect(data.node.events).toEqual([{ act: "OPEN" }, { act: "NOTE" }]);
  });

  test("a rehearsed act shows the case as it would be, and changes nothing", async () => {
    const { id } = await aCase();
    const { data } = await act("advanceCase", id, 1, { act: "RESOLVE", note: "so", dryRun: true });
    expect(data.it.case).toMatchObject({ status: "RESOLVED", version: 2 });
    expect((await seenBy(id, tokens.FRONT_OFFICE, "status version")).data.node).toEqual({
      ...{ status: "NEW", version: 1 },
    });
  });

  test.each<[string, object, Role, string, string | null]>([
    ["advanceCase", { act: "ASK" }, "FRONT_OFFICE", "INVALID", "note"],
    ["advanceCase", { act: "RESOLVE" }, "FRONT_OFFICE", "INVALID", "note"],
    ["advanceCase", { act: "CLOSE" }, "FRONT_OFFICE", "INVALID", "note"],
    ["advanceCase", { act: "REOPEN" }, "FRONT_OFFICE", "INVALID_STATE", null],
    ["advanceCase", { act: "RESOLVE", note: "mine" }, "CUSTOMER", "INVALID_STATE", null],
    ["addCaseNote", { kind: "NOTE", text: "x" }, "CUSTOMER", "FORBIDDEN", "kind"],
    ["addCaseNote", { text: " " }, "FRONT_OFFICE", "INVALID", "text"],
    ["changeCase", {}, "FRONT_OFFICE", "NOTHING_TO_CHANGE", null],
    ["changeCase", { type: "INQUIRY" }, "CUSTOMER", "FORBIDDEN", "type"],
  ])("%s with %j by %s is refused", async (mutation, input, role, code, field) => {
    const { id } = await aCase();
    const { data } = await act(mutation, id, 1, input, tokens[role]);
    expect(data.it.userErrors).toMatchObject([{ code, field }]);
    expect(data.it.case).toMatchObject({ status: "NEW", version: 1 });
  });
});

describe("changing a case", () => {
  test("the house says what it is about, and it then belongs with that order", async () => {
    const { id } = await aCase({ type: "INQUIRY" });
    const { data } = await act("changeCase", id, 1, {
      ...{ type: "COMPLAINT", phase: "AFTER_PURCHASE", returnId: globalId("Return", order.returnId) },
    });
    expect(data.it.userErrors).toEqual([]);
    expect(data.it.case).toMatchObject({
      ...{ type: "COMPLAINT", phase: "AFTER_PURCHASE", version: 2 },
      ...{ order: { number: "TL-ALPACA" }, return: { number: "R-alpaca" } },
    });
    const foreign = await act("changeCase", id, 2, { orderId: globalId("Order", strangers.orderId) });
    expect(foreign.data.it.userErrors).toMatchObject([{ code: "INVALID", field: "orderId" }]);
  });

  test("the customer says whom and where to answer", async () => {
    const { id } = await aCase();
    const input = {
      contact: { email: "new@alpaca.example" },
      address: { lines: ["Quay 2"], city: "Bremen" },
    };
    const { data } = await act("changeCase", id, 1, input, tokens.CUSTOMER);
    expect(data.it.case).toMatchObject({
      ...{ contact: { contactName: null, email: "new@alpaca.example" }, address: { city: "Bremen" } },
    });
  });
});

describe("who sees a case", () => {
  test("a customer opens and reads only their own, without what the house says to itself", async () => {
    const opened = await openCase({}, tokens.CUSTOMER);
    expect(opened.data.it.userErrors).toEqual([]);
    const { id, number } = opened.data.it.case;
    expect(opened.data.it.case).toMatchObject({ channel: "WEB", description: "The box has a dent." });
    await act("addCaseNote", id, 1, { text: "calls every day" });
    await act("addCaseNote", id, 2, { kind: "ANSWER", text: "We are on it." });
    const own = await seenBy(id, tokens.CUSTOMER, `number ${EVENTS}`);
    expect(own.data.node.events).toMatchObject([{ act: "OPEN" }, { act: "ANSWER", note: "We are on it." }]);
    expect(own.text).not.toContain("calls every day");
    const timeline = `{ customer(id: "${globalId("Customer", ours.customerId)}") { timeline(first: 50) { edges { node { kind code description } } } } }`;
    expect((await world.ask(timeline, tokens.CUSTOMER)).text).toContain("We are on it.");
    expect((await world.ask(timeline, tokens.CUSTOMER)).text).not.toContain("calls every day");
    expect((await world.ask(timeline, tokens.FRONT_OFFICE)).text).toContain("calls every day");

    for (const [mutation, input] of [
      ["addCaseNote", { text: "hello" }],
      ["advanceCase", { act: "CLOSE" }],
      ["changeCase", { subject: "mine" }],
    ] as const) {
      const same = { ...input, idempotencyKey: "same" };
      const foreign = await act(mutation, id, 3, same, stranger);
      const nobodys = await act(mutation, globalId("Case", ours.customerId), 3, same, stranger);
      expect(foreign.data.it.userErrors).toMatchObject([{ code: "NOT_FOUND", field: "caseId" }]);
      expect(foreign.text).toBe(nobodys.text);
    }
    expect((await seenBy(id, stranger, "number")).data.node).toBeNull();
    const list = `{ cases(first: 100) { edges { node { number } } } }`;
    expect((await world.ask(list, stranger)).text).not.toContain(number);
    expect((await world.ask(list, tokens.CUSTOMER)).text).toContain(number);
    const foreign = await openCase({ orderId: globalId("Order", order.orderId) }, stranger);
    expect(foreign.data.it.userErrors).toMatchObject([{ code: "NOT_FOUND", field: "orderId" }]);
  });

  test("who of the house sees to it is for the house, in fields and in filters", async () => {
    const { id, number } = await aCase();
    await act("advanceCase", id, 1, { act: "TAKE", assignee: "clerk" });
    const { data, errors } = await seenBy(id, tokens.CUSTOMER, "status assignee openedBy events { actor }");
    expect(data.node).toMatchObject({ status: "OPEN", assignee: null, openedBy: null });
    expect(new Set(errors.map(({ extensions }) => extensions.code))).toEqual(new Set(["FORBIDDEN"]));
    const query = `{ cases(first: 5, filter: { assignee: "clerk" }) { edges { node { number } } } }`;
    expect((await world.ask(query, tokens.CUSTOMER)).errors[0]?.extensions.code).toBe("FORBIDDEN");
    const found = await world.ask(query, tokens.FRONT_OFFICE);
    expect(found.data.cases.edges).toEqual([{ node: { number } }]);
  });

  test("the supply chain reads what is said, and how to reach the customer masked", async () => {
    const { id } = await aCase();
    const { data } = await seenBy(id, tokens.SUPPLY_CHAIN, "description contact { contactName email }");
    expect(data.node).toEqual({
      description: "The box has a dent.",
      contact: { contactName: "Ada Alpaca", email: "a***@a***" },
    });
    const machine = await world.key({ role: "FRONT_OFFICE", scopes: [] });
    const seen = await seenBy(id, machine.secret, "subject description events { note } address { lines }");
    expect(seen.text).not.toMatch(/dent|street/);
  });

  test("that the house has read it is audited", async () => {
    const { id } = await aCase();
    await seenBy(id, tokens.STEWARD, "subject description");
    const query = `query($id: ID!) { auditEntries(first: 5, filter: { thingId: $id }) { edges { node { kind things { type } } } } }`;
    await expect
      .poll(async () => (await world.ask(query, tokens.OPERATOR, { id })).data.auditEntries.edges)
      .toContainEqual({ node: { kind: "READ", things: [{ type: "Case" }] } });
  });
});

describe("lists of cases", () => {
  test("hang on customers, orders and returns, and are filtered and sorted", async () => {
    const { id, number } = await aCase({ returnId: globalId("Return", order.returnId), type: "SUGGESTION" });
    const hung = "cases(first: 50) { edges { node { number } } }";
    const { data } = await world.ask(
      `{ order(number: "TL-ALPACA") { ${hung} returns { ${hung} } customer { ${hung} } } }`,
      tokens.FRONT_OFFICE,
    );
    for (const one of [data.order, data.order.returns[0], data.order.customer]) {
      expect(one.cases.edges).toContainEqual({ node: { number } });
    }
    const found = async (filter: string, rest = "") => {
      const query = `{ cases(first: 100, filter: { ${filter} }${rest}) { edges { node { number status } } } }`;
      return (await world.ask(query, tokens.FRONT_OFFICE)).data.cases.edges.map(
        ({ node }: { node: { number: string } }) => node.number,
      );
    };
    const box = `{ search(query: "${number.slice(0, 6)}", first: 20) { edges { matched node { ... on Case { number } } } } }`;
    expect((await world.ask(box, tokens.FRONT_OFFICE)).data.search.edges).toContainEqual({
      ...{ matched: ["CASE_NUMBER"], node: { number } },
    });
    expect((await world.ask(box, stranger)).text).not.toContain(number);
    expect(await found("type: SUGGESTION")).toEqual([number]);
    expect(await found(`number: "${number.toLowerCase().replaceAll("-", " ")}"`)).toEqual([number]);
    expect(await found(`orderId: "${globalId("Order", order.orderId)}", open: true`)).toContain(number);
    await act("advanceCase", id, 1, { act: "CLOSE", note: "asked twice" });
    expect(await found("type: SUGGESTION, open: true")).toEqual([]);
    expect(await found("type: SUGGESTION, open: false")).toEqual([number]);
    expect((await found("", ", orderBy: UPDATED"))[0]).toBe(number);
  });

  test("are walked page by page without a gap, and a cursor fits its own order only", async () => {
    const walk = async (orderBy: string): Promise<string[]> => {
      const numbers: string[] = [];
      let after: string | null = null;
      do {
        const query = `query($after: String) { cases(first: 3, after: $after, orderBy: ${orderBy}) { edges { node { number } } pageInfo { hasNextPage endCursor } } }`;
        const { data } = await world.ask(query, tokens.FRONT_OFFICE, { after });
        numbers.push(...data.cases.edges.map(({ node }: { node: { number: string } }) => node.number));
        after = data.cases.pageInfo.hasNextPage ? data.cases.pageInfo.endCursor : null;
      } while (after !== null);
      return numbers;
    };
    const [newest, updated] = [await walk("NEWEST"), await walk("UPDATED")];
    expect(new Set(newest).size).toBe(newest.length);
    expect(newest.toSorted()).toEqual(updated.toSorted());
    const page = await world.ask("{ cases(first: 1) { pageInfo { endCursor } } }", tokens.FRONT_OFFICE);
    const query =
      "query($after: String) { cases(first: 1, after: $after, orderBy: UPDATED) { edges { cursor } } }";
    const strange = await world.ask(query, tokens.FRONT_OFFICE, {
      after: page.data.cases.pageInfo.endCursor,
    });
    expect(strange.errors[0]?.extensions.code).toBe("INVALID");
  });
});
