import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type {
  ExecutionAnswer,
  ExecutionCommand,
  ExecutionSnapshot,
} from "../../../src/connectors/connector.js";
import { momentOn } from "../../../src/connectors/odoo/day.js";
import { odooExecution as execution } from "../../../src/connectors/odoo/execution.js";
import { dayIn } from "../../../src/connectors/odoo/order.js";
import { type OdooSettings, odooSettings } from "../../../src/connectors/odoo/settings.js";
import type { OrderChangeTarget } from "../../../src/domain/order-change.js";
import { amendCommand, createCommand, holdCommand, lineOf } from "../../support/execution-cases.js";
import type { Asked, Failure } from "../../support/json-server.js";
import { raised } from "../../support/odoo-database.js";
import { startOdooWarehouse } from "../../support/odoo-warehouse.js";
import { BREMEN, HAMBURG } from "../../support/orders.js";

let odoo: Awaited<ReturnType<typeof startOdooWarehouse>>;
let settings: OdooSettings;
let count = 0;
beforeAll(async () => {
  odoo = await startOdooWarehouse();
  settings = odooSettings.parse(odoo.settings);
});
afterAll(() => odoo.close());
beforeEach(() => {
  odoo.forget();
  odoo.behave({});
});

const apply = (command: ExecutionCommand, more: Partial<OdooSettings> = {}) =>
  execution.apply({ ...settings, ...more }, command);
const fetched = async (reference: string): Promise<ExecutionSnapshot> =>
  (await execution.fetch(settings, reference)) ?? expect.fail(`there is no order ${reference}`);
async function placed(): Promise<ExecutionSnapshot & { readonly reference: string; readonly id: number }> {
  const reference = `order-${++count}`;
  expect(await apply(createCommand(reference))).toMatchObject({ outcome: "ACCEPTED" });
  const seen = await fetched(reference);
  return { ...seen, reference, id: Number(seen.externalId) };
}

