import type { CanonicalOrderChange, OrderChangeTarget } from "../../../domain/order-change.js";
import { type EdiPlace, type Findings, faultAt, segmentName } from "./findings.js";
import { type EdiOrderLine, externalOrderId, shipToOf, type WantedDays, windowNote } from "./order.js";
import { addressOf, type EdiContact, type EdiParty } from "./party.js";

/** What a line of a change does: CHANGE names the values that are to hold from now on. */
export type LineOperation =
  | { readonly kind: "ADD" | "REMOVE" | "SWAP" | "NONE" }
  | { readonly kind: "CHANGE"; readonly values: readonly LineValue[] };

export type LineValue = "QUANTITY" | "PRICE" | "QUALITY" | "DATE";

/** The change of an order as the message states it. */
export interface EdiChange extends WantedDays {
  readonly place: EdiPlace;
  readonly sender: string | null;
  readonly poNumber: string;
  readonly release: string | null;
  readonly requestedAt: string;
  readonly isCanceled: boolean;
  readonly shipTo: EdiParty | null;
  /** Of addresses that name none. */
  readonly country: string | null;
  /** Whom to ask from now on. Every message names somebody, so it counts only if nothing else is to change. */
  readonly contact: EdiContact | null;
  readonly lines: readonly { readonly operation: LineOperation; readonly line: EdiOrderLine }[];
  readonly notes: readonly string[];
}

const TARGETS_MAX = 1000;
const REASON_CHARS_MAX = 2000;

/**
 * The hub's change: absolute targets, which a person confirms. What cannot be a target, such as the day of
 * one line among several, is said in the reason. Null if nothing is left to change; the findings say why.
 */
export function changeOf(change: EdiChange, findings: Findings): CanonicalOrderChange | null {
  const { sender, poNumber, release } = change;
  const reasons = [...change.notes, ...windowNote(change)];
  const asked = change.isCanceled ? [{ kind: "CANCEL" } as const] : targetsOf(change, reasons, findings);
  const targets = asked.length > 0 ? asked : contactTargets(change);
  if (targets.length === 0 || targets.length > TARGETS_MAX) {
    if (findings.issues.length > 0) return null;
    const [code, message] =
      targets.length === 0
        ? ["NOTHING_CHANGED", "The change asks for nothing that the hub could change."]
        : [
            "TOO_MANY_CHANGES",
            `The change asks for ${targets.length} things; at most ${TARGETS_MAX} are taken.`,
          ];
    findings.issues.push(faultAt(change.place, code ?? "", message ?? ""));
    return null;
  }
  const reason = reasons.join("\n");
  return {
    order: {
      externalId: externalOrderId(sender, poNumber, release),
      number: release === null ? null : `${poNumber}-${release}`,
      poNumber,
    },
    askedBy: null,
    requestedAt: change.requestedAt,
    reason: reason === "" ? null : reason.slice(0, REASON_CHARS_MAX).replace(/\p{Cs}$/u, ""),
    targets,
  };
}

/** Somebody with a way to be reached, the buyer first. */
export function contactIn(parties: readonly Pick<EdiParty, "role" | "contact">[]): EdiContact | null {
  const contacts = [...parties.filter(({ role }) => role === "BY"), ...parties].map(({ contact }) => contact);
  return contacts.find(({ phones, emails }) => phones.length > 0 || emails.length > 0) ?? null;
}

function contactTargets({ contact, lines }: EdiChange): OrderChangeTarget[] {
  if (contact === null || lines.length > 0) return [];
  const { name: contactName, emails, phones } = contact;
  return [
    { kind: "CONTACT", contactName, emails: emails.slice(0, WAYS_MAX), phones: phones.slice(0, WAYS_MAX) },
  ];
}

const WAYS_MAX = 20;

function targetsOf(change: EdiChange, reasons: string[], findings: Findings): OrderChangeTarget[] {
  const targets: OrderChangeTarget[] = [];
  const day = wantedDay(change, reasons);
  if (day !== null) targets.push({ kind: "DATE", requestedDate: day });
  for (const { operation, line } of change.lines) targets.push(...lineTargets(operation, line, findings));
  return [...placeTargets(change, targets.length > 0, reasons, findings), ...targets];
}

