import { describe, expect, test } from "vitest";
import type { PostalAddress } from "../../../src/domain/address.js";
import { ADDRESS, anOrder, BUYER, orderFrom, orderLine, readUbl, ublDocument } from "./read.js";

const price = (amount: string, base = "", currency = "SEK"): string =>
  `<cac:Price><cbc:PriceAmount currencyID="${currency}">${amount}</cbc:PriceAmount>${base}</cac:Price>`;
const base = (quantity: string, unit = "EA"): string =>
  `<cbc:BaseQuantity unitCode="${unit}">${quantity}</cbc:BaseQuantity>`;
const total = (amount: string): string =>
  `<cbc:LineExtensionAmount currencyID="SEK">${amount}</cbc:LineExtensionAmount>`;
const allowance = (amount: string, charge = "false"): string =>
  `<cac:AllowanceCharge><cbc:ChargeIndicator>${charge}</cbc:ChargeIndicator><cbc:Amount currencyID="SEK">${amount}</cbc:Amount></cac:AllowanceCharge>`;

describe("the price of a line", () => {
  test.each<[string, string, string | null]>([
    ["stands as it is stated", price("4.72500"), "4.72500"],
    ["is that of one where it is stated for a hundred", price("355.00", base("100")), "3.55"],
    [
      "is brought to the unit of the order",
      price("12", `${base("1")}<cbc:OrderableUnitFactorRate>25</cbc:OrderableUnitFactorRate>`),
      "300",
    ],
    ["is net of the line's own discount", `${allowance("50")}${price("100")}`, "75"],
    ["bears the line's own charge", `${allowance("5", "true")}${price("100")}`, "102.5"],
    [
      "is net already where the line comes to it as it stands",
      `${total("200")}${allowance("50")}${price("100")}`,
      "100",
    ],
    ["is nothing for goods that are free", `${allowance("18")}${price("9")}`, "0"],
    ["is unknown where it is not stated", "", null],
  ])("%s", async (_, more, unitPrice) => {
    const { lines, doubts } = await orderFrom(anOrder({ lines: orderLine("1", "2", more) }));
    expect(lines[0]?.unitPrice).toBe(unitPrice);
    expect(doubts).toEqual([]);
  });

  test.each<[string, string, RegExp]>([
    ["another currency", price("4", "", "EUR"), /in SEK; the price is left out/],
    ["a base quantity of nothing", price("4", base("0")), /for a quantity of 0; the price is left out/],
    ["another unit than the order's", price("4", base("1", "KGM")), /ordered in EA and priced in KGM/],
  ])("is in doubt for %s", async (_, more, doubt) => {
    const { doubts } = await orderFrom(anOrder({ lines: orderLine("1", "2", more) }));
    expect(doubts).toEqual([expect.stringMatching(doubt)]);
  });

  test("is believed in another unit if the line's own total agrees", async () => {
    const { doubts, lines } = await orderFrom(
      anOrder({ lines: orderLine("1", "2", total("8.00") + price("4", base("1", "KGM"))) }),
    );
    expect(doubts).toEqual([]);
    expect(lines[0]?.unitPrice).toBe("4");
  });

  test("that does not divide is kept to six places, and that is said", async () => {
    const result = await readUbl(
      anOrder({ lines: orderLine("1", "3", total("1000.00") + price("1000.00", base("3"))) }),
    );
    expect(result).toMatchObject({
      ok: true,
      documents: [{ order: { lines: [{ unitPrice: "333.333333" }] } }],
      warnings: [{ code: "PRICE_ROUNDED" }],
    });
  });

  test("that does not come to the line's total is a warning with its place", async () => {
    const result = await readUbl(
      anOrder({ lines: orderLine("1", "2") + orderLine("2", "2", total("9.00") + price("4")) }),
    );
    expect(result).toMatchObject({
      ok: true,
      warnings: [
        {
          code: "TOTAL_DIFFERS",
          at: expect.stringMatching(/^\/Order\/OrderLine\[2\]\/LineItem\/LineExtensionAmount, line 1$/),
        },
      ],
    });
  });
});

