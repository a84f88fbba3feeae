import { attributeOf, find, findAll, textOf, textsOf, type XmlElement } from "../reading/xml/element.js";
import { fittingText } from "../reading/xml/findings.js";
import { nameOfItem } from "./order-lines.js";
import type { CxmlReading } from "./reading.js";

const NOTE_CHARS_MAX = 2000;

/** Names that a sender gives to what is nobody's business but its own. */
const CONFIDENTIAL = /secret|password|passwd|token|card|cvv|cvc|account|iban|session|cookie|credential/i;

/** All that a person has to know and the order has no field for, one thought a line. */
export function orderNoteOf(
  header: XmlElement | null,
  items: readonly XmlElement[],
  wishes: readonly string[],
  { findings, root }: CxmlReading,
): string | null {
  const note = [
    ...textsOf(header, "Comments"),
    ...attachedTo(header),
    ...wishes,
    ...instructionsFor(header),
    ...termsOf(header),
    ...["Shipping", "Tax"].map((name) => costOf(find(header, name))),
    ...findAll(header, "Extrinsic").map(extrinsicNote),
    ...items.flatMap((item, index) =>
      [...textsOf(item, "Comments"), ...attachedTo(item), ...instructionsFor(item)].map(
        (text) => `Line ${nameOfItem(item, index)}: ${text}`,
      ),
    ),
  ].filter((part) => part !== null);
  const text = [...new Set(note)].join("\n");
  return fittingText(text || null, NOTE_CHARS_MAX, "The note", findings, header ?? root);
}

/** What comes with a comment and is not read: a drawing or a form, by its name or by where to find it. */
const attachedTo = (element: XmlElement | null): string[] =>
  findAll(element, "Comments", "Attachment", "URL").flatMap((url) => {
    const name = attributeOf(url, "name") ?? textOf(url);
    return name === null ? [] : [`See ${name}`];
  });

/** What the driver or the packer is told; an item has it among its details as well, under a name of the sender's own. */
function instructionsFor(element: XmlElement | null): string[] {
  const details = [...findAll(element, "ItemDetail", "Extrinsic"), ...findAll(element, "Extrinsic")];
  return [
    ...textsOf(element, "ShipTo", "TransportInformation", "ShippingInstructions", "Description"),
    ...(element?.name === "ItemOut" ? details : []).flatMap((one) =>
      /instruction|comment|remark/i.test(attributeOf(one, "name") ?? "") ? (extrinsicNote(one) ?? []) : [],
    ),
  ];
}

/** Who pays for the way and where the risk goes over, as far as the sender says it in words. */
function termsOf(header: XmlElement | null): string[] {
  const transport = textsOf(header, "TermsOfDelivery", "TransportTerms");
  return [
    ...(transport.length > 0 ? [`Delivery terms: ${transport.join(", ")}`] : []),
    ...textsOf(header, "TermsOfDelivery", "Comments"),
  ];
}

/** `Shipping 12.00 USD: express`; nothing for what costs nothing. */
function costOf(element: XmlElement | null): string | null {
  const money = find(element, "Money");
  const amount = textOf(money);
  if (element === null || amount === null || Number(amount) === 0) return null;
  const words = textOf(element, "Description");
  return (
    `${element.name} ${amount} ${attributeOf(money, "currency") ?? ""}`.trimEnd() +
    (words === null ? "" : `: ${words}`)
  );
}

function extrinsicNote(extrinsic: XmlElement): string | null {
  const name = attributeOf(extrinsic, "name");
  const value = textOf(extrinsic);
  return name === null || value === null || CONFIDENTIAL.test(name) ? null : `${name}: ${value}`;
}
