import { transient } from "../../domain/errors.js";
import type { ExecutionSnapshot } from "../connector.js";
import { lookUp } from "../execution-client.js";
import { firstText } from "../reading/json/tree-path.js";
import { type Look, searchRead } from "./call.js";
import { idIn, PARTNER } from "./compose.js";
import { type HeldOrder, heldOrder, LINE_FIELDS, ORDER_FIELDS, PICKING_FIELDS, statusOf } from "./held.js";
import { dayIn, shipToOf } from "./order.js";
import { parcelsOf } from "./parcels.js";
import { partnerRecord } from "./payload.js";
import type { OdooSettings } from "./settings.js";

/** Reads an order back by our id. A quotation is not made yet: nobody delivers it. */
export async function readBack(settings: OdooSettings, reference: string): Promise<ExecutionSnapshot | null> {
  const look: Look = (request) => lookUp(request, settings.timeoutMs);
  const { confirmed, canceled } = await ordersWith(settings, look, reference);
  const [id] = [...confirmed, ...canceled];
  const order = id === undefined ? null : await orderWith(settings, look, id);
  if (order === null) return null;
  const addresses = await addressesOf(settings, look, order);
  const addressOf = (partner: number | null) => (partner === null ? null : (addresses.get(partner) ?? null));
  return {
    ...{ externalId: String(order.id), version: order.version, status: statusOf(order) },
    shipTo: addressOf(order.shippingPartner),
    // A delivery takes the address over when it is made: its slip and its label are printed from there.
    labels: order.pickings.map(({ partner }) => addressOf(partner)).filter((address) => address !== null),
    ...{ requestedDate: dayIn(order.commitmentDate, settings.timeZone), canceled: order.state === "cancel" },
    lines: order.lines.map(({ id: _id, product: _product, unit: _unit, ...line }) => line),
    parcels: await parcelsOf(settings, look, order, addressOf),
  };
}

/** Ids of the orders that bear our id, by what they are. */
export async function ordersWith(settings: OdooSettings, look: Look, reference: string) {
  const found = await searchRead(
    settings,
    look,
    "sale.order",
    [[settings.referenceField, "=", reference]],
    ["state"],
  );
  const idsOf = (fits: (state: string) => boolean): number[] =>
    found.flatMap((one) => (fits(firstText(one, ["state"]) ?? "") ? (idIn(one, "id") ?? []) : []));
  return {
    quotations: idsOf((state) => state === "draft" || state === "sent"),
    confirmed: idsOf((state) => state === "sale" || state === "done"),
    canceled: idsOf((state) => state === "cancel"),
  };
}

/** An order with what belongs to it; null if there is none of that id. */
export async function orderWith(settings: OdooSettings, look: Look, id: number): Promise<HeldOrder | null> {
  const [order] = await searchRead(settings, look, "sale.order", [["id", "=", id]], ORDER_FIELDS);
  if (order === undefined) return null;
  const lines = await searchRead(settings, look, "sale.order.line", [["order_id", "=", id]], LINE_FIELDS);
  const pickings = await searchRead(settings, look, "stock.picking", [["sale_id", "=", id]], PICKING_FIELDS);
  const products = [...new Set(lines.flatMap((line) => idIn(line, "product_id") ?? []))];
  const codes = await searchRead(
    settings,
    look,
    "product.product",
    [["id", "in", products]],
    ["default_code"],
  );
  const skus = new Map(codes.map((one) => [idIn(one, "id"), firstText(one, ["default_code"])]));
  const held = heldOrder(order, lines, pickings, (product) => textOf(skus.get(product)));
  if (held === null)
    throw transient("EXECUTION_UNREADABLE", `Odoo shows order ${id} without what an order needs`);
  return held;
}

/** Odoo writes `false` where there is nothing. */
const textOf = (value: string | null | undefined): string | null =>
  value === undefined || value === "false" ? null : value;

async function addressesOf(settings: OdooSettings, look: Look, order: HeldOrder) {
  const ids = [order.shippingPartner, ...order.pickings.map(({ partner }) => partner)].filter(
    (id) => id !== null,
  );
  const partners = await searchRead(
    settings,
    look,
    "res.partner",
    [["id", "in", [...new Set(ids)]]],
    PARTNER,
  );
  return new Map(
    partners.flatMap((one) => {
      const read = partnerRecord.safeParse(one);
      return read.success ? [[read.data.id, shipToOf(read.data)] as const] : [];
    }),
  );
}
