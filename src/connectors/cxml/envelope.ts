import type { Sending } from "../connector.js";
import { part, type XmlPart } from "../reading/xml/write-xml.js";
import type { Credential } from "./credential.js";
import type { CxmlSettings } from "./settings.js";

const VERSION = "1.2.060";

/** cXML names the definition that a document follows; whoever reads it need not fetch it. */
export const documentType = (definition: "cXML.dtd" | "Fulfill.dtd"): string =>
  `<!DOCTYPE cXML SYSTEM "http://xml.cxml.org/schemas/cXML/${VERSION}/${definition}">`;

/** The outermost element. Its id is new for every document: the moment, our number of it, our host. */
export function envelope(
  content: readonly (XmlPart | null)[],
  { at, control }: Sending,
  settings: CxmlSettings,
): XmlPart {
  return {
    name: "cXML",
    attributes: {
      version: VERSION,
      payloadID: `${Date.parse(at)}.${control}@${settings.host}`,
      timestamp: at,
      "xml:lang": settings.language,
    },
    content: content.filter((child) => child !== null),
  };
}

/** Who sends to whom. The secret by which the partner knows us stands with the sender and nowhere else. */
export function headerOf(to: Credential, settings: CxmlSettings): XmlPart | null {
  const own = { domain: settings.ourDomain, identity: settings.ourIdentity };
  return part("Header", [
    part("From", [credentialPart(own, null)]),
    part("To", [credentialPart(to, null)]),
    part("Sender", [credentialPart(own, settings.ownSharedSecret ?? null), part("UserAgent", "Throughline")]),
  ]);
}

const credentialPart = ({ domain, identity }: Credential, secret: string | null): XmlPart | null =>
  part("Credential", [part("Identity", identity), part("SharedSecret", secret)], { domain });
