import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type {
  ExecutionAnswer,
  ExecutionCommand,
  ExecutionSnapshot,
} from "../../../src/connectors/connector.js";
import { erpnextExecution as execution } from "../../../src/connectors/erpnext/execution.js";
import { type ErpnextSettings, erpnextSettings } from "../../../src/connectors/erpnext/settings.js";
import type { OrderChangeTarget } from "../../../src/domain/order-change.js";
import { type Doc, raised, startErpnextSite } from "../../support/erpnext-site.js";
import { amendCommand, createCommand, holdCommand, lineOf } from "../../support/execution-cases.js";
import type { Asked, Failure } from "../../support/json-server.js";
import { BREMEN, HAMBURG } from "../../support/orders.js";

let site: Awaited<ReturnType<typeof startErpnextSite>>;
let settings: ErpnextSettings;
let count = 0;
beforeAll(async () => {
  site = await startErpnextSite();
  settings = erpnextSettings.parse(site.settings);
});
afterAll(() => site.close());
beforeEach(() => {
  site.forget();
  site.answerErrorsWith(null);
});

const apply = (command: ExecutionCommand, more: Partial<ErpnextSettings> = {}) =>
  execution.apply({ ...settings, ...more }, command);
const fetched = async (reference: string): Promise<ExecutionSnapshot> =>
  (await execution.fetch(settings, reference)) ?? expect.fail(`there is no order ${reference}`);
/** An order that stands there, and what it looks like. */
async function placed(): Promise<ExecutionSnapshot & { readonly reference: string }> {
  const reference = `order-${++count}`;
  expect(await apply(createCommand(reference))).toMatchObject({ outcome: "ACCEPTED" });
  return { ...(await fetched(reference)), reference };
}
const rowsOf = (name: string) =>
  (site.table("Sales Order").get(name)?.items ?? []) as Record<string, unknown>[];

