import { codesOf } from "../reading/tracking/meaning.js";
import type { TrackingShape } from "../reading/tracking/shape.js";
import { SENDCLOUD } from "./sendcloud.js";
import { SHIP24 } from "./ship24.js";

/** Reasons of karrio, which names them by who is to blame. */
const KARRIO_REASONS = codesOf([
  ["ON_HOLD", "DAMAGED", "carrier_damaged_parcel"],
  ["DELAYED", "MISROUTED", "carrier_sorting_error"],
  ["DELIVERY_FAILED", "ADDRESS_NOT_FOUND", "carrier_address_not_found"],
  ["LOST", "CARRIER", "carrier_parcel_lost"],
  ["DELAYED", "CARRIER", "carrier_not_enough_time carrier_vehicle_issue carrier_delay"],
  ["DELIVERY_FAILED", "REFUSED", "consignee_refused"],
  [
    "DELIVERY_FAILED",
    "RECIPIENT_ABSENT",
    "consignee_business_closed consignee_not_available consignee_not_home",
  ],
  ["DELIVERY_FAILED", "ADDRESS_INCORRECT", "consignee_incorrect_address delivery_address_issue"],
  ["DELIVERY_FAILED", "RECIPIENT_MOVED", "recipient_moved"],
  [
    "DELIVERY_FAILED",
    "OTHER",
    "consignee_access_restricted no_access_to_delivery_location signature_required",
  ],
  ["ON_HOLD", "CUSTOMS", "customs_delay customs_documentation customs_duties_unpaid"],
  ["DELAYED", "WEATHER", "weather_delay natural_disaster"],
]);

/**
 * karrio speaks for many carriers. Its state of an event is the library's own guess, so the carrier's words come
 * first; and what it calls a timestamp is the local clock marked as UTC.
 */
const KARRIO: TrackingShape = {
  title: "karrio",
  carrier: null,
  when: ["..tracking_number", "..carrier_name", "..delivered"],
  parcels: ["", "data", "results", "tracking"],
  number: ["tracking_number", "details.tracking_number"],
  carrierAt: ["carrier_name"],
  events: ["events"],
  errors: ["message"],
  expected: ["estimated_delivery", "info.expected_delivery"],
  event: {
    at: [
      { stamp: "timestamp", zoneIsWrong: true },
      { stamp: "date", clock: "time" },
    ],
    code: ["code"],
    keys: [["status"], ["code"]],
    reason: ["reason"],
    text: ["description"],
    place: ["location"],
  },
  isEchoing: true,
  delivered: ["delivered", "true"],
  coarse: codesOf([
    ["LABEL_CREATED", null, "pending"],
    ["PICKED_UP", null, "picked_up"],
    ["IN_TRANSIT", null, "in_transit"],
    ["OUT_FOR_DELIVERY", null, "out_for_delivery"],
    ["READY_FOR_PICKUP", null, "ready_for_pickup"],
    ["ON_HOLD", null, "on_hold"],
    ["DELAYED", null, "delivery_delayed"],
    ["DELIVERY_FAILED", null, "delivery_failed"],
    ["DELIVERED", null, "delivered"],
    ["RETURN_TO_SENDER", null, "return_to_sender"],
    ["CANCELED", null, "cancelled"],
    ["UNKNOWN", null, "unknown"],
  ]),
  reasons: KARRIO_REASONS,
};

const SHIPPO: TrackingShape = {
  title: "Shippo",
  carrier: null,
  when: ["..tracking_number", "..tracking_history"],
  parcels: ["data", ""],
  number: ["tracking_number"],
  carrierAt: ["carrier"],
  events: ["tracking_history"],
  expected: ["eta"],
  event: {
    at: [{ stamp: "status_date" }],
    code: ["substatus.code", "status"],
    keys: [["substatus.code"], ["status"]],
    text: ["status_details"],
    place: ["location.city", "location.state", "location.zip", "location.country"],
  },
  // The newest event stands by itself as well, and at times alone.
  summary: {
    at: [{ stamp: "tracking_status.status_date" }],
    code: ["tracking_status.substatus.code", "tracking_status.status"],
    keys: [["tracking_status.substatus.code"], ["tracking_status.status"]],
    text: ["tracking_status.status_details"],
    place: ["city", "state", "zip", "country"].map((part) => `tracking_status.location.${part}`),
    unless: ["tracking_status.status", "unknown"],
  },
  codes: codesOf([
    ["LABEL_CREATED", null, "information_received"],
    ["PICKED_UP", null, "package_accepted"],
    ["OUT_FOR_DELIVERY", null, "out_for_delivery"],
    ["READY_FOR_PICKUP", null, "pickup_available"],
    ["DELIVERED", null, "delivered"],
    ["DELIVERY_FAILED", "ADDRESS_INCORRECT", "address_issue"],
    ["DELIVERY_FAILED", null, "delivery_attempted"],
    ["DELAYED", null, "delivery_rescheduled"],
    ["ON_HOLD", null, "package_held package_unclaimed"],
    ["RETURN_TO_SENDER", null, "return_to_sender"],
    ["DELIVERY_FAILED", "DAMAGED", "package_damaged"],
    ["LOST", null, "package_lost package_disposed"],
  ]),
  coarse: codesOf([
    ["LABEL_CREATED", null, "pre_transit"],
    ["IN_TRANSIT", null, "transit"],
    ["RETURN_TO_SENDER", null, "returned"],
    ["DELIVERY_FAILED", null, "failure"],
    ["UNKNOWN", null, "unknown"],
  ]),
};

