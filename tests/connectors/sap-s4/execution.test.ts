import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type {
  ExecutionAnswer,
  ExecutionCommand,
  ExecutionSnapshot,
} from "../../../src/connectors/connector.js";
import { sapExecution as execution } from "../../../src/connectors/sap-s4/execution.js";
import { type SapSettings, sapSettings } from "../../../src/connectors/sap-s4/settings.js";
import type { OrderChangeTarget } from "../../../src/domain/order-change.js";
import { amendCommand, createCommand, holdCommand, lineOf } from "../../support/execution-cases.js";
import type { Asked, Failure } from "../../support/json-server.js";
import { BREMEN, HAMBURG } from "../../support/orders.js";
import { type SapOrder, sapError, startSapGateway } from "../../support/sap-gateway.js";

let sap: Awaited<ReturnType<typeof startSapGateway>>;
let settings: SapSettings;
let count = 0;
beforeAll(async () => {
  sap = await startSapGateway();
  settings = sapSettings.parse(sap.settings);
});
afterAll(() => sap.close());
beforeEach(() => sap.forget());

const apply = (command: ExecutionCommand, more: Partial<SapSettings> = {}) =>
  execution.apply({ ...settings, ...more }, command);
const fetched = async (reference: string): Promise<ExecutionSnapshot> =>
  (await execution.fetch(settings, reference)) ?? expect.fail(`there is no order ${reference}`);
async function placed(): Promise<ExecutionSnapshot & { readonly reference: string }> {
  const reference = `order ${++count}`;
  expect(await apply(createCommand(reference))).toMatchObject({ outcome: "ACCEPTED" });
  return { ...(await fetched(reference)), reference };
}

