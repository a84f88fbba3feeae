import { randomUUID } from "node:crypto";
import { isObjectType, Kind, parse, TypeInfo, visit, visitWithTypeInfo } from "graphql";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Role } from "../../src/domain/vocabulary.js";
import { plannedAnswer } from "../../src/resolvers/planned.js";
import { ROOT_POLICY } from "../../src/resolvers/policy.js";
import { globalId } from "../../src/schema/global-id.js";
import { NODE_TABLES, PLANNED } from "../../src/store/plan/tables.js";
import { CASE_CONDITIONS, CASE_SORTS } from "../../src/store/reads/case.js";
import { ORDER_SORTS } from "../../src/store/reads/order.js";
import { ORDER_CONDITIONS } from "../../src/store/reads/order-filter.js";
import { RETURN_CONDITIONS } from "../../src/store/reads/return.js";
import { type ApiWorld, apiWorld } from "../support/api-world.js";
import { oddOrders } from "../support/odd-orders.js";
import { type Choices, generatedOperation, Word } from "../support/operations.js";
import { type TwoLanes, twoLanes } from "../support/two-lanes.js";

let world: ApiWorld;
let lanes: TwoLanes;
let rows: Awaited<ReturnType<typeof oddOrders>>;
let tokens: Readonly<Record<string, string>>;

beforeAll(async () => {
  world = await apiWorld();
  rows = await oddOrders(world);
  lanes = await twoLanes(world);
  const customers: Readonly<Record<string, string>> = {
    ours: rows.ours.customerId,
    merged: rows.merged.customerId,
    theirs: rows.theirs.customerId,
  };
  const signed = Object.entries(CALLERS).map(async ([caller, role]) => [
    caller,
    await world.token(role, customers[caller] ?? null),
  ]);
  tokens = Object.fromEntries(await Promise.all(signed));
});
afterAll(async () => {
  await lanes.close();
  await world.close();
});

const CALLERS: Readonly<Record<string, Role>> = {
  ...{ operator: "OPERATOR", steward: "STEWARD", frontOffice: "FRONT_OFFICE", supplyChain: "SUPPLY_CHAIN" },
  ...{ ours: "CUSTOMER", merged: "CUSTOMER", theirs: "CUSTOMER" },
};
const OPERATIONS = 900;
/** Planned roots; the others are resolvers' work by nature. */
const ROOTS = ["order", "orders", "customer", "returns", "cases", "node", "customers"];
/** What only resolvers know. It is asked for now and then, because the answer must be the same all the same. */
function rareFields(): Set<string> {
  const planned = new Set(plannedFields());
  const all = Object.keys(PLANNED).flatMap((name) => {
    const type = lanes.schema.getType(name);
    return isObjectType(type) ? Object.keys(type.getFields()).map((field) => `${name}.${field}`) : [];
  });
  // Every row has an id, which is neither a column nor made by a resolver of its own.
  return new Set(all.filter((field) => !planned.has(field) && !field.endsWith(".id")));
}

test("generated operations are answered alike by plans and by resolvers, to the byte", async () => {
  const drawn = { schema: lanes.schema, choices: await choices(), rare: rareFields() };
  const who = Object.keys(CALLERS);
  const asked = new Set<string>();
  let [byPlan, flawless] = [0, 0];
  for (let seed = 0; seed < OPERATIONS; seed += 1) {
    const caller = who[seed % who.length] ?? "";
    // Now and then somebody asks for what is not theirs to ask.
    const roots = seed % 20 === 0 ? ROOTS : rootsFor(CALLERS[caller] ?? "CUSTOMER");
    const { query, variables } = generatedOperation({ ...drawn, roots }, seed);
    const answers = await lanes.both(query, tokens[caller] ?? "", variables);
    const [planned, resolved] = answers.byPlan
      ? [answers.planned, answers.resolved]
      : [withoutErrors(answers.planned), withoutErrors(answers.resolved)];
    expect(planned, `${caller} ${query} ${JSON.stringify(variables)}`).toEqual(resolved);
    if (!answers.resolved.text.includes('"errors":[')) flawless += 1;
    if (!answers.byPlan) continue;
    byPlan += 1;
    for (const field of fieldsOf(query)) asked.add(field);
  }
  console.info(
    `${byPlan} of ${OPERATIONS} operations were answered by plans; ${flawless} had an answer without errors`,
  );
  expect(byPlan).toBeGreaterThan(OPERATIONS / 2);
  expect(byPlan).toBeGreaterThan(flawless * 0.7);
  expect(plannedFields().filter((field) => !asked.has(field))).toEqual([]);
}, 300_000);

