import { codesOf } from "./meaning.js";
import type { TrackingShape } from "./shape.js";

/**
 * UPS names an activity by its type (D, I, M, X …) and a code. The types are UPS's own list. The codes of bad
 * addresses and of returns are those that the field has gathered; UPS documents its exceptions by their words.
 */
const CODES = codesOf([
  ["OUT_FOR_DELIVERY", null, "I/OT I/OF I/OD O/OT"],
  ["PICKED_UP", null, "I/OR I/PU I/XD"],
  ["READY_FOR_PICKUP", null, "I/RP I/ZP X/54"],
  ["RETURN_TO_SENDER", null, "X/RS X/RT X/RH X/RU I/RS I/RT I/RH I/RU RS/RS RS/RT"],
  ["DELIVERY_FAILED", "ADDRESS_INCORRECT", "X/IA X/WA X/BA"],
  ["DELIVERY_FAILED", "ADDRESS_NOT_FOUND", "X/NL X/ANF"],
  ["DELIVERY_FAILED", "RECIPIENT_ABSENT", "X/48 X/49 X/55"],
  ["DELIVERY_FAILED", "OTHER", "X/51 X/52 X/84"],
  ["DELAYED", "MISROUTED", "X/6 X/7 X/34"],
  ["ON_HOLD", "DAMAGED", "X/13 X/45 X/67"],
  ["ON_HOLD", "CUSTOMS", "X/5 X/29 X/40 X/43 X/71 X/1U X/1W"],
  [
    "DELAYED",
    "CARRIER",
    "X/3 X/4 X/8 X/15 X/16 X/17 X/18 X/19 X/22 X/23 X/31 X/68 X/87 X/1K X/1L X/1O X/1Q X/1V",
  ],
  ["DELAYED", "WEATHER", "X/1E X/DJ"],
  ["LOST", null, "X/26 X/LO"],
  ["CANCELED", null, "X/30 M/VP MV/VP M/VD X/CA"],
]);

const COARSE = codesOf([
  ["DELIVERED", null, "D"],
  ["IN_TRANSIT", null, "I W DO DD"],
  ["OUT_FOR_DELIVERY", null, "O"],
  ["PICKED_UP", null, "P"],
  ["LABEL_CREATED", null, "M MP"],
  ["CANCELED", null, "MV"],
  ["RETURN_TO_SENDER", null, "RS"],
  ["ON_HOLD", "UNKNOWN", "X"],
  ["UNKNOWN", null, "NA U"],
]);

const UPS = { carrier: "ups", codes: CODES, coarse: COARSE } as const;

/** One activity, as UPS posts it to whoever has subscribed to the parcel. */
const TRACK_ALERT: TrackingShape = {
  ...UPS,
  title: "UPS Track Alert",
  when: ["trackingNumber", "activityStatus", "localActivityDate"],
  parcels: [""],
  number: ["trackingNumber"],
  events: [""],
  event: {
    at: [
      { stamp: "gmtActivityDate", clock: "gmtActivityTime", zoneIs: "UTC" },
      { stamp: "localActivityDate", clock: "localActivityTime", zone: "gmtOffset" },
    ],
    code: ["activityStatus.code", "activityStatus.type"],
    keys: [["activityStatus.type", "activityStatus.code"], ["activityStatus.type"]],
    text: ["activityStatus.description"],
    place: [
      "activityLocation.city",
      "activityLocation.stateProvince",
      "activityLocation.postalCode",
      "activityLocation.country",
    ],
    expected: ["scheduledDeliveryDate"],
  },
};

const ADDRESS = "location.address";

/** The answer of the Track API: the history of each package. */
const TRACK_API: TrackingShape = {
  ...UPS,
  title: "UPS Track API",
  when: ["..trackResponse"],
  parcels: ["..trackResponse.shipment.package", "..trackResponse.shipment"],
  number: ["trackingNumber", "inquiryNumber"],
  events: ["activity"],
  expected: ["deliveryDate.date"],
  errors: ["warnings.message"],
  event: {
    at: [
      { stamp: "gmtDate", clock: "gmtTime", zoneIs: "UTC" },
      { stamp: "date", clock: "time", zone: "gmtOffset" },
    ],
    code: ["status.code", "status.type"],
    keys: [["status.type", "status.code"], ["status.type"]],
    text: ["status.description"],
    place: [
      `${ADDRESS}.city`,
      `${ADDRESS}.stateProvince`,
      `${ADDRESS}.postalCode`,
      `${ADDRESS}.countryCode`,
      `${ADDRESS}.country`,
    ],
  },
};