describe("the currency of an order", () => {
  test.each<[string, string, string, string | null]>([
    ["is stated", "<cbc:DocumentCurrencyCode>SEK</cbc:DocumentCurrencyCode>", price("1"), "SEK"],
    ["is that of all prices where it is not", "", price("1"), "SEK"],
    ["is unknown where no price tells", "", "", null],
    [
      "is unknown where it is no code",
      "<cbc:DocumentCurrencyCode>Kronor</cbc:DocumentCurrencyCode>",
      "",
      null,
    ],
  ])("%s", async (_, header, more, currency) => {
    expect((await orderFrom(anOrder({ header, lines: orderLine("1", "2", more) }))).currency).toBe(currency);
  });
});

describe("the buyer of an order", () => {
  const buyer = (party: string, around = ""): string =>
    `<cac:BuyerCustomerParty>${around}<cac:Party>${party}</cac:Party></cac:BuyerCustomerParty>`;
  const id = (value: string, scheme = "", agency = ""): string =>
    `<cac:PartyIdentification><cbc:ID${scheme && ` schemeID="${scheme}"`}${agency && ` schemeAgencyID="${agency}"`}>${value}</cbc:ID></cac:PartyIdentification>`;
  const endpoint = '<cbc:EndpointID schemeID="0088">7350012340007</cbc:EndpointID>';
  const gln = { system: "gln", value: "7350012340007" };

  test.each<[string, string, string | null, object[]]>([
    ["a GLN as Peppol writes it", endpoint, "0088:7350012340007", [gln]],
    [
      "a GLN as OIOUBL writes it",
      '<cbc:EndpointID schemeID="GLN">7350012340007</cbc:EndpointID>',
      "GLN:7350012340007",
      [gln],
    ],
    ["a GLN by its agency", id("7350012340007", "", "9"), "7350012340007", [gln]],
    [
      "a Swedish number",
      id("2021005489", "0007"),
      "0007:2021005489",
      [{ system: "orgnr-se", value: "2021005489" }],
    ],
    [
      "a number of a country by its form",
      id("501234567", "PT:ORGNR"),
      "PT:ORGNR:501234567",
      [{ system: "orgnr-pt", value: "501234567" }],
    ],
    [
      "an Italian number with its scheme within",
      id("CF:92038610371"),
      "CF:92038610371",
      [{ system: "cf-it", value: "92038610371" }],
    ],
    [
      "a bare number, together with the address it came from",
      endpoint + id("W-12"),
      "0088:7350012340007/W-12",
      [gln],
    ],
    ["a bare number alone", id("W-12"), "W-12", []],
    [
      "an unknown scheme under its own name",
      id("X", "Acme:Ids"),
      "Acme:Ids:X",
      [{ system: "acme:ids", value: "X" }],
    ],
    ["no mailbox for a code", '<cbc:EndpointID schemeID="EM">mailto:a@b.example</cbc:EndpointID>', null, []],
  ])("is known by %s", async (_, party, code, otherCodes) => {
    const { buyer: read } = await orderFrom(anOrder({ buyer: buyer(party) }));
    expect(read).toMatchObject({ code, otherCodes });
  });

  test("has our customer number under the name of our system", async () => {
    const order = anOrder({
      buyer: buyer(endpoint, "<cbc:SupplierAssignedAccountID>D-77</cbc:SupplierAssignedAccountID>"),
    });
    const { buyer: read } = await orderFrom(order, { customerNumberSystem: "navision" });
    expect(read.otherCodes).toEqual([{ system: "navision", value: "D-77" }, gln]);
  });

  const vat = (company: string, scheme: string): string =>
    `<cac:PartyTaxScheme><cbc:CompanyID>${company}</cbc:CompanyID><cac:TaxScheme><cbc:ID>${scheme}</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>`;
  test.each<[string, string, string | null]>([
    [
      "of value added tax before any other",
      vat("LOCAL-1", "LOC") + vat("SE202100548901", "VAT"),
      "SE202100548901",
    ],
    ["as OIOUBL marks it", vat("DK16356709", "63"), "DK16356709"],
    [
      "that is its address in the network",
      '<cbc:EndpointID schemeID="9906">IT02188520544</cbc:EndpointID>',
      "IT02188520544",
    ],
    ["that it does not have", endpoint, null],
  ])("has the tax number %s", async (_, party, taxId) => {
    expect((await orderFrom(anOrder({ buyer: buyer(party) }))).buyer.taxId).toBe(taxId);
  });

  test("is called by its registered name; the other one is not lost", async () => {
    const names =
      "<cac:PartyName><cbc:Name>Lövsta sjukhus</cbc:Name></cac:PartyName><cac:PartyLegalEntity><cbc:RegistrationName>Region Lövsta</cbc:RegistrationName></cac:PartyLegalEntity>";
    const { buyer: read, provenance } = await orderFrom(anOrder({ buyer: buyer(endpoint + names) }));
    expect(read).toMatchObject({ name: "Region Lövsta", kind: "ORGANIZATION" });
    expect(provenance).toContainEqual({
      path: "buyer.name",
      part: "body",
      rule: "trades as",
      text: "Lövsta sjukhus",
    });
  });

  test("may be a person", async () => {
    const person =
      "<cac:Person><cbc:FirstName>Eva</cbc:FirstName><cbc:FamilyName>Lind</cbc:FamilyName></cac:Person>";
    expect((await orderFrom(anOrder({ buyer: buyer(person) }))).buyer).toMatchObject({
      name: "Eva Lind",
      kind: "PERSON",
      contactName: "Eva Lind",
    });
  });

  test("has the unit that asks for a department, not for another customer", async () => {
    const originator =
      "<cac:OriginatorCustomerParty><cac:Party><cac:PartyName><cbc:Name>Ögonkliniken</cbc:Name></cac:PartyName><cac:Contact><cbc:Name>Sara Ek</cbc:Name><cbc:Telephone>018-1</cbc:Telephone></cac:Contact></cac:Party></cac:OriginatorCustomerParty>";
    const { buyer: read } = await orderFrom(anOrder({ buyer: BUYER + originator }));
    expect(read).toMatchObject({
      name: "Region Lövsta",
      department: "Ögonkliniken",
      contactName: "Sara Ek",
      phones: ["018-1"],
    });
  });
});

