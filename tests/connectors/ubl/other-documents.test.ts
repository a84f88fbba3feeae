import { describe, expect, test } from "vitest";
import { ubl } from "../../../src/connectors/ubl/index.js";
import type { Acknowledgment } from "../../../src/domain/acknowledgment.js";
import type { CanonicalOrderChange } from "../../../src/domain/order-change.js";
import type { ShipNotice } from "../../../src/domain/ship-notice.js";
import { ADDRESS, BUYER, documentsOf, ENVELOPE, orderLine, readUbl, ublDocument } from "./read.js";

const REFERENCE = "<cac:OrderReference><cbc:ID>RL-1</cbc:ID></cac:OrderReference>";
const status = (code: string): string => `<cbc:LineStatusCode>${code}</cbc:LineStatusCode>`;
const price = "<cac:Price><cbc:PriceAmount>4</cbc:PriceAmount></cac:Price>";

async function changeFrom(content: string, name = "OrderChange"): Promise<CanonicalOrderChange> {
  const [document] = await documentsOf(ublDocument(name, content));
  if (document?.kind !== "ORDER_CHANGE") throw new Error(`it is a ${document?.kind}`);
  return document.change;
}

async function acknowledgmentFrom(body: string): Promise<Acknowledgment> {
  const [document] = await documentsOf(body);
  if (document?.kind !== "ACKNOWLEDGMENT") throw new Error(`it is a ${document?.kind}`);
  return document.acknowledgment;
}

