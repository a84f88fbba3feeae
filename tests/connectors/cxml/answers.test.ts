import { XMLParser } from "fast-xml-parser";
import { describe, expect, test } from "vitest";
import type { MapResult } from "../../../src/connectors/connector.js";
import { cxml } from "../../../src/connectors/cxml/index.js";
import { writeConfirmation } from "../../../src/connectors/cxml/write-confirmation.js";
import type { Acknowledgment, LineAcknowledgment } from "../../../src/domain/acknowledgment.js";
import { acknowledgmentFrom, anOrder, cxmlDocument, ENVELOPE, itemOut, orderFrom, readCxml } from "./read.js";

const SENDING = { at: "2026-11-22T08:30:15.000Z", control: 7 };
const parser = new XMLParser({ ignoreAttributes: false, parseTagValue: false, attributeNamePrefix: "" });

const line = (lineNumber: string, change: Partial<LineAcknowledgment> = {}): LineAcknowledgment => ({
  ...{ lineNumber, sku: "TL-1", code: "ACCEPTED", nativeCode: null, quantity: null, unit: null },
  ...{ unitPrice: null, promisedDate: null, substituteSku: null, note: null },
  ...change,
});

const answer = (change: Partial<Acknowledgment> = {}): Acknowledgment => ({
  level: "BUSINESS",
  externalId: "C-31",
  order: { externalId: null, number: null, poNumber: "PO-1" },
  control: { interchange: null, group: null, message: null },
  code: "ACCEPTED",
  nativeCode: null,
  issuedAt: "2026-11-22T08:00:00Z",
  promisedDate: null,
  currency: null,
  lines: [],
  notes: [],
  ...change,
});

async function confirmed(
  acknowledgment: Acknowledgment,
  settings: Record<string, unknown> = {},
  from?: string,
) {
  const items = itemOut("1", "2") + itemOut("2", "5");
  const text = anOrder({ items, ...(from === undefined ? {} : { from }) });
  const parsed = cxml.settings.parse(settings);
  const message = { ...ENVELOPE, body: new TextEncoder().encode(text) };
  const asked = { document: await cxml.decode(message, parsed), message };
  const outgoing = writeConfirmation(acknowledgment, await orderFrom(text), SENDING, parsed, asked);
  const written = new TextDecoder().decode(outgoing.body);
  return { text: written, parsed: parser.parse(written).cXML, read: await acknowledgmentFrom(outgoing.body) };
}

describe("a confirmation", () => {
  test("says where the goods will go, if the supplier does", async () => {
    const body = (contact: string) =>
      cxmlDocument(
        `<Request><ConfirmationRequest><ConfirmationHeader confirmID="C-1" type="accept" noticeDate="2026-11-30">${contact}</ConfirmationHeader><OrderReference orderID="PO-1"/></ConfirmationRequest></Request>`,
      );
    const contact =
      '<Contact role="shipTo" addressID="W-1"><Name>Plant 7</Name><PostalAddress><Street>400 River Street</Street><City>Peoria</City></PostalAddress></Contact>';
    expect(await acknowledgmentFrom(body(contact))).toMatchObject({
      ...{ shipTo: { recipient: "Plant 7", lines: ["400 River Street"] }, shipToCode: "W-1" },
    });
    expect(await acknowledgmentFrom(body(""))).not.toHaveProperty("shipTo");
  });

  test.each<[Acknowledgment["code"], string, Acknowledgment["code"]]>([
    ["ACCEPTED", "accept", "ACCEPTED"],
    ["REJECTED", "reject", "REJECTED"],
    ["RECEIVED", "allDetail", "RECEIVED"],
  ])("of %s is of the type %s and is read back as %s", async (code, type, heard) => {
    const { read } = await confirmed(answer({ code }));
    expect(read).toMatchObject({
      code: heard,
      nativeCode: type,
      order: { externalId: "AN01000200301/PO-1" },
      control: { message: "1.2@brightwell.example" },
    });
  });

  test("lists all lines where they differ, with what becomes of each", async () => {
    const { read } = await confirmed(
      answer({
        code: "PARTIALLY_ACCEPTED",
        notes: ["Berg & Dal <sorry>"],
        lines: [
          line("1", {
            code: "ACCEPTED_WITH_CHANGE",
            quantity: "1",
            unitPrice: "3.5",
            promisedDate: "2026-12-03",
            note: "one left",
          }),
          line("2", { code: "REJECTED" }),
        ],
      }),
    );
    expect(read).toMatchObject({
      code: "PARTIALLY_ACCEPTED",
      currency: "USD",
      notes: ["Berg & Dal <sorry>"],
    });
    expect(read.lines).toMatchObject([
      {
        lineNumber: "1",
        code: "ACCEPTED_WITH_CHANGE",
        quantity: "1",
        unitPrice: "3.5",
        promisedDate: "2026-12-03",
        note: "one left",
        unit: "EA",
      },
      { lineNumber: "2", code: "REJECTED", quantity: "5" },
    ]);
  });

  test.each<[Partial<LineAcknowledgment>, Partial<LineAcknowledgment>]>([
    [
      { code: "SUBSTITUTED", substituteSku: "TL-9" },
      { code: "SUBSTITUTED", substituteSku: "TL-9", unitPrice: "4.00" },
    ],
    [{ code: "BACKORDERED" }, { code: "BACKORDERED", quantity: "2" }],
    [{ code: "UNKNOWN" }, { code: "UNKNOWN" }],
    [{ code: "CANCELED" }, { code: "REJECTED" }],
  ])("says of a line %o", async (said, heard) => {
    const { read } = await confirmed(answer({ code: "ACCEPTED_WITH_CHANGE", lines: [line("1", said)] }));
    expect(read.lines[0]).toMatchObject(heard);
    expect(read.lines[1]).toMatchObject({ lineNumber: "2", code: "ACCEPTED" });
  });

  test("goes back to whoever sent the order, under our name, with our secret in its one place", async () => {
    const { parsed, text } = await confirmed(answer(), {
      ourIdentity: "AN01000999999",
      ownSharedSecret: "hush&go",
    });
    expect(parsed).toMatchObject({
      payloadID: "1795336215000.7@throughline.local",
      timestamp: SENDING.at,
      Header: {
        From: { Credential: { domain: "NetworkId", Identity: "AN01000999999" } },
        To: { Credential: { domain: "NetworkId", Identity: "AN01000200301" } },
        Sender: { Credential: { Identity: "AN01000999999", SharedSecret: "hush&go" } },
      },
      Request: {
        ConfirmationRequest: {
          ConfirmationHeader: { confirmID: "C-31", type: "accept", operation: "new" },
          OrderReference: { orderID: "PO-1" },
        },
      },
    });
    expect(text.match(/hush/g)).toHaveLength(1);
    expect(text).toContain("<!DOCTYPE cXML SYSTEM");
  });

  test("goes to the domain that the order came from", async () => {
    const { parsed } = await confirmed(
      answer(),
      {},
      '<Credential domain="DUNS"><Identity>123456789</Identity></Credential>',
    );
    expect(parsed.Header.To.Credential).toMatchObject({ domain: "DUNS", Identity: "123456789" });
  });
});