describe("an order", () => {
  test("is made, submitted and read back as it was sent", async () => {
    const order = await placed();
    expect(order).toMatchObject({
      ...{ status: "OPEN", canceled: false, requestedDate: "2026-12-20", shipTo: HAMBURG, labels: [] },
      lines: [
        { lineNumber: "1", sku: "TL-6001", description: "Article 1", quantity: "30", unitPrice: "46" },
        { lineNumber: "2", sku: "TL-2001", description: "Article 2", quantity: "2", unitPrice: "46" },
      ],
    });
    expect(site.table("Sales Order").get(order.externalId)).toMatchObject({
      docstatus: 1,
      customer: "CUST-0071",
    });
  });

  test("that was shipped is a parcel, with its transporter and receipt number", async () => {
    const order = await placed();
    const items = rowsOf(order.externalId).map(({ name, uom, qty }) => ({
      ...{ against_sales_order: order.externalId, so_detail: name, uom, qty },
    }));
    const posted = { docstatus: 1, is_return: 0, posting_date: "2026-11-20", posting_time: "10:15:00" };
    site.put("Delivery Note", { ...posted, items, transporter_name: "UPS", lr_no: " 1Z999AA10123456784 " });
    site.put("Delivery Note", { ...posted, items: items.slice(0, 1), transporter_name: null, lr_no: "" });
    expect((await fetched(order.reference)).parcels).toMatchObject([
      {
        carrier: "UPS",
        trackingNumber: "1Z999AA10123456784",
        lines: [{ quantity: "30" }, { quantity: "2" }],
      },
      { carrier: null, trackingNumber: null, lines: [{ quantity: "30" }] },
    ]);
  });

  test("may bear our id in a field of its own, and the customer's number where it belongs", async () => {
    const answer = await apply(createCommand("own-field"), { referenceField: "hub_order" });
    expect(answer).toMatchObject({ outcome: "ACCEPTED" });
    expect(site.orders("own-field")).toMatchObject([{ po_no: "NE-1", hub_order: "own-field" }]);
  });

  test.each<[string, ReturnType<typeof createCommand>, Partial<ErpnextSettings>, Partial<ExecutionAnswer>]>([
    [
      "a customer it does not know",
      { ...createCommand("c1"), customerName: "Nobody" },
      {},
      { outcome: "REFUSED", refusal: "VALIDATION" },
    ],
    [
      "such a customer, and one for those",
      { ...createCommand("c2"), customerName: "Nobody" },
      { customer: "CUST-0071" },
      { outcome: "ACCEPTED" },
    ],
    [
      "an article it does not know",
      createCommand("c3", { lines: [lineOf("1", "TL-0", "1")] }),
      {},
      { outcome: "REFUSED", refusal: "VALIDATION" },
    ],
    [
      "a line without an article",
      createCommand("c4", { lines: [lineOf("1", null, "1")] }),
      {},
      { outcome: "REFUSED", refusal: "VALIDATION" },
    ],
    [
      "no price and no day",
      createCommand("c5", { requestedDate: null, lines: [lineOf("1", "TL-6001", "1", null)] }),
      {},
      { outcome: "ACCEPTED" },
    ],
    [
      "an address without a place",
      createCommand("c6", { shipTo: { ...HAMBURG, city: null } }),
      {},
      { outcome: "REFUSED", refusal: "VALIDATION" },
    ],
    [
      "keys that are not ours",
      createCommand("c7"),
      { apiSecret: "old" },
      { outcome: "REFUSED", refusal: "PERMISSION" },
    ],
    ["nobody behind the address", createCommand("c8"), { url: "http://127.0.0.1:1" }, { outcome: "RETRY" }],
  ])("with %s", async (_, command, more, expected) => {
    expect(await apply(command, more)).toMatchObject(expected);
  });

  const isOrderMade = ({ method, url }: Asked) =>
    method === "POST" && url.pathname === "/api/resource/Sales%20Order";
  const isSubmitted = ({ method, url }: Asked) =>
    method === "PUT" && url.pathname.startsWith("/api/resource/Sales%20Order/");
  test.each<[string, (asked: Asked) => boolean, Failure, ExecutionAnswer["outcome"], number]>([
    ["a line that is cut before it is made", isOrderMade, "CUT", "UNCERTAIN", 0],
    ["a line that is cut after it was made", isOrderMade, "LOST", "UNCERTAIN", 1],
    ["half an answer", isOrderMade, "HALF", "UNCERTAIN", 1],
    ["silence after it was made", isOrderMade, "SILENT", "UNCERTAIN", 1],
    ["silence after it was submitted", isSubmitted, "SILENT", "UNCERTAIN", 1],
    ["a cut before it is submitted", isSubmitted, "CUT", "UNCERTAIN", 1],
    ["a page of a proxy", isOrderMade, { status: 200, body: "<html>Welcome</html>" }, "UNCERTAIN", 0],
    ["an outage", isOrderMade, { status: 502, body: "<html>Bad Gateway</html>" }, "UNCERTAIN", 0],
    ["a program error", isOrderMade, raised(500, "TypeError", "unsupported operand"), "UNCERTAIN", 0],
    [
      "too many requests",
      isOrderMade,
      { status: 429, body: "", headers: { "retry-after": "7" } },
      "RETRY",
      0,
    ],
    ["maintenance", isOrderMade, raised(503, "SessionStopped", "Site is being updated"), "RETRY", 0],
    ["two who write at once", isOrderMade, raised(417, "QueryDeadlockError", "deadlock"), "REFUSED", 0],
    ["a cut while looking", ({ url }) => url.pathname === "/api/resource/Customer", "CUT", "RETRY", 0],
  ])("after %s is made once, however often it is asked for", async (_, fits, failure, outcome, made) => {
    const reference = `faulty-${++count}`;
    site.failOn(fits, failure);
    const answer = await apply(createCommand(reference));
    expect(answer).toMatchObject({ outcome });
    if (answer.outcome === "RETRY" && typeof failure === "object" && failure.headers !== undefined)
      expect(answer.afterMs).toBe(7000);
    expect(site.orders(reference)).toHaveLength(made);
    expect(await apply(createCommand(reference))).toMatchObject({ outcome: "ACCEPTED" });
    expect(site.orders(reference)).toMatchObject([{ docstatus: 1 }]);
    expect(await fetched(reference)).toMatchObject({ status: "OPEN" });
  });

  test("that is a draft is not there yet, and one that is gone is null", async () => {
    site.put("Sales Order", { po_no: "draft", customer: "CUST-0071", items: [] });
    expect(await execution.fetch(settings, "draft")).toBeNull();
    expect(await execution.fetch(settings, "nothing")).toBeNull();
  });
});