/** Resolvers tell their errors in the order in which they happen, which two runs of the same do not share. */
const withoutErrors = ({ text, ...rest }: Awaited<ReturnType<TwoLanes["planned"]>>) => {
  const { data, errors } = JSON.parse(text) as { readonly data?: unknown; readonly errors?: unknown };
  return { ...rest, data: JSON.stringify(data), hasErrors: errors !== undefined };
};

const rootsFor = (role: Role): string[] =>
  ROOTS.filter((root) => ROOT_POLICY[`Query.${root}`]?.includes(role));

/** The fields that plans claim to know. */
const plannedFields = (): string[] =>
  Object.entries(PLANNED).flatMap(([typeName, { fields, related }]) => {
    const type = lanes.schema.getType(typeName);
    const shown = isObjectType(type) ? Object.keys(type.getFields()) : [];
    const known = [
      ...fields.map((field) => (typeof field === "string" ? field : field[0])),
      ...Object.keys(related),
    ];
    return shown.filter((name) => known.includes(name)).map((name) => `${typeName}.${name}`);
  });

function fieldsOf(query: string): string[] {
  const found: string[] = [];
  const info = new TypeInfo(lanes.schema);
  visit(
    parse(query),
    visitWithTypeInfo(info, {
      Field: () => {
        found.push(`${info.getParentType()?.name}.${info.getFieldDef()?.name}`);
      },
    }),
  );
  return found;
}

/** Values of arguments: those that find something, those that find nothing, and those that are refused. */
async function choices(): Promise<Choices> {
  const { planned } = lanes;
  const page = await planned("{ orders(first: 2) { pageInfo { endCursor } } }", tokens.operator ?? "");
  const due = await planned(
    "{ orders(first: 2, orderBy: DUE) { pageInfo { endCursor } } }",
    tokens.operator ?? "",
  );
  const others = await Promise.all(
    ["UPDATED", "PROMISED", "SLIP"].map((sort) =>
      planned(`{ orders(first: 3, orderBy: ${sort}) { pageInfo { endCursor } } }`, tokens.operator ?? ""),
    ),
  );
  const cursors = [page, due, ...others].map(({ text }) => /"endCursor":"([^"]+)"/.exec(text)?.[1] ?? "");
  const customers = [rows.ours, rows.theirs, rows.odd, rows.merged].map(({ customerId }) =>
    globalId("Customer", customerId),
  );
  const nobody = globalId("Customer", randomUUID());
  const first = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 50, 100, 0];
  return {
    "Query.order.number": [
      "TL-ALPACA",
      "tl-zebra",
      "#odd",
      "odd",
      "PO-twice",
      "PO-zebra",
      "TL-NOBODY",
      "TL-BROKEN",
      " TL-FAR ",
      "TL-UNOWNED",
      "'; --",
    ],
    "Query.order.asOf": [...Array.from({ length: 12 }, () => null), "2026-03-02T00:00:00Z"],
    "Query.orders.first": first,
    // Most cursors are of another list than the one that is asked for, and those are refused.
    "Query.orders.after": [...Array.from({ length: 12 }, () => null), ...cursors, "nonsense", ""],
    "Query.orders.orderBy": ORDER_SORTS.map((sort) => new Word(sort)),
    "Query.orders.filter": [
      {},
      { customerId: customers[0], status: new Word("CONFIRMED") },
      { customerId: nobody },
      { customerId: "nonsense" },
      { number: "#alpaca", poNumber: null },
      { trackingNumber: "TRK-zebra" },
      {
        executionSync: new Word("IN_SYNC"),
        channel: new Word("WEB"),
        fulfillmentStatus: new Word("FULFILLED"),
      },
      { placedFrom: "2026-02-28T00:00:00Z", placedTo: "2026-03-01T10:00:00Z" },
      { poNumber: " PO-twice " },
      { returnStatus: new Word("NO_RETURN"), shipToCity: "Alpaca-Ville" },
      { shipToPostalCode: "123 45", shipToCountry: "de" },
      { returnStatus: new Word("NO_RETURN"), channel: new Word("WEB") },
      { trackingNumber: "trk alpaca", shipToCountry: "DE" },
      // No plan knows these; the answer has to be the same all the same.
      {
        ...{
          shipToText: "alpaca rec",
          slipDaysMin: 0,
          promisedFrom: "2026-03-01",
          promisedBefore: "2026-04-01",
        },
        customField: { namespace: "house", key: "mark", value: "ALPACA" },
      },
    ],
    "Query.returns.first": first,
    "Query.returns.after": [null, null, null, "nonsense"],
    "Query.returns.filter": [
      { kind: new Word("CUSTOMER_RETURN"), status: new Word("REQUESTED") },
      { orderId: globalId("Order", rows.first.orderId) },
      { reason: new Word("DAMAGED") },
      { number: "r ALPACA", customerId: customers[0] },
      { openedFrom: "2026-02-28T00:00:00Z", openedTo: "2026-03-02T00:00:00Z", trackingNumber: null },
      { kind: new Word("CUSTOMER_RETURN"), number: "R zebra" },
    ],
    "Query.cases.first": first,
    "Query.cases.after": [null, null, null, "nonsense"],
    "Query.cases.orderBy": CASE_SORTS.map((sort) => new Word(sort)),
    "Query.cases.filter": [
      { type: new Word("COMPLAINT"), status: new Word("NEW") },
      { orderId: globalId("Order", rows.first.orderId), phase: new Word("AFTER_PURCHASE") },
      { number: "c ALPACA", customerId: customers[0] },
      { openedFrom: "2026-02-28T00:00:00Z", openedTo: "2026-03-02T00:00:00Z" },
      { returnId: globalId("Return", rows.first.returnId) },
      // No plan knows these; the answer has to be the same all the same.
      { open: true },
      { open: false, assignee: "clerk" },
    ],
    "Order.cases.first": [1, 3, 50],
    "Order.cases.after": [null],
    "Return.cases.first": [1, 3, 50],
    "Return.cases.after": [null],
    "Customer.cases.first": [1, 3, 50],
    "Customer.cases.after": [null],
    "Query.customers.first": first,
    "Query.customers.search": [null, null, "alpaca"],
    "Query.customer.id": [...customers, nobody, "nonsense", customers[0]],
    "Customer.orders.first": [1, 3, 50],
    "Customer.orders.after": [null, cursors[0]],
    "Query.node.id": [
      ...[globalId("Order", rows.first.orderId), globalId("Shipment", rows.first.shipmentId)],
      ...[globalId("Return", rows.other.returnId), globalId("SourceRecord", rows.ours.recordId)],
      ...[globalId("Order", rows.other.orderId), globalId("Shipment", rows.other.shipmentId)],
      ...[globalId("Return", rows.first.returnId), globalId("Order", rows.first.orderId)],
      ...[globalId("Case", rows.first.caseId), globalId("Case", rows.other.caseId)],
      ...[globalId("Customer", rows.merged.customerId), globalId("Order", randomUUID()), "nonsense"],
    ],
  };
}

