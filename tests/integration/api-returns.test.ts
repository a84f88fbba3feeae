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

let world: ApiWorld;
let ours: Awaited<ReturnType<typeof aCustomer>>;
let theirs: Awaited<ReturnType<typeof aCustomer>>;
const tokens: Partial<Record<Role, string>> = {};
let stranger = "";

beforeAll(async () => {
  world = await apiWorld();
  await itsConnections(world);
  ours = await aCustomer(world, "alpaca");
  theirs = await aCustomer(world, "zebra");
  for (const role of ["FRONT_OFFICE", "SUPPLY_CHAIN", "STEWARD", "OPERATOR"] as const) {
    tokens[role] = await world.token(role);
  }
  tokens.CUSTOMER = await world.token("CUSTOMER", ours.customerId);
  stranger = await world.token("CUSTOMER", theirs.customerId);
});
afterAll(() => world.close());

let made = 0;
/** An order of ours with a return of both of its two pieces, in the status given. */
const aReturn = async (status = "REQUESTED", own: Readonly<Record<string, unknown>> = {}) => {
  const mark = `case${++made}`;
  const order = await anOrder(world, ours, mark);
  const columns = Object.keys({ status, ...own });
  const values = Object.values({ status, ...own });
  await world.store.pool.query(
    `UPDATE returns SET ${columns.map((name, at) => `${name} = $${at + 2}`).join(", ")} WHERE id = $1`,
    [order.returnId, ...values],
  );
  return { ...order, number: `TL-${mark.toUpperCase()}`, id: globalId("Return", order.returnId) };
};

const RETURN = `return { number status version nextStates nextActs decidedBecause trackingNumber
  inspections { lineNumber quantity disposition condition } resolution { resolution amount currency shipTo { city } }
  replacementOrder { number note total lines { lineNumber sku quantity unitPrice } shipTo { city } replacementFor { number } }
  events { act fromStatus toStatus } }`;
let keys = 0;
const act = async (
  mutation: string,
  id: string,
  input: object = {},
  token: string | undefined = tokens.SUPPLY_CHAIN,
) => {
  const type = INPUTS[mutation] ?? "ReturnActInput";
  const query = `mutation($input: ${type}!) { act: ${mutation}(input: $input) { ${RETURN} userErrors { field code message } } }`;
  const given = { idempotencyKey: `key-${++keys}`, returnId: id, expectedVersion: 1, ...input };
  return world.ask(query, token ?? null, { input: given });
};
const INPUTS: Readonly<Record<string, string>> = {
  ...{ attachReturnLabel: "AttachReturnLabelInput", inspectReturn: "InspectReturnInput" },
  resolveReturn: "ResolveReturnInput",
};
const LABEL = { carrier: "bx", trackingNumber: "B-1" };
const FOUND = { lines: [{ lineNumber: "1", quantity: "2", disposition: "RESTOCKED" }] };
const REFUND = { resolution: "REFUND", amount: "37.00" };

