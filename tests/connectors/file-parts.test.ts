import { describe, expect, test } from "vitest";
import type { Connector, StoredMessage } from "../../src/connectors/connector.js";
import { edifact } from "../../src/connectors/edifact/index.js";
import { orderFile } from "../../src/connectors/order-file/index.js";
import { splitOrderFile } from "../../src/connectors/order-file/split.js";
import { x12 } from "../../src/connectors/x12/index.js";
import { type Understood, understand } from "../../src/flows/receiving/understand.js";
import { fileOf } from "../support/edi-message.js";
import { interchangeOf as edifactOf } from "./edifact/edifact-text.js";
import { interchangeOf as x12Of } from "./x12/x12-text.js";

const readAs = (connector: Connector, content: string, more: Partial<StoredMessage> = {}, settings = {}) =>
  understand(connector, { ...fileOf(content), ...more }, connector.settings.parse(settings));

const numbersIn = (understood: Understood): (string | null)[] =>
  understood.ok
    ? understood.documents.map((one) =>
        one.kind === "ORDER"
          ? one.order.poNumber
          : one.kind === "ORDER_CHANGE"
            ? one.change.order.poNumber
            : null,
      )
    : [];

const bodyOf = ({ unread = [] }: Understood, at = 0): string => new TextDecoder().decode(unread[at]?.body);

const set = (poNumber: string, line = "PO1*1*2*EA*3**VN*X") => ({
  id: "850",
  segments: [`BEG*00*SA*${poNumber}**20261103`, "N1*BY*Buyer*92*B1", line],
});
const message = (poNumber: string, quantity = "2") => ({
  type: "ORDERS",
  segments: [
    `BGM+220+${poNumber}+9`,
    "NAD+BY+B1::92++Buyer?+Son",
    "LIN+1++X:SA",
    `QTY+21:${quantity}`,
    "UNS+S",
  ],
});

