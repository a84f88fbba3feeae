import { z } from "zod";
import type { PostalAddress } from "../../domain/address.js";
import { transient } from "../../domain/errors.js";
import type { SeenParcel } from "../../domain/execution.js";
import { exactQuantity } from "../reading/exact-amounts.js";
import { type Look, searchRead } from "./call.js";
import { idIn } from "./compose.js";
import { type HeldOrder, type HeldPicking, isOpen, MOVE_FIELDS } from "./held.js";
import type { OdooSettings } from "./settings.js";

const move = z.object({ state: z.string(), quantity: exactQuantity });

/**
 * What has left: every delivery that is done, as far as its contents can be told in lines of the order. An open one
 * is work and no parcel yet. Tracking numbers stand in a field that not every Odoo has, so nothing is said of them.
 */
export async function parcelsOf(
  settings: OdooSettings,
  look: Look,
  order: HeldOrder,
  addressOf: (partner: number | null) => PostalAddress | null,
): Promise<SeenParcel[]> {
  const done = order.pickings.filter((picking) => !isOpen(picking));
  if (done.length === 0) return [];
  const ids = done.map(({ id }) => id);
  const moves = await searchRead(settings, look, "stock.move", [["picking_id", "in", ids]], MOVE_FIELDS);
  return done.flatMap((picking): SeenParcel[] => {
    const { id, partner, doneAt } = picking;
    const contents = moves.filter((one) => idIn(one, "picking_id") === id);
    const lines = contents.flatMap((one) => linesIn(one, order));
    if (doneAt === null || lines.length === 0) return [];
    return [
      {
        ...{ externalId: String(id), status: "PICKED_UP", carrier: null, trackingNumber: null },
        ...{ shipTo: addressOf(partner), estimatedDelivery: null, occurredAt: momentOf(doneAt, picking) },
        lines,
      },
    ];
  });
}

/** What of a line of the order is in it; a part of a kit, or a quantity in another unit, does not tell that. */
function linesIn(stated: unknown, { lines }: HeldOrder): SeenParcel["lines"] {
  const read = move.safeParse(stated);
  if (!read.success) throw transient("EXECUTION_UNREADABLE", "Odoo shows a stock move in part");
  const line = lines.find(
    ({ id, product, unit }) =>
      id === idIn(stated, "sale_line_id") &&
      product === idIn(stated, "product_id") &&
      unit === idIn(stated, "product_uom"),
  );
  const { state, quantity } = read.data;
  return line === undefined || state !== "done" ? [] : [{ lineNumber: line.lineNumber, quantity }];
}

function momentOf(stamp: string, { name }: HeldPicking): string {
  if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(stamp))
    throw transient("EXECUTION_UNREADABLE", `Odoo writes the day of ${name} as "${stamp}"`);
  return `${stamp.replace(" ", "T")}Z`;
}
