import type { XmlElement } from "../reading/xml/element.js";
import type { Findings } from "../reading/xml/findings.js";
import type { CxmlSettings } from "./settings.js";

/** One cXML document on its way into the hub's words. */
export interface CxmlReading {
  /** The `cXML` element. */
  readonly root: XmlElement;
  readonly settings: CxmlSettings;
  /** ISO 8601: the only clock there is. */
  readonly receivedAt: string;
  readonly findings: Findings;
}
