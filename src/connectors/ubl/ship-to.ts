import { addressLine, type PostalAddress } from "../../domain/address.js";
import { find, findAll, textOf, type XmlElement } from "../reading/xml/element.js";
import { addDoubt } from "../reading/xml/findings.js";
import { addressOf } from "./address.js";
import { nameOf, unitNameOf } from "./party.js";
import { nameOfLine } from "./price.js";
import type { UblReading } from "./reading.js";
import { numberIn } from "./reference.js";

export interface ShipToReading {
  readonly shipTo: PostalAddress | null;
  /** The delivery that it was taken from. */
  readonly delivery: XmlElement | null;
  /** Where single lines go, in words, where it is not all the same. */
  readonly notes: readonly string[];
}

/**
 * Where the goods go. An order has one destination in the hub: what else a document names, for the
 * whole order or for a line, is a doubt.
 */
export function shipToOf(customer: XmlElement | null, reading: UblReading): ShipToReading {
  const { root, findings } = reading;
  const deliveries = findAll(root, "Delivery");
  const ofLines = findAll(root, "OrderLine", "LineItem").map((line) => ({
    line: nameOfLine(line),
    delivery: findAll(line, "Delivery").find((one) => addressIn(one) !== null) ?? null,
  }));
  const ofHeader = deliveries.find((one) => addressIn(one) !== null) ?? null;
  const ofLine = ofLines.find(({ delivery }) => delivery !== null)?.delivery ?? null;
  const delivery = ofHeader ?? ofLine ?? deliveries[0] ?? null;
  const shipTo = delivery === null ? null : addressedIn(delivery, customer, reading);
  if (shipTo === null) addDoubt(findings, nowhere(delivery));
  const places = new Set(
    [...deliveries, ...findAll(root, "OrderLine", "LineItem", "Delivery")].flatMap((one) => {
      const address = addressIn(one);
      return address === null ? [] : [JSON.stringify(address)];
    }),
  );
  if (places.size > 1) {
    addDoubt(
      findings,
      `The order names ${places.size} places to deliver to; the hub keeps one for an order.`,
    );
  }
  if (ofHeader === null && ofLine !== null && ofLines.some((one) => one.delivery === null)) {
    addDoubt(findings, "Only some of the lines say where they are to go.");
  }
  return { shipTo, delivery, notes: places.size > 1 ? linePlaces(ofLines, customer, reading) : [] };
}

function linePlaces(
  lines: readonly { readonly line: string; readonly delivery: XmlElement | null }[],
  customer: XmlElement | null,
  reading: UblReading,
): string[] {
  return lines.flatMap(({ line, delivery }) => {
    const address = delivery === null ? null : addressedIn(delivery, customer, reading);
    if (address === null) return [];
    const words = [address.recipient, addressLine(address)].filter((part) => part !== null);
    return [`Line ${line}: to ${words.join(", ")}.`];
  });
}

function nowhere(delivery: XmlElement | null): string {
  const place =
    numberIn(delivery, "DeliveryLocation", "ID") ??
    textOf(delivery, "DeliveryParty", "PartyIdentification", "ID");
  return place === null
    ? "The order names no delivery address."
    : `The goods are for the place ${place}, whose address it does not state.`;
}

/** The bare address of a delivery, wherever the dialect puts it. */
function addressIn(delivery: XmlElement | null): PostalAddress | null {
  return (
    addressOf(find(delivery, "DeliveryLocation", "Address")) ??
    addressOf(find(delivery, "DeliveryAddress")) ??
    addressOf(find(delivery, "DeliveryParty", "PostalAddress")) ??
    addressOf(find(delivery, "DeliveryParty", "PhysicalLocation", "Address"))
  );
}

/** Peppol's DeliveryParty is the last stop within the customer's house; elsewhere it is whoever receives the goods. */
const isPeppol = (root: XmlElement): boolean =>
  /peppol/i.test(`${textOf(root, "CustomizationID")} ${textOf(root, "ProfileID")}`);

/** The address with whom it is for. */
export function addressedIn(
  delivery: XmlElement,
  customer: XmlElement | null,
  { root }: UblReading,
): PostalAddress | null {
  const address = addressIn(delivery);
  if (address === null) return null;
  const party = find(delivery, "DeliveryParty");
  const buyer = nameOf(find(customer, "Party")).name;
  const place = textOf(delivery, "DeliveryLocation", "Name");
  const receiver = unitNameOf(party);
  const house = place ?? (isPeppol(root) || receiver === null ? buyer : receiver);
  const within = receiver === house ? null : receiver;
  const contacts = [find(party, "Contact"), find(customer, "DeliveryContact")];
  const person = contacts.map((contact) => textOf(contact, "Name")).find((name) => name !== null) ?? null;
  const department = [
    ...new Set([within, address.department].filter((part) => part !== null)),
    ...(person === null || person === house ? [] : [`attn. ${person}`]),
  ].join(", ");
  return {
    ...address,
    recipient: house,
    department: department || null,
    phone: contacts.map((contact) => textOf(contact, "Telephone")).find((phone) => phone !== null) ?? null,
  };
}