/**
 * Where the order is to go. Changes of other things repeat the place, often without its address: a place
 * that is only named then takes no address from the order, but is said to whoever confirms the change.
 */
function placeTargets(
  { shipTo: party, country }: EdiChange,
  isBesideOthers: boolean,
  reasons: string[],
  findings: Findings,
): OrderChangeTarget[] {
  const shipTo = party === null ? null : shipToOf(party, country, findings);
  if (party === null || shipTo === null) return [];
  const { lines, city } = addressOf(party, { country });
  if (lines.length > 0 || city !== null || !isBesideOthers) return [{ kind: "SHIP_TO", shipTo }];
  const name = [shipTo.recipient, ...shipTo.lines].filter((part) => part !== null).join(", ");
  reasons.push(`Place of delivery: ${name}.`);
  return [];
}

/** The order keeps one day. Days of lines count where every changed line names the same one. */
function wantedDay({ days, lines }: EdiChange, reasons: string[]): string | null {
  const dated = lines.filter(({ line }) => line.days.length > 0);
  const ofLines = new Set(dated.flatMap(({ line }) => line.days));
  const [stated = null] = days;
  const [first = null] = ofLines;
  if (stated === null && ofLines.size === 1 && dated.length === lines.length) return first;
  for (const { line } of dated) {
    if (stated !== null && line.days.every((day) => day === stated)) continue;
    reasons.push(`Line ${line.lineNumber ?? "without a number"} is wanted on ${line.days.join(", ")}.`);
  }
  return stated;
}

function lineTargets(operation: LineOperation, line: EdiOrderLine, findings: Findings): OrderChangeTarget[] {
  const { lineNumber, place } = line;
  if (operation.kind === "NONE") return [];
  if (lineNumber === null) {
    const text = "The change of a line does not say which line it means.";
    findings.issues.push(faultAt(place, "LINE_NUMBER_MISSING", text));
    return [];
  }
  if (operation.kind === "REMOVE") return [{ kind: "REMOVE_LINE", lineNumber }];
  if (operation.kind === "CHANGE") return valueTargets(operation.values, lineNumber, line, findings);
  const added = addedLine(lineNumber, line, findings);
  if (added === null) return [];
  return operation.kind === "SWAP" ? [{ kind: "REMOVE_LINE", lineNumber }, added] : [added];
}

function addedLine(lineNumber: string, line: EdiOrderLine, findings: Findings): OrderChangeTarget | null {
  const { place, quantity, hasQuantity, sku, description, unit, unitPrice } = line;
  if (quantity === null || isNothing(quantity) || quantity.startsWith("-")) {
    const text = `The new line ${lineNumber} orders ${quantity ?? "no quantity"}; a quantity is above zero.`;
    if (quantity !== null || !hasQuantity) findings.issues.push(faultAt(place, "QUANTITY_INVALID", text));
    return null;
  }
  return { kind: "ADD_LINE", line: { lineNumber, sku, description, quantity, unit, unitPrice } };
}

function valueTargets(
  values: readonly LineValue[],
  lineNumber: string,
  { place, quantity, unitPrice, description, days }: EdiOrderLine,
  findings: Findings,
): OrderChangeTarget[] {
  const targets: OrderChangeTarget[] = [];
  if (values.includes("QUANTITY") && quantity !== null) {
    if (isNothing(quantity)) return [{ kind: "REMOVE_LINE", lineNumber }];
    if (quantity.startsWith("-")) {
      const text = `Line ${lineNumber} is to have the quantity ${quantity}; a quantity is above zero.`;
      findings.issues.push(faultAt(place, "QUANTITY_INVALID", text));
    } else {
      targets.push({ kind: "QUANTITY", lineNumber, quantity });
    }
  }
  if (values.includes("PRICE") && unitPrice !== null) targets.push({ kind: "PRICE", lineNumber, unitPrice });
  if (values.includes("QUALITY") && description !== null) {
    targets.push({ kind: "QUALITY", lineNumber, description });
  }
  if (targets.length === 0 && !(values.includes("DATE") && days.length > 0)) {
    const text = `The change of line ${lineNumber} does not say what is to change (${segmentName(place)}).`;
    findings.warnings.push(faultAt(place, "LINE_UNCHANGED", text));
  }
  return targets;
}

const isNothing = (quantity: string): boolean => /^0*(?:\.0*)?$/.test(quantity);
