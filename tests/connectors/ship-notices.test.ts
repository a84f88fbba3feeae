import { readFileSync } from "node:fs";
import { join } from "node:path";
import { XMLParser } from "fast-xml-parser";
import { X12Interchange, X12Parser } from "node-x12";
import { describe, expect, test } from "vitest";
import { connectorById } from "../../src/connectors/index.js";
import type { ShipNotice } from "../../src/domain/ship-notice.js";
import { fileOf, only, readFile } from "../support/edi-message.js";
import { anOrder as cxmlOrder, itemOut } from "./cxml/read.js";
import { parsedEdifact } from "./edifact/outside-parser.js";
import { orderLine, anOrder as ublOrder } from "./ubl/read.js";

const SENDING = { at: "2026-11-21T12:30:15.000Z", control: 4711 };
const fixture = (name: string): Uint8Array =>
  Uint8Array.from(readFileSync(join(import.meta.dirname, "fixtures", name)));

/** An order in each format, our settings beside it, and its lines as the partner names them. */
const ORDERS: Readonly<
  Record<
    string,
    {
      readonly order: string | Uint8Array;
      readonly ours: Record<string, unknown>;
      readonly poNumber: string;
      readonly lines: readonly (readonly [lineNumber: string, sku: string, unit: string])[];
    }
  >
> = {
  x12: {
    order: fixture("x12/850-order.edi"),
    ours: { ownId: "THROUGHLINE" },
    poNumber: "4500718201",
    lines: [
      ["1", "TL-6001", "EA"],
      ["2", "TL-2001", "CA"],
    ],
  },
  edifact: {
    order: fixture("edifact/orders-96a.edi"),
    ours: { ownId: "4099999000003" },
    poNumber: "PO-26-0815",
    lines: [
      ["10", "TL-6001", "PCE"],
      ["20", "TL-2001", "CT"],
    ],
  },
  ubl: {
    order: ublOrder({ lines: orderLine("1", "24") + orderLine("2", "5") }),
    ours: { ourEndpointId: "7350099990005", ourName: "Throughline Trading AB" },
    poNumber: "D-1",
    lines: [
      ["1", "TL-1", "EA"],
      ["2", "TL-1", "EA"],
    ],
  },
  cxml: {
    order: cxmlOrder({ items: itemOut("1", "24") + itemOut("2", "5") }),
    ours: { ourIdentity: "AN01000999999" },
    poNumber: "PO-1",
    lines: [
      ["1", "TL-1", "EA"],
      ["2", "TL-1", "EA"],
    ],
  },
};
const FORMATS = Object.keys(ORDERS);
const caseOf = (format: string) => ORDERS[format] ?? expect.fail(format);

/** What is told of a parcel with 20 of the first line and 1.5 of the second, in words that have to be escaped. */
function noticeFor(format: string, change: Partial<ShipNotice> = {}): ShipNotice {
  const { poNumber, lines } = caseOf(format);
  const quantities = ["20", "1.5"];
  return {
    ...{ externalId: "TL-1047-S1", purpose: "ORIGINAL", shipToCode: null, issuedAt: null },
    orders: [{ externalId: null, number: "TL-1047", poNumber }],
    carrier: { code: null, name: "Berg & Dal+Sohn", service: null },
    trackingNumbers: ["1Z999AA10123456784"],
    shipTo: {
      ...{ recipient: "Depot 'North'", department: null, lines: ["Quay 3", "Gate 4"], city: "Bremen" },
      ...{ region: "HB", postalCode: "28217", country: "DE", phone: null },
    },
    dispatchedAt: "2026-11-20T17:45:00Z",
    estimatedDelivery: "2026-11-23",
    packages: [
      {
        ...{ id: null, parent: null, trackingNumber: "1Z999AA10123456784" },
        lines: lines.map(([lineNumber, sku, unit], at) => ({
          ...{
            order: 0,
            lineNumber,
            sku,
            description: "Oak: a chair?",
            quantity: quantities[at] ?? "1",
            unit,
          },
        })),
      },
    ],
    ...change,
  };
}

/** The notice as the connector of the order writes it. */
async function written(format: string, notice: ShipNotice, extra: Record<string, unknown> = {}) {
  const { order: text, ours } = caseOf(format);
  const connector = connectorById(format) ?? expect.fail(format);
  const settings = connector.settings.parse({ ...ours, shipNotices: true, ...extra });
  const { order } = only(await readFile(connector, text, ours), "ORDER");
  const { body, ...message } = fileOf(text);
  const document = await connector.decode({ ...message, body }, settings);
  return connector.answers?.shipped?.(notice, order, SENDING, settings, { document, message }) ?? null;
}

async function readBack(format: string, body: Uint8Array): Promise<ShipNotice> {
  const connector = connectorById(format) ?? expect.fail(format);
  const result = await readFile(connector, body);
  expect(result).toMatchObject({ ok: true, warnings: [] });
  return only(result, "SHIP_NOTICE").notice;
}

const textOf = (body: Uint8Array | undefined): string => Buffer.from(body ?? []).toString("latin1");

