import { defineConnector, type MapResult, type StoredMessage } from "../connector.js";
import { byFolders } from "../reading/edi/partner-folders.js";
import { noFindings } from "../reading/xml/findings.js";
import type { XmlDocument } from "../reading/xml/read-xml.js";
import { recognize } from "./document.js";
import { readCxmlBody } from "./multipart.js";
import { orderKeyOf } from "./order-key.js";
import { type CxmlSettings, cxmlSettings } from "./settings.js";
import { receiveCxml } from "./webhook.js";
import { writeConfirmation } from "./write-confirmation.js";
import { writeReceipt } from "./write-response.js";
import { writeShipNotice } from "./write-ship-notice.js";

const EXTENSIONS = [".xml", ".cxml"] as const;

/** cXML, as procurement networks and the systems of large buyers post it. */
export const cxml = defineConnector<typeof cxmlSettings, XmlDocument>({
  id: "cxml",
  title: "cXML (procurement networks)",
  side: "EDI",
  settings: cxmlSettings,
  secrets: ["sharedSecret", "previousSharedSecret", "ownSharedSecret"],
  mappingVersion: 5,
  files: { extensions: EXTENSIONS },
  ...byFolders(EXTENSIONS),
  webhook: receiveCxml,
  decode: async ({ body }) => readCxmlBody(body),
  orderKey: orderKeyOf,
  map: mapCxml,
  answers: {
    received: writeReceipt,
    order: writeConfirmation,
    shipped: writeShipNotice,
    isTold: ({ shipNotices }) => shipNotices,
  },
});

function mapCxml(
  document: XmlDocument,
  message: Omit<StoredMessage, "body">,
  settings: CxmlSettings,
): MapResult {
  if (!document.ok) return { ok: false, issues: [document.issue] };
  const { root } = document;
  const recognized = recognize(root);
  if (!recognized.ok) return { ok: false, issues: [recognized.issue] };
  const findings = noFindings();
  const documents = recognized.map(recognized.payload, {
    root,
    settings,
    receivedAt: message.receivedAt,
    findings,
  });
  if (findings.issues.length > 0) return { ok: false, issues: findings.issues };
  return { ok: true, documents, warnings: [...document.warnings, ...findings.warnings] };
}
