import type { CanonicalOrder, CanonicalOrderLine } from "../../domain/order.js";
import type { PartyStatement } from "../../domain/party.js";
import type { Issue } from "../connector.js";
import { postalAddressOf } from "../reading/json/address.js";
import { fittingNote, takenFrom } from "../reading/json/order.js";
import { distinct, sortableInstant } from "../reading/values/clean-text.js";
import type { OrderForm } from "./form.js";

/** The order a caller dictated. Their address is where the goods go unless the form names another. */
export function toOrder(form: OrderForm, codeSystem: string, warnings: Issue[]): CanonicalOrder {
  const { customer } = form;
  const shipTo = form.shipTo ?? customer.address ?? null;
  return {
    externalId: `${form.callId}/${form.formId}`,
    externalNumber: form.formId,
    poNumber: form.poNumber,
    externalVersion: sortableInstant(form.savedAt ?? form.startedAt),
    placedAt: form.startedAt,
    currency: form.currency,
    buyer: buyerOf(form, codeSystem),
    shipTo: shipTo === null ? null : postalAddressOf(shipTo),
    requestedDate: form.requestedDate ?? null,
    lines: form.lines.map(lineOf),
    note: fittingNote(form.note, warnings),
    canceled: false,
    doubts: [],
    provenance: takenFrom({
      "buyer.name": customer.name === null ? null : "customer.name",
      "buyer.otherCodes": customer.code === null ? null : "customer.code",
      "buyer.phones": callerPhone(form) === null ? null : "callerNumber",
      shipTo: shipTo === null ? null : form.shipTo ? "shipTo" : "customer.address",
      lines: "lines",
    }),
  };
}

function buyerOf(form: OrderForm, codeSystem: string): PartyStatement {
  const { customer } = form;
  return {
    code: null,
    otherCodes: customer.code === null ? [] : [{ system: codeSystem, value: customer.code }],
    kind: customer.kind ?? null,
    name: customer.name,
    department: customer.department,
    contactName: customer.contactName,
    emails: distinct([customer.email]),
    phones: distinct([customer.phone, callerPhone(form)]),
    taxId: customer.taxId,
    address: customer.address ? postalAddressOf(customer.address) : null,
  };
}

const PHONE_DIGITS_MIN = 7;

/** The number that called, unless it is hidden or an extension of our own house. */
function callerPhone({ callerNumber }: OrderForm): string | null {
  const digits = callerNumber?.replace(/\D/g, "") ?? "";
  return digits.length >= PHONE_DIGITS_MIN ? callerNumber : null;
}

function lineOf(line: OrderForm["lines"][number], index: number): CanonicalOrderLine {
  return {
    lineNumber: line.lineNumber || String(index + 1),
    sku: line.sku,
    description: line.description,
    quantity: line.quantity,
    unit: line.unit,
    unitPrice: line.unitPrice ?? null,
  };
}