describe("a change", () => {
  const NEW_LINE = lineOf("3", "TL-1001", "4", "21.5");
  test.each<[OrderChangeTarget["kind"], OrderChangeTarget, object]>([
    ["SHIP_TO", { kind: "SHIP_TO", shipTo: BREMEN }, { shipTo: BREMEN }],
    [
      "QUANTITY",
      { kind: "QUANTITY", lineNumber: "1", quantity: "12.5" },
      { lines: [{ quantity: "12.5" }, {}] },
    ],
    ["PRICE", { kind: "PRICE", lineNumber: "2", unitPrice: "0.1" }, { lines: [{}, { unitPrice: "0.1" }] }],
    [
      "QUALITY",
      { kind: "QUALITY", lineNumber: "1", description: "Grade A & up" },
      { lines: [{ description: "Grade A & up" }, { description: "Article 2" }] },
    ],
    ["DATE", { kind: "DATE", requestedDate: "2027-01-08" }, { requestedDate: "2027-01-08" }],
    [
      "ADD_LINE",
      { kind: "ADD_LINE", line: NEW_LINE },
      { lines: [{}, {}, { lineNumber: "3", sku: "TL-1001", quantity: "4", unitPrice: "21.5" }] },
    ],
    ["REMOVE_LINE", { kind: "REMOVE_LINE", lineNumber: "2" }, { lines: [{ lineNumber: "1" }] }],
    ["CANCEL", { kind: "CANCEL" }, { canceled: true, status: "CANCELED" }],
  ])("of kind %s is made and shows", async (_, target, seen) => {
    const order = await placed();
    expect(await apply(amendCommand(order, target))).toMatchObject({ outcome: "ACCEPTED" });
    const now = await fetched(order.reference);
    expect(now).toMatchObject(seen);
    expect(now.version).not.toBe(order.version);
    if (target.kind === "REMOVE_LINE") expect(now.lines).toHaveLength(1);
    expect(now.lines.length > 0 && now.lines.every(({ lineNumber }) => /^[123]$/.test(lineNumber))).toBe(
      true,
    );
  });

  test("of the contact is a comment, because nothing else is allowed", async () => {
    const order = await placed();
    const target = { kind: "CONTACT", contactName: "Jan Brandt", emails: [], phones: ["+49 421 1"] } as const;
    expect(
      await apply(amendCommand(order, { ...target, emails: [], phones: [...target.phones] })),
    ).toMatchObject({ outcome: "ACCEPTED" });
    const said = [...site.table("Comment").values()].find((one) => one.reference_name === order.externalId);
    expect(said?.content).toBe("Contact for this order: Jan Brandt, +49 421 1");
  });

  test("of an address uses one that is there, and changes none", async () => {
    await placed();
    const before = site.table("Address").size;
    const [one, other] = [await placed(), await placed()];
    await apply(amendCommand(one, { kind: "SHIP_TO", shipTo: BREMEN }));
    await apply(amendCommand(other, { kind: "SHIP_TO", shipTo: BREMEN }));
    expect(site.table("Address").size - before).toBeLessThanOrEqual(1);
    expect((await fetched(one.reference)).shipTo).toEqual(BREMEN);
  });

  const QUANTITY: OrderChangeTarget = { kind: "QUANTITY", lineNumber: "1", quantity: "5" };
  const REMOVE: OrderChangeTarget = { kind: "REMOVE_LINE", lineNumber: "1" };
  const row = (name: string, values: Record<string, unknown>) => Object.assign(rowsOf(name)[0] ?? {}, values);
  const note = (name: string, address: string): Doc =>
    site.put("Delivery Note", {
      docstatus: 1,
      is_return: 0,
      shipping_address_name: address,
      ...{ posting_date: "2026-11-20", posting_time: "10:15:00" },
      items: [{ against_sales_order: name, qty: 1 }],
    });
  test.each<[string, (name: string) => unknown, OrderChangeTarget, string, RegExp]>([
    [
      "below what was delivered",
      (name) => row(name, { delivered_qty: 10 }),
      QUANTITY,
      "BELOW_SHIPPED_QUANTITY",
      /Cannot set quantity less than delivered/,
    ],
    [
      "of a price that was billed",
      (name) => row(name, { billed_amt: 1380 }),
      { kind: "PRICE", lineNumber: "1", unitPrice: "1" },
      "PRICE_FROZEN",
      /billed amount/,
    ],
    [
      "that takes away what was delivered",
      (name) => row(name, { delivered_qty: 1 }),
      REMOVE,
      "ALREADY_SHIPPED",
      /already been delivered/,
    ],
    [
      "that takes away what was billed",
      (name) => row(name, { billed_amt: 1 }),
      REMOVE,
      "ALREADY_INVOICED",
      /already been billed/,
    ],
    [
      "to nothing",
      () => {},
      { kind: "QUANTITY", lineNumber: "1", quantity: "0" },
      "VALIDATION",
      /cannot be zero/,
    ],
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
      /Could not find/,
    ],
    [
      "that cancels what is on its way",
      (name) => note(name, ""),
      { kind: "CANCEL" },
      "ALREADY_SHIPPED",
      /linked with Delivery Note/,
    ],
    [
      "that cancels what is closed",
      (name) =>
        site
          .table("Sales Order")
          .set(name, { ...(site.table("Sales Order").get(name) as Doc), status: "Closed" }),
      { kind: "CANCEL" },
      "ORDER_LOCKED",
      /Closed order/,
    ],
  ])("%s is refused in the ERP's words, whatever the status", async (_, prepare, target, refusal, words) => {
    for (const status of [null, 200]) {
      const order = await placed();
      prepare(order.externalId);
      site.answerErrorsWith(status);
      const answer = await apply(amendCommand(order, target));
      expect(answer).toMatchObject({
        outcome: "REFUSED",
        refusal,
        nativeMessage: expect.stringMatching(words),
      });
      expect(answer.nativeMessage).not.toMatch(/<|Traceback/);
      site.answerErrorsWith(null);
    }
  });

  test("of an order that somebody has changed since is a conflict, seen here or there", async () => {
    const order = await placed();
    site.touch(order.externalId);
    expect(await apply(amendCommand(order, QUANTITY))).toMatchObject({
      outcome: "REFUSED",
      refusal: "VERSION_CONFLICT",
    });
    const again = await placed();
    // Between our look and our request: only the ERP can see that. The address takes two looks and a document.
    site.meanwhile(0, () => site.touch(again.externalId));
    expect(await apply(amendCommand(again, { kind: "DATE", requestedDate: "2027-02-01" }))).toMatchObject({
      ...{ outcome: "REFUSED", refusal: "VERSION_CONFLICT" },
      nativeMessage: expect.stringContaining("TimestampMismatchError"),
    });
  });

  const isRows = ({ url }: Asked) => url.pathname.includes("update_child_qty_rate");
  test.each<[string, Failure, object]>([
    ["a cut", "CUT", { outcome: "UNCERTAIN" }],
    ["silence", "SILENT", { outcome: "UNCERTAIN" }],
    ["half an answer", "HALF", { outcome: "UNCERTAIN" }],
    [
      "a workflow",
      raised(
        417,
        "ValidationError",
        "You are not allowed to update as per the conditions set in <a>Orders</a> Workflow.",
      ),
      { outcome: "REFUSED", refusal: "APPROVAL_REQUIRED" },
    ],
    [
      "a limit of credit",
      raised(417, "ValidationError", "Credit limit has been crossed for customer CUST-0071"),
      { outcome: "REFUSED", refusal: "CREDIT_HOLD" },
    ],
    [
      "a locked document",
      raised(417, "DocumentLockedError", "Document is currently locked and queued for execution"),
      { outcome: "REFUSED", refusal: "LOCKED_BY_USER" },
    ],
    [
      "a missing right",
      raised(403, "PermissionError", "Insufficient Permission for Sales Order"),
      { outcome: "REFUSED", refusal: "PERMISSION" },
    ],
    [
      "a refusal without words",
      { status: 200, body: { exc_type: "ValidationError" } },
      { outcome: "REFUSED", refusal: "VALIDATION" },
    ],
    [
      "messages as objects",
      {
        status: 200,
        body: {
          exc_type: "ValidationError",
          _server_messages:
            '[{"message":"Cannot set quantity less than delivered quantity.","raise_exception":1}]',
        },
      },
      { outcome: "REFUSED", refusal: "BELOW_SHIPPED_QUANTITY" },
    ],
    [
      "a warning beside success",
      {
        status: 200,
        body: {
          _server_messages: JSON.stringify([
            JSON.stringify({ message: "Item price was added", indicator: "blue" }),
          ]),
        },
      },
      { outcome: "ACCEPTED" },
    ],
  ])("that meets %s", async (_, failure, expected) => {
    const order = await placed();
    site.failOn(isRows, failure);
    expect(await apply(amendCommand(order, QUANTITY))).toMatchObject(expected);
  });

  test("that has not reached a delivery note shows on its label", async () => {
    const order = await placed();
    const address = site.table("Sales Order").get(order.externalId)?.shipping_address_name;
    note(order.externalId, String(address));
    expect(await apply(amendCommand(order, { kind: "SHIP_TO", shipTo: BREMEN }))).toMatchObject({
      outcome: "ACCEPTED",
    });
    expect(await fetched(order.reference)).toMatchObject({ shipTo: BREMEN, labels: [HAMBURG] });
  });
});

