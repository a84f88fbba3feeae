import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { x12 } from "../../src/connectors/x12/index.js";
import type { ShipNotice } from "../../src/domain/ship-notice.js";
import type { ShipmentStatus } from "../../src/domain/vocabulary.js";
import { type ChangeWorld, startChangeWorld } from "../support/changes.js";
import { only, readFile } from "../support/edi-message.js";
import { READING } from "../support/hub.js";
import { BREMEN } from "../support/orders.js";

let world: ChangeWorld;
beforeAll(async () => {
  world = await startChangeWorld("ship_notices", {
    connections: {
      felsenwerk: ["x12", { ownId: "HUB", shipNotices: true }],
      quiet: ["x12", { ownId: "HUB" }],
    },
  });
});
afterAll(() => world.close());

let control = 0;
/** An order of two lines, as a partner sends it; answers our id of it once it is with the warehouse. */
async function ordered(poNumber: string, connection = "felsenwerk"): Promise<string> {
  const number = String(++control);
  const segments = [
    ...["ST*850*0001", `BEG*00*SA*${poNumber}**20261120`, "CUR*BY*EUR", "N1*BY*Felsenwerk AG*92*F-1"],
    ...["N1*ST*Felsenwerk Lager", "N3*Talweg 9", "N4*Chur*GR*7000*CH"],
    ...["PO1*10*12*EA*4.50**VN*TL-9", "PO1*20*3*CA*9**MG*OAK-77", "CTT*2", "SE*10*0001"],
  ];
  const text = [
    `ISA*00*          *00*          *ZZ*FELSENWERK     *ZZ*HUB            *261121*1200*U*00401*${number.padStart(9, "0")}*0*P*>`,
    ...[`GS*PO*FELSENWERK*HUB*20261121*1200*${number}*X*004010`, ...segments, `GE*1*${number}`],
    ...[`IEA*1*${number.padStart(9, "0")}`, ""],
  ].join("~\n");
  await world.send(connection, text, { contentType: "application/edi-x12" });
  await world.settle();
  const [order] = await world.rows<{ id: string }>("SELECT id FROM orders WHERE po_number = $1", [poNumber]);
  return order?.id ?? expect.fail(`order ${poNumber} did not come in`);
}

let nonce = 0;
const report = (type: string, occurredAt: string, data: Record<string, unknown>) =>
  world.send(
    "warehouse",
    JSON.stringify({ type, timestamp: occurredAt, nonce: ++nonce, data: { ...data, occurredAt } }),
  );
const at = (minute: number): string => `2026-11-22T08:${String(minute).padStart(2, "0")}:00Z`;

/** What the warehouse says of one of the order's parcels. */
const parcel = (
  reference: string,
  name: string,
  minute: number,
  status: ShipmentStatus,
  lines: readonly (readonly [lineNumber: string, quantity: string])[] = [],
) =>
  report("shipment.updated", at(minute), {
    ...{ externalId: name, fulfillmentOrderExternalId: "BO-1", reference, status, carrier: "Bogus Express" },
    ...{ trackingNumber: `${name}-${reference}`, shipTo: BREMEN, estimatedDelivery: "2026-11-24" },
    lines: lines.map(([lineNumber, quantity]) => ({ lineNumber, quantity })),
  });

/** What the carrier says of it. */
const tracked = (
  reference: string,
  name: string,
  minute: number,
  status: ShipmentStatus,
  more: { readonly eventId?: string; readonly corrects?: string } = {},
) =>
  report("tracking.reported", at(minute), {
    ...{ trackingNumber: `${name}-${reference}`, carrier: "Bogus Express", status, reason: null },
    ...{ code: null, description: null, location: null, ...more },
  });

/** The notices that were written for an order, as our own reader understands them. */
async function notices(orderId: string): Promise<ShipNotice[]> {
  const rows = await world.rows<{ body: Buffer }>(
    "SELECT body FROM outgoing_documents WHERE order_id = $1 AND answers LIKE 'shipped:%' ORDER BY control",
    [orderId],
  );
  return Promise.all(
    rows.map(async ({ body }) => only(await readFile(x12, Uint8Array.from(body)), "SHIP_NOTICE").notice),
  );
}

