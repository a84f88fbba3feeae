import { describe, expect, test } from "vitest";
import { edifact } from "../../../src/connectors/edifact/index.js";
import { only, readFile } from "../../support/edi-message.js";
import { interchangeOf, messageOf } from "./edifact-text.js";

const BGM = "BGM+220+PO-1+9";
const DATE = "DTM+137:20261103:102";
const BUYER = "NAD+BY+B1::92++Buyer Co+High Street 1+Bath++BA1 1AA+GB";
const LINE = ["LIN+1++X-1:SA", "QTY+21:2:PCE"];

async function order(segments: readonly string[], settings: Record<string, unknown> = {}) {
  return only(await readFile(edifact, messageOf("ORDERS", segments), settings), "ORDER").order;
}

async function documents(type: string, segments: readonly string[]) {
  const result = await readFile(edifact, messageOf(type, segments));
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return result.documents;
}

describe("ORDERS", () => {
  test.each<[string, boolean, string | null]>([
    ["9", false, null],
    ["1", true, null],
    ["4", false, null],
    ["5", false, null],
    ["", false, null],
    ["6", false, "placed another way"],
    ["7", false, "duplicate"],
    ["31", false, "copy"],
    ["99", false, "no function"],
  ])("with function %s: canceled is %s, doubt is %s", async (code, canceled, doubt) => {
    const read = await order([`BGM+220+PO-1+${code}`, DATE, BUYER, ...LINE, "UNS+S"]);
    expect(read).toMatchObject({ canceled, externalId: "4012345000009/PO-1", externalNumber: "PO-1" });
    expect(read.doubts).toEqual(doubt === null ? [] : [expect.stringContaining(doubt)]);
  });

  test("sent later has a version that sorts later", async () => {
    const text = messageOf("ORDERS", [BGM, DATE, BUYER, ...LINE, "UNS+S"]);
    const later = [
      text,
      text.replace("1016+881", "1016+1000"),
      text.replace("261103:1016", "261103:1017"),
      text.replace("261103:", "261201:"),
    ];
    const versions = await Promise.all(
      later.map(async (one) => only(await readFile(edifact, one), "ORDER").order.externalVersion),
    );
    expect([...versions].sort()).toEqual(versions);
    expect(new Set(versions).size).toBe(4);
  });

  test.each<[string, readonly string[], Record<string, unknown>]>([
    ["the buyer", ["NAD+DP+S1::92++Shop", "NAD+IV+P1::92++Payer", BUYER], { name: "Buyer Co", code: "B1" }],
    [
      "else whoever is invoiced",
      ["NAD+DP+S1::92++Shop", "NAD+IV+P1::92++Payer"],
      { name: "Payer", addressRole: "BILLING" },
    ],
    ["else where it goes", ["NAD+DP+S1::92++Shop"], { name: "Shop", addressRole: "SHIPPING", kind: null }],
    ["else the sender, without a name", ["NAD+SU+U1::92++Us"], { name: null, code: "4012345000009" }],
    [
      "in all the ways it is named",
      ["NAD+BY+4012345000009::9", "NAD+BY+K-7::91++Buyer Co"],
      {
        ...{ name: "Buyer Co", code: null },
        otherCodes: [
          { system: "gln", value: "4012345000009" },
          { system: "erp", value: "K-7" },
        ],
      },
    ],
  ])("has as its buyer %s", async (_, parties, buyer) => {
    expect((await order([BGM, DATE, ...parties, ...LINE, "UNS+S"])).buyer).toMatchObject(buyer);
  });

  test("keeps department, contact and tax number of the buyer", async () => {
    const parties = [
      BUYER,
      "RFF+VA:GB123456789",
      "CTA+PD+E1:Ms Field",
      "COM+?+44 1225 555010:TE+field@buyer.example:EM",
      "NAD+OB+++Kitchen",
    ];
    expect((await order([BGM, DATE, ...parties, ...LINE, "UNS+S"])).buyer).toMatchObject({
      ...{
        department: "Kitchen",
        contactName: "Ms Field",
        phones: ["+44 1225 555010"],
        emails: ["field@buyer.example"],
      },
      ...{
        taxId: "GB123456789",
        address: { lines: ["High Street 1"], city: "Bath", postalCode: "BA1 1AA", country: "GB" },
      },
    });
  });

  test.each<[string, string, string | null]>([
    ["DTM+2:20261110:102", "2026-11-10", null],
    ["DTM+2:261110:101", "2026-11-10", null],
    ["DTM+2:202611100930:203", "2026-11-10", null],
    ["DTM+2:20261110", "2026-11-10", null],
    ["DTM+2:2026-11-10:102", "2026-11-10", null],
    ["DTM+2:101126:2", "2026-11-10", null],
    ["DTM+63:20261110:102", "2026-11-10", null],
    ["DTM+61:20261110:102", "2026-11-10", null],
    ["DTM+2:2026111020261112:718", "2026-11-10", null],
    ["DTM+2:20261110-20261112:718", "2026-11-10", null],
    ["DTM+2:202646:616", "2026-11-09", "no single day"],
    ["DTM+2:2646:615", "2026-11-09", "no single day"],
    ["DTM+2:202612:610", "2026-12-01", "no single day"],
  ])("is wanted on the day of %s", async (dtm, day, doubt) => {
    const read = await order([BGM, DATE, dtm, BUYER, ...LINE, "UNS+S"]);
    expect(read.requestedDate).toBe(day);
    expect(read.doubts).toEqual(doubt === null ? [] : [expect.stringContaining(doubt)]);
  });

  test.each<[string, string]>([
    ["DTM+137:202611031015:203", "2026-11-03T10:15:00.000Z"],
    ["DTM+137:202611031015?+01:303", "2026-11-03T09:15:00.000Z"],
    ["DTM+137:20261103101530CET:304", "2026-11-03T09:15:30.000Z"],
    ["DTM+137:20261103:102", "2026-11-03T00:00:00Z"],
    ["DTM+137:20261345:102", "2026-11-03T10:16:00Z"],
  ])("was placed at the time of %s", async (dtm, placedAt) => {
    expect((await order([BGM, dtm, BUYER, ...LINE, "UNS+S"])).placedAt).toBe(placedAt);
  });

  test.each<[readonly string[], string | null, string | null]>([
    [["QTY+21:2,5:KGM"], "2.5", null],
    [["QTY+21:1234.5"], "1234.5", null],
    [["QTY+59:12", "QTY+21:3"], "3", null],
    [["QTY+11:2", "LOC+7+A", "QTY+11:3"], "5", "by a code only"],
    [["QTY+131:4"], "4", null],
    [["QTY+999:4"], "4", "does not say that it is ordered"],
  ])("orders %j", async (quantities, quantity, doubt) => {
    const read = await order([BGM, DATE, BUYER, "LIN+1++X-1:SA", ...quantities, "UNS+S"]);
    expect(read.lines[0]?.quantity).toBe(quantity);
    expect(read.doubts).toEqual(doubt === null ? [] : [expect.stringContaining(doubt)]);
  });

  test.each<[readonly string[], string | null]>([
    [["PRI+AAB:9", "PRI+AAA:8.5"], "8.5"],
    [["PRI+AAA:850:CT:AAE:100:PCE"], "8.5"],
    [["PRI+AAA:8,5"], "8.5"],
    [["MOA+203:17", "MOA+146:8.5"], "8.5"],
    [["MOA+203:17"], null],
  ])("states the price of one unit: %j", async (prices, unitPrice) => {
    expect((await order([BGM, DATE, BUYER, ...LINE, ...prices, "UNS+S"])).lines[0]?.unitPrice).toBe(
      unitPrice,
    );
  });

  test.each<[readonly string[], string | null, string | null]>([
    [["LIN+1++4012345123456:EN", "PIA+5+X-1:SA+B-1:IN"], "X-1", "qualifier SA"],
    [["LIN+1++4012345123456:EN", "PIA+5+B-1:IN"], "4012345123456", "qualifier EN"],
    [["LIN+1++4012345123456:SRV", "PIA+5+1:SA"], "4012345123456", "qualifier SRV"],
    [["LIN+1++7"], "7", null],
    [["LIN+1"], null, null],
  ])("takes the seller's own article number first: %j", async (item, sku, rule) => {
    const read = await order([BGM, DATE, BUYER, ...item, "QTY+21:1", "UNS+S"]);
    expect(read.lines[0]?.sku).toBe(sku);
    expect(read.provenance.find(({ path }) => path === "lines.0.sku")?.rule ?? null).toBe(rule);
  });

  test("joins a description that was cut to fit, and lists those that are several", async () => {
    const full = "A description of thirty-five letters";
    const item = [
      ...LINE,
      `IMD+F++:::${full.slice(0, 35)}:${full.slice(35)} and more`,
      "IMD+F++:::Blue",
      "IMD+C++TU::9",
    ];
    expect((await order([BGM, DATE, BUYER, ...item, "UNS+S"])).lines[0]?.description).toBe(
      `${full} and more; Blue`,
    );
  });

  test("doubts what one order line cannot hold", async () => {
    const item = [...LINE, "LOC+7+A::92", "QTY+11:1", "LOC+7+B::92", "QTY+11:1", "NAD+DP+OTHER::92"];
    const read = await order([BGM, DATE, BUYER, "NAD+DP+SHOP::92", ...item, "UNS+S"]);
    expect(read.doubts.join(" ")).toMatch(
      /several parts.*a place of its own \(OTHER\).*by a code only \(Code SHOP\)/,
    );
  });

  test("leaves out the parts of a set and the lines that a restated order takes out", async () => {
    const lines = [...LINE, "LIN+2++X-2:SA+1:1", "QTY+21:9", "LIN+3+2+X-3:SA", "QTY+21:9"];
    expect((await order(["BGM+220+PO-1+5", DATE, BUYER, ...lines, "UNS+S"])).lines).toMatchObject([
      { sku: "X-1" },
    ]);
  });

  test("doubts orders of somebody else and tests", async () => {
    const text = messageOf("ORDERS", [BGM, DATE, BUYER, ...LINE, "UNS+S"]).replace(
      "1016+881'",
      "1016+881++++++1'",
    );
    const doubts = async (settings: Record<string, unknown>) =>
      only(await readFile(edifact, text, settings), "ORDER").order.doubts.join(" ");
    expect(await doubts({})).toContain("marked as a test");
    expect(await doubts({ usage: "TEST" })).toBe("");
    expect(await doubts({ usage: "TEST", partnerId: "X" })).toContain('comes from "4012345000009"');
  });

  test.each<[readonly string[], string]>([
    [["LIN+1++X:SA", "QTY+21:-2"], "QUANTITY_INVALID"],
    [["LIN+1++X:SA", "QTY+21:1.00,5"], "QUANTITY_INVALID"],
    [["LIN+1++X:SA"], "QUANTITY_MISSING"],
    [["LIN+1++X:SA", "QTY+21:2", "PRI+AAA:free"], "PRICE_INVALID"],
    [["LIN+1++X:SA", "QTY+21:0"], "NO_LINES"],
  ])("that cannot be an order says why: %j", async (lines, code) => {
    const result = await readFile(edifact, messageOf("ORDERS", [BGM, DATE, BUYER, ...lines, "UNS+S"]));
    expect(result).toMatchObject({ ok: false, issues: [{ code }] });
  });
});

