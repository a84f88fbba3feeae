import type { PartyStatement } from "../../domain/party.js";
import type { FieldProvenance } from "../../domain/provenance.js";
import { statementOf } from "../reading/edi/party.js";
import { type MessageContext, partyContext } from "./message-context.js";
import { buyerIn, type PlacedParty, referenceIn } from "./party.js";
import type { Segment } from "./segment.js";

const DEPARTMENT: ReadonlySet<string> = new Set(["DP"]);

/**
 * The buyer of a message, with the department that orders. Where the message names nobody, the buyer is
 * whoever sent the interchange: a code and no name.
 */
export function buyerStatementOf(
  context: MessageContext,
  heading: readonly Segment[],
  parties: readonly PlacedParty[],
): { readonly statement: PartyStatement; readonly provenance: readonly FieldProvenance[] } {
  const found = buyerIn(parties);
  if (found === null) return senderStatement(context);
  const { party, segment, addressRole } = found;
  const department =
    referenceIn(heading, DEPARTMENT) ?? orderingUnit(parties, party.name) ?? party.department;
  const statement = statementOf(party, addressRole, partyContext(context, "buyer"));
  const provenance = [from("buyer", segment, `NAD ${party.role}`)];
  if (statement.code !== null) provenance.push(from("buyer.code", segment, "NAD 3039", statement.code));
  if (statement.name !== null) provenance.push(from("buyer.name", segment, "NAD 3036", statement.name));
  return { statement: { ...statement, department }, provenance };
}

/** Whoever is named beside the buyer as the one who orders is a part of it. */
function orderingUnit(parties: readonly PlacedParty[], buyer: string | null): string | null {
  const unit = parties.find(({ party }) => party.role === "OB")?.party.name ?? null;
  return unit === buyer ? null : unit;
}

function senderStatement({ sender }: MessageContext) {
  const statement: PartyStatement = {
    ...{ code: sender?.id ?? null, otherCodes: [], kind: "ORGANIZATION", name: null },
    ...{ department: null, contactName: null, emails: [], phones: [], taxId: null, address: null },
  };
  const provenance: FieldProvenance[] =
    sender === null
      ? []
      : [{ path: "buyer.code", part: "interchange", rule: "element UNB 0004", text: sender.id }];
  return { statement, provenance };
}

/** Where a value of a document stands in its message. */
export function from(path: string, { number }: Segment, rule: string, text?: string): FieldProvenance {
  const place = { path, part: `segment:${number}`, rule: `element ${rule}` };
  return text === undefined ? place : { ...place, text };
}
