import { defineConnector, type MapResult, type StoredMessage } from "../connector.js";
import { readXml, type XmlDocument } from "../reading/xml.js";
import { noFindings } from "../reading/xml-findings.js";
import { recognize } from "./document.js";
import { type UblSettings, ublSettings } from "./settings.js";
import { writeOrderResponse } from "./write-order-response.js";

/** UBL 2.x in its dialects: Peppol BIS 3, the Italian one of it, OIOUBL, and plain UBL. */
export const ubl = defineConnector<typeof ublSettings, XmlDocument>({
  id: "ubl",
  title: "UBL (Peppol BIS 3, OIOUBL)",
  side: "EDI",
  settings: ublSettings,
  secrets: [],
  mappingVersion: 1,
  files: { extensions: [".xml", ".ubl"] },
  decode: async ({ body }) => readXml(body),
  map: mapUbl,
  answers: { order: writeOrderResponse },
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