const SHIP_ENGINE: TrackingShape = {
  title: "ShipEngine",
  carrier: null,
  when: ["..tracking_number", "..status_code", "..events.occurred_at"],
  parcels: ["data", ""],
  number: ["tracking_number"],
  carrierAt: ["carrier_code"],
  events: ["events"],
  expected: ["estimated_delivery_date"],
  event: {
    at: [{ stamp: "occurred_at" }, { stamp: "carrier_occurred_at" }],
    code: ["event_code", "status_code"],
    keys: [["status_code"]],
    text: ["description", "carrier_status_description"],
    place: ["city_locality", "state_province", "postal_code", "country_code"],
  },
  coarse: codesOf([
    ["PICKED_UP", null, "AC"],
    ["IN_TRANSIT", null, "IT"],
    ["DELIVERED", null, "DE SP"],
    ["DELIVERY_FAILED", null, "AT EX"],
    ["LABEL_CREATED", null, "NY"],
    ["UNKNOWN", null, "UN"],
  ]),
};

/** The main and the detailed states of 17TRACK; the state of an event is the word before the underscore. */
const SEVENTEEN_TRACK: TrackingShape = {
  title: "17TRACK",
  carrier: null,
  when: ["..track_info.tracking"],
  parcels: ["data", "data.accepted"],
  number: ["number"],
  events: ["track_info.tracking.providers.events"],
  carrierAt: ["track_info.tracking.providers.provider.alias", "track_info.tracking.providers.provider.name"],
  expected: ["track_info.time_metrics.estimated_delivery_date.to"],
  event: {
    at: [{ stamp: "time_utc" }, { stamp: "time_iso" }],
    code: ["sub_status", "stage"],
    keys: [["sub_status"], ["stage"]],
    text: ["description"],
    place: ["location"],
  },
  codes: codesOf([
    ["LABEL_CREATED", null, "InfoReceived"],
    ["PICKED_UP", null, "InTransit_PickedUp PickedUp"],
    ["OUT_FOR_DELIVERY", null, "OutForDelivery OutForDelivery_Other"],
    ["READY_FOR_PICKUP", null, "AvailableForPickup AvailableForPickup_Other"],
    ["DELIVERED", null, "Delivered Delivered_Other"],
    ["DELIVERY_FAILED", "RECIPIENT_ABSENT", "DeliveryFailure_NoBody"],
    ["DELIVERY_FAILED", "ADDRESS_INCORRECT", "DeliveryFailure_InvalidAddress"],
    ["DELIVERY_FAILED", "REFUSED", "DeliveryFailure_Rejected Exception_Rejected"],
    ["DELIVERY_FAILED", "OTHER", "DeliveryFailure_Security"],
    ["RETURN_TO_SENDER", null, "Exception_Returning Returning"],
    ["RETURNED", null, "Exception_Returned Returned"],
    ["LOST", null, "Exception_Lost Exception_Destroyed"],
    ["DELIVERY_FAILED", "DAMAGED", "Exception_Damage"],
    ["CANCELED", null, "Exception_Cancel"],
    ["ON_HOLD", "CUSTOMS", "InTransit_CustomsRequiringInformation"],
    ["DELAYED", "CARRIER", "Exception_Delayed"],
  ]),
  coarse: codesOf([
    ["IN_TRANSIT", null, "InTransit InTransit_Other InTransit_Departure InTransit_Arrival Departure Arrival"],
    ["IN_TRANSIT", null, "InTransit_CustomsProcessing InTransit_CustomsReleased"],
    ["DELIVERY_FAILED", null, "DeliveryFailure DeliveryFailure_Other Exception Exception_Other"],
    ["UNKNOWN", null, "NotFound NotFound_Other Expired Expired_Other"],
  ]),
};

const TRACKING_MORE: TrackingShape = {
  title: "TrackingMore",
  carrier: null,
  when: ["..tracking_number", "..origin_info"],
  parcels: ["data", "data.items", ""],
  number: ["tracking_number"],
  carrierAt: ["courier_code"],
  events: ["origin_info.trackinfo", "destination_info.trackinfo"],
  expected: ["scheduled_delivery_date"],
  event: {
    at: [{ stamp: "checkpoint_date" }, { stamp: "Date" }],
    code: ["checkpoint_delivery_substatus", "checkpoint_delivery_status"],
    keys: [["checkpoint_delivery_substatus"], ["checkpoint_delivery_status"]],
    text: ["tracking_detail", "StatusDescription"],
    place: ["location", "city", "state", "zip", "country_iso2"],
  },
  codes: codesOf([
    ["LABEL_CREATED", null, "notfound001"],
    ["OUT_FOR_DELIVERY", null, "pickup001"],
    ["READY_FOR_PICKUP", null, "pickup002"],
    ["RETURN_TO_SENDER", null, "exception010"],
    ["RETURNED", null, "exception011"],
    ["DELIVERY_FAILED", "REFUSED", "exception009"],
    ["DELIVERY_FAILED", "UNCLAIMED", "exception004"],
  ]),
  coarse: codesOf([
    ["IN_TRANSIT", null, "transit"],
    ["OUT_FOR_DELIVERY", null, "pickup"],
    ["DELIVERED", null, "delivered"],
    ["DELIVERY_FAILED", null, "undelivered exception"],
    ["PENDING", null, "pending inforeceived"],
    ["UNKNOWN", null, "notfound expired"],
  ]),
};

/** Services that gather the tracking of many carriers. */
export const AGGREGATORS: readonly TrackingShape[] = [
  KARRIO,
  // Whether the parcel is delivered may be left out; the account that it was asked with is not, then.
  { ...KARRIO, when: ["..tracking_number", "..carrier_name", "..carrier_id"] },
  SHIPPO,
  SENDCLOUD,
  SHIP24,
  SHIP_ENGINE,
  SEVENTEEN_TRACK,
  TRACKING_MORE,
];
