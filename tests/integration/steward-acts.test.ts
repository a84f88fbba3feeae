import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { resolveReviewTask } from "../../src/flows/acts/resolve-review-task.js";
import { useModel } from "../../src/flows/identity/learn-model.js";
import { openPast } from "../../src/flows/identity/load-past.js";
import { pinValue } from "../../src/flows/identity/pin-value.js";
import { keepApart, unitePair } from "../../src/flows/identity/settle-pair.js";
import { unmerge } from "../../src/flows/identity/unmerge.js";
import { sweep } from "../../src/flows/work/sweep.js";
import { MODEL } from "../../src/identity/comparing/model.js";
import { keepStatements } from "../../src/store/writes/party.js";
import { pinsOf } from "../../src/store/writes/pins.js";
import { aParty } from "../identity/stated.js";
import { STEWARD } from "../support/hub.js";
import { type StewardHub, stewardHub } from "../support/steward-hub.js";

const OTHER = { ...STEWARD, subject: "stella" };

const KILN = {
  system: "erp",
  party: aParty({ name: "Kiln Ceramics Ltd", code: "K-1", phones: ["+44 113 496 0101"] }),
};
const OVEN = {
  system: "shop",
  party: aParty({ name: "Ovenworks Group Ltd", code: "O-9", phones: ["+44 113 496 0202"] }),
};
/** Says of itself what both of them say: whom it joins depends on whether they are one. */
const BOTH = {
  system: "mail",
  party: aParty({ name: "Ovenworks Group Ltd", phones: ["+44 113 496 0202", "+44 113 496 0101"] }),
};

let world: StewardHub;
beforeAll(async () => {
  world = await stewardHub("steward_acts");
});
afterAll(() => world.close());
beforeEach(() => world.empty());

let keys = 0;
const idempotencyKey = (): string => `key-${++keys}`;
const merge = (a: string, b: string) =>
  unitePair(world.hub, STEWARD, {
    idempotencyKey: idempotencyKey(),
    customerIds: [a, b],
    note: "same owner",
  });
const undo = (decisionId: string, more: { mayMeetAgain?: boolean; dryRun?: boolean; key?: string } = {}) => {
  const { mayMeetAgain = false, dryRun = false, key = idempotencyKey() } = more;
  return unmerge(world.hub, STEWARD, {
    idempotencyKey: key,
    decisionId,
    note: "not so",
    mayMeetAgain,
    dryRun,
  });
};
const codeOf = (outcome: { ok: boolean; userErrors?: readonly { code: string }[] }) =>
  outcome.ok ? "OK" : outcome.userErrors?.[0]?.code;
function given<T>(outcome: { ok: true; value: T } | { ok: false; userErrors: unknown }): T {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.userErrors));
  return outcome.value;
}
/** Everything that says who is who, and whose what is. */
const picture = async () => ({
  members: Object.fromEntries(await world.customers()),
  ids: await world.rows("SELECT id, merged_into FROM customers ORDER BY id"),
  orders: await world.rows("SELECT source_record_id, customer_id FROM orders ORDER BY source_record_id"),
  cases: await world.rows(
    "SELECT order_id, customer_id, status FROM review_tasks WHERE order_id IS NOT NULL",
  ),
  golden: await world.rows(
    "SELECT id, golden, name, search_text FROM customers WHERE merged_into IS NULL ORDER BY id",
  ),
});
const build = () => world.decide(["CustomerChanged"]);

async function twoCustomers(): Promise<[string, string]> {
  const [a, b] = [await world.arrive(KILN), await world.arrive(OVEN)];
  await world.rows(
    `INSERT INTO review_tasks (id, kind, subject_key, status, title, details, order_id, customer_id, opened_at)
     SELECT gen_random_uuid(), 'ORDER', id, 'OPEN', 'check', '{}', id, customer_id, now() FROM orders`,
  );
  await build();
  return [a, b];
}