describe("a change of an order", () => {
  test.each<[string, string, object[]]>([
    [
      "3 sets quantity and price",
      orderLine("7", "5", status("3") + price),
      [
        { kind: "QUANTITY", lineNumber: "7", quantity: "5" },
        { kind: "PRICE", lineNumber: "7", unitPrice: "4" },
      ],
    ],
    [
      "Revised is the same in words",
      orderLine("7", "5", status("Revised")),
      [{ kind: "QUANTITY", lineNumber: "7", quantity: "5" }],
    ],
    [
      "5 restates what both agreed on",
      orderLine("7", "5", status("5")),
      [{ kind: "QUANTITY", lineNumber: "7", quantity: "5" }],
    ],
    ["none is the same", orderLine("7", "5"), [{ kind: "QUANTITY", lineNumber: "7", quantity: "5" }]],
    ["2 takes the line out", orderLine("7", "5", status("2")), [{ kind: "REMOVE_LINE", lineNumber: "7" }]],
    [
      "3 with nothing ordered takes it out as well",
      orderLine("7", "0", status("3")),
      [{ kind: "REMOVE_LINE", lineNumber: "7" }],
    ],
    [
      "1 adds it",
      orderLine("7", "5", status("1")),
      [
        {
          kind: "ADD_LINE",
          line: {
            lineNumber: "7",
            sku: "TL-1",
            description: "Cable",
            quantity: "5",
            unit: "EA",
            unitPrice: null,
          },
        },
      ],
    ],
    [
      "4 leaves it alone",
      orderLine("6", "1", status("2")) + orderLine("7", "5", status("4")),
      [{ kind: "REMOVE_LINE", lineNumber: "6" }],
    ],
  ])("does by line status: %s", async (_, lines, targets) => {
    expect((await changeFrom(REFERENCE + BUYER + lines)).targets).toEqual(targets);
  });

  test("names the order by its buyer, and itself by number and sequence", async () => {
    const change = await changeFrom(
      `<cbc:SequenceNumberID>2</cbc:SequenceNumberID><cbc:Note>Too many</cbc:Note>${REFERENCE}${BUYER}${orderLine("1", "1", status("2"))}`,
    );
    expect(change).toMatchObject({
      order: { externalId: "7350012340007/RL-1", poNumber: "RL-1" },
      reason: "Order change D-1, no. 2\nToo many",
      requestedAt: "2026-11-05T00:00:00Z",
    });
  });

  test("restates where and when as absolute targets; the day of one line stays in words", async () => {
    const when = (day: string) =>
      `<cac:RequestedDeliveryPeriod><cbc:StartDate>${day}</cbc:StartDate></cac:RequestedDeliveryPeriod>`;
    const delivery = ADDRESS.replace("</cac:Delivery>", `${when("2026-11-20")}</cac:Delivery>`);
    const line = orderLine("1", "1", `${status("4")}<cac:Delivery>${when("2026-11-25")}</cac:Delivery>`);
    const change = await changeFrom(REFERENCE + BUYER + delivery + line);
    expect(change.targets).toMatchObject([
      { kind: "SHIP_TO", shipTo: { city: "Lövsta" } },
      { kind: "DATE", requestedDate: "2026-11-20" },
    ]);
    expect(change.reason).toContain("Line 1: delivery wanted on 2026-11-25.");
  });

  test("says in words what no target has room for: a range of days, a drawing, the freight", async () => {
    const days =
      "<cac:Delivery><cac:RequestedDeliveryPeriod><cbc:StartDate>2026-11-20</cbc:StartDate><cbc:EndDate>2026-11-24</cbc:EndDate></cac:RequestedDeliveryPeriod></cac:Delivery>";
    const drawing =
      "<cac:AdditionalDocumentReference><cbc:ID>T-9</cbc:ID><cbc:DocumentType>Drawing</cbc:DocumentType></cac:AdditionalDocumentReference>";
    const freight =
      '<cac:AllowanceCharge><cbc:ChargeIndicator>true</cbc:ChargeIndicator><cbc:AllowanceChargeReason>Freight</cbc:AllowanceChargeReason><cbc:Amount currencyID="SEK">40</cbc:Amount></cac:AllowanceCharge>';
    const change = await changeFrom(REFERENCE + drawing + BUYER + days + freight);
    expect(change.targets).toEqual([{ kind: "DATE", requestedDate: "2026-11-20" }]);
    expect(change.reason?.split("\n")).toEqual([
      "Order change D-1",
      "Delivery wanted from 2026-11-20 to 2026-11-24.",
      "See: Drawing T-9",
      "Charge 40 SEK: Freight",
    ]);
  });

  test.each<[string, string, string]>([
    ["names no order", BUYER + orderLine("1", "1"), "ORDER_NOT_NAMED"],
    ["changes nothing", REFERENCE + BUYER + orderLine("1", "1", status("4")), "CHANGE_WITHOUT_EFFECT"],
    [
      "does something nobody knows",
      REFERENCE + BUYER + orderLine("1", "1", status("99")),
      "LINE_STATUS_UNKNOWN",
    ],
  ])("that %s is not read", async (_, content, code) => {
    expect(await readUbl(ublDocument("OrderChange", content))).toMatchObject({
      ok: false,
      issues: [{ code }],
    });
  });

  test("may be its cancellation, with the reason", async () => {
    const note = "<cbc:CancellationNote>Closed until spring</cbc:CancellationNote>";
    expect(await changeFrom(note + REFERENCE + BUYER, "OrderCancellation")).toMatchObject({
      order: { externalId: "7350012340007/RL-1" },
      reason: "Cancellation D-1: Closed until spring",
      targets: [{ kind: "CANCEL" }],
    });
  });
});

