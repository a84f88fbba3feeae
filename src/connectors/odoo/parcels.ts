import { z } from "zod";
import type { PostalAddress } from "../../domain/address.js";
import { messageOf, transient } from "../../domain/errors.js";
import type { SeenParcel } from "../../domain/execution.js";
import { isUnsupported } from "../execution-client.js";
import { exactQuantity } from "../reading/values/exact-amounts.js";
import { type Look, searchRead } from "./call.js";
import { idIn } from "./compose.js";
import { type HeldOrder, type HeldPicking, isOpen, MOVE_FIELDS } from "./held.js";
import type { OdooSettings } from "./settings.js";

const move = z.object({ state: z.string(), quantity: exactQuantity });

/**
 * What has left: every delivery that is done, as far as its contents can be told in lines of the order. An open one
 * is work and no parcel yet.
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
  const sent = await sendingsOf(settings, look, ids);
  return done.flatMap((picking): SeenParcel[] => {
    const { id, partner, doneAt } = picking;
    const contents = moves.filter((one) => idIn(one, "picking_id") === id);
    const lines = contents.flatMap((one) => linesIn(one, order));
    if (doneAt === null || lines.length === 0) return [];
    return [
      {
        ...{ externalId: String(id), status: "PICKED_UP", ...(sent.get(id) ?? UNTRACKED) },
        ...{ shipTo: addressOf(partner), estimatedDelivery: null, occurredAt: momentOf(doneAt, picking) },
        lines,
      },
    ];
  });
}

type Sending = Pick<SeenParcel, "carrier" | "trackingNumber">;

const UNTRACKED: Sending = { carrier: null, trackingNumber: null };
const SENDING_FIELDS = ["carrier_id", "carrier_tracking_ref"];
/** Databases without Odoo's delivery methods: asked once for as long as the connection is open. */
const withoutCarriers = new WeakSet<OdooSettings>();

const sending = z.object({
  id: z.int(),
  carrier_id: z.union([z.literal(false).transform(() => null), z.tuple([z.int(), z.string()])]).nullish(),
  carrier_tracking_ref: z.union([z.literal(false).transform(() => null), z.string()]).nullish(),
});

/** By whom deliveries were sent, and under which number, where Odoo's delivery methods are installed: they add the fields. */
async function sendingsOf(
  settings: OdooSettings,
  look: Look,
  ids: readonly number[],
): Promise<ReadonlyMap<number, Sending>> {
  if (withoutCarriers.has(settings)) return new Map();
  const rows = await searchRead(settings, look, "stock.picking", [["id", "in", ids]], SENDING_FIELDS).catch(
    (error: unknown) => {
      if (!isUnsupported(error) || !/carrier_(?:id|tracking_ref)/.test(messageOf(error))) throw error;
      withoutCarriers.add(settings);
      return [];
    },
  );
  const read = z.array(sending).safeParse(rows);
  if (!read.success) throw transient("EXECUTION_UNREADABLE", "Odoo shows a delivery's carrier in part");
  return new Map(
    read.data.map(({ id, carrier_id: carrier, carrier_tracking_ref: stated }) => [
      id,
      { carrier: carrier?.[1] ?? null, trackingNumber: firstNumber(stated ?? "") },
    ]),
  );
}

/** Odoo strings the numbers of several packages together; one parcel is tracked by the first. */
const firstNumber = (stated: string): string | null =>
  stated.split(/[,;+\s]+/).find((one) => one !== "") ?? null;

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
