import { ESTIMATE_SOURCES } from "../domain/delivery-estimate.js";
import { RETURN_CAUSES } from "../domain/return-causes.js";
import { DISPOSITIONS } from "../domain/return-line.js";
import { RESOLUTIONS } from "../domain/return-resolution.js";
import { RETURN_ACTS } from "../domain/return-states.js";
import { SILENCE_BASES, TRACKING_HEALTHS } from "../domain/tracking-health.js";
import { RETURN_DIMENSIONS, STATISTICS_INTERVALS } from "../store/reads/return-statistics.js";
import { TIMELINE_KINDS } from "../store/reads/timeline.js";
import { enumOf } from "./vocabulary.js";

export const TrackingHealth = enumOf(
  "TrackingHealth",
  TRACKING_HEALTHS,
  "How a parcel does, at one moment.",
  {
    NOT_SHIPPED: "It has not left the house.",
    ON_TRACK:
      "Something was heard of it, or stated for it, that is not older than such parcels usually stay silent.",
    NO_NEWS: "Nothing was heard of it for longer than that. It is never called on track.",
    LATE: "The day it was expected is over everywhere.",
    EXCEPTION: "Something has gone wrong and has not been mended.",
    RETURNING: "It has turned round.",
    RETURNED: "It is back.",
  },
);
export const SilenceBasis = enumOf(
  "SilenceBasis",
  SILENCE_BASES,
  "What it rests on how long parcels of a carrier may be silent.",
  {
    SETTING: "The house has set it.",
    MEASURED: "Nine of ten gaps between the events of its latest delivered parcels are shorter.",
    DEFAULT: "Neither: too little has been heard of this carrier.",
  },
);
export const EstimateSource = enumOf("EstimateSource", ESTIMATE_SOURCES, "Whose word a day of delivery is.", {
  CARRIER: "The carrier's own estimate.",
  EXECUTION: "What the execution system states.",
  ORDER: "The day the order asks for.",
});
export const TimelineKind = enumOf(
  "TimelineKind",
  TIMELINE_KINDS,
  "What an entry of an order's timeline is.",
  {
    TRACKING: "A carrier has told of a parcel.",
    CORRECTION: "A sender has taken back what it had told.",
    PARCEL: "The execution system has shown a parcel in another state.",
    WORK_ORDER: "The execution system has shown the work order in another state.",
    ESTIMATE: "A day of delivery was stated.",
  },
);
export const Disposition = enumOf(
  "Disposition",
  DISPOSITIONS,
  "What becomes of goods that were to come back.",
  {
    MISSING: "They were announced and are not there.",
  },
);
export const Resolution = enumOf("Resolution", RESOLUTIONS, "How a return ends for the customer.", {
  EXCHANGE: "Other goods are sent instead.",
  REPLACEMENT: "The same goods are sent again.",
  RESHIP: "The parcel that could not be delivered is sent again, to an address that holds.",
});
export const ReturnAct = enumOf("ReturnAct", RETURN_ACTS, "What happened to a return.", {
  REQUEST: "Somebody asked for it.",
  OPEN: "Goods came back that nobody had announced.",
  DISPATCH: "The carrier has taken the goods.",
  CARRIER_DELIVERED: "The carrier says that it has handed the goods over; only the warehouse receives them.",
  TAKE_BACK: "The carrier has taken back that the parcel had turned round.",
  REOPEN: "The parcel comes back after all.",
});
export const ReturnCause = enumOf(
  "ReturnCause",
  RETURN_CAUSES,
  "Why goods come back, as a word to count by.",
  {
    CHANGE_NOT_APPLIED: "The customer had changed the address, and a system had not taken it over.",
    CHANGE_IGNORED: "Every system had confirmed the new address, and the label bore another.",
    CHANGE_TOO_LATE: "The change of address came when the parcel could not be stopped any more.",
    WRONG_ADDRESS_USED: "The label bore an address that was never the order's.",
    NEWER_ADDRESS_KNOWN: "A system knew a newer address of the customer before the parcel left.",
    ADDRESS_OUT_OF_DATE: "The label bore the order's address, and the customer is not there.",
    CARRIER_FAULT: "Label and address were right.",
  },
);
export const ReturnDimension = enumOf("ReturnDimension", RETURN_DIMENSIONS, "What returns are counted by.");
export const StatisticsInterval = enumOf("StatisticsInterval", STATISTICS_INTERVALS, "How long a period is.");
