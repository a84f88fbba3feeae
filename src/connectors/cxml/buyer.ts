import type { PartyStatement } from "../../domain/party.js";
import { distinct } from "../reading/values/clean-text.js";
import { isTaxAmount } from "../reading/values/tax-amount.js";
import { attributeOf, find, findAll, textOf, textsOf, type XmlElement } from "../reading/xml/element.js";
import { addressOf, extrinsicOf, phonesIn } from "./address.js";
import { credentialsOf, systemOf } from "./credential.js";

const CODES_MAX = 20;
const REACHES_MAX = 20;

/** Contacts that are a company, and those that are a person on the buyer's side, the one who asks first. */
const COMPANY_ROLES: readonly string[] = ["soldto", "buyercorporate", "buyermasteraccount"];
const PERSON_ROLES: readonly string[] = [
  "enduser",
  "requester",
  "requestor",
  "buyer",
  "purchasingagent",
  "buyeraccount",
];

/** Who buys, by the header of an order: the identity it was sent under, and whoever is billed. */
export function buyerOf(root: XmlElement, header: XmlElement | null): PartyStatement {
  const contacts = findAll(header, "Contact");
  const company = ofRole(contacts, COMPANY_ROLES) ?? find(header, "BusinessPartner");
  const person = ofRole(contacts, PERSON_ROLES);
  const billed = find(header, "BillTo", "Address");
  const name =
    textOf(company, "Name") ?? textOf(billed, "Name") ?? textOf(header, "ShipTo", "Address", "Name");
  const address = addressOf(company) ?? addressOf(billed);
  return {
    ...codesOf(root),
    kind: name === null ? null : "ORGANIZATION",
    name,
    department: extrinsicOf(header, "department") ?? extrinsicOf(header, "departmentName"),
    contactName: textOf(person, "Name"),
    emails: distinct([person, company, billed].flatMap((one) => textsOf(one, "Email"))).slice(0, REACHES_MAX),
    phones: distinct([person, company, billed].flatMap(phonesIn)).slice(0, REACHES_MAX),
    taxId: taxIdOf(header, [company, billed]),
    address,
    ...(address === null
      ? {}
      : { addressRole: addressOf(company) === null ? ("BILLING" as const) : ("GENERAL" as const) }),
  };
}

const ofRole = (contacts: readonly XmlElement[], roles: readonly string[]): XmlElement | null =>
  roles.flatMap((role) => contacts.filter((one) => attributeOf(one, "role")?.toLowerCase() === role))[0] ??
  null;

/** The identity that the document was sent under is the sender's own; the others belong to their domains. */
function codesOf(root: XmlElement): Pick<PartyStatement, "code" | "otherCodes"> {
  const credentials = credentialsOf(root, "From");
  const codes = credentials.flatMap((credential) => {
    const system = systemOf(credential);
    return system === null ? [] : [{ system, value: credential.identity }];
  });
  return { code: credentials[0]?.identity ?? null, otherCodes: codes.slice(0, CODES_MAX) };
}

const TAX_ID = /^(?:buyer)?(?:vat|tax)[ _-]?(?:id|number|registration)?$/i;

function taxIdOf(header: XmlElement | null, parties: readonly (XmlElement | null)[]): string | null {
  const references = parties.flatMap((party) => findAll(party, "IdReference"));
  const stated = references.find((one) => TAX_ID.test(attributeOf(one, "domain") ?? ""));
  const extrinsic = findAll(header, "Extrinsic").find((one) => {
    const [name, text] = [attributeOf(one, "name") ?? "", textOf(one) ?? ""];
    return TAX_ID.test(name) && !(/(?:vat|tax)$/i.test(name) && isTaxAmount(text));
  });
  return attributeOf(stated, "identifier") ?? textOf(extrinsic);
}
