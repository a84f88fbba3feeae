import { describe, expect, test } from "vitest";
import { x12 } from "../../../src/connectors/x12/index.js";
import type { OrderChangeTarget } from "../../../src/domain/order-change.js";
import { only, readFile } from "../../support/edi-message.js";
import { interchangeOf, orderOf } from "./x12-text.js";

const BEG = "BEG*00*SA*PO-1**20261103";
const BUYER = "N1*BY*Buyer Co*92*B1";
const LINE = "PO1*1*2*EA*3**VN*X-1";

async function order(segments: readonly string[], settings: Record<string, unknown> = {}) {
  return only(await readFile(x12, orderOf(segments), settings), "ORDER").order;
}

async function documents(id: string, segments: readonly string[]) {
  const result = await readFile(x12, interchangeOf([{ id, segments }]));
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return result.documents;
}

describe("an 850", () => {
  test.each<[string, boolean, string | null]>([
    ["00", false, null],
    ["01", true, null],
    ["04", false, null],
    ["05", false, null],
    ["06", false, "placed another way"],
    ["07", false, "duplicate"],
    ["22", false, "copy"],
    ["ZZ", false, "no purpose"],
  ])("with purpose %s: canceled is %s, doubt is %s", async (purpose, canceled, doubt) => {
    const read = await order([`BEG*${purpose}*SA*PO-1**20261103`, BUYER, LINE]);
    expect(read).toMatchObject({ canceled, externalId: "BUYERCO/PO-1", lines: [{ lineNumber: "1" }] });
    expect(read.doubts).toEqual(doubt === null ? [] : [expect.stringContaining(doubt)]);
  });

  test("that is canceled without anything ordered is the wish to cancel", async () => {
    const result = await readFile(x12, orderOf(["BEG*01*SA*PO-1**20261103", BUYER, "PO1*1*0*EA*3**VN*X-1"]));
    expect(only(result, "ORDER_CHANGE").change).toMatchObject({
      ...{ targets: [{ kind: "CANCEL" }], order: { externalId: "BUYERCO/PO-1" } },
    });
  });

  test("keeps the numbers of its lines by their places where it states none", async () => {
    const read = await order([BEG, BUYER, "PO1**0*EA", "PO1**2*EA", "PO1*3*1*EA", "PO1**5*EA"]);
    expect(read.lines.map(({ lineNumber }) => lineNumber)).toEqual(["2", "3", "4"]);
  });

  test("of a frame has its release in its id, so that every call-off is an order", async () => {
    const read = await order(["BEG*00*RL*PO-1*0007*20261103", BUYER, LINE]);
    expect(read).toMatchObject({
      externalId: "BUYERCO/PO-1/0007",
      externalNumber: "PO-1-0007",
      poNumber: "PO-1",
    });
  });

  test("sent later has a version that sorts later", async () => {
    const text = orderOf([BEG, BUYER, LINE]);
    const versions = await Promise.all(
      [
        text,
        text.replace("000000042*0", "000000043*0"),
        text.replace("*0915*U", "*0916*U"),
        text.replace("261103", "261201"),
      ].map(async (one) => only(await readFile(x12, one), "ORDER").order.externalVersion),
    );
    expect([...versions].sort()).toEqual(versions);
    expect(new Set(versions).size).toBe(4);
  });

  test.each<[string, readonly string[], Record<string, unknown>]>([
    [
      "the buying party",
      ["N1*ST*Shop 1*92*S1", "N1*BT*Payer*92*P1", BUYER],
      { name: "Buyer Co", code: "B1" },
    ],
    ["else whoever is sold to", ["N1*ST*Shop 1*92*S1", "N1*SO*Owner*92*O1"], { name: "Owner", code: "O1" }],
    [
      "else whoever pays",
      ["N1*ST*Shop 1*92*S1", "N1*BT*Payer*1*081234567"],
      { name: "Payer", code: null, addressRole: "BILLING" },
    ],
    [
      "else where it goes",
      ["N1*ST*Shop 1*92*S1"],
      { name: "Shop 1", code: "S1", addressRole: "SHIPPING", kind: null },
    ],
    [
      "else the sender, without a name",
      ["N1*SU*Us*92*U1"],
      { name: null, code: "BUYERCO", kind: "ORGANIZATION" },
    ],
  ])("has as its buyer %s", async (_, parties, buyer) => {
    expect((await order([BEG, ...parties, LINE])).buyer).toMatchObject(buyer);
  });

  test("of a drop shipment does not take the consumer for the buyer", async () => {
    const read = await order([
      "BEG*00*DS*PO-1**20261103",
      "N1*ST*Jo Consumer",
      "N3*1 Elm Street",
      "N4*Bath*ME*04530",
      LINE,
    ]);
    expect(read.buyer).toMatchObject({ name: null, code: "BUYERCO" });
    expect(read.shipTo).toMatchObject({ recipient: "Jo Consumer", lines: ["1 Elm Street"] });
  });

  test.each<[string, string | null, readonly unknown[]]>([
    ["92", "C1", []],
    ["91", null, [{ system: "erp", value: "C1" }]],
    ["UL", null, [{ system: "gln", value: "C1" }]],
    ["1", null, [{ system: "duns", value: "C1" }]],
    ["9", null, [{ system: "duns+4", value: "C1" }]],
    ["ZZ", "C1", []],
  ])("keeps a buyer's code with qualifier %s by who gave it out", async (qualifier, code, otherCodes) => {
    expect((await order([BEG, `N1*BY*Buyer Co*${qualifier}*C1`, LINE])).buyer).toMatchObject({
      code,
      otherCodes,
    });
  });

  test("keeps a tax number as such", async () => {
    expect((await order([BEG, "N1*BY*Buyer Co*FI*12-3456789", LINE])).buyer).toMatchObject({
      ...{ code: null, taxId: "12-3456789" },
    });
  });

  test.each<[readonly string[], string | null, boolean]>([
    [["DTM*010*20261108", "DTM*002*20261110"], "2026-11-10", false],
    [["DTM*001*20261130"], "2026-11-30", false],
    [["DTM*002*261110"], "2026-11-10", false],
    [["DTM*002*991110***19"], "1999-11-10", false],
    [["DTM*002****D8*20261110"], "2026-11-10", false],
    [["DTM*002****RD8*20261110-20261112"], "2026-11-10", false],
    [["DTM*002*20261332"], null, true],
  ])("is wanted on the day of %j", async (dates, day, isWarned) => {
    const result = await readFile(x12, orderOf([BEG, ...dates, BUYER, LINE]));
    expect(only(result, "ORDER").order.requestedDate).toBe(day);
    expect(result.ok && result.warnings.some(({ code }) => code === "DATE_INVALID")).toBe(isWarned);
  });

  test("is wanted on the day of its lines where they agree, and doubted where they do not", async () => {
    const lines = (second: string) => [
      LINE,
      "DTM*002*20261110",
      "PO1*2*1*EA*1**VN*Y",
      `SCH*1*EA***002*${second}`,
    ];
    expect(await order([BEG, BUYER, ...lines("20261110")])).toMatchObject({
      requestedDate: "2026-11-10",
      doubts: [],
    });
    const differing = await order([BEG, BUYER, ...lines("20261117")]);
    expect(differing).toMatchObject({
      requestedDate: "2026-11-10",
      doubts: [expect.stringContaining("2026-11-17")],
    });
  });

  test("does not take the day it is to leave for another day it is to come", async () => {
    const read = await order([
      BEG,
      "DTM*037*20261101",
      "DTM*038*20261105",
      BUYER,
      LINE,
      "SCH*2*EA***106*20261110",
    ]);
    expect(read).toMatchObject({ requestedDate: "2026-11-10", doubts: [] });
  });

  test.each<[string, string | null]>([
    ["PO1*1*2*EA*3.5*PE*VN*X", "3.5"],
    ["PO1*1*2*EA*350*HP*VN*X", "3.5"],
    ["PO1*1*2*EA*3500*TP*VN*X", "3.5"],
    ["PO1*1*2*DZ*42*PD*VN*X", "42"],
    ["PO1*1*2*EA*42*PD*VN*X", "3.5"],
    ["PO1*1*2*EA*.125**VN*X", "0.125"],
    ["PO1*1*2*EA***VN*X", null],
  ])("states the price of one unit: %s", async (segment, unitPrice) => {
    expect((await order([BEG, BUYER, segment])).lines[0]?.unitPrice).toBe(unitPrice);
  });

  test.each<[string, string | null, string | null]>([
    ["PO1*1*2*EA*3**UP*012345678905*VN*X-1*BP*B-1", "X-1", "qualifier VN"],
    ["PO1*1*2*EA*3**BP*B-1*UP*012345678905", "012345678905", "qualifier UP"],
    ["PO1*1*2*EA*3**BP*B-1", "B-1", "qualifier BP"],
    ["PO1*1*2*EA*3**PO*77*QQ*own", "own", "qualifier QQ"],
    ["PO1*1*2*EA*3", null, null],
  ])("takes the seller's own article number first: %s", async (segment, sku, rule) => {
    const read = await order([BEG, BUYER, segment]);
    expect(read.lines[0]?.sku).toBe(sku);
    expect(read.provenance.find(({ path }) => path === "lines.0.sku")?.rule ?? null).toBe(rule);
  });

  test("sums up the schedule where a line has no quantity of its own", async () => {
    const read = await order([
      BEG,
      BUYER,
      "PO1*1**EA*3**VN*X",
      "SCH*5*EA***002*20261110",
      "SCH*7.5*EA***002*20261110",
    ]);
    expect(read.lines[0]?.quantity).toBe("12.5");
  });

  test("doubts orders of somebody else, tests, and places that are codes", async () => {
    const text = orderOf([BEG, BUYER, "N1*ST**92*0007", LINE]).replace("*0*P*>", "*0*T*>");
    const read = async (settings: Record<string, unknown>) =>
      only(await readFile(x12, text, settings), "ORDER").order.doubts.join(" ");
    expect(await read({})).toMatch(/marked as a test.*by a code only \(Code 0007\)/);
    expect(await read({ usage: "T" })).not.toContain("test");
    expect(await read({ partnerId: "SOMEBODY" })).toContain('comes from "BUYERCO"');
    expect(await read({ partnerId: "BUYERCO" })).not.toContain("comes from");
  });

  test("tells two places apart that are codes only", async () => {
    const [a, b] = await Promise.all(
      ["0007", "0008"].map((code) => order([BEG, BUYER, `N1*ST*Shop*92*${code}`, LINE])),
    );
    expect(a?.shipTo?.lines).not.toEqual(b?.shipTo?.lines);
  });

  test("takes country and currency from the connection where it names none", async () => {
    const read = await order([BEG, BUYER, "N1*ST*Shop", "N3*1 Elm Street", "N4*Bath*ME*04530", LINE], {
      ...{ country: "US", currency: "USD" },
    });
    expect(read).toMatchObject({ currency: "USD", shipTo: { country: "US", region: "ME" } });
  });

  test.each<[readonly string[], string, string]>([
    [[BEG, BUYER, "PO1*1*-2*EA"], "QUANTITY_INVALID", "segment 4 (PO1)"],
    [[BEG, BUYER, "PO1*1**EA"], "QUANTITY_MISSING", "segment 4 (PO1)"],
    [[BEG, BUYER, "PO1*1*1,5*EA"], "QUANTITY_INVALID", "segment 4 (PO1)"],
    [[BEG, BUYER, "PO1*1*1*EA*x"], "PRICE_INVALID", "segment 4 (PO1)"],
    [[BEG, BUYER, "PO1*1*0*EA"], "NO_LINES", "segment 2 (BEG)"],
    [["BEG*00*SA**1*20261103", LINE], "NUMBER_MISSING", "segment 2 (BEG)"],
    [[BUYER, LINE], "NUMBER_MISSING", "segment 2 (BEG)"],
  ])("that cannot be an order says why: %j", async (segments, code, at) => {
    expect(await readFile(x12, orderOf(segments))).toMatchObject({ ok: false, issues: [{ code, at }] });
  });
});

