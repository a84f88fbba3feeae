import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PostalAddress } from "../../src/domain/address.js";
import { unitePair } from "../../src/flows/identity/settle-pair.js";
import { unmerge } from "../../src/flows/identity/unmerge.js";
import { moveCustomer } from "../../src/flows/moves/move-customer.js";
import { settleMove } from "../../src/flows/moves/settle-move.js";
import { cancelReturn, receiveReturn } from "../../src/flows/returns/advance-return.js";
import { requestReturn } from "../../src/flows/returns/request-return.js";
import { resolveReturn } from "../../src/flows/returns/resolve-return.js";
import { type ChangeWorld, startChangeWorld } from "../support/changes.js";
import { FRONT_OFFICE, STEWARD } from "../support/hub.js";
import { BREMEN, HAMBURG, KIEL, type PartnerOrder } from "../support/orders.js";

let world: ChangeWorld;
beforeAll(async () => {
  world = await startChangeWorld("customer_moves", {
    connections: {
      partner: ["standard-webhooks", { webhookSecret: "whsec_dGhyb3VnaGxpbmUtdGVzdC1zZWNyZXQtMDE=" }],
      "customer-form": ["customer-form"],
    },
  });
});
afterAll(() => world.close());

const NAMES = [
  ...["Albatros", "Birkenhof", "Cranach", "Dorado", "Eiderstedt", "Falkner", "Giebel", "Havel"],
  ...["Imker", "Jasmund", "Kranich", "Lindwurm", "Mangold", "Neptun", "Orion", "Pantheon"],
];
let companies = 0;
/** A customer of its own for each test. */
const company = (address: PostalAddress | null = HAMBURG) => {
  companies += 1;
  const name = `${NAMES[companies % NAMES.length]}werk ${companies} GmbH`;
  return {
    ...{ id: `C-${companies}`, kind: "organization", name, address },
    ...{ emails: [`order@werk-${companies}.example`], phones: [`+49 40 3688 ${String(2000 + companies)}`] },
  };
};
const place = (id: string, customer: PartnerOrder["customer"], rest: Partial<PartnerOrder> = {}) =>
  world.place({ id, ...(customer === undefined ? {} : { customer }), ...rest });
const offersOf = (orderId: string) =>
  world.rows<{ id: string; decision: string; decidedBy: string | null; reason: string }>(
    "SELECT id, decision, decided_by, reason FROM customer_move_offers WHERE order_id = $1 ORDER BY id",
    [orderId],
  );
const openTasks = async (customerId: string) =>
  world.rows<{ id: string; title: string }>(
    "SELECT id, title FROM review_tasks WHERE kind = 'CUSTOMER_MOVE' AND customer_id = $1 AND closed_at IS NULL",
    [customerId],
  );
let keys = 0;
const say = (customer: { id: string; version: number }, address: PostalAddress | null, rest = {}) =>
  moveCustomer(world.hub, FRONT_OFFICE, {
    ...{ idempotencyKey: `move-${++keys}`, customerId: customer.id, expectedVersion: customer.version },
    ...{
      channel: "CALL_CENTER",
      address,
      addressRole: null,
      contactName: null,
      emails: [],
      phones: [],
      ...rest,
    },
  });
const cityThere = async (orderId: string) => (await world.bogus.order(orderId)).order.shipTo?.city;

