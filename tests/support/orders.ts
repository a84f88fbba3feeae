import type { PostalAddress } from "../../src/domain/address.js";

export const HAMBURG: PostalAddress = {
  ...{ recipient: "Nordlicht Elektronik AG", department: null, lines: ["Am Sandtorkai 30"] },
  ...{ city: "Hamburg", region: null, postalCode: "20457", country: "DE", phone: null },
};
export const BREMEN: PostalAddress = {
  ...{ recipient: "Nordlicht Elektronik AG", department: null, lines: ["Konsul-Smidt-Straße 8"] },
  ...{ city: "Bremen", region: null, postalCode: "28217", country: "DE", phone: null },
};
export const KIEL: PostalAddress = {
  ...{ recipient: "Nordlicht Elektronik AG", department: null, lines: ["Hafenstraße 2"] },
  ...{ city: "Kiel", region: null, postalCode: "24103", country: "DE", phone: null },
};

export interface PartnerLine {
  readonly id: string;
  readonly sku?: string | null;
  readonly description?: string | null;
  readonly quantity: string | number;
  readonly unitPrice?: string | number | null;
}

/** An order as a partner's webhook states it; what is not given has a value that does no harm. */
export interface PartnerOrder {
  readonly id: string;
  readonly type?: "order.created" | "order.updated" | "order.canceled";
  /** Minutes after noon of the day: a later version has a later one. */
  readonly version?: number;
  readonly number?: string;
  readonly poNumber?: string;
  readonly shipTo?: PostalAddress | null;
  readonly requestedDate?: string | null;
  readonly lines?: readonly PartnerLine[];
  readonly customer?: Readonly<Record<string, unknown>>;
  readonly note?: string;
  readonly placedAt?: string;
}

export const LABELS: PartnerLine = {
  id: "1",
  sku: "TL-1001",
  description: "Thermal label",
  quantity: "10",
  unitPrice: "18.50",
};
export const TAPE: PartnerLine = {
  id: "2",
  sku: "TL-1002",
  description: "Packing tape",
  quantity: "5",
  unitPrice: "2.95",
};

export const NORDLICHT = {
  ...{ id: "D-20533", kind: "organization", name: "Nordlicht Elektronik AG" },
  ...{ emails: ["bestellung@nordlicht-elektronik.example"], phones: ["+49 40 3688 1700"], address: HAMBURG },
};
export const GREENFIELD = {
  ...{ id: "UK-5120", kind: "organization", name: "Greenfield Primary School" },
  ...{ emails: ["office@greenfield-primary.example"], phones: ["+44 113 496 0921"] },
};

/** The body of the webhook. */
export function orderMessage(order: PartnerOrder): string {
  const { id, type = "order.created", version = 0, customer = NORDLICHT, shipTo = HAMBURG } = order;
  const at = `2026-11-05T12:${String(version).padStart(2, "0")}:00Z`;
  return JSON.stringify({
    type,
    timestamp: at,
    data: {
      ...{
        id,
        customer,
        shipTo,
        placedAt: order.placedAt ?? "2026-11-05T11:00:00Z",
        updatedAt: at,
        currency: "EUR",
      },
      ...{ number: order.number ?? `#${id}`, poNumber: order.poNumber, note: order.note },
      ...{ requestedDate: order.requestedDate, lines: order.lines ?? [LABELS, TAPE] },
    },
  });
}

/** A Shopify webhook with the fewest fields that make an order. */
export function shopifyOrder(order: {
  readonly id: number;
  readonly updatedAt?: string;
  readonly lines?: readonly Readonly<Record<string, unknown>>[];
  readonly extra?: Readonly<Record<string, unknown>>;
}): string {
  return JSON.stringify({
    ...{ id: order.id, name: `#${order.id}`, currency: "EUR", created_at: "2026-11-05T11:00:00+01:00" },
    updated_at: order.updatedAt ?? "2026-11-05T11:00:00+01:00",
    customer: {
      id: 7010,
      first_name: "Amélie",
      last_name: "Rousseau",
      email: "amelie.rousseau@courriel.example",
    },
    shipping_address: {
      name: "Amélie Rousseau",
      address1: "14 rue Mercière",
      city: "Lyon",
      zip: "69002",
      country_code: "FR",
    },
    line_items: order.lines ?? [
      { id: 1, sku: "TL-4001", title: "Safety gloves", quantity: 2, price: "4.25" },
    ],
    ...order.extra,
  });
}
