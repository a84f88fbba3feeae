import { randomUUID } from "node:crypto";
import { getNamedType, isInputObjectType, isObjectType } from "graphql";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { TOPICS } from "../../src/domain/event.js";
import { ROLES, type Role } from "../../src/domain/vocabulary.js";
import { buildApiSchema } from "../../src/resolvers/api-schema.js";
import { type Caller, FIELD_POLICY, ROOT_POLICY, TYPE_POLICY } from "../../src/resolvers/policy.js";
import { globalId } from "../../src/schema/global-id.js";
import { mutation, type Question, questions, type Values } from "../support/api-documents.js";
import { type ApiWorld, aCase, aCustomer, anOrder, apiWorld, itsConnections } from "../support/api-world.js";

const schema = await buildApiSchema();
const CALLERS: readonly Caller[] = ["ANONYMOUS", ...ROLES];
const FOLLOWED = Object.values(TOPICS).map(({ event }) => event);
/** Their text: all of it carries one of these, and none of it may reach a customer who is somebody else. */
const THEIRS = /zebra/i;
const OURS = /alpaca/i;

let world: ApiWorld;
let ours: Awaited<ReturnType<typeof inhabit>>;
let theirs: typeof ours;
const tokens = new Map<Caller, string | null>();

const inhabit = async (mark: string) => {
  const buyer = await aCustomer(world, mark);
  const order = await anOrder(world, buyer, mark);
  return { ...buyer, ...order, ...(await aCase(world, buyer, order, mark)) };
};

beforeAll(async () => {
  world = await apiWorld();
  await itsConnections(world);
  ours = await inhabit("alpaca");
  theirs = await inhabit("zebra");
  for (const role of ROLES)
    tokens.set(role, await world.token(role, role === "CUSTOMER" ? ours.customerId : null));
  tokens.set("ANONYMOUS", null);
});
afterAll(() => world.close());

const quoted = (text: string): string => JSON.stringify(text);

/** Everything by which rows of somebody can be asked for. */
function valuesOf(who: typeof ours, mark: string): Values {
  const id = (type: string, row: string) => [quoted(globalId(type, row))];
  return {
    first: ["2"],
    "Query.orders(first)": ["2"],
    "Query.orders(filter)": [
      `{ number: "TL-${mark.toUpperCase()}" }`,
      `{ poNumber: "PO-${mark}" }`,
      `{ trackingNumber: "TRK-${mark}" }`,
      `{ customerId: ${quoted(globalId("Customer", who.customerId))} }`,
    ],
    "Query.returns(filter)": [`{ orderId: ${quoted(globalId("Order", who.orderId))} }`],
    "Query.cases(filter)": [
      `{ orderId: ${quoted(globalId("Order", who.orderId))} }`,
      `{ number: "C-${mark}" }`,
    ],
    "Query.order(number)": [`"TL-${mark.toUpperCase()}"`, `"PO-${mark}"`],
    "Query.customer(id)": [quoted(globalId("Customer", who.customerId))],
    "Query.customers(search)": [`"${mark}"`],
    "Query.search(query)": [`"${mark}"`, `"PO-${mark}"`, `"buyer@${mark}.example"`],
    "Query.callerLookup(number)": ['"+49 821 55 03 20"'],
    "Query.trackOrder(number)": [`"TL-${mark.toUpperCase()}"`],
    "Query.trackOrder(proof)": ['"somebody@else.example"'],
    "id of Order": id("Order", who.orderId),
    "id of Customer": id("Customer", who.customerId),
    "id of SourceRecord": id("SourceRecord", who.recordId),
    "id of InboundMessage": id("InboundMessage", who.messageId),
    "id of Shipment": id("Shipment", who.shipmentId),
    "id of Return": id("Return", who.returnId),
    "id of Case": id("Case", who.caseId),
    "id of Decision": id("Decision", who.decisionId),
    "Query.why(sourceRecordId)": [quoted(globalId("SourceRecord", who.recordId))],
    "Query.how(customerId)": [quoted(globalId("Customer", who.customerId))],
    "Query.whyNot(a)": [quoted(globalId("Customer", ours.customerId))],
    "Query.whyNot(b)": [quoted(globalId("Customer", theirs.customerId))],
    "Query.auditEntries(filter)": [`{ thingId: ${quoted(globalId("Customer", who.customerId))} }`],
    idempotencyKey: [quoted(randomUUID())],
    orderId: [quoted(globalId("Order", who.orderId))],
    subjectId: [quoted(globalId("Order", who.orderId))],
    customerId: [quoted(globalId("Customer", who.customerId))],
    customerIds: [quoted(globalId("Customer", who.customerId))],
    messageId: [quoted(globalId("InboundMessage", who.messageId))],
    caseId: [quoted(globalId("Case", who.caseId))],
    decisionId: [quoted(globalId("Decision", who.decisionId))],
    taskId: [quoted(globalId("ReviewTask", randomUUID()))],
  };
}