describe("beside a document that cannot be read, those that can are:", () => {
  test("the sets of an X12 interchange; the other one keeps its envelope, its place and its reason", async () => {
    const read = await readAs(x12, x12Of([set("A"), set("B", "PO1*1*two*EA*3**VN*X"), set("C")]));
    expect(numbersIn(read)).toEqual(["A", "C"]);
    expect(read.unread).toMatchObject([{ name: "850 0002", number: 2 }]);
    expect(read.ok && read.warnings).toContainEqual({
      code: "QUANTITY_INVALID",
      message: expect.stringMatching(/set aside.*"two" is no number/),
      at: "850 0002, segment 4 (PO1)",
    });
    const part = bodyOf(read);
    expect(part).toContain("ISA*00*");
    expect(part).toContain("~GS*PO*BUYERCO*US*20261103*0915*7*X*004010~ST*850*0002~BEG*00*SA*B**20261103~");
    expect(part).toMatch(/~SE\*5\*0002~GE\*1\*7~IEA\*1\*000000042~$/);
  });

  test("what was set aside says in quarantine which document of the file it was", async () => {
    const read = await readAs(x12, x12Of([set("A"), set("B", "PO1*1*two*EA*3**VN*X")]));
    const headers = { "part-of": "0195f000-0000-7000-8000-000000000001", part: "850 0002" };
    expect(await readAs(x12, bodyOf(read), { headers })).toMatchObject({
      ok: false,
      issues: [{ code: "QUANTITY_INVALID", at: "850 0002, segment 4 (PO1)" }],
    });
    // Mended, it is the order that it would have been in its file.
    const mended = await readAs(x12, bodyOf(read).replace("*two*", "*2*"), { headers });
    const whole = await readAs(x12, x12Of([set("A"), set("B")]));
    expect(mended.ok && mended.documents).toEqual(whole.ok && whole.documents.slice(1));
    expect(mended.ok && mended.warnings).toEqual([]);
  });

  test("a set that breaks off at the end of the file stays broken", async () => {
    const text = x12Of([set("A"), set("B")]);
    const read = await readAs(x12, text.slice(0, text.lastIndexOf("*EA*3")));
    expect(numbersIn(read)).toEqual(["A"]);
    expect(bodyOf(read)).toMatch(/PO1\*1\*2$/);
    expect(await readAs(x12, bodyOf(read))).toMatchObject({
      ok: false,
      issues: [{ code: "MESSAGE_CUT_OFF" }],
    });
  });

  test("a change waits behind its order", async () => {
    const change = { id: "860", segments: ["BCH*04*SA*B***20261104", "POC*1*QI*9*0*EA*3**VN*X"] };
    const read = await readAs(x12, x12Of([set("A"), set("B", "PO1*1*two*EA*3**VN*X"), change]));
    expect(numbersIn(read)).toEqual(["A"]);
    expect(read.unread?.map(({ name }) => name)).toEqual(["850 0002", "860 0003"]);
    expect(read.ok && read.warnings.map(({ code }) => code)).toEqual(["QUANTITY_INVALID", "BEHIND_UNREAD"]);
  });

  test("what only the hub's own rules refuse counts as unreadable", async () => {
    const long = "9".repeat(201);
    const read = await readAs(x12, x12Of([set("A"), set(long)]));
    expect(numbersIn(read)).toEqual(["A"]);
    expect(read.unread).toMatchObject([{ name: "850 0002" }]);
  });

  test("the messages of an EDIFACT interchange, texts and all", async () => {
    const read = await readAs(edifact, edifactOf([message("A"), message("B", "two"), message("C")]));
    expect(numbersIn(read)).toEqual(["A", "C"]);
    expect(read.unread).toMatchObject([{ name: "ORDERS 2", number: 2 }]);
    expect(bodyOf(read)).toMatch(/^UNA:\+\.\? 'UNB\+UNOC:3\+.*'UNH\+2\+.*Buyer\?\+Son'.*'UNZ\+1\+881'$/);
    const mended = await readAs(edifact, bodyOf(read).replace("21:two", "21:2"));
    const whole = await readAs(edifact, edifactOf([message("A"), message("B"), message("C")]));
    expect(mended.ok && mended.documents).toEqual(whole.ok && whole.documents.slice(1, 2));
  });

  test("the orders of a table, with the rows of the others under their own numbers", async () => {
    const text =
      "Order No;SKU;Qty;Price\nA-1;X;1.234,5;2,50\nA-2;Y;two;3,00\nA-2;Z;1.234;4\n;W;5;6\nA-3;V;7;8";
    const read = await readAs(orderFile, text, { fileName: "orders.csv" });
    expect(read.ok && read.documents).toMatchObject([
      { order: { externalId: "A-1", lines: [{ quantity: "1234.5", unitPrice: "2.5" }] } },
      { order: { externalId: "A-3", lines: [{ quantity: "7", unitPrice: "8" }] } },
    ]);
    const [part] = read.unread ?? [];
    expect(part).toMatchObject({
      name: "order A-2",
      headers: { "decimal-mark": ",", "part-encoding": "utf-8" },
    });
    const headers = { ...part?.headers, "part-of": "m", part: "order A-2" };
    const settings = { encoding: "windows-1252" };
    expect(await readAs(orderFile, bodyOf(read), { headers }, settings)).toMatchObject({
      ok: false,
      issues: [{ code: "NOT_A_NUMBER", at: 'order A-2, row 3, column "Qty"' }],
    });
    // The mark was told from the whole file: "1.234" by itself could be either.
    const mended = await readAs(orderFile, bodyOf(read).replace("two", "2"), { headers }, settings);
    expect(mended).toMatchObject({
      ok: true,
      documents: [
        { order: { externalId: "A-2", lines: [{ quantity: "2" }, { quantity: "1234" }, { sku: "W" }] } },
      ],
    });
  });

  test("the orders of a workbook, whose numbers are numbers and stay what they are", async () => {
    const rows = [
      { number: 2, cells: ["Order No", "SKU", "Qty", "Price"] },
      { number: 3, cells: ["A-1", "X", "1.234", "2.5"], numeric: [2, 3] },
      { number: 4, cells: ["A-2", "Y", "7", "1.125"], numeric: [2, 3] },
    ];
    const parts = splitOrderFile(
      { tables: [{ name: "Mai", rows }], text: null },
      orderFile.settings.parse({}),
    );
    expect(parts.map(({ name }) => name)).toEqual(['order A-1, sheet "Mai"', 'order A-2, sheet "Mai"']);
    const read = await Promise.all(
      parts.map(({ body, headers = {} }) => readAs(orderFile, new TextDecoder().decode(body), { headers })),
    );
    expect(read.map((one) => one.ok && one.documents)).toMatchObject([
      [{ order: { lines: [{ sku: "X", quantity: "1.234", unitPrice: "2.5" }] } }],
      [{ order: { lines: [{ sku: "Y", quantity: "7", unitPrice: "1.125" }] } }],
    ]);
  });

  test("not the orders that stand on two sheets: nobody knows which is newer", () => {
    const rows = [
      { number: 1, cells: ["Order No", "SKU", "Qty"] },
      { number: 2, cells: ["A-1", "X", "1"] },
    ];
    const tables = [
      { name: "a", rows },
      { name: "b", rows },
    ];
    expect(splitOrderFile({ tables, text: null }, orderFile.settings.parse({}))).toEqual([]);
  });

  test.each<[string, Connector, string]>([
    ["no set can be read", x12, x12Of([set("A", "PO1*1*x*EA"), set("B", "PO1*1*y*EA")])],
    ["there is one set only", x12, x12Of([set("A", "PO1*1*x*EA")])],
    ["no message can be read", edifact, edifactOf([message("A", "x"), message("B", "y")])],
    ["no order can be read", orderFile, "Order No,SKU,Qty\nA-1,X,x\nA-2,Y,y"],
  ])("but not where %s: then the file waits as it came", async (_, connector, text) => {
    const read = await readAs(connector, text);
    expect(read.ok).toBe(false);
    expect(read.unread).toBeUndefined();
  });
});
