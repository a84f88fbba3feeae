import { defineConnector, type MapResult, type StoredMessage } from "../connector.js";
import { byFolders } from "../reading/edi/partner-folders.js";
import { noFindings } from "../reading/xml/findings.js";
import { readXml, type XmlDocument } from "../reading/xml/read-xml.js";
import { recognize } from "./document.js";
import { orderKeyOf } from "./order-key.js";
import { ublOrders } from "./purchase-order.js";
import { type UblSettings, ublSettings } from "./settings.js";
import { writeDespatchAdvice } from "./write-despatch-advice.js";
import { writeOrderResponse } from "./write-order-response.js";

const EXTENSIONS = [".xml", ".ubl"] as const;

/** UBL 2.x in its dialects: Peppol BIS 3, the Italian one of it, OIOUBL, and plain UBL. */
export const ubl = defineConnector<typeof ublSettings, XmlDocument>({
  id: "ubl",
  title: "UBL (Peppol BIS 3, OIOUBL)",
  side: "EDI",
  settings: ublSettings,
  secrets: [],
  mappingVersion: 4,
  files: { extensions: EXTENSIONS },
  ...byFolders(EXTENSIONS),
  decode: async ({ body }) => readXml(body),
  orderKey: orderKeyOf,
  map: mapUbl,
  answers: {
    order: writeOrderResponse,
    shipped: writeDespatchAdvice,
    isTold: ({ shipNotices }) => shipNotices,
  },
  orders: ublOrders,
});

function mapUbl(
  document: XmlDocument,
  message: Omit<StoredMessage, "body">,
  settings: UblSettings,
): MapResult {
  if (!document.ok) return { ok: false, issues: [document.issue] };
  const recognized = recognize(document.root);
  if (!recognized.ok) return { ok: false, issues: [recognized.issue] };
  const { root, map } = recognized;
  const findings = noFindings();
  const documents = map({ root, settings, receivedAt: message.receivedAt, findings });
  if (findings.issues.length > 0) return { ok: false, issues: findings.issues };
  return { ok: true, documents, warnings: [...document.warnings, ...findings.warnings] };
}