describe("an order", () => {
  test("is made, confirmed and read back as it was sent, with its delivery", async () => {
    const order = await placed();
    expect(order).toMatchObject({
      ...{ status: "OPEN", canceled: false, requestedDate: "2026-12-20", shipTo: HAMBURG, labels: [HAMBURG] },
      lines: [
        { lineNumber: "1", sku: "TL-6001", description: "Article 1", quantity: "30", unitPrice: "46" },
        { lineNumber: "2", sku: "TL-2001", description: "Article 2", quantity: "2", unitPrice: "46" },
      ],
    });
    expect(odoo.orders(order.reference)).toMatchObject([{ state: "sale", client_order_ref: "NE-1" }]);
  });

  test("that was shipped is a parcel, with its carrier and number where Odoo has a place for them", async () => {
    const order = await placed();
    odoo.ship(order.id);
    const parcel = { status: "PICKED_UP", lines: [{ quantity: "30" }, { quantity: "2" }] };
    // A database without the fields is asked for them once and no more.
    for (const looks of [1, 0]) {
      odoo.forget();
      expect((await fetched(order.reference)).parcels).toMatchObject([
        { ...parcel, carrier: null, trackingNumber: null },
      ]);
      expect(odoo.asked.filter(({ body }) => body.includes("carrier_tracking_ref"))).toHaveLength(looks);
    }
    odoo.behave({ hasCarriers: true });
    odoo.touch("stock.picking", odoo.pickingsOf(order.id)[0]?.id ?? 0, {
      carrier_id: [3, "UPS Express"],
      carrier_tracking_ref: "1Z999AA10123456784,1Z999AA10123456785",
    });
    const seen = await execution.fetch({ ...settings }, order.reference);
    expect(seen?.parcels).toMatchObject([
      { ...parcel, carrier: "UPS Express", trackingNumber: "1Z999AA10123456784" },
    ]);
    odoo.touch("stock.picking", odoo.pickingsOf(order.id)[0]?.id ?? 0, {
      carrier_id: false,
      carrier_tracking_ref: false,
    });
    const unnamed = await execution.fetch({ ...settings }, order.reference);
    expect(unnamed?.parcels).toMatchObject([{ ...parcel, carrier: null, trackingNumber: null }]);
  });

  test.each<[string, ReturnType<typeof createCommand>, Partial<OdooSettings>, Partial<ExecutionAnswer>]>([
    [
      "a customer it does not know",
      { ...createCommand("c1"), customerName: "Nobody" },
      {},
      { outcome: "REFUSED", refusal: "VALIDATION" },
    ],
    [
      "such a customer, and one for those",
      { ...createCommand("c2"), customerName: "Nobody" },
      { customer: 3 },
      { outcome: "ACCEPTED" },
    ],
    [
      "an article it does not know",
      createCommand("c3", { lines: [lineOf("1", "TL-0", "1")] }),
      {},
      { outcome: "REFUSED", nativeMessage: "Odoo has no product with the code TL-0" },
    ],
    [
      "a line without an article",
      createCommand("c4", { lines: [lineOf("1", null, "1")] }),
      {},
      { outcome: "REFUSED", refusal: "VALIDATION" },
    ],
    [
      "no price, no day and no address",
      createCommand("c5", { requestedDate: null, shipTo: null, lines: [lineOf("1", "TL-6001", "1", null)] }),
      {},
      { outcome: "ACCEPTED" },
    ],
    [
      "a field for our id that is not there",
      createCommand("c6"),
      { referenceField: "x_hub" },
      { outcome: "REFUSED", refusal: "UNSUPPORTED" },
    ],
    [
      "a key that is not ours",
      createCommand("c7"),
      { apiKey: "old" },
      { outcome: "REFUSED", refusal: "PERMISSION" },
    ],
    ["nobody behind the address", createCommand("c8"), { url: "http://127.0.0.1:1" }, { outcome: "RETRY" }],
  ])("with %s", async (_, command, more, expected) => {
    const known =
      odoo.rows("res.partner").find(({ is_company: isCompany }) => isCompany === true)?.id ?? null;
    const answer = await apply(command, more.customer === undefined ? more : { ...more, customer: known });
    expect(answer).toMatchObject(expected);
  });

  test("is booked on nobody where two bear the name", async () => {
    odoo.put("res.partner", { name: "Zwilling GmbH", is_company: true, parent_id: false });
    odoo.put("res.partner", { name: "Zwilling GmbH", is_company: true, parent_id: false });
    const answer = await apply({ ...createCommand("twins"), customerName: "Zwilling GmbH" });
    expect(answer).toMatchObject({
      outcome: "REFUSED",
      nativeMessage: 'Odoo has no customer "Zwilling GmbH", or several',
    });
  });

  const isMade = ({ url }: Asked) => url.pathname.endsWith("/sale.order/create");
  const isConfirmed = ({ url }: Asked) => url.pathname.endsWith("/action_confirm");
  test.each<[string, (asked: Asked) => boolean, Failure, ExecutionAnswer["outcome"], number]>([
    ["a line that is cut before it is made", isMade, "CUT", "UNCERTAIN", 0],
    ["a line that is cut after it was made", isMade, "LOST", "UNCERTAIN", 1],
    ["half an answer", isMade, "HALF", "UNCERTAIN", 1],
    ["silence after it was made", isMade, "SILENT", "UNCERTAIN", 1],
    ["silence after it was confirmed", isConfirmed, "SILENT", "UNCERTAIN", 1],
    ["a cut before it is confirmed", isConfirmed, "CUT", "UNCERTAIN", 1],
    ["a page of a proxy", isMade, { status: 200, body: "<html>Welcome</html>" }, "UNCERTAIN", 0],
    ["an outage", isMade, { status: 502, body: "<html>Bad Gateway</html>" }, "UNCERTAIN", 0],
    ["too many requests", isMade, { status: 429, body: "", headers: { "retry-after": "7" } }, "RETRY", 0],
    [
      "two who write at once",
      isMade,
      raised(500, "psycopg2.errors.SerializationFailure", "could not serialize access"),
      "REFUSED",
      0,
    ],
    ["a cut while looking", ({ url }) => url.pathname.includes("product.product"), "CUT", "RETRY", 0],
  ])("after %s is made once, however often it is asked for", async (_, fits, failure, outcome, made) => {
    const reference = `faulty-${++count}`;
    odoo.failOn(fits, failure);
    expect(await apply(createCommand(reference))).toMatchObject({ outcome });
    expect(odoo.orders(reference)).toHaveLength(made);
    expect(await apply(createCommand(reference))).toMatchObject({ outcome: "ACCEPTED" });
    expect(odoo.orders(reference)).toMatchObject([{ state: "sale" }]);
  });

  test("that is a quotation is not there yet, and one that is gone is null", async () => {
    odoo.put("sale.order", { origin: "quotation", state: "sent", partner_id: 1, partner_shipping_id: 1 });
    expect(await execution.fetch(settings, "quotation")).toBeNull();
    expect(await execution.fetch(settings, "nothing")).toBeNull();
  });
});

