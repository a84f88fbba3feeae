import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LIST_PAGE } from "../../src/connectors/listed-orders.js";
import { reconcileAll } from "../../src/flows/reconciling/reconcile.js";
import { orderId } from "../../src/store/writes/order-key.js";
import { type ChangeWorld, startChangeWorld } from "../support/changes.js";
import { LISTING_SYSTEMS } from "../support/executing-system.js";
import { forgetOrder } from "../support/forget-order.js";
import { WEBHOOK_SECRET } from "../support/hub.js";

const PLACED = new Date("2026-11-01T08:00:00Z");

describe.each(Object.entries(LISTING_SYSTEMS))("what %s holds", (kind, start) => {
  let world: ChangeWorld;
  let system: Awaited<ReturnType<typeof start>>;
  beforeAll(async () => {
    system = await start();
    world = await startChangeWorld(`lists_${kind.replace("-", "_")}`, {
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

  const compare = async () => (await reconcileAll(world.hub, { now: true }))[0];
  const unknown = () =>
    world.rows<{ subject: string; externalId: string; theirs: string }>(
      `SELECT subject, external_id, theirs FROM differences
        WHERE aspect = 'UNKNOWN_HERE' AND settled_at IS NULL ORDER BY found_at, id`,
    );

  test("is looked for here: what the hub has forgotten is found, and nothing that is not its own", async () => {
    const kept = await world.place({ id: "kept" });
    const forgotten = await world.place({ id: "forgotten" });
    const [work] = await world.rows<{ externalId: string }>(
      "SELECT external_id FROM fulfillment_orders WHERE order_id = $1",
      [forgotten.id],
    );
    // What others write into the same field: a customer's own number, another program's id, nothing.
    for (const reference of ["PO-4711", randomUUID(), "", forgotten.id.slice(0, 35)])
      system.enter(reference, "somebody else's");
    await forgetOrder(world, forgotten.id, "forgotten");
    expect(await compare()).toMatchObject({ connectionId: "erp", found: 1 });
    expect(await unknown()).toMatchObject([{ subject: forgotten.id, externalId: work?.externalId }]);
    expect((await world.orderOf("kept")).id).toBe(kept.id);

    const again = await world.place({ id: "forgotten" });
    expect(again).toMatchObject({ id: forgotten.id, executionSync: "IN_SYNC" });
    expect(await compare()).toMatchObject({ found: 0 });
    expect(await unknown()).toEqual([]);
  });

  test("is listed page by page; a list that breaks off is gone on with where it was", async () => {
    const more = LIST_PAGE + 3;
    const ids = Array.from({ length: more }, (_, at) => orderId("lost", `order ${at}`, PLACED));
    for (const id of ids) system.enter(id, "TL-2345-6789");
    system.breakOffList();
    expect((await compare())?.found).toBeLessThan(more);
    const first = await unknown();
    expect(first.length).toBeGreaterThan(0);
    // Nothing that was compared before the line was cut is compared again.
    const rest = more - first.length;
    expect(await compare()).toMatchObject({ found: rest, compared: rest });
    const all = await unknown();
    expect(new Set(all.map(({ subject }) => subject))).toEqual(new Set(ids));
    // ERPNext keeps our id in the only field it has for a customer's number.
    expect(all[0]?.theirs).toBe(kind === "erpnext" ? "a work order" : "TL-2345-6789");
    expect(await world.rows("SELECT 1 FROM facts WHERE parked_at IS NOT NULL")).toEqual([]);
  });
});
