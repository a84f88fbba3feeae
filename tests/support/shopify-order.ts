/** An order as a shop keeps it, which shows it in two shapes: to webhooks and to those who ask. */
export interface ShopifyOrder {
  readonly id: number;
  readonly placedAt: string;
  /** In whole seconds, as the shop counts. */
  readonly updatedAt: string;
  readonly canceledAt: string | null;
  readonly buyer: ShopifyBuyer | null;
  readonly shipTo: ShopifyPlace | null;
  readonly lines: readonly ShopifyLine[];
  readonly note: string | null;
  readonly poNumber: string | null;
  readonly attributes: Readonly<Record<string, string>>;
  /** Whether prices have their tax in them. */
  readonly isTaxed?: boolean;
  /** How the goods travel, and what that costs. */
  readonly way?: { readonly title: string; readonly price: number };
}

export interface ShopifyBuyer {
  readonly id: number;
  readonly first: string;
  readonly last: string;
  readonly email: string;
  readonly phone: string | null;
  readonly home: ShopifyPlace | null;
}

export interface ShopifyPlace {
  readonly first: string | null;
  readonly last: string | null;
  readonly company: string | null;
  readonly street: string;
  readonly more: string | null;
  readonly city: string;
  readonly zip: string;
  readonly country: readonly [code: string, name: string];
  readonly province: readonly [code: string, name: string] | null;
  readonly phone: string | null;
}

export interface ShopifyLine {
  readonly id: number;
  readonly sku: string | null;
  readonly title: string;
  readonly variant: string | null;
  readonly quantity: number;
  readonly price: number;
  readonly discount: number;
  readonly tax?: number;
}

const nameOf = ({ first, last }: { readonly first: string | null; readonly last: string | null }) =>
  [first, last].filter((part) => part !== null).join(" ");
const isCanceled = ({ canceledAt }: ShopifyOrder): boolean => canceledAt !== null;
const money = (amount: number): string => amount.toFixed(2);

/** The body of a webhook: names in snake case, times of the shop's zone, amounts with two places. */
export function webhookShape(order: ShopifyOrder) {
  const { id, buyer, shipTo, lines, note, attributes } = order;
  return {
    ...{ id, admin_graphql_api_id: `gid://shopify/Order/${id}`, name: `#${id}`, order_number: id },
    ...{ created_at: inBerlin(order.placedAt), updated_at: inBerlin(order.updatedAt), currency: "EUR" },
    cancelled_at: order.canceledAt === null ? null : inBerlin(order.canceledAt),
    ...{ email: buyer?.email ?? "", contact_email: buyer?.email ?? null, phone: null, note, test: false },
    ...{ po_number: order.poNumber, presentment_currency: "EUR", financial_status: "paid" },
    taxes_included: order.isTaxed === true,
    shipping_lines:
      order.way === undefined ? [] : [{ title: order.way.title, price: money(order.way.price) }],
    note_attributes: Object.entries(attributes).map(([name, value]) => ({ name, value })),
    customer: buyer === null ? null : webhookBuyer(buyer),
    billing_address: buyer === null ? null : webhookPlace(buyer.home),
    shipping_address: webhookPlace(shipTo),
    line_items: lines.map((line) => ({
      ...{ id: line.id, admin_graphql_api_id: `gid://shopify/LineItem/${line.id}`, sku: line.sku ?? "" },
      ...{ title: line.title, variant_title: line.variant ?? "", name: lineName(line) },
      ...{ quantity: line.quantity, current_quantity: isCanceled(order) ? 0 : line.quantity },
      ...{ price: money(line.price), total_discount: money(line.discount) },
      properties: [],
      discount_allocations: line.discount === 0 ? [] : [{ amount: money(line.discount) }],
      tax_lines: line.tax === undefined ? [] : [{ price: money(line.tax), rate: 0.19, title: "VAT" }],
    })),
  };
}

