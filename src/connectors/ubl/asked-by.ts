import { find, textOf } from "../reading/xml/element.js";
import type { UblReading } from "./reading.js";

/** Address or number of whoever asks for a change: the contact of the buyer; null if it names none. */
export function askedByOf({ root }: UblReading): string | null {
  const contacts = [
    find(root, "OriginatorCustomerParty", "Party", "Contact"),
    find(root, "BuyerCustomerParty", "Party", "Contact"),
    find(root, "BuyerCustomerParty", "BuyerContact"),
  ];
  const reaches = contacts.flatMap(
    (contact) => textOf(contact, "ElectronicMail") ?? textOf(contact, "Telephone") ?? [],
  );
  return reaches[0] ?? null;
}
