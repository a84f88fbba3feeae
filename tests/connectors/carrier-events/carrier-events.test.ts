import { describe, expect, test } from "vitest";
import { carrierEvents } from "../../../src/connectors/carrier-events/index.js";
import { codesSaid, eventsIn, readWith } from "../read-with.js";

const fedexParcel = (trackingNumber: string, ...scanEvents: object[]) => ({
  trackingNumberInfo: { trackingNumber },
  estimatedDeliveryTimeWindow: { window: { ends: "2026-11-20T17:00:00-06:00" } },
  scanEvents,
});
const fedex = (...trackResults: object[]) => ({
  output: { completeTrackResults: [{ trackingNumber: "794", trackResults }] },
});
const scan = (date: string, eventType: string, eventDescription: string, more: object = {}) => ({
  date,
  eventType,
  eventDescription,
  ...more,
});
const PICKED_UP = scan("2026-11-17T16:12:00-06:00", "PU", "Picked up");
const ON_VEHICLE = scan("2026-11-18T08:00:00-06:00", "OD", "On FedEx vehicle for delivery");

describe("the history of a parcel", () => {
  test("begins with its oldest event, has each once, and only the newest says what is expected", async () => {
    const events = await eventsIn(
      carrierEvents,
      fedex(fedexParcel("794", ON_VEHICLE, PICKED_UP, ON_VEHICLE)),
    );
    expect(events).toMatchObject([
      {
        trackingNumber: "794",
        carrier: "fedex",
        status: "PICKED_UP",
        code: "PU",
        description: "Picked up",
        occurredAt: "2026-11-17T22:12:00.000Z",
        zoneUnknown: false,
        estimatedDelivery: null,
      },
      { status: "OUT_FOR_DELIVERY", estimatedDelivery: "2026-11-20" },
    ]);
    expect(events).toHaveLength(2);
  });

  test.each([
    ["DE", "03", "Incorrect address", "DELIVERY_FAILED", "ADDRESS_INCORRECT"],
    ["DE", "07", "Refused by recipient", "DELIVERY_FAILED", "REFUSED"],
    ["DE", "", "Customer not available or business closed", "DELIVERY_FAILED", "RECIPIENT_ABSENT"],
    ["DE", "99", "Quux", "DELIVERY_FAILED", null],
    ["RS", "03", "Returned to shipper, incorrect address", "RETURN_TO_SENDER", "ADDRESS_INCORRECT"],
    ["SE", "", "Delay due to weather", "DELAYED", "WEATHER"],
  ])(
    "says of the trouble %s/%s (%s) that it is %s/%s",
    async (code, exceptionCode, words, status, reason) => {
      const event = scan("2026-11-18T08:00:00-06:00", code, words, { exceptionCode });
      const [read] = await eventsIn(carrierEvents, fedex(fedexParcel("794", event)));
      expect(read).toMatchObject({ code, status, reason });
    },
  );

  test("keeps a code that nobody knows as UNKNOWN, and says so", async () => {
    const document = fedex(fedexParcel("794", scan("2026-11-18T08:00:00-06:00", "QQ", "Quux")));
    expect(await eventsIn(carrierEvents, document)).toMatchObject([
      { status: "UNKNOWN", code: "QQ", description: "Quux" },
    ]);
    expect(await codesSaid(carrierEvents, document)).toEqual(["UNKNOWN_CODE"]);
  });

  test("is that of the newest parcel where a number was given out again", async () => {
    const old = fedexParcel("794", scan("2024-01-02T08:00:00-06:00", "DL", "Delivered"));
    const document = fedex(old, fedexParcel("794", PICKED_UP));
    expect(await eventsIn(carrierEvents, document)).toMatchObject([{ status: "PICKED_UP" }]);
    expect(await codesSaid(carrierEvents, document)).toEqual(["NUMBER_REUSED"]);
  });

  test("leaves out an event whose time cannot be read, and says so", async () => {
    const document = fedex(fedexParcel("794", PICKED_UP, scan("yesterday", "OD", "On vehicle")));
    expect(await eventsIn(carrierEvents, document)).toHaveLength(1);
    expect(await codesSaid(carrierEvents, document)).toEqual(["EVENT_WITHOUT_TIME"]);
  });

  test("may still be empty", async () => {
    expect(await readWith(carrierEvents, fedex(fedexParcel("794")))).toMatchObject({
      ok: true,
      documents: [],
      warnings: [{ code: "NO_EVENTS" }],
    });
  });

  test("is replaced by the refusal of the carrier", async () => {
    const refusal = { error: { code: "TRACKING.TRACKINGNUMBER.NOTFOUND", message: "Not found" } };
    expect(await readWith(carrierEvents, fedex(refusal))).toMatchObject({
      ok: false,
      issues: [{ code: "CARRIER_REFUSED", message: expect.stringContaining("Not found") }],
    });
  });

  test("on a clock without a zone is read on that of the connection, and says so", async () => {
    const xml = `<TrackingResponse><AWBInfo><AWBNumber>77</AWBNumber><ShipmentInfo><ShipmentEvent>
      <Date>2026-11-18</Date><Time>09:00:00</Time>
      <ServiceEvent><EventCode>OK</EventCode><Description>Delivered</Description></ServiceEvent>
      </ShipmentEvent></ShipmentInfo></AWBInfo></TrackingResponse>`;
    expect(await eventsIn(carrierEvents, xml)).toMatchObject([
      { occurredAt: "2026-11-18T09:00:00.000Z", zoneUnknown: true },
    ]);
    expect(await eventsIn(carrierEvents, xml, { settings: { timeZone: "Asia/Tokyo" } })).toMatchObject([
      { occurredAt: "2026-11-18T00:00:00.000Z", zoneUnknown: true },
    ]);
  });
});