describe("ORDCHG", () => {
  test.each<[readonly string[], readonly unknown[]]>([
    [["LIN+1+3+X:SA", "QTY+21:5"], [{ kind: "QUANTITY", lineNumber: "1", quantity: "5" }]],
    [["LIN+1+3+X:SA", "PRI+AAA:5"], [{ kind: "PRICE", lineNumber: "1", unitPrice: "5" }]],
    [["LIN+1+2"], [{ kind: "REMOVE_LINE", lineNumber: "1" }]],
    [["LIN+1+3", "QTY+21:0"], [{ kind: "REMOVE_LINE", lineNumber: "1" }]],
    [
      ["LIN+9+1+X:SA", "QTY+21:5:PCE"],
      [{ kind: "ADD_LINE", line: { lineNumber: "9", sku: "X", quantity: "5" } }],
    ],
    [["LIN+1+4", "LIN+2+3", "QTY+21:5"], [{ kind: "QUANTITY", lineNumber: "2", quantity: "5" }]],
    [["LIN+1++X:SA", "QTY+21:5"], [{ kind: "QUANTITY", lineNumber: "1", quantity: "5" }]],
    [
      ["LIN+1+3", "IMD+F++:::Red", "DTM+2:20261120:102"],
      [
        { kind: "DATE", requestedDate: "2026-11-20" },
        { kind: "QUALITY", lineNumber: "1", description: "Red" },
      ],
    ],
  ])("with %j asks for %j", async (lines, targets) => {
    const [document] = await documents("ORDCHG", ["BGM+230+C-1+4", DATE, "RFF+ON:PO-1", ...lines, "UNS+S"]);
    expect(document).toMatchObject({
      change: { targets, order: { externalId: "4012345000009/PO-1", poNumber: "PO-1" } },
    });
  });
});

