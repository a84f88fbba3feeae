import { afterAll, beforeAll, expect, test } from "vitest";
import type { PostalAddress } from "../../src/domain/address.js";
import { PREVENTABLE, RETURN_CAUSES, type ReturnCause } from "../../src/domain/return-causes.js";
import type { ExceptionReason, ShipmentStatus } from "../../src/domain/vocabulary.js";
import { requestReturn } from "../../src/flows/returns/request-return.js";
import { type ChangeWorld, startChangeWorld } from "../support/changes.js";
import { FRONT_OFFICE } from "../support/hub.js";
import { BREMEN, HAMBURG, KIEL, orderMessage } from "../support/orders.js";

let world: ChangeWorld;
beforeAll(async () => {
  world = await startChangeWorld("causes");
});
afterAll(() => world.close());

/** Names that nothing has in common, so that every case has a customer of its own. */
const NAMES = [
  ...["Ahornwerk Maschinen", "Birkenhof Backwaren", "Cobalt Optik", "Donau Textil", "Eibensee Papier"],
  ...["Falkenau Glas", "Gerstenberg Brauerei", "Holunder Kosmetik", "Ingwer Import", "Jadebusch Werft"],
  ...["Kastanien Verlag", "Lavendel Hotel", "Mohnfeld Druck"],
];
let places = 0;
const customer = (address: PostalAddress = HAMBURG) => ({
  ...{ id: `C-${places}`, kind: "organization", name: `${NAMES[places]} GmbH`, address },
  ...{ emails: [`einkauf@haus${places}.example`], phones: [] },
});
const place = (id: string) => {
  places += 1;
  return world.place({ id, customer: customer() });
};
let nonce = 0;
const LONG_AGO = "2026-11-06";
/** The day on which parcels travel; changes are asked for today. */
let day = LONG_AGO;
const report = (type: string, minute: number, data: Record<string, unknown>) => {
  const occurredAt = `${day}T08:${String(minute).padStart(2, "0")}:00Z`;
  const body = { type, timestamp: occurredAt, nonce: ++nonce, data: { ...data, occurredAt } };
  return world.send("warehouse", JSON.stringify(body));
};
const ships = (orderId: string, shipTo: PostalAddress = HAMBURG, minute = 5) =>
  report("shipment.updated", minute, {
    ...{
      externalId: `S-${orderId}`,
      fulfillmentOrderExternalId: "BO-1",
      reference: orderId,
      status: "PICKED_UP",
    },
    ...{ carrier: "bx", trackingNumber: `T-${orderId}`, shipTo, estimatedDelivery: null, lines: [] },
  });
const tells = (orderId: string, minute: number, status: ShipmentStatus, reason: ExceptionReason | null) =>
  report("tracking.reported", minute, {
    ...{ trackingNumber: `T-${orderId}`, carrier: "bx", status, reason, code: null, description: null },
    location: null,
  });
/** A parcel that leaves for an address and comes back for a reason. */
const fails = async (orderId: string, reason: ExceptionReason | null, shipTo: PostalAddress = HAMBURG) => {
  await ships(orderId, shipTo);
  await tells(orderId, 30, "RETURN_TO_SENDER", reason);
  await world.settle();
};