describe("an order response", () => {
  const response = (header: string, lines: string): string =>
    ublDocument("OrderResponse", header + REFERENCE + BUYER + lines);
  const code = (value: string): string => `<cbc:OrderResponseCode>${value}</cbc:OrderResponseCode>`;

  test.each<[string, string, string, string, string[]]>([
    ["AB", code("AB"), "", "RECEIVED", []],
    ["AP", code("AP"), "", "ACCEPTED", []],
    ["RE", code("RE"), "", "REJECTED", []],
    ["29, as it was before Peppol", code("29"), "", "ACCEPTED", []],
    [
      "CA with a change",
      code("CA"),
      orderLine("1", "1", status("3")) + orderLine("2", "1", status("5")),
      "ACCEPTED_WITH_CHANGE",
      ["ACCEPTED_WITH_CHANGE", "ACCEPTED"],
    ],
    [
      "CA with a refusal",
      code("CA"),
      orderLine("1", "1", status("7")) + orderLine("2", "1", status("5")),
      "PARTIALLY_ACCEPTED",
      ["REJECTED", "ACCEPTED"],
    ],
    ["CA with nothing but refusals", code("CA"), orderLine("1", "1", status("7")), "REJECTED", ["REJECTED"]],
    [
      "CA with what has come already",
      code("CA"),
      orderLine("1", "1", status("42")),
      "ACCEPTED_WITH_CHANGE",
      ["ALREADY_SHIPPED"],
    ],
    ["no code, and lines that are accepted", "", orderLine("1", "1", status("5")), "ACCEPTED", ["ACCEPTED"]],
    ["no code, and lines that say nothing", "", orderLine("1", "1"), "RECEIVED", ["UNKNOWN"]],
    [
      "AP, and a line that is changed all the same",
      code("AP"),
      orderLine("1", "1", status("3")) + orderLine("2", "1", status("5")),
      "ACCEPTED_WITH_CHANGE",
      ["ACCEPTED_WITH_CHANGE", "ACCEPTED"],
    ],
    [
      "AP, and a line that is refused all the same",
      code("AP"),
      orderLine("1", "1", status("7")) + orderLine("2", "1", status("5")),
      "PARTIALLY_ACCEPTED",
      ["REJECTED", "ACCEPTED"],
    ],
    [
      "no code, and a line that is changed",
      "",
      orderLine("1", "1", status("3")),
      "ACCEPTED_WITH_CHANGE",
      ["ACCEPTED_WITH_CHANGE"],
    ],
    [
      "no code, and what has come already",
      "",
      orderLine("1", "1", status("42")),
      "ACCEPTED_WITH_CHANGE",
      ["ALREADY_SHIPPED"],
    ],
    ["AP, and lines that say nothing", code("AP"), orderLine("1", "1"), "ACCEPTED", ["ACCEPTED"]],
    [
      "an agreement",
      "<cbc:CustomizationID>urn:fdc:peppol.eu:poacc:trns:order_agreement:3</cbc:CustomizationID>",
      orderLine("1", "1"),
      "ACCEPTED",
      ["ACCEPTED"],
    ],
  ])("with %s is understood", async (_, header, lines, expected, lineCodes) => {
    const read = await acknowledgmentFrom(response(header, lines));
    expect(read).toMatchObject({
      level: "BUSINESS",
      code: expected,
      order: { externalId: "7350012340007/RL-1", poNumber: "RL-1" },
    });
    expect(read.lines.map((line) => line.code)).toEqual(lineCodes);
  });

  test("to a change says which change", async () => {
    const header = `${code("AP")}<cac:OrderChangeDocumentReference><cbc:ID>C-2</cbc:ID></cac:OrderChangeDocumentReference>`;
    expect((await acknowledgmentFrom(response(header, ""))).control.message).toBe("C-2");
  });

  test("that names no order is not read", async () => {
    expect(await readUbl(ublDocument("OrderResponse", code("AP") + BUYER))).toMatchObject({
      ok: false,
      issues: [{ code: "ORDER_NOT_NAMED" }],
    });
  });
});

describe("an application response", () => {
  const response = (customization: string, code: string, type: string): string =>
    ublDocument(
      "ApplicationResponse",
      `<cbc:CustomizationID>${customization}</cbc:CustomizationID><cac:DocumentResponse><cac:Response><cbc:ResponseCode>${code}</cbc:ResponseCode></cac:Response><cac:DocumentReference><cbc:ID>X-1</cbc:ID><cbc:DocumentTypeCode>${type}</cbc:DocumentTypeCode></cac:DocumentReference></cac:DocumentResponse>`,
    );

  test.each<[string, string, string, string, string, string | null]>([
    ["urn:fdc:peppol.eu:poacc:trns:mlr:3", "AB", "231", "TECHNICAL", "RECEIVED", null],
    ["urn:www.cenbii.eu:transaction:biitrns071:ver2.0", "RE", "9", "TECHNICAL", "REJECTED", null],
    ["OIOUBL-2.02", "BusinessReject", "Order", "BUSINESS", "REJECTED", "X-1"],
    ["OIOUBL-2.02", "TechnicalAccept", "Invoice", "TECHNICAL", "ACCEPTED", null],
    ["urn:fdc:peppol.eu:logistics:trns:application_response:1", "AP", "220", "BUSINESS", "ACCEPTED", "X-1"],
  ])("of %s with %s to %s is %s, %s", async (customization, native, type, level, code, poNumber) => {
    const read = await acknowledgmentFrom(response(customization, native, type));
    expect(read).toMatchObject({ level, code, control: { message: "X-1" }, order: { poNumber } });
  });

  test("that nobody understands is not read", async () => {
    expect(await readUbl(response("x", "PERHAPS", "220"))).toMatchObject({
      ok: false,
      issues: [{ code: "ANSWER_UNKNOWN" }],
    });
  });
});