const OTHER_EDIFACT = [{ directory: "D:01B:EAN007" }, { syntax: "UNOY" }];

describe.each(FORMATS)("a ship notice in %s", (format) => {
  test.each<Record<string, unknown>>([{}, ...(format === "edifact" ? OTHER_EDIFACT : [])])(
    "says to our own reader what was written (%o)",
    async (extra) => {
      const notice = noticeFor(format);
      const document = await written(format, notice, extra);
      const read = await readBack(format, document?.body ?? new Uint8Array());
      const { recipient, lines, city, postalCode, country } = notice.shipTo ?? expect.fail();
      expect(read).toMatchObject({
        ...{ externalId: "TL-1047-S1", purpose: "ORIGINAL", trackingNumbers: notice.trackingNumbers },
        orders: [{ poNumber: caseOf(format).poNumber }],
        carrier: { name: "Berg & Dal+Sohn" },
        shipTo: { recipient, lines, city, postalCode, country },
        ...{ dispatchedAt: expect.stringMatching(/^2026-11-20T17:45:00/), estimatedDelivery: "2026-11-23" },
      });
      expect(read.issuedAt).toMatch(/^2026-11-21T12:30/);
      const inPackages = read.packages.flatMap((one) => one.lines);
      expect(
        inPackages.map(({ order, lineNumber, sku, quantity, unit }) => [
          order,
          lineNumber,
          sku,
          quantity,
          unit,
        ]),
      ).toEqual(
        caseOf(format).lines.map(([lineNumber, sku, unit], at) => [
          0,
          lineNumber,
          sku,
          at === 0 ? "20" : "1.5",
          unit,
        ]),
      );
    },
  );

  test("is not written to a partner that does not want one", async () => {
    expect(await written(format, noticeFor(format), { shipNotices: false })).toBeNull();
  });

  test("names the parcel alone where nobody knows what is in it, if the format allows it", async () => {
    const document = await written(format, noticeFor(format, { packages: [] }));
    if (format === "ubl") return expect(document).toBeNull();
    const read = await readBack(format, document?.body ?? new Uint8Array());
    expect(read).toMatchObject({ orders: [{ poNumber: caseOf(format).poNumber }], packages: [] });
    expect(read.trackingNumbers).toEqual(["1Z999AA10123456784"]);
  });

  test.each([
    ["UPS", "UPSN"],
    ["FedEx Ground", "FDEG"],
    ["U.S. Postal Service", "USPS"],
    // One of several companies, and nobody says which.
    ["FedEx", null],
    ["Berg & Dal+Sohn", null],
  ])("names %s by the code that is known of it: %s", async (name, code) => {
    const document = await written(
      format,
      noticeFor(format, { carrier: { code: null, name, service: null } }),
    );
    const { carrier } = await readBack(format, document?.body ?? new Uint8Array());
    expect(carrier).toMatchObject({ code, name });
  });

  test("does without what is not known", async () => {
    const bare = noticeFor(format, {
      ...{ carrier: { code: null, name: null, service: null }, trackingNumbers: [], shipTo: null },
      ...{ dispatchedAt: null, estimatedDelivery: null },
    });
    const document = await written(format, bare);
    const read = await readBack(format, document?.body ?? new Uint8Array());
    expect(read).toMatchObject({ carrier: { name: null }, trackingNumbers: [], estimatedDelivery: null });
    expect(textOf(document?.body)).not.toMatch(/undefined|null/);
  });
});

test("the 856 is one shipment with an order and its items, counted, for a parser that is not ours", async () => {
  const document = await written("x12", noticeFor("x12"));
  const interchange = new X12Parser(true).parse(new TextDecoder().decode(document?.body));
  if (!(interchange instanceof X12Interchange)) throw new Error("one interchange was expected");
  const [group] = interchange.functionalGroups;
  expect(group?.header.elements.map(({ value }) => value).slice(0, 3)).toEqual([
    ...["SH", "THROUGHLINE", "LAKESIDEHOME"],
  ]);
  const [set] = group?.transactions ?? [];
  const all = set === undefined ? [] : [set.header, ...set.segments, set.trailer];
  expect(all.map(({ tag, elements }) => [tag, ...elements.map(({ value }) => value)].join("*"))).toEqual([
    "ST*856*0001",
    "BSN*00*TL-1047-S1*20261121*1230*0004",
    ...["HL*1**S*1", "TD5*****Berg & Dal+Sohn", "REF*CN*1Z999AA10123456784"],
    ...["DTM*011*20261120*1745*UT", "DTM*017*20261123"],
    ...["N1*ST*Depot 'North'", "N3*Quay 3*Gate 4", "N4*Bremen*HB*28217*DE"],
    ...["HL*2*1*O*1", "PRF*4500718201***20261102"],
    ...["HL*3*2*I*0", "LIN*1*VN*TL-6001*PL*1", "SN1*1*20*EA", "PID*F****Oak: a chair?"],
    ...["HL*4*2*I*0", "LIN*2*VN*TL-2001*PL*2", "SN1*2*1.5*CA", "PID*F****Oak: a chair?"],
    ...["CTT*4", "SE*22*0001"],
  ]);
});