describe("a merge that is undone", () => {
  test("leaves everything as it was: records, ids, orders, cases and golden values", async () => {
    const [a, b] = await twoCustomers();
    const before = await picture();
    const { decisionId } = given(await merge(a, b));
    await build();
    expect(await picture()).not.toEqual(before);
    expect(given(await undo(decisionId))).toMatchObject({
      ...{ records: 1, orders: 1, restoredCustomerIds: [b], ceasedCustomerIds: [] },
    });
    await build();
    expect(await picture()).toEqual(before);
    await world.expectOrder();
  });

  test("says what it would do before it does it, and the same afterwards", async () => {
    const [a, b] = await twoCustomers();
    const { decisionId } = given(await merge(a, b));
    const merged = await picture();
    const said = given(await undo(decisionId, { dryRun: true }));
    expect(said.decisionId).toBeNull();
    expect(await picture()).toEqual(merged);
    const { decisionId: undoId, ...told } = given(await undo(decisionId));
    expect(undoId).not.toBeNull();
    expect(told).toEqual({ ...said, decisionId: undefined });
  });

  test("decides anew what came between, and takes it back when the undoing is undone", async () => {
    const [a, b] = await twoCustomers();
    const { decisionId } = given(await merge(a, b));
    const c = await world.arrive(BOTH);
    expect((await world.customers()).get(c)).toBe(a);
    const undone = given(await undo(decisionId));
    expect(undone.decidedOtherwise).toEqual([c]);
    expect((await world.customers()).get(c)).toBe(b);
    given(await undo(undone.decisionId ?? ""));
    expect(Object.fromEntries(await world.customers())).toEqual({ [a]: a, [b]: a, [c]: a });
    await world.expectOrder();
  });

  test("is undone once; the same key gets the same answer, another key is told", async () => {
    const [a, b] = await twoCustomers();
    const { decisionId } = given(await merge(a, b));
    const first = await undo(decisionId, { key: "once" });
    expect(await undo(decisionId, { key: "once" })).toEqual(first);
    expect(codeOf(await undo(decisionId))).toBe("CONFLICT");
  });

  test("keeps the two apart for the engine, unless they may meet again", async () => {
    const [a, b] = await twoCustomers();
    for (const mayMeetAgain of [false, true]) {
      given(await undo(given(await merge(a, b)).decisionId, { mayMeetAgain }));
      const kept = await world.rows(`SELECT d.id FROM decisions d WHERE d.kind = 'NOT_A_MATCH'
        AND NOT EXISTS (SELECT FROM decisions u WHERE u.reverses = d.id)`);
      expect(kept).toHaveLength(1);
    }
  });
});

describe("a model that was adopted since", () => {
  test("has no say in what was decided before: that is decided anew by the model of then", async () => {
    const [a, b] = await twoCustomers();
    const { decisionId } = given(await merge(a, b));
    const c = await world.arrive(BOTH);
    // Under this model nobody is ever anybody's like.
    const model = { ...MODEL, version: "nobody-1", prior: -100 };
    await world.rows(
      "INSERT INTO match_models (version, model, report, learned_at) VALUES ($1, $2, '{}', now())",
      [model.version, JSON.stringify(model)],
    );
    await useModel(world.hub, model.version, "stefan");
    try {
      const later = await world.arrive({ ...KILN, party: { ...KILN.party, contactName: "Ada Kiln" } });
      expect((await world.customers()).get(later)).toBe(later);
      expect(given(await undo(decisionId)).decidedOtherwise).toEqual([c]);
      expect(Object.fromEntries(await world.customers())).toEqual({ [a]: a, [b]: b, [c]: b, [later]: later });
      const named = await world.rows(
        "SELECT DISTINCT source_record_id AS record, model_version AS model FROM decisions WHERE kind = 'LINK' ORDER BY 1",
      );
      expect(named).toEqual([
        { record: a, model: MODEL.version },
        { record: b, model: MODEL.version },
        { record: c, model: MODEL.version },
        { record: later, model: model.version },
      ]);
    } finally {
      await useModel(world.hub, "hand", "stefan");
    }
  });
});

describe("a wrong record in a customer", () => {
  test("becomes a customer of its own, and takes its order along", async () => {
    const [a] = await twoCustomers();
    const again = await world.arrive({ ...KILN, party: { ...KILN.party, contactName: "Ada Kiln" } });
    expect((await world.customers()).get(again)).toBe(a);
    const [link] = await world.rows<{ id: string }>(
      "SELECT id FROM decisions WHERE kind = 'LINK' AND source_record_id = $1",
      [again],
    );
    given(await undo(link?.id ?? ""));
    expect((await world.customers()).get(again)).toBe(again);
    await world.expectOrder();
  });

  test("that founded its customer was joined to nothing", async () => {
    const [a] = await twoCustomers();
    const [link] = await world.rows<{ id: string }>("SELECT id FROM decisions WHERE source_record_id = $1", [
      a,
    ]);
    expect(codeOf(await undo(link?.id ?? ""))).toBe("INVALID");
  });
});