describe("an 860", () => {
  const changed = async (poc: readonly string[], heading: readonly string[] = []) => {
    const [document] = await documents("860", ["BCH*04*SA*PO-1**2*20261102", ...heading, ...poc]);
    return document?.kind === "ORDER_CHANGE" ? document.change : null;
  };

  test.each<[string, readonly OrderChangeTarget[]]>([
    ["POC*1*QI*30*6*EA*9", [{ kind: "QUANTITY", lineNumber: "1", quantity: "30" }]],
    ["POC*1*QD*0*0*EA", [{ kind: "REMOVE_LINE", lineNumber: "1" }]],
    ["POC*1*PC***EA*9", [{ kind: "PRICE", lineNumber: "1", unitPrice: "9" }]],
    ["POC*1*PC*30**EA*9", [{ kind: "PRICE", lineNumber: "1", unitPrice: "9" }]],
    [
      "POC*1*PQ*30**EA*9",
      [
        { kind: "QUANTITY", lineNumber: "1", quantity: "30" },
        { kind: "PRICE", lineNumber: "1", unitPrice: "9" },
      ],
    ],
    [
      "POC*1*CA*0.5*0*EA*61.59",
      [
        { kind: "QUANTITY", lineNumber: "1", quantity: "0.5" },
        { kind: "PRICE", lineNumber: "1", unitPrice: "61.59" },
      ],
    ],
    ["POC*001*DI", [{ kind: "REMOVE_LINE", lineNumber: "001" }]],
  ])("with %s asks for %j", async (poc, targets) => {
    expect((await changed([poc]))?.targets).toEqual(targets);
  });

  test("replaces an article by taking the line out and putting one in", async () => {
    expect((await changed(["POC*4*RE*12**EA*2**VN*NEW-1"]))?.targets).toMatchObject([
      { kind: "REMOVE_LINE", lineNumber: "4" },
      { kind: "ADD_LINE", line: { lineNumber: "4", sku: "NEW-1", quantity: "12", unitPrice: "2" } },
    ]);
  });

  test("moves the day of the order where all its lines move to one day, and tells a person where they do not", async () => {
    const lines = (...days: string[]) => days.flatMap((day, at) => [`POC*${at + 1}*CT`, `DTM*002*${day}`]);
    expect((await changed(lines("20261110", "20261110")))?.targets).toEqual([
      { kind: "DATE", requestedDate: "2026-11-10" },
    ]);
    const differing = await changed([...lines("20261110", "20261117"), "POC*3*QI*4**EA"]);
    expect(differing).toMatchObject({
      targets: [{ kind: "QUANTITY", lineNumber: "3" }],
      reason: expect.stringMatching(/Line 1 is wanted on 2026-11-10.\nLine 2 is wanted on 2026-11-17/),
    });
  });

  test("names the order as the 850 did", async () => {
    const [document] = await documents("860", ["BCH*01*RL*PO-1*0007*3*20261102*****20261105"]);
    expect(document).toMatchObject({
      change: {
        order: { externalId: "BUYERCO/PO-1/0007", number: "PO-1-0007", poNumber: "PO-1" },
        ...{ requestedAt: "2026-11-05T00:00:00Z", targets: [{ kind: "CANCEL" }] },
      },
    });
  });
});

