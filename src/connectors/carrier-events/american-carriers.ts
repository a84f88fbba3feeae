import { codesOf } from "../reading/tracking/meaning.js";
import type { TrackingShape } from "../reading/tracking/shape.js";

/** Event codes of USPS as its publications list them; most of the network's scans are told by their words. */
const USPS_CODES = codesOf([
  ["LABEL_CREATED", null, "GX MA UA TM"],
  ["PICKED_UP", null, "3 OA"],
  ["DELIVERED", null, "1 41 42 43 63"],
  ["OUT_FOR_DELIVERY", null, "OF"],
  ["DELIVERY_FAILED", "RECIPIENT_ABSENT", "2 52 56"],
  ["DELIVERY_FAILED", "REFUSED", "4"],
  ["DELIVERY_FAILED", "ADDRESS_INCORRECT", "5 22"],
  ["IN_TRANSIT", null, "6 7 10 A1 AD T1 TL SF L1 NT PC EF RB"],
  ["DELAYED", "MISROUTED", "8 15"],
  ["RETURN_TO_SENDER", null, "9 29"],
  ["READY_FOR_PICKUP", null, "14 16"],
  ["DELIVERY_FAILED", "ADDRESS_NOT_FOUND", "21"],
  ["DELIVERY_FAILED", "RECIPIENT_MOVED", "23 24"],
  ["DELIVERY_FAILED", "RECIPIENT_UNKNOWN", "25 26"],
  ["DELIVERY_FAILED", "UNCLAIMED", "27"],
  ["DELIVERY_FAILED", "OTHER", "28 53 54 55"],
]);

const USPS_API: TrackingShape = {
  title: "USPS, Tracking API",
  carrier: "usps",
  when: ["..trackingEvents.eventCode"],
  parcels: ["..trackingInfo", ""],
  number: ["trackingNumber"],
  events: ["trackingEvents"],
  expected: [
    "expectedDeliveryTimeStamp",
    "expectedDeliveryDate",
    "predictedDeliveryDate",
    "guaranteedDeliveryTimeStamp",
  ],
  event: {
    at: [{ stamp: "GMTTimestamp" }, { stamp: "eventTimestamp", zone: "GMTOffset" }],
    code: ["eventCode"],
    text: ["eventType"],
    place: ["eventCity", "eventState", "eventZIP", "eventCountry"],
  },
  codes: USPS_CODES,
};

const DATE = String.raw`(?<EventDate>\p{Lu}\p{Ll}+ \d{1,2}, \d{4})`;
const CLOCK = String.raw`(?<EventTime>\d{1,2}:\d{2} [ap]m)`;

/** How Web Tools tells an event to those who have not asked for fields, the newest one otherwise than the rest. */
const USPS_SENTENCES = [
  new RegExp(`^(?<Event>.+?), ${DATE}(?:, ${CLOCK})?(?:, (?<EventCity>.+))?$`, "u"),
  new RegExp(`^(?<Event>.+?)(?: at ${CLOCK})? on ${DATE}(?: (?:in|at) (?<EventCity>.+?))?[.]?$`, "u"),
];

const USPS_WEB_TOOLS: TrackingShape = {
  title: "USPS, Web Tools",
  carrier: "usps",
  when: ["..TrackInfo"],
  parcels: ["..TrackInfo"],
  number: ["@ID"],
  events: ["TrackSummary", "TrackDetail"],
  expected: ["ExpectedDeliveryDate", "PredictedDeliveryDate", "GuaranteedDeliveryDate"],
  errors: ["Error.Number", "Error.Description", "TrackSummary"],
  event: {
    at: [{ stamp: "EventDate", clock: "EventTime" }],
    code: ["EventCode"],
    text: ["Event"],
    place: ["EventCity", "EventState", "EventZIPCode", "EventCountry"],
    sentences: USPS_SENTENCES,
  },
  codes: USPS_CODES,
};

/** Canada Post says what happened in words; the codes of bad addresses are those that the field has gathered. */
const CANADA_POST: TrackingShape = {
  title: "Canada Post, tracking details",
  carrier: "canadapost",
  when: ["..tracking-detail"],
  parcels: ["..tracking-detail"],
  number: ["pin"],
  events: ["significant-events.occurrence"],
  expected: ["changed-expected-date", "expected-delivery-date"],
  event: {
    at: [{ stamp: "event-date", clock: "event-time", zone: "event-time-zone" }],
    code: ["event-identifier"],
    text: ["event-description"],
    place: ["event-site", "event-province"],
  },
  codes: codesOf([
    ["DELIVERED", null, "20 1408 1409 1421 1422 1423 1424 1425 1426 1427 1428 1429 1430 1431 1432 1433 1434"],
    ["DELIVERED", null, "1441 1442 1496 1497 1498 1499"],
    ["DELAYED", "ADDRESS_INCORRECT", "172 173"],
    ["DELIVERY_FAILED", "ADDRESS_INCORRECT", "1482 1483"],
    ["DELIVERY_FAILED", "ADDRESS_NOT_FOUND", "122 123 1413 1440 1485 1486 1489 1490"],
    ["OUT_FOR_DELIVERY", null, "174 500"],
    ["READY_FOR_PICKUP", null, "156 1407 1410 1435 1436 1437 1438 1488 1701 2410"],
    ["DELIVERY_FAILED", "RECIPIENT_ABSENT", "1479"],
  ]),
};