describe("whoever ordered by EDI", () => {
  test("is told of a parcel when it leaves and not before, once, whatever comes again", async () => {
    const id = await ordered("PO-1");
    await parcel(id, "P", 1, "LABEL_CREATED", [["10", "8"]]);
    await world.settle();
    expect(await notices(id)).toEqual([]);
    for (let time = 0; time < 2; time++) {
      await parcel(id, "P", 2, "PICKED_UP", [["10", "8"]]);
      await tracked(id, "P", 3, "IN_TRANSIT");
      await tracked(id, "P", 9, "DELIVERED");
      await world.settle();
    }
    const [order] = await world.rows<{ number: string }>("SELECT number FROM orders WHERE id = $1", [id]);
    expect(await notices(id)).toMatchObject([
      {
        externalId: `${order?.number}-P`,
        orders: [{ poNumber: "PO-1" }],
        carrier: { name: "Bogus Express" },
        trackingNumbers: [`P-${id}`],
        shipTo: { city: "Bremen" },
        ...{ dispatchedAt: "2026-11-22T08:02:00Z", estimatedDelivery: "2026-11-24" },
        packages: [{ lines: [{ lineNumber: "10", sku: "TL-9", quantity: "8", unit: "EA" }] }],
      },
    ]);
    // What was answered before stands before it: the receipt is the message's, the answer the order's.
    const answers = await world.rows<{ answers: string }>(
      "SELECT answers FROM outgoing_documents WHERE order_id = $1 ORDER BY control",
      [id],
    );
    expect(answers.map((one) => one.answers.split(":")[0])).toEqual(["answer", "shipped"]);
  });

  test.each<[string, readonly ("WAREHOUSE" | "CARRIER")[]]>([
    ["the warehouse first", ["WAREHOUSE", "CARRIER"]],
    ["the carrier first", ["CARRIER", "WAREHOUSE"]],
  ])("hears the same whoever tells of it: %s", async (name, tellers) => {
    const id = await ordered(`PO-2 ${name}`);
    for (const teller of tellers) {
      if (teller === "CARRIER") await tracked(id, "P", 2, "PICKED_UP");
      else await parcel(id, "P", 4, "IN_TRANSIT", [["20", "3"]]);
      await world.settle();
    }
    expect(await notices(id)).toMatchObject([
      { packages: [{ lines: [{ lineNumber: "20", sku: "OAK-77", quantity: "3", unit: "CA" }] }] },
    ]);
  });

  test("gets a notice for each of two parcels, and none for one that is only labeled or was canceled", async () => {
    const id = await ordered("PO-3");
    await parcel(id, "A", 1, "IN_TRANSIT", [["10", "12"]]);
    await parcel(id, "B", 2, "LABEL_CREATED", [["20", "1"]]);
    await parcel(id, "C", 3, "LABEL_CREATED", [["20", "2"]]);
    await parcel(id, "C", 4, "CANCELED", [["20", "2"]]);
    await parcel(id, "D", 5, "IN_TRANSIT", [["20", "2"]]);
    await world.settle();
    const told = await notices(id);
    expect(told.map(({ packages }) => packages.flatMap(({ lines }) => lines[0]?.quantity)).sort()).toEqual([
      ["12"],
      ["2"],
    ]);
    expect(new Set(told.map(({ externalId }) => externalId)).size).toBe(2);
  });

  test("hears of the whole order with the only parcel, and of no contents where others may hold them", async () => {
    const whole = await ordered("PO-4");
    await parcel(whole, "P", 1, "IN_TRANSIT");
    await world.settle();
    const [only] = await notices(whole);
    expect(only?.packages[0]?.lines.map(({ lineNumber, quantity }) => [lineNumber, quantity])).toEqual([
      ["10", "12"],
      ["20", "3"],
    ]);
    const split = await ordered("PO-5");
    await parcel(split, "A", 1, "LABEL_CREATED");
    await parcel(split, "B", 2, "IN_TRANSIT");
    await world.settle();
    expect((await notices(split)).map(({ packages }) => packages)).toEqual([[]]);
  });

  test("is told nothing of the whole order while what came before stands unread: it may be of another parcel", async () => {
    const id = await ordered("PO-8");
    await parcel(id, "A", 1, "LABEL_CREATED");
    // Somebody is at it, and slow.
    await world.rows(
      "UPDATE facts SET next_at = now() + interval '1 hour' WHERE kind = 'MessageReceived' AND finished_at IS NULL",
    );
    await parcel(id, "B", 2, "IN_TRANSIT");
    await world.work();
    expect(await notices(id)).toEqual([]);
    const [waiting] = await world.rows<{ error: string }>(
      "SELECT error FROM facts WHERE kind = 'AnswerDue' AND key = $1 AND finished_at IS NULL",
      [`answer:${id}`],
    );
    expect(waiting?.error).toMatch(/^NOT_HEARD_YET/);
    await world.settle();
    expect((await notices(id)).map(({ packages }) => packages)).toEqual([[]]);
  });

  test("is told of a parcel that leaves again after a mistake was taken back, but not a second time", async () => {
    const id = await ordered("PO-7");
    await parcel(id, "P", 1, "LABEL_CREATED", [["10", "12"]]);
    await world.settle();
    // Taken back before anybody was told: nothing has left.
    await tracked(id, "P", 2, "PICKED_UP", { eventId: `${id}-1` });
    await world.work(READING);
    await tracked(id, "P", 3, "UNKNOWN", { corrects: `${id}-1` });
    await world.work(READING);
    await world.settle();
    expect(await notices(id)).toEqual([]);
    await tracked(id, "P", 4, "PICKED_UP", { eventId: `${id}-2` });
    await world.settle();
    const [told] = await notices(id);
    expect(told).toMatchObject({ dispatchedAt: "2026-11-22T08:04:00Z" });
    await tracked(id, "P", 5, "UNKNOWN", { corrects: `${id}-2` });
    await world.settle();
    expect(await world.rows("SELECT shipped_at FROM shipments WHERE order_id = $1", [id])).toEqual([
      { shippedAt: null },
    ]);
    await tracked(id, "P", 6, "IN_TRANSIT");
    await world.settle();
    expect(await notices(id)).toEqual([told]);
  });

  test("is told nothing unless the connection says so", async () => {
    const id = await ordered("PO-6", "quiet");
    await parcel(id, "P", 1, "IN_TRANSIT", [["10", "12"]]);
    await world.settle();
    expect(await notices(id)).toEqual([]);
    // Nor is there anything to be done about it: a parcel of a connection that is told leaves a fact behind.
    const told = await ordered("PO-9");
    await parcel(told, "P", 1, "IN_TRANSIT", [["10", "12"]]);
    await world.settle();
    const due = await world.rows<{ subjectId: string }>(
      "SELECT subject_id FROM facts WHERE kind = 'AnswerDue' AND subject_id LIKE '%SHIPPED%'",
    );
    const orders = due.map(({ subjectId }) => (JSON.parse(subjectId) as [string])[0]);
    expect(orders).toContain(told);
    expect(orders).not.toContain(id);
  });
});

test("nothing of all this is left undone", async () => {
  expect(await world.troubles()).toEqual([]);
});
