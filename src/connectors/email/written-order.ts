import type { CanonicalOrder, CanonicalOrderLine } from "../../domain/order.js";
import type { FieldProvenance } from "../../domain/provenance.js";
import type { OrderTextLine } from "../reading/prose/order-text.js";
import { externalIdOf, handedTo, type MailContext, placedAtOf } from "./mail-context.js";
import { buyerOf, placeOf, type SpokenPart, said } from "./statement.js";

/** An order whose lines stand in the mail itself. */
export function orderFromText(context: MailContext): CanonicalOrder {
  const { mail, settings, parts, lines, attached } = context;
  const provenance: FieldProvenance[] = [];
  const poNumber = said(parts, "poNumber", "poNumber", provenance);
  const [body] = parts;
  const part = body?.part ?? "body";
  const buyer = buyerOf(parts, mail, settings.codeSystem, provenance);
  return {
    externalId: externalIdOf(poNumber, 0, context),
    externalNumber: poNumber,
    poNumber,
    externalVersion: null,
    placedAt: placedAtOf(context),
    currency: said(parts, "currency", "currency", provenance) ?? settings.currency,
    buyer,
    shipTo: handedTo(said(parts, "shipTo", "shipTo", provenance), buyer.name),
    requestedDate: said(parts, "requestedDate", "requestedDate", provenance),
    lines: numbered(lines),
    note: said(parts, "note", "note", provenance),
    canceled: false,
    doubts: [
      ...(body?.text.doubts ?? []),
      ...twoNumbers(parts),
      ...attached.issues.map(({ message, at }) => `The ${at ?? "attachment"} was left out: ${message}`),
    ],
    provenance: [...provenance, ...lines.flatMap((line, at) => lineProvenance(line, at, part))],
  };
}

/** The lines with their own numbers, or counted if not every one has a number of its own. */
function numbered(lines: readonly OrderTextLine[]): CanonicalOrderLine[] {
  const own = lines.map(({ lineNumber }) => lineNumber?.value ?? null);
  const isNumbered = !own.includes(null) && new Set(own).size === own.length;
  return lines.map((line, at) => ({
    lineNumber: isNumbered ? (own[at] ?? String(at + 1)) : String(at + 1),
    sku: line.sku?.value ?? null,
    description: line.description?.value ?? null,
    quantity: line.quantity?.value ?? "0",
    unit: line.unit?.value ?? null,
    unitPrice: line.unitPrice?.value ?? null,
  }));
}

function lineProvenance(line: OrderTextLine, at: number, part: string): FieldProvenance[] {
  return Object.entries(line).flatMap(([field, found]) =>
    found === null ? [] : [placeOf(found, `lines.${at}.${field}`, part)],
  );
}

function twoNumbers(parts: readonly SpokenPart[]): string[] {
  const numbers = new Set(parts.flatMap(({ text }) => (text.poNumber === null ? [] : [text.poNumber.value])));
  return numbers.size > 1
    ? [`Subject and text name different order numbers: ${[...numbers].join(", ")}.`]
    : [];
}
