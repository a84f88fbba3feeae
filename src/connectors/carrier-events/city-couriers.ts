import { codesOf } from "../reading/tracking/meaning.js";
import type { TrackingShape } from "../reading/tracking/shape.js";

/** Roadie names its events and says no more of them. */
const ROADIE: TrackingShape = {
  title: "Roadie, shipment",
  carrier: "roadie",
  when: ["tracking_number", "pickup_location", "events.occurred_at"],
  parcels: [""],
  number: ["tracking_number"],
  events: ["events"],
  expected: ["deliver_between.end"],
  event: { at: [{ stamp: "occurred_at" }], code: ["name"], text: ["name"], place: [] },
  codes: codesOf([
    ["PICKED_UP", null, "pickup_confirmed"],
    ["IN_TRANSIT", null, "en_route_to_delivery"],
    ["OUT_FOR_DELIVERY", null, "at_delivery"],
    ["DELIVERED", null, "delivery_confirmed"],
  ]),
};

/** Zoom2u tells the state of a delivery and since when; to drop off is to deliver. */
const ZOOM2U: TrackingShape = {
  title: "Zoom2u, status of a delivery",
  carrier: "zoom2u",
  when: ["reference", "status", "statusChangeDateTime"],
  parcels: [""],
  number: ["reference"],
  events: [""],
  event: { at: [{ stamp: "statusChangeDateTime" }], code: ["status"], text: ["status"], place: [] },
  codes: codesOf([["DELIVERED", null, "Dropped_Off"]]),
};

/** Locate2u tells how the stop at the recipient's stands. */
const LOCATE2U: TrackingShape = {
  title: "Locate2u, stop",
  carrier: "locate2u",
  when: ["stopId", "status", "lastModifiedDate"],
  parcels: [""],
  number: ["stopId"],
  events: [""],
  expected: ["tripDate"],
  event: { at: [{ stamp: "lastModifiedDate" }], code: ["status"], text: ["status"], place: [] },
  codes: codesOf([
    ["PENDING", null, "Pending"],
    ["OUT_FOR_DELIVERY", null, "Enroute Arrived"],
    ["DELIVERED", null, "Complete"],
    ["CANCELED", null, "Cancelled"],
  ]),
};

/** Couriers that drive from door to door. */
export const CITY_COURIERS: readonly TrackingShape[] = [ROADIE, ZOOM2U, LOCATE2U];