describe("through every planned field a customer", () => {
  const everyField = (typeName: string): string[] => {
    const type = lanes.schema.getType(typeName);
    if (!isObjectType(type)) throw new Error(`no type ${typeName}`);
    return Object.values(type.getFields()).flatMap((field) => {
      const { fields = [], related = {} } = PLANNED[typeName] ?? {};
      const known = [
        ...fields.map((one) => (typeof one === "string" ? one : one[0])),
        ...Object.keys(related),
      ];
      if (!known.includes(field.name)) return [];
      const args = field.args.some(({ name }) => name === "first") ? "(first: 5)" : "";
      return `${field.name}${args}${/^\W*[A-Z]\w*\W*$/.test(String(field.type)) && deep(String(field.type)) ? " { __typename }" : ""}`;
    });
  };
  const deep = (type: string): boolean => isObjectType(lanes.schema.getType(type.replace(/\W/g, "")));

  test.each(["TL-ZEBRA", "#zebra", "PO-zebra"])(
    "gets for somebody else's order %s what no order gets",
    async (number) => {
      const fields = everyField("Order").filter((field) => !/^(doubts|buyer)/.test(field));
      for (const field of fields) {
        const query = `query($n: String!) { order(number: $n) { ${field} } }`;
        const asked = await lanes.fast(query, tokens.ours ?? "", { n: number });
        const nothing = await lanes.fast(query, tokens.ours ?? "", { n: "TL-NOBODY" });
        const own = await lanes.fast(query, tokens.theirs ?? "", { n: number });
        expect(asked.planned, field).toEqual(nothing.planned);
        expect(own.planned.text, field).not.toBe(nothing.planned.text);
        expect([asked.byPlan, own.byPlan], field).toEqual([true, true]);
      }
    },
  );

  const OF_THE_HOUSE = /^(doubts|buyer|requestedBy|openedBy|assignee|sourceRecord)/;
  test("gets for somebody else's rows by id what nobody's id gets", async () => {
    const theirs: Readonly<Record<string, string>> = {
      Order: rows.other.orderId,
      Shipment: rows.other.shipmentId,
      Return: rows.other.returnId,
      Case: rows.other.caseId,
      SourceRecord: rows.theirs.recordId,
    };
    for (const type of Object.keys(NODE_TABLES).filter((one) => one !== "SourceRecord")) {
      for (const field of everyField(type).filter((one) => !OF_THE_HOUSE.test(one))) {
        const query = `query($id: ID!) { node(id: $id) { ... on ${type} { ${field} } } }`;
        const asked = await lanes.fast(query, tokens.ours ?? "", { id: globalId(type, theirs[type] ?? "") });
        const nothing = await lanes.fast(query, tokens.ours ?? "", { id: globalId(type, randomUUID()) });
        const own = await lanes.fast(query, tokens.theirs ?? "", { id: globalId(type, theirs[type] ?? "") });
        expect(asked.planned, `${type}.${field}`).toEqual(nothing.planned);
        expect(own.planned.text, `${type}.${field}`).not.toBe(nothing.planned.text);
        expect(asked.byPlan, `${type}.${field}`).toBe(true);
      }
    }
  });

  test("gets for somebody else's customer what nobody's id gets", async () => {
    for (const field of everyField("Customer").filter((one) => !/^(crosswalks|sourceRecords)/.test(one))) {
      const query = `query($id: ID!) { customer(id: $id) { ${field} } }`;
      const asked = await lanes.fast(query, tokens.ours ?? "", {
        id: globalId("Customer", rows.theirs.customerId),
      });
      const nothing = await lanes.fast(query, tokens.ours ?? "", { id: globalId("Customer", randomUUID()) });
      expect(asked.planned, field).toEqual(nothing.planned);
      expect(asked.byPlan, field).toBe(true);
    }
  });

  test("finds by no filter what belongs to somebody else", async () => {
    const orders: Readonly<Record<keyof typeof ORDER_CONDITIONS, unknown>> = {
      number: "TL-ZEBRA",
      poNumber: "PO-zebra",
      customerId: globalId("Customer", rows.theirs.customerId),
      trackingNumber: "TRK-zebra",
      ...{ channel: "WEB", status: "CONFIRMED", fulfillmentStatus: "FULFILLED", executionSync: "IN_SYNC" },
      ...{ placedFrom: "2000-01-01T00:00:00Z", placedTo: "2100-01-01T00:00:00Z" },
      ...{ updatedFrom: "2000-01-01T00:00:00Z", updatedTo: "2100-01-01T00:00:00Z" },
      ...{ promisedFrom: "2000-01-01", promisedBefore: "2100-01-01", slipDaysMin: -100, slipDaysMax: 100 },
      ...{ shipToText: "zebra", shipToCity: "zebraville", shipToPostalCode: "12345", shipToCountry: "de" },
      ...{ returnStatus: "NO_RETURN", customField: { namespace: "house", key: "mark", value: "zebra" } },
    };
    for (const [name, value] of Object.entries(orders)) {
      const query = `query($f: OrderFilterInput) { orders(first: 50, filter: $f) { edges { cursor node { number } } } }`;
      const { planned, byPlan } = await lanes.fast(query, tokens.ours ?? "", { f: { [name]: value } });
      expect(planned.text, name).not.toMatch(/zebra/i);
      expect(planned.text, name).toContain('"edges":[');
      expect(byPlan, name).toBe(ORDER_CONDITIONS[name as keyof typeof ORDER_CONDITIONS].byValue !== true);
    }
    const returns: Readonly<Record<keyof typeof RETURN_CONDITIONS, unknown>> = {
      ...{ kind: "CUSTOMER_RETURN", status: "REQUESTED", reason: "DAMAGED" },
      ...{ orderId: globalId("Order", rows.other.orderId), number: "R-zebra", trackingNumber: "BACK-zebra" },
      customerId: globalId("Customer", rows.theirs.customerId),
      ...{ openedFrom: "2000-01-01T00:00:00Z", openedTo: "2100-01-01T00:00:00Z" },
      customField: { namespace: "house", key: "mark", value: "zebra" },
    };
    for (const [name, value] of Object.entries(returns)) {
      const query = `query($f: ReturnFilterInput) { returns(first: 50, filter: $f) { edges { node { number } } } }`;
      const { planned, byPlan } = await lanes.fast(query, tokens.ours ?? "", { f: { [name]: value } });
      expect(planned.text, name).not.toMatch(/zebra/i);
      expect(byPlan, name).toBe(RETURN_CONDITIONS[name as keyof typeof RETURN_CONDITIONS].byValue !== true);
    }
    const cases: Readonly<Record<keyof typeof CASE_CONDITIONS, unknown>> = {
      ...{ type: "COMPLAINT", phase: "AFTER_PURCHASE", status: "NEW", open: true, assignee: "clerk" },
      ...{ orderId: globalId("Order", rows.other.orderId), number: "C-zebra" },
      customerId: globalId("Customer", rows.theirs.customerId),
      returnId: globalId("Return", rows.other.returnId),
      ...{ openedFrom: "2000-01-01T00:00:00Z", openedTo: "2100-01-01T00:00:00Z" },
    };
    for (const [name, value] of Object.entries(cases)) {
      const query = `query($f: CaseFilterInput) { cases(first: 50, filter: $f) { edges { node { number } } } }`;
      const { planned, byPlan } = await lanes.fast(query, tokens.ours ?? "", { f: { [name]: value } });
      expect(planned.text, name).not.toMatch(/zebra/i);
      expect(byPlan, name).toBe(CASE_CONDITIONS[name as keyof typeof CASE_CONDITIONS].byValue !== true);
    }
  });
});