const CANADA_POST_SUMMARY: TrackingShape = {
  title: "Canada Post, tracking summary",
  carrier: "canadapost",
  when: ["..tracking-summary"],
  parcels: ["..pin-summary"],
  number: ["pin"],
  events: [""],
  event: {
    at: [{ stamp: "event-date-time" }],
    code: ["event-type"],
    text: ["event-description"],
    place: ["event-location"],
    expected: ["expected-delivery-date"],
  },
  coarse: codesOf([
    ["LABEL_CREATED", null, "INDUCTION_PENDING INFO"],
    ["PICKED_UP", null, "INDUCTION"],
    ["DELIVERED", null, "DELIVERED"],
    ["OUT_FOR_DELIVERY", null, "OUT"],
    ["DELIVERY_FAILED", null, "ATTEMPTED"],
    ["READY_FOR_PICKUP", null, "AVAIL_PICKUP"],
    ["IN_TRANSIT", null, "VEHICLE_INFO"],
  ]),
};

/** The kinds of scans of Purolator are coarse: `Undeliverable` holds delays and returns alike. */
const PUROLATOR: TrackingShape = {
  title: "Purolator, tracking service",
  carrier: "purolator",
  when: ["..TrackingInformation"],
  parcels: ["..TrackingInformation"],
  number: ["PIN.Value"],
  events: ["Scans.Scan"],
  event: {
    at: [{ stamp: "ScanDate", clock: "ScanTime" }],
    code: ["ScanType"],
    text: ["Description", "Comment"],
    place: ["Depot.Name"],
  },
  coarse: codesOf([
    ["PICKED_UP", null, "ProofOfPickUp"],
    ["IN_TRANSIT", null, "Other"],
    ["OUT_FOR_DELIVERY", null, "OnDelivery"],
    ["DELIVERED", null, "Delivery"],
    ["ON_HOLD", null, "Undeliverable"],
  ]),
};

const CANPAR: TrackingShape = {
  title: "Canpar, tracking service",
  carrier: "canpar",
  when: ["..result.barcode", "..result.events"],
  parcels: ["..result"],
  number: ["barcode"],
  events: ["events"],
  expected: ["estimated_delivery_date"],
  event: {
    at: [{ stamp: "local_date_time" }],
    code: ["code"],
    text: ["code_description_en"],
    place: ["address.city", "address.province", "address.country"],
  },
  codes: codesOf([
    ["PICKED_UP", null, "PIC"],
    ["IN_TRANSIT", null, "ARR INA INO"],
    ["DELIVERED", null, "DEL"],
  ]),
};

const DICOM: TrackingShape = {
  title: "Dicom, tracking",
  carrier: "dicom",
  when: ["activities.activityDate"],
  parcels: [""],
  number: ["trackingNumber"],
  events: ["activities"],
  event: {
    at: [{ stamp: "activityDate" }],
    code: ["code", "status"],
    text: ["status", "statusDetail"],
    place: ["terminal"],
  },
};

const NATIONEX: TrackingShape = {
  title: "Nationex, shipment",
  carrier: "nationex",
  when: ["StatusHistories", "ShipmentId"],
  parcels: [""],
  number: ["ShipmentId"],
  events: ["StatusHistories"],
  event: {
    at: [{ stamp: "StatusDate" }],
    code: ["ShipmentStatus"],
    text: ["ShipmentStatusEn"],
    place: ["LastLocation"],
  },
  // What went wrong on the way stands with the parcels of the shipment.
  also: [
    {
      events: ["Parcels.History"],
      event: {
        at: [{ stamp: "ProcessedDate" }],
        code: ["ExceptionId"],
        text: ["DescriptionEn"],
        place: ["CityDepot"],
      },
    },
  ],
  expected: ["Parcels.EstimatedDeliveryDate"],
};

const AMAZON_SHIPPING: TrackingShape = {
  title: "Amazon Shipping, tracking",
  carrier: "amazon_shipping",
  when: ["..eventHistory"],
  parcels: ["payload", ""],
  number: ["trackingId"],
  events: ["eventHistory"],
  expected: ["promisedDeliveryDate"],
  event: {
    at: [{ stamp: "eventTime" }],
    code: ["eventCode"],
    text: ["eventCode"],
    place: ["location.city", "location.stateOrRegion", "location.postalCode", "location.countryCode"],
  },
};

/** Carriers of North America, and who carries for its shops. */
export const AMERICAN_CARRIERS: readonly TrackingShape[] = [
  USPS_API,
  USPS_WEB_TOOLS,
  CANADA_POST,
  CANADA_POST_SUMMARY,
  PUROLATOR,
  CANPAR,
  DICOM,
  NATIONEX,
  AMAZON_SHIPPING,
];
