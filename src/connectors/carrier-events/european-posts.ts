import { codesOf } from "../reading/tracking/meaning.js";
import type { EventShape, TrackingShape } from "../reading/tracking/shape.js";

/** The post of the Netherlands writes the day first, and its own local time. */
const POSTNL_STATE: EventShape = {
  at: [{ stamp: "TimeStamp", zoneIs: "Europe/Amsterdam", dayFirst: true }],
  code: ["StatusCode", "Code"],
  text: ["StatusDescription", "Description"],
  place: [],
};

const POSTNL: TrackingShape = {
  title: "PostNL, Shipping Status",
  carrier: "postnl",
  when: ["..Shipment.Barcode", "..Shipment.Status.PhaseCode"],
  parcels: ["..Shipment"],
  number: ["Barcode"],
  events: ["Status", "OldStatus"],
  expected: ["DeliveryDate"],
  event: POSTNL_STATE,
  codes: codesOf([
    ["LABEL_CREATED", null, "1"],
    ["DELIVERED", null, "11"],
    ["READY_FOR_PICKUP", null, "12"],
  ]),
  coarse: codesOf([
    ["IN_TRANSIT", null, "5"],
    ["OUT_FOR_DELIVERY", null, "7"],
  ]),
};

/** The locker is where the recipient collects the parcel; a courier's notice sends them to an office. */
const INPOST: TrackingShape = {
  title: "InPost, ShipX",
  carrier: "inpost",
  when: ["tracking_number", "tracking_details.origin_status"],
  parcels: [""],
  number: ["tracking_number"],
  events: ["tracking_details"],
  event: { at: [{ stamp: "datetime" }], code: ["status"], text: ["status"], place: ["location", "agency"] },
  codes: codesOf([
    ["LABEL_CREATED", null, "created offers_prepared offer_selected confirmed"],
    ["PICKED_UP", null, "dispatched_by_sender dispatched_by_sender_to_pok collected_from_sender"],
    ["PICKED_UP", null, "taken_by_courier taken_by_courier_from_pok"],
    ["IN_TRANSIT", null, "adopted_at_source_branch sent_from_source_branch adopted_at_sorting_center"],
    ["IN_TRANSIT", null, "sent_from_sorting_center adopted_at_target_branch readdressed"],
    ["OUT_FOR_DELIVERY", null, "out_for_delivery out_for_delivery_to_address"],
    ["READY_FOR_PICKUP", null, "ready_to_pickup ready_to_pickup_from_pok ready_to_pickup_from_branch"],
    ["READY_FOR_PICKUP", null, "pickup_reminder_sent pickup_reminder_sent_address avizo"],
    ["DELIVERED", null, "delivered"],
    ["DELIVERY_FAILED", "REFUSED", "rejected_by_receiver"],
    ["DELIVERY_FAILED", "ADDRESS_INCORRECT", "undelivered_wrong_address undelivered_incomplete_address"],
    ["DELIVERY_FAILED", "RECIPIENT_UNKNOWN", "undelivered_unknown_receiver"],
    ["DELIVERY_FAILED", null, "undelivered"],
    ["DELIVERY_FAILED", "UNCLAIMED", "pickup_time_expired"],
    ["RETURN_TO_SENDER", null, "returned_to_sender"],
    ["DELAYED", null, "delay_in_delivery"],
    ["LOST", null, "missing"],
    ["CANCELED", null, "canceled"],
  ]),
};

/** What DPD's own page asks for: beside the scans stand the states to come, which have not been reached. */
const DPD_PAGE: TrackingShape = {
  title: "DPD, life of a parcel",
  carrier: "dpd",
  when: ["..parcelLifeCycleData.shipmentInfo", "..parcelLifeCycleData.scanInfo.scan"],
  parcels: ["..parcelLifeCycleData"],
  number: ["shipmentInfo.parcelLabelNumber"],
  events: ["scanInfo.scan"],
  event: {
    at: [{ stamp: "date" }],
    code: ["scanData.scanType.code"],
    text: ["scanDescription.content"],
    place: ["scanData.location"],
  },
};

/** What the page of GLS asks for. */
const GLS_PAGE: TrackingShape = {
  title: "GLS, history of a parcel",
  carrier: "gls",
  when: ["tuStatus.tuNo", "tuStatus.history"],
  parcels: ["tuStatus"],
  number: ["tuNo"],
  events: ["history"],
  event: {
    at: [{ stamp: "date", clock: "time" }],
    code: [],
    text: ["evtDscr"],
    place: ["address.city", "address.countryCode"],
  },
};

/** The post of Spain, which writes Spanish time. */
const CORREOS: TrackingShape = {
  title: "Correos, localizador",
  carrier: "correos",
  when: ["codEnvio", "eventos.fecEvento"],
  parcels: [""],
  number: ["codEnvio"],
  events: ["eventos"],
  expected: ["fec_calculada"],
  event: {
    at: [{ stamp: "fecEvento", clock: "horEvento", zoneIs: "Europe/Madrid", dayFirst: true }],
    code: ["codEvento"],
    text: ["desTextoResumen", "desTextoAmpliado"],
    place: ["unidad"],
  },
};

/** Posts, lockers and pages that the table of the other European carriers has no room for. */
export const EUROPEAN_POSTS: readonly TrackingShape[] = [POSTNL, INPOST, DPD_PAGE, GLS_PAGE, CORREOS];
