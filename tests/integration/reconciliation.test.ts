import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ProposedAct } from "../../src/domain/follow-through-vocabulary.js";
import { reconcileAll } from "../../src/flows/reconciling/reconcile.js";
import { settleDifference } from "../../src/flows/reconciling/settle-difference.js";
import type { Hub } from "../../src/flows/work/hub.js";
import { type ChangeWorld, startChangeWorld } from "../support/changes.js";
import { forgetOrder } from "../support/forget-order.js";
import { OPERATOR } from "../support/hub.js";
import { BREMEN } from "../support/orders.js";

let world: ChangeWorld;
beforeAll(async () => {
  world = await startChangeWorld("reconciliation");
});
afterAll(() => world.close());

const compare = () => reconcileAll(world.hub, { now: true });
const openOf = (subject: string) =>
  world.rows<{
    id: string;
    aspect: string;
    ours: string | null;
    theirs: string | null;
    proposal: ProposedAct;
  }>(
    "SELECT id, aspect, line_number, ours, theirs, proposal FROM differences WHERE subject = $1 AND settled_at IS NULL ORDER BY aspect",
    [subject],
  );
let keys = 0;
const act = (differenceId: string, what: ProposedAct | "DISMISS") =>
  settleDifference(world.hub, OPERATOR, { idempotencyKey: `act-${++keys}`, differenceId, act: what });
/** Forgets what the system has told the hub since, as a hub does that has missed its messages. */
const deaf = (orderId: string) =>
  world.rows(
    "DELETE FROM inbound_messages WHERE connection_id = 'warehouse' AND status = 'RECEIVED' AND $1 <> ''",
    [orderId],
  );

describe("both sides are compared", () => {
  test("and hold the same: nothing is found, nothing is sent", async () => {
    const { id } = await world.place({ id: "same" });
    const effects = await world.bogus.effects(id);
    expect(await compare()).toMatchObject([{ connectionId: "warehouse", found: 0 }]);
    await world.settle();
    expect(await openOf(id)).toEqual([]);
    expect(await world.bogus.effects(id)).toEqual(effects);
  });

  test("a day that only the system has changed is listed, and told again on request", async () => {
    const { id } = await world.place({ id: "day", requestedDate: "2026-12-01" });
    await world.bogus.amendByHand(id, { kind: "DATE", requestedDate: "2026-12-09" });
    await deaf(id);
    expect((await compare())[0]?.found).toBeGreaterThan(0);
    const [found] = await openOf(id);
    expect(found).toMatchObject({
      ...{ aspect: "DATE", ours: "2026-12-01", theirs: "2026-12-09", proposal: "PROPAGATE" },
    });
    expect(await act(found?.id ?? "", "PROPAGATE")).toMatchObject({ ok: true });
    await world.settle();
    expect((await world.bogus.order(id)).order.requestedDate).toBe("2026-12-01");
    await compare();
    expect(await openOf(id)).toEqual([]);
    expect(await act(found?.id ?? "", "DISMISS")).toMatchObject({ userErrors: [{ code: "NOT_FOUND" }] });
  });

  test("a difference in quantity is listed, and the goods are stopped", async () => {
    const { id } = await world.place({ id: "quantity" });
    await world.bogus.amendByHand(id, { kind: "QUANTITY", lineNumber: "1", quantity: "77" });
    await deaf(id);
    await compare();
    expect(await openOf(id)).toMatchObject([{ aspect: "QUANTITY", lineNumber: "1", theirs: "77" }]);
    await world.settle();
    expect((await world.bogus.order(id)).order.heldFor).toContain("77");
  });

  test("an order that the system does not show is listed; sending it begins by looking", async () => {
    const { id } = await world.place({ id: "hidden there" });
    const effects = await world.bogus.effects(id);
    await reconcileAll(blindTo(id), { now: true });
    const [found] = await openOf(id);
    expect(found).toMatchObject({ aspect: "MISSING_THERE", proposal: "SEND_ORDER" });
    expect(await act(found?.id ?? "", "SEND_ORDER")).toMatchObject({ ok: true });
    await world.settle();
    expect(await world.bogus.effects(id)).toEqual(effects);
  });
});

describe("a hub that was restored to yesterday", () => {
  test("finds exactly what it has forgotten, and sends nothing again when it is read anew", async () => {
    const kept = await world.place({ id: "kept" });
    const forgotten = await world.place({ id: "forgotten" });
    await world.ask(kept.id, 1, { kind: "SHIP_TO", shipTo: BREMEN });
    await world.settle();
    const before = (await world.bogus.ledger()).effects.length;
    await forgetOrder(world, forgotten.id, "forgotten");
    expect((await compare())[0]?.found).toBe(1);
    expect(await openOf(forgotten.id)).toMatchObject([
      { aspect: "UNKNOWN_HERE", theirs: forgotten.number, proposal: "READ_SOURCES" },
    ]);
    expect(await openOf(kept.id)).toEqual([]);
    await world.settle();
    expect((await world.bogus.ledger()).effects).toHaveLength(before);

    const again = await world.place({ id: "forgotten" });
    expect(again).toMatchObject({ id: forgotten.id, number: forgotten.number });
    expect(again.executionSync).toBe("IN_SYNC");
    expect((await world.bogus.ledger()).effects).toHaveLength(before);
    await compare();
    expect(await openOf(forgotten.id)).toEqual([]);
    expect(await world.troubles()).toEqual([]);
  });

  test("does not bring back a change of yesterday over one of today", async () => {
    const { id } = await world.place({ id: "restored change" });
    // Yesterday it was to be 4 and had not been sent; today, in what was lost, it became 6.
    await world.bogus.amendByHand(id, { kind: "QUANTITY", lineNumber: "1", quantity: "6" });
    await world.ask(id, 1, { kind: "QUANTITY", lineNumber: "1", quantity: "4" });
    await world.settle();
    expect(await world.deliveriesOf(id)).toMatchObject([{ status: "CONFLICT" }]);
    expect((await world.bogus.order(id)).order.lines[0]).toMatchObject({ quantity: "6" });
  });
});

/** The hub, with a warehouse that does not show one order. */
const blindTo = (orderId: string): Hub => ({
  ...world.hub,
  connections: () =>
    world.hub.connections().map((connection) => {
      const { connector } = connection;
      const { execution } = connector;
      if (execution === undefined) return connection;
      const fetch: typeof execution.fetch = async (settings, reference) =>
        reference === orderId ? null : execution.fetch(settings, reference);
      return { ...connection, connector: { ...connector, execution: { ...execution, fetch } } };
    }),
});
