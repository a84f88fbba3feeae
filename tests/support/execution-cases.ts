import type { ExecutionCommand } from "../../src/connectors/connector.js";
import type { OrderChangeTarget } from "../../src/domain/order-change.js";
import { HAMBURG } from "./orders.js";

type Create = Extract<ExecutionCommand, { kind: "CREATE" }>;

/** The line that every test of an execution side may order. */
export const lineOf = (
  lineNumber: string,
  sku: string | null,
  quantity: string,
  unitPrice: string | null = "46",
) => ({
  ...{ lineNumber, sku, description: `Article ${lineNumber}`, quantity, unit: null, unitPrice },
});

export const createCommand = (reference: string, order: Partial<Create["order"]> = {}): Create => ({
  kind: "CREATE",
  idempotencyKey: `create:${reference}`,
  reference,
  orderNumber: `#${reference}`,
  customerReference: "01890000-0000-7000-8000-000000000001",
  customerName: "Nordlicht Elektronik AG",
  order: {
    ...{ poNumber: "NE-1", currency: "EUR", shipTo: HAMBURG, requestedDate: "2026-12-20", note: null },
    lines: [lineOf("1", "TL-6001", "30"), lineOf("2", "TL-2001", "2")],
    ...order,
  },
});

export const amendCommand = (
  { externalId, version }: { readonly externalId: string; readonly version: string },
  ...targets: OrderChangeTarget[]
): ExecutionCommand => ({
  ...{ kind: "AMEND", idempotencyKey: `amend:${version}`, externalId, expectedVersion: version, targets },
});

export const holdCommand = (kind: "HOLD" | "RELEASE", externalId: string): ExecutionCommand => ({
  ...{ kind, idempotencyKey: `${kind}:${externalId}`, externalId, reason: "the address is in doubt" },
});