describe("an order", () => {
  test("is made in one request and read back as it was sent", async () => {
    const order = await placed();
    expect(order).toMatchObject({
      ...{ status: "OPEN", canceled: false, requestedDate: "2026-12-20", shipTo: HAMBURG, labels: [] },
      lines: [
        { lineNumber: "1", sku: "TL-6001", description: "Article 1", quantity: "30", unitPrice: "46" },
        { lineNumber: "2", sku: "TL-2001", description: "Article 2", quantity: "2", unitPrice: "46" },
      ],
    });
    expect(sap.order(order.externalId)).toMatchObject({
      PurchaseOrderByCustomer: "NE-1",
      SalesOrderType: "OR",
    });
    expect(sap.asked.filter(({ method }) => method === "POST")).toHaveLength(1);
  });

  test("bears our id without its dashes, because SAP's field is a character shorter", async () => {
    const reference = "0195f000-0000-7000-8000-000000000001";
    await apply(createCommand(reference));
    expect(sap.orders("0195f000000070008000000000000001")).toHaveLength(1);
    expect(await fetched(reference)).toMatchObject({ status: "OPEN" });
    const quote = "it's 100% ours";
    await apply(createCommand(quote));
    expect(await fetched(quote)).toMatchObject({ status: "OPEN" });
  });

  test.each<[string, ReturnType<typeof createCommand>, Partial<SapSettings>, Partial<ExecutionAnswer>]>([
    [
      "a customer that is not set",
      { ...createCommand("c1"), customerName: "Nobody" },
      {},
      { outcome: "REFUSED", refusal: "VALIDATION" },
    ],
    [
      "such a customer, and one for those",
      { ...createCommand("c2"), customerName: "Nobody" },
      { soldToDefault: "17100001" },
      { outcome: "ACCEPTED" },
    ],
    [
      "a customer SAP does not know",
      createCommand("c3"),
      { soldTo: { "Nordlicht Elektronik AG": "9" } },
      { outcome: "REFUSED", refusal: "NOT_FOUND" },
    ],
    [
      "an article it does not know",
      createCommand("c4", { lines: [lineOf("1", "TL-0", "1")] }),
      {},
      {
        outcome: "REFUSED",
        refusal: "VALIDATION",
        nativeMessage: expect.stringContaining("V1/382: Material TL-0 is not defined") as unknown as string,
      },
    ],
    [
      "a line without an article",
      createCommand("c5", { lines: [lineOf("1", null, "1")] }),
      {},
      { outcome: "REFUSED", refusal: "VALIDATION" },
    ],
    [
      "a line number that is too long",
      createCommand("c6", { lines: [lineOf("1234567", "TL-6001", "1")] }),
      { lineField: "UnderlyingPurchaseOrderItem" },
      { outcome: "REFUSED", refusal: "VALIDATION" },
    ],
    [
      "a country without a code",
      createCommand("c7", { shipTo: { ...HAMBURG, country: "Absurdistan" } }),
      {},
      { outcome: "REFUSED", refusal: "VALIDATION" },
    ],
    [
      "no price, no day and no address",
      createCommand("c8", { requestedDate: null, shipTo: null, lines: [lineOf("1", "TL-6001", "1", null)] }),
      {},
      { outcome: "ACCEPTED" },
    ],
    [
      "a password that is not ours",
      createCommand("c9"),
      { password: "old" },
      { outcome: "REFUSED", refusal: "PERMISSION" },
    ],
    ["nobody behind the address", createCommand("c10"), { url: "http://127.0.0.1:1" }, { outcome: "RETRY" }],
  ])("with %s", async (_, command, more, expected) => {
    expect(await apply(command, more)).toMatchObject(expected);
  });

  const isMade = ({ method, url }: Asked) => method === "POST" && url.pathname.endsWith("/A_SalesOrder");
  test.each<[string, (asked: Asked) => boolean, Failure, ExecutionAnswer["outcome"], number]>([
    ["a line that is cut before it is made", isMade, "CUT", "UNCERTAIN", 0],
    ["a line that is cut after it was made", isMade, "LOST", "UNCERTAIN", 1],
    ["half an answer", isMade, "HALF", "UNCERTAIN", 1],
    ["silence after it was made", isMade, "SILENT", "UNCERTAIN", 1],
    ["a page of a proxy", isMade, { status: 200, body: "<html>Welcome</html>" }, "UNCERTAIN", 0],
    [
      "a crash inside SAP",
      isMade,
      sapError(500, "/IWFND/CM_BEC/026", "RFC Error: system failure"),
      "UNCERTAIN",
      0,
    ],
    [
      "a session that has ended",
      isMade,
      { status: 403, headers: { "x-csrf-token": "Required" }, body: "CSRF token validation failed" },
      "RETRY",
      0,
    ],
    ["too many requests", isMade, { status: 429, body: "", headers: { "retry-after": "7" } }, "RETRY", 0],
    ["maintenance", isMade, { status: 503, body: "<html>Service Unavailable</html>" }, "RETRY", 0],
    [
      "a cut while asking for a session",
      ({ headers }) => headers["x-csrf-token"] === "Fetch",
      "CUT",
      "RETRY",
      0,
    ],
  ])("after %s is made once, however often it is asked for", async (_, fits, failure, outcome, made) => {
    const reference = `faulty ${++count}`;
    sap.failOn(fits, failure);
    expect(await apply(createCommand(reference))).toMatchObject({ outcome });
    expect(sap.orders(reference)).toHaveLength(made);
    expect(await apply(createCommand(reference))).toMatchObject({ outcome: "ACCEPTED" });
    expect(sap.orders(reference)).toHaveLength(1);
  });
});

