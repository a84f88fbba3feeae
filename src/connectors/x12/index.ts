import { defineConnector } from "../connector.js";
import { byFolders } from "../reading/edi/partner-folders.js";
import { decodeX12 } from "./decode.js";
import { functionalAcknowledgment } from "./functional-acknowledgment.js";
import { mapX12 } from "./map.js";
import { orderAcknowledgment } from "./order-acknowledgment.js";
import { x12Orders } from "./purchase-order.js";
import { x12Settings } from "./settings.js";
import { splitX12 } from "./split.js";
import { writeShipNotice } from "./write-ship-notice.js";

/** Files are told by their content; these are names that partners give them. */
const EXTENSIONS = [
  ...[".edi", ".x12", ".txt", ".dat", ".msg", ".inp", ".in"],
  ...[".214", ".810", ".850", ".855", ".856", ".860", ".865", ".875", ".945", ".997", ".999"],
];

/** Partners that trade in ANSI X12: orders, changes, answers, ship notices, invoices and status messages. */
export const x12 = defineConnector({
  id: "x12",
  title: "X12 EDI",
  side: "EDI",
  settings: x12Settings,
  secrets: [],
  mappingVersion: 6,
  files: { extensions: EXTENSIONS },
  ...byFolders(EXTENSIONS),
  decode: async (message) => decodeX12(message),
  map: mapX12,
  split: splitX12,
  orders: x12Orders,
  answers: {
    received: (document, message, _result, sending, settings) =>
      functionalAcknowledgment(document, message, sending, settings),
    order: orderAcknowledgment,
    shipped: writeShipNotice,
    isTold: ({ shipNotices }) => shipNotices,
  },
});
