import type { Issue, MapResult, OutgoingDocument, Sending, StoredMessage } from "../connector.js";
import { find } from "../reading/xml/element.js";
import type { XmlDocument } from "../reading/xml/read-xml.js";
import { emptyPart, part, writeXml } from "../reading/xml/write-xml.js";
import { documentType, envelope } from "./envelope.js";
import type { CxmlSettings } from "./settings.js";

const TEXT_CHARS_MAX = 500;

/** The status codes of cXML that fit what can go wrong before anybody looks at an order. */
const STATUSES: Readonly<Record<string, readonly [code: string, text: string]>> = {
  NOT_WELL_FORMED: ["406", "Not Acceptable"],
  MESSAGE_CUT_OFF: ["406", "Not Acceptable"],
  NOT_UTF8: ["406", "Not Acceptable"],
  NOT_XML: ["406", "Not Acceptable"],
  NOT_CXML: ["406", "Not Acceptable"],
  XML_REFUSED: ["406", "Not Acceptable"],
  XML_TOO_LARGE: ["406", "Not Acceptable"],
  NOT_AN_ORDER_DOCUMENT: ["450", "Not Implemented"],
};
const TAKEN = ["200", "OK"] as const;
const WRONG = ["400", "Bad Request"] as const;

/**
 * The `Response` that cXML wants on the same connection: that a request was taken, or why not. It says
 * nothing of the order. An answer is not answered.
 */
export function writeReceipt(
  document: XmlDocument,
  _message: Omit<StoredMessage, "body">,
  result: MapResult,
  sending: Sending,
  settings: CxmlSettings,
): OutgoingDocument | null {
  if (document.ok && find(document.root, "Request") === null) return null;
  const [issue] = result.ok ? [] : result.issues;
  const [code, text] = issue === undefined ? TAKEN : (STATUSES[issue.code] ?? WRONG);
  const attributes = { code, text, "xml:lang": settings.language };
  const status = part("Status", wordsOf(issue), attributes) ?? emptyPart("Status", attributes);
  const response = part("Response", [status]);
  return {
    fileName: `Response-${sending.control}.xml`,
    contentType: "text/xml",
    body: writeXml(envelope([response], sending, settings), documentType("cXML.dtd")),
  };
}

function wordsOf(issue: Issue | undefined): string | null {
  if (issue === undefined) return null;
  const place = issue.at === null ? "" : ` (${issue.at})`;
  return `${issue.message.slice(0, TEXT_CHARS_MAX)}${place}`;
}
