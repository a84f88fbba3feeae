import type { PartyStatement } from "../../domain/party.js";
import type { FieldProvenance } from "../../domain/provenance.js";
import { type EdiParty, mergedContact, statementOf } from "../reading/edi/party.js";
import { buyerIn, contactOf, type partiesOf, taxIdOf } from "./party.js";
import { element, type Segment } from "./segment.js";
import { partyContext, type SetContext } from "./set-context.js";

/** Contacts of a heading that are the seller's people (PER01). */
const SELLERS_PEOPLE: ReadonlySet<string> = new Set(["SU", "SR", "SA", "VN", "SE"]);

/**
 * The buyer of a set, with the department and the contacts that its heading names. Where the set names
 * nobody, the buyer is whoever sent the interchange: a code and no name.
 */
export function buyerStatementOf(
  context: SetContext,
  heading: readonly Segment[],
  parties: ReturnType<typeof partiesOf>,
  isDropShipment: boolean,
): { readonly statement: PartyStatement; readonly provenance: readonly FieldProvenance[] } {
  const found = buyerIn(parties, isDropShipment);
  const head = aheadOfParties(heading);
  const people = peopleIn(head);
  if (found === null) return senderStatement(context, people, head);
  const { party, segment, addressRole } = found;
  const department = departmentIn(head);
  const contact = mergedContact(party.contact, contactOf(people));
  const stated = { ...party, taxId: party.taxId ?? taxIdOf(head), contact };
  const statement = statementOf(stated, addressRole, partyContext(context, "buyer"));
  const provenance = [from("buyer", segment, `N1 ${party.role}`)];
  if (statement.code !== null) provenance.push(from("buyer.code", segment, "N104", statement.code));
  if (statement.name !== null) provenance.push(from("buyer.name", segment, "N102", statement.name));
  if (department !== null) provenance.push(from("buyer.department", department.segment, "REF DP"));
  return { statement: { ...statement, department: department?.value ?? party.department }, provenance };
}

function aheadOfParties(heading: readonly Segment[]): readonly Segment[] {
  const firstParty = heading.findIndex(({ tag }) => tag === "N1");
  return firstParty < 0 ? heading : heading.slice(0, firstParty);
}

const peopleIn = (head: readonly Segment[]): Segment[] =>
  head.filter(({ tag, elements }) => tag === "PER" && !SELLERS_PEOPLE.has(elements[1] ?? ""));

/** Whom to ask at the buyer's, as the heading names them outside of any party. */
export const headContact = (heading: readonly Segment[]): Pick<EdiParty, "role" | "contact"> => ({
  role: "BY",
  contact: contactOf(peopleIn(aheadOfParties(heading))),
});

function senderStatement({ sender }: SetContext, people: readonly Segment[], head: readonly Segment[]) {
  const contact = contactOf(people);
  const statement: PartyStatement = {
    ...{ code: sender?.id ?? null, otherCodes: [], kind: "ORGANIZATION", name: null },
    department: departmentIn(head)?.value ?? null,
    contactName: contact.name,
    emails: [...contact.emails],
    phones: [...contact.phones],
    taxId: taxIdOf(head),
    address: null,
  };
  const provenance: FieldProvenance[] =
    sender === null
      ? []
      : [{ path: "buyer.code", part: "interchange", rule: "element ISA06", text: sender.id }];
  return { statement, provenance };
}

function departmentIn(
  head: readonly Segment[],
): { readonly value: string; readonly segment: Segment } | null {
  const segment = head.find(({ tag, elements }) => tag === "REF" && elements[1] === "DP");
  const value = element(segment, 3) ?? element(segment, 2);
  return segment === undefined || value === null ? null : { value, segment };
}

/** Where a value of a document stands in its set. */
export function from(path: string, { number }: Segment, rule: string, text?: string): FieldProvenance {
  const place = { path, part: `segment:${number}`, rule: `element ${rule}` };
  return text === undefined ? place : { ...place, text };
}
