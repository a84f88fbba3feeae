import type { PartyStatement } from "../../domain/party.js";
import { distinct } from "../reading/values/clean-text.js";
import { find, textOf } from "../reading/xml/element.js";
import { codesOf, contactNameOf, nameOf, partyOf, personOf, unitNameOf } from "./party.js";
import type { UblReading } from "./reading.js";

const CODES_MAX = 20;
const REACHES_MAX = 20;

/**
 * Who buys. The originator is the unit or the person in the buyer's house that asks for the goods; the
 * party that is billed is somebody else where its numbers are.
 */
export function buyerOf(reading: UblReading): PartyStatement {
  const { root } = reading;
  const buyer = partyOf(find(root, "BuyerCustomerParty"), reading);
  const originator = find(root, "OriginatorCustomerParty", "Party");
  const unit = nameOf(originator).kind === "ORGANIZATION" ? unitNameOf(originator) : null;
  const person = contactNameOf([find(originator, "Contact")]) ?? personOf(originator);
  const own = new Set(buyer.otherCodes.map(({ value }) => value));
  const billed = codesOf(find(root, "AccountingCustomerParty", "Party"))
    .filter(({ value }) => !own.has(value))
    .map(({ system, value }) => ({ system: `invoicee-${system}`, value }));
  return {
    ...buyer,
    otherCodes: [...buyer.otherCodes, ...billed].slice(0, CODES_MAX),
    department:
      (sameName(unit, buyer.name) ? null : unit) ??
      textOf(originator, "PostalAddress", "Department") ??
      buyer.department,
    contactName: person ?? buyer.contactName,
    emails: distinct([textOf(originator, "Contact", "ElectronicMail"), ...buyer.emails]).slice(
      0,
      REACHES_MAX,
    ),
    phones: distinct([textOf(originator, "Contact", "Telephone"), ...buyer.phones]).slice(0, REACHES_MAX),
  };
}

const sameName = (a: string | null, b: string | null): boolean => a?.toLowerCase() === b?.toLowerCase();
