import type { RawMessage } from "../../src/connectors/connector.js";

/** One person, as five systems state them at the same time. */
export interface NewCustomer {
  readonly number: number;
  readonly name: string;
  readonly first: string;
  readonly last: string;
  readonly email: string;
  readonly phone: string;
  readonly street: string;
  readonly postcode: string;
}

const FIRST = [
  "Adelheid",
  "Benedikt",
  "Cornelia",
  "Dietmar",
  "Eleonore",
  "Friedrich",
  "Gundula",
  "Hannes",
  "Isolde",
  "Joachim",
];
const LAST = [
  "Abendroth",
  "Bachmeier",
  "Czerny",
  "Drescher",
  "Eisenhut",
  "Fuchsberger",
  "Grünwald",
  "Holzapfel",
  "Immendorf",
  "Jankowski",
];
const STREETS = [
  "Lindenallee",
  "Marktplatz",
  "Hafenweg",
  "Bergstraße",
  "Rosengasse",
  "Mühlenweg",
  "Schulstraße",
];

/** People who share no name, address or contact with one another. */
export const newCustomers = (): NewCustomer[] =>
  FIRST.flatMap((first, row) =>
    LAST.map((last, column) => {
      const number = row * LAST.length + column;
      return {
        ...{ number, first, last, name: `${first} ${last}` },
        email: `${first}.${last}${number}@post.example`.toLowerCase().replace("ü", "ue"),
        phone: `+49 30 ${4_100_000 + number * 7_919}`,
        street: `${STREETS[number % STREETS.length]} ${1 + ((number * 13) % 180)}`,
        postcode: String(10_115 + number * 31),
      };
    }),
  );

const DAY = "2026-11-05";
const AT = `${DAY}T10:00:00Z`;

/** The same customer's first order at each door: the connection and what comes through it. */
export const atFiveDoors = (customer: NewCustomer): readonly (readonly [string, RawMessage])[] => [
  ["webshop", raw("application/json", null, JSON.stringify(webshopOrder(customer)))],
  ["partner-shop", raw("application/json", null, JSON.stringify(partnerOrder(customer)))],
  ["sales-desk", raw("text/csv", `desk-${customer.number}.csv`, deskFile(customer))],
  ["call-center", raw("application/json", null, JSON.stringify(callForm(customer)))],
  ["mailbox", raw("message/rfc822", null, mail(customer))],
];

const raw = (contentType: string, fileName: string | null, text: string): RawMessage => ({
  ...{ body: new TextEncoder().encode(text), contentType, fileName },
  ...{ headers: {}, deliveryId: null },
});

function webshopOrder({ number, first, last, email, phone, street, postcode }: NewCustomer) {
  const address = {
    ...{ first_name: first, last_name: last, address1: street, city: "Berlin", zip: postcode },
    ...{ country_code: "DE", phone },
  };
  return {
    ...{ id: 90_000 + number, name: `#${90_000 + number}`, created_at: AT, currency: "EUR", email, phone },
    customer: {
      id: 5_000 + number,
      first_name: first,
      last_name: last,
      email,
      phone,
      default_address: address,
    },
    shipping_address: address,
    line_items: [{ id: 1, sku: "TL-1001", title: "Thermal label", quantity: 2, price: "18.50" }],
  };
}

const postal = ({ name, street, postcode }: NewCustomer) => ({
  ...{ recipient: name, lines: [street], city: "Berlin", postalCode: postcode, country: "DE" },
});

const partnerOrder = (customer: NewCustomer) => ({
  ...{ type: "order.created", timestamp: AT },
  data: {
    ...{ id: `PS-${customer.number}`, placedAt: AT, currency: "EUR" },
    customer: {
      ...{ id: `B-${customer.number}`, kind: "person", name: customer.name, address: postal(customer) },
      ...{ emails: [customer.email], phones: [customer.phone] },
    },
    lines: [{ id: "1", sku: "TL-1002", quantity: 6, unitPrice: "2.95" }],
  },
});

const DESK_COLUMNS =
  "Order No,Order Date,Customer Code,Customer,Phone,Email,Address,Postal Code,City,Country,Currency,Line,SKU,Description,Qty,Unit,Unit Price";

const deskFile = ({ number, name, phone, email, street, postcode }: NewCustomer): string =>
  [
    DESK_COLUMNS,
    [`SD-${number}`, DAY, `D-${number}`, name, phone, email, street, postcode, "Berlin", "DE"].join(",") +
      ",EUR,1,TL-4001,Safety gloves (pair),20,pair,4.25",
    "",
  ].join("\r\n");

const callForm = (customer: NewCustomer) => ({
  ...{
    callId: `call-${customer.number}`,
    formId: `CC-${customer.number}`,
    agentId: "agent-02",
    startedAt: AT,
  },
  ...{ callerNumber: customer.phone, currency: "EUR" },
  customer: { kind: "PERSON", name: customer.name, email: customer.email, address: postal(customer) },
  lines: [
    {
      lineNumber: "1",
      sku: "TL-6001",
      description: "LED panel",
      quantity: 1,
      unit: "pc",
      unitPrice: "46.00",
    },
  ],
});

const mail = ({ number, name, email, phone, street, postcode }: NewCustomer): string =>
  [
    `Message-ID: <order-${number}@post.example>`,
    "Date: Thu, 05 Nov 2026 11:00:00 +0100",
    `From: =?UTF-8?B?${Buffer.from(name).toString("base64")}?= <${email}>`,
    "To: orders@throughline.example",
    `Subject: Order M-${number}`,
    "MIME-Version: 1.0",
    "Content-Type: text/plain; charset=UTF-8",
    "Content-Transfer-Encoding: 8bit",
    "",
    `Please find below our order M-${number}.`,
    "",
    `Customer: ${name}`,
    `Tel: ${phone}`,
    `Delivery address: ${street}, ${postcode} Berlin, Germany`,
    "",
    "Item      Description          Qty   Unit   Unit price",
    "TL-2001   Hand scanner HS-2      8   pcs    EUR 129.00",
    "",
    "Kind regards",
    name,
    "",
  ].join("\r\n");