describe("a change", () => {
  const QUANTITY: OrderChangeTarget = { kind: "QUANTITY", lineNumber: "1", quantity: "12.5" };
  const SHIP_TO: OrderChangeTarget = { kind: "SHIP_TO", shipTo: BREMEN };
  test.each<[OrderChangeTarget["kind"], OrderChangeTarget, object]>([
    ["SHIP_TO", SHIP_TO, { shipTo: BREMEN }],
    ["QUANTITY", QUANTITY, { lines: [{ quantity: "12.5" }, {}] }],
    ["PRICE", { kind: "PRICE", lineNumber: "2", unitPrice: "0.1" }, { lines: [{}, { unitPrice: "0.1" }] }],
    [
      "QUALITY",
      { kind: "QUALITY", lineNumber: "1", description: "Grade A" },
      { lines: [{ description: "Grade A" }, {}] },
    ],
    ["DATE", { kind: "DATE", requestedDate: "2027-01-08" }, { requestedDate: "2027-01-08" }],
    [
      "ADD_LINE",
      { kind: "ADD_LINE", line: lineOf("3", "TL-1001", "4", "21.5") },
      { lines: [{}, {}, { lineNumber: "3", sku: "TL-1001", quantity: "4", unitPrice: "21.5" }] },
    ],
    ["REMOVE_LINE", { kind: "REMOVE_LINE", lineNumber: "2" }, { lines: [{ lineNumber: "1" }] }],
    ["CANCEL", { kind: "CANCEL" }, { canceled: true, status: "CANCELED" }],
  ])("of kind %s is made and shows", async (_, target, seen) => {
    const order = await placed();
    expect(await apply(amendCommand(order, target))).toMatchObject({ outcome: "ACCEPTED" });
    const now = await fetched(order.reference);
    expect(now).toMatchObject(seen);
    expect(now.version > order.version).toBe(true);
  });

  test("of a price that was the list's adds a condition", async () => {
    const reference = `listed ${++count}`;
    await apply(createCommand(reference, { lines: [lineOf("1", "TL-6001", "3", null)] }));
    const order = await fetched(reference);
    expect(order.lines).toMatchObject([{ unitPrice: "46" }]);
    await apply(amendCommand(order, { kind: "PRICE", lineNumber: "1", unitPrice: "44.5" }));
    expect((await fetched(reference)).lines).toMatchObject([{ unitPrice: "44.5" }]);
  });

  const first = (order: SapOrder, values: object) => void Object.assign(order.to_Item[0] ?? {}, values);
  test.each<[string, (order: SapOrder) => unknown, OrderChangeTarget, string, RegExp]>([
    [
      "below what was delivered",
      (order) => first(order, { delivered: 20 }),
      QUANTITY,
      "BELOW_SHIPPED_QUANTITY",
      /V1\/338: Order quantity is less than/,
    ],
    [
      "that takes away what was delivered",
      (order) => first(order, { delivered: 1 }),
      { kind: "REMOVE_LINE", lineNumber: "1" },
      "ALREADY_SHIPPED",
      /already been delivered/,
    ],
    [
      "that cancels what was delivered",
      (order) => first(order, { delivered: 1 }),
      { kind: "CANCEL" },
      "ALREADY_SHIPPED",
      /rejection is not possible/,
    ],
    [
      "of the address of what is in a delivery",
      (order) => first(order, { DeliveryStatus: "B" }),
      SHIP_TO,
      "ADDRESS_NOT_CHANGEABLE_AFTER_RELEASE",
      /item 10 is in a delivery/,
    ],
    [
      "of what somebody has open",
      (order) => sap.open(order.SalesOrder, "MILLER"),
      QUANTITY,
      "LOCKED_BY_USER",
      /currently being processed by MILLER/,
    ],
    [
      "of a line that is not there",
      () => {},
      { kind: "QUANTITY", lineNumber: "9", quantity: "1" },
      "NOT_FOUND",
      /no line 9/,
    ],
    [
      "to a text that is too long",
      () => {},
      { kind: "QUALITY", lineNumber: "1", description: "x".repeat(41) },
      "VALIDATION",
      /longer than/,
    ],
    [
      "to an article that is not there",
      () => {},
      { kind: "ADD_LINE", line: lineOf("3", "TL-0", "1") },
      "VALIDATION",
      /not defined/,
    ],
    [
      "of the contact",
      () => {},
      { kind: "CONTACT", contactName: "Jan", emails: [], phones: [] },
      "UNSUPPORTED",
      /business partner/,
    ],
  ])("%s is refused in SAP's words", async (_, prepare, target, refusal, words) => {
    const order = await placed();
    prepare(sap.order(order.externalId));
    const answer = await apply(amendCommand(order, target));
    expect(answer).toMatchObject({
      outcome: "REFUSED",
      refusal,
      nativeMessage: expect.stringMatching(words),
    });
    sap.open(order.externalId, null);
  });

  test("of an order that somebody has changed since is a conflict, seen here or there", async () => {
    const order = await placed();
    sap.touch(order.externalId);
    expect(await apply(amendCommand(order, QUANTITY))).toMatchObject({
      outcome: "REFUSED",
      refusal: "VERSION_CONFLICT",
    });
    const again = await placed();
    // Between our look and our request.
    sap.meanwhile(0, () => sap.touch(again.externalId));
    expect(await apply(amendCommand(again, QUANTITY))).toMatchObject({
      ...{
        outcome: "REFUSED",
        refusal: "VERSION_CONFLICT",
        nativeMessage: "/IWBEP/CM_MGW_RT/222: Precondition failed",
      },
    });
    expect((await fetched(again.reference)).lines[0]?.quantity).toBe("30");
  });

  const isItem = ({ method, url }: Asked) => method === "PATCH" && url.pathname.includes("A_SalesOrderItem(");
  test.each<[string, Failure, object]>([
    ["a cut", "CUT", { outcome: "UNCERTAIN" }],
    ["silence", "SILENT", { outcome: "UNCERTAIN" }],
    ["a page of a proxy", { status: 200, body: "<html>" }, { outcome: "UNCERTAIN" }],
    [
      "a missing If-Match",
      sapError(428, "/IWBEP/CM_MGW_RT/221", "The request requires an If-Match header"),
      { outcome: "REFUSED", refusal: "VERSION_CONFLICT" },
    ],
    [
      "a bare 412",
      { status: 412, body: "<html>Precondition Failed</html>" },
      { outcome: "REFUSED", refusal: "VERSION_CONFLICT" },
    ],
    [
      "a bare 404 of somebody in front",
      { status: 404, body: "<html>Not Found</html>" },
      { outcome: "UNCERTAIN" },
    ],
    ["a bare 400", { status: 400, body: "" }, { outcome: "UNCERTAIN" }],
    [
      "a right that is missing",
      sapError(403, "V1/344", "No authorization to change sales documents"),
      { outcome: "REFUSED", refusal: "PERMISSION" },
    ],
    [
      "a credit block",
      sapError(400, "V1/849", "Kreditlimit überschritten"),
      { outcome: "REFUSED", refusal: "CREDIT_HOLD" },
    ],
    [
      "a warning beside success",
      {
        status: 204,
        headers: {
          "sap-message":
            '{"code":"V1/222","message":"Delivery date cannot be kept","severity":"warning","details":[]}',
        },
        body: "",
      },
      { outcome: "ACCEPTED", nativeMessage: "V1/222: Delivery date cannot be kept" },
    ],
  ])("that meets %s", async (_, failure, expected) => {
    const order = await placed();
    sap.failOn(isItem, failure);
    expect(await apply(amendCommand(order, QUANTITY))).toMatchObject(expected);
  });
});