const askedOf = (who: typeof ours, mark: string): Question[] =>
  questions(schema, valuesOf(who, mark), (place) => FIELD_POLICY[place] !== undefined);

/** What the tables say of a place; undefined if it is open to everybody who got that far. */
function allowedAt(place: string): readonly Caller[] | undefined {
  if (place.startsWith("Query.")) return ROOT_POLICY[place] ?? [];
  const [name = "", field = ""] = place.split(".");
  const type = schema.getType(name);
  const led = isObjectType(type) ? type.getFields()[field]?.type : undefined;
  return FIELD_POLICY[place] ?? (led === undefined ? undefined : TYPE_POLICY[getNamedType(led).name]);
}
/** The schema itself is a matter of the scope `schema:read`, which a customer's token here has not. */
const isSchemaItself = (place: string): boolean => place === "Query._service";
const isOpen = (caller: Caller, { places }: Question): boolean =>
  !(caller === "CUSTOMER" && places.some(isSchemaItself)) &&
  places.every((place) => allowedAt(place)?.includes(caller) ?? true);

async function each(
  list: readonly Question[],
  caller: Caller,
  check: (question: Question, answer: Awaited<ReturnType<ApiWorld["ask"]>>) => void,
): Promise<void> {
  const token = tokens.get(caller) ?? null;
  const AT_ONCE = 8;
  for (let at = 0; at < list.length; at += AT_ONCE) {
    await Promise.all(
      list
        .slice(at, at + AT_ONCE)
        .map(async (question) => check(question, await world.ask(question.query, token))),
    );
  }
}

describe("every field, asked by everybody", () => {
  test("is reached by a question", () => {
    const reached = new Set(askedOf(theirs, "zebra").flatMap(({ places }) => places));
    const all = Object.values(schema.getTypeMap())
      .filter(isObjectType)
      .filter(({ name }) => !name.startsWith("__") && name !== "Mutation" && !name.endsWith("Payload"))
      .filter(({ name }) => !["UserError", "RecordMove"].includes(name))
      // What is followed is asked by everybody in security-subscriptions.test.ts.
      .filter(({ name }) => !["Subscription", ...FOLLOWED].includes(name))
      .flatMap((type) => Object.keys(type.getFields()).map((field) => `${type.name}.${field}`));
    expect(all.filter((place) => !reached.has(place))).toEqual([]);
  });

  const ROOTS = Object.keys(schema.getQueryType()?.getFields() ?? {});
  const asked = (caller: Caller, root: string): Question[] => {
    // The house sees everybody, so one of them stands for all.
    const isInside = caller !== "CUSTOMER" && caller !== "ANONYMOUS";
    const list = [...askedOf(theirs, "zebra"), ...(isInside ? [] : askedOf(ours, "alpaca"))];
    return list.filter(({ places }) => places[0] === `Query.${root}`);
  };

  describe.each(CALLERS)("as %s", (caller) => {
    test.each(ROOTS)(
      "through %s: what the tables refuse is refused, and nothing of a stranger's shows",
      async (root) => {
        const list = asked(caller, root);
        const faults: string[] = [];
        let refusals = 0;
        await each(list, caller, (question, { status, text, data, errors }) => {
          const codes = errors.map(({ extensions }) => String(extensions.code));
          const isRefused = codes.some((code) => code === "FORBIDDEN" || code === "UNAUTHENTICATED");
          const fault = (what: string): void => void faults.push(`${what}: ${question.query} ${text}`);
          if (isRefused) refusals += 1;
          if (
            status >= 500 ||
            codes.some((code) => code.startsWith("INTERNAL") || code.startsWith("GRAPHQL"))
          )
            fault("fails");
          if (isRefused && isOpen(caller, question)) fault("refuses");
          if (caller === "CUSTOMER" && THEIRS.test(text)) fault("leaks");
          if (caller === "ANONYMOUS" && (THEIRS.test(text) || OURS.test(text))) fault("leaks");
          if (caller === "SUPPLY_CHAIN" && /buyer@|55 03 20/.test(text)) fault("shows unmasked");
          if (!(ROOT_POLICY[`Query.${root}`] ?? []).includes(caller) && data?.[root] != null)
            fault("answers");
        });
        expect(list.length).toBeGreaterThan(0);
        expect(faults.slice(0, 10)).toEqual([]);
        const isClosed = !(ROOT_POLICY[`Query.${root}`] ?? []).includes(caller);
        expect(isClosed ? refusals : list.length).toBe(list.length);
      },
    );
  });
});

