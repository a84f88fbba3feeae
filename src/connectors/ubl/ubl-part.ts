import { part, type XmlPart } from "../reading/xml/write-xml.js";

/** A UBL element with a value; left out if there is none. */
export const cbc = (
  name: string,
  text: string | null,
  attributes: XmlPart["attributes"] = {},
): XmlPart | null => part(`cbc:${name}`, text, attributes);

/** A UBL element with elements in it; left out if there are none. */
export const cac = (name: string, ...children: readonly (XmlPart | null)[]): XmlPart | null =>
  part(`cac:${name}`, children);
