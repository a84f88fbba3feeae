import { defineConnector } from "../connector.js";
import { watchFolder } from "../reading/watched-folder.js";
import { decodeFax } from "./decode.js";
import { mapFax } from "./order.js";
import { faxSettings } from "./settings.js";

export { closeOcr } from "./ocr-pool.js";

const EXTENSIONS = [".tif", ".tiff", ".pdf"] as const;

/** Orders that arrive as pictures: fax servers leave TIFF files in a spool folder, gateways and scanners PDF. */
export const fax = defineConnector({
  id: "fax",
  title: "Fax",
  side: "FAX",
  settings: faxSettings,
  secrets: [],
  mappingVersion: 2,
  slow: true,
  decode: decodeFax,
  map: mapFax,
  files: { extensions: EXTENSIONS },
  async listen({ settings, receive, log }) {
    if (settings.spoolFolder === null) return null;
    return watchFolder({ folder: settings.spoolFolder, extensions: EXTENSIONS, receive, log });
  },
});
