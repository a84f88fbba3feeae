import { isoDay, isoInstant } from "../reading/values/iso-time.js";
import { attributeOf, type XmlElement } from "../reading/xml/element.js";
import { addFinding, quoted } from "../reading/xml/findings.js";
import type { CxmlReading } from "./reading.js";

/** The moment that an attribute names; null if it is not there, or names none, which is said. */
export const momentIn = (element: XmlElement | null, name: string, reading: CxmlReading): string | null =>
  readIn(
    element,
    name,
    reading,
    (text) => isoInstant(text, null, reading.settings.timeZone)?.instant ?? null,
  );

/** The same for a day, as its writer's calendar has it. */
export const dayIn = (element: XmlElement | null, name: string, reading: CxmlReading): string | null =>
  readIn(element, name, reading, isoDay);

function readIn(
  element: XmlElement | null,
  name: string,
  { findings }: CxmlReading,
  read: (text: string | null) => string | null,
): string | null {
  const text = attributeOf(element, name);
  const value = read(text);
  if (element !== null && text !== null && value === null) {
    addFinding(findings.warnings, "DATE_NOT_READ", `The ${name} ${quoted(text)} is no date.`, element);
  }
  return value;
}
