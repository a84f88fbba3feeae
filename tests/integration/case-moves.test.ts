import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PostalAddress } from "../../src/domain/address.js";
import type { MoveRule } from "../../src/domain/customer-move.js";
import type { Viewer } from "../../src/domain/viewer.js";
import { addCaseNote, advanceCase } from "../../src/flows/cases/advance-case.js";
import { changeCase } from "../../src/flows/cases/change-case.js";
import { type OpenCaseRequest, openCase } from "../../src/flows/cases/open-case.js";
import { unitePair } from "../../src/flows/identity/settle-pair.js";
import { unmerge } from "../../src/flows/identity/unmerge.js";
import { moveCustomer } from "../../src/flows/moves/move-customer.js";
import { settleMove } from "../../src/flows/moves/settle-move.js";
import { approveReturn } from "../../src/flows/returns/advance-return.js";
import { requestReturn } from "../../src/flows/returns/request-return.js";
import { reads } from "../../src/store/reads/reads.js";
import { type ChangeWorld, startChangeWorld } from "../support/changes.js";
import { FRONT_OFFICE, STEWARD } from "../support/hub.js";
import { BREMEN, HAMBURG, KIEL, type PartnerOrder } from "../support/orders.js";

let world: ChangeWorld;
beforeAll(async () => {
  world = await startChangeWorld("case_moves", {
    connections: {
      partner: ["standard-webhooks", { webhookSecret: "whsec_dGhyb3VnaGxpbmUtdGVzdC1zZWNyZXQtMDE=" }],
      "customer-form": ["customer-form"],
    },
  });
});
afterAll(() => world.close());

const NAMES = [
  "Ahorn",
  "Buche",
  "Dattel",
  "Esche",
  "Fichte",
  "Ginster",
  "Hasel",
  "Kastanie",
  "Linde",
  "Mispel",
];
let companies = 0;
/** A customer of its own for each test. */
const company = (address: PostalAddress | null = HAMBURG) => {
  companies += 1;
  const name = `${NAMES[companies % NAMES.length]}haus ${companies} GmbH`;
  return {
    ...{ id: `K-${companies}`, kind: "organization", name, address },
    ...{ emails: [`care@haus-${companies}.example`], phones: [`+49 40 3699 ${String(3000 + companies)}`] },
  };
};
const place = (id: string, customer: PartnerOrder["customer"], rest: Partial<PartnerOrder> = {}) =>
  world.place({ id, ...(customer === undefined ? {} : { customer }), ...rest });
let keys = 0;
const open = async (about: Partial<OpenCaseRequest>, viewer: Viewer = FRONT_OFFICE): Promise<string> => {
  const outcome = await openCase(world.hub, viewer, {
    ...{ idempotencyKey: `open-${++keys}`, customerId: null, orderId: null, returnId: null, phase: null },
    ...{ type: "SERVICE_REQUEST", subject: "Install it", description: "Please come and install it." },
    ...{ channel: "CALL_CENTER", contact: null, address: null, ...about },
  });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.userErrors));
  return outcome.value.caseId;
};
interface CaseRow {
  readonly customerId: string | null;
  readonly sourceRecordId: string;
  readonly status: string;
  readonly version: number;
  readonly address: PostalAddress | null;
  readonly contact: { readonly contactName: string | null } | null;
}
const caseOf = async (id: string): Promise<CaseRow> => {
  const [row] = await world.rows<CaseRow>("SELECT * FROM cases WHERE id = $1", [id]);
  if (row === undefined) throw new Error("there is no such case");
  return row;
};
const eventsOf = (id: string) =>
  world.rows<{ act: string; note: string | null }>(
    "SELECT act, by, actor, internal, note FROM case_events WHERE case_id = $1 ORDER BY recorded_at, id",
    [id],
  );