describe("two stewards at once", () => {
  test("undo one merge once", async () => {
    const [a, b] = await twoCustomers();
    const { decisionId } = given(await merge(a, b));
    const both = await Promise.all([undo(decisionId), undo(decisionId)]);
    expect(both.map(codeOf).sort()).toEqual(["CONFLICT", "OK"]);
    await world.expectOrder();
  });

  test("merge and keep apart the same pair: one of them is told", async () => {
    const [a, b] = await twoCustomers();
    const request = { customerIds: [a, b], note: null };
    const both = await Promise.all([
      unitePair(world.hub, STEWARD, { ...request, idempotencyKey: idempotencyKey() }),
      keepApart(world.hub, OTHER, { ...request, idempotencyKey: idempotencyKey() }),
    ]);
    expect(both.filter(({ ok }) => ok).length).toBeGreaterThanOrEqual(1);
    await world.expectOrder();
  });

  test("who saw the same version pin one value; the other looks again", async () => {
    const [a] = await twoCustomers();
    const [customer] = await world.rows<{ version: number }>("SELECT version FROM customers WHERE id = $1", [
      a,
    ]);
    const pin = (value: string, viewer = STEWARD) =>
      pinValue(world.hub, viewer, {
        ...{ idempotencyKey: idempotencyKey(), customerId: a, attribute: "name", value, note: null },
        expectedVersion: customer?.version ?? -1,
      });
    const both = await Promise.all([pin("Kiln"), pin("Kiln & Co", OTHER)]);
    expect(both.map(codeOf).sort()).toEqual(["CONFLICT", "OK"]);
  });
});

describe("a pin", () => {
  test("stays with its id through merge and undoing, and the survivor's own wins", async () => {
    const [a, b] = await twoCustomers();
    const pin = async (customerId: string, attribute: string, value: unknown) => {
      const [row] = await world.rows<{ version: number }>("SELECT version FROM customers WHERE id = $1", [
        customerId,
      ]);
      return pinValue(world.hub, STEWARD, {
        ...{ idempotencyKey: idempotencyKey(), customerId, attribute, value, note: null },
        expectedVersion: row?.version ?? -1,
      });
    };
    given(await pin(a, "name", "Kiln"));
    given(await pin(b, "name", "Oven"));
    given(await pin(b, "emails", "hello@oven.example"));
    const { decisionId } = given(await merge(a, b));
    const pins = async (id: string) => (await pinsOf(world.hub.store.pool, [id])).get(id);
    expect(await pins(a)).toEqual({ name: "Kiln", emails: ["hello@oven.example"] });
    given(await undo(decisionId));
    expect(await pins(a)).toEqual({ name: "Kiln" });
    expect(await pins(b)).toEqual({ name: "Oven", emails: ["hello@oven.example"] });
    given(await pin(b, "name", null));
    expect(await pins(b)).toEqual({ emails: ["hello@oven.example"] });
  });

  test.each<[string, unknown, string]>([
    ["name", "", "INVALID"],
    ["emails", "no address", "INVALID"],
    ["phones", ["12"], "INVALID"],
    ["kind", "ROBOT", "INVALID"],
    ["addresses", { city: null }, "INVALID"],
    ["shoe size", "44", "INVALID"],
    ["taxId", null, "CONFLICT"],
  ])("of %s to %j is refused", async (attribute, value, code) => {
    const [a] = await twoCustomers();
    const [row] = await world.rows<{ version: number }>("SELECT version FROM customers WHERE id = $1", [a]);
    const request = { idempotencyKey: idempotencyKey(), customerId: a, attribute, value, note: null };
    const outcome = await pinValue(world.hub, STEWARD, { ...request, expectedVersion: row?.version ?? -1 });
    expect(codeOf(outcome)).toBe(code);
  });
});

describe("an undoing that is cut in the middle", () => {
  test("leaves nothing half done", async () => {
    const [a, b] = await twoCustomers();
    const { decisionId } = given(await merge(a, b));
    const before = await picture();
    const acts = await world.rows("SELECT id FROM decisions ORDER BY seq");
    await world.rows(`CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'cut'; END $$`);
    // The orders are what is written last but one: everything before has happened by then.
    await world.rows("CREATE TRIGGER cut BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION cut()");
    await expect(undo(decisionId)).rejects.toThrow("cut");
    await world.rows("DROP TRIGGER cut ON orders");
    await world.rows("DROP FUNCTION cut()");
    expect(await picture()).toEqual(before);
    expect(await world.rows("SELECT id FROM decisions ORDER BY seq")).toEqual(acts);
    given(await undo(decisionId));
    await world.expectOrder();
  });
});

describe("an order that is written while its record moves", () => {
  test("bears the customer that the record belongs to afterwards", async () => {
    const [a, b] = await twoCustomers();
    const { decisionId } = given(await merge(a, b));
    await world.rows(`CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN PERFORM pg_sleep(0.6); RETURN NEW; END $$`);
    await world.rows(
      "CREATE TRIGGER dawdle BEFORE UPDATE OF customer_id ON memberships FOR EACH ROW EXECUTE FUNCTION dawdle()",
    );
    const undoing = undo(decisionId);
    await sleep(300);
    // Stated again in the same words while the record is on its way: known, and whose it is has to be told right.
    const kept = await world.hub.store.transaction(async (tx) => {
      const [message] = await world.rows<{ id: string }>(
        "SELECT message_id AS id FROM source_records WHERE id = $1",
        [b],
      );
      const statement = { connectionId: OVEN.system, channel: "WEB" as const, party: OVEN.party };
      return keepStatements(tx, [{ ...statement, statedAt: new Date(), messageId: message?.id ?? "" }]);
    });
    await world.rows("DROP TRIGGER dawdle ON memberships");
    await world.rows("DROP FUNCTION dawdle()");
    given(await undoing);
    expect(kept).toEqual([{ recordId: b, customerId: b, isNew: false }]);
  });
});

