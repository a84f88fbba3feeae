import { z } from "zod";
import { transient } from "../../domain/errors.js";
import type { SeenParcel } from "../../domain/execution.js";
import { optionalText } from "../reading/values/clean-text.js";
import { exactQuantity } from "../reading/values/exact-amounts.js";
import { readTime } from "../reading/values/zoned-time.js";
import { CANCELED, type HeldOrder, linesOf, SUBMITTED } from "./held.js";
import type { ErpnextSettings } from "./settings.js";
import { documentOf, type Filter, type Look, listOf } from "./site.js";

const listed = z.object({ name: z.string(), docstatus: z.int(), shipping_address_name: optionalText });
type ListedNote = z.infer<typeof listed>;

const deliveryNote = z.object({
  docstatus: z.int(),
  posting_date: z.string(),
  posting_time: z.string(),
  modified: z.string(),
  transporter_name: optionalText,
  lr_no: optionalText,
  items: z.array(z.object({ so_detail: optionalText, uom: optionalText, qty: exactQuantity })).max(10_000),
});

/** The delivery notes of a sales order, returns left out. */
export async function notesOf(settings: ErpnextSettings, look: Look, order: string): Promise<ListedNote[]> {
  const filters: Filter[] = [
    ["Delivery Note Item", "against_sales_order", "=", order],
    ["is_return", "=", 0],
  ];
  const fields = ["name", "docstatus", "shipping_address_name"];
  const read = z.array(listed).safeParse(await listOf(settings, look, "Delivery Note", filters, fields));
  if (!read.success) throw transient("EXECUTION_UNREADABLE", `ERPNext lists no delivery notes of ${order}`);
  // A note with several rows of the order is listed once for each.
  return [...new Map(read.data.map((note) => [note.name, note])).values()];
}

/**
 * What left with them, as far as it can be told in rows of the order. A draft is paper, a submitted note is goods
 * that are out of stock. The transporter's receipt number is what the parcel is tracked by; the moment is that of the
 * posting, in the site's own time.
 */
export async function parcelsOf(
  settings: ErpnextSettings,
  look: Look,
  order: HeldOrder,
  notes: readonly ListedNote[],
): Promise<SeenParcel[]> {
  const numbers = linesOf(order).map(({ lineNumber }) => lineNumber);
  const parcels: SeenParcel[] = [];
  for (const { name } of notes.filter(({ docstatus }) => docstatus === SUBMITTED || docstatus === CANCELED)) {
    const read = deliveryNote.safeParse(await documentOf(settings, look, "Delivery Note", name));
    if (!read.success) throw transient("EXECUTION_UNREADABLE", `ERPNext shows delivery note ${name} in part`);
    const { docstatus, posting_date: day, posting_time: time, modified, items } = read.data;
    const { transporter_name: carrier, lr_no: trackingNumber } = read.data;
    const isCanceled = docstatus === CANCELED;
    const lines = items.flatMap(({ so_detail: row, uom, qty }) => {
      const at = order.items.findIndex((item) => item.name === row && item.uom === uom);
      const lineNumber = numbers[at];
      return lineNumber === undefined ? [] : [{ lineNumber, quantity: qty }];
    });
    if (lines.length === 0) continue;
    parcels.push({
      ...{ externalId: name, status: isCanceled ? "CANCELED" : "PICKED_UP", carrier },
      ...{ trackingNumber, shipTo: null, estimatedDelivery: null },
      ...{ lines },
      occurredAt: momentOf(isCanceled ? modified : `${day} ${time}`, settings),
    });
  }
  return parcels;
}

function momentOf(stamp: string, { timeZone }: ErpnextSettings): string {
  // Midnight to nine is written with one digit of the hour.
  const padded = stamp.replace(/ (\d):/, " 0$1:");
  const time = readTime({ stamp: padded }, { timeZone, dayFirst: null });
  if (time?.kind !== "time") throw transient("EXECUTION_UNREADABLE", `ERPNext writes a time as "${stamp}"`);
  return time.at;
}
