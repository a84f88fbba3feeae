import type { CanonicalOrder } from "../../domain/order.js";
import type { PartyStatement } from "../../domain/party.js";
import type { Issue } from "../connector.js";
import { postalAddressOf } from "../reading/json/address.js";
import { fittingNote, takenFrom } from "../reading/json/order.js";
import { cleanText, distinct, sortableInstant } from "../reading/values/clean-text.js";
import type { OrderMessage } from "./payload.js";

/** A partner's message and the hub's order are close relatives: mostly, names stay. */
export function toOrder({ type, timestamp, data }: OrderMessage, warnings: Issue[]): CanonicalOrder {
  return {
    externalId: data.id,
    externalNumber: data.number,
    poNumber: data.poNumber,
    externalVersion: sortableInstant(data.updatedAt ?? timestamp),
    placedAt: data.placedAt,
    currency: data.currency,
    buyer: buyerOf(data.customer),
    shipTo: data.shipTo ? postalAddressOf(data.shipTo) : null,
    requestedDate: data.requestedDate ?? null,
    lines: data.lines.map((line) => ({
      lineNumber: line.id,
      sku: line.sku,
      description: line.description,
      quantity: line.quantity,
      unit: line.unit,
      unitPrice: line.unitPrice ?? null,
    })),
    note: fittingNote(data.note, warnings),
    canceled: type === "order.canceled",
    doubts: [],
    provenance: takenFrom({
      "buyer.code": data.customer.id === null ? null : "data.customer.id",
      "buyer.name": data.customer.name === null ? null : "data.customer.name",
      shipTo: data.shipTo ? "data.shipTo" : null,
      lines: "data.lines",
    }),
  };
}

function buyerOf(customer: OrderMessage["data"]["customer"]): PartyStatement {
  return {
    code: customer.id,
    otherCodes: [...(customer.codes ?? [])],
    kind: customer.kind ? KINDS[customer.kind] : null,
    name: customer.name,
    department: customer.department,
    contactName: customer.contactName,
    emails: distinct((customer.emails ?? []).map(cleanText)),
    phones: distinct((customer.phones ?? []).map(cleanText)),
    taxId: customer.taxId,
    address: customer.address ? postalAddressOf(customer.address) : null,
  };
}

const KINDS = { person: "PERSON", organization: "ORGANIZATION" } as const;