describe("where an order goes", () => {
  const delivery = (content: string): string => `<cac:Delivery>${content}</cac:Delivery>`;
  const at = (content: string, name = ""): string =>
    `<cac:DeliveryLocation>${name}<cac:Address>${content}</cac:Address></cac:DeliveryLocation>`;
  const country = (code: string): string =>
    `<cac:Country><cbc:IdentificationCode>${code}</cbc:IdentificationCode></cac:Country>`;

  test.each<[string, string, Partial<PostalAddress>]>([
    [
      "a number behind the street",
      `<cbc:StreetName>Åvej</cbc:StreetName><cbc:BuildingNumber>17</cbc:BuildingNumber><cbc:CityName>S</cbc:CityName>${country("DK")}`,
      { lines: ["Åvej 17"], country: "DK" },
    ],
    [
      "a number before the street",
      `<cbc:StreetName>Avon Way</cbc:StreetName><cbc:BuildingName>The Mill</cbc:BuildingName><cbc:BuildingNumber>56A</cbc:BuildingNumber><cbc:CityName>S</cbc:CityName>${country("UK")}`,
      { lines: ["The Mill", "56A Avon Way"], country: "GB" },
    ],
    [
      "a box, a floor and free lines",
      "<cbc:Postbox>123</cbc:Postbox><cbc:Floor>2</cbc:Floor><cbc:CityName>S</cbc:CityName><cac:AddressLine><cbc:Line>Gate 4</cbc:Line></cac:AddressLine>",
      { lines: ["Floor 2", "PO Box 123", "Gate 4"] },
    ],
    ["a country in words", `<cbc:CityName>S</cbc:CityName>${country("Sverige")}`, { country: "SE" }],
    ["an unknown country", `<cbc:CityName>S</cbc:CityName>${country("Utopien")}`, { country: "Utopien" }],
  ])("is an address with %s", async (_, content, address) => {
    expect((await orderFrom(anOrder({ delivery: delivery(at(content)) }))).shipTo).toMatchObject(address);
  });

  const unit =
    "<cac:DeliveryParty><cac:PartyName><cbc:Name>Förrådet</cbc:Name></cac:PartyName><cac:Contact><cbc:Name>Nils</cbc:Name><cbc:Telephone>018-2</cbc:Telephone></cac:Contact></cac:DeliveryParty>";
  const city = "<cbc:CityName>Lövsta</cbc:CityName>";
  const peppol = "<cbc:CustomizationID>urn:fdc:peppol.eu:poacc:trns:order:3</cbc:CustomizationID>";
  test.each<[string, string, string, string | null, string | null]>([
    [
      "in Peppol is the buyer's house, and a unit within it",
      peppol,
      delivery(at(city) + unit),
      "Region Lövsta",
      "Förrådet, attn. Nils",
    ],
    ["elsewhere is whoever receives the goods", "", delivery(at(city) + unit), "Förrådet", "attn. Nils"],
    [
      "is a place with a name of its own",
      peppol,
      delivery(at(city, "<cbc:Name>Hamnlagret</cbc:Name>") + unit),
      "Hamnlagret",
      "Förrådet, attn. Nils",
    ],
    ["is the buyer where nobody else is named", "", delivery(at(city)), "Region Lövsta", null],
  ])("%s", async (_, header, where, recipient, department) => {
    expect((await orderFrom(anOrder({ header, delivery: where }))).shipTo).toMatchObject({
      recipient,
      department,
    });
  });

  test.each<[string, string, string, RegExp]>([
    ["no address", "", orderLine("1", "2"), /names no delivery address/],
    [
      "the number of a place",
      delivery("<cac:DeliveryLocation><cbc:ID>7350012340021</cbc:ID></cac:DeliveryLocation>"),
      orderLine("1", "2"),
      /for the place 7350012340021/,
    ],
    [
      "two places",
      ADDRESS,
      orderLine("1", "2", delivery(at("<cbc:CityName>Korsør</cbc:CityName>"))),
      /names 2 places/,
    ],
  ])("is in doubt for %s", async (_, where, lines, doubt) => {
    expect((await orderFrom(anOrder({ delivery: where, lines }))).doubts).toEqual([
      expect.stringMatching(doubt),
    ]);
  });
});

