import type { ShopifyLine, ShopifyOrder, ShopifyPlace } from "./shopify-order.js";

const PLACES: readonly ShopifyPlace[] = [
  {
    ...{ first: "Katrin", last: "Sommer", company: "Nordlicht Elektronik AG", street: "Am Sandtorkai 30" },
    ...{ more: null, city: "Hamburg", zip: "20457", country: ["DE", "Germany"], province: null },
    phone: "+49 40 3688 1700",
  },
  {
    ...{ first: "Dana", last: "Whitfield", company: null, street: "1180 Alder Street", more: "Suite 4" },
    ...{ city: "Portland", zip: "97205", country: ["US", "United States"], province: ["OR", "Oregon"] },
    phone: null,
  },
  {
    ...{ first: "Elena", last: "Ferri", company: "Ferri Forniture", street: "Via Torino 18", more: null },
    ...{ city: "Milano", zip: "20123", country: ["IT", "Italy"], province: ["MI", "Milano"] },
    phone: "+39 02 5550 1180",
  },
  {
    ...{
      first: "Wei",
      last: "Lim",
      company: null,
      street: "12 Anson Road",
      more: "#09-02",
      city: "Singapore",
    },
    ...{ zip: "079903", country: ["SG", "Singapore"], province: null, phone: null },
  },
];

const ARTICLES = ["Thermal label", "Hand scanner", "Packing tape", "LED panel"] as const;

export const secondsLater = (instant: string, seconds: number): string =>
  `${new Date(Date.parse(instant) + seconds * 1000).toISOString().slice(0, 19)}Z`;

/** Long enough ago for everything that is to happen to have happened. */
const PLACED = new Date(Date.now() - 10 * 86_400_000).toISOString();

/** A new order; everything about it follows from the random numbers. */
export function exampleOrder(id: number, random: () => number): ShopifyOrder {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const placedAt = secondsLater(PLACED, Math.floor(random() * 86_400));
  const home = pick(PLACES);
  const buyerId = 40_000 + Math.floor(random() * 100);
  return {
    ...{ id, placedAt, updatedAt: placedAt, canceledAt: null },
    buyer: {
      ...{ id: buyerId, first: home.first ?? "", last: home.last ?? "", home },
      ...{ email: `buyer.${buyerId}@post.example`, phone: random() < 0.5 ? null : "+49 30 555 0101" },
    },
    shipTo: pick(PLACES),
    lines: Array.from({ length: 1 + Math.floor(random() * 3) }, (_, at) => exampleLine(id * 10 + at, random)),
    note: random() < 0.2 ? "Please ring twice.\nThank you." : null,
    poNumber: random() < 0.3 ? `PO-${id}` : null,
    attributes: random() < 0.2 ? { "Delivery-Date": "2026/12/01" } : {},
  };
}

export function exampleLine(id: number, random: () => number): ShopifyLine {
  const at = Math.floor(random() * ARTICLES.length);
  const quantity = 1 + Math.floor(random() * 9);
  return {
    ...{ id, sku: random() < 0.9 ? `TL-${1001 + at}` : null, title: ARTICLES[at] ?? "", quantity },
    variant: random() < 0.3 ? "Large" : null,
    price: Math.floor(random() * 10_000) / 100,
    discount: random() < 0.2 ? Math.floor(random() * 300) / 100 : 0,
  };
}

/** The same order some time later, with a quantity changed. */
export const withQuantity = (order: ShopifyOrder, seconds: number, quantity: number): ShopifyOrder => ({
  ...order,
  updatedAt: secondsLater(order.updatedAt, seconds),
  lines: order.lines.map((line, at) => (at === 0 ? { ...line, quantity } : line)),
});

/** The same order some time later, on its way to another address. */
export const movedTo = (order: ShopifyOrder, seconds: number, street: string): ShopifyOrder => ({
  ...order,
  updatedAt: secondsLater(order.updatedAt, seconds),
  shipTo: { ...(order.shipTo ?? (PLACES[0] as ShopifyPlace)), street },
});

/** The same order some time later, canceled. */
export const canceled = (order: ShopifyOrder, seconds: number): ShopifyOrder => {
  const at = secondsLater(order.updatedAt, seconds);
  return { ...order, updatedAt: at, canceledAt: at };
};