describe("a customer that says it has moved", () => {
  test("is offered each open order: those that go to the old address are asked about, in one task", async () => {
    const buyer = company();
    const home = await place("home", buyer);
    const other = await place("home 2", buyer);
    const elsewhere = await place("elsewhere", buyer, { shipTo: KIEL });
    const customer = await world.customerOf(home.id);
    expect(await say(customer, BREMEN)).toMatchObject({ ok: true });
    await world.settle();
    expect(await world.customerOf(home.id)).toMatchObject({ id: customer.id });
    expect(await offersOf(home.id)).toMatchObject([{ decision: "ASK", decidedBy: null }]);
    expect(await offersOf(other.id)).toMatchObject([{ decision: "ASK" }]);
    expect(await offersOf(elsewhere.id)).toMatchObject([{ decision: "KEEP", decidedBy: "rule" }]);
    const [task, ...more] = await openTasks(customer.id);
    expect(task?.title).toMatch(/moved from .*Hamburg.* to .*Bremen.*: what becomes of 2 open orders/);
    expect(more).toEqual([]);

    expect(await world.decide(task?.id ?? "", "PROPAGATE")).toMatchObject({ ok: true });
    await world.settle();
    expect(await cityThere(home.id)).toBe("Bremen");
    expect(await cityThere(other.id)).toBe("Bremen");
    expect(await cityThere(elsewhere.id)).toBe("Kiel");
    expect(await world.deliveriesOf(home.id)).toMatchObject([{ kind: "SHIP_TO", status: "APPLIED" }]);
    expect(await offersOf(home.id)).toMatchObject([{ decision: "PROPAGATE", decidedBy: STEWARD.subject }]);
    expect(await world.troubles()).toEqual([]);
  });

  test("answered order by order; the last answer closes the task, and nobody answers twice", async () => {
    const buyer = company();
    const [follows, stays] = [await place("follows", buyer), await place("stays", buyer)];
    const customer = await world.customerOf(follows.id);
    await say(customer, BREMEN);
    await world.settle();
    const answer = (offerId: string, decision: "PROPAGATE" | "KEEP") =>
      settleMove(world.hub, FRONT_OFFICE, {
        ...{ idempotencyKey: `settle-${++keys}`, answers: [{ offerId, decision }], note: "on the phone" },
      });
    const [one] = await offersOf(follows.id);
    const [two] = await offersOf(stays.id);
    expect(await answer(one?.id ?? "", "PROPAGATE")).toMatchObject({ ok: true });
    expect(await openTasks(customer.id)).toHaveLength(1);
    expect(await answer(two?.id ?? "", "KEEP")).toMatchObject({ ok: true });
    expect(await openTasks(customer.id)).toEqual([]);
    expect(await answer(two?.id ?? "", "PROPAGATE")).toMatchObject({
      ok: false,
      userErrors: [{ code: "CONFLICT" }],
    });
    await world.settle();
    expect([await cityThere(follows.id), await cityThere(stays.id)]).toEqual(["Bremen", "Hamburg"]);
  });

  test("by a standing rule, follows at once and asks nobody", async () => {
    const buyer = company();
    const order = await place("rule", buyer);
    const customer = await world.customerOf(order.id);
    const rules = {
      deadlineMinutes: {},
      moves: [{ aspect: "ADDRESS", explicit: true, decision: "PROPAGATE", because: "they said so" }] as const,
    };
    Object.assign(world.hub, { rules });
    try {
      await say(customer, BREMEN);
      await world.settle();
    } finally {
      Object.assign(world.hub, { rules: undefined });
    }
    expect(await cityThere(order.id)).toBe("Bremen");
    expect(await offersOf(order.id)).toMatchObject([
      { decision: "PROPAGATE", decidedBy: "rule", reason: "they said so" },
    ]);
    expect(await openTasks(customer.id)).toEqual([]);
  });

  test("twice is once, another version is a conflict, and nothing new is refused", async () => {
    const order = await place("twice", company());
    const customer = await world.customerOf(order.id);
    const request = {
      ...{ idempotencyKey: "the same", customerId: customer.id, expectedVersion: customer.version },
      ...{
        channel: "WEB" as const,
        address: BREMEN,
        addressRole: null,
        contactName: null,
        emails: [],
        phones: [],
      },
    };
    expect(await moveCustomer(world.hub, FRONT_OFFICE, request)).toMatchObject({ ok: true });
    await world.settle();
    expect(await moveCustomer(world.hub, FRONT_OFFICE, request)).toMatchObject({ ok: true });
    await world.settle();
    expect(await offersOf(order.id)).toHaveLength(1);
    expect(await moveCustomer(world.hub, FRONT_OFFICE, { ...request, address: KIEL })).toMatchObject({
      userErrors: [{ code: "IDEMPOTENCY_MISMATCH" }],
    });
    expect(await say({ ...customer, version: customer.version - 1 }, KIEL)).toMatchObject({
      userErrors: [{ code: "CONFLICT" }],
    });
    expect(await say(await world.customerOf(order.id), null)).toMatchObject({
      userErrors: [{ code: "INVALID" }],
    });
  });
});

