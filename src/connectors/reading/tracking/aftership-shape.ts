import { codesOf } from "./meaning.js";
import type { EventShape, TrackingShape } from "./shape.js";

const CHECKPOINT: EventShape = {
  at: [{ stamp: "checkpoint_time" }],
  code: ["raw_tag", "subtag", "tag"],
  keys: [["subtag"], ["tag"]],
  text: ["message"],
  place: ["location", "city", "state", "zip", "country_iso3", "country_name"],
};

const CODES = codesOf([
  ["PENDING", null, "Pending Pending_001 Pending_002 Pending_003 Pending_004 Pending_005 Pending_006"],
  ["LABEL_CREATED", null, "InfoReceived InfoReceived_001"],
  ["PICKED_UP", null, "InTransit_002"],
  ["IN_TRANSIT", null, "InTransit_003 InTransit_004 InTransit_005 InTransit_006 InTransit_007 InTransit_008"],
  ["IN_TRANSIT", null, "InTransit_009"],
  ["OUT_FOR_DELIVERY", null, "OutForDelivery_001 OutForDelivery_003 OutForDelivery_004"],
  ["READY_FOR_PICKUP", null, "AvailableForPickup AvailableForPickup_001"],
  ["DELIVERED", null, "Delivered Delivered_001 Delivered_002 Delivered_003 Delivered_004 Delivered_005"],
  ["DELIVERY_FAILED", "RECIPIENT_ABSENT", "AttemptFail_002 AttemptFail_003"],
  ["DELIVERY_FAILED", "RECIPIENT_MOVED", "Exception_002"],
  ["DELIVERY_FAILED", "REFUSED", "Exception_003"],
  ["DELAYED", "CUSTOMS", "Exception_004"],
  ["DELAYED", null, "Exception_005"],
  ["ON_HOLD", "CUSTOMS", "Exception_018"],
  ["ON_HOLD", "OTHER", "Exception_006"],
  ["DELIVERY_FAILED", "ADDRESS_INCORRECT", "Exception_007"],
  ["DELIVERY_FAILED", "UNCLAIMED", "Exception_008"],
  ["DELIVERY_FAILED", "CARRIER", "Exception_009"],
  ["RETURN_TO_SENDER", null, "Exception_010"],
  ["RETURNED", null, "Exception_011"],
  ["DELIVERY_FAILED", "DAMAGED", "Exception_012"],
  ["LOST", null, "Exception_013 Exception_021"],
  ["DELAYED", "CARRIER", "Exception_016 Exception_019"],
  ["DELAYED", "WEATHER", "Exception_017"],
  ["CANCELED", null, "Exception_020"],
]);

const COARSE = codesOf([
  ["IN_TRANSIT", null, "InTransit InTransit_001"],
  ["OUT_FOR_DELIVERY", null, "OutForDelivery"],
  ["DELIVERY_FAILED", null, "AttemptFail AttemptFail_001 Exception Exception_001"],
  ["UNKNOWN", null, "Expired Expired_001"],
]);

const TRACKING = {
  title: "AfterShip",
  carrier: null,
  number: ["tracking_number"],
  carrierAt: ["slug"],
  expected: [
    "latest_estimated_delivery.datetime",
    "expected_delivery",
    "courier_estimated_delivery_date.estimated_delivery_date",
  ],
  codes: CODES,
  coarse: COARSE,
} as const;

/** AfterShip's trackings, as its webhook and the several ages of its API wrap them, and its last checkpoint. */
export const AFTERSHIP: readonly TrackingShape[] = [
  {
    ...TRACKING,
    when: ["..tracking_number", "..checkpoints"],
    parcels: ["msg", "data.tracking", "data.trackings", "data", "tracking", "trackings", ""],
    events: ["checkpoints"],
    event: CHECKPOINT,
  },
  {
    ...TRACKING,
    when: ["data.tracking_number", "data.checkpoint.checkpoint_time"],
    parcels: ["data"],
    events: ["checkpoint"],
    event: CHECKPOINT,
  },
];
