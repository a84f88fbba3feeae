import { messageOf } from "../../domain/errors.js";
import { type DoorContext, defineConnector } from "../connector.js";
import { watchFolder } from "../reading/sources/watched-folder.js";
import { decodeFax } from "./decode.js";
import { mapFax } from "./order.js";
import { receptionIn } from "./reception-log.js";
import { faxSettings } from "./settings.js";

const EXTENSIONS = [".tif", ".tiff", ".pdf"] as const;

/** Orders that arrive as pictures: fax servers leave TIFF files in a spool folder, gateways and scanners PDF. */
export const fax = defineConnector({
  id: "fax",
  title: "Fax",
  side: "FAX",
  settings: faxSettings,
  secrets: [],
  mappingVersion: 7,
  slow: true,
  decode: decodeFax,
  map: mapFax,
  files: { extensions: EXTENSIONS },
  async listen({ settings, receive, log }) {
    const { spoolFolder: folder, receptionLog } = settings;
    if (folder === null) return null;
    const watched = { folder, extensions: EXTENSIONS, receive, log };
    if (receptionLog === null) return watchFolder(watched);
    return watchFolder({
      ...watched,
      headersOf: (name, writtenAt) => noted(receptionLog, name, writtenAt, log),
    });
  },
});

/** A server writes the line of a fax after the fax itself; one that is not noted by then will not be. */
const LOG_WAIT_MS = 60_000;

/** What the fax server has noted of a fax, as headers. A log that cannot be read holds up no fax. */
async function noted(receptionLog: string, name: string, writtenAt: Date, log: DoorContext<unknown>["log"]) {
  try {
    const reception = await receptionIn(receptionLog, name, writtenAt);
    if (reception === null) return Date.now() - writtenAt.getTime() < LOG_WAIT_MS ? null : {};
    const { caller, station, fault } = reception;
    return {
      ...(caller === null ? {} : { "fax-sender": caller }),
      ...(station === null ? {} : { "fax-station": station }),
      ...(fault === null ? {} : { "fax-fault": fault }),
    };
  } catch (error) {
    log("warn", `${name} is taken without what ${receptionLog} says of it: ${messageOf(error)}`);
    return {};
  }
}