const MUTATIONS = Object.keys(schema.getMutationType()?.getFields() ?? {});

describe("every mutation", () => {
  const state = async (): Promise<string> => {
    const tables = [
      "orders",
      "order_changes",
      "returns",
      "cases",
      "case_events",
      "customers",
      "decisions",
      "review_tasks",
      "api_keys",
      "webhooks",
      "webhook_deliveries",
      "inbound_messages",
      "memberships",
    ];
    const counts = await Promise.all(
      tables.map((table) =>
        world.store.pool.query<{ is: string }[]>(
          `SELECT count(*) || md5(string_agg(t::text, '' ORDER BY t::text)) AS is FROM ${table} t`,
        ),
      ),
    );
    return counts.map(([row], at) => `${tables[at]} ${row?.is}`).join("\n");
  };

  test.each(CALLERS)("is refused to %s where the table says so, and then changes nothing", async (caller) => {
    const before = await state();
    const refusedTo = MUTATIONS.filter((name) => !ROOT_POLICY[`Mutation.${name}`]?.includes(caller));
    for (const name of refusedTo) {
      const query = mutation(schema, name, valuesOf(theirs, "zebra"));
      const { errors, text } = await world.ask(query, tokens.get(caller) ?? null);
      const code = caller === "ANONYMOUS" ? "UNAUTHENTICATED" : "FORBIDDEN";
      expect([name, errors.map(({ extensions }) => extensions.code)]).toEqual([name, [code]]);
      expect(text).not.toMatch(THEIRS);
    }
    expect(await state()).toBe(before);
  });

  test("of a customer on a stranger's rows finds nothing, and changes nothing", async () => {
    const before = await state();
    const names = MUTATIONS.filter((name) => ROOT_POLICY[`Mutation.${name}`]?.includes("CUSTOMER"));
    expect(names.length).toBeGreaterThan(1);
    for (const name of names) {
      const ofStranger = await world.ask(
        mutation(schema, name, valuesOf(theirs, "zebra")),
        tokens.get("CUSTOMER") ?? null,
      );
      const nobody = { ...theirs, orderId: randomUUID(), customerId: randomUUID(), caseId: randomUUID() };
      const ofNobody = await world.ask(
        mutation(schema, name, valuesOf(nobody, "zebra")),
        tokens.get("CUSTOMER") ?? null,
      );
      expect(ofStranger.text).toContain("NOT_FOUND");
      expect(ofStranger.text).toBe(ofNobody.text);
    }
    expect(await state()).toBe(before);
  });

  test.each(MUTATIONS)("%s takes no field that it does not know", async (name) => {
    for (const more of [', role: "OPERATOR"', ', status: "CONFIRMED"', ', total: "0.01"', ", __proto__: 1"]) {
      const input = getNamedType(schema.getMutationType()?.getFields()[name]?.args[0]?.type);
      const added = /^, (\w+)/.exec(more)?.[1] ?? "";
      if (isInputObjectType(input) && added in input.getFields()) continue;
      const { errors, text } = await world.ask(
        mutation(schema, name, valuesOf(ours, "alpaca"), more),
        tokens.get("OPERATOR") ?? null,
      );
      expect(errors[0]?.extensions.code).toBe("GRAPHQL_VALIDATION_FAILED");
      expect(text).not.toMatch(/did you mean/i);
    }
  });
});

