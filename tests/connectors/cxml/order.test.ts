import { describe, expect, test } from "vitest";
import { cxml } from "../../../src/connectors/cxml/index.js";
import { address, anOrder, cxmlDocument, ENVELOPE, itemOut, orderFrom, readCxml, SECRET } from "./read.js";

describe("an order request", () => {
  test.each<[string, string, string, string]>([
    ["new", 'type="new"', "2026-11-10T09:00:00-06:00", "000000/2026-11-10T15:00:00.000Z"],
    [
      "an update with a version",
      'type="update" orderVersion="3"',
      "2026-11-10T09:00:00-06:00",
      "000003/2026-11-10T15:00:00.000Z",
    ],
    [
      "an update without one",
      'type="update"',
      "2026-11-11T09:00:00-06:00",
      "000000/2026-11-11T15:00:00.000Z",
    ],
  ])(
    "that is %s is the whole order, with a version that sorts",
    async (_, attributes, timestamp, externalVersion) => {
      const order = await orderFrom(anOrder({ attributes, timestamp }));
      expect(order).toMatchObject({
        externalId: "AN01000200301/PO-1",
        poNumber: "PO-1",
        externalVersion,
        canceled: false,
        doubts: [],
      });
      expect(order.placedAt).toBe("2026-11-10T08:59:00-06:00");
    },
  );

  test("to delete cancels the order that it names, whatever its lines say", async () => {
    const result = await readCxml(anOrder({ attributes: 'type="delete"', items: itemOut("1", "0") }));
    expect(result).toMatchObject({
      ok: true,
      documents: [
        {
          kind: "ORDER_CHANGE",
          change: { order: { externalId: "AN01000200301/PO-1" }, targets: [{ kind: "CANCEL" }] },
        },
      ],
    });
  });

  test.each<[string, Parameters<typeof anOrder>[0], RegExp]>([
    ["a test", { request: ' deploymentMode="test"' }, /marks the order as a test/],
    ["a blanket order", { attributes: 'type="new" orderType="blanket"' }, /blanket order/],
    ["an unheard-of type", { attributes: 'type="maybe"' }, /type "maybe"/],
    ["no address", { header: "" }, /names no delivery address/],
    [
      "the number of a place",
      { header: '<ShipTo><Address addressID="BW-7"><Name>Plant 7</Name></Address></ShipTo>' },
      /for the place BW-7/,
    ],
    ["a line that orders nothing", { items: itemOut("1", "2") + itemOut("2", "0") }, /Line 2 orders nothing/],
  ])("is in doubt for %s", async (_, parts, doubt) => {
    expect((await orderFrom(anOrder(parts))).doubts).toEqual([expect.stringMatching(doubt)]);
  });

  test("with a place for a line is in doubt, and the note says which line goes where", async () => {
    const items =
      itemOut("1", "2") + itemOut("2", "1", `<ShipTo>${address("Plant 9", "12 Lake Drive")}</ShipTo>`);
    const order = await orderFrom(anOrder({ items }));
    expect(order.shipTo).toMatchObject({
      recipient: "Plant 7",
      department: "Dana Ortiz, Dock B",
      lines: ["400 River Street"],
    });
    expect(order.doubts).toEqual([expect.stringContaining("2 different places")]);
    expect(order.note).toContain("Line 2: to Plant 9, 12 Lake Drive, 61605, Peoria.");
  });

  test("with the same place on every line goes there", async () => {
    const place = `<ShipTo>${address("Plant 9", "12 Lake Drive")}</ShipTo>`;
    const order = await orderFrom(
      anOrder({ header: "", items: itemOut("1", "2", place) + itemOut("2", "1", place) }),
    );
    expect(order).toMatchObject({ shipTo: { lines: ["12 Lake Drive"] }, doubts: [] });
  });

  test.each<[string, string, string | null, number]>([
    [
      "in its header",
      anOrder({ attributes: 'type="new" requestedDeliveryDate="2026-11-18T23:00:00-06:00"' }),
      "2026-11-18",
      0,
    ],
    [
      "on its lines, where they agree",
      anOrder({ items: itemOut("1", "2", "", ' requestedDeliveryDate="2026-11-19"') }),
      "2026-11-19",
      0,
    ],
    [
      "on its lines, where they differ",
      anOrder({
        items:
          itemOut("1", "2", "", ' requestedDeliveryDate="2026-11-19"') +
          itemOut("2", "1", '<ScheduleLine quantity="1" requestedDeliveryDate="2026-11-29"/>'),
      }),
      "2026-11-19",
      1,
    ],
    ["nowhere", anOrder(), null, 0],
  ])("has its day %s", async (_, body, requestedDate, doubts) => {
    const order = await orderFrom(body);
    expect(order.requestedDate).toBe(requestedDate);
    expect(order.doubts).toHaveLength(doubts);
  });

  test.each<[string, string, string | null]>([
    ["4.00", "", "4.00"],
    [
      "30.00",
      '<PriceBasisQuantity quantity="100" conversionFactor="1"><UnitOfMeasure>EA</UnitOfMeasure></PriceBasisQuantity>',
      "0.3",
    ],
    [
      "10.00",
      '<PriceBasisQuantity quantity="1" conversionFactor="0.5"><UnitOfMeasure>BX</UnitOfMeasure></PriceBasisQuantity>',
      "5",
    ],
    ["1,250.00", "", "1250.00"],
    ["cheap", "", null],
  ])("with a price of %s and the basis %s has the unit price %s", async (money, basis, unitPrice) => {
    const items = `<ItemOut lineNumber="1" quantity="2"><ItemID><SupplierPartID>TL-1</SupplierPartID></ItemID><ItemDetail><UnitPrice><Money currency="USD">${money}</Money></UnitPrice><UnitOfMeasure>EA</UnitOfMeasure>${basis}</ItemDetail></ItemOut>`;
    expect((await orderFrom(anOrder({ items }))).lines[0]?.unitPrice).toBe(unitPrice);
  });

  test("knows its buyer by the identity it was sent under, and by others where they mean the same everywhere", async () => {
    const from =
      '<Credential domain="DUNS"><Identity>123456789</Identity></Credential><Credential domain="InternalSupplierid"><Identity>22</Identity></Credential><Credential domain="NetworkId"><Identity>AN01000200301</Identity></Credential>';
    const header = `<ShipTo>${address("Plant 7", "1 Street")}</ShipTo><BillTo>${address("Brightwell Foods Inc.", "1 Mill Road")}</BillTo><Contact role="supplierCorporate"><Name>Somebody else</Name></Contact><Contact role="endUser"><Name>Dana Ortiz</Name><Email>dana@brightwell.example</Email></Contact><Extrinsic name="Department">Maintenance</Extrinsic><Extrinsic name="buyerVatID">US12</Extrinsic>`;
    expect((await orderFrom(anOrder({ from, header }))).buyer).toMatchObject({
      code: "AN01000200301",
      otherCodes: [
        { system: "networkid", value: "AN01000200301" },
        { system: "duns", value: "123456789" },
      ],
      kind: "ORGANIZATION",
      name: "Brightwell Foods Inc.",
      department: "Maintenance",
      contactName: "Dana Ortiz",
      emails: ["dana@brightwell.example"],
      taxId: "US12",
      addressRole: "BILLING",
    });
  });

  test("does not come to its total: a warning with its place", async () => {
    const header = `<Total><Money currency="USD">9.99</Money></Total><ShipTo>${address("Plant 7", "1 Street")}</ShipTo>`;
    expect(await readCxml(anOrder({ header }))).toMatchObject({
      ok: true,
      warnings: [
        { code: "TOTAL_DIFFERS", at: "/cXML/Request/OrderRequest/OrderRequestHeader/Total, line 1" },
      ],
    });
  });
});