const offersOf = (caseId: string) =>
  world.rows<{ id: string; decision: string; stage: string; decidedBy: string | null }>(
    "SELECT id, decision, stage, decided_by, order_id FROM customer_move_offers WHERE case_id = $1 ORDER BY id",
    [caseId],
  );
const openTasks = (customerId: string) =>
  world.rows<{ id: string; title: string; details: { caseIds: string[] } }>(
    "SELECT id, title, details FROM review_tasks WHERE kind = 'CUSTOMER_MOVE' AND customer_id = $1 AND closed_at IS NULL",
    [customerId],
  );
const say = async (orderId: string, address: PostalAddress | null, rest = {}) => {
  const customer = await world.customerOf(orderId);
  const outcome = await moveCustomer(world.hub, FRONT_OFFICE, {
    ...{ idempotencyKey: `move-${++keys}`, customerId: customer.id, expectedVersion: customer.version },
    ...{ channel: "CALL_CENTER", address, addressRole: null, contactName: null, emails: [], phones: [] },
    ...rest,
  });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.userErrors));
  await world.settle();
};
const answer = (offerId: string, decision: "PROPAGATE" | "KEEP") =>
  settleMove(world.hub, FRONT_OFFICE, {
    ...{ idempotencyKey: `settle-${++keys}`, answers: [{ offerId, decision }], note: null },
  });
const step = async (caseId: string, act: "TAKE" | "RESOLVE" | "CLOSE", viewer: Viewer = FRONT_OFFICE) =>
  advanceCase(world.hub, viewer, {
    ...{ idempotencyKey: `act-${++keys}`, caseId, act, note: act === "TAKE" ? null : "it is done" },
    ...{ assignee: null, expectedVersion: (await caseOf(caseId)).version },
  });
const withRules = async (moves: readonly MoveRule[], work: () => Promise<unknown>): Promise<void> => {
  Object.assign(world.hub, { rules: { deadlineMinutes: {}, moves } });
  try {
    await work();
  } finally {
    Object.assign(world.hub, { rules: undefined });
  }
};

