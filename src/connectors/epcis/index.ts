import { z } from "zod";
import { defineConnector } from "../connector.js";
import type { JsonDocument } from "../reading/json/read-json.js";
import { decodeTracking } from "../reading/tracking/tracking-document.js";
import { timeZoneSetting } from "../reading/values/time-zone-setting.js";
import { mapEpcis } from "./document.js";

const settings = z.object({ timeZone: timeZoneSetting });

/** Visibility events of GS1's EPCIS: 2.0 in JSON and XML, and 1.2 in XML. */
export const epcis = defineConnector<typeof settings, JsonDocument>({
  id: "epcis",
  title: "EPCIS",
  side: "CARRIER",
  settings,
  secrets: [],
  mappingVersion: 2,
  files: { extensions: [".json", ".jsonld", ".xml"] },
  decode: async (message) => decodeTracking(message),
  map: (document, _message, { timeZone }) => mapEpcis(document, timeZone),
});
