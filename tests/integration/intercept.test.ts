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
import { KIEL } from "../support/orders.js";

let world: ChangeWorld;
beforeAll(async () => {
  world = await startChangeWorld("intercept");
});
afterAll(() => world.close());

/** A carrier that says what it is told to, and remembers what it was asked. */
function carrier(answers: InterceptAnswer[], states: InterceptState["status"][]) {
  const asked: InterceptRequest[] = [];
  const intercept: Intercept<unknown> = {
    async request(_settings, request) {
      asked.push(request);
      return answers.shift() ?? { outcome: "UNCERTAIN", nativeMessage: "silence" };
    },
    async state() {
      return { status: states.shift() ?? "NONE", nativeMessage: null };
    },
  };
  return { intercept, asked };
}

/** Works the escapes of the hub with such a carrier behind it, as often as there is something to do. */
async function chase({ intercept }: ReturnType<typeof carrier>): Promise<void> {
  const connector = connectorById("ups");
  if (connector === undefined) throw new Error("there is no connector ups");
  const ups = { id: "warehouse", connector: { ...connector, id: "bogus", intercept }, settings: {} };
  const hub = { ...world.hub, connections: () => [ups] };
  for (let rounds = 0; rounds < 8; rounds += 1) {
    await world.rows("UPDATE facts SET next_at = now() WHERE kind = 'ParcelEscaped' AND finished_at IS NULL");
    if ((await workFacts(hub, "ParcelEscaped", interceptParcels, 1)) === 0) return;
  }
}

/** A parcel that left with an address that nobody stands behind; its escape waits to be worked. */
async function escaped(id: string): Promise<string> {
  const order = await world.place({ id });
  await world.bogus.advance({ orders: [order.id], to: "DISPATCH", labelShipTo: KIEL });
  await world.settle(["ParcelEscaped"]);
  return order.id;
}
const fateOf = async (orderId: string): Promise<unknown[]> => {
  const found = await world.rows<{ status: string }>(
    "SELECT status FROM ship_to_divergences WHERE order_id = $1",
    [orderId],
  );
  return found.map(({ status }) => status);
};
const openTasks = async (orderId: string) =>
  (await world.tasksOf(orderId, "SHIP_TO")).filter(({ closedAt }) => closedAt === null);

const YES: InterceptAnswer = { outcome: "ACCEPTED", reference: "I-1", nativeMessage: null };

test("a parcel that left for a wrong address is redirected, and proved by looking", async () => {
  const orderId = await escaped("redirected");
  const ups = carrier([YES], ["REQUESTED", "DONE"]);
  await chase(ups);
  expect(ups.asked).toMatchObject([{ wish: { kind: "REDIRECT", shipTo: { city: "Hamburg" } } }]);
  expect(await fateOf(orderId)).toEqual(["PROPAGATED"]);
  expect(await openTasks(orderId)).toEqual([]);
});

test("a carrier that refuses leaves it to a person to tell the customer", async () => {
  const orderId = await escaped("refused");
  const ups = carrier(
    [{ outcome: "REFUSED", refusal: "CUTOFF_PASSED", nativeMessage: "out for delivery" }],
    [],
  );
  await chase(ups);
  expect(await fateOf(orderId)).toEqual(["ESCAPED"]);
  expect(await openTasks(orderId)).toMatchObject([
    { title: expect.stringContaining("Contact the customer") },
  ]);
});

test("a request whose fate is unknown is looked up before it is repeated, under the same key", async () => {
  const orderId = await escaped("uncertain");
  const uncertain: InterceptAnswer = { outcome: "UNCERTAIN", nativeMessage: "cut" };
  const ups = carrier([uncertain, YES], ["NONE", "DONE"]);
  await chase(ups);
  expect(new Set(ups.asked.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1);
  expect(ups.asked).toHaveLength(2);
  expect(await fateOf(orderId)).toEqual(["PROPAGATED"]);

  const other = await escaped("uncertain and done");
  const done = carrier([uncertain], ["DONE"]);
  await chase(done);
  expect(done.asked).toHaveLength(1);
  expect(await fateOf(other)).toEqual(["PROPAGATED"]);
});

test("one that the carrier fails to catch ends as escaped", async () => {
  const orderId = await escaped("failed");
  const ups = carrier([YES], ["REQUESTED", "FAILED"]);
  await chase(ups);
  expect(await fateOf(orderId)).toEqual(["ESCAPED"]);
  expect(await openTasks(orderId)).toHaveLength(1);
});

test("without a carrier that can be asked, the question stays with a person", async () => {
  const orderId = await escaped("nobody");
  await world.settle();
  expect(await fateOf(orderId)).toEqual(["ESCAPED"]);
  expect(await openTasks(orderId)).toHaveLength(1);
});