describe("who may do what", () => {
  const MAY: readonly (readonly [string, string, object, readonly Role[]])[] = [
    ["approveReturn", "REQUESTED", {}, ["FRONT_OFFICE", "SUPPLY_CHAIN"]],
    ["declineReturn", "REQUESTED", { note: "too late" }, ["FRONT_OFFICE", "SUPPLY_CHAIN"]],
    ["cancelReturn", "REQUESTED", {}, ["FRONT_OFFICE", "SUPPLY_CHAIN", "CUSTOMER"]],
    ["attachReturnLabel", "APPROVED", LABEL, ["FRONT_OFFICE", "SUPPLY_CHAIN"]],
    ["receiveReturn", "APPROVED", {}, ["SUPPLY_CHAIN"]],
    ["inspectReturn", "RECEIVED", FOUND, ["SUPPLY_CHAIN"]],
    ["resolveReturn", "RECEIVED", REFUND, ["FRONT_OFFICE", "SUPPLY_CHAIN"]],
  ];
  const ALL: readonly Role[] = ["FRONT_OFFICE", "SUPPLY_CHAIN", "STEWARD", "OPERATOR", "CUSTOMER"];
  test.each(MAY)("%s", async (mutation, status, input, may) => {
    for (const role of ALL) {
      const { id } = await aReturn(status);
      const number = "trackingNumber" in input ? { trackingNumber: `B-${role}` } : {};
      const { data, errors } = await act(mutation, id, { ...input, ...number }, tokens[role]);
      if (may.includes(role)) expect(data.act.userErrors, role).toEqual([]);
      else expect(errors[0]?.extensions.code, role).toBe("FORBIDDEN");
    }
    const { id } = await aReturn(status);
    expect((await act(mutation, id, input, "")).errors[0]?.extensions.code).toBe("UNAUTHENTICATED");
  });

  test("a customer cannot tell somebody else's return from one that does not exist", async () => {
    const { id } = await aReturn();
    const theirs = await act("cancelReturn", id, { idempotencyKey: "same" }, stranger);
    const nobodys = await act(
      "cancelReturn",
      globalId("Return", ours.customerId),
      { idempotencyKey: "same" },
      stranger,
    );
    expect(theirs.text).toBe(nobodys.text);
    expect(theirs.data.act.userErrors).toMatchObject([{ code: "NOT_FOUND", field: "returnId" }]);
  });

  test("cause and cost are for the house, and so is who did what", async () => {
    const { id } = await aReturn("IN_TRANSIT", { cause_kind: "CARRIER_FAULT" });
    const query = `query($id: ID!) { node(id: $id) { ... on Return { status nextActs causeOfReturn { kind } costs { amount } events { actor } } } }`;
    const asked = await world.ask(query, tokens.CUSTOMER, { id });
    expect(asked.data.node).toMatchObject({
      status: "IN_TRANSIT",
      nextActs: [],
      causeOfReturn: null,
      costs: null,
    });
    expect(asked.errors.map(({ extensions }) => extensions.code)).toContain("FORBIDDEN");
    const house = await world.ask(query, tokens.FRONT_OFFICE, { id });
    expect(house.errors).toEqual([]);
    expect(house.data.node.causeOfReturn).toEqual({ kind: "CARRIER_FAULT" });
  });
});

describe("a return", () => {
  test("goes its whole way, and every act is written down", async () => {
    const { id } = await aReturn();
    const steps: readonly (readonly [string, object, string])[] = [
      ["approveReturn", {}, "APPROVED"],
      ["attachReturnLabel", { carrier: "bx", trackingNumber: "B-whole" }, "APPROVED"],
      ["receiveReturn", {}, "RECEIVED"],
      [
        "inspectReturn",
        {
          lines: [
            { lineNumber: "1", quantity: "1.5", disposition: "RESTOCKED", condition: "as new" },
            { lineNumber: "1", quantity: "0.5", disposition: "MISSING" },
          ],
        },
        "INSPECTED",
      ],
      ["resolveReturn", REFUND, "CLOSED"],
    ];
    for (const [at, [mutation, input, status]] of steps.entries()) {
      const { data, errors } = await act(mutation, id, { ...input, expectedVersion: at + 1 });
      expect(errors).toEqual([]);
      expect(data.act).toMatchObject({ return: { status, version: at + 2 }, userErrors: [] });
    }
    const { data } = await act("cancelReturn", id, { expectedVersion: 6 });
    expect(data.act.userErrors).toMatchObject([{ code: "INVALID_STATE" }]);
    expect(data.act.return).toMatchObject({
      ...{ status: "CLOSED", nextStates: [], nextActs: [], trackingNumber: "B-whole" },
      resolution: { resolution: "REFUND", amount: "37.00", currency: "EUR" },
      inspections: [{ quantity: "1.5", condition: "as new" }, { disposition: "MISSING" }],
    });
    expect(data.act.return.events.map((event: { act: string }) => event.act)).toEqual([
      ...["APPROVE", "ATTACH_LABEL", "RECEIVE", "INSPECT", "RESOLVE"],
    ]);
  });

  test("is at one version for everybody: of two acts at once one wins, and the other is told both versions", async () => {
    const { id } = await aReturn();
    const both = await Promise.all([act("approveReturn", id), act("declineReturn", id, { note: "no" })]);
    const outcomes = both.map(({ data }) => data.act.userErrors[0]?.code ?? "DONE").sort();
    expect(outcomes).toEqual(["CONFLICT", "DONE"]);
    const [lost] = both.filter(({ data }) => data.act.userErrors.length > 0);
    expect(lost?.data.act).toMatchObject({
      return: { version: 2 },
      userErrors: [
        {
          field: "expectedVersion",
          message: "the return is at version 2, you have seen 1: look at it again",
        },
      ],
    });
  });

  test("is acted on once for one key, however often and however close together it is sent", async () => {
    const { id, returnId } = await aReturn();
    const answers = await Promise.all(
      [1, 2, 3].map(() => act("approveReturn", id, { idempotencyKey: "approve once" })),
    );
    for (const { data } of answers)
      expect(data.act).toMatchObject({ return: { version: 2 }, userErrors: [] });
    const [{ n } = { n: 0 }] = await world.store.pool.query<{ n: number }[]>(
      "SELECT count(*)::int AS n FROM return_events WHERE return_id = $1",
      [returnId],
    );
    expect(n).toBe(1);
    const other = await act("declineReturn", id, { idempotencyKey: "approve once", note: "no" });
    expect(other.data.act.userErrors).toMatchObject([{ code: "IDEMPOTENCY_MISMATCH" }]);
  });

  test("is rehearsed without a trace", async () => {
    const { id, returnId } = await aReturn("RECEIVED");
    const shipTo = { ...anAddress("other"), recipient: "New recipient" };
    const input = { resolution: "RESHIP", shipTo, dryRun: true, idempotencyKey: "rehearsed" };
    const before = await counts();
    const { data, errors } = await act("resolveReturn", id, input);
    expect(errors).toEqual([]);
    expect(data.act).toMatchObject({ return: { status: "CLOSED", version: 2 }, userErrors: [] });
    expect(await counts()).toEqual(before);
    expect(
      await world.store.pool.query("SELECT status, version FROM returns WHERE id = $1", [returnId]),
    ).toEqual([{ status: "RECEIVED", version: 1 }]);
    // The key is free: what was rehearsed can be done.
    const real = await act("resolveReturn", id, { ...input, dryRun: false });
    expect(real.data.act).toMatchObject({ return: { status: "CLOSED" }, userErrors: [] });
  });
  const counts = () =>
    world.store.pool.query(
      `SELECT (SELECT count(*) FROM orders) AS orders, (SELECT count(*) FROM facts) AS facts,
              (SELECT count(*) FROM return_events) AS events, (SELECT count(*) FROM idempotency_keys) AS keys`,
    );
});