/** How each cause comes about in the world; answers the order whose goods come back. */
const INJECTED: Readonly<Record<ReturnCause, (id: string) => Promise<string>>> = {
  async ADDRESS_OUT_OF_DATE(id) {
    const order = await place(id);
    await fails(order.id, "RECIPIENT_MOVED");
    return order.id;
  },
  async CHANGE_NOT_APPLIED(id) {
    const order = await place(id);
    await world.bogus.mode({ mode: "stale-409", operation: "AMEND", reference: order.id, times: 6 });
    await world.ask(order.id, 1, { kind: "SHIP_TO", shipTo: BREMEN });
    await world.settle();
    await fails(order.id, "ADDRESS_NOT_FOUND");
    return order.id;
  },
  async CHANGE_IGNORED(id) {
    const order = await place(id);
    await world.ask(order.id, 1, { kind: "SHIP_TO", shipTo: BREMEN });
    await world.settle();
    day = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    await fails(order.id, "ADDRESS_NOT_FOUND");
    day = LONG_AGO;
    return order.id;
  },
  async CHANGE_TOO_LATE(id) {
    const order = await place(id);
    await world.bogus.advance({ orders: [order.id], to: "DISPATCH" });
    await world.settle();
    await world.ask(order.id, 1, { kind: "SHIP_TO", shipTo: BREMEN });
    await world.settle();
    await world.bogus.advance({ orders: [order.id], to: "UNDELIVERABLE", reason: "RECIPIENT_MOVED" });
    await world.settle();
    return order.id;
  },
  async WRONG_ADDRESS_USED(id) {
    const order = await place(id);
    await fails(order.id, "RECIPIENT_UNKNOWN", KIEL);
    return order.id;
  },
  async NEWER_ADDRESS_KNOWN(id) {
    const order = await place(id);
    const later = JSON.parse(orderMessage({ id: `${id}, the next`, customer: customer(KIEL) }));
    later.data.placedAt = "2026-11-05T18:00:00Z";
    await world.send("partner", JSON.stringify(later));
    await world.settle();
    await fails(order.id, "RECIPIENT_MOVED");
    return order.id;
  },
  async CARRIER_FAULT(id) {
    const order = await place(id);
    const before = await world.place({ id: `${id}, before`, customer: customer() });
    await ships(before.id);
    await tells(before.id, 20, "DELIVERED", null);
    await world.settle();
    await fails(order.id, "ADDRESS_NOT_FOUND");
    return order.id;
  },
  async REFUSED_BY_RECIPIENT(id) {
    const order = await place(id);
    await fails(order.id, "REFUSED");
    return order.id;
  },
  async NOT_COLLECTED(id) {
    const order = await place(id);
    await fails(order.id, "UNCLAIMED");
    return order.id;
  },
  async UNKNOWN(id) {
    const order = await place(id);
    await fails(order.id, null);
    return order.id;
  },
  async CUSTOMER_DECISION(id) {
    const order = await place(id);
    await ships(order.id);
    await tells(order.id, 20, "DELIVERED", null);
    await world.settle();
    const lines = [{ lineNumber: "1", quantity: "1" }];
    const input = { idempotencyKey: id, orderId: order.id, lines, reason: null, note: null };
    expect(await requestReturn(world.hub, FRONT_OFFICE, input)).toMatchObject({ ok: true });
    return order.id;
  },
};

test.each(RETURN_CAUSES)("a return for %s is recognized, and booked with its cost", async (cause) => {
  const orderId = await INJECTED[cause](`cause ${cause}`);
  const found = await world.rows<{ kind: string }>(
    `SELECT cause_kind AS kind, preventable, cost IS NOT NULL AS booked, cost_currency,
            cause_details->'used'->>'messageId' IS NOT NULL AS dated
       FROM returns WHERE order_id = $1`,
    [orderId],
  );
  expect(found).toMatchObject([
    { kind: cause, preventable: PREVENTABLE[cause] !== null, booked: true, costCurrency: "EUR" },
  ]);
});

test("a label that the house asked in vain to mend was a wrong one: no change of the customer's is missing", async () => {
  const order = await place("mended in vain");
  await world.bogus.advance({ orders: [order.id], to: "LABEL", labelShipTo: KIEL });
  await world.settle();
  await world.bogus.mode({ mode: "stale-409", operation: "AMEND", reference: order.id, times: 6 });
  const [task] = await world.rows<{ id: string }>(
    "SELECT id FROM review_tasks WHERE order_id = $1 AND kind = 'SHIP_TO' AND status = 'OPEN'",
    [order.id],
  );
  expect(await world.decide(task?.id ?? "", "PROPAGATE")).toMatchObject({ ok: true });
  await world.settle();
  expect(await world.deliveriesOf(order.id)).toMatchObject([{ status: "CONFLICT" }]);
  await fails(order.id, "ADDRESS_NOT_FOUND", KIEL);
  expect(await world.rows("SELECT cause_kind AS kind FROM returns WHERE order_id = $1", [order.id])).toEqual([
    { kind: "WRONG_ADDRESS_USED" },
  ]);
});

test("no work was parked and nothing failed that nobody foresaw", async () => {
  expect(await world.troubles()).toEqual([]);
});