test.each<[string, string, string | null]>([
  [
    "elsewhere",
    "<cbc:StreetName>Bryggan 2</cbc:StreetName>",
    "To be brought to: Förrådet, Bryggan 2, Lövsta",
  ],
  ["at the very place", "<cbc:StreetName>Hamngatan 1</cbc:StreetName>", null],
])("an order whose goods have their last stop %s says so", async (_, street, note) => {
  const city = "<cbc:CityName>Lövsta</cbc:CityName>";
  const place = `<cac:DeliveryLocation><cac:Address><cbc:StreetName>Hamngatan 1</cbc:StreetName>${city}</cac:Address></cac:DeliveryLocation>`;
  const party = `<cac:DeliveryParty><cac:PartyName><cbc:Name>Förrådet</cbc:Name></cac:PartyName><cac:PostalAddress>${street}${city}</cac:PostalAddress></cac:DeliveryParty>`;
  const order = await orderFrom(anOrder({ delivery: `<cac:Delivery>${place}${party}</cac:Delivery>` }));
  expect(order).toMatchObject({ note, shipTo: { lines: ["Hamngatan 1"] }, doubts: [] });
});

describe("when an order is wanted", () => {
  const period = (start: string, end: string): string =>
    `<cac:RequestedDeliveryPeriod>${start && `<cbc:StartDate>${start}</cbc:StartDate>`}${end && `<cbc:EndDate>${end}</cbc:EndDate>`}</cac:RequestedDeliveryPeriod>`;
  const wanted = (content: string): string => ADDRESS.replace("</cac:Delivery>", `${content}</cac:Delivery>`);
  const lineWanted = (content: string): string => `<cac:Delivery>${content}</cac:Delivery>`;

  test.each<[string, string, string, string | null, string | null]>([
    ["on one day", wanted(period("2026-11-16", "2026-11-16")), "", "2026-11-16", null],
    [
      "within days, from the first on",
      wanted(period("2026-11-16", "2026-11-18")),
      "",
      "2026-11-16",
      "Delivery wanted from 2026-11-16 to 2026-11-18.",
    ],
    ["until a day", wanted(period("", "2026-11-18")), "", "2026-11-18", "Delivery wanted until 2026-11-18."],
    ["by the lines, where they agree", ADDRESS, lineWanted(period("2026-11-16", "")), "2026-11-16", null],
    ["never, if nobody says", ADDRESS, "", null, null],
  ])("%s", async (_, delivery, more, requestedDate, note) => {
    const order = await orderFrom(
      anOrder({ delivery, lines: orderLine("1", "2", more) + orderLine("2", "2", more) }),
    );
    expect(order).toMatchObject({ requestedDate, note, doubts: [] });
  });

  test("on different days is a doubt, with each line's wish in the note", async () => {
    const lines =
      orderLine("1", "2", lineWanted(period("2026-11-20", ""))) +
      orderLine("2", "2", lineWanted(period("2026-11-25", "")));
    const order = await orderFrom(anOrder({ lines }));
    expect(order).toMatchObject({
      requestedDate: "2026-11-20",
      note: "Line 1: delivery wanted on 2026-11-20.\nLine 2: delivery wanted on 2026-11-25.",
    });
    expect(order.doubts).toEqual([expect.stringContaining("2 different days")]);
  });
});