describe("goods that are sent again", () => {
  test("are an order of their own, linked both ways, free of charge, to the address that was given", async () => {
    const { id, number } = await aReturn("IN_TRANSIT", {
      kind: "UNDELIVERABLE",
      cause_kind: "ADDRESS_OUT_OF_DATE",
    });
    const same = await act("resolveReturn", id, { resolution: "RESHIP" });
    expect(same.data.act.userErrors).toMatchObject([{ code: "SAME_ADDRESS", field: "shipTo" }]);
    const shipTo = { lines: ["Neuer Weg 4"], city: "Kiel", postalCode: "24103", country: "DE" };
    const { data, errors } = await act("resolveReturn", id, { resolution: "RESHIP", shipTo });
    expect(errors).toEqual([]);
    expect(data.act.return).toMatchObject({
      ...{ status: "IN_TRANSIT", resolution: { resolution: "RESHIP", shipTo: { city: "Kiel" } } },
      replacementOrder: {
        ...{ total: "0.00", shipTo: { city: "Kiel" }, replacementFor: { number: data.act.return.number } },
        note: `reship for return ${data.act.return.number} of order ${number}`,
        lines: [{ lineNumber: "1", quantity: "2", unitPrice: "0" }],
      },
    });
    const facts = await world.store.pool.query<{ kind: string }[]>(
      "SELECT f.kind FROM facts f JOIN orders o ON o.id::text = f.subject_id WHERE o.number = $1",
      [data.act.return.replacementOrder.number],
    );
    expect(facts).toEqual([{ kind: "OrderReady" }]);
    const again = await act("resolveReturn", id, { ...REFUND, expectedVersion: 2 });
    expect(again.data.act.userErrors).toMatchObject([{ code: "ALREADY_RESOLVED" }]);
    const received = await act("receiveReturn", id, { expectedVersion: 2 });
    expect(received.data.act.return).toMatchObject({ status: "RECEIVED" });
    const inspected = await act("inspectReturn", id, { ...FOUND, expectedVersion: 3 });
    expect(inspected.data.act.return).toMatchObject({ status: "CLOSED", version: 5 });
  });
});

