import type { ExecutionAnswer, ExecutionCommand } from "../connector.js";
import type { Talk } from "../execution-client.js";
import { firstText } from "../reading/json/tree-path.js";
import { markedText } from "../reading/prose/line-mark.js";
import { call, searchRead } from "./call.js";
import { idIn } from "./compose.js";
import { momentOn } from "./day.js";
import { deliveryPartner, firstId } from "./delivery-partner.js";
import { ordersWith } from "./read-back.js";
import type { OdooSettings } from "./settings.js";

type Create = Extract<ExecutionCommand, { kind: "CREATE" }>;

/** Looks first: what an earlier try has left behind is confirmed, and never made a second time. */
export async function createOrder(
  settings: OdooSettings,
  talk: Talk,
  command: Create,
): Promise<ExecutionAnswer> {
  const { quotations, confirmed } = await ordersWith(settings, talk.look, command.reference);
  const [made] = confirmed;
  if (made !== undefined) return accepted(made);
  const [started] = quotations;
  if (started !== undefined) return confirm(settings, talk, started);
  const customer = await customerNamed(settings, talk, command.customerName);
  if (customer === null) return refused(`Odoo has no customer "${command.customerName ?? ""}", or several`);
  const { order } = command;
  const products = await productsOf(settings, talk, order.lines);
  if (typeof products === "string") return refused(products);
  const partner =
    order.shipTo === null ? null : await deliveryPartner(settings, talk, order.shipTo, customer);
  if (partner?.ok === false) return partner.answer;
  const pricelist = order.currency === null ? undefined : settings.pricelists[order.currency];
  const created = await call(settings, talk, "sale.order/create", {
    vals_list: [
      {
        ...{ partner_id: customer, client_order_ref: order.poNumber ?? command.orderNumber },
        ...{ [settings.referenceField]: command.reference },
        ...(partner === null ? {} : { partner_shipping_id: partner.value }),
        ...(pricelist === undefined ? {} : { pricelist_id: pricelist }),
        ...(order.requestedDate === null
          ? {}
          : { commitment_date: momentOn(order.requestedDate, settings.timeZone) }),
        order_line: order.lines.map((line) => [0, 0, newLine(line, products.get(line.sku ?? "") ?? 0)]),
      },
    ],
  });
  if (!created.ok) return created.answer;
  const id = firstId(created.value);
  if (id === null) return { outcome: "UNCERTAIN", nativeMessage: "Odoo took the order without naming it" };
  return confirm(settings, talk, id);
}

/** A line as Odoo makes it. */
export const newLine = (
  { lineNumber, sku, description, quantity, unitPrice }: Create["order"]["lines"][number],
  product: number,
) => ({
  ...{
    product_id: product,
    product_uom_qty: Number(quantity),
    name: markedText(description ?? sku, lineNumber),
  },
  ...(unitPrice === null ? {} : { price_unit: Number(unitPrice) }),
});

/** A quotation is delivered by nobody. */
async function confirm(settings: OdooSettings, talk: Talk, id: number): Promise<ExecutionAnswer> {
  const done = await call(settings, talk, "sale.order/action_confirm", { ids: [id] });
  return done.ok ? accepted(id) : done.answer;
}

const accepted = (id: number): ExecutionAnswer => ({
  outcome: "ACCEPTED",
  externalId: String(id),
  nativeMessage: null,
});
const refused = (nativeMessage: string): ExecutionAnswer => ({
  ...{ outcome: "REFUSED", refusal: "VALIDATION", nativeMessage },
});

async function customerNamed(
  settings: OdooSettings,
  talk: Talk,
  name: string | null,
): Promise<number | null> {
  if (name === null) return settings.customer;
  const found = await searchRead(
    settings,
    talk.look,
    "res.partner",
    [
      ["name", "=", name],
      ["parent_id", "=", false],
    ],
    ["name"],
  );
  return found.length === 1 ? idIn(found[0], "id") : settings.customer;
}

/** Products by their codes, or why one cannot be told. */
export async function productsOf(
  settings: OdooSettings,
  talk: Talk,
  lines: readonly Pick<Create["order"]["lines"][number], "lineNumber" | "sku">[],
): Promise<ReadonlyMap<string, number> | string> {
  const bare = lines.find(({ sku }) => sku === null);
  if (bare !== undefined) return `line ${bare.lineNumber} names no article`;
  const codes = [...new Set(lines.flatMap(({ sku }) => sku ?? []))];
  const found = await searchRead(
    settings,
    talk.look,
    "product.product",
    [["default_code", "in", codes]],
    ["default_code"],
  );
  const products = new Map<string, number>();
  for (const one of found) {
    const [code, id] = [firstText(one, ["default_code"]), idIn(one, "id")];
    if (code !== null && products.has(code)) return `Odoo has several products with the code ${code}`;
    if (code !== null && id !== null) products.set(code, id);
  }
  const missing = codes.find((code) => !products.has(code));
  return missing === undefined ? products : `Odoo has no product with the code ${missing}`;
}