describe("a question whether two are one", () => {
  const asked = async () => {
    const [a, b] = [await world.arrive(KILN), await world.arrive(OVEN, { total: 250, currency: "USD" })];
    await world.rows(
      `INSERT INTO review_tasks (id, kind, subject_key, status, title, details, customer_id, other_customer_id, opened_at)
       VALUES (gen_random_uuid(), 'IDENTITY', $1, 'OPEN', 'one?', '{}', $2, $3, now())`,
      [`${a}:${b}`, a, b],
    );
    const task = async () =>
      (
        await world.rows<{ id: string; status: string; closedAt: Date | null; customerId: string }>(
          "SELECT * FROM review_tasks WHERE kind = 'IDENTITY'",
        )
      )[0];
    return { a, b, task };
  };

  test("stands as the two stand: one, two again, kept apart, open", async () => {
    const { a, b, task } = await asked();
    const first = await task();
    const answer = {
      idempotencyKey: idempotencyKey(),
      taskId: first?.id ?? "",
      note: null,
      corrections: null,
    };
    given(await resolveReviewTask(world.hub, STEWARD, { ...answer, action: "MERGE" }));
    expect(await task()).toMatchObject({ status: "MERGED", customerId: a });
    const [act] = await world.rows<{ id: string }>("SELECT id FROM decisions WHERE kind = 'MERGE'");
    const { decisionId } = given(await undo(act?.id ?? ""));
    expect(await task()).toMatchObject({ status: "NOT_A_MATCH" });
    given(await undo(decisionId ?? ""));
    expect(await task()).toMatchObject({ status: "MERGED" });
    given(await undo(act?.id ?? "", { mayMeetAgain: true }));
    expect(await task()).toMatchObject({ status: "OPEN", closedAt: null });
    expect(await world.living()).toEqual([a, b].sort());
  });

  test("is open again when the word that kept the two apart is taken back", async () => {
    const { task } = await asked();
    const answer = { idempotencyKey: idempotencyKey(), taskId: (await task())?.id ?? "", note: null };
    given(
      await resolveReviewTask(world.hub, STEWARD, { ...answer, corrections: null, action: "NOT_A_MATCH" }),
    );
    expect(await task()).toMatchObject({ status: "NOT_A_MATCH" });
    const [word] = await world.rows<{ id: string }>("SELECT id FROM decisions WHERE kind = 'NOT_A_MATCH'");
    given(await undo(word?.id ?? ""));
    expect(await task()).toMatchObject({ status: "OPEN", closedAt: null });
  });

  test("weighs what is open with both, and follows the orders", async () => {
    const { a, task } = await asked();
    const weight = async () =>
      Number(
        (
          await world.rows<{ value: string }>(
            "SELECT value_at_risk::text AS value FROM review_tasks WHERE kind = 'IDENTITY'",
          )
        )[0]?.value,
      );
    await world.arrive({ ...KILN, party: { ...KILN.party, contactName: "Ada Kiln" } }, { total: 1_000 });
    await build();
    // 100 and 1,000 in euros, 250 dollars at nine tenths.
    expect(await weight()).toBe(1_325);
    await world.rows("UPDATE orders SET status = 'CANCELED' WHERE total = 1000");
    await sweep(world.hub);
    expect(await weight()).toBe(325);
    expect((await task())?.status).toBe("OPEN");
    expect(a).toBeTruthy();
  });
});

test("an undoing that would reach into too much is refused", async () => {
  const [a, b] = await twoCustomers();
  const { decisionId } = given(await merge(a, b));
  await world.hub.store.transaction(async (tx) => {
    const past = openPast(world.hub, tx);
    expect(await past.loadCustomers([a])).toBe(true);
  });
  await world.rows(
    `INSERT INTO source_records (id, connection_id, channel, source_key, version, content_hash, party, stated_at, message_id)
     SELECT gen_random_uuid(), connection_id, channel, 'crowd-' || n, 1, 'x', party, stated_at, message_id
       FROM source_records, generate_series(1, 5001) AS n WHERE id = $1`,
    [a],
  );
  await world.rows(
    `INSERT INTO memberships (source_record_id, customer_id, decision_id)
     SELECT id, $1, $2 FROM source_records WHERE source_key LIKE 'crowd-%'`,
    [a, decisionId],
  );
  expect(codeOf(await undo(decisionId))).toBe("TOO_FAR_REACHING");
});
