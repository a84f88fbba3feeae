import { createHmac, randomBytes } from "node:crypto";
import { Webhook } from "standardwebhooks";

/** An order as a shop would send it; signed when it is sent, because a signature grows old. */
export interface ShopOrder {
  readonly connection: "webshop" | "partner-shop";
  readonly externalId: string;
  readonly body: string;
  headers(): Record<string, string>;
}

export interface ShopSecrets {
  readonly webshop: string;
  readonly partnerShop: string;
}

export const shopSecrets = (): ShopSecrets => ({
  webshop: randomBytes(32).toString("base64url"),
  partnerShop: `whsec_${randomBytes(32).toString("base64")}`,
});

const ORDERS_PER_BUYER = 5;
const FIRST_ID = 7_000_001;
const PLACED_AT = "2026-11-05T10:00:00Z";

/** Orders of two shops in turn; the same buyers order at both, and several times. */
export function shopOrders(count: number, secrets: ShopSecrets): ShopOrder[] {
  return Array.from({ length: count }, (_, at) =>
    at % 2 === 0
      ? webshopOrder(at, secrets.webshop)
      : partnerOrder(at, new Webhook(secrets.partnerShop), `msg_${secrets.webshop.slice(0, 8)}_${at}`),
  );
}

interface Buyer {
  readonly code: number;
  readonly first: string;
  readonly last: string;
  readonly email: string;
  readonly phone: string;
  readonly street: string;
}

const FIRST_NAMES = ["Ada", "Bruno", "Clara", "Dario", "Edda", "Felix", "Greta", "Hugo", "Irma", "Jonas"];
const LAST_NAMES = ["Albrecht", "Brandt", "Conrad", "Dietz", "Ebert", "Falke", "Gruber", "Hartung", "Imhof"];
const STREETS = [
  "Lindenallee",
  "Marktplatz",
  "Hafenweg",
  "Bergstraße",
  "Rosengasse",
  "Mühlenweg",
  "Am Anger",
];

function buyerOf(at: number): Buyer {
  const code = Math.floor(at / 2 / ORDERS_PER_BUYER);
  const first = FIRST_NAMES[code % FIRST_NAMES.length] ?? "";
  const last = LAST_NAMES[Math.floor(code / FIRST_NAMES.length) % LAST_NAMES.length] ?? "";
  return {
    ...{ code: 40_000 + code, first, last },
    email: `${first}.${last}.${code}@post.example`.toLowerCase(),
    phone: `+49 30 ${5_550_000 + code * 37}`,
    street: `${STREETS[code % STREETS.length]} ${code + 1}`,
  };
}

function webshopOrder(at: number, secret: string): ShopOrder {
  const { code, first, last, email, phone, street } = buyerOf(at);
  const address = {
    ...{ first_name: first, last_name: last, address1: street, city: "Berlin", zip: "10115" },
    ...{ country_code: "DE", phone },
  };
  const body = JSON.stringify({
    ...{ id: FIRST_ID + at, name: `#${FIRST_ID + at}`, email, phone, currency: "EUR" },
    ...{ created_at: PLACED_AT, updated_at: PLACED_AT },
    customer: { id: code, first_name: first, last_name: last, email, phone, default_address: address },
    shipping_address: address,
    line_items: [
      { id: at + 1, sku: "TL-1001", title: "Thermal label", quantity: 1 + (at % 7), price: "18.50" },
    ],
  });
  return {
    ...{ connection: "webshop", externalId: String(FIRST_ID + at), body },
    headers: () => ({
      "content-type": "application/json",
      "x-shopify-topic": "orders/create",
      "x-shopify-webhook-id": `wh-${FIRST_ID + at}`,
      "x-shopify-hmac-sha256": createHmac("sha256", secret).update(body).digest("base64"),
    }),
  };
}

function partnerOrder(at: number, webhook: Webhook, id: string): ShopOrder {
  const { code, first, last, email, phone, street } = buyerOf(at);
  const name = `${first} ${last}`;
  const address = { recipient: name, lines: [street], city: "Berlin", postalCode: "10115", country: "DE" };
  const body = JSON.stringify({
    ...{ type: "order.created", timestamp: PLACED_AT },
    data: {
      ...{ id: `PS-${FIRST_ID + at}`, placedAt: PLACED_AT, currency: "EUR", shipTo: address },
      customer: { id: `B-${code}`, kind: "person", name, emails: [email], phones: [phone], address },
      lines: [{ id: "1", sku: "TL-1002", quantity: 1 + (at % 9), unitPrice: "2.95" }],
    },
  });
  return {
    ...{ connection: "partner-shop", externalId: `PS-${FIRST_ID + at}`, body },
    headers: () => ({
      "content-type": "application/json",
      "webhook-id": id,
      "webhook-timestamp": String(Math.floor(Date.now() / 1000)),
      "webhook-signature": webhook.sign(id, new Date(), body),
    }),
  };
}
