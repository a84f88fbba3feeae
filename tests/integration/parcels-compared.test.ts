import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ExecutionSnapshot } from "../../src/connectors/connector.js";
import type { ProposedAct } from "../../src/domain/follow-through-vocabulary.js";
import { reconcileAll } from "../../src/flows/reconciling/reconcile.js";
import { settleDifference } from "../../src/flows/reconciling/settle-difference.js";
import type { Hub } from "../../src/flows/work/hub.js";
import { type ChangeWorld, startChangeWorld } from "../support/changes.js";
import { EXECUTING_SYSTEMS, type ExecutingSystem } from "../support/executing-system.js";
import { OPERATOR, WEBHOOK_SECRET } from "../support/hub.js";
import { loseEvents } from "../support/lost-events.js";

/** What is open of an order, and what the hub then does about it. */
function comparing(world: () => ChangeWorld) {
  let keys = 0;
  return {
    compare: (hub: Hub = world().hub) => reconcileAll(hub, { now: true, newsMs: 0 }),
    differencesOf: (orderId: string) =>
      world().rows<{ id: string; aspect: string; proposal: ProposedAct; parcel: string | null }>(
        `SELECT id, aspect, parcel, ours, theirs, proposal FROM differences
          WHERE subject = $1 AND settled_at IS NULL AND aspect LIKE 'PARCEL%' ORDER BY aspect`,
        [orderId],
      ),
    act: (differenceId: string, act: ProposedAct) =>
      settleDifference(world().hub, OPERATOR, { idempotencyKey: `act-${++keys}`, differenceId, act }),
    parcelsOf: (orderId: string) =>
      world().rows<{ status: string; externalId: string; lines: unknown[] }>(
        "SELECT external_id, status, lines, tracking_number FROM shipments WHERE order_id = $1",
        [orderId],
      ),
  };
}

describe("the parcels of a system that tells of them by events", () => {
  let world: ChangeWorld;
  beforeAll(async () => {
    world = await startChangeWorld("parcels_compared");
  });
  afterAll(() => world.close());
  const { compare, differencesOf, act, parcelsOf } = comparing(() => world);
  const lost = async (orderId: string, to: string): Promise<void> => {
    await world.bogus.advance({ orders: [orderId], to });
    await loseEvents(world);
  };

  test("that the hub has never heard of are found, and taken over as their events would have been", async () => {
    const { id } = await world.place({ id: "unheard" });
    await lost(id, "DISPATCH");
    await compare();
    const [found] = await differencesOf(id);
    expect(found).toMatchObject({
      ...{ aspect: "PARCEL_UNKNOWN_HERE", ours: null, proposal: "READ_AGAIN" },
      theirs: expect.stringMatching(/^parcel BGX\d+, PICKED_UP$/),
    });
    // It is proposed, and nothing more.
    await world.settle();
    expect(await parcelsOf(id)).toEqual([]);
    expect(await act(found?.id ?? "", "READ_AGAIN")).toMatchObject({ ok: true });
    await world.settle();
    expect(await parcelsOf(id)).toMatchObject([{ externalId: found?.parcel, status: "PICKED_UP" }]);
    expect(await world.orderOf("unheard")).toMatchObject({ fulfillmentStatus: "FULFILLED" });
    await compare();
    expect(await differencesOf(id)).toEqual([]);
    // The parcel goes on its way by the carrier's word.
    await world.bogus.advance({ orders: [id], to: "DELIVERED" });
    await world.settle();
    expect(await world.orderOf("unheard")).toMatchObject({ status: "COMPLETED" });
  });

  test("that have left unheard are found; one that the carrier tells more of is no difference", async () => {
    const { id } = await world.place({ id: "behind" });
    await world.bogus.advance({ orders: [id], to: "LABEL" });
    await world.settle();
    await lost(id, "DISPATCH");
    await compare();
    const [found] = await differencesOf(id);
    expect(found).toMatchObject({ aspect: "PARCEL_STATUS", ours: "LABEL_CREATED", theirs: "PICKED_UP" });
    expect(await act(found?.id ?? "", "READ_AGAIN")).toMatchObject({ ok: true });
    await world.bogus.advance({ orders: [id], to: "OUT_FOR_DELIVERY" });
    await world.settle();
    await compare();
    expect(await differencesOf(id)).toEqual([]);
    expect(await parcelsOf(id)).toMatchObject([{ status: "OUT_FOR_DELIVERY" }]);
  });

  test("whose news may still be on its way are not called missed", async () => {
    const { id } = await world.place({ id: "just now" });
    await lost(id, "DISPATCH");
    await reconcileAll(world.hub, { now: true });
    expect(await differencesOf(id)).toEqual([]);
  });

  test("that a system no longer shows are a question to those who work there", async () => {
    const { id, number } = await world.place({ id: "gone there" });
    await world.bogus.advance({ orders: [id], to: "DISPATCH" });
    await world.settle();
    await compare(showing(world, ({ parcels: _, ...shown }) => ({ ...shown, parcels: [] })));
    const [found] = await differencesOf(id);
    expect(found).toMatchObject({ aspect: "PARCEL_MISSING_THERE", theirs: null, proposal: "ASK_WAREHOUSE" });
    expect(await act(found?.id ?? "", "ASK_WAREHOUSE")).toMatchObject({ ok: true });
    const [task] = await world.tasksOf(id, "ORDER_CHANGE");
    expect(task?.title).toContain(`Ask warehouse about order ${number}`);
    expect(await world.decide(task?.id ?? "", "DONE")).toMatchObject({ ok: true });
    expect(await parcelsOf(id)).toMatchObject([{ status: "PICKED_UP" }]);
  });

  test("are left alone where a system cannot say", async () => {
    const { id } = await world.place({ id: "cannot say" });
    await world.bogus.advance({ orders: [id], to: "DISPATCH" });
    await world.settle();
    await compare(showing(world, ({ parcels: _, ...shown }) => shown));
    expect(await differencesOf(id)).toEqual([]);
    expect(await world.troubles()).toEqual([]);
  });
});