test("requests of many callers at once get each their own answer", async () => {
  const query = "query($n: String!) { order(number: $n) { number note customer { name } lines { sku } } }";
  const numbers = ["TL-ALPACA", "TL-ZEBRA", "TL-ODD", "TL-SECOND", "TL-NOBODY", "TL-BROKEN"];
  const cases = Object.values(tokens).flatMap((token) => numbers.map((n) => ({ token, n })));
  const alone = new Map<string, string>();
  for (const { token, n } of cases)
    alone.set(`${token} ${n}`, (await lanes.planned(query, token, { n })).text);
  const many = Array.from({ length: 6 }, () => cases).flat();
  const together = await Promise.all(
    many.map(async ({ token, n }) => ({ token, n, text: (await lanes.planned(query, token, { n })).text })),
  );
  for (const { token, n, text } of together) expect(text, n).toBe(alone.get(`${token} ${n}`));
});

test("a bad row fails alone, however many are asked with it", async () => {
  const query = "query($n: String!) { order(number: $n) { number shipTo { lines city } } }";
  const token = tokens.operator ?? "";
  const numbers = Array.from({ length: 60 }, (_, at) => (at % 7 === 3 ? "TL-BROKEN" : "TL-ALPACA"));
  const texts = await Promise.all(
    numbers.map(async (n) => ({ n, text: (await lanes.planned(query, token, { n })).text })),
  );
  for (const { n, text } of texts) {
    if (n === "TL-ALPACA") expect(text).toContain('"city":"alpacaville"');
    else
      expect(JSON.parse(text)).toMatchObject({ errors: [{ extensions: { code: "INTERNAL_SERVER_ERROR" } }] });
  }
});

