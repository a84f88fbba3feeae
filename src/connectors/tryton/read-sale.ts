import { z } from "zod";
import { addressesIn } from "./address.js";
import { shaped, type Tryton } from "./client.js";
import { refused } from "./fault.js";
import { lineNumberIn } from "./line-number.js";
import type { SaleState, Shipment } from "./payload.js";
import { SALE_STATES } from "./payload.js";
import { found } from "./records.js";
import { chunksOf, day, link, links, number, reference, stamp, text } from "./values.js";

const SALE_FIELDS = [
  ...["number", "reference", "state", "party", "invoice_address", "shipment_party", "shipment_address"],
  ...["shipment_state", "shipping_date", "lines", "shipments", "moves", "_timestamp"],
];
const saleRecord = z.object({
  ...{ id: z.int(), number: text, reference: z.string(), state: z.enum(SALE_STATES) },
  ...{ party: z.int(), invoice_address: link, shipment_party: link, shipment_address: link },
  ...{ shipment_state: z.string(), shipping_date: day, lines: links, shipments: links, moves: links },
  _timestamp: stamp,
});
type SaleRecord = z.infer<typeof saleRecord>;

const LINE_FIELDS = ["sale", "type", "note", "product", "product.code", "description", "unit"];
const LINE_AMOUNTS = ["quantity", "unit_price", "_timestamp"];
const lineRecord = z.object({
  ...{
    id: z.int(),
    sale: z.int(),
    type: z.string(),
    note: text,
    product: link,
    description: text,
    unit: link,
  },
  "product.": z.object({ code: text }).nullish(),
  ...{ quantity: number, unit_price: number, _timestamp: stamp },
});

const moveRecord = z.object({ state: z.string(), quantity: number, shipment: reference, origin: reference });
type Move = z.infer<typeof moveRecord>;

const shipmentRecord = z.object({
  ...{ id: z.int(), number: text, delivery_address: link, _timestamp: stamp },
  state: z.enum(["draft", "waiting", "assigned", "picked", "packed", "shipped", "done", "cancelled"]),
  "carrier.": z.object({ rec_name: text }).nullish(),
});
type ShipmentRecord = z.infer<typeof shipmentRecord>;

const packageRecord = z.object({ shipment: reference, shipping_reference: text });

const LOOKS_MAX = 4;

/**
 * Sales with everything on them, as they stood at one moment: Tryton reads record by record, so a sale that
 * was changed meanwhile is read again.
 */
export async function readSales(tryton: Tryton, ids: readonly number[]): Promise<SaleState[]> {
  const sales: SaleState[] = [];
  let open = [...ids];
  for (let look = 0; look < LOOKS_MAX && open.length > 0; look += 1) {
    const before = await saleRecords(tryton, open);
    const composed = await compose(tryton, before);
    const after = new Map((await saleRecords(tryton, open)).map((sale) => [sale.id, sale._timestamp]));
    sales.push(...composed.filter(({ id, stamp: read }) => after.get(id) === read));
    const settled = new Set(sales.map(({ id }) => id));
    open = open.filter((id) => after.has(id) && !settled.has(id));
  }
  if (open.length > 0) throw refused("TEMPORARY", `sale ${open[0]} changes faster than it can be read`);
  return sales;
}

/** One sale by its id; null if there is none. */
export async function readSale(tryton: Tryton, id: number): Promise<SaleState | null> {
  return (await readSales(tryton, [id]))[0] ?? null;
}

/** The sale of an external id; whoever names one that is not there is told so. */
export async function saleById(tryton: Tryton, externalId: string): Promise<SaleState> {
  const sale = /^\d{1,15}$/.test(externalId) ? await readSale(tryton, Number(externalId)) : null;
  if (sale === null) throw refused("NOT_FOUND", `Tryton has no sale ${externalId}`);
  return sale;
}

const saleRecords = (tryton: Tryton, ids: readonly number[]): Promise<SaleRecord[]> =>
  found(tryton, "sale.sale", saleRecord, SALE_FIELDS, ids);