describe("a despatch advice", () => {
  const goods = (line: string, quantity: string): string =>
    `<cac:GoodsItem><cbc:ID>${line}</cbc:ID><cbc:Quantity unitCode="EA">${quantity}</cbc:Quantity></cac:GoodsItem>`;
  const unit = (id: string, content: string, name = "TransportHandlingUnit"): string =>
    `<cac:${name}><cbc:ID>${id}</cbc:ID>${content}</cac:${name}>`;
  const despatchLine = (id: string, quantity: string, more = ""): string =>
    `<cac:DespatchLine><cbc:ID>${id}</cbc:ID><cbc:DeliveredQuantity unitCode="EA">${quantity}</cbc:DeliveredQuantity><cac:OrderLineReference><cbc:LineID>${id}0</cbc:LineID></cac:OrderLineReference><cac:Item><cbc:Name>Cable</cbc:Name></cac:Item>${more}</cac:DespatchLine>`;
  const advice = (units: string, lines: string): string =>
    ublDocument(
      "DespatchAdvice",
      `${REFERENCE}${BUYER}<cac:Shipment><cbc:ID>NA</cbc:ID>${units}</cac:Shipment>${lines}`,
    );

  async function noticeFrom(body: string): Promise<ShipNotice> {
    const [document] = await documentsOf(body);
    if (document?.kind !== "SHIP_NOTICE") throw new Error(`it is a ${document?.kind}`);
    return document.notice;
  }
  const shape = ({ packages }: ShipNotice) =>
    packages.map(({ id, parent, lines }) => [
      id,
      parent,
      lines.map(({ lineNumber, quantity }) => `${lineNumber}:${quantity}`),
    ]);

  test.each<[string, string, string, unknown[]]>([
    ["loose", "", despatchLine("1", "5"), [[null, null, ["10:5"]]]],
    [
      "in a unit, and what is over",
      unit("U", goods("1", "3")),
      despatchLine("1", "5"),
      [
        ["U", null, ["10:3"]],
        [null, null, ["10:2"]],
      ],
    ],
    [
      "in packages within packages, each with its own",
      unit(
        "U",
        goods("1", "1") +
          unit("P", goods("1", "2") + unit("C", goods("2", "4"), "ContainedPackage"), "Package"),
      ),
      despatchLine("1", "3") + despatchLine("2", "4"),
      [
        ["U", null, ["10:1"]],
        ["P", "U", ["10:2"]],
        ["C", "P", ["20:4"]],
      ],
    ],
    [
      "in the unit that the line names",
      "",
      despatchLine("1", "5", `<cac:Shipment>${unit("S", "")}</cac:Shipment>`),
      [["S", null, ["10:5"]]],
    ],
    [
      "in one unit that comes up twice",
      unit("U", goods("1", "2")) + unit("U", goods("1", "3")),
      despatchLine("1", "5"),
      [["U", null, ["10:2", "10:3"]]],
    ],
    [
      "in a package that claims to be in itself",
      unit("U", unit("U", goods("1", "5"), "Package")),
      despatchLine("1", "5"),
      [["U", null, ["10:5"]]],
    ],
  ])("tells which goods are %s", async (_, units, lines, packages) => {
    expect(shape(await noticeFrom(advice(units, lines)))).toEqual(packages);
  });

  test.each([
    [
      "the last day of its period",
      "<cbc:StartDate>2026-11-20</cbc:StartDate><cbc:EndDate>2026-11-22</cbc:EndDate>",
      "2026-11-22",
    ],
    ["the first, where that is all it says", "<cbc:StartDate>2026-11-20</cbc:StartDate>", "2026-11-20"],
  ])("is expected by %s", async (_, period, day) => {
    const delivery = `<cac:Delivery><cac:EstimatedDeliveryPeriod>${period}</cac:EstimatedDeliveryPeriod></cac:Delivery>`;
    expect((await noticeFrom(advice(delivery, despatchLine("1", "5")))).estimatedDelivery).toBe(day);
  });

  test("tells how long its goods keep", async () => {
    const instance =
      "<cac:ItemInstance><cbc:BestBeforeDate>2027-02-01</cbc:BestBeforeDate><cac:LotIdentification><cbc:LotNumberID>L-7</cbc:LotNumberID><cbc:ExpiryDate>2027-03-01</cbc:ExpiryDate></cac:LotIdentification></cac:ItemInstance>";
    const line = despatchLine("1", "5").replace("</cac:Item>", `${instance}</cac:Item>`);
    expect((await noticeFrom(advice("", line))).packages[0]?.lines[0]?.description).toBe(
      "Cable (Lot: L-7; Expires: 2027-03-01; Best before: 2027-02-01)",
    );
  });

  test("that packs more than it delivers is read, with a warning", async () => {
    expect(await readUbl(advice(unit("U", goods("1", "9")), despatchLine("1", "5")))).toMatchObject({
      ok: true,
      warnings: [{ code: "PACKAGES_DIFFER" }],
    });
  });

  test("says which of several orders each line belongs to", async () => {
    const other = despatchLine("2", "1").replace(
      "</cac:OrderLineReference>",
      "<cac:OrderReference><cbc:ID>RL-2</cbc:ID></cac:OrderReference></cac:OrderLineReference>",
    );
    const { orders, packages } = await noticeFrom(advice("", despatchLine("1", "1") + other));
    expect(orders.map(({ poNumber }) => poNumber)).toEqual(["RL-1", "RL-2"]);
    // The first line names none, and there are two: nobody guesses.
    expect(packages[0]?.lines.map(({ order }) => order)).toEqual([null, 1]);
  });

  test.each([
    ["9", "ORIGINAL"],
    ["5", "REPLACE"],
    ["1", "CANCEL"],
    ["NoStatus", "ORIGINAL"],
  ])("with the status %s is a notice of the purpose %s", async (code, purpose) => {
    const body = ublDocument(
      "DespatchAdvice",
      `<cbc:DocumentStatusCode>${code}</cbc:DocumentStatusCode>${REFERENCE}${despatchLine("1", "1")}`,
    );
    expect((await noticeFrom(body)).purpose).toBe(purpose);
  });
});

