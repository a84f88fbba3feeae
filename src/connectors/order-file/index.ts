import { defineConnector } from "../connector.js";
import { watchFolder } from "../reading/sources/watched-folder.js";
import { decodeOrderFile } from "./decode.js";
import { mapOrderFile } from "./order.js";
import { orderFileSettings } from "./settings.js";
import { splitOrderFile } from "./split.js";

const EXTENSIONS = [".csv", ".tsv", ".txt", ".xlsx"] as const;

/** Orders that a sales desk exports from its CRM or types into a sheet. */
export const orderFile = defineConnector({
  id: "order-file",
  title: "Order file",
  side: "SALES_DESK",
  settings: orderFileSettings,
  secrets: [],
  mappingVersion: 5,
  decode: decodeOrderFile,
  map: mapOrderFile,
  split: splitOrderFile,
  files: { extensions: EXTENSIONS },
  async listen({ settings, receive, log }) {
    if (settings.folder === null) return null;
    return watchFolder({ folder: settings.folder, extensions: EXTENSIONS, receive, log });
  },
});
