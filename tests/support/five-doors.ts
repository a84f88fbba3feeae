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
  readonly code: string;
  readonly stated: Stated;
}

/**
 * What the doors know of a customer. ALL: everything everywhere. PARTS: at each door only some, the name at
 * all of them. CHAIN: there is nothing that all five know; the desk has a code and an address and no
 * name, the mailbox a name and an address for mail, and only the partner ties the two ends together.
 */
export const STATED = ["ALL", "PARTS", "CHAIN"] as const;
export type Stated = (typeof STATED)[number];

const FIRST =
  "Adelheid Benedikt Cornelia Dietmar Eleonore Friedrich Gundula Hannes Isolde Joachim Katharina Leopold Mechthild Norbert Ottilie Philipp Quirin Rosalinde Sebastian Theresia Ulrich Viktoria Wolfgang Xaver Yvonne Zacharias Alfons Brunhilde Clemens Dorothea Emmerich Franziska Gottfried Hildegard Ignaz Jolanthe Konstantin Liselotte Maximilian Notburga".split(
    " ",
  );
/** A family name of its own for each of a thousand: every start with every end. */
const STARTS =
  "Aben Bach Czer Dresch Eisen Fuchs Grün Holz Immen Jank Kessel Lind Mühl Nacht Ober Pfeffer Quand Rosen Schall Tief Gabel Vogel Wachs Yps Schnee Adler Birken Dorn Ginster Falken Gersten Hasel Iller Kirch Lauten Moos Zander Otter Pappel Reh".split(
    " ",
  );
const ENDS =
  "roth meier thal ecker hut berger wald gruber dorf kowski ring horst bauer feld huber korn stein stock burg bach brock sang muth mann ling".split(
    " ",
  );
const STREETS = [
  "Lindenallee",
  "Marktplatz",
  "Hafenweg",
  "Bergstraße",
  "Rosengasse",
  "Mühlenweg",
  "Schulstraße",
];

/** People who share no name, address or contact with one another: a thousand at most. */
export const newCustomers = (count: number): NewCustomer[] =>
  STARTS.flatMap((start, row) =>
    ENDS.map((end, column) => {
      const number = row * ENDS.length + column;
      const [first, last] = [FIRST[(number * 7) % FIRST.length] ?? "", start + end];
      return {
        ...{ number, first, last, name: `${first} ${last}`, stated: STATED[number % STATED.length] ?? "ALL" },
        email: `${first}.${last}${number}@post.example`.toLowerCase().replaceAll("ü", "ue"),
        phone: `+49 30 ${4_100_000 + number * 4_801}`,
        street: `${STREETS[number % STREETS.length]} ${1 + ((number * 13) % 180)}`,
        postcode: String(10_115 + number * 31),
        code: `KD-${10_000 + number}`,
      };
    }),
  ).slice(0, count);

/** Which of its facts a customer's door knows. Where the desk knows no name, it knows a code. */
const KNOWN: Record<Stated, Record<Door, readonly Fact[]>> = {
  ALL: {
    webshop: ["name", "email", "phone", "address"],
    "partner-shop": ["name", "email", "phone", "address"],
    "sales-desk": ["name", "email", "phone", "address"],
    "call-center": ["name", "email", "phone", "address"],
    mailbox: ["name", "email", "phone", "address"],
  },
  PARTS: {
    webshop: ["name", "email", "address"],
    "partner-shop": ["name", "phone", "address", "code"],
    "sales-desk": ["name", "code"],
    "call-center": ["name", "phone"],
    mailbox: ["name", "email"],
  },
  CHAIN: {
    webshop: ["name", "email", "address"],
    "partner-shop": ["name", "email", "phone", "code"],
    "sales-desk": ["address", "code"],
    "call-center": ["name", "phone", "code"],
    mailbox: ["name", "email"],
  },
};
type Fact = "name" | "email" | "phone" | "address" | "code";
type Door = "webshop" | "partner-shop" | "sales-desk" | "call-center" | "mailbox";

/** A customer as one door knows it: what it does not know is null. */
interface AtDoor {
  readonly number: number;
  readonly first: string;
  readonly last: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly street: string | null;
  readonly postcode: string | null;
  readonly code: string | null;
}