describe("a 214", () => {
  const event = async (...segments: string[]) => {
    const [document] = await documents("214", ["B10*PRO-1*BOL-1*FSTL", "LX*1", ...segments]);
    return document?.kind === "EXECUTION" ? document.event : null;
  };

  test.each<[string, string, string | null]>([
    ["AF*NS", "PICKED_UP", null],
    ["X6*NS", "IN_TRANSIT", null],
    ["OA*NS", "OUT_FOR_DELIVERY", null],
    ["A7*NS", "DELIVERY_FAILED", "REFUSED"],
    ["A7*BS", "DELIVERY_FAILED", "REFUSED"],
    ["A9", "DELIVERY_FAILED", "DAMAGED"],
    ["AH*A2", "DELIVERY_FAILED", "ADDRESS_INCORRECT"],
    ["AH*A5", "DELIVERY_FAILED", "ADDRESS_NOT_FOUND"],
    ["AH*B1", "DELIVERY_FAILED", "RECIPIENT_ABSENT"],
    ["SD*AO", "DELAYED", "WEATHER"],
    ["SD*BT", "RETURN_TO_SENDER", "OTHER"],
    ["SD*C1", "READY_FOR_PICKUP", "OTHER"],
    ["A3", "RETURN_TO_SENDER", null],
    ["D1*NS", "DELIVERED", null],
    ["D1*A1", "DELIVERED", "CARRIER"],
    ["CA*NS", "CANCELED", null],
    ["XB*NS", "LABEL_CREATED", null],
  ])("with AT7*%s says %s, reason %s", async (codes, status, reason) => {
    const [code = "", why = ""] = codes.split("*");
    expect(await event(`AT7*${code}*${why}***20261108*0900*UT`)).toMatchObject({
      ...{ trackingNumber: "PRO-1", carrier: "FSTL", status, reason },
      code: [code, why].filter((part) => part !== "").join("/"),
    });
  });

  test.each<[string, readonly string[], string, boolean]>([
    ["Eastern time in winter", ["AT7*X6****20261208*0900*ET"], "2026-12-08T14:00:00.000Z", false],
    ["Eastern time in summer", ["AT7*X6****20260708*0900*ET"], "2026-07-08T13:00:00.000Z", false],
    ["Central daylight time", ["AT7*X6****20260708*0900*CD"], "2026-07-08T14:00:00.000Z", false],
    ["Newfoundland time", ["AT7*X6****20261208*0900*NS"], "2026-12-08T12:30:00.000Z", false],
    ["two hours ahead", ["AT7*X6****20260708*0900*02"], "2026-07-08T07:00:00.000Z", false],
    ["five hours behind", ["AT7*X6****20260708*0900*20"], "2026-07-08T14:00:00.000Z", false],
    [
      "the clock of the place",
      ["AT7*X6****20261208*0900*LT", "MS1*Fresno*CA*US"],
      "2026-12-08T17:00:00.000Z",
      false,
    ],
    [
      "a place of two zones",
      ["AT7*X6****20261208*0900", "MS1*Miami*FL*US"],
      "2026-12-08T09:00:00.000Z",
      true,
    ],
    ["nobody's clock", ["AT7*X6****20261208*0900"], "2026-12-08T09:00:00.000Z", true],
  ])("reads %s", async (_, segments, occurredAt, zoneUnknown) => {
    expect(await event(...segments)).toMatchObject({ occurredAt, zoneUnknown });
  });

  test("keeps an estimate as the day of the delivery and not as something that happened", async () => {
    expect(await event("AT7*AG****20261225*0900*ET")).toMatchObject({
      ...{ status: "IN_TRANSIT", occurredAt: "2026-11-03T09:15:00Z", estimatedDelivery: "2026-12-25" },
    });
  });

  test("without a status is no status message", async () => {
    const result = await readFile(
      x12,
      interchangeOf([{ id: "214", segments: ["B10*PRO-1*BOL-1*FSTL", "LX*1"] }]),
    );
    expect(result).toMatchObject({ ok: false, issues: [{ code: "STATUS_MISSING" }] });
  });
});

