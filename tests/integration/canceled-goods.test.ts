import { afterAll, beforeAll, expect, test } from "vitest";
import { connectorById } from "../../src/connectors/index.js";
import type {
  Intercept,
  InterceptAnswer,
  InterceptRequest,
  InterceptState,
} from "../../src/connectors/intercept.js";
import { interceptParcels } from "../../src/flows/parcels/intercept-parcel.js";
import { workFacts } from "../../src/flows/work/work-facts.js";
import { type ChangeWorld, startChangeWorld } from "../support/changes.js";
import { loseEvents } from "../support/lost-events.js";

let world: ChangeWorld;
beforeAll(async () => {
  world = await startChangeWorld("canceled_goods");
});
afterAll(() => world.close());

const CANCEL = { kind: "CANCEL" } as const;
const divergencesOf = (orderId: string) =>
  world.rows<{ status: string }>(
    "SELECT aspect, status, found_at FROM ship_to_divergences WHERE order_id = $1 ORDER BY detected_at, id",
    [orderId],
  );
const openTasks = async (orderId: string) =>
  (await world.tasksOf(orderId, "SHIP_TO")).filter(({ closedAt }) => closedAt === null);

/** Works the escapes with a carrier that catches what it is asked for; answers what it was asked. */
async function chase(answer: InterceptAnswer): Promise<InterceptRequest[]> {
  const asked: InterceptRequest[] = [];
  let state: InterceptState["status"] = "NONE";
  const intercept: Intercept<unknown> = {
    async request(_settings, request) {
      asked.push(request);
      state = "DONE";
      return answer;
    },
    state: async () => ({ status: state, nativeMessage: null }),
  };
  const connector = connectorById("ups") ?? expect.fail("there is no connector ups");
  const ups = { id: "warehouse", connector: { ...connector, id: "bogus", intercept }, settings: {} };
  const hub = { ...world.hub, connections: () => [ups] };
  for (let rounds = 0; rounds < 8; rounds += 1) {
    await world.rows("UPDATE facts SET next_at = now() WHERE kind = 'ParcelEscaped' AND finished_at IS NULL");
    if ((await workFacts(hub, "ParcelEscaped", interceptParcels, 1)) === 0) break;
  }
  return asked;
}
const YES: InterceptAnswer = { outcome: "ACCEPTED", reference: "I-1", nativeMessage: null };

test("goods that had left when their order was canceled are an escape, and come back by their carrier", async () => {
  const { id, version, number } = await world.place({ id: "too late" });
  await world.bogus.advance({ orders: [id], to: "IN_TRANSIT" });
  await world.settle();
  await world.ask(id, version, CANCEL);
  await world.settle(["ParcelEscaped"]);
  expect(await world.orderOf("too late")).toMatchObject({ status: "CANCELED" });
  expect(await world.deliveriesOf(id)).toMatchObject([{ status: "TOO_LATE", refusal: "ALREADY_SHIPPED" }]);
  expect(await divergencesOf(id)).toMatchObject([{ aspect: "CANCELED", status: "ESCAPED" }]);
  expect(await openTasks(id)).toMatchObject([
    { title: expect.stringContaining(`Contact the customer of order ${number}: it was canceled`) },
  ]);

  // Two lines are one parcel, and it is asked for once.
  const asked = await chase(YES);
  expect(asked).toMatchObject([{ wish: { kind: "RETURN_TO_SENDER" } }]);
  expect(await divergencesOf(id)).toMatchObject([{ status: "PROPAGATED" }]);
  expect(await openTasks(id)).toEqual([]);

  // What is heard of the parcel later is no escape anew: the system's own word, and its way back.
  const [parcel] = await world.rows<{ externalId: string }>(
    "SELECT external_id FROM shipments WHERE order_id = $1",
    [id],
  );
  const occurredAt = new Date().toISOString();
  const data = {
    ...{
      externalId: parcel?.externalId,
      fulfillmentOrderExternalId: "BO-1",
      reference: id,
      status: "DELAYED",
    },
    ...{ carrier: null, trackingNumber: null, shipTo: null, estimatedDelivery: null, lines: [], occurredAt },
  };
  await world.send("warehouse", JSON.stringify({ type: "shipment.updated", timestamp: occurredAt, data }));
  await world.settle(["ParcelEscaped"]);
  expect(await divergencesOf(id)).toMatchObject([{ aspect: "CANCELED", status: "PROPAGATED" }]);
  await world.bogus.advance({ orders: [id], to: "RETURNED" });
  await world.settle();
  expect(await divergencesOf(id)).toMatchObject([{ aspect: "CANCELED", status: "PROPAGATED" }]);
  expect(await openTasks(id)).toEqual([]);
  expect(await world.orderOf("too late")).toMatchObject({ status: "CANCELED", returnStatus: "RETURNED" });
});

