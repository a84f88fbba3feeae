import { defineConnector } from "../connector.js";
import { byFolders } from "../reading/edi/partner-folders.js";
import { decodeEdifact } from "./decode.js";
import { mapEdifact } from "./map.js";
import { orderResponse } from "./order-response.js";
import { edifactOrders } from "./purchase-order.js";
import { edifactSettings } from "./settings.js";
import { splitEdifact } from "./split.js";
import { syntaxAcknowledgment } from "./syntax-acknowledgment.js";
import { writeShipNotice } from "./write-ship-notice.js";

/** Files are told by their content; these are names that partners give them. */
const EXTENSIONS = [
  ...[".edi", ".edifact", ".edf", ".txt", ".dat", ".msg", ".inp", ".in", ".tst", ".ack"],
  ...[".orders", ".order", ".ordchg", ".ordrsp", ".desadv", ".invoic", ".iftsta", ".contrl"],
];

/** Partners that trade in UN/EDIFACT: orders, changes, answers, despatch advices, invoices and status messages. */
export const edifact = defineConnector({
  id: "edifact",
  title: "EDIFACT",
  side: "EDI",
  settings: edifactSettings,
  secrets: [],
  mappingVersion: 6,
  files: { extensions: EXTENSIONS },
  ...byFolders(EXTENSIONS),
  decode: async (message) => decodeEdifact(message),
  map: mapEdifact,
  split: splitEdifact,
  orders: edifactOrders,
  answers: {
    received: (document, message, _result, sending, settings) =>
      syntaxAcknowledgment(document, message, sending, settings),
    order: orderResponse,
    shipped: writeShipNotice,
    isTold: ({ shipNotices }) => shipNotices,
  },
});