test("the rows that an answer was made of are told, and leave no trace in it", async () => {
  const viewer = { subject: "steward-1", role: "STEWARD", customerId: null } as const;
  const document = parse(`query($n: String!, $c: ID!) {
    order(number: $n) { number note customer { name } buyer { party { name } } lines { sku } shipments { carrier } }
    customer(id: $c) { name sourceRecords { party { name } } orders(first: 1) { edges { cursor } } } }`);
  const [operation] = document.definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error("no operation");
  const variables = { n: "TL-ODD", c: globalId("Customer", rows.theirs.customerId) };
  const asked = { schema: lanes.schema, document, operation, variables };
  const seen = new Set<string>();
  const told = await plannedAnswer(world.store.lane, viewer, asked, (told) => {
    for (const row of told) seen.add(row);
  });
  expect(told).toBe(await plannedAnswer(world.store.lane, viewer, asked));
  expect(JSON.parse(told ?? "").data.order.number).toBe("TL-ODD");
  const [odd] = await world.store.pool.query<{ id: string }[]>(
    "SELECT id FROM orders WHERE number = 'TL-ODD'",
  );
  expect([...seen].toSorted()).toEqual(
    [
      ...[`Order ${odd?.id}`, `Customer ${rows.odd.customerId}`, `SourceRecord ${rows.odd.recordId}`],
      ...[`Customer ${rows.theirs.customerId}`, `SourceRecord ${rows.theirs.recordId}`],
      `Order ${rows.other.orderId}`,
    ].toSorted(),
  );
});