describe.each(["erpnext", "odoo"])("the deliveries of %s, which tells of nothing by itself", (kind) => {
  let world: ChangeWorld;
  let system: ExecutingSystem;
  beforeAll(async () => {
    const known = EXECUTING_SYSTEMS[kind] ?? expect.fail(`there is no ${kind}`);
    system = await known.start();
    world = await startChangeWorld(`parcels_${kind}`, {
      warehouse: false,
      connections: {
        partner: ["standard-webhooks", { webhookSecret: WEBHOOK_SECRET }],
        erp: [kind, { ...system.settings }],
      },
    });
  });
  afterAll(async () => {
    await world.close();
    await system.close();
  });
  const { compare, differencesOf, act, parcelsOf } = comparing(() => world);

  test("are found with what is in them, and taken over once", async () => {
    const { id } = await world.place({ id: "delivered" });
    await compare();
    expect(await differencesOf(id)).toEqual([]);
    system.ship?.(id);
    await compare();
    const [found] = await differencesOf(id);
    expect(found).toMatchObject({ aspect: "PARCEL_UNKNOWN_HERE", proposal: "READ_AGAIN" });
    expect(await act(found?.id ?? "", "READ_AGAIN")).toMatchObject({ ok: true });
    await world.settle();
    const lines = [
      { lineNumber: "1", quantity: "10" },
      { lineNumber: "2", quantity: "5" },
    ];
    expect(await parcelsOf(id)).toMatchObject([{ status: "PICKED_UP", externalId: found?.parcel, lines }]);
    expect(await world.orderOf("delivered")).toMatchObject({ fulfillmentStatus: "FULFILLED" });
    await compare();
    expect(await differencesOf(id)).toEqual([]);
    expect(await world.troubles()).toEqual([]);
  });
});

/** The hub, with a warehouse that shows its orders in another way. */
const showing = (world: ChangeWorld, other: (shown: ExecutionSnapshot) => ExecutionSnapshot): Hub => ({
  ...world.hub,
  connections: () =>
    world.hub.connections().map((connection) => {
      const { connector } = connection;
      const { execution } = connector;
      if (execution === undefined) return connection;
      const fetch: typeof execution.fetch = async (settings, reference) => {
        const shown = await execution.fetch(settings, reference);
        return shown === null ? null : other(shown);
      };
      return { ...connection, connector: { ...connector, execution: { ...execution, fetch } } };
    }),
});