describe("ORDRSP", () => {
  test.each<[string, readonly string[], string]>([
    ["29", [], "ACCEPTED"],
    ["27", [], "REJECTED"],
    ["4", ["LIN+1+3", "QTY+21:1"], "ACCEPTED_WITH_CHANGE"],
    ["29", ["LIN+1+5", "LIN+2+7"], "PARTIALLY_ACCEPTED"],
    ["29", ["LIN+1+24", "QTY+83:2"], "ACCEPTED_WITH_CHANGE"],
    ["4", ["LIN+1+2", "LIN+2+7"], "REJECTED"],
    ["9+AB", [], "RECEIVED"],
    ["+AP", [], "ACCEPTED"],
    ["9", ["LIN+1+5"], "ACCEPTED"],
  ])("with %s and %j says %s", async (code, lines, said) => {
    const [document] = await documents("ORDRSP", [
      `BGM+231+R-1+${code}`,
      DATE,
      "RFF+ON:PO-1",
      ...lines,
      "UNS+S",
    ]);
    expect(document).toMatchObject({
      acknowledgment: { level: "BUSINESS", code: said, order: { poNumber: "PO-1" } },
    });
  });
});

describe("IFTSTA", () => {
  test.each<[string, string, string | null]>([
    ["STS+1+13", "PICKED_UP", null],
    ["STS+1+21", "DELIVERED", null],
    ["STS+1+31", "IN_TRANSIT", null],
    ["STS+1+49", "LOST", null],
    ["STS+1+77", "DELIVERY_FAILED", "REFUSED"],
    ["STS+1+23+30", "DELIVERY_FAILED", "ADDRESS_INCORRECT"],
    ["STS+1+23+59", "DELIVERY_FAILED", "ADDRESS_NOT_FOUND"],
    ["STS+1+17", "ON_HOLD", "CUSTOMS"],
    ["STS+1+20+63", "DELAYED", "WEATHER"],
    ["STS+1+82", "RETURNED", null],
  ])("with %s says %s, reason %s", async (sts, status, reason) => {
    const segments = ["BGM+44+1+9", "CNI+1+FB-1", sts, "DTM+334:202611081000:203"];
    const [document] = await documents("IFTSTA", segments);
    expect(document).toMatchObject({
      event: {
        trackingNumber: "FB-1",
        status,
        reason,
        occurredAt: "2026-11-08T10:00:00.000Z",
        zoneUnknown: true,
      },
    });
  });

  test("speaks of every package by its own number", async () => {
    const segments = [
      "BGM+44+1+9",
      "CNI+1+FB-1",
      "STS+1+21",
      "DTM+334:20261108:102",
      "GID+1",
      "GIN+BJ+340555550000000018+340555550000000025",
    ];
    expect(await documents("IFTSTA", segments)).toMatchObject([
      { event: { trackingNumber: "340555550000000018" } },
      { event: { trackingNumber: "340555550000000025" } },
    ]);
  });
});

test.each([
  ["RECADV", "receiving advice"],
  ["PRICAT", "price catalog"],
  ["IFTMIN", "transport instruction"],
])("%s is called a %s", async (type, name) => {
  expect(await readFile(edifact, interchangeOf([{ type, segments: ["BGM+1+1"] }]))).toMatchObject({
    ok: false,
    issues: [{ code: "MESSAGE_NOT_READ", message: expect.stringContaining(`EDIFACT ${type} (${name})`) }],
  });
});
