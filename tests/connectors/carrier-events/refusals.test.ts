import { describe, expect, test } from "vitest";
import { aftership } from "../../../src/connectors/aftership/index.js";
import { carrierEvents } from "../../../src/connectors/carrier-events/index.js";
import type { Connector } from "../../../src/connectors/connector.js";
import { easypost } from "../../../src/connectors/easypost/index.js";
import { ups } from "../../../src/connectors/ups/index.js";
import { readWith } from "../read-with.js";

const soap = (body: string) =>
  `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header/><s:Body>${body}</s:Body></s:Envelope>`;

async function said(connector: Connector, document: unknown): Promise<string> {
  const result = await readWith(connector, document);
  if (result.ok) throw new Error("was read");
  return result.issues.map(({ code, message }) => `${code}: ${message}`).join("; ");
}

describe("the refusal of a carrier is told in its own words:", () => {
  test.each<[string, unknown, string]>([
    [
      "AfterShip",
      { meta: { code: 4004, message: "No such tracking." }, data: {} },
      "No such tracking. (4004)",
    ],
    ["Asendia", { responseStatusCode: 401, responseStatusMessage: "Who are you?" }, "Who are you? (401)"],
    [
      "Hermes",
      { shipmentinfo: [{ shipmentID: "H1", result: { code: "e001", message: "Nothing known" } }] },
      "Nothing known (e001)",
    ],
    [
      "Royal Mail",
      { httpCode: "400", errors: [{ errorCode: "E4", errorDescription: "Header is wrong" }] },
      "Header is wrong (E4)",
    ],
    [
      "SEKO",
      { Errors: [{ Message: "Country is required", Key: "Country" }] },
      "Country is required (Country)",
    ],
    ["Geodis", { ok: false, codeErreur: "E1", texteErreur: "Inconnu", contenu: null }, "Inconnu (E1)"],
    ["Dicom", { Message: "Authorization has been denied." }, "history: Authorization has been denied."],
    ["Spring", { ErrorLevel: 10, Error: "Number not found" }, "Number not found (10)"],
    ["Zoom2u", { "error-code": "403", message: "Forbidden" }, "Forbidden (403)"],
    ["Locate2u", { error: "Unauthorized", code: "401" }, "Unauthorized (401)"],
    ["PostNL", { fault: { faultstring: "Bad key", detail: { errorcode: "oauth.Bad" } } }, "key (oauth.Bad)"],
    ["Allied", { "x:Body": { result: { statusError: "No status found." } } }, "history: No status found."],
    ["bpost", "<systemException><message>Try\n   again</message></systemException>", "Try again."],
    [
      "Aramex",
      soap(
        "<R><Notifications><Notification><Code>E1</Code><Message>Bad login</Message></Notification></Notifications></R>",
      ),
      "Bad login (E1)",
    ],
    [
      "Aramex, of a number",
      soap("<R><NonExistingWaybills><a:string xmlns:a='x'>A1</a:string></NonExistingWaybills></R>"),
      "it knows no parcel A1",
    ],
    [
      "one with a moment, which is no event",
      { messages: [{ code: 400, timestamp: "2026-11-18T09:00:00Z", message: "Registration failed" }] },
      "Registration failed (400)",
    ],
  ])("%s", async (_, document, words) => {
    const message = await said(carrierEvents, document);
    expect(message).toMatch(/^CARRIER_REFUSED: /);
    expect(message).toContain(words);
  });

  test("and AfterShip's by its own connector", async () => {
    const document = { meta: { code: 4004, message: "No such tracking." }, data: {} };
    expect(await said(aftership, document)).toContain("No such tracking. (4004)");
  });
});

test("a history without a number stays one, although its events have codes", async () => {
  const document = { events: [{ code: "D1", timestamp: "2026-11-18T09:00:00Z", message: "Delivered" }] };
  expect(await said(carrierEvents, document)).toMatch(/^NO_TRACKING_NUMBER/);
});

describe("what is no tracking is called what it is:", () => {
  test.each<[Connector, unknown, string]>([
    [ups, { requestType: "UFD", requesterContactInfo: { name: "A" }, chargeInfo: [{}] }, "a request to UPS"],
    [
      ups,
      { success: true, statusMsg: "OK", chargeInfo: [{ chargeCurrency: "USD" }] },
      "confirms a request, with its charges",
    ],
    [carrierEvents, { id: "W1", url: "https://a.example", enabledEvents: [] }, "registration of a webhook"],
    [carrierEvents, [{ carrier_name: "a", webhook_identifier: "W1" }, []], "registration of a webhook"],
    [
      carrierEvents,
      { shipment: { easyship_shipment_id: "E1", trackings: [{ tracking_state: "x" }], rates: [{}] } },
      "a shipment of Easyship",
    ],
    [
      carrierEvents,
      { data: { easyship_shipment_id: "E1", status: "Delivered", tracking_page_url: "https://a.example" } },
      "news of Easyship about a shipment",
    ],
    [
      carrierEvents,
      "<TrackRequest><Number>1</Number></TrackRequest>",
      "a question to a carrier (TrackRequest)",
    ],
    [carrierEvents, soap("<FindRequest><Pin>1</Pin></FindRequest>"), "a question to a carrier (FindRequest)"],
    [easypost, { events: [{ description: "a.b", object: "Event" }], has_more: true }, "what it has posted"],
    [easypost, { payloads: [] }, "what it has posted of an event"],
    [easypost, { webhooks: [] }, "a list of webhooks"],
    [carrierEvents, [{ numer: "1", masa: null }], "a list of documents with the fields numer, masa"],
    [carrierEvents, {}, "an empty answer"],
    [carrierEvents, [[], []], "an empty answer"],
    [carrierEvents, soap("<FindAnswer><Pin>1</Pin></FindAnswer>"), "the fields FindAnswer"],
  ])("%#", async (connector, document, words) => {
    const message = await said(connector, document);
    expect(message).toMatch(/^NOT_TRACKING: /);
    expect(message).toContain(words);
  });
});
