import { codesOf } from "../reading/tracking/meaning.js";
import type { TrackingShape } from "../reading/tracking/shape.js";
import { FEDEX } from "./fedex.js";

/** Whatever the words are, a parcel of which only the announcement is known has not moved. */
const DHL_ANNOUNCED = codesOf([["LABEL_CREATED", null, "pre-transit"]]);

const DHL_STATES = codesOf([
  ["IN_TRANSIT", null, "transit"],
  ["DELIVERED", null, "delivered"],
  ["DELIVERY_FAILED", null, "failure"],
  ["UNKNOWN", null, "unknown"],
]);

/** DHL's tracking of all its divisions, of which the state of an event is coarse and the words are exact. */
const DHL_UNIFIED: TrackingShape = {
  title: "DHL, Shipment Tracking Unified",
  carrier: "dhl",
  when: ["shipments.id", "shipments.status"],
  parcels: ["shipments"],
  number: ["id"],
  carrierAt: ["carrier"],
  events: ["events"],
  expected: ["estimatedTimeOfDelivery", "estimatedDeliveryTimeFrame.estimatedThrough"],
  event: {
    at: [{ stamp: "timestamp" }],
    code: ["statusCode", "status"],
    keys: [["statusCode"], ["status"]],
    text: ["description", "status", "statusDetailed", "remark", "nextSteps"],
    place: [
      "location.address.addressLocality",
      "location.address.postalCode",
      "location.address.countryCode",
    ],
  },
  summary: {
    at: [{ stamp: "status.timestamp" }],
    code: ["status.statusCode"],
    text: ["status.description", "status.status"],
    place: ["status.location.address.addressLocality", "status.location.address.countryCode"],
  },
  codes: DHL_ANNOUNCED,
  coarse: DHL_STATES,
};

/** Checkpoints of DHL Express, the same in XML and JSON. */
const DHL_EXPRESS_CODES = codesOf([
  ["LABEL_CREATED", null, "SI SD"],
  ["PICKED_UP", null, "PU SA"],
  ["IN_TRANSIT", null, "PL DF AF AR CR CI IC TP TR FD RW TD HI HO PO DI"],
  ["OUT_FOR_DELIVERY", null, "WC"],
  ["DELIVERED", null, "OK DL PD"],
  ["READY_FOR_PICKUP", null, "CC"],
  ["DELIVERY_FAILED", "ADDRESS_INCORRECT", "BA AD IA WA"],
  ["DELIVERY_FAILED", "RECIPIENT_ABSENT", "NH CA"],
  ["DELIVERY_FAILED", "RECIPIENT_MOVED", "CM"],
  ["DELIVERY_FAILED", "REFUSED", "RD"],
  ["DELIVERY_FAILED", null, "ND"],
  ["RETURN_TO_SENDER", null, "RT"],
  ["DELAYED", "CUSTOMS", "CD UD"],
  ["DELAYED", "MISROUTED", "MS MC"],
  ["DELAYED", "CARRIER", "MD LV"],
  ["ON_HOLD", "DAMAGED", "DM"],
  ["ON_HOLD", null, "OH HP SS"],
]);

const DHL_EXPRESS_XML: TrackingShape = {
  title: "DHL Express, XML tracking",
  carrier: "dhl_express",
  when: ["..AWBInfo"],
  parcels: ["..AWBInfo"],
  number: ["AWBNumber", "TrackedBy.LPNumber"],
  events: ["ShipmentInfo.ShipmentEvent", "PieceDetails.PieceEvent"],
  expected: ["ShipmentInfo.EstDlvyDateUTC", "ShipmentInfo.EstDlvyDate"],
  errors: ["Status.ActionStatus", "Status.Condition.ConditionData"],
  event: {
    at: [{ stamp: "Date", clock: "Time" }],
    code: ["ServiceEvent.EventCode"],
    text: ["ServiceEvent.Description"],
    place: ["ServiceArea.Description"],
  },
  codes: DHL_EXPRESS_CODES,
};

const DHL_EXPRESS_JSON: TrackingShape = {
  title: "DHL Express, MyDHL API",
  carrier: "dhl_express",
  when: ["shipments.shipmentTrackingNumber"],
  parcels: ["shipments"],
  number: ["shipmentTrackingNumber"],
  events: ["events"],
  expected: ["estimatedDeliveryDate", "estimatedTimeOfDelivery"],
  event: {
    at: [{ stamp: "date", clock: "time", zone: "GMTOffset" }],
    code: ["typeCode"],
    text: ["description"],
    place: ["serviceArea.description", "location.address.addressLocality"],
  },
  codes: DHL_EXPRESS_CODES,
};

const TNT: TrackingShape = {
  title: "TNT, ExpressConnect tracking",
  carrier: "tnt",
  when: ["..Consignment.ConsignmentNumber"],
  parcels: ["..Consignment"],
  number: ["ConsignmentNumber"],
  events: ["StatusData"],
  event: {
    at: [{ stamp: "LocalEventDate", clock: "LocalEventTime" }],
    code: ["StatusCode"],
    text: ["StatusDescription"],
    place: ["DepotName", "Depot"],
  },
  codes: codesOf([
    ["DELIVERED", null, "OK OKC"],
    ["OUT_FOR_DELIVERY", null, "OD OF"],
    ["PICKED_UP", null, "PU CI"],
  ]),
};

/** Carriers that carry things across the world. UPS has a connector of its own; its answers are read here too. */
export const EXPRESS_CARRIERS: readonly TrackingShape[] = [
  ...FEDEX,
  DHL_EXPRESS_JSON,
  DHL_UNIFIED,
  DHL_EXPRESS_XML,
  TNT,
];