describe("an answer that does not repeat the number", () => {
  const document = {
    state: "In Transit",
    status: { description: "On its way." },
    tracking_events: [{ event_type: "Pickup", scan_time: "2026-11-17T16:12:00Z", description: "Picked up" }],
  };

  test("cannot be read by itself", async () => {
    expect(await codesSaid(carrierEvents, document)).toContain("NO_TRACKING_NUMBER");
  });

  test.each([
    ["what was asked for", { headers: { "x-tracking-number": "S-1" } }],
    ["the name of the file", { fileName: "out/S-1.json", settings: { fileNameIsNumber: true } }],
  ])("has it from %s", async (_, told) => {
    expect(await eventsIn(carrierEvents, document, told)).toMatchObject([{ trackingNumber: "S-1" }]);
  });

  test("does not have it from the name of a file that nobody said is one", async () => {
    expect(await codesSaid(carrierEvents, document, { fileName: "S-1.json" })).toContain(
      "NO_TRACKING_NUMBER",
    );
  });
});

describe("a carrier that no table describes", () => {
  const checkpoint = (moment: string, remark: string) => ({ occurredAt: moment, remark, site: "Oslo" });

  test("is read by the names of its fields, and that is said", async () => {
    const document = {
      reply: {
        parcels: [
          {
            parcelNumber: "NO-4455-66",
            history: [
              checkpoint("2026-11-18T09:00:00Z", "Out for delivery"),
              checkpoint("2026-11-17T09:00:00Z", "Picked up"),
            ],
          },
        ],
      },
    };
    expect(await eventsIn(carrierEvents, document)).toMatchObject([
      { trackingNumber: "NO-4455-66", status: "PICKED_UP", carrier: null, location: "Oslo" },
      { trackingNumber: "NO-4455-66", status: "OUT_FOR_DELIVERY" },
    ]);
    expect(await codesSaid(carrierEvents, document)).toEqual(["SHAPE_INFERRED"]);
  });

  test("is read in XML as well", async () => {
    const xml = `<Answer><Barcode>RR123456785NO</Barcode><Events>
      <Event><EventDate>2026-11-17T09:00:00Z</EventDate><Text>Accepted</Text></Event>
      <Event><EventDate>2026-11-18T09:00:00Z</EventDate><Text>Delivered</Text></Event></Events></Answer>`;
    expect((await eventsIn(carrierEvents, xml)).map(({ status }) => status)).toEqual([
      "PICKED_UP",
      "DELIVERED",
    ]);
  });

  test.each([
    ["rates", { rates: [{ id: "r1", carrier: "USPS", service: "Priority", rate: "7.90" }] }],
    ["an order", { id: 1, created_at: "2026-11-18T09:00:00Z", line_items: [{ sku: "a", quantity: 1 }] }],
    ["texts", ["a", "b"]],
    ["nothing", {}],
  ])("is not found in %s", async (_, document) => {
    expect(await codesSaid(carrierEvents, document)).toEqual(["NOT_TRACKING"]);
  });

  test("is looked for in deep and wide documents no longer than in others", async () => {
    const begun = performance.now();
    await codesSaid(
      carrierEvents,
      `{"number":"1Z123","date":"2026-01-01","status":${"[".repeat(50_000)}${"]".repeat(50_000)}}`,
    );
    await codesSaid(carrierEvents, `<r>${"<a>1</a>".repeat(100_000)}</r>`);
    expect(performance.now() - begun).toBeLessThan(4000);
  });
});

describe("an aggregator", () => {
  test("that writes the state of the parcel to each event does not deliver it twice", async () => {
    const event = (date: string, description: string) => ({
      date,
      time: "10:00",
      code: "delivered",
      description,
      timestamp: `${date}T10:00:00.000Z`,
      status: "delivered",
    });
    const document = {
      tracking: {
        carrier_name: "auspost",
        tracking_number: "AP-1",
        delivered: true,
        events: [event("2026-11-18", "Quux"), event("2026-11-17", "Quux")],
      },
    };
    expect((await eventsIn(carrierEvents, document)).map(({ status }) => status)).toEqual([
      "IN_TRANSIT",
      "DELIVERED",
    ]);
  });
});

test("an event of Ship24 is read by its code and its words, and by the parcel's milestone where they say nothing", async () => {
  const event = (status: string, statusCode: string | null, statusMilestone: string) => ({
    ...{ status, statusCode, statusMilestone, courierCode: "colissimo", location: "Paris", hasNoTime: false },
    ...{ occurrenceDatetime: "2026-11-30T10:00:00", utcOffset: "+01:00" },
  });
  const events = [
    event("Wrong address", null, "exception"),
    event("Quux", null, "failed_attempt"),
    event("Quux", "delivery_delivered", "delivered"),
  ];
  const tracking = { tracker: { trackingNumber: "S24" }, shipment: { statusMilestone: "delivered" }, events };
  for (const document of [{ trackings: [tracking] }, { data: { trackings: [tracking] } }]) {
    const read = await eventsIn(carrierEvents, document);
    expect(read.map(({ status, reason }) => [status, reason])).toEqual([
      ["DELIVERY_FAILED", "ADDRESS_INCORRECT"],
      ["DELIVERY_FAILED", null],
      ["DELIVERED", null],
    ]);
    expect(read[0]).toMatchObject({
      ...{ trackingNumber: "S24", carrier: "colissimo", location: "Paris" },
      ...{ occurredAt: "2026-11-30T09:00:00.000Z", zoneUnknown: false },
    });
  }
});
