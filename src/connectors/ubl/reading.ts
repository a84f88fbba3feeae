import type { XmlElement } from "../reading/xml/element.js";
import type { Findings } from "../reading/xml/findings.js";
import type { UblSettings } from "./settings.js";

/** One UBL document on its way into the hub's words. */
export interface UblReading {
  readonly root: XmlElement;
  readonly settings: UblSettings;
  /** ISO 8601: the only clock there is. */
  readonly receivedAt: string;
  readonly findings: Findings;
}