describe("a customer whose source just states another address", () => {
  test("is asked about: an order to the old address is open", async () => {
    const buyer = company();
    const order = await place("stated before", buyer);
    const later = { placedAt: "2026-11-06T11:00:00Z", shipTo: BREMEN };
    await place("stated after", { ...buyer, address: BREMEN }, later);
    const customer = await world.customerOf(order.id);
    expect(await offersOf(order.id)).toMatchObject([{ decision: "ASK" }]);
    expect(await openTasks(customer.id)).toHaveLength(1);
    const [task] = await openTasks(customer.id);
    await world.decide(task?.id ?? "", "ACCEPT_AS_IS");
    await world.settle();
    expect(await cityThere(order.id)).toBe("Hamburg");

    await place("stated again", buyer, { placedAt: "2026-11-07T11:00:00Z" });
    expect((await offersOf(order.id)).map(({ decision }) => decision)).toEqual(["KEEP", "KEEP"]);
    expect(await openTasks(customer.id)).toEqual([]);
  });

  test("in another spelling, has not moved", async () => {
    const buyer = company();
    const order = await place("spelled", buyer);
    const address = { ...HAMBURG, lines: ["AM SANDTORKAI 30"] };
    await place("spelled again", { ...buyer, address }, { placedAt: "2026-11-06T11:00:00Z" });
    expect(await offersOf(order.id)).toEqual([]);
  });
});

