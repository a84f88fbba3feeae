import type { XmlPart } from "../reading/xml/write-xml.js";
import { cac, cbc } from "./ubl-part.js";

/** A promised day, as the period of one day that UBL has for it. */
export const promised = (day: string | null): XmlPart | null =>
  cac("PromisedDeliveryPeriod", cbc("StartDate", day), cbc("EndDate", day));
