import { codesOf } from "./meaning.js";
import type { EventShape, TrackingShape } from "./shape.js";

const PLACE = [
  "tracking_location.city",
  "tracking_location.state",
  "tracking_location.zip",
  "tracking_location.country",
];

const DETAIL: EventShape = {
  at: [{ stamp: "datetime" }],
  code: ["carrier_code", "status"],
  keys: [["status", "status_detail"], ["status"]],
  reason: ["status_detail"],
  text: ["message", "description"],
  place: PLACE,
};

/** EasyPost writes trackers of every carrier alike: in events, in lists, bare, and inside of shipments. */
export const EASYPOST: TrackingShape = {
  title: "EasyPost",
  carrier: null,
  when: ["..tracking_code", "..tracking_details"],
  parcels: ["result", "trackers", "tracker", ""],
  number: ["tracking_code"],
  carrierAt: ["carrier"],
  events: ["tracking_details"],
  expected: ["est_delivery_date"],
  event: DETAIL,
  summary: {
    at: [{ stamp: "updated_at" }],
    code: ["status"],
    keys: [["status", "status_detail"], ["status"]],
    reason: ["status_detail"],
    text: [],
    place: [],
    unless: ["status", "unknown"],
  },
  codes: codesOf([
    [
      "LABEL_CREATED",
      null,
      "pre_transit/label_created pre_transit/status_update pre_transit/awaiting_information",
    ],
    ["PICKED_UP", null, "in_transit/received_at_origin_facility"],
    ["OUT_FOR_DELIVERY", null, "out_for_delivery out_for_delivery/out_for_delivery"],
    ["READY_FOR_PICKUP", null, "available_for_pickup available_for_pickup/arrived_at_pickup_location"],
    ["DELIVERED", null, "delivered delivered/arrived_at_destination delivered/status_update"],
    ["RETURN_TO_SENDER", null, "return_to_sender return_to_sender/return return_to_sender/status_update"],
    ["RETURN_TO_SENDER", "ADDRESS_INCORRECT", "return_to_sender/address_correction"],
    ["RETURN_TO_SENDER", "REFUSED", "return_to_sender/refused"],
    ["DELAYED", null, "in_transit/delayed in_transit/transit_exception"],
    ["DELAYED", "WEATHER", "in_transit/weather_delay"],
    ["DELAYED", "MISROUTED", "in_transit/missorted"],
    ["DELAYED", "ADDRESS_INCORRECT", "in_transit/address_correction"],
    ["ON_HOLD", null, "in_transit/held"],
    ["LOST", null, "failure/lost error/lost in_transit/lost"],
    ["DELIVERY_FAILED", "DAMAGED", "failure/damaged error/damaged"],
    ["DELIVERY_FAILED", "REFUSED", "failure/refused in_transit/refused"],
    ["DELIVERY_FAILED", "ADDRESS_INCORRECT", "failure/address_correction"],
    ["RETURN_TO_SENDER", null, "failure/return in_transit/return"],
    ["CANCELED", null, "cancelled cancelled/cancelled"],
  ]),
  coarse: codesOf([
    ["LABEL_CREATED", null, "pre_transit"],
    ["IN_TRANSIT", null, "in_transit"],
    ["DELIVERY_FAILED", null, "failure"],
    ["UNKNOWN", null, "unknown error"],
  ]),
  reasons: codesOf([
    ["DELIVERY_FAILED", "ADDRESS_INCORRECT", "address_correction"],
    ["ON_HOLD", "DAMAGED", "damaged"],
    ["DELIVERY_FAILED", "REFUSED", "refused"],
    ["DELAYED", "WEATHER", "weather_delay"],
    ["DELAYED", "MISROUTED", "missorted"],
  ]),
};