describe("a customer that moves while cases are open", () => {
  test("is asked about each beside its orders, with its stage, and the case then goes to the new address", async () => {
    const order = await place("care", company());
    const customer = await world.customerOf(order.id);
    const about = await open({ orderId: order.id });
    const free = await open({ customerId: customer.id });
    const elsewhere = await open({ customerId: customer.id, address: KIEL });
    const over = await open({ customerId: customer.id });
    await step(free, "TAKE");
    await step(over, "CLOSE");
    await say(order.id, BREMEN);

    expect(await offersOf(about)).toMatchObject([{ decision: "ASK", stage: "NEW", orderId: null }]);
    expect(await offersOf(free)).toMatchObject([{ decision: "ASK", stage: "OPEN" }]);
    expect(await offersOf(elsewhere)).toMatchObject([{ decision: "KEEP", decidedBy: "rule" }]);
    expect(await offersOf(over)).toEqual([]);
    const [task, ...more] = await openTasks(customer.id);
    expect(more).toEqual([]);
    expect(task?.title).toMatch(/what becomes of an open order and 2 open cases\?$/);
    expect(task?.details.caseIds.toSorted()).toEqual([about, free].toSorted());
    const moves = await reads(world.hub.store.pool, STEWARD).customerMovesOf([customer.id]);
    expect(moves).toMatchObject([{ aspect: "ADDRESS", customerId: customer.id }]);

    expect(await world.decide(task?.id ?? "", "PROPAGATE")).toMatchObject({ ok: true });
    await world.settle();
    expect(await caseOf(about)).toMatchObject({ address: { city: "Bremen" }, status: "NEW", version: 2 });
    expect(await caseOf(free)).toMatchObject({ address: { city: "Bremen" }, status: "OPEN", version: 3 });
    expect((await caseOf(elsewhere)).address?.city).toBe("Kiel");
    expect((await eventsOf(about)).at(-1)).toMatchObject({
      ...{ act: "FOLLOW_CUSTOMER", by: "HUB", actor: STEWARD.subject, internal: true },
    });
    expect(await world.troubles()).toEqual([]);
  });

  test("is answered case by case, once, and a closed case can only be kept", async () => {
    const order = await place("one by one", company());
    const [follows, stays, closed] = [
      await open({ orderId: order.id }),
      await open({ orderId: order.id }),
      await open({ orderId: order.id }),
    ];
    await say(order.id, BREMEN);
    const offerOf = async (id: string) => (await offersOf(id))[0]?.id ?? "";
    expect(await answer(await offerOf(follows), "PROPAGATE")).toMatchObject({ ok: true });
    expect(await answer(await offerOf(stays), "KEEP")).toMatchObject({ ok: true });
    expect(await answer(await offerOf(stays), "PROPAGATE")).toMatchObject({
      userErrors: [{ code: "CONFLICT" }],
    });
    await step(closed, "CLOSE");
    expect(await answer(await offerOf(closed), "PROPAGATE")).toMatchObject({
      userErrors: [{ code: "INVALID_STATE" }],
    });
    expect(await answer(await offerOf(closed), "KEEP")).toMatchObject({ ok: true });
    expect((await caseOf(follows)).address?.city).toBe("Bremen");
    expect((await caseOf(stays)).address?.city).toBe("Hamburg");
  });

  test("who is to be reached otherwise is reached so by a standing rule for cases", async () => {
    const order = await place("reached", company());
    const caseId = await open({ orderId: order.id });
    const rule = { of: "CASE", stage: ["NEW"], decision: "PROPAGATE", because: "we call them" } as const;
    await withRules([{ ...rule, stage: [...rule.stage] }], () =>
      say(order.id, null, { contactName: "Jette Brandt", phones: ["+49 421 3050 77"] }),
    );
    expect(await offersOf(caseId)).toMatchObject([{ decision: "PROPAGATE", decidedBy: "rule" }]);
    expect(await caseOf(caseId)).toMatchObject({ contact: { contactName: "Jette Brandt" } });
    expect((await eventsOf(caseId)).at(-1)).toMatchObject({ actor: "rule", note: "we call them" });
  });

  test("and whose case is all that is open is asked about that", async () => {
    const order = await place("canceled", company());
    const customer = await world.customerOf(order.id);
    await world.rows("UPDATE orders SET status = 'COMPLETED' WHERE id = $1", [order.id]);
    const caseId = await open({ customerId: customer.id });
    await step(caseId, "RESOLVE");
    await say(order.id, BREMEN);
    expect(await offersOf(caseId)).toMatchObject([{ decision: "ASK", stage: "RESOLVED" }]);
    expect((await openTasks(customer.id))[0]?.title).toMatch(/what becomes of an open case\?$/);
  });
});

