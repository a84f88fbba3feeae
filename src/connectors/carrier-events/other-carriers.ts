import { codesOf } from "../reading/tracking/meaning.js";
import type { TrackingShape } from "../reading/tracking/shape.js";

/** Australia Post gives words without codes. */
const AUSTRALIA_POST: TrackingShape = {
  title: "Australia Post, tracking",
  carrier: "australiapost",
  when: ["tracking_results.trackable_items"],
  parcels: ["tracking_results.trackable_items", "tracking_results.trackable_items.items"],
  number: ["article_id"],
  events: ["events"],
  errors: ["errors.code", "errors.name"],
  event: {
    at: [{ stamp: "date" }],
    code: ["event_code", "code"],
    text: ["description"],
    place: ["location"],
  },
};

/** A scan without a state says only that the parcel went past. */
const ALLIED_EXPRESS: TrackingShape = {
  title: "Allied Express, tracking",
  carrier: "allied_express",
  when: ["..statusBarcodesList"],
  parcels: ["..statusBarcodesList"],
  number: ["consignmentNote"],
  events: [""],
  event: {
    at: [{ stamp: "scannnedTimestamp" }, { stamp: "scannedTimestamp" }],
    code: ["scannedStatus"],
    literal: "scan",
    text: ["scannedStatus"],
    place: ["depotLocation"],
  },
  coarse: codesOf([["IN_TRANSIT", null, "scan"]]),
};

/** Sendle writes each scan in UTC; its answers do not repeat the number of the parcel. */
const SENDLE: TrackingShape = {
  title: "Sendle, tracking",
  carrier: "sendle",
  when: ["tracking_events.event_type", "tracking_events.scan_time"],
  parcels: [""],
  number: ["sendle_reference", "tracking_number"],
  events: ["tracking_events"],
  expected: ["scheduling.estimated_delivery_date_maximum"],
  event: {
    at: [{ stamp: "scan_time" }, { stamp: "display_time" }],
    code: ["event_type"],
    text: ["description", "reason"],
    place: ["location", "origin_location"],
  },
  codes: codesOf([
    ["PICKED_UP", null, "Pickup Dropped_Off"],
    ["PENDING", "CARRIER", "Pickup_Attempted"],
    ["LABEL_CREATED", null, "Info Booking"],
    ["OUT_FOR_DELIVERY", null, "Out_for_Delivery"],
    ["DELIVERED", null, "Delivered"],
    ["LOST", null, "Lost"],
    ["ON_HOLD", "DAMAGED", "Damaged"],
    ["RETURN_TO_SENDER", null, "Return_to_Sender"],
    ["DELIVERY_FAILED", null, "Delivery_Attempted"],
    ["READY_FOR_PICKUP", null, "Left_with_Agent"],
  ]),
  coarse: codesOf([["IN_TRANSIT", null, "In_Transit"]]),
};

/** Air cargo for parcels: each event names its package, and the codes are those of the trade. */
const SMART_KARGO: TrackingShape = {
  title: "SmartKargo, tracking",
  carrier: "smartkargo",
  when: ["airWaybill", "eventType", "eventDate"],
  parcels: [""],
  number: ["packageReference", "airWaybill"],
  events: [""],
  event: {
    at: [{ stamp: "eventDate", zone: "location.timezone" }],
    code: ["eventType"],
    text: ["description"],
    place: ["location.city", "location.state", "location.zip", "location.countryId", "eventLocation"],
    expected: ["estimatedDeliveryDate"],
  },
  codes: codesOf([
    ["LABEL_CREATED", null, "BKD"],
    ["PICKED_UP", null, "RCS"],
    ["IN_TRANSIT", null, "DEP ARR RCF MAN TFD"],
    ["OUT_FOR_DELIVERY", null, "GDL"],
    ["DELIVERED", null, "DDL DLD"],
    ["DELIVERY_FAILED", "RECIPIENT_ABSENT", "ADL"],
    ["ON_HOLD", null, "RCU"],
  ]),
};

const TELESHIP: TrackingShape = {
  title: "Teleship, tracking",
  carrier: "teleship",
  when: ["shipmentId", "trackingNumber", "events.timestamp"],
  parcels: [""],
  number: ["trackingNumber"],
  events: ["events"],
  expected: ["estimatedDelivery"],
  event: { at: [{ stamp: "timestamp" }], code: ["code"], text: ["description"], place: ["location"] },
  codes: codesOf([
    ["PICKED_UP", null, "collected"],
    ["IN_TRANSIT", null, "in_hub customs_cleared"],
    ["OUT_FOR_DELIVERY", null, "out_for_delivery"],
    ["DELIVERED", null, "delivered"],
    ["RETURN_TO_SENDER", null, "returning"],
    ["RETURNED", null, "returned"],
  ]),
  coarse: codesOf([
    ["IN_TRANSIT", null, "in_transit"],
    ["DELIVERY_FAILED", null, "exception failed"],
  ]),
};

