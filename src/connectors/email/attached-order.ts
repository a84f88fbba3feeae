import type { CanonicalOrder } from "../../domain/order.js";
import type { PartyStatement } from "../../domain/party.js";
import type { FieldProvenance } from "../../domain/provenance.js";
import type { OrderTextLine } from "../reading/prose/order-text.js";
import { distinct } from "../reading/values/clean-text.js";
import { externalIdOf, handedTo, type MailContext, placedAtOf } from "./mail-context.js";
import { buyerOf, said } from "./statement.js";

const CONTACTS_MAX = 20;

/** An order from an attached table. What the table does not say, the mail around it does. */
export function orderFromAttachment(context: MailContext, at: number): CanonicalOrder {
  const { mail, settings, attached, lines } = context;
  const source = attached.orders[at];
  if (source === undefined) throw new RangeError(`there is no attached order ${at}`);
  const parts = [...source.around, ...context.parts];
  const spoken: FieldProvenance[] = [];
  const buyer = buyerOf(parts, mail, settings.codeSystem, spoken);
  const spokenNumber = said(parts, "poNumber", "poNumber", spoken);
  const order = source.orderWith({ placedAt: placedAtOf(context) });
  const poNumber = order.poNumber ?? order.externalNumber ?? spokenNumber;
  const shipTo = order.shipTo ?? said(parts, "shipTo", "shipTo", spoken);
  const filled: CanonicalOrder = {
    ...order,
    externalId: externalIdOf(poNumber, at, context),
    externalNumber: order.externalNumber ?? poNumber,
    poNumber,
    currency: order.currency ?? said(parts, "currency", "currency", spoken) ?? settings.currency,
    buyer: mergedBuyer(order.buyer, buyer),
    shipTo: handedTo(shipTo, order.buyer.name ?? buyer.name),
    requestedDate: order.requestedDate ?? said(parts, "requestedDate", "requestedDate", spoken),
    note: order.note ?? said(parts, "note", "note", spoken),
    doubts: [...order.doubts, ...parts.flatMap(({ text }) => text.doubts), ...goodsBeside(lines)],
  };
  const inTable = new Set(order.provenance.map(({ path }) => path));
  return { ...filled, provenance: [...order.provenance, ...spoken.filter(({ path }) => !inTable.has(path))] };
}

/** The table's word goes before the mail's; contacts of both are kept. */
function mergedBuyer(stated: PartyStatement, spoken: PartyStatement): PartyStatement {
  return {
    code: spoken.code,
    otherCodes: stated.otherCodes.length > 0 ? stated.otherCodes : spoken.otherCodes,
    kind: stated.kind ?? spoken.kind,
    name: stated.name ?? spoken.name,
    department: stated.department ?? spoken.department,
    contactName: stated.contactName ?? spoken.contactName,
    emails: distinct([...spoken.emails, ...stated.emails]).slice(0, CONTACTS_MAX),
    phones: distinct([...stated.phones, ...spoken.phones]).slice(0, CONTACTS_MAX),
    taxId: stated.taxId ?? spoken.taxId,
    address: stated.address ?? spoken.address,
  };
}

/** Goods in the body and in the attachment: are they the same, or to be added? Only the writer knows. */
function goodsBeside(lines: readonly OrderTextLine[]): string[] {
  if (lines.length === 0) return [];
  const listed = lines.map(
    ({ sku, description, quantity }) =>
      `${quantity?.value ?? ""} x ${sku?.value ?? description?.value ?? ""}`,
  );
  return [`The mail lists goods (${listed.join(", ")}) beside those in the attachment, which were taken.`];
}