describe("a change", () => {
  test.each<[OrderChangeTarget["kind"], OrderChangeTarget, object]>([
    ["SHIP_TO", { kind: "SHIP_TO", shipTo: BREMEN }, { shipTo: BREMEN, labels: [BREMEN] }],
    [
      "QUANTITY",
      { kind: "QUANTITY", lineNumber: "1", quantity: "12.5" },
      { lines: [{ quantity: "12.5" }, {}] },
    ],
    ["PRICE", { kind: "PRICE", lineNumber: "2", unitPrice: "0.1" }, { lines: [{}, { unitPrice: "0.1" }] }],
    [
      "QUALITY",
      { kind: "QUALITY", lineNumber: "1", description: "Grade A\nand up" },
      { lines: [{ description: "Grade A\nand up" }, {}] },
    ],
    ["DATE", { kind: "DATE", requestedDate: "2027-01-08" }, { requestedDate: "2027-01-08" }],
    [
      "ADD_LINE",
      { kind: "ADD_LINE", line: lineOf("3", "TL-1001", "4", "21.5") },
      { lines: [{}, {}, { lineNumber: "3", sku: "TL-1001", quantity: "4", unitPrice: "21.5" }] },
    ],
    ["REMOVE_LINE", { kind: "REMOVE_LINE", lineNumber: "2" }, { lines: [{ lineNumber: "1" }] }],
    ["CANCEL", { kind: "CANCEL" }, { canceled: true, status: "CANCELED", labels: [] }],
  ])("of kind %s is made and shows", async (_, target, seen) => {
    for (const asksBeforeCancel of [true, false]) {
      odoo.behave({ asksBeforeCancel });
      const order = await placed();
      expect(await apply(amendCommand(order, target))).toMatchObject({ outcome: "ACCEPTED" });
      const now = await fetched(order.reference);
      expect(now).toMatchObject(seen);
      expect(now.version).not.toBe(order.version);
    }
  });

  test("takes a line away and brings another of its number", async () => {
    const order = await placed();
    await apply(amendCommand(order, { kind: "REMOVE_LINE", lineNumber: "2" }));
    const between = await fetched(order.reference);
    await apply(amendCommand(between, { kind: "ADD_LINE", line: lineOf("2", "TL-1002", "7") }));
    expect((await fetched(order.reference)).lines).toMatchObject([
      { lineNumber: "1" },
      { lineNumber: "2", sku: "TL-1002", quantity: "7" },
    ]);
  });

  const QUANTITY: OrderChangeTarget = { kind: "QUANTITY", lineNumber: "1", quantity: "5" };
  const CANCEL: OrderChangeTarget = { kind: "CANCEL" };
  const SHIP_TO: OrderChangeTarget = { kind: "SHIP_TO", shipTo: BREMEN };
  const deliver = (id: number) =>
    odoo.touch("stock.picking", odoo.pickingsOf(id)[0]?.id ?? 0, { state: "done" });
  const lock = (id: number) =>
    Object.assign(odoo.rows("sale.order").find((one) => one.id === id) ?? {}, { locked: true });
  test.each<[string, (id: number) => unknown, OrderChangeTarget, string, RegExp]>([
    [
      "below what was delivered",
      (id) => Object.assign(odoo.linesOf(id)[0] ?? {}, { qty_delivered: 10 }),
      QUANTITY,
      "BELOW_SHIPPED_QUANTITY",
      /below the amount already delivered/,
    ],
    [
      "that takes away what was delivered",
      (id) => Object.assign(odoo.linesOf(id)[0] ?? {}, { qty_delivered: 1 }),
      { kind: "REMOVE_LINE", lineNumber: "1" },
      "BELOW_SHIPPED_QUANTITY",
      /already delivered/,
    ],
    ["of a locked order", lock, QUANTITY, "ORDER_LOCKED", /forbidden to modify .* locked order: order_line/],
    ["of a locked order's address", lock, SHIP_TO, "ORDER_LOCKED", /partner_shipping_id/],
    ["that cancels a locked order", lock, CANCEL, "ORDER_LOCKED", /unlock it first/],
    ["of the address of what has left", deliver, SHIP_TO, "ALREADY_SHIPPED", /delivery WH\/OUT\/\d+ is done/],
    ["that cancels what has left", deliver, CANCEL, "ALREADY_SHIPPED", /is done/],
    [
      "of a line that is not there",
      () => {},
      { kind: "QUANTITY", lineNumber: "9", quantity: "1" },
      "NOT_FOUND",
      /no line 9/,
    ],
    [
      "to an article that is not there",
      () => {},
      { kind: "ADD_LINE", line: lineOf("3", "TL-0", "1") },
      "VALIDATION",
      /no product/,
    ],
  ])("%s is refused in words", async (_, prepare, target, refusal, words) => {
    const order = await placed();
    prepare(order.id);
    const now = await fetched(order.reference);
    const answer = await apply(amendCommand(now, target));
    expect(answer).toMatchObject({
      outcome: "REFUSED",
      refusal,
      nativeMessage: expect.stringMatching(words),
    });
    expect(answer.nativeMessage).not.toContain("Traceback");
  });

  test("of the address of what has left in part shows on the label", async () => {
    const order = await placed();
    deliver(order.id);
    odoo.put("stock.picking", {
      ...odoo.pickingsOf(order.id)[0],
      id: 9_000 + count,
      name: "WH/OUT/back",
      state: "assigned",
    });
    const now = await fetched(order.reference);
    expect(now.status).toBe("IN_PROGRESS");
    expect(await apply(amendCommand(now, SHIP_TO))).toMatchObject({ outcome: "ACCEPTED" });
    expect(await fetched(order.reference)).toMatchObject({ shipTo: BREMEN, labels: [HAMBURG, BREMEN] });
    odoo.touch("stock.picking", 9_000 + count, { state: "done" });
    expect((await fetched(order.reference)).status).toBe("CLOSED");
  });

  test("of an order that somebody has changed since is a conflict", async () => {
    const order = await placed();
    odoo.touch("sale.order.line", odoo.linesOf(order.id)[0]?.id ?? 0, { price_unit: 1 });
    expect(await apply(amendCommand(order, QUANTITY))).toMatchObject({
      outcome: "REFUSED",
      refusal: "VERSION_CONFLICT",
    });
  });

  test("of the contact is a message, and one of an order without deliveries needs none", async () => {
    const order = await placed();
    await apply(
      amendCommand(order, {
        kind: "CONTACT",
        contactName: "Jan Brandt",
        emails: ["jan@nordlicht.example"],
        phones: [],
      }),
    );
    const said = odoo.rows("mail.message").find((one) => one.res_id === order.id);
    expect(said?.body).toBe("Contact for this order: Jan Brandt, jan@nordlicht.example");
    odoo.behave({ hasStock: false });
    const bare = await placed();
    expect(await apply(amendCommand(bare, SHIP_TO))).toMatchObject({ outcome: "ACCEPTED" });
    expect(await fetched(bare.reference)).toMatchObject({ shipTo: BREMEN, labels: [], status: "OPEN" });
  });

  const isWritten = ({ url }: Asked) => url.pathname.endsWith("/sale.order/write");
  test.each<[string, Failure, object]>([
    ["a cut", "CUT", { outcome: "UNCERTAIN" }],
    ["silence", "SILENT", { outcome: "UNCERTAIN" }],
    ["half an answer", "HALF", { outcome: "UNCERTAIN" }],
    [
      "a missing right",
      raised(403, "odoo.exceptions.AccessError", "You are not allowed to modify 'Sales Order'"),
      { outcome: "REFUSED", refusal: "PERMISSION" },
    ],
    [
      "a refusal inside a success",
      raised(200, "odoo.exceptions.UserError", "This customer is over the credit limit"),
      { outcome: "REFUSED", refusal: "CREDIT_HOLD" },
    ],
    [
      "one of the older protocol",
      {
        status: 200,
        body: {
          jsonrpc: "2.0",
          error: {
            message: "Odoo Server Error",
            data: {
              name: "odoo.exceptions.UserError",
              message: "It is forbidden to modify the following fields in a locked order",
            },
          },
        },
      },
      { outcome: "REFUSED", refusal: "ORDER_LOCKED" },
    ],
    [
      "somebody who has the row",
      raised(500, "psycopg2.errors.LockNotAvailable", "could not obtain lock on row"),
      { outcome: "REFUSED", refusal: "LOCKED_BY_USER" },
    ],
    [
      "an error nobody knows",
      { status: 500, body: { name: "custom.Oops", message: "oops" } },
      { outcome: "UNCERTAIN" },
    ],
  ])("that meets %s", async (_, failure, expected) => {
    const order = await placed();
    odoo.failOn(isWritten, failure);
    expect(await apply(amendCommand(order, QUANTITY))).toMatchObject(expected);
  });
});