/** Landmark writes the month first; `TrackingNumber` is that of the last mile. */
const LANDMARK: TrackingShape = {
  title: "Landmark Global, track",
  carrier: "landmark",
  when: ["..Package.LandmarkTrackingNumber"],
  parcels: ["..Package"],
  number: ["LandmarkTrackingNumber", "TrackingNumber"],
  events: ["Events.Event"],
  expected: ["ExpectedDelivery"],
  event: {
    at: [{ stamp: "DateTime", dayFirst: false }],
    code: ["EventCode"],
    text: ["Status"],
    place: ["Location"],
  },
  codes: codesOf([
    ["LABEL_CREATED", null, "50 60 80"],
    ["IN_TRANSIT", null, "75 100 125 150 155 200 225 250 275"],
    ["ON_HOLD", "OTHER", "90"],
    ["ON_HOLD", "CUSTOMS", "135"],
    ["OUT_FOR_DELIVERY", null, "300"],
    ["DELIVERY_FAILED", null, "400 900"],
    ["READY_FOR_PICKUP", null, "410"],
    ["DELAYED", "ADDRESS_INCORRECT", "450"],
    ["DELIVERED", null, "500 510"],
  ]),
};

/** OmniParcel's list of codes, with the reasons of its returns. */
const SEKO_CODES = codesOf([
  ["LABEL_CREATED", null, "OP-1 OP-8 OP-9 OP-11 OP-12"],
  ["PICKED_UP", null, "OP-10 OP-14 OP-33 OP-89"],
  [
    "IN_TRANSIT",
    null,
    "OP-3 OP-4 OP-5 OP-7 OP-18 OP-20 OP-22 OP-31 OP-32 OP-47 OP-48 OP-50 OP-51 OP-52 OP-53 OP-54",
  ],
  ["IN_TRANSIT", null, "OP-56 OP-78 OP-79 OP-80 OP-81 OP-82 OP-36 OP-39 OP-44 OP-46"],
  ["OUT_FOR_DELIVERY", null, "OP-21"],
  ["READY_FOR_PICKUP", null, "OP-19 OP-25 OP-42"],
  ["DELIVERED", null, "OP-71 OP-72 OP-73 OP-74 OP-75 OP-76 OP-77"],
  ["DELIVERY_FAILED", "ADDRESS_INCORRECT", "OP-23 OP-41"],
  ["DELIVERY_FAILED", "RECIPIENT_UNKNOWN", "OP-27"],
  ["DELIVERY_FAILED", "REFUSED", "OP-28"],
  ["DELIVERY_FAILED", "RECIPIENT_ABSENT", "OP-24 OP-84"],
  ["DELIVERY_FAILED", "UNCLAIMED", "OP-43"],
  ["DELIVERY_FAILED", null, "OP-30 OP-37 OP-38 OP-45 OP-86 OP-83"],
  ["ON_HOLD", "DAMAGED", "OP-17"],
  ["ON_HOLD", "CUSTOMS", "OP-6"],
  ["ON_HOLD", null, "OP-2 OP-26 OP-49 OP-70 OP-87 OP-88 OP-91"],
  ["DELAYED", "MISROUTED", "OP-13 OP-35"],
  ["DELAYED", null, "OP-16"],
  ["LOST", null, "OP-15 OP-40 OP-92"],
  ["CANCELED", null, "OP-34"],
  ["RETURN_TO_SENDER", "ADDRESS_INCORRECT", "OP-61"],
  ["RETURN_TO_SENDER", "REFUSED", "OP-63 OP-64"],
  ["RETURN_TO_SENDER", "UNCLAIMED", "OP-59 OP-65"],
  ["RETURN_TO_SENDER", "DAMAGED", "OP-69"],
  ["RETURN_TO_SENDER", null, "OP-29 OP-55 OP-57 OP-58 OP-60 OP-62 OP-66 OP-67 OP-68 OP-85 OP-94"],
  ["RETURNED", null, "OP-90"],
]);

const SEKO: TrackingShape = {
  title: "SEKO OmniParcel, tracking",
  carrier: "seko",
  when: ["Events.OmniCode"],
  parcels: [""],
  number: ["ConsignmentNo", "TrackingNumber"],
  events: ["Events"],
  event: {
    at: [{ stamp: "EventDT" }],
    code: ["OmniCode", "Code"],
    text: ["Description"],
    place: ["Location", "Country"],
  },
  codes: SEKO_CODES,
};

/** The post of Brazil: a code and its type are one, and the kinds of offices are no places. */
const CORREIOS: TrackingShape = {
  title: "Correios, rastro",
  carrier: "correios",
  when: ["objetos.codObjeto", "..eventos.dtHrCriado"],
  parcels: ["objetos"],
  number: ["codObjeto"],
  events: ["eventos"],
  expected: ["dtPrevista"],
  errors: ["mensagem"],
  event: {
    at: [{ stamp: "dtHrCriado" }],
    code: ["codigo"],
    text: ["descricao", "detalhe"],
    place: ["unidade.nome", "unidade.endereco.cidade", "unidade.endereco.uf"],
  },
  coarse: codesOf([
    ["PICKED_UP", null, "PO"],
    ["IN_TRANSIT", null, "DO RO"],
    ["OUT_FOR_DELIVERY", null, "OEC"],
    ["READY_FOR_PICKUP", null, "LDI"],
  ]),
};

/** Carriers of other parts of the world, and those that hand parcels on to the last mile. */
export const OTHER_CARRIERS: readonly TrackingShape[] = [
  AUSTRALIA_POST,
  ALLIED_EXPRESS,
  SENDLE,
  SMART_KARGO,
  TELESHIP,
  LANDMARK,
  SEKO,
  CORREIOS,
];