test("a stop stands until it is lifted, and says why", async () => {
  const order = await placed();
  expect(await apply(holdCommand("HOLD", order.externalId))).toMatchObject({ outcome: "ACCEPTED" });
  expect(await fetched(order.reference)).toMatchObject({ status: "ON_HOLD" });
  const said = [...site.table("Comment").values()].find((one) => one.reference_name === order.externalId);
  expect(said?.content).toBe("On hold: the address is in doubt");
  expect(await apply(holdCommand("RELEASE", order.externalId))).toMatchObject({ outcome: "ACCEPTED" });
  expect(await fetched(order.reference)).toMatchObject({ status: "OPEN" });
  expect(await apply(holdCommand("HOLD", "nothing"))).toMatchObject({
    outcome: "REFUSED",
    refusal: "NOT_FOUND",
  });
});

test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
  ["delivered in part", { per_delivered: 40 }, { status: "IN_PROGRESS" }],
  ["picked", { per_picked: 10 }, { status: "IN_PROGRESS" }],
  ["completed", { status: "Completed" }, { status: "CLOSED" }],
  ["closed", { status: "Closed" }, { status: "CLOSED" }],
  ["on different days", { delivery_date: "2026-12-31" }, { requestedDate: null }],
])("an order that is %s is read back so", async (_, values, seen) => {
  const order = await placed();
  site.touch(order.externalId, values);
  expect(await fetched(order.reference)).toMatchObject(seen);
});

test("a read-back that fails says to come again, and one that is not let in calls a person", async () => {
  const { reference } = await placed();
  for (const failure of [
    "CUT",
    "HALF",
    "SILENT",
    { status: 500, body: "<html>" },
    { status: 200, body: "{}" },
  ] satisfies Failure[]) {
    site.fail(failure);
    await expect(execution.fetch(settings, reference)).rejects.toMatchObject({ next: { kind: "retry" } });
  }
  await expect(execution.fetch({ ...settings, apiSecret: "old" }, reference)).rejects.toMatchObject({
    ...{ code: "EXECUTION_DENIED", next: { kind: "park" } },
  });
});