describe("an 855", () => {
  test.each<[string, readonly string[], string]>([
    ["AD", ["ACK*IA*2*EA"], "ACCEPTED"],
    ["AC", ["ACK*IQ*1*EA"], "ACCEPTED_WITH_CHANGE"],
    ["AD", ["ACK*IR"], "REJECTED"],
    ["AK", [], "ACCEPTED"],
    ["AH", [], "RECEIVED"],
    ["RJ", [], "REJECTED"],
    ["ZZ", ["ACK*IA"], "RECEIVED"],
    ["??", ["ACK*IA"], "RECEIVED"],
  ])("of type %s with %j says %s", async (type, acks, code) => {
    const [document] = await documents("855", [`BAK*00*${type}*PO-1*20261102`, LINE, ...acks]);
    expect(document).toMatchObject({ acknowledgment: { level: "BUSINESS", code, nativeCode: type } });
  });

  test("with one line refused of two is half a yes", async () => {
    const [document] = await documents("855", [
      "BAK*00*AC*PO-1",
      LINE,
      "ACK*IA*2*EA",
      "PO1*2*5*EA",
      "ACK*R2",
    ]);
    expect(document).toMatchObject({
      acknowledgment: {
        code: "PARTIALLY_ACCEPTED",
        lines: [{ quantity: "2" }, { code: "REJECTED", quantity: "0" }],
      },
    });
  });
});

test.each([
  ["204", "motor carrier load tender"],
  ["270", "eligibility inquiry"],
  ["940", "warehouse shipping order"],
])("a %s is called a %s", async (id, name) => {
  const result = await readFile(x12, interchangeOf([{ id, segments: ["XXX*1"] }]));
  expect(result).toMatchObject({
    ok: false,
    issues: [{ code: "SET_NOT_READ", message: expect.stringContaining(`X12 ${id} (${name})`) }],
  });
});
