import { describe, expect, test } from "vitest";
import { decodeX12 } from "../../../src/connectors/x12/decode.js";
import { x12 } from "../../../src/connectors/x12/index.js";
import { splitX12 } from "../../../src/connectors/x12/split.js";
import { fileOf as messageOf, only, readFile } from "../../support/edi-message.js";
import { interchangeOf } from "./x12-text.js";

const HEAD = [
  ...["G50*N*20261103*70045512", "G61*OC*Ann Reed*TE*5550100", "G62*02*20261112", "NTE*GEN*Call ahead"],
  ...["G66*PP*M***Dry van", "N1*BT*Harbor Grocers*9*0123456780000", "N3*4 Quay St", "N4*Tacoma*WA*98401*US"],
  ...["N1*ST*Harbor Grocers Depot 4*9*0123456780004", "N3*9 Mill Rd", "N4*Kent*WA*98032*US"],
  "N1*BO*Hill Brokers*9*0987654320000",
];
const LINES = [
  ...[
    "G68*40*CA*18.25*006400012340*VN*BN-12",
    "G69*BAKED BEANS",
    "G70*12*16*OZ",
    "G72*01*02",
    "G73*Fall promo",
  ],
  ...["G68*6*CA*7.5*006400056780", "G69*PEAS", "G76*46*CA"],
];

const fileOf = (segments: readonly string[]): string => interchangeOf([{ id: "875", segments }]);

const order = async (segments: readonly string[]) =>
  only(await readFile(x12, fileOf(segments)), "ORDER").order;

describe("an 875", () => {
  test("is an order of who is billed for it, by its case codes or the seller's own numbers", async () => {
    expect(await order([...HEAD, ...LINES])).toMatchObject({
      externalId: "BUYERCO/70045512",
      poNumber: "70045512",
      placedAt: "2026-11-03T00:00:00Z",
      buyer: { name: "Harbor Grocers", contactName: "Ann Reed", phones: ["5550100"] },
      shipTo: { recipient: "Harbor Grocers Depot 4", lines: ["9 Mill Rd"], city: "Kent" },
      requestedDate: "2026-11-12",
      lines: [
        {
          ...{ lineNumber: "1", sku: "BN-12", description: "BAKED BEANS" },
          ...{ quantity: "40", unit: "CA", unitPrice: "18.25" },
        },
        { lineNumber: "2", sku: "006400056780", description: "PEAS", quantity: "6", unitPrice: "7.5" },
      ],
      note: ["Call ahead", "Routing: Dry van", "Line 1: Allowance or charge: Fall promo"].join("\n"),
      canceled: false,
      doubts: [],
      provenance: expect.arrayContaining([
        { path: "poNumber", part: "segment:2", rule: "element G5003", text: "70045512" },
        { path: "requestedDate", part: "segment:4", rule: "element G6202" },
      ]),
    });
  });

  test("is to be picked up on a day, or to come in a window", async () => {
    const dated = (...dates: readonly string[]) => order([HEAD[0] ?? "", ...dates, ...LINES]);
    expect(await dated("G62*10*20261112")).toMatchObject({ requestedDate: "2026-11-12", doubts: [] });
    expect((await dated("G62*53*20261112", "G62*54*20261114", "G62*10*20261110")).note).toContain(
      "Shipping on 2026-11-10.",
    );
    expect((await dated("G62*53*20261112", "G62*54*20261114")).note).toContain(
      "Delivery from 2026-11-12 to 2026-11-14.",
    );
  });

  test.each([
    ["F", { canceled: true, doubts: [] }],
    ["R", { canceled: false, doubts: [] }],
    ["C", { canceled: false, doubts: [expect.stringContaining("G5001 is C: it confirms")] }],
    ["Q", { canceled: false, doubts: [expect.stringContaining("no purpose that is known")] }],
  ])("of the status %s", async (status, expected) => {
    expect(await order([`G50*${status}*20261103*PO-1`, ...LINES])).toMatchObject(expected);
  });

  test("that names no lines cancels by its number, and none without one", async () => {
    expect(
      only(await readFile(x12, fileOf(["G50*D*20261103*PO-1", "G76*0*CA"])), "ORDER_CHANGE").change,
    ).toMatchObject({ order: { poNumber: "PO-1" }, targets: [{ kind: "CANCEL" }] });
    expect(await readFile(x12, fileOf(["G50*N*20261103", ...LINES]))).toMatchObject({
      issues: [{ code: "NUMBER_MISSING", message: "G5003 is empty: the number of the order is missing." }],
    });
  });

  test("has its faults where they stand", async () => {
    const file = fileOf(["G50*N*20261103*PO-1", "G68*x*CA*1*006400012340", "G76*1*CA"]);
    expect(await readFile(x12, file)).toMatchObject({
      issues: [{ code: "QUANTITY_INVALID", at: "segment 3 (G68)" }],
    });
  });

  test("is told apart by its number where a file is split", async () => {
    const text = interchangeOf([
      { id: "875", segments: ["G50*N*20261103*PO-1", ...LINES] },
      { id: "875", segments: ["G50*N*20261103*PO-2", ...LINES] },
    ]);
    const parts = splitX12(decodeX12(messageOf(text)));
    expect(parts.map(({ orderNumber }) => orderNumber)).toEqual(["PO-1", "PO-2"]);
  });
});
