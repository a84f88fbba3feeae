import { describe, expect, test } from "vitest";
import { carrierEvents } from "../../../src/connectors/carrier-events/index.js";
import { ups } from "../../../src/connectors/ups/index.js";
import { codesSaid, eventsIn, readWith } from "../read-with.js";

describe("the web services of FedEx", () => {
  const SAID = "<Code>7</Code><Message>Said.</Message>";
  const notice = (name: string, severity: string) =>
    `<${name}><Severity>${severity}</Severity>${SAID}</${name}>`;
  const reply = (details: string, severity = "SUCCESS") =>
    `<v9:TrackReply xmlns:v9="urn:a">${notice("Notifications", severity)}${details}</v9:TrackReply>`;
  const details = (inner: string, severity = "SUCCESS") =>
    `<CompletedTrackDetails><TrackDetails>${notice("Notification", severity)}<TrackingNumber>F1</TrackingNumber>
    ${inner}</TrackDetails></CompletedTrackDetails>`;
  const event = (clock: string, type: string, words: string, why = "") =>
    `<Events><Timestamp>2026-11-18T${clock}-06:00</Timestamp><EventType>${type}</EventType>
    <EventDescription>${words}</EventDescription>${why}<Address><City>Austin</City>
    <StateOrProvinceCode>TX</StateOrProvinceCode><CountryCode>US</CountryCode></Address></Events>`;

  test("tell the same codes in XML, and why something went wrong", async () => {
    const why = "<StatusExceptionDescription>Unable to deliver</StatusExceptionDescription>";
    const history =
      event("12:00:00", "SE", "Exception", why) + event("09:00:00", "IP", "In FedEx possession");
    expect(await eventsIn(carrierEvents, reply(details(history)))).toMatchObject([
      { trackingNumber: "F1", carrier: "fedex", status: "PICKED_UP", occurredAt: "2026-11-18T15:00:00.000Z" },
      { status: "DELIVERY_FAILED", description: "Exception; Unable to deliver", location: "Austin, TX, US" },
    ]);
  });

  test("tell how a parcel stands where they tell no events", async () => {
    const state = `<StatusDetail><CreationTime>2026-11-18T00:00:00</CreationTime><Code>DL</Code>
      <Description>Delivered</Description></StatusDetail>`;
    expect(await eventsIn(carrierEvents, reply(details(state)))).toMatchObject([{ status: "DELIVERED" }]);
  });

  test("refuse a parcel, or all of them, and say so also where nothing is wrong", async () => {
    const answers = [
      reply(details("", "FAILURE")),
      reply("", "ERROR"),
      reply(details("")),
      reply(details("") + details("")),
    ];
    const said = await Promise.all(answers.map((answer) => codesSaid(carrierEvents, answer)));
    expect(said).toEqual([["CARRIER_REFUSED"], ["CARRIER_REFUSED"], ["NO_EVENTS"], ["NO_EVENTS"]]);
  });

  test("that name several parcels of one number and their histories not do not say that nothing happened", async () => {
    const result = await readWith(carrierEvents, reply(details("") + details("")));
    expect(JSON.stringify(result)).toContain("2 parcels of one number");
  });
});

describe("the answers of UPS before the Track API", () => {
  const place = { Address: { City: "Lund", StateProvinceCode: "M", CountryCode: "SE" } };
  const activity = (status: object) => ({
    ...{ ActivityLocation: { ...place, Code: "MQ", Description: "PORCH" }, Status: status },
    ...{ Date: "20261118", Time: "134500" },
  });
  const answer = (status: object) => ({
    TrackResponse: { Shipment: { Package: { TrackingNumber: "1Z1", Activity: [activity(status)] } } },
  });
  const inXml = { StatusType: { Code: "D", Description: "DELIVERED" }, StatusCode: { Code: "FS" } };
  const inJson = { Type: "X", Description: "A second attempt is made", Code: "48" };

  test.each([ups, carrierEvents])("are read by $id: the state goes before the place", async (connector) => {
    expect(await eventsIn(connector, answer(inXml))).toMatchObject([
      { carrier: "ups", status: "DELIVERED", code: "FS", description: "DELIVERED", location: "Lund, M, SE" },
    ]);
    expect(await eventsIn(connector, answer(inJson))).toMatchObject([
      { status: "DELIVERY_FAILED", reason: "RECIPIENT_ABSENT", code: "48" },
    ]);
  });

  test("refuse in their own words", async () => {
    const error = { ErrorCode: "151018", ErrorDescription: "No such number" };
    const refusal = { TrackResponse: { Response: { ResponseStatusCode: "0", Error: error } } };
    expect(JSON.stringify(await readWith(ups, refusal))).toContain("No such number (151018)");
  });
});

describe("the Web Tools of USPS without fields", () => {
  const answer = (summary: string, ...details: readonly string[]) =>
    `<TrackResponse><TrackInfo ID="94001"><TrackSummary>${summary}</TrackSummary>
    ${details.map((detail) => `<TrackDetail>${detail}</TrackDetail>`).join("")}</TrackInfo></TrackResponse>`;

  test("tell each event in a sentence", async () => {
    const document = answer(
      "Your item was left with a neighbor at 2:16 pm on November 18, 2026 in LUND, NY 11201.",
      "Sorting Complete, November 18, 2026, 10:06 am, LUND, NY 11201",
      "Electronic Shipping Info Received, November 17, 2026",
    );
    expect(await eventsIn(carrierEvents, document)).toMatchObject([
      { status: "LABEL_CREATED", occurredAt: "2026-11-17T00:00:00.000Z", location: null },
      { status: "IN_TRANSIT", description: "Sorting Complete", occurredAt: "2026-11-18T10:06:00.000Z" },
      { status: "DELIVERED", occurredAt: "2026-11-18T14:16:00.000Z", location: "LUND, NY 11201" },
    ]);
  });

  test("know no parcel in a sentence without a date", async () => {
    expect(await codesSaid(carrierEvents, answer("There is no record of that item."))).toEqual([
      "CARRIER_REFUSED",
    ]);
  });
});
