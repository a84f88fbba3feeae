import { codesOf } from "../reading/tracking/meaning.js";
import type { TrackingShape } from "../reading/tracking/shape.js";

/** Sendcloud tells each change of a parcel's state; the address beside it is the recipient's, and no place of an event. */
export const SENDCLOUD: TrackingShape = {
  title: "Sendcloud, parcel status",
  carrier: null,
  when: ["action", "parcel.tracking_number", "parcel.status.id"],
  parcels: [""],
  number: ["parcel.tracking_number"],
  carrierAt: ["parcel.carrier.code"],
  events: [""],
  event: {
    at: [{ stamp: "carrier_status_change_timestamp" }, { stamp: "timestamp" }],
    code: ["parcel.status.id"],
    text: ["parcel.status.message"],
    place: [],
  },
  codes: codesOf([
    ["LABEL_CREATED", null, "1 13 1000 1001"],
    ["IN_TRANSIT", null, "3 5 6 7 22"],
    ["DELAYED", null, "4"],
    ["DELIVERY_FAILED", null, "8 80"],
    ["DELIVERED", null, "11 93"],
    ["READY_FOR_PICKUP", null, "12"],
    ["OUT_FOR_DELIVERY", null, "92"],
    ["CANCELED", null, "1998 2000"],
    ["ON_HOLD", "CUSTOMS", "62989"],
    ["DELIVERY_FAILED", "REFUSED", "62991"],
    ["RETURN_TO_SENDER", null, "62992"],
  ]),
};