function atDoor(customer: NewCustomer, door: Door): AtDoor {
  const facts = KNOWN[customer.stated][door];
  const known = <T>(fact: Fact, value: T): T | null => (facts.includes(fact) ? value : null);
  const { number, first, last, name, email, phone, street, postcode, code } = customer;
  return {
    ...{ number, first, last, name: known("name", name), email: known("email", email) },
    ...{ phone: known("phone", phone), street: known("address", street) },
    ...{ postcode: known("address", postcode), code: known("code", code) },
  };
}

const DAY = "2026-11-05";
const AT = `${DAY}T10:00:00Z`;

/** The same customer's first order at each door: the connection and what comes through it. */
export const atFiveDoors = (customer: NewCustomer): readonly (readonly [string, RawMessage])[] => [
  ["webshop", raw("application/json", null, JSON.stringify(webshopOrder(atDoor(customer, "webshop"))))],
  [
    "partner-shop",
    raw("application/json", null, JSON.stringify(partnerOrder(atDoor(customer, "partner-shop")))),
  ],
  ["sales-desk", raw("text/csv", `desk-${customer.number}.csv`, deskFile(atDoor(customer, "sales-desk")))],
  ["call-center", raw("application/json", null, JSON.stringify(callForm(atDoor(customer, "call-center"))))],
  ["mailbox", raw("message/rfc822", null, mail(atDoor(customer, "mailbox")))],
];

const raw = (contentType: string, fileName: string | null, text: string): RawMessage => ({
  ...{ body: new TextEncoder().encode(text), contentType, fileName },
  ...{ headers: {}, deliveryId: null },
});

function webshopOrder({ number, first, last, email, phone, street, postcode }: AtDoor) {
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

const postal = ({ name, street, postcode }: AtDoor) =>
  street === null
    ? null
    : { recipient: name, lines: [street], city: "Berlin", postalCode: postcode, country: "DE" };

const partnerOrder = (customer: AtDoor) => ({
  ...{ type: "order.created", timestamp: AT },
  data: {
    ...{ id: `PS-${customer.number}`, placedAt: AT, currency: "EUR" },
    customer: {
      id: customer.code ?? `B-${customer.number}`,
      ...{ kind: "person", name: customer.name, address: postal(customer) },
      emails: customer.email === null ? [] : [customer.email],
      phones: customer.phone === null ? [] : [customer.phone],
    },
    lines: [{ id: "1", sku: "TL-1002", quantity: 6, unitPrice: "2.95" }],
  },
});

const DESK_COLUMNS =
  "Order No,Order Date,Customer Code,Customer,Phone,Email,Address,Postal Code,City,Country,Currency,Line,SKU,Description,Qty,Unit,Unit Price";

const deskFile = ({ number, code, name, phone, email, street, postcode }: AtDoor): string =>
  [
    DESK_COLUMNS,
    [
      ...[`SD-${number}`, DAY, code ?? `D-${number}`, name, phone, email, street, postcode],
      ...(street === null ? ["", ""] : ["Berlin", "DE"]),
      "EUR,1,TL-4001,Safety gloves (pair),20,pair,4.25",
    ].join(","),
    "",
  ].join("\r\n");

const callForm = (customer: AtDoor) => ({
  ...{
    callId: `call-${customer.number}`,
    formId: `CC-${customer.number}`,
    agentId: "agent-02",
    startedAt: AT,
  },
  ...{ callerNumber: customer.phone, currency: "EUR" },
  customer: {
    ...{ kind: "PERSON", name: customer.name, code: customer.code },
    ...{ email: customer.email, address: postal(customer) },
  },
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

const mail = ({ number, name, email, phone, street, postcode }: AtDoor): string =>
  [
    `Message-ID: <order-${number}@post.example>`,
    "Date: Thu, 05 Nov 2026 11:00:00 +0100",
    `From: =?UTF-8?B?${Buffer.from(name ?? "").toString("base64")}?= <${email}>`,
    "To: orders@throughline.example",
    `Subject: Order M-${number}`,
    "MIME-Version: 1.0",
    "Content-Type: text/plain; charset=UTF-8",
    "Content-Transfer-Encoding: 8bit",
    "",
    `Please find below our order M-${number}.`,
    "",
    `Customer: ${name}`,
    ...(phone === null ? [] : [`Tel: ${phone}`]),
    ...(street === null ? [] : [`Delivery address: ${street}, ${postcode} Berlin, Germany`]),
    "",
    "Item      Description          Qty   Unit   Unit price",
    "TL-2001   Hand scanner HS-2      8   pcs    EUR 129.00",
    "",
    "Kind regards",
    name,
    "",
  ].join("\r\n");