/** The answer of the interface before: XML with a group for each code, or JSON without those. */
const TRACK_XML: TrackingShape = {
  ...UPS,
  title: "UPS Track, XML",
  when: ["..TrackResponse.Shipment"],
  parcels: ["..TrackResponse.Shipment.Package", "..TrackResponse.Shipment"],
  number: ["TrackingNumber", "InquiryNumber.Value", "ShipmentIdentificationNumber"],
  events: ["Activity"],
  expected: ["RescheduledDeliveryDate", "ScheduledDeliveryDate"],
  event: {
    at: [{ stamp: "Date", clock: "Time", zone: "GMTOffset" }],
    code: ["Status.StatusCode.Code", "Status.Code", "Status.StatusType.Code", "Status.Type"],
    keys: [
      ["Status.StatusType.Code", "Status.StatusCode.Code"],
      ["Status.StatusType.Code"],
      ["Status.Type", "Status.Code"],
      ["Status.Type"],
    ],
    text: ["Status.StatusType.Description", "Status.Description"],
    place: ["City", "StateProvinceCode", "PostalCode", "CountryCode"].map(
      (part) => `ActivityLocation.Address.${part}`,
    ),
  },
};

const QUANTUM_VIEW_PLACE = [
  "ActivityLocation.AddressArtifactFormat.PoliticalDivision2",
  "ActivityLocation.AddressArtifactFormat.PoliticalDivision1",
  "ActivityLocation.AddressArtifactFormat.CountryCode",
  "ActivityLocation.City",
  "ActivityLocation.StateProvinceCode",
  "ActivityLocation.CountryCode",
];

const QUANTUM_VIEW_EVENT = {
  at: [{ stamp: "Date", clock: "Time" }],
  place: QUANTUM_VIEW_PLACE,
  number: ["TrackingNumber"],
} as const;

/** A file of Quantum View, in XML or JSON: what happened is the name of the group. */
const QUANTUM_VIEW: TrackingShape = {
  title: "UPS Quantum View",
  carrier: "ups",
  when: ["..SubscriptionFile"],
  parcels: ["..SubscriptionFile"],
  number: [],
  events: ["Origin"],
  event: { ...QUANTUM_VIEW_EVENT, code: [], literal: "Origin", text: [] },
  also: [
    {
      events: ["Manifest.Package"],
      event: {
        ...QUANTUM_VIEW_EVENT,
        at: [{ stamp: "Activity.Date", clock: "Activity.Time" }],
        code: [],
        literal: "Manifest",
        text: [],
      },
    },
    {
      events: ["Delivery"],
      event: { ...QUANTUM_VIEW_EVENT, code: [], literal: "Delivery", text: ["DeliveryLocation.Description"] },
    },
    {
      events: ["Exception"],
      event: {
        ...QUANTUM_VIEW_EVENT,
        code: ["ReasonCode", "StatusCode"],
        literal: "Exception",
        text: ["ReasonDescription", "StatusDescription", "Resolution.Description"],
        expected: ["RescheduledDeliveryDate"],
      },
    },
    {
      events: ["Generic"],
      event: {
        ...QUANTUM_VIEW_EVENT,
        code: ["ActivityType"],
        text: [],
        expected: ["RescheduledDeliveryDate"],
      },
    },
  ],
  codes: codesOf([
    ["LABEL_CREATED", null, "Manifest"],
    ["PICKED_UP", null, "Origin"],
    ["DELIVERED", null, "Delivery"],
    ["CANCELED", null, "VM"],
    ["RETURN_TO_SENDER", null, "UR"],
    ["IN_TRANSIT", null, "TC PS DS"],
    ["UNKNOWN", null, "FN IR"],
  ]),
  coarse: codesOf([["ON_HOLD", "UNKNOWN", "Exception"]]),
};

export const UPS_SHAPES: readonly TrackingShape[] = [TRACK_ALERT, TRACK_API, TRACK_XML, QUANTUM_VIEW];