test("a stop is a delivery block, whoever has changed the order before", async () => {
  const order = await placed();
  sap.touch(order.externalId);
  expect(await apply(holdCommand("HOLD", order.externalId))).toMatchObject({ outcome: "ACCEPTED" });
  expect(sap.order(order.externalId).DeliveryBlockReason).toBe("01");
  expect(await fetched(order.reference)).toMatchObject({ status: "ON_HOLD" });
  expect(await apply(holdCommand("RELEASE", order.externalId))).toMatchObject({ outcome: "ACCEPTED" });
  expect(await fetched(order.reference)).toMatchObject({ status: "OPEN" });
  expect(await apply(holdCommand("HOLD", "nothing"))).toMatchObject({
    outcome: "REFUSED",
    refusal: "NOT_FOUND",
  });
});

test.each<[string, Record<string, unknown>, string]>([
  ["processed", { OverallSDProcessStatus: "C" }, "CLOSED"],
  ["delivered in part", { OverallTotalDeliveryStatus: "B" }, "IN_PROGRESS"],
  ["delivered", { OverallTotalDeliveryStatus: "C" }, "CLOSED"],
])("an order that is %s is read back so", async (_, values, status) => {
  const order = await placed();
  sap.touch(order.externalId, values);
  expect(await fetched(order.reference)).toMatchObject({ status });
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
    sap.fail(failure);
    await expect(execution.fetch(settings, reference)).rejects.toMatchObject({ next: { kind: "retry" } });
  }
  await expect(execution.fetch({ ...settings, password: "old" }, reference)).rejects.toMatchObject({
    next: { kind: "park" },
  });
});
