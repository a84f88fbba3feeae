import type { PartyStatement } from "../../domain/party.js";
import { distinct } from "../reading/values/clean-text.js";
import { find, textOf, type XmlElement } from "../reading/xml/element.js";
import { addressOf } from "./address.js";
import { endpointOf, identificationsOf, type PartyNumber, registrationsOf, taxIdOf } from "./party-number.js";
import type { UblReading } from "./reading.js";

const CODES_MAX = 20;
const REACHES_MAX = 20;

/** What a document says of a customer: the element is a `BuyerCustomerParty` or one like it. */
export function partyOf(customer: XmlElement | null, { settings }: UblReading): PartyStatement {
  const party = find(customer, "Party");
  const { name, kind } = nameOf(party);
  const contacts = [find(party, "Contact"), find(customer, "BuyerContact")];
  const postal =
    addressOf(find(party, "PostalAddress")) ?? addressOf(find(party, "PhysicalLocation", "Address"));
  const registered = addressOf(find(party, "PartyLegalEntity", "RegistrationAddress"));
  return {
    code: ownCodeOf(customer),
    otherCodes: otherCodesOf(customer, settings.customerNumberSystem),
    kind,
    name,
    department:
      textOf(party, "PostalAddress", "Department") ?? textOf(party, "Person", "OrganizationDepartment"),
    contactName: contactNameOf(contacts) ?? personOf(party),
    emails: distinct(contacts.map((contact) => textOf(contact, "ElectronicMail"))).slice(0, REACHES_MAX),
    phones: distinct(contacts.map((contact) => textOf(contact, "Telephone"))).slice(0, REACHES_MAX),
    taxId: taxIdOf(party),
    address: postal ?? registered,
    ...(postal === null && registered !== null ? { addressRole: "REGISTERED" as const } : {}),
  };
}

/**
 * The name of a party. The registered name is its name, as the European standard has it; PartyName is
 * the one it trades under, which may be that of a site or a shop.
 */
export function nameOf(party: XmlElement | null): Pick<PartyStatement, "name" | "kind"> {
  const company =
    textOf(party, "PartyLegalEntity", "RegistrationName") ??
    textOf(party, "PartyName", "Name") ??
    textOf(party, "PartyTaxScheme", "RegistrationName");
  if (company !== null) return { name: company, kind: "ORGANIZATION" };
  const person = personOf(party);
  return person === null ? { name: null, kind: null } : { name: person, kind: "PERSON" };
}

/** How a unit within a house is called: here the name it goes by says more than that of the whole company. */
export const unitNameOf = (party: XmlElement | null): string | null =>
  textOf(party, "PartyName", "Name") ?? nameOf(party).name;

/** Where the name of a party stands, for its provenance. */
export function nameFieldOf(party: XmlElement | null): string | null {
  const fields = [
    ["PartyLegalEntity", "RegistrationName"],
    ["PartyName", "Name"],
    ["PartyTaxScheme", "RegistrationName"],
  ];
  return fields.find((path) => textOf(party, ...path) !== null)?.join("/") ?? null;
}

export const contactNameOf = (contacts: readonly (XmlElement | null)[]): string | null =>
  contacts.map((contact) => textOf(contact, "Name")).find((name) => name !== null) ?? null;

export function personOf(party: XmlElement | null): string | null {
  const parts = ["FirstName", "MiddleName", "FamilyName"].map((part) => textOf(party, "Person", part));
  return parts.filter((part) => part !== null).join(" ") || null;
}

/** What tells one customer of a connection from another: the same in an order and in all that follows it. */
export function keyOf(customer: XmlElement | null): string | null {
  const party = find(customer, "Party");
  const [number] = [endpointOf(party), ...identificationsOf(party), ...registrationsOf(party)].filter(
    (one) => one !== null,
  );
  return (
    number?.value ?? taxIdOf(party) ?? textOf(customer, "CustomerAssignedAccountID") ?? nameOf(party).name
  );
}

/**
 * The number that the sender has for the customer, unique among all that send through one access point:
 * one without a scheme means something only together with the address it came from.
 */
function ownCodeOf(customer: XmlElement | null): string | null {
  const party = find(customer, "Party");
  const endpoint = endpointOf(party);
  const [identification = null] = identificationsOf(party);
  if (identification !== null && identification.system !== null) return withScheme(identification);
  const bare = identification?.value ?? textOf(customer, "CustomerAssignedAccountID");
  if (bare === null) return endpoint === null ? null : withScheme(endpoint);
  return endpoint === null ? bare : `${withScheme(endpoint)}/${bare}`;
}

const withScheme = ({ scheme, value }: PartyNumber): string =>
  scheme === null ? value : `${scheme}:${value}`;

function otherCodesOf(customer: XmlElement | null, ourSystem: string): PartyStatement["otherCodes"] {
  const ours = textOf(customer, "SupplierAssignedAccountID");
  const codes = [
    ...(ours === null ? [] : [{ system: ourSystem, value: ours }]),
    ...codesOf(find(customer, "Party")),
  ];
  return codes.slice(0, CODES_MAX);
}

/** The codes of other systems that a party is known by, each once. */
export function codesOf(party: XmlElement | null): PartyStatement["otherCodes"] {
  const numbers = [...identificationsOf(party), endpointOf(party), ...registrationsOf(party)];
  const codes = numbers.flatMap((number) =>
    number === null || number.system === null || number.tax
      ? []
      : [{ system: number.system, value: number.value }],
  );
  return [...new Map(codes.map((code) => [`${code.system}:${code.value}`, code])).values()];
}