test("a transport status without a consignment is an issue, not an event of nothing", async () => {
  expect(
    await readUbl(
      ublDocument(
        "TransportationStatus",
        "<cac:TransportEvent><cac:CurrentStatus><cbc:ConditionCode>31</cbc:ConditionCode></cac:CurrentStatus></cac:TransportEvent>",
      ),
    ),
  ).toMatchObject({
    ok: false,
    issues: [{ code: "NO_EVENTS" }],
  });
});

test("an invoice over several orders is kept with none of them", async () => {
  const line = (order: string) =>
    `<cac:InvoiceLine><cbc:ID>1</cbc:ID><cac:OrderLineReference><cbc:LineID>1</cbc:LineID><cac:OrderReference><cbc:ID>${order}</cbc:ID></cac:OrderReference></cac:OrderLineReference></cac:InvoiceLine>`;
  expect(await readUbl(ublDocument("Invoice", line("A") + line("B")))).toMatchObject({
    ok: true,
    documents: [{ invoice: { order: { poNumber: null } } }],
    warnings: [{ code: "SEVERAL_ORDERS" }],
  });
});

describe("the order that a document is about", () => {
  const reference = (name: string, id: string): string => `<cac:${name}><cbc:ID>${id}</cbc:ID></cac:${name}>`;
  const revision = reference("OrderDocumentReference", "77#2020-12-11#ABCDEF#Revised");

  test.each<[string, string, string | null]>([
    ["an order that cannot be read", ublDocument("Order", BUYER), "7350012340007/D-1"],
    ["one that replaces another", ublDocument("Order", BUYER + revision), "ABCDEF/77"],
    [
      "a change that changes nothing",
      ublDocument("OrderChange", BUYER + reference("OrderReference", "PO-1")),
      "7350012340007/PO-1",
    ],
    ["a cancellation of nothing", ublDocument("OrderCancellation", BUYER), null],
    ["a catalogue", ublDocument("Catalogue", ""), null],
    ["a number beyond measure", `<Order><ID>${"9".repeat(500)}</ID><IssueDate/></Order>`, null],
    ["no XML", "<", null],
  ])("is told even of %s", async (_, body, key) => {
    const settings = ubl.settings.parse({});
    const document = await ubl.decode({ ...ENVELOPE, body: new TextEncoder().encode(body) }, settings);
    expect(ubl.map(document, ENVELOPE, settings).ok).toBe(false);
    expect(ubl.orderKey?.(document, settings)).toBe(key);
  });
});

