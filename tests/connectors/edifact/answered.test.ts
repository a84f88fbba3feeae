import { describe, expect, test } from "vitest";
import { edifact } from "../../../src/connectors/edifact/index.js";
import { only, readFile } from "../../support/edi-message.js";
import { messageOf } from "./edifact-text.js";

const answer = async (line: readonly string[], bgm = "BGM+231+A-1+9") => {
  const segments = [bgm, "RFF+ON:PO-1", ...line, "UNS+S"];
  return only(await readFile(edifact, messageOf("ORDRSP", segments)), "ACKNOWLEDGMENT").acknowledgment;
};

const order = async (line: readonly string[]) =>
  only(await readFile(edifact, messageOf("ORDERS", ["BGM+220+PO-1+9", ...line, "UNS+S"])), "ORDER").order;

describe("a line without an action", () => {
  test.each([
    [["QTY+21:10", "QTY+113:10"], "ACCEPTED", "10", "ACCEPTED"],
    [["QTY+21:10", "QTY+194:4"], "ACCEPTED_WITH_CHANGE", "4", "ACCEPTED_WITH_CHANGE"],
    [["QTY+21:10", "QTY+12:0"], "REJECTED", "0", "REJECTED"],
    [["QTY+21:10", "QTY+12:0", "QTY+83:10"], "BACKORDERED", "0", "ACCEPTED_WITH_CHANGE"],
    [["QTY+21:10"], "UNKNOWN", "10", "RECEIVED"],
  ])("is answered by its quantities %s", async (quantities, code, quantity, overall) => {
    expect(await answer(["LIN+1++X-1:SA", ...quantities])).toMatchObject({
      code: overall,
      lines: [{ code, quantity }],
    });
  });

  test("stays rejected with all of the answer", async () => {
    const line = ["LIN+1++X-1:SA", "QTY+21:10", "QTY+113:10"];
    expect((await answer(line, "BGM+231+A-1+27")).lines).toMatchObject([{ code: "REJECTED", quantity: "0" }]);
  });
});

test("a confirmed day is a promised one", async () => {
  const line = ["LIN+1+5+X-1:SA", "QTY+21:10", "DTM+55:20261112:102"];
  expect((await answer(line)).lines).toMatchObject([{ promisedDate: "2026-11-12" }]);
});

describe("a price per kilogram", () => {
  const LINE = ["LIN+1+5+X-1:SA", "QTY+21:4:PCE"];
  const PRICE = "PRI+AAA:150:CT::100:KGM";

  test("of what is counted in pieces is doubted, and is no price of the answer", async () => {
    expect(await order([...LINE, PRICE])).toMatchObject({
      lines: [{ unitPrice: "1.5" }],
      doubts: [expect.stringContaining("is per KGM, but the quantity is in PCE")],
    });
    expect((await answer([...LINE, PRICE])).lines).toMatchObject([
      { unitPrice: null, note: "Price 1.5 per KGM" },
    ]);
  });

  test("is none where the amount of the line is that of its pieces, or where they are weighed", async () => {
    expect((await order([...LINE, "MOA+203:6", PRICE])).doubts).toEqual([]);
    expect((await order(["LIN+1++X-1:SA", "QTY+21:4:KGM", PRICE])).doubts).toEqual([]);
  });
});

test("a change that numbers its lines anew means those of the order that it repeats", async () => {
  const lines = [
    ...["LIN+1+3+X-3:SA", "QTY+21:50", "RFF+ON:PO-1:3", "FTX+AAI+++By lorry"],
    ...["LIN+2+2+X-5:SA", "RFF+ON:PO-1:5"],
    ...["LIN+3+1+X-9:SA", "QTY+21:4", "RFF+ON:PO-1:3"],
  ];
  const segments = ["BGM+230+C-1+4", "RFF+ON:PO-1", ...lines, "UNS+S"];
  expect(only(await readFile(edifact, messageOf("ORDCHG", segments)), "ORDER_CHANGE").change).toMatchObject({
    targets: [
      { kind: "QUANTITY", lineNumber: "3", quantity: "50" },
      { kind: "REMOVE_LINE", lineNumber: "5" },
      { kind: "ADD_LINE", line: { sku: "X-9", quantity: "4" } },
    ],
    reason: "Line 3: By lorry",
  });
});

describe("a carrier with status codes of its own", () => {
  const event = async (...segments: readonly string[]) =>
    only(
      await readFile(edifact, messageOf("IFTSTA", ["BGM+77+T-1+9", "CNI+1+7070000001", ...segments])),
      "EXECUTION",
    ).event;

  test("is understood where it uses the words of the directory beside them", async () => {
    const parcel = ["DTM+78:202611121709:203", "LOC+14+0701:16::OSLO+NO:162", "PCI+30+340123450000000017"];
    expect(await event("STS+1+Q7::87:DELIVERED", ...parcel)).toMatchObject({
      ...{ status: "DELIVERED", code: "Q7", location: "OSLO, NO", trackingNumber: "340123450000000017" },
    });
    expect(await event("STS+1+Q8::87:REFORWARDED")).toMatchObject({
      ...{ status: "UNKNOWN", description: "REFORWARDED", trackingNumber: "7070000001" },
    });
  });
});
