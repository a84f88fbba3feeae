import { describe, expect, test } from "vitest";
import { carrierEvents } from "../../../src/connectors/carrier-events/index.js";
import { easypost } from "../../../src/connectors/easypost/index.js";
import { ups } from "../../../src/connectors/ups/index.js";
import { codesSaid, eventsIn } from "../read-with.js";

const AT = "2026-11-18T09:00:00Z";

/** One event of a carrier whose table looks up no codes: its words alone tell. */
const inWords = (description: string) => ({
  mailPieces: {
    mailPieceId: "RM1",
    events: [{ eventCode: "X", eventName: description, eventDateTime: AT }],
  },
});

test.each([
  ["Not yet released by customs, on hold", "ON_HOLD"],
  ["The driver is out on a delivery tour", "OUT_FOR_DELIVERY"],
  ["Vehicle loaded: out for distribution", "OUT_FOR_DELIVERY"],
  ["We were notified of your parcel electronically", "LABEL_CREATED"],
  ["Tracking number allocated", "LABEL_CREATED"],
  ["Pickup from warehouse", "PICKED_UP"],
  ["Received at the origin terminal", "PICKED_UP"],
  ["Colis disponible pour ramassage", "READY_FOR_PICKUP"],
])("the words %j say %s", async (words, status) => {
  expect(await eventsIn(carrierEvents, inWords(words))).toMatchObject([{ status }]);
});

test("words and places that are laid out on several lines are one line", async () => {
  const xml = `<TrackResponse><Result><Packages><Package><LandmarkTrackingNumber>LTN1</LandmarkTrackingNumber>
    <Events><Event><Status>Arrived at the hub of
        the country</Status><DateTime>2026-11-18 09:00:00</DateTime><Location>Lund
        hub, SE</Location><EventCode>275</EventCode></Event></Events></Package></Packages></Result></TrackResponse>`;
  expect(await eventsIn(carrierEvents, xml)).toMatchObject([
    { description: "Arrived at the hub of the country", location: "Lund hub, SE" },
  ]);
});

describe("what a carrier's code and its words say apart:", () => {
  test("Purolator's scan of the kind of deliveries takes the parcel elsewhere", async () => {
    const xml = `<r><TrackingInformation><PIN><Value>P12345</Value></PIN><Scans><Scan><ScanType>Delivery</ScanType>
      <ScanDate>2026-11-18</ScanDate><ScanTime>090000</ScanTime>
      <Description>Transferring to the service point of Lund</Description></Scan></Scans></TrackingInformation></r>`;
    expect(await eventsIn(carrierEvents, xml)).toMatchObject([{ status: "IN_TRANSIT", code: "Delivery" }]);
  });

  test("UPS reports as an exception that customs let the parcel go", async () => {
    const alert = (description: string) => ({
      ...{ trackingNumber: "1Z1", localActivityDate: "20261118", localActivityTime: "090000" },
      activityStatus: { type: "X", code: "SR", description },
    });
    const released = "It was released by the customs agency";
    expect(await eventsIn(ups, alert(released))).toMatchObject([{ status: "IN_TRANSIT", reason: null }]);
    for (const free of ["It is released by a government agency", "Your parcel is now on its way"]) {
      expect(await eventsIn(ups, alert(free))).toMatchObject([{ status: "IN_TRANSIT" }]);
    }
    for (const held of [
      "It has not been released by the customs agency",
      "It waits at the clearing agency",
    ]) {
      expect(await eventsIn(ups, alert(held))).toMatchObject([{ status: "ON_HOLD", reason: "CUSTOMS" }]);
    }
  });

  test("DHL calls announced what its words call delivered: it has not moved", async () => {
    const event = { timestamp: AT, statusCode: "pre-transit", status: "DELIVERED" };
    const document = { shipments: [{ id: "JD1", status: event, events: [event] }] };
    expect(await eventsIn(carrierEvents, document)).toMatchObject([{ status: "LABEL_CREATED" }]);
  });

  test("Spring's code of a delivery does not make one of a parcel at its origin", async () => {
    const event = { DateTime: "2026-11-18 09:00:00", Code: 100, Description: "Received at origin" };
    const document = (...Events: object[]) => ({
      ErrorLevel: 0,
      Shipment: { TrackingNumber: "LX1", Events },
    });
    expect(await eventsIn(carrierEvents, document(event))).toMatchObject([{ status: "PICKED_UP" }]);
    const wordless = { ...event, Description: "Entregue" };
    expect(await eventsIn(carrierEvents, document(wordless))).toMatchObject([{ status: "DELIVERED" }]);
  });

  test("Landmark's processing happens at its own facility", async () => {
    const xml = `<TrackResponse><Result><Packages><Package><LandmarkTrackingNumber>LTN1</LandmarkTrackingNumber>
      <Events><Event><Status>Quux</Status><DateTime>2026-11-18 09:00:00</DateTime><EventCode>75</EventCode></Event>
      </Events></Package></Packages></Result></TrackResponse>`;
    expect(await eventsIn(carrierEvents, xml)).toMatchObject([{ status: "IN_TRANSIT", code: "75" }]);
  });
});