describe("the shared secret of a document", () => {
  const everywhere = `<ShipTo>${address("Plant 7", "1 Street")}</ShipTo><Comments>Hello</Comments><Extrinsic name="sharedSecret">${SECRET}</Extrinsic><Extrinsic name="CardNumber">4111111111111111</Extrinsic>`;
  test.each<[string, string]>([
    ["an order", anOrder({ header: everywhere })],
    ["an order with faults", anOrder({ header: everywhere, items: itemOut("1", "x") })],
    ["a request of another kind", cxmlDocument("<Request><ProfileRequest/></Request>")],
    ["a document that is cut off behind it", anOrder().slice(0, -60)],
    ["a document with a fault behind it", anOrder().replace("<Request>", "<Request>&oops;")],
    [
      "a status",
      cxmlDocument(
        '<Request><StatusUpdateRequest><Status code="200" text="OK"/></StatusUpdateRequest></Request>',
      ),
    ],
  ])("is nowhere in what is read of %s", async (_, body) => {
    const said = JSON.stringify(await readCxml(body));
    expect(said).not.toContain(SECRET);
    expect(said).not.toContain("4111111111111111");
  });
});

describe("other cXML documents", () => {
  test.each<[string, string, string]>([
    ["a punchout", cxmlDocument("<Request><PunchOutSetupRequest/></Request>"), "PunchOutSetupRequest"],
    ["a profile", cxmlDocument("<Request><ProfileRequest/></Request>"), "ProfileRequest"],
    [
      "a basket",
      cxmlDocument('<Message><Status code="200" text="OK"/><PunchOutOrderMessage/></Message>'),
      "PunchOutOrderMessage",
    ],
    ["a word that JavaScript knows", cxmlDocument("<Request><constructor/></Request>"), "constructor"],
  ])("%s is called by its name", async (_, body, name) => {
    expect(await readCxml(body)).toMatchObject({
      ok: false,
      issues: [{ code: "NOT_AN_ORDER_DOCUMENT", message: expect.stringContaining(`"${name}"`) }],
    });
  });

  test.each<[string, string]>([
    ["NOT_CXML", "<Order/>"],
    ["CXML_EMPTY", "<cXML/>"],
    ["ANSWER_MISSING", '<cXML payloadID="1"><Response><Status code="fine" text="OK"/></Response></cXML>'],
    ["NUMBER_MISSING", '<cXML><Response><Status code="200" text="OK"/></Response></cXML>'],
  ])("%s is said of %s", async (code, body) => {
    expect(await readCxml(body)).toMatchObject({ ok: false, issues: [{ code }] });
  });

  test("an invoice that takes one back is none", async () => {
    const body = cxmlDocument(
      '<Request><InvoiceDetailRequest><InvoiceDetailRequestHeader invoiceID="I-1" purpose="creditMemo"/></InvoiceDetailRequest></Request>',
    );
    expect(await readCxml(body)).toMatchObject({ ok: false, issues: [{ code: "NOT_AN_INVOICE" }] });
  });
});