describe("an order", () => {
  test.each<[string, string, string]>([
    ["UTC", "09:30:00", "2026-11-05T09:30:00Z"],
    ["Europe/Stockholm", "09:30:00", "2026-11-05T08:30:00.000Z"],
    ["Europe/Stockholm", "09:30:00-05:00", "2026-11-05T09:30:00-05:00"],
  ])("of a partner in %s at %s was placed at %s", async (timeZone, time, placedAt) => {
    const order = await orderFrom(anOrder({ header: `<cbc:IssueTime>${time}</cbc:IssueTime>` }), {
      timeZone,
    });
    expect(order.placedAt).toBe(placedAt);
  });

  test.each<[string, string, string]>([
    ["2200#2018-08-20#ABCDEF#Revised", "ABCDEF/2200", "This replaces order 2200"],
    ["346#2020-12-11#IT02188520544#Invoice", "7350012340007/D-1", "This confirms invoice 346"],
    ["77#2020-12-11#ABCDEF#Accepted", "7350012340007/D-1", "This accepts our answer 77"],
    ["77#2020-12-11#ABCDEF#Whatever", "7350012340007/D-1", 'This is "Whatever" of 77'],
    ["77#2020-12-11#ABCDEF#Connected", "7350012340007/D-1", ""],
    ["OLD-77", "7350012340007/D-1", ""],
  ])("that refers to %s is %s", async (reference, externalId, doubt) => {
    const header = `<cac:OrderDocumentReference><cbc:ID>${reference}</cbc:ID></cac:OrderDocumentReference>`;
    const order = await orderFrom(anOrder({ header }));
    expect(order.externalId).toBe(externalId);
    expect(order.doubts).toEqual(doubt === "" ? [] : [expect.stringContaining(doubt)]);
  });

  test.each<[string, string | null, string[]]>([
    ["220", null, []],
    ["221", null, ["This is a blanket order: the goods are called off one by one."]],
    ["226", "It is a call-off order.", []],
    ["227", "It is a consignment order.", []],
  ])("of the kind %s says so", async (code, note, doubts) => {
    const header = `<cbc:OrderTypeCode>${code}</cbc:OrderTypeCode>`;
    expect(await orderFrom(anOrder({ header }))).toMatchObject({ note, doubts });
  });

  test("that was valid until yesterday is read, with a warning; a copy is in doubt", async () => {
    const header =
      "<cbc:CopyIndicator>true</cbc:CopyIndicator><cac:ValidityPeriod><cbc:EndDate>2026-11-20</cbc:EndDate></cac:ValidityPeriod>";
    const result = await readUbl(anOrder({ header }));
    expect(result).toMatchObject({
      ok: true,
      warnings: [{ code: "ORDER_EXPIRED" }],
      documents: [{ order: { doubts: [expect.stringContaining("copy")] } }],
    });
  });

  test("with a note beyond all measure keeps what fits, and says so", async () => {
    const result = await readUbl(anOrder({ header: `<cbc:Note>${"x".repeat(5000)}</cbc:Note>` }));
    if (!result.ok || result.documents[0]?.kind !== "ORDER") throw new Error("not read");
    expect(result.documents[0].order.note).toHaveLength(2000);
    expect(result.warnings).toMatchObject([{ code: "TEXT_SHORTENED" }]);
  });

  test("without the namespace of its outermost element is told by its children", async () => {
    const bare = anOrder().replace(' xmlns="urn:oasis:names:specification:ubl:schema:xsd:Order-2"', "");
    expect((await orderFrom(bare)).externalId).toBe("7350012340007/D-1");
  });

  test.each<[string, string, string]>([
    ["an Order of somebody else", '<Order xmlns="urn:example:orders"><ID>1</ID></Order>', "NOT_UBL"],
    ["a cXML document", "<cXML/>", "NOT_UBL"],
    [
      "an empty envelope",
      "<StandardBusinessDocument><StandardBusinessDocumentHeader/></StandardBusinessDocument>",
      "ENVELOPE_EMPTY",
    ],
    ["a catalogue", ublDocument("Catalogue", ""), "NOT_AN_ORDER_DOCUMENT"],
    ["a word that JavaScript knows", ublDocument("constructor", ""), "NOT_AN_ORDER_DOCUMENT"],
  ])("is not found in %s", async (_, body, code) => {
    expect(await readUbl(body)).toMatchObject({ ok: false, issues: [{ code }] });
  });

  test("is not said to be missing in a document about an order that the hub does not keep", async () => {
    expect(await readUbl(ublDocument("FulfilmentCancellation", ""))).toMatchObject({
      issues: [{ message: expect.stringMatching(/"FulfilmentCancellation"; .*none of this kind/) }],
    });
  });

  test("of ten thousand lines is read in a moment", async () => {
    const lines = Array.from({ length: 10_000 }, (_, n) =>
      orderLine(String(n), "2", total("9.00") + price("4")),
    ).join("");
    const started = performance.now();
    const order = await orderFrom(anOrder({ lines }));
    expect(order.lines).toHaveLength(10_000);
    expect(performance.now() - started).toBeLessThan(6000);
  });
});

test("an order tells which papers it refers to and what came with it", async () => {
  const reference = (name: string, id: string, more = "") =>
    `<cac:${name}><cbc:ID>${id}</cbc:ID>${more}</cac:${name}>`;
  const drawing =
    '<cbc:DocumentType>Drawing</cbc:DocumentType><cac:Attachment><cbc:EmbeddedDocumentBinaryObject mimeCode="application/pdf" filename="d.pdf">JVBERi0=</cbc:EmbeddedDocumentBinaryObject></cac:Attachment>';
  const header = [
    reference("QuotationDocumentReference", "Q-1"),
    reference("OriginatorDocumentReference", "R-5"),
    reference("AdditionalDocumentReference", "D-1", drawing),
    reference("Contract", "CT-1"),
  ].join("");
  expect((await orderFrom(anOrder({ header }))).note?.split("\n")).toEqual(
    expect.arrayContaining(["Quotation: Q-1", "Requisition: R-5", "Contract: CT-1", "See: Drawing d.pdf"]),
  );
});