describe("a carrier is read by its table:", () => {
  test("bpost's round", async () => {
    const xml = `<itemTracking><itemCode>323</itemCode><stateInfo><time>${AT}</time><stateCode>L00</stateCode>
      <stateDescription>Quux</stateDescription></stateInfo></itemTracking>`;
    expect(await eventsIn(carrierEvents, xml)).toMatchObject([{ status: "OUT_FOR_DELIVERY" }]);
  });

  test("Canpar's scans", async () => {
    const scan = (code: string) =>
      `<events><code>${code}</code><local_date_time>20261118 091442</local_date_time></events>`;
    const xml = `<r><result><barcode>D1</barcode>${scan("PIC")}${scan("INO")}</result></r>`;
    const states = (await eventsIn(carrierEvents, xml)).map(({ status }) => status);
    expect(states).toEqual(["PICKED_UP", "IN_TRANSIT"]);
  });

  test("Nationex's shipment, with what went wrong with its parcels", async () => {
    const document = {
      ShipmentId: 103,
      StatusHistories: [{ ShipmentStatus: "Pickup", ShipmentStatusEn: "Picked up", StatusDate: AT }],
      Parcels: [
        {
          EstimatedDeliveryDate: "2026-11-21",
          History: [
            {
              ...{ ProcessedDate: "2026-11-19 13:31:00", ExceptionId: 5, CityDepot: "Laval" },
              DescriptionEn: "Unavailable recipient, delivery attempt on the next day",
            },
          ],
        },
      ],
    };
    expect(await eventsIn(carrierEvents, document)).toMatchObject([
      { trackingNumber: "103", status: "PICKED_UP" },
      {
        ...{ status: "DELIVERY_FAILED", reason: "RECIPIENT_ABSENT", code: "5", location: "Laval" },
        estimatedDelivery: "2026-11-21",
      },
    ]);
  });

  test("Geodis' situations", async () => {
    const state = (heureSuivi: string, libelleSuivi: string) => ({
      ...{ dateSuivi: "2026-11-18", heureSuivi, libelleSuivi, codeSituationJustification: libelleSuivi },
    });
    const listSuivis = [state("09:00", "LIV/CFM"), state("08:00", "EXP/CFM"), state("07:00", "PCH/CFM")];
    const document = { contenu: { noSuivi: "1G6", listSuivis } };
    const states = (await eventsIn(carrierEvents, document)).map(({ status }) => status);
    expect(states).toEqual(["PICKED_UP", "IN_TRANSIT", "DELIVERED"]);
  });

  test("GLS, by the number on the label", async () => {
    const event = { code: "INTRANSIT", description: "Sorted", eventDateTime: AT };
    const document = { parcels: [{ requested: "123456789013", unitno: "12345678901", events: [event] }] };
    expect(await eventsIn(carrierEvents, document)).toMatchObject([{ trackingNumber: "123456789013" }]);
  });

  test("Allied Express, whose scan may be no more than one", async () => {
    const scan = { consignmentNote: "AE1", depotLocation: "PERTH", scannnedTimestamp: AT };
    expect(await eventsIn(carrierEvents, { result: { statusBarcodesList: scan } })).toMatchObject([
      { trackingNumber: "AE1", status: "IN_TRANSIT", code: "scan", location: "PERTH" },
    ]);
  });

  test("Asendia's history as well as its event", async () => {
    const event = {
      ...{ id: 1, code: "DL", time: AT, carrierEventDescription: "Delivered" },
      ...{ locationName: "Oslo", locationCountry: "NO" },
    };
    const expected = { trackingNumber: "A1", carrier: "asendia", status: "DELIVERED", location: "Oslo, NO" };
    const history = { trackingNumber: "A1", trackingEvents: [event] };
    expect(await eventsIn(carrierEvents, history)).toMatchObject([expected]);
    expect(await eventsIn(carrierEvents, { ...event, trackingNumber: "A1" })).toMatchObject([expected]);
    expect(await codesSaid(carrierEvents, history)).toEqual([]);
  });

  test("Asendia USA's milestones", async () => {
    const event = { eventCode: "s1", eventDescription: "Shipment information", eventOn: AT };
    const document = { data: [{ trackingNumberVendor: "RL1", trackingMilestoneEvents: [event] }] };
    expect(await eventsIn(carrierEvents, document)).toMatchObject([
      { trackingNumber: "RL1", carrier: "asendia_us", status: "LABEL_CREATED", code: "s1" },
    ]);
  });

  test("Roadie, which names its events, and is not taken for ShipEngine", async () => {
    const document = {
      ...{ id: 7, tracking_number: "RT1", pickup_location: { address: { city: "Atlanta" } } },
      deliver_between: { end: "2026-11-19T20:00:00.000Z" },
      events: [
        { name: "pickup_confirmed", occurred_at: "2026-11-18T08:00:00.000Z" },
        { name: "at_delivery", occurred_at: "2026-11-18T09:00:00.000Z" },
        { name: "delivery_confirmed", occurred_at: "2026-11-18T09:05:00.000Z" },
      ],
    };
    expect(await eventsIn(carrierEvents, [document])).toMatchObject([
      { trackingNumber: "RT1", carrier: "roadie", status: "PICKED_UP", code: "pickup_confirmed" },
      { status: "OUT_FOR_DELIVERY" },
      { status: "DELIVERED", estimatedDelivery: "2026-11-19" },
    ]);
  });

  test("couriers that tell only how things stand", async () => {
    const zoom = { reference: "Z1", status: "Dropped Off", statusChangeDateTime: AT };
    expect(await eventsIn(carrierEvents, zoom)).toMatchObject([{ carrier: "zoom2u", status: "DELIVERED" }]);
    const stop = { stopId: 5, status: "Pending", lastModifiedDate: AT, tripDate: "2026-11-19" };
    expect(await eventsIn(carrierEvents, stop)).toMatchObject([
      { trackingNumber: "5", carrier: "locate2u", status: "PENDING", estimatedDelivery: "2026-11-19" },
    ]);
  });
});