describe("when customers become one, and two again", () => {
  test("cases are the survivor's, and go back with the statements that they belong with", async () => {
    const [one, two] = [company(), company(KIEL)];
    const order = await place("case one", one);
    const other = await place("case two", two, { shipTo: KIEL });
    const [a, b] = [await world.customerOf(order.id), await world.customerOf(other.id)];
    const ofA = await open({ customerId: a.id });
    const aboutB = await open({ orderId: other.id });
    const ofB = await open({ customerId: b.id });
    const united = await unitePair(world.hub, STEWARD, {
      ...{ idempotencyKey: "unite cases", customerIds: [a.id, b.id], note: null },
    });
    if (!united.ok) throw new Error(JSON.stringify(united.userErrors));
    await world.settle();
    const { id: survivor } = await world.customerOf(order.id);
    // Under the old id, with the token that still bears it, and under the survivor's.
    const late = await open({ customerId: b.id }, { subject: "bert", role: "CUSTOMER", customerId: b.id });
    const latest = await open({ customerId: a.id });
    const all = [ofA, aboutB, ofB, late, latest];
    for (const id of all) expect((await caseOf(id)).customerId).toBe(survivor);
    const seenBy = async (customerId: string): Promise<string[]> => {
      const own = reads(world.hub.store.pool, { subject: "c", role: "CUSTOMER", customerId });
      const { edges } = await own.cases({}, { first: 50, after: null });
      return edges.map(({ node }) => node.id).toSorted();
    };
    expect(await seenBy(a.id)).toEqual(all.toSorted());
    expect(await seenBy(b.id)).toEqual(all.toSorted());
    await say(order.id, BREMEN);
    const pending = (await offersOf(ofA)).filter(({ decision }) => decision === "ASK");
    expect(pending).toHaveLength(1);

    const request = { decisionId: united.value.decisionId, note: null, mayMeetAgain: false };
    const planned = await unmerge(world.hub, STEWARD, {
      ...{ idempotencyKey: "undo cases", ...request, dryRun: true },
    });
    expect(planned).toMatchObject({ ok: true, value: { orders: 1, cases: 3 } });
    expect(
      await unmerge(world.hub, STEWARD, { idempotencyKey: "undo cases", ...request, dryRun: false }),
    ).toMatchObject({ ok: true });
    await world.settle();
    for (const id of [ofA, latest]) expect((await caseOf(id)).customerId).toBe(a.id);
    for (const id of [aboutB, ofB, late]) expect((await caseOf(id)).customerId).toBe(b.id);
    expect(await seenBy(a.id)).toEqual([ofA, latest].toSorted());
    expect(await seenBy(b.id)).toEqual([aboutB, ofB, late].toSorted());
    // What was asked of a case is still asked.
    expect(await answer(pending[0]?.id ?? "", "PROPAGATE")).toMatchObject({ ok: true });
    expect((await caseOf(ofA)).address?.city).toBe("Bremen");
    const foreign = { idempotencyKey: "foreign", caseId: ofB, expectedVersion: 1, kind: "REPLY" as const };
    const asA: Viewer = { subject: "ada", role: "CUSTOMER", customerId: a.id };
    expect(await addCaseNote(world.hub, asA, { ...foreign, text: "mine?", channel: "WEB" })).toMatchObject({
      userErrors: [{ code: "NOT_FOUND" }],
    });
    expect(await world.troubles()).toEqual([]);
  });

  test("a case that was found to be about an order goes with that order", async () => {
    const [one, two] = [company(), company(KIEL)];
    const order = await place("linked one", one);
    const other = await place("linked two", two, { shipTo: KIEL });
    const [a, b] = [await world.customerOf(order.id), await world.customerOf(other.id)];
    const united = await unitePair(world.hub, STEWARD, {
      ...{ idempotencyKey: "unite linked", customerIds: [a.id, b.id], note: null },
    });
    if (!united.ok) throw new Error(JSON.stringify(united.userErrors));
    await world.settle();
    const caseId = await open({ customerId: a.id });
    const linked = await changeCase(world.hub, FRONT_OFFICE, {
      ...{ idempotencyKey: "link", caseId, expectedVersion: 1, changes: { orderId: other.id } },
    });
    expect(linked).toMatchObject({ ok: true });
    await unmerge(world.hub, STEWARD, {
      ...{ idempotencyKey: "undo linked", decisionId: united.value.decisionId, note: null },
      ...{ mayMeetAgain: false, dryRun: false },
    });
    expect((await caseOf(caseId)).customerId).toBe(b.id);
  });

  test("cases that are opened and acted on meanwhile are where their statements are", async () => {
    const ROUNDS = 8;
    const [one, two] = [company(), company(KIEL)];
    const [order, other] = [
      await place("at once one", one),
      await place("at once two", two, { shipTo: KIEL }),
    ];
    const [a, b] = [await world.customerOf(order.id), await world.customerOf(other.id)];
    const standing = await open({ orderId: other.id });
    for (let round = 0; round < ROUNDS; round += 1) {
      const united = await Promise.all([
        unitePair(world.hub, STEWARD, {
          ...{ idempotencyKey: `at once ${round}`, customerIds: [a.id, b.id], note: null },
        }),
        ...[open({ orderId: order.id }), open({ orderId: other.id }), open({ customerId: b.id })],
        step(standing, "TAKE"),
      ]).then(([outcome]) => outcome);
      if (!united.ok) throw new Error(JSON.stringify(united.userErrors));
      const [undone] = await Promise.all([
        unmerge(world.hub, STEWARD, {
          ...{ idempotencyKey: `apart ${round}`, decisionId: united.value.decisionId, note: null },
          ...{ mayMeetAgain: true, dryRun: false },
        }),
        ...[open({ orderId: order.id }), open({ customerId: a.id }), open({ customerId: b.id })],
        step(standing, "TAKE"),
      ]);
      expect(undone).toMatchObject({ ok: true });
    }
    const strays = `SELECT c.id FROM cases c JOIN memberships m USING (source_record_id)
      WHERE c.customer_id IS DISTINCT FROM m.customer_id`;
    expect(await world.rows(strays)).toEqual([]);
    const [mine] = await world.rows<{ ofA: number; ofB: number }>(
      `SELECT count(*) FILTER (WHERE customer_id = $1)::int AS of_a, count(*) FILTER (WHERE customer_id = $2)::int AS of_b FROM cases`,
      [a.id, b.id],
    );
    expect(mine).toEqual({ ofA: 3 * ROUNDS, ofB: 1 + 3 * ROUNDS });
    await world.settle();
    expect(await world.troubles()).toEqual([]);
  });

  test("a case about an order whose customer is not decided yet gets its customer with the order", async () => {
    await world.say({ id: "undecided", customer: company() });
    await world.work(["MessageReceived"]);
    const order = await world.orderOf("undecided");
    expect(order.customerId).toBeNull();
    const caseId = await open({ orderId: order.id });
    expect((await caseOf(caseId)).customerId).toBeNull();
    await world.settle();
    const decided = await world.orderOf("undecided");
    expect(decided.customerId).not.toBeNull();
    expect((await caseOf(caseId)).customerId).toBe(decided.customerId);
  });
});

