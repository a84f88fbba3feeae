import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readMessages } from "../../src/flows/receiving/read.js";
import { reopenApplied } from "../../src/store/writes/message.js";
import { mergeCustomers } from "../../src/store/writes/moves.js";
import { type ChangeWorld, startChangeWorld } from "../support/changes.js";
import { HAMBURG, LABELS, orderMessage } from "../support/orders.js";

let world: ChangeWorld;
beforeAll(async () => {
  world = await startChangeWorld("sets", { warehouse: true });
});
afterAll(() => world.close());

const ORDERS = 30;
const ROUNDS = 6;

/** How many deadlocks PostgreSQL has had to break in this database. */
const deadlocks = async (): Promise<number> => {
  await world.rows("SELECT pg_stat_force_next_flush()");
  const [row] = await world.rows<{ n: string }>(
    "SELECT deadlocks::text AS n FROM pg_stat_database WHERE datname = current_database()",
  );
  return Number(row?.n);
};
const read = (ids: readonly string[]) => readMessages(world.hub, ids, new Set(ids), async () => {});
const shuffled = <T>(items: readonly T[], seed: number): T[] =>
  items
    .map((item, at) => ({ item, key: Math.sin((at + 1) * (seed + 1) * 12.9898) }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);

const shipmentOf = (orderId: string, round: number): string =>
  JSON.stringify({
    type: "shipment.updated",
    timestamp: "2026-11-06T08:00:00Z",
    data: {
      ...{
        externalId: `S-${orderId}`,
        fulfillmentOrderExternalId: "BO",
        reference: orderId,
        status: "PICKED_UP",
      },
      ...{
        carrier: "bx",
        trackingNumber: `T-${orderId}`,
        shipTo: HAMBURG,
        estimatedDelivery: null,
        lines: [],
      },
      occurredAt: `2026-11-06T08:0${round}:00Z`,
    },
  });
const trackingOf = (orderId: string, round: number, set: number): string =>
  JSON.stringify({
    type: "tracking.reported",
    timestamp: "2026-11-06T09:00:00Z",
    data: {
      ...{ trackingNumber: `T-${orderId}`, carrier: "bx", status: "IN_TRANSIT", reason: null, code: null },
      ...{ description: null, location: `${round}/${set}`, occurredAt: `2026-11-06T09:0${round}:00Z` },
    },
  });

describe("sets that are read side by side", () => {
  test("and speak of the same orders in opposite order never deadlock, and lose nothing", async () => {
    for (let at = 0; at < ORDERS; at += 1)
      await world.say({ id: `set ${at}`, customer: { id: `c${at}`, name: `Kunde ${at} GmbH` } });
    await world.work(["MessageReceived"]);
    const orders = await world.rows<{ id: string }>("SELECT id FROM orders ORDER BY id");
    expect(orders).toHaveLength(ORDERS);
    const before = await deadlocks();
    for (let round = 0; round < ROUNDS; round += 1) {
      const sets = [0, 1, 2, 3].map(async (set) => {
        const sequence = set % 2 === 0 ? orders : [...orders].reverse();
        const ids: string[] = [];
        for (const { id } of shuffled(sequence, set > 1 ? round : 0).slice(0, ORDERS)) {
          const body = round === 0 ? shipmentOf(id, set) : trackingOf(id, round, set);
          ids.push((await world.send("warehouse", body)).messageId);
        }
        return ids;
      });
      const idsOfSets = await Promise.all(sets);
      await Promise.all([...idsOfSets.map(read), world.work(["PartyStated", "CustomerChanged"])]);
    }
    expect(await deadlocks()).toBe(before);
    const [{ events = 0 } = {}] = await world.rows<{ events: number }>(
      "SELECT count(*)::int AS events FROM tracking_events",
    );
    expect(events).toBe(ORDERS * (ROUNDS - 1) * 4);
    expect(await world.rows("SELECT status, count(*)::int AS n FROM shipments GROUP BY 1")).toEqual([
      { status: "IN_TRANSIT", n: ORDERS },
    ]);
  });

  test("and bring the same new orders and versions in opposite order make each order once", async () => {
    const before = await deadlocks();
    for (let round = 0; round < ROUNDS; round += 1) {
      const bodies = Array.from({ length: ORDERS }, (_, at) => at);
      const sets = await Promise.all(
        [0, 1, 2, 3].map(async (set) => {
          const ids: string[] = [];
          for (const at of set % 2 === 0 ? bodies : [...bodies].reverse()) {
            const body = orderMessage({
              ...{ id: `new ${round}/${at}`, version: set, note: `set ${set}` },
              ...{
                lines: [{ ...LABELS, quantity: set + 1 }],
                customer: { id: `d${at}`, name: `Käufer ${at}`, department: `${set}` },
              },
            });
            ids.push((await world.send("partner", body)).messageId);
          }
          return ids;
        }),
      );
      await Promise.all(sets.map(read));
    }
    expect(await deadlocks()).toBe(before);
    const made = await world.rows<{ externalId: string; quantity: string }>(
      `SELECT o.external_id, trim_scale(l.quantity)::text AS quantity FROM orders o JOIN order_lines l ON l.order_id = o.id
        WHERE external_id LIKE 'new %'`,
    );
    expect(made).toHaveLength(ORDERS * ROUNDS);
    // Whoever came first, the latest version counts.
    expect(new Set(made.map(({ quantity }) => quantity))).toEqual(new Set(["4"]));
    expect(
      await world.rows(
        "SELECT status, issues FROM inbound_messages WHERE status NOT IN ('APPLIED', 'DUPLICATE', 'RECEIVED')",
      ),
    ).toEqual([]);
  });
});

describe("statements of one order that bear the same version", () => {
  test.each([
    ["as they came", [0, 1, 2]],
    ["the last one first", [2, 1, 0]],
    ["the last one in between", [1, 2, 0]],
  ])("end as what came last, in whatever order they are read: %s", async (name, turns) => {
    const ids: string[] = [];
    for (const quantity of ["4", "5", "6"]) {
      const { messageId } = await world.say({ id: `tied ${name}`, lines: [{ ...LABELS, quantity }] });
      ids.push(messageId);
    }
    const quantity = async () => (await world.orderOf(`tied ${name}`)).lines[0]?.quantity;
    for (const turn of turns) await read([ids[turn] ?? expect.fail("there is no such message")]);
    expect(await quantity()).toBe("6");
    // Nor does an earlier one overwrite it that is read once more, as after a mapping was mended; the last one may.
    await world.hub.store.transaction((tx) => reopenApplied(tx, ids.slice(0, 2)));
    await read(ids.slice(0, 2));
    expect(await quantity()).toBe("6");
    const results = await world.rows<{ result: string }>(
      "SELECT result FROM inbound_messages WHERE id = ANY($1::uuid[]) ORDER BY array_position($1::uuid[], id)",
      [ids],
    );
    expect(results.slice(0, 2).map(({ result }) => result)).toEqual([
      expect.stringMatching(/older than what is known, kept as history$/),
      expect.stringMatching(/older than what is known, kept as history$/),
    ]);
  });
});

describe("an order that is read while its customer is merged", () => {
  test.each(["the merge commits first", "the order is read first"])(
    "bears the survivor's id: %s",
    async (who) => {
      const name = who.startsWith("the merge") ? "early" : "late";
      const buyer = { id: `m-${name}`, name: `Merger ${name} GmbH` };
      await world.say({
        id: `survivor ${name}`,
        customer: { id: `s-${name}`, name: `Überleben ${name} AG` },
      });
      await world.say({ id: `first ${name}`, customer: buyer });
      await world.work(["MessageReceived", "PartyStated", "CustomerChanged"]);
      const customerOf = async (externalId: string): Promise<string> => {
        const sql = `SELECT customer_id AS id FROM orders WHERE external_id = '${externalId}'`;
        return (await world.rows<{ id: string }>(sql))[0]?.id ?? "";
      };
      const survivor = await customerOf(`survivor ${name}`);
      const ceased = await customerOf(`first ${name}`);
      const { messageId } = await world.say({ id: `second ${name}`, customer: buyer });
      const merge = { survivor, ceased, actor: "steward", score: null, evidence: [] };
      let reading: Promise<unknown> = Promise.resolve();
      if (name === "late") reading = read([messageId]);
      await world.hub.store.transaction(async (tx) => {
        await mergeCustomers(tx, merge);
        // Begun after the merge wrote and before it commits: what it reads of memberships is old.
        if (name === "early") reading = read([messageId]);
        await new Promise((resolve) => setTimeout(resolve, 200));
      });
      await reading;
      expect(await customerOf(`second ${name}`)).toBe(survivor);
      expect(survivor).not.toBe(ceased);
    },
  );
});

test("nothing failed that nobody foresaw", async () => {
  expect(await world.troubles()).toEqual([]);
});