describe("karrio", () => {
  const parcel = (more: object, event: object) => ({
    ...{ carrier_name: "anyone", carrier_id: "anyone", tracking_number: "K1" },
    ...more,
    events: [{ date: "2026-11-18", time: "09:00", ...event }],
  });
  const statesIn = async (document: unknown) =>
    (await eventsIn(carrierEvents, document)).map(({ status }) => status);

  test("need not say whether the parcel is delivered", async () => {
    const document = [[parcel({}, { code: "X", description: "Sorted" })], []];
    expect(await eventsIn(carrierEvents, document)).toMatchObject([{ carrier: "anyone" }]);
    expect(await codesSaid(carrierEvents, document)).toEqual([]);
  });

  test("gives its own states as codes of carriers that have none", async () => {
    expect(await statesIn(parcel({}, { code: "Pending", description: "Pending" }))).toEqual([
      "LABEL_CREATED",
    ]);
  });

  test.each([
    [true, "Dropped off", "DELIVERED"],
    [false, "Dropped off", "PICKED_UP"],
    [true, "Sorted", "IN_TRANSIT"],
  ])("says delivered: %s, and the newest event %j is %s", async (delivered, description, status) => {
    expect(await statesIn(parcel({ delivered }, { code: "X", description }))).toEqual([status]);
  });

  test("names the parcels that the carrier does not know beside those that it does", async () => {
    const complaint = {
      ...{ carrier_name: "anyone", carrier_id: "anyone", code: "404", message: "No such parcel" },
      details: { tracking_number: "K2" },
    };
    const document = [[parcel({}, { code: "X", description: "Sorted" })], [complaint]];
    expect(await codesSaid(carrierEvents, document)).toEqual(["CARRIER_REFUSED"]);
    expect(await codesSaid(carrierEvents, [[], [complaint]])).toEqual(["CARRIER_REFUSED"]);
  });
});

test("EasyPost's trackers are read by the same words", async () => {
  const detail = { datetime: AT, status: "in_transit", message: "Out for\n  distribution" };
  const tracker = { object: "Tracker", tracking_code: "EZ1", tracking_details: [detail] };
  expect(await eventsIn(easypost, tracker)).toMatchObject([
    { status: "OUT_FOR_DELIVERY", description: "Out for distribution" },
  ]);
});