describe("the order that a document is about", () => {
  test.each<[string, string, string | null]>([
    ["an order without items", anOrder({ items: "<x/>" }), "AN01000200301/PO-1"],
    ["a request for a profile", cxmlDocument("<Request><ProfileRequest/></Request>"), null],
    ["no XML", "<", null],
  ])("is told even of %s", async (_, body, key) => {
    const settings = cxml.settings.parse({});
    const document = await cxml.decode({ ...ENVELOPE, body: new TextEncoder().encode(body) }, settings);
    expect(cxml.map(document, ENVELOPE, settings).ok).toBe(false);
    expect(cxml.orderKey?.(document, settings)).toBe(key);
  });
});

describe("a document with attachments", () => {
  const parts = (root: string, head = "Content-Type: text/xml; charset=UTF-8") =>
    [
      ...["--=_b1", head, "Content-ID: <main@brightwell.example>", "", root],
      ...["--=_b1", 'Content-Type: application/pdf; name="plan.pdf"', "", "%PDF-1.4", "--=_b1--", ""],
    ].join("\r\n");
  const enveloped = `MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n boundary="=_b1"\r\n\r\n${parts(anOrder())}`;
  const encoded = parts(
    Buffer.from(anOrder()).toString("base64"),
    "Content-Type: application/xml\r\nContent-Transfer-Encoding: base64",
  );

  test.each([
    ["with its header", enveloped],
    ["as a server leaves it, without", parts(anOrder())],
    ["in base64", encoded],
  ])("is the order in it, %s", async (_, body) => {
    expect(await orderFrom(body)).toEqual(await orderFrom(anOrder()));
    expect(await readCxml(body)).toMatchObject({
      warnings: [{ code: "ATTACHMENT_NOT_READ", message: expect.stringContaining("plan.pdf") }],
    });
  });

  test("comes through the door like one without", () => {
    const rawBody = new TextEncoder().encode(parts(anOrder()));
    const settings = cxml.settings.parse({ sharedSecret: SECRET });
    expect(cxml.webhook?.({ headers: {}, rawBody, receivedAt: new Date(0) }, settings)).toMatchObject({
      kind: "accept",
    });
  });

  test("without a document among its parts is none", async () => {
    expect(await readCxml(parts("hello", "Content-Type: text/plain"))).toMatchObject({ ok: false });
    expect(await readCxml(`--b\r\n${"\n--b".repeat(200_000)}`)).toMatchObject({ ok: false });
  });
});

test("an item that is marked as a return is in doubt", async () => {
  const items = itemOut("1", "2") + itemOut("2", "3", "", ' isReturn="yes"');
  expect((await orderFrom(anOrder({ items }))).doubts).toEqual([
    "Line 2 is marked as a return: its goods are to come back.",
  ]);
});