test("goods whose leaving nobody has heard of are found by reading the system that would not cancel", async () => {
  const { id, version } = await world.place({ id: "unheard" });
  await world.bogus.advance({ orders: [id], to: "DISPATCH" });
  await loseEvents(world);
  await world.ask(id, version, CANCEL);
  await world.settle(["ParcelEscaped"]);
  expect(await divergencesOf(id)).toMatchObject([{ aspect: "CANCELED", status: "ESCAPED" }]);
  expect(await chase(YES)).toMatchObject([{ wish: { kind: "RETURN_TO_SENDER" } }]);
});

test("goods that leave although the system has canceled them are an escape", async () => {
  const { id, version } = await world.place({ id: "overlooked" });
  await world.ask(id, version, CANCEL);
  await world.settle();
  expect(await world.deliveriesOf(id)).toMatchObject([{ status: "APPLIED" }]);
  await world.bogus.advance({ orders: [id], to: "DISPATCH", overlookCancel: true });
  await world.settle(["ParcelEscaped"]);
  expect(await divergencesOf(id)).toMatchObject([{ aspect: "CANCELED", status: "ESCAPED" }]);
  expect(await openTasks(id)).toHaveLength(1);

  // The carrier will not: then only the customer can refuse it.
  const no: InterceptAnswer = {
    outcome: "REFUSED",
    refusal: "CUTOFF_PASSED",
    nativeMessage: "out for delivery",
  };
  await chase(no);
  expect(await divergencesOf(id)).toMatchObject([{ status: "ESCAPED" }]);
  expect(await openTasks(id)).toMatchObject([
    { title: expect.stringMatching(/Contact the customer .* is on its way though the order is canceled/) },
  ]);
});

test("a parcel whose label is all that was known of it escapes by the carrier's word", async () => {
  const { id, version } = await world.place({ id: "carrier first" });
  await world.bogus.advance({ orders: [id], to: "LABEL" });
  await world.settle();
  await world.ask(id, version, CANCEL);
  await world.settle();
  await world.bogus.advance({ orders: [id], to: "DISPATCH", overlookCancel: true });
  await loseEvents(world);
  expect(await divergencesOf(id)).toEqual([]);
  await world.bogus.advance({ orders: [id], to: "IN_TRANSIT", overlookCancel: true });
  await world.settle();
  expect(await divergencesOf(id)).toMatchObject([{ aspect: "CANCELED", status: "ESCAPED" }]);
  // No carrier can be asked, so the question stays with a person.
  const [task] = await openTasks(id);
  expect(task?.title).toContain("Contact the customer");
  expect(await world.decide(task?.id ?? "", "ACCEPT_AS_IS")).toMatchObject({ ok: true });
  await world.bogus.advance({ orders: [id], to: "DELIVERED", overlookCancel: true });
  await world.settle();
  expect(await divergencesOf(id)).toMatchObject([{ status: "ACCEPTED_AS_IS" }]);
  expect(await openTasks(id)).toEqual([]);
});

test("goods that are packed after all are let go where the system has canceled them", async () => {
  const { id, version } = await world.place({ id: "packed" });
  await world.ask(id, version, CANCEL);
  await world.settle();
  await world.bogus.advance({ orders: [id], to: "LABEL", overlookCancel: true });
  await world.settle();
  expect((await divergencesOf(id)).filter(({ status }) => status === "ESCAPED")).toEqual([]);
  expect(await openTasks(id)).toEqual([]);
  await world.bogus.advance({ orders: [id], to: "DISPATCH", overlookCancel: true });
  await world.settle();
  expect(await divergencesOf(id)).toMatchObject([{ aspect: "CANCELED", status: "ESCAPED" }]);
  expect(await openTasks(id)).toHaveLength(1);
  expect(await world.troubles()).toEqual([]);
});
