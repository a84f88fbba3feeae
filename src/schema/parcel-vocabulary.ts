import { ESTIMATE_SOURCES } from "../domain/delivery-estimate.js";
import { RETURN_CAUSES } from "../domain/return-causes.js";
import { DISPOSITIONS } from "../domain/return-line.js";
import { RESOLUTIONS } from "../domain/return-resolution.js";
import { RETURN_ACTS } from "../domain/return-states.js";
import { SILENCE_BASES, TRACKING_HEALTHS } from "../domain/tracking-health.js";
import { RETURN_DIMENSIONS, STATISTICS_INTERVALS } from "../store/reads/return-statistics.js";
import { TIMELINE_KINDS } from "../store/reads/timeline-entry.js";
import * as goods from "./goods-meanings.js";
import { enumOf } from "./vocabulary.js";

export const TrackingHealth = enumOf(
  "TrackingHealth",
  TRACKING_HEALTHS,
  "How a parcel does, at one moment.",
  goods.TRACKING_HEALTH,
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
  "What an entry of a timeline is.",
  goods.TIMELINE_KIND,
);
export const Disposition = enumOf(
  "Disposition",
  DISPOSITIONS,
  "What becomes of goods that were to come back.",
  goods.DISPOSITION,
);
export const Resolution = enumOf(
  "Resolution",
  RESOLUTIONS,
  "How a return ends for the customer.",
  goods.RESOLUTION,
);
export const ReturnAct = enumOf("ReturnAct", RETURN_ACTS, "What happened to a return.", goods.RETURN_ACT);
export const ReturnCause = enumOf(
  "ReturnCause",
  RETURN_CAUSES,
  "Why goods come back, as a word to count by.",
  goods.RETURN_CAUSE,
);
export const ReturnDimension = enumOf(
  "ReturnDimension",
  RETURN_DIMENSIONS,
  "What returns are counted by.",
  goods.RETURN_DIMENSION,
);
export const StatisticsInterval = enumOf(
  "StatisticsInterval",
  STATISTICS_INTERVALS,
  "How long a period is.",
  goods.STATISTICS_INTERVAL,
);
