import { firstText, isGroup, valuesAt } from "../reading/json/tree-path.js";
import type { SourceClient } from "../source.js";
import { ask } from "./ask.js";
import type { OdooSettings } from "./settings.js";

const ORDER = [
  ...["name", "client_order_ref", "state", "date_order", "commitment_date", "currency_id"],
  ...["partner_id", "partner_invoice_id", "partner_shipping_id", "order_line", "write_date"],
];
const LINE = [
  ...["order_id", "sequence", "display_type", "is_downpayment", "product_id", "name", "product_uom_qty"],
  ...["product_uom_id", "price_unit", "price_subtotal", "write_date"],
];
export const PARTNER = [
  ...[
    "name",
    "is_company",
    "commercial_partner_id",
    "commercial_company_name",
    "ref",
    "vat",
    "email",
    "phone",
  ],
  ...["street", "street2", "zip", "city", "state_id", "country_id", "country_code"],
];
const PRODUCT = ["default_code"];

/** An order with what belongs to it, as one document. */
export interface ComposedOrder {
  readonly id: string;
  readonly version: string | null;
  readonly document: unknown;
}

/** Reads these orders with their lines, products and partners. Orders that are gone are left out. */
export async function composedOrders(
  settings: OdooSettings,
  client: SourceClient,
  ids: readonly string[],
): Promise<ComposedOrder[]> {
  const read = (model: string, field: string, wanted: readonly number[], fields: readonly string[]) =>
    wanted.length === 0
      ? []
      : ask(settings, client, `${model}/search_read`, {
          domain: [[field, "in", wanted]],
          fields,
          order: "id",
          // What is archived still belongs to the orders it was used in.
          context: { active_test: false },
        });
  const reference = settings.executes ? [settings.referenceField] : [];
  const orders = await read("sale.order", "id", ids.map(Number), [...ORDER, ...reference]);
  const orderIds = orders.flatMap((order) => idIn(order, "id") ?? []);
  const lines = await read("sale.order.line", "order_id", orderIds, LINE);
  const products = byId(await read("product.product", "id", idsIn(lines, ["product_id"]), PRODUCT));
  const roles = ["partner_id", "partner_invoice_id", "partner_shipping_id"];
  const partners = byId(await read("res.partner", "id", idsIn(orders, roles), PARTNER));
  const companies = idsIn([...partners.values()], ["commercial_partner_id"]).filter(
    (id) => !partners.has(id),
  );
  for (const [id, company] of byId(await read("res.partner", "id", companies, PARTNER)))
    partners.set(id, company);
  return orders.map((order) => {
    const own = lines.filter((line) => idIn(line, "order_id") === idIn(order, "id"));
    const partner = (role: string) => partners.get(idIn(order, role) ?? 0) ?? null;
    const buyer = partner("partner_id");
    const document = {
      order,
      ...(settings.executes ? { reference: firstText(order, reference) } : {}),
      lines: own.map((line) => ({ line, product: products.get(idIn(line, "product_id") ?? 0) ?? null })),
      partner: buyer,
      company: partners.get(idIn(buyer, "commercial_partner_id") ?? 0) ?? null,
      invoicePartner: partner("partner_invoice_id"),
      shippingPartner: partner("partner_shipping_id"),
    };
    return { id: String(idIn(order, "id")), version: firstText(order, ["write_date"]), document };
  });
}

/** The id in a field: bare, or with the record's name behind it. */
export function idIn(record: unknown, field: string): number | null {
  const value = isGroup(record) ? record[field] : null;
  const id = Array.isArray(value) ? value[0] : value;
  return typeof id === "number" && Number.isInteger(id) ? id : null;
}

const idsIn = (records: readonly unknown[], fields: readonly string[]): number[] => [
  ...new Set(records.flatMap((record) => fields.flatMap((field) => idIn(record, field) ?? []))),
];

const byId = (records: readonly unknown[]): Map<number, unknown> =>
  new Map(valuesAt(records, "").map((record) => [idIn(record, "id") ?? 0, record]));