const lineName = ({ title, variant }: ShopifyLine): string =>
  variant === null ? title : `${title} - ${variant}`;

const webhookBuyer = ({ id, first, last, email, phone, home }: ShopifyBuyer) => ({
  ...{ id, first_name: first, last_name: last, email, phone, default_address: webhookPlace(home) },
});

const webhookPlace = (place: ShopifyPlace | null) =>
  place === null
    ? null
    : {
        ...{ first_name: place.first, last_name: place.last, name: nameOf(place), company: place.company },
        ...{ address1: place.street, address2: place.more, city: place.city, zip: place.zip },
        ...{ country_code: place.country[0], country: place.country[1], phone: place.phone },
        ...{ province_code: place.province?.[0] ?? null, province: place.province?.[1] ?? null },
      };

/** What the Admin API resolves: names in camel case, ids with their kind, times in UTC, amounts without needless places. */
export function graphqlShape(order: ShopifyOrder) {
  const { id, buyer, shipTo, lines, note, attributes } = order;
  return {
    ...{
      id: `gid://shopify/Order/${id}`,
      name: `#${id}`,
      createdAt: order.placedAt,
      updatedAt: order.updatedAt,
    },
    ...{ cancelledAt: order.canceledAt, currencyCode: "EUR", email: buyer?.email ?? null, phone: null },
    ...{ note, test: false, poNumber: order.poNumber, taxesIncluded: order.isTaxed === true },
    shippingLine:
      order.way === undefined
        ? null
        : {
            title: order.way.title,
            originalPriceSet: { shopMoney: { amount: decimal(order.way.price) } },
          },
    customAttributes: Object.entries(attributes).map(([key, value]) => ({ key, value })),
    customer: buyer === null ? null : graphqlBuyer(buyer),
    billingAddress: buyer === null ? null : graphqlPlace(buyer.home),
    shippingAddress: graphqlPlace(shipTo),
    lines: lines.map((line) => ({
      ...{ id: `gid://shopify/LineItem/${line.id}`, sku: line.sku, title: line.title, name: lineName(line) },
      ...{ variantTitle: line.variant, quantity: line.quantity },
      currentQuantity: isCanceled(order) ? 0 : line.quantity,
      customAttributes: [],
      originalUnitPriceSet: { shopMoney: { amount: decimal(line.price) } },
      discountAllocations:
        line.discount === 0
          ? []
          : [{ allocatedAmountSet: { shopMoney: { amount: decimal(line.discount) } } }],
      taxLines: line.tax === undefined ? [] : [{ priceSet: { shopMoney: { amount: decimal(line.tax) } } }],
    })),
  };
}

const graphqlBuyer = ({ id, first, last, email, phone, home }: ShopifyBuyer) => ({
  ...{ id: `gid://shopify/Customer/${id}`, firstName: first, lastName: last },
  defaultEmailAddress: { emailAddress: email },
  defaultPhoneNumber: phone === null ? null : { phoneNumber: phone },
  defaultAddress: graphqlPlace(home),
});

const graphqlPlace = (place: ShopifyPlace | null) =>
  place === null
    ? null
    : {
        ...{ firstName: place.first, lastName: place.last, name: nameOf(place), company: place.company },
        ...{ address1: place.street, address2: place.more, city: place.city, zip: place.zip },
        ...{ countryCodeV2: place.country[0], country: place.country[1], phone: place.phone },
        ...{ provinceCode: place.province?.[0] ?? null, province: place.province?.[1] ?? null },
      };

/** As the API writes decimals: `18.5`, and `46.0`. */
const decimal = (amount: number): string => (Number.isInteger(amount) ? amount.toFixed(1) : String(amount));

/** The same instant by the shop's clock in winter. */
const inBerlin = (instant: string): string =>
  `${new Date(Date.parse(instant) + 3_600_000).toISOString().slice(0, 19)}+01:00`;
