import { z } from "zod";
import { defineConnector, type StoredMessage } from "../connector.js";
import type { JsonDocument } from "../reading/json/read-json.js";
import { AFTERSHIP } from "../reading/tracking/aftership-shape.js";
import { EASYPOST } from "../reading/tracking/easypost-shape.js";
import type { TrackingShape } from "../reading/tracking/shape.js";
import { decodeTracking, mapTracking } from "../reading/tracking/tracking-document.js";
import { UPS_SHAPES } from "../reading/tracking/ups-shapes.js";
import { timeZoneSetting } from "../reading/values/time-zone-setting.js";
import { AGGREGATORS } from "./aggregators.js";
import { AMERICAN_CARRIERS } from "./american-carriers.js";
import { ASIAN_CARRIERS } from "./asian-carriers.js";
import { CITY_COURIERS } from "./city-couriers.js";
import { EUROPEAN_CARRIERS } from "./european-carriers.js";
import { EUROPEAN_POSTS } from "./european-posts.js";
import { EXPRESS_CARRIERS } from "./express-carriers.js";
import { inferShape } from "./infer-shape.js";
import { OTHER_CARRIERS } from "./other-carriers.js";

/** Every carrier that is known is a table; the first whose paths are all there is the one. */
const SHAPES: readonly TrackingShape[] = [
  ...EXPRESS_CARRIERS,
  ...AMERICAN_CARRIERS,
  ...EUROPEAN_CARRIERS,
  ...EUROPEAN_POSTS,
  ...ASIAN_CARRIERS,
  ...OTHER_CARRIERS,
  ...CITY_COURIERS,
  ...AGGREGATORS,
  ...UPS_SHAPES,
  EASYPOST,
  ...AFTERSHIP,
];

const settings = z.object({
  timeZone: timeZoneSetting,
  fileNameIsNumber: z
    .boolean()
    .default(false)
    .describe("Files are named after the parcel, for carriers whose answers do not repeat its number."),
});
type Settings = z.infer<typeof settings>;

/** Answers of carriers in their own formats, told apart by their shape. */
export const carrierEvents = defineConnector<typeof settings, JsonDocument>({
  id: "carrier-events",
  title: "Carriers' own tracking answers",
  side: "CARRIER",
  settings,
  secrets: [],
  mappingVersion: 5,
  files: { extensions: [".json", ".xml"] },
  decode: async (message) => decodeTracking(message),
  map: (document, message, current) =>
    mapTracking(document, {
      shapes: SHAPES,
      timeZone: current.timeZone,
      numberAsked: numberAsked(message, current),
      infer: inferShape,
    }),
});

/** The number that was asked for: whoever fetches an answer keeps it with the message, or names the file after it. */
function numberAsked(
  { headers, fileName }: Omit<StoredMessage, "body">,
  { fileNameIsNumber }: Settings,
): string | null {
  const kept = headers["x-tracking-number"];
  if (kept !== undefined && kept !== "") return kept;
  return fileNameIsNumber && fileName !== null
    ? fileName.replace(/^.*[\\/]/, "").replace(/\.[^.]*$/, "") || null
    : null;
}