async function compose(tryton: Tryton, records: readonly SaleRecord[]): Promise<SaleState[]> {
  const all = (field: "lines" | "shipments" | "moves") => records.flatMap((record) => record[field]);
  const lines = await found(tryton, "sale.line", lineRecord, [...LINE_FIELDS, ...LINE_AMOUNTS], all("lines"));
  const moves = await found(
    tryton,
    "stock.move",
    moveRecord,
    ["state", "quantity", "shipment", "origin"],
    all("moves"),
  );
  const shipments = await shipmentRecords(tryton, all("shipments"));
  const parcels = await trackingNumbers(tryton, shipments);
  const places = [...records.map((it) => it.shipment_address), ...shipments.map((it) => it.delivery_address)];
  const addresses = await addressesIn(
    tryton,
    places.filter((id) => id !== null),
  );
  return records.map((record) => {
    const own = shipments.filter(({ id }) => record.shipments.includes(id));
    const at = new Set([record.shipment_address, ...own.map((it) => it.delivery_address)]);
    return {
      ...{ id: record.id, number: record.number, reference: record.reference, state: record.state },
      ...{
        party: record.party,
        invoiceAddress: record.invoice_address,
        shipmentParty: record.shipment_party,
      },
      ...{ shipmentAddress: record.shipment_address, shipmentState: record.shipment_state },
      ...{ shippingDate: record.shipping_date, stamp: record._timestamp },
      lines: lines.filter((line) => line.sale === record.id && line.type === "line").map(lineOf),
      shipments: own.map((shipment) => shipmentOf(shipment, moves, parcels.get(shipment.id) ?? null)),
      addresses: addresses.filter(({ id }) => at.has(id)),
    };
  });
}

const lineOf = (line: z.infer<typeof lineRecord>): SaleState["lines"][number] => ({
  ...{ id: line.id, lineNumber: lineNumberIn(line.note) ?? `tryton:${line.id}`, product: line.product },
  ...{ sku: line["product."]?.code ?? null, description: line.description, unit: line.unit },
  ...{ quantity: line.quantity ?? "0", unitPrice: line.unit_price, stamp: line._timestamp },
});

function shipmentOf(record: ShipmentRecord, moves: readonly Move[], trackingNumber: string | null): Shipment {
  const own = moves.filter(
    ({ shipment, state }) =>
      shipment?.model === "stock.shipment.out" && shipment.id === record.id && state !== "cancelled",
  );
  return {
    ...{ id: record.id, number: record.number ?? String(record.id), state: record.state },
    ...{ address: record.delivery_address, carrier: record["carrier."]?.rec_name ?? null, trackingNumber },
    lines: own.flatMap(({ origin, quantity }) =>
      origin?.model === "sale.line" ? [{ line: origin.id, quantity: quantity ?? "0" }] : [],
    ),
    stamp: record._timestamp,
  };
}

function shipmentRecords(tryton: Tryton, ids: readonly number[]): Promise<ShipmentRecord[]> {
  const fields = ["number", "state", "delivery_address", "_timestamp"];
  const more = tryton.settings.parcels ? ["carrier.rec_name"] : [];
  return found(tryton, "stock.shipment.out", shipmentRecord, [...fields, ...more], ids);
}

/** The first tracking number of each shipment's packages, where the module that keeps them is used. */
async function trackingNumbers(
  tryton: Tryton,
  shipments: readonly ShipmentRecord[],
): Promise<ReadonlyMap<number, string>> {
  const numbers = new Map<number, string>();
  if (!tryton.settings.parcels || shipments.length === 0) return numbers;
  for (const chunk of chunksOf(shipments)) {
    const domain = [["shipment", "in", chunk.map(({ id }) => `stock.shipment.out,${id}`)]];
    const packages = await tryton.call("model.stock.package.search_read", [
      ...[domain, 0, null, [["id", "ASC"]], ["shipment", "shipping_reference"]],
    ]);
    for (const { shipment, shipping_reference: value } of shaped(z.array(packageRecord), packages)) {
      if (shipment !== null && value !== null && !numbers.has(shipment.id)) numbers.set(shipment.id, value);
    }
  }
  return numbers;
}