test("a change whose lines all want one day changes the order's day", async () => {
  const wanted = (day: string) =>
    `<cac:Delivery><cac:RequestedDeliveryPeriod><cbc:EndDate>${day}</cbc:EndDate></cac:RequestedDeliveryPeriod></cac:Delivery>`;
  const days = async (first: string, second: string) => {
    const lines = orderLine("1", "5", status("111") + wanted(first)) + orderLine("2", "3", wanted(second));
    return (await changeFrom(REFERENCE + BUYER + lines)).targets.filter(({ kind }) => kind === "DATE");
  };
  expect(await days("2026-12-24", "2026-12-24")).toEqual([{ kind: "DATE", requestedDate: "2026-12-24" }]);
  expect(await days("2026-12-24", "2026-12-31")).toEqual([]);
});

test.each([
  ["27", "REJECTED"],
  ["29", "ACCEPTED"],
  ["30", "ACCEPTED_WITH_CHANGE"],
  ["10", "REJECTED"],
  ["37", "CANCELED"],
])("an answer says of a line with the status %s that it is %s", async (code, meant) => {
  const body = `<cbc:OrderResponseCode>CA</cbc:OrderResponseCode>${REFERENCE}${orderLine("1", "5", status(code))}`;
  expect((await acknowledgmentFrom(ublDocument("OrderResponse", body))).lines).toMatchObject([
    { code: meant, nativeCode: code },
  ]);
});

test("handling units hold the lines that they list themselves, and the packages in them", async () => {
  const goods = (quantity: string) =>
    `<cac:HandlingUnitDespatchLine><cbc:ID>1</cbc:ID><cbc:DeliveredQuantity unitCode="EA">${quantity}</cbc:DeliveredQuantity></cac:HandlingUnitDespatchLine>`;
  const packed =
    "<cac:ActualPackage><cbc:ID>B-1</cbc:ID><cac:GoodsItem><cbc:ID>1</cbc:ID><cbc:Quantity>1</cbc:Quantity></cac:GoodsItem></cac:ActualPackage>";
  const unit = `<cac:TransportHandlingUnit><cbc:ID>340000010000000017</cbc:ID>${goods("2")}${packed}</cac:TransportHandlingUnit>`;
  const line =
    '<cac:DespatchLine><cbc:ID>1</cbc:ID><cbc:DeliveredQuantity unitCode="EA">3</cbc:DeliveredQuantity><cac:OrderLineReference><cbc:LineID>10</cbc:LineID></cac:OrderLineReference></cac:DespatchLine>';
  const body = `${REFERENCE}<cac:Shipment><cbc:ID>S</cbc:ID>${unit}</cac:Shipment>${line}`;
  const [document] = await documentsOf(ublDocument("DespatchAdvice", body));
  expect(document).toMatchObject({
    notice: {
      packages: [
        { id: "340000010000000017", parent: null, lines: [{ lineNumber: "10", quantity: "2" }] },
        { id: "B-1", parent: "340000010000000017", lines: [{ lineNumber: "10", quantity: "1" }] },
      ],
    },
  });
});