test("the DESADV has its segments in the order of the directory, counted, for a parser that is not ours", async () => {
  const document = await written("edifact", noticeFor("edifact"));
  expect(parsedEdifact(textOf(document?.body))).toEqual([
    "UNB+UNOC:3+4099999000003:14+4012345000009:14+261121:1230+4711",
    "UNH+1+DESADV:D:96A:UN",
    ...["BGM+351+TL-1047-S1+9", "DTM+137:202611211230:203", "DTM+11:202611201745:203", "DTM+17:20261123:102"],
    ...["RFF+ON:PO-26-0815", "RFF+CN:1Z999AA10123456784"],
    ...["NAD+BY+4012345000009::9++Möbelhaus Nordstern GmbH", "NAD+SU+4099999000003::9"],
    "NAD+DP+++Depot 'North'+Quay 3:Gate 4+Bremen+HB+28217+DE",
    ...["TDT+20++++:::Berg & Dal+Sohn", "CPS+1"],
    ...["LIN+10", "PIA+5+TL-6001:SA", "IMD+F++:::Oak: a chair?", "QTY+12:20:PCE", "RFF+ON:PO-26-0815:10"],
    ...["LIN+20", "PIA+5+TL-2001:SA", "IMD+F++:::Oak: a chair?", "QTY+12:1.5:CT", "RFF+ON:PO-26-0815:20"],
    ...["CNT+2:2", "UNT+24+1", "UNZ+1+4711"],
  ]);
});

const LONG = "Gewerbegebiet an der alten Ziegelei hinter dem Bahnhof";

test.each<[string, string[], string[]]>([
  ["x12", [`${LONG} ${LONG}`], [`${LONG}`, LONG]],
  ["edifact", [LONG], ["Gewerbegebiet an der alten Ziegelei", "hinter dem Bahnhof"]],
  ["edifact", [LONG, LONG], []],
])(
  "a street in %s is never cut: it goes on in another line, or is left out",
  async (format, lines, heard) => {
    const notice = noticeFor(format);
    const shipTo = { ...(notice.shipTo ?? expect.fail()), lines };
    const document = await written(format, { ...notice, shipTo });
    expect((await readBack(format, document?.body ?? new Uint8Array())).shipTo?.lines).toEqual(heard);
  },
);

const parser = new XMLParser({ ignoreAttributes: false, removeNSPrefix: true, parseTagValue: false });

test("the DespatchAdvice has Peppol's header and addresses, for a parser that is not ours", async () => {
  const document = await written("ubl", noticeFor("ubl"));
  const advice = parser.parse(new TextDecoder().decode(document?.body)).DespatchAdvice;
  expect(Object.keys(advice).filter((name) => !name.startsWith("@"))).toEqual([
    ...["CustomizationID", "ProfileID", "ID", "IssueDate", "IssueTime", "OrderReference"],
    ...["DespatchSupplierParty", "DeliveryCustomerParty", "BuyerCustomerParty", "Shipment", "DespatchLine"],
  ]);
  expect(advice).toMatchObject({
    CustomizationID: "urn:fdc:peppol.eu:poacc:trns:despatch_advice:3",
    ProfileID: "urn:fdc:peppol.eu:poacc:bis:despatch_advice:3",
    DespatchSupplierParty: { Party: { EndpointID: { "#text": "7350099990005", "@_schemeID": "0088" } } },
    DeliveryCustomerParty: { Party: { EndpointID: { "#text": "7350012340007", "@_schemeID": "0088" } } },
    BuyerCustomerParty: { Party: { PartyName: { Name: "Region Lövsta" } } },
    Shipment: {
      ...{
        ID: "NA",
        Consignment: { ID: "1Z999AA10123456784" },
        Delivery: { TrackingID: "1Z999AA10123456784" },
      },
    },
  });
});

test("the ShipNoticeRequest names the order's own document, for a parser that is not ours", async () => {
  const document = await written("cxml", noticeFor("cxml"));
  const { cXML } = parser.parse(new TextDecoder().decode(document?.body));
  const request = cXML.Request.ShipNoticeRequest;
  expect(Object.keys(request)).toEqual(["ShipNoticeHeader", "ShipControl", "ShipNoticePortion"]);
  expect(request).toMatchObject({
    ShipNoticeHeader: { "@_shipmentID": "TL-1047-S1", "@_operation": "new", "@_shipmentType": "actual" },
    ShipNoticePortion: {
      OrderReference: {
        "@_orderID": "PO-1",
        DocumentReference: { "@_payloadID": "1.2@brightwell.example" },
      },
    },
  });
  expect(cXML.Header.To.Credential.Identity).toBe("AN01000200301");
});

test.each(["x12", "edifact"])("in %s says which setting is missing", async (format) => {
  await expect(written(format, noticeFor(format), { ownId: null })).rejects.toMatchObject({
    code: "SETTING_MISSING",
  });
});