describe("what is not right", () => {
  const digits = "1234567890123456789012345678901234567890";
  const WRONG: readonly (readonly [string, string, string, object, string, string | null])[] = [
    ["declining without a word", "declineReturn", "REQUESTED", { note: " " }, "INVALID", "note"],
    [
      "a label without a number",
      "attachReturnLabel",
      "APPROVED",
      { carrier: "x", trackingNumber: " " },
      "INVALID",
      "trackingNumber",
    ],
    [
      "a label of another kind of link",
      "attachReturnLabel",
      "APPROVED",
      { ...LABEL, labelUrl: "javascript:alert(1)" },
      "INVALID",
      "labelUrl",
    ],
    [
      "a line that is not in it",
      "inspectReturn",
      "RECEIVED",
      { lines: [{ lineNumber: "7", quantity: "1", disposition: "MISSING" }] },
      "NOT_FOUND",
      "lines.0.lineNumber",
    ],
    [
      "more than was announced",
      "inspectReturn",
      "RECEIVED",
      { lines: [{ lineNumber: "1", quantity: "3", disposition: "RESTOCKED" }] },
      "TOO_MANY",
      "lines.0.quantity",
    ],
    ["less than was announced", "inspectReturn", "RECEIVED", { lines: [] }, "INCOMPLETE", "lines"],
    [
      "a negative quantity",
      "inspectReturn",
      "RECEIVED",
      { lines: [{ lineNumber: "1", quantity: "-2", disposition: "RESTOCKED" }] },
      "INVALID",
      "lines.0.quantity",
    ],
    [
      "more money than it was worth",
      "resolveReturn",
      "RECEIVED",
      { resolution: "REFUND", amount: "37.01" },
      "TOO_MUCH",
      "amount",
    ],
    ["an act out of turn", "inspectReturn", "REQUESTED", FOUND, "INVALID_STATE", null],
  ];
  test.each(WRONG)(
    "is refused and changes nothing: %s",
    async (_name, mutation, status, input, code, field) => {
      const { id, returnId } = await aReturn(status);
      const { data, errors } = await act(mutation, id, input);
      expect(errors).toEqual([]);
      expect(data.act.userErrors).toMatchObject([{ code, field }]);
      const [row] = await world.store.pool.query<{ version: number }[]>(
        "SELECT version FROM returns WHERE id = $1",
        [returnId],
      );
      expect(row?.version).toBe(1);
    },
  );

  test.each([
    ["inspectReturn", { lines: [{ lineNumber: "1", quantity: digits, disposition: "RESTOCKED" }] }],
    ["resolveReturn", { resolution: "REFUND", amount: digits }],
    ["resolveReturn", { resolution: "REFUND", amount: "1e3" }],
  ])("a number that is none never reaches a flow: %s", async (mutation, input) => {
    const { id } = await aReturn("RECEIVED");
    const { errors } = await act(mutation, id, input);
    expect(errors[0]?.extensions.code).toBe("BAD_USER_INPUT");
  });

  test("a tracking number that another parcel has already", async () => {
    const { id } = await aReturn("APPROVED");
    const { data } = await act("attachReturnLabel", id, {
      carrier: "Post",
      trackingNumber: `TRK-case${made}`,
    });
    expect(data.act.userErrors).toMatchObject([{ code: "IN_USE", field: "trackingNumber" }]);
  });
});

