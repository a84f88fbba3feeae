import Big from "big.js";
import { z } from "zod";
import type { FulfillmentOrderStatus } from "../../domain/vocabulary.js";
import { unmarkedText } from "../reading/prose/line-mark.js";
import { exactDecimal } from "../reading/values/exact-amounts.js";
import { idIn } from "./compose.js";

const nothing = z.literal(false).transform(() => null);
const text = z.union([nothing, z.string()]).nullish();

export const ORDER_FIELDS = [
  "name",
  "state",
  "commitment_date",
  "partner_id",
  "partner_shipping_id",
  "write_date",
];
export const LINE_FIELDS = [
  "order_id",
  "display_type",
  "product_id",
  "name",
  "product_uom_qty",
  "product_uom_id",
  "price_unit",
  "write_date",
];
export const PICKING_FIELDS = ["name", "state", "partner_id", "picking_type_code", "date_done"];
export const MOVE_FIELDS = ["picking_id", "sale_line_id", "product_id", "product_uom", "state", "quantity"];

const line = z.object({
  id: z.int(),
  display_type: text,
  name: text,
  product_uom_qty: z.number(),
  price_unit: z.union([nothing, z.number()]).nullish(),
  write_date: text,
});
const order = z.object({
  id: z.int(),
  name: text,
  state: z.string(),
  commitment_date: text,
  write_date: z.string(),
});
const picking = z.object({
  id: z.int(),
  name: text,
  state: z.string(),
  picking_type_code: text,
  date_done: text,
});

export interface HeldLine {
  readonly id: number;
  readonly product: number | null;
  readonly unit: number | null;
  readonly lineNumber: string;
  readonly sku: string | null;
  readonly description: string | null;
  readonly quantity: string;
  readonly unitPrice: string | null;
}
export interface HeldPicking {
  readonly id: number;
  readonly name: string;
  readonly state: string;
  readonly partner: number | null;
  /** When it was shipped, in UTC without saying so; null while it has not been. */
  readonly doneAt: string | null;
}

/** A sales order of Odoo with its lines and deliveries, as it stands now. */
export interface HeldOrder {
  readonly id: number;
  readonly state: string;
  readonly partner: number | null;
  readonly shippingPartner: number | null;
  readonly commitmentDate: string | null;
  /** When it or one of its lines was last written, to the second: Odoo shows no finer. */
  readonly version: string;
  readonly lines: readonly HeldLine[];
  readonly pickings: readonly HeldPicking[];
}

/** Puts the records of one order together; null if they are not what Odoo's models hold. */
export function heldOrder(
  stated: unknown,
  lines: readonly unknown[],
  pickings: readonly unknown[],
  skuOf: (productId: number) => string | null,
): HeldOrder | null {
  const read = order.safeParse(stated);
  const readLines = z.array(line).safeParse(lines);
  const readPickings = z.array(picking).safeParse(pickings);
  if (!read.success || !readLines.success || !readPickings.success) return null;
  const written = [read.data.write_date, ...readLines.data.flatMap(({ write_date }) => write_date ?? [])];
  const ofProducts = lines.map((one) => idIn(one, "product_id"));
  return {
    ...{ id: read.data.id, state: read.data.state, version: written.sort().at(-1) ?? "" },
    ...{ partner: idIn(stated, "partner_id"), shippingPartner: idIn(stated, "partner_shipping_id") },
    commitmentDate: read.data.commitment_date ?? null,
    lines: readLines.data.flatMap((one, at) => {
      const quantity = exactDecimal(one.product_uom_qty) ?? "0";
      // Headings are lines, too; a confirmed line is not deleted but ordered zero times.
      if ((one.display_type ?? null) !== null || new Big(quantity).eq(0)) return [];
      const { text: description, lineNumber } = unmarkedText(one.name ?? null);
      const product = ofProducts[at] ?? null;
      return [
        {
          ...{ product, unit: idIn(lines[at], "product_uom_id") },
          ...{ id: one.id, lineNumber: lineNumber ?? `odoo-${one.id}`, description, quantity },
          ...{ sku: product === null ? null : skuOf(product), unitPrice: exactDecimal(one.price_unit) },
        },
      ];
    }),
    pickings: readPickings.data.flatMap((one, at) =>
      one.state === "cancel" || (one.picking_type_code ?? "outgoing") !== "outgoing"
        ? []
        : [
            {
              ...{ id: one.id, name: one.name ?? "", state: one.state },
              ...{ partner: idIn(pickings[at], "partner_id"), doneAt: one.date_done ?? null },
            },
          ],
    ),
  };
}

export const isOpen = ({ state }: HeldPicking): boolean => state !== "done";

/** How far it is: Odoo keeps that with the deliveries. */
export function statusOf({ state, pickings }: HeldOrder): FulfillmentOrderStatus {
  if (state === "cancel") return "CANCELED";
  if (pickings.length > 0 && !pickings.some(isOpen)) return "CLOSED";
  return pickings.every(isOpen) ? "OPEN" : "IN_PROGRESS";
}
