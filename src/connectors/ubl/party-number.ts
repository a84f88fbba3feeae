import { attributeOf, find, findAll, textOf, type XmlElement } from "../reading/xml/element.js";
import { partyScheme } from "./party-scheme.js";

/** A number that a document gives for a party. */
export interface PartyNumber {
  readonly value: string;
  /** The hub's name of the system that gave it out; null if the document does not say. */
  readonly system: string | null;
  /** The scheme as the document writes it. */
  readonly scheme: string | null;
  readonly tax: boolean;
}

/** Italian senders write the scheme before the number: `PIVA:IT01234567890`. */
const SCHEME_WITHIN = /^(PIVA|CF|CUU|IPA):(.+)$/;

/** The electronic address; null if there is none, or if it is a mailbox, which names nobody. */
export function endpointOf(party: XmlElement | null): PartyNumber | null {
  const number = numberOf(find(party, "EndpointID"));
  return number === null || number.value.includes("@") ? null : number;
}

/** What the party is identified by, in the order it is stated. */
export const identificationsOf = (party: XmlElement | null): PartyNumber[] =>
  findAll(party, "PartyIdentification", "ID").flatMap((id) => numberOf(id) ?? []);

/** The numbers under which the party is registered as a company. */
export const registrationsOf = (party: XmlElement | null): PartyNumber[] =>
  findAll(party, "PartyLegalEntity", "CompanyID").flatMap((id) => numberOf(id) ?? []);

/** Words for value added tax and its like; OIOUBL writes 63. */
const SALES_TAX = /VAT|GST|MOMS|MVA|TVA|IVA|^63$/i;

/** The tax number: of sales tax if there is one, else whatever number has a tax scheme. */
export function taxIdOf(party: XmlElement | null): string | null {
  const schemes = findAll(party, "PartyTaxScheme");
  const ofSalesTax = schemes.filter((one) => {
    const kind = textOf(one, "TaxScheme", "ID") ?? textOf(one, "TaxScheme", "Name");
    return kind === null || SALES_TAX.test(kind);
  });
  const stated = [...ofSalesTax, ...schemes].flatMap((one) => textOf(one, "CompanyID") ?? []);
  const numbers = [...registrationsOf(party), ...identificationsOf(party), endpointOf(party)];
  return stated[0] ?? numbers.find((number) => number?.tax === true)?.value ?? null;
}

function numberOf(id: XmlElement | null): PartyNumber | null {
  const text = textOf(id);
  if (text === null) return null;
  const scheme = attributeOf(id, "schemeID");
  const [, within, bare] = scheme === null ? (SCHEME_WITHIN.exec(text) ?? []) : [];
  const known = partyScheme(within ?? scheme, attributeOf(id, "schemeAgencyID"));
  return {
    value: bare ?? text,
    system: known?.system ?? null,
    scheme: within ?? scheme,
    tax: known?.tax ?? false,
  };
}