describe("an order's timeline", () => {
  test("is one list across systems, parcels and returns, walked page by page", async () => {
    const { number, id } = await aReturn("IN_TRANSIT");
    await act("receiveReturn", id);
    const seen: { kind: string; occurredAt: string; cursor: string }[] = [];
    let after: string | null = null;
    for (;;) {
      const query = `query($number: String!, $after: String) { order(number: $number) { timeline(first: 2, after: $after) {
        edges { cursor node { kind occurredAt recordedAt system status code correctedAt shipment { trackingNumber } return { number } } } pageInfo { hasNextPage endCursor } } } }`;
      const { data, errors } = await world.ask(query, tokens.SUPPLY_CHAIN, { number, after });
      expect(errors).toEqual([]);
      const { edges, pageInfo } = data.order.timeline;
      seen.push(...edges.map(({ cursor, node }: { cursor: string; node: object }) => ({ ...node, cursor })));
      if (!pageInfo.hasNextPage) break;
      after = pageInfo.endCursor;
    }
    expect(new Set(seen.map(({ cursor }) => cursor)).size).toBe(seen.length);
    const times = seen.map(({ occurredAt }) => Date.parse(occurredAt));
    expect(times).toEqual([...times].sort((a, b) => b - a));
    expect(seen.map(({ kind }) => kind).sort()).toEqual([
      ...["ADDRESS_DIVERGED", "CHANGE_REQUESTED", "HOLD_OPENED", "ORDER_PLACED", "RETURN", "TRACKING"],
    ]);
    expect(seen[0]).toMatchObject({ kind: "RETURN", status: "RECEIVED", code: "RECEIVE" });
    expect(seen.find(({ kind }) => kind === "TRACKING")).toMatchObject({
      shipment: { trackingNumber: `TRK-case${made}` },
    });
  });

  test("is nobody else's, and does not say who did it to a customer", async () => {
    const { number } = await aReturn();
    const query = `query($number: String!) { order(number: $number) { timeline(first: 50) { edges { node { kind actor } } } } }`;
    expect((await world.ask(query, stranger, { number })).data.order).toBeNull();
    const own = await world.ask(query, tokens.CUSTOMER, { number });
    expect(own.data.order.timeline.edges.length).toBeGreaterThan(4);
    expect(own.text).not.toContain("-clerk");
  });
});

describe("an order's goods", () => {
  test("are shown line by line and parcel by parcel, with how each parcel does", async () => {
    const { number } = await aReturn();
    const query = `query($number: String!) { order(number: $number) { fulfillment { status parcelCount lines {
      lineNumber ordered shipped delivered packed toCome parcels { quantity shipment { trackingNumber } } } }
      shipments { health { health newsAt usualSilenceHours usualSilenceBasis } outlook { day source slipDays firstPromise history { day source } } exceptions { status } events { zoneUnknown correctedAt } } } }`;
    const { data, errors } = await world.ask(query, tokens.CUSTOMER, { number });
    expect(errors).toEqual([]);
    expect(data.order.fulfillment).toEqual({
      ...{ status: "FULFILLED", parcelCount: 1 },
      lines: [
        {
          ...{ lineNumber: "1", ordered: "2", shipped: "2", delivered: "0", packed: "0", toCome: "0" },
          parcels: [{ quantity: "2", shipment: { trackingNumber: `TRK-case${made}` } }],
        },
      ],
    });
    expect(data.order.shipments).toMatchObject([
      {
        health: { health: "LATE", usualSilenceHours: 72, usualSilenceBasis: "DEFAULT" },
        outlook: { day: "2026-03-31", source: "ORDER", slipDays: 0 },
        exceptions: [],
      },
    ]);
  });

  test("may be silent for as long as parcels of their carrier were measured to be", async () => {
    const gapHours = 6;
    const { shipmentId, number } = await aReturn();
    await world.store.pool.query(
      `INSERT INTO tracking_events (id, shipment_id, event_key, status, occurred_at, recorded_at)
       SELECT gen_random_uuid(), $1, n::text, 'IN_TRANSIT', $2::timestamptz + n * $3 * interval '1 hour', now()
         FROM generate_series(1, 40) AS n`,
      [shipmentId, new Date("2026-02-01T00:00:00Z"), gapHours],
    );
    await world.store.pool.query(
      "UPDATE shipments SET carrier = 'Measured', status = 'DELIVERED', delivered_at = '2026-02-20T00:00:00Z' WHERE id = $1",
      [shipmentId],
    );
    const query = `query($number: String!) { order(number: $number) { shipments { health { health usualSilenceHours usualSilenceBasis } } } }`;
    const { data, errors } = await world.ask(query, tokens.FRONT_OFFICE, { number });
    expect(errors).toEqual([]);
    expect(data.order.shipments).toEqual([
      { health: { health: "DELIVERED", usualSilenceHours: gapHours, usualSilenceBasis: "MEASURED" } },
    ]);
  });

  test("are followed by their receiver without what is the house's", async () => {
    const { number } = await aReturn();
    const query = `query($number: String!, $proof: String!) { trackOrder(number: $number, proof: $proof) {
      parcels { health slipDays exceptions { status } events { status zoneUnknown } } returns { kind status } } }`;
    const { data, errors } = await world.ask(query, null, { number, proof: "buyer@alpaca.example" });
    expect(errors).toEqual([]);
    expect(data.trackOrder).toEqual({
      parcels: [
        {
          health: "LATE",
          slipDays: 0,
          exceptions: [],
          events: [{ status: "IN_TRANSIT", zoneUnknown: false }],
        },
      ],
      returns: [{ kind: "CUSTOMER_RETURN", status: "REQUESTED" }],
    });
  });

  test("are listed by what a supply-chain manager looks for", async () => {
    await aReturn();
    const query = `query($filter: ShipmentFilterInput) { shipments(first: 100, filter: $filter) { edges { node { trackingNumber } } } }`;
    const found = async (filter: object, token = tokens.SUPPLY_CHAIN) =>
      (await world.ask(query, token, { filter })).data.shipments.edges.length as number;
    expect(await found({ carrier: "MEASURED" })).toBe(1);
    expect(await found({ open: true, carrier: "POST" })).toBe(made - 1);
    expect(await found({ status: "LOST" })).toBe(0);
    expect(await found({ quietSince: "2020-01-01T00:00:00Z" })).toBe(0);
    expect(await found({ dueBefore: "2026-04-03" })).toBe(made);
    expect(await found({ dueBefore: "2026-04-02" })).toBe(0);
    expect(await found({}, stranger)).toBe(0);
  });
});

