import { codesOf } from "../reading/tracking/meaning.js";
import type { EventShape, TrackingShape } from "../reading/tracking/shape.js";

const EVENT: EventShape = {
  at: [{ stamp: "time" }],
  code: ["code"],
  text: ["carrierEventDescription"],
  place: ["locationName", "locationCountry"],
};

const ASENDIA = {
  carrier: "asendia",
  parcels: [""],
  number: ["trackingNumber"],
  event: EVENT,
} as const;

/** Milestones of Asendia in the United States; the step is the number, the letter behind it a part of it. */
const ASENDIA_US: TrackingShape = {
  title: "Asendia USA, milestones",
  carrier: "asendia_us",
  when: ["..trackingMilestoneEvents"],
  parcels: ["data", ""],
  number: ["trackingNumberVendor"],
  events: ["trackingMilestoneEvents"],
  event: {
    at: [{ stamp: "eventOn" }],
    code: ["eventCode"],
    text: ["eventDescription"],
    place: ["eventLocation"],
  },
  codes: codesOf([["LABEL_CREATED", null, "s1"]]),
};

/** Asendia posts one event, or is asked for all of them; its branch in the United States has a system of its own. */
export const ASENDIA_SHAPES: readonly TrackingShape[] = [
  { ...ASENDIA, title: "Asendia, event", when: ["carrierEventDescription", "time"], events: [""] },
  {
    ...ASENDIA,
    title: "Asendia, tracking",
    when: ["trackingEvents.carrierEventDescription"],
    events: ["trackingEvents"],
  },
  ASENDIA_US,
];