test("what becomes of a return stands in the case about it, for the house", async () => {
  const order = await place("complained", company());
  await world.bogus.advance({ orders: [order.id], to: "DELIVERED" });
  await world.settle();
  const asked = await requestReturn(world.hub, FRONT_OFFICE, {
    ...{ idempotencyKey: "back", orderId: order.id, reason: null, note: "dented" },
    lines: [{ lineNumber: "1", quantity: "9" }],
  });
  if (!asked.ok) throw new Error(JSON.stringify(asked.userErrors));
  const { returnId } = asked.value;
  const caseId = await open({ returnId, type: "COMPLAINT" });
  const closed = await open({ returnId, type: "COMPLAINT" });
  await step(closed, "CLOSE");
  const [known] = await world.rows<{ version: number; status: string; number: string }>(
    "SELECT version, status, number FROM returns WHERE id = $1",
    [returnId],
  );
  if (known?.status === "REQUESTED") {
    const act = { idempotencyKey: "approve", returnId, note: null, dryRun: false };
    const approved = await approveReturn(world.hub, FRONT_OFFICE, { ...act, expectedVersion: known.version });
    expect(approved).toMatchObject({ ok: true });
  }
  await world.settle();
  const told = (await eventsOf(caseId)).filter(({ act }) => act === "NOTE");
  expect(told).toContainEqual({
    ...{ act: "NOTE", by: "HUB", actor: "connection:warehouse", internal: true },
    note: expect.stringMatching(`^return ${known?.number}: announce, now approved`),
  });
  expect((await caseOf(caseId)).status).toBe("NEW");
  expect((await eventsOf(closed)).map(({ act }) => act)).toEqual(["OPEN", "CLOSE"]);
});