describe("preventable returns", () => {
  test("are a number, by what they have in common", async () => {
    const opened = { opened_at: new Date("2025-06-10T00:00:00Z"), kind: "UNDELIVERABLE", channel: "WEB" };
    const shipped = new Date("2025-06-02T00:00:00Z");
    const cost = { cost: "13.00", cost_currency: "EUR" };
    for (const [cause, preventable, carrier] of [
      ["CHANGE_NOT_APPLIED", true, "Post"],
      ["CHANGE_NOT_APPLIED", true, "bx"],
      ["ADDRESS_OUT_OF_DATE", false, "Post"],
    ] as const) {
      const { shipmentId } = await aReturn("RECEIVED", {
        ...{ ...opened, ...cost, cause_kind: cause, preventable, outward_carrier: carrier },
      });
      await world.store.pool.query("UPDATE shipments SET shipped_at = $2, carrier = $3 WHERE id = $1", [
        ...[shipmentId, shipped, carrier],
      ]);
    }
    await aReturn("CANCELED", { ...opened, ...cost, preventable: true });
    const query = `query($input: ReturnStatisticsInput!) { returnStatistics(input: $input) {
      period cause channel carrier returns preventable shipments rate preventableRate costs { currency amount preventable } } }`;
    const ask = async (input: object, token = tokens.SUPPLY_CHAIN) =>
      world.ask(query, token, {
        input: { from: "2025-06-01T00:00:00Z", to: "2025-07-01T00:00:00Z", ...input },
      });
    const all = await ask({});
    expect(all.errors).toEqual([]);
    expect(all.data.returnStatistics).toEqual([
      {
        ...{
          period: null,
          cause: null,
          channel: null,
          carrier: null,
          returns: 3,
          preventable: 2,
          shipments: 3,
        },
        ...{
          rate: 1,
          preventableRate: 2 / 3,
          costs: [{ currency: "EUR", amount: "39.00", preventable: "26.00" }],
        },
      },
    ]);
    const apart = await ask({ by: ["PERIOD", "CAUSE", "CHANNEL", "CARRIER"], interval: "MONTH" });
    const period = { period: "2025-06-01", channel: "WEB" };
    expect(apart.data.returnStatistics).toMatchObject([
      { ...period, cause: "ADDRESS_OUT_OF_DATE", carrier: "post", returns: 1, shipments: 2, rate: 0.5 },
      { ...period, cause: "CHANGE_NOT_APPLIED", carrier: "bx", returns: 1, shipments: 1, rate: 1 },
      { ...period, cause: "CHANGE_NOT_APPLIED", carrier: "post", returns: 1, shipments: 2, rate: 0.5 },
    ]);
    expect((await ask({ kinds: ["CUSTOMER_RETURN"] })).data.returnStatistics).toEqual([]);
    expect((await ask({ to: "2027-01-01T00:00:00Z" })).errors[0]?.extensions.code).toBe("INVALID");
    expect((await ask({}, tokens.CUSTOMER)).errors[0]?.extensions.code).toBe("FORBIDDEN");
  });
});