describe("the answer to a request that has come in", () => {
  async function receipt(body: string, result?: MapResult) {
    const settings = cxml.settings.parse({});
    const document = await cxml.decode({ ...ENVELOPE, body: new TextEncoder().encode(body) }, settings);
    const outgoing = cxml.answers?.received?.(
      document,
      ENVELOPE,
      result ?? (await readCxml(body)),
      SENDING,
      settings,
    );
    return outgoing === null || outgoing === undefined ? null : outgoing.body;
  }

  test.each<[string, string, string]>([
    ["an order", anOrder(), "200"],
    ["a document that is cut off", anOrder().slice(0, -20), "406"],
    ["something that is no XML", "hello", "406"],
    ["a request that nobody here serves", cxmlDocument("<Request><PunchOutSetupRequest/></Request>"), "450"],
    ["an order with a fault", anOrder({ items: itemOut("1", "x") }), "400"],
  ])("to %s has the status %3$s", async (_, body, code) => {
    const written = await receipt(body);
    if (written === null) throw new Error("nothing was written");
    expect(parser.parse(new TextDecoder().decode(written)).cXML.Response.Status.code).toBe(code);
    expect(await acknowledgmentFrom(written)).toMatchObject({ level: "TECHNICAL", nativeCode: code });
  });

  test("says what is wrong and where", async () => {
    const written = await receipt(anOrder({ items: itemOut("1", "x") }));
    expect(new TextDecoder().decode(written ?? new Uint8Array())).toContain(
      "Line 1 orders &quot;x&quot;, which is no quantity. (/cXML/Request/OrderRequest/ItemOut, line 1)",
    );
  });

  test("is not given to an answer", async () => {
    expect(
      await receipt('<cXML payloadID="1"><Response><Status code="200" text="OK"/></Response></cXML>'),
    ).toBeNull();
  });
});

describe("a confirmation that comes in", () => {
  const confirmation = (type: string, items: string): string =>
    cxmlDocument(
      `<Request><ConfirmationRequest><ConfirmationHeader confirmID="C-1" type="${type}" noticeDate="2026-11-11"/><OrderReference orderID="TL-PO-9"><DocumentReference payloadID="77.1@us"/></OrderReference>${items}</ConfirmationRequest></Request>`,
    );
  const item = (...types: string[]): string =>
    `<ConfirmationItem lineNumber="1" quantity="10">${types.map((type) => `<ConfirmationStatus quantity="5" type="${type}"/>`).join("")}</ConfirmationItem>`;

  test.each<[string, string, string]>([
    ["accept", "", "ACCEPTED"],
    ["reject", "", "REJECTED"],
    ["except", "", "ACCEPTED_WITH_CHANGE"],
    ["except", item("reject"), "PARTIALLY_ACCEPTED"],
    ["detail", item("accept"), "ACCEPTED"],
    ["detail", item("accept", "backordered"), "ACCEPTED_WITH_CHANGE"],
    ["allDetail", item("accept", "reject"), "PARTIALLY_ACCEPTED"],
    ["allDetail", item("reject"), "REJECTED"],
    ["detail", item("unknown"), "RECEIVED"],
    ["backordered", "", "ACCEPTED_WITH_CHANGE"],
  ])("of the type %s with %s is %s", async (type, items, code) => {
    expect((await acknowledgmentFrom(confirmation(type, items))).code).toBe(code);
  });

  test("without a number of its own has that of its document", async () => {
    const body = confirmation("accept", "").replace('confirmID="C-1"', 'confirmID=""');
    expect((await acknowledgmentFrom(body)).externalId).toBe("1.2@brightwell.example");
  });
});