describe("a stranger's id", () => {
  const TYPES = [
    "Order",
    "Customer",
    "SourceRecord",
    "Shipment",
    "Return",
    "Case",
    "Decision",
    "InboundMessage",
    "ReviewTask",
  ];
  test.each(TYPES)("of a %s is answered like nobody's, byte for byte", async (type) => {
    const byType: Record<string, string> = {
      ...{ Order: theirs.orderId, Customer: theirs.customerId, SourceRecord: theirs.recordId },
      ...{ Shipment: theirs.shipmentId, Return: theirs.returnId, Decision: theirs.decisionId },
      Case: theirs.caseId,
      InboundMessage: theirs.messageId,
    };
    const ask = (id: string) =>
      world.ask("query($id: ID!) { node(id: $id) { __typename id } }", tokens.get("CUSTOMER") ?? null, {
        id,
      });
    const stranger = await ask(globalId(type, byType[type] ?? randomUUID()));
    expect(stranger.text).toBe((await ask(globalId(type, randomUUID()))).text);
    expect(stranger.data.node).toBeNull();
  });

  test("in a cursor leads no further than one's own rows", async () => {
    const cursorOf = async (token: string | null, list: string) =>
      (await world.ask(`{ ${list}(first: 1) { pageInfo { endCursor } } }`, token)).data[list].pageInfo
        .endCursor;
    const them = await world.token("CUSTOMER", theirs.customerId);
    const us = tokens.get("CUSTOMER") ?? null;
    const page = (list: string, after: string) =>
      world.ask(
        `query($after: String) { ${list}(first: 5, after: $after) { edges { node { id number } } } }`,
        us,
        { after },
      );
    const strangers = await page("orders", await cursorOf(them, "orders"));
    expect(strangers.text).not.toMatch(THEIRS);
    const ownOrders = await cursorOf(us, "orders");
    for (const bent of [
      await cursorOf(us, "returns"),
      `${ownOrders}x`.slice(1),
      "'; DROP TABLE orders--",
      Buffer.from(`orders 2026-13-45T99:99:99.000000Z ${theirs.orderId}`).toString("base64url"),
    ])
      expect((await page("orders", bent)).errors[0]?.extensions.code).toBe("INVALID");
  });
});

describe("when customers become one, and two again", () => {
  const numbers = async (customerId: string): Promise<string[]> => {
    const answer = await world.ask(
      "{ orders(first: 20) { edges { node { number } } } }",
      await world.token("CUSTOMER", customerId),
    );
    return answer.data.orders.edges.map(({ node }: { node: { number: string } }) => node.number).sort();
  };

  test("each sees the orders of both at once, and at once no more", async () => {
    const made = await Promise.all(
      ["mole", "newt"].map(async (mark) => {
        const buyer = await aCustomer(world, mark);
        await anOrder(world, buyer, mark);
        return buyer.customerId;
      }),
    );
    const [mole = "", newt = ""] = made;
    const steward = tokens.get("STEWARD") ?? null;
    const both = made.map((id) => quoted(globalId("Customer", id))).join(", ");
    const merging = `mutation { mergeCustomers(input: { idempotencyKey: "m", customerIds: [${both}] }) { decision { id } userErrors { code } } }`;
    expect([await numbers(mole), await numbers(newt)]).toEqual([["TL-MOLE"], ["TL-NEWT"]]);
    const merged = await world.ask(merging, steward);
    expect(merged.data.mergeCustomers.userErrors).toEqual([]);
    expect([await numbers(mole), await numbers(newt)]).toEqual([
      ["TL-MOLE", "TL-NEWT"],
      ["TL-MOLE", "TL-NEWT"],
    ]);
    const undoing = `mutation { unmerge(input: { idempotencyKey: "u", decisionId: ${quoted(merged.data.mergeCustomers.decision.id)} }) { userErrors { code } } }`;
    expect((await world.ask(undoing, steward)).data.unmerge.userErrors).toEqual([]);
    expect([await numbers(mole), await numbers(newt)]).toEqual([["TL-MOLE"], ["TL-NEWT"]]);
  });
});

test.each<Role>(["SUPPLY_CHAIN"])(
  "%s sees whom to ship to, and not how to call or write them",
  async (role) => {
    const { data } = await world.ask(
      `{ order(number: "TL-ZEBRA") { shipTo { recipient lines phone } buyer { party { emails phones taxId } } customer { emails taxId } } }`,
      tokens.get(role) ?? null,
    );
    expect(data.order).toMatchObject({
      shipTo: { recipient: "zebra recipient", lines: ["zebra street 1"] },
      buyer: { party: { emails: ["b***@z***"], phones: ["***20"], taxId: null } },
    });
  },
);