test("a stop is answered truly: Odoo has none, and a note is left for the people there", async () => {
  const order = await placed();
  expect(await apply(holdCommand("HOLD", order.externalId))).toMatchObject({
    outcome: "REFUSED",
    refusal: "UNSUPPORTED",
  });
  const said = odoo.rows("mail.message").find((one) => one.res_id === order.id);
  expect(said?.body).toBe("Please do not ship this order: the address is in doubt");
  expect(await fetched(order.reference)).toMatchObject({ status: "OPEN" });
});

test.each(["UTC", "Europe/Berlin", "Pacific/Auckland", "Pacific/Kiritimati", "Pacific/Pago_Pago"])(
  "a day at %s is that day there",
  (timeZone) => {
    for (const day of ["2026-12-20", "2027-02-28", "2027-06-30"])
      expect(dayIn(momentOn(day, timeZone), timeZone)).toBe(day);
  },
);

test("a read-back that fails says to come again, and one that is not let in calls a person", async () => {
  const { reference } = await placed();
  for (const failure of [
    "CUT",
    "HALF",
    "SILENT",
    { status: 500, body: "<html>" },
    { status: 200, body: "{}" },
  ] satisfies Failure[]) {
    odoo.fail(failure);
    await expect(execution.fetch(settings, reference)).rejects.toMatchObject({ next: { kind: "retry" } });
  }
  await expect(execution.fetch({ ...settings, apiKey: "old" }, reference)).rejects.toMatchObject({
    next: { kind: "park" },
  });
});
