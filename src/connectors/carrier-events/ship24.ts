import { codesOf } from "../reading/tracking/meaning.js";
import type { TrackingShape } from "../reading/tracking/shape.js";

/** Ship24, which gathers the tracking of many carriers. Its milestone is how the parcel stood when the event came, so the code and the words come first. */
export const SHIP24: TrackingShape = {
  title: "Ship24",
  carrier: null,
  when: ["..trackings.tracker.trackingNumber", "..trackings.events"],
  parcels: ["data.trackings", "trackings"],
  number: ["tracker.trackingNumber"],
  carrierAt: ["events.courierCode"],
  events: ["events"],
  expected: ["shipment.delivery.estimatedDeliveryDate"],
  event: {
    at: [
      { stamp: "occurrenceDatetime", zone: "utcOffset" },
      { stamp: "datetime", zone: "utcOffset" },
    ],
    code: ["statusCode", "statusMilestone"],
    keys: [["statusCode"], ["statusMilestone"]],
    text: ["status"],
    place: ["location"],
    carrier: ["courierCode"],
  },
  isEchoing: true,
  codes: codesOf([
    ["DELIVERED", null, "delivery_delivered"],
    ["OUT_FOR_DELIVERY", null, "delivery_out_for_delivery"],
    ["READY_FOR_PICKUP", null, "delivery_available_for_pickup"],
    ["PICKED_UP", null, "transit_pickup"],
    ["CANCELED", null, "data_order_cancelled"],
    ["ON_HOLD", "CUSTOMS", "customs_exception customs_rejected"],
    ["RETURN_TO_SENDER", null, "exception_return"],
  ]),
  coarse: codesOf([
    ["PENDING", null, "pending"],
    ["LABEL_CREATED", null, "info_received data_order_created"],
    ["IN_TRANSIT", null, "in_transit"],
    ["OUT_FOR_DELIVERY", null, "out_for_delivery"],
    ["READY_FOR_PICKUP", null, "available_for_pickup"],
    ["DELIVERED", null, "delivered"],
    ["DELIVERY_FAILED", null, "failed_attempt exception delivery_attempted delivery_exception"],
  ]),
};