describe("a customer that moves while goods come back", () => {
  /** A delivered order of which a piece is to come back. */
  const comesBack = async (name: string): Promise<{ orderId: string; returnId: string }> => {
    const { id: orderId } = await place(name, company());
    await world.bogus.advance({ orders: [orderId], to: "DELIVERED" });
    await world.settle();
    const asked = await requestReturn(world.hub, FRONT_OFFICE, {
      ...{ idempotencyKey: `return-${++keys}`, orderId, reason: "DAMAGED", note: null },
      lines: [{ lineNumber: "1", quantity: "1" }],
    });
    if (!asked.ok) throw new Error(JSON.stringify(asked.userErrors));
    await world.settle();
    return { orderId, returnId: asked.value.returnId };
  };
  const returnOf = async (id: string) => {
    const [row] = await world.rows<{ version: number; status: string; sendTo: PostalAddress | null }>(
      "SELECT version, status, send_to, contact FROM returns WHERE id = $1",
      [id],
    );
    return row;
  };

  test("is asked about the return; what is sent again then goes to the new address", async () => {
    const { orderId, returnId } = await comesBack("comes back");
    const customer = await world.customerOf(orderId);
    await say(customer, BREMEN);
    await world.settle();
    const offers = await world.rows(
      "SELECT return_id, stage, decision FROM customer_move_offers WHERE order_id = $1",
      [orderId],
    );
    expect(offers).toEqual([{ returnId, stage: "APPROVED", decision: "ASK" }]);
    const [task] = await openTasks(customer.id);
    expect(task?.title).toMatch(/what becomes of an open return\?$/);
    expect(await world.decide(task?.id ?? "", "PROPAGATE")).toMatchObject({ ok: true });
    expect(await returnOf(returnId)).toMatchObject({ status: "APPROVED", sendTo: { city: "Bremen" } });

    const act = async (rest: object = {}) => ({
      ...{ idempotencyKey: `act-${++keys}`, returnId, note: null, dryRun: false },
      ...{ expectedVersion: (await returnOf(returnId))?.version ?? 0, ...rest },
    });
    expect(await receiveReturn(world.hub, FRONT_OFFICE, await act())).toMatchObject({ ok: true });
    const replacement = { resolution: "REPLACEMENT" as const, amount: null, lines: null, shipTo: null };
    const resolved = await act();
    expect(await resolveReturn(world.hub, FRONT_OFFICE, { ...resolved, ...replacement })).toMatchObject({
      ok: true,
    });
    await world.settle();
    const [sent] = await world.rows<{ id: string }>(
      "SELECT replacement_order_id AS id FROM returns WHERE id = $1",
      [returnId],
    );
    expect(await cityThere(sent?.id ?? "")).toBe("Bremen");
  });

  test("and is to be reached otherwise, is reached so about the return, by a standing rule", async () => {
    const { orderId, returnId } = await comesBack("reached otherwise");
    const rule = { of: "RETURN", aspect: "CONTACT", decision: "PROPAGATE", because: "we call them" } as const;
    Object.assign(world.hub, { rules: { deadlineMinutes: {}, moves: [rule] } });
    try {
      await say(await world.customerOf(orderId), null, {
        contactName: "Jette Brandt",
        phones: ["+49 421 3050 77"],
      });
      await world.settle();
    } finally {
      Object.assign(world.hub, { rules: undefined });
    }
    expect(await returnOf(returnId)).toMatchObject({ contact: { contactName: "Jette Brandt" } });
    const [last] = await world.rows(
      "SELECT act, actor, note FROM return_events WHERE return_id = $1 ORDER BY recorded_at DESC, id DESC LIMIT 1",
      [returnId],
    );
    expect(last).toEqual({ act: "FOLLOW_CUSTOMER", actor: "rule", note: "we call them" });
  });

  test("is not asked about a return that has come to its end, nor answered for one", async () => {
    const { orderId, returnId } = await comesBack("ended");
    await say(await world.customerOf(orderId), BREMEN);
    await world.settle();
    const [offer] = await offersOf(orderId);
    const { version = 0 } = (await returnOf(returnId)) ?? {};
    const cancel = { idempotencyKey: `act-${++keys}`, returnId, note: null, dryRun: false };
    await cancelReturn(world.hub, FRONT_OFFICE, { ...cancel, expectedVersion: version });
    const answer = (decision: "PROPAGATE" | "KEEP") =>
      settleMove(world.hub, FRONT_OFFICE, {
        ...{ idempotencyKey: `settle-${++keys}`, note: null },
        answers: [{ offerId: offer?.id ?? "", decision }],
      });
    expect(await answer("PROPAGATE")).toMatchObject({ userErrors: [{ code: "INVALID_STATE" }] });
    expect(await answer("KEEP")).toMatchObject({ ok: true });
    await say(await world.customerOf(orderId), KIEL);
    await world.settle();
    expect(await offersOf(orderId)).toHaveLength(1);
  });
});

test("what is asked stays with its order through a merge and an unmerge", async () => {
  const [one, two] = [company(), company(KIEL)];
  const order = await place("merged", one);
  const stranger = await place("merged with", two, { shipTo: KIEL });
  const [customer, otherCustomer] = [await world.customerOf(order.id), await world.customerOf(stranger.id)];
  await say(customer, BREMEN);
  await world.settle();
  const united = await unitePair(world.hub, STEWARD, {
    ...{ idempotencyKey: "unite", customerIds: [customer.id, otherCustomer.id], note: null },
  });
  await world.settle();
  if (!united.ok) throw new Error(JSON.stringify(united.userErrors));
  const [asked] = (await offersOf(order.id)).filter(({ decision }) => decision === "ASK");
  await unmerge(world.hub, STEWARD, {
    ...{ idempotencyKey: "unmerge", decisionId: united.value.decisionId, note: null },
    ...{ mayMeetAgain: false, dryRun: false },
  });
  await world.settle();
  expect((await world.customerOf(order.id)).id).toBe(customer.id);
  expect(
    await settleMove(world.hub, STEWARD, {
      ...{
        idempotencyKey: "after",
        answers: [{ offerId: asked?.id ?? "", decision: "PROPAGATE" }],
        note: null,
      },
    }),
  ).toMatchObject({ ok: true });
  await world.settle();
  expect(await cityThere(order.id)).toBe("Bremen");
  expect(await cityThere(stranger.id)).toBe("Kiel");
});
