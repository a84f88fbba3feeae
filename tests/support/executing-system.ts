import { startErpnextSite } from "./erpnext-site.js";
import type { Asked, Failure } from "./json-server.js";
import { startOdooWarehouse } from "./odoo-warehouse.js";
import { startSapGateway } from "./sap-gateway.js";
import { startTrytonLoopback } from "./tryton-loopback.js";

/** A system that carries orders out, as a test of the whole way sees it. */
export interface ExecutingSystem {
  readonly settings: Readonly<Record<string, unknown>>;
  /** How many orders bear this reference there. */
  orders(reference: string): number;
  /** How many records there are in all. */
  records(): number;
  /** Spoils the request that makes an order, or that changes its lines. */
  spoil(what: "CREATE" | "AMEND", failure: Failure): void;
  /** Line 1 of this order has been delivered in part. */
  deliverPart(reference: string): void;
  /** Everything of this order that is still there leaves the house. */
  ship?(reference: string): void;
  /** An order with this reference is there, which no hub that we know has sent. */
  enter(reference: string, said: string): void;
  /** Cuts the line when the second page of its orders is asked for. */
  breakOffList(): void;
  close(): Promise<void>;
}

/** The systems, by the connector that talks to them, and what they say when less is wanted than was delivered. */
export const EXECUTING_SYSTEMS: Readonly<
  Record<string, { readonly start: () => Promise<ExecutingSystem>; readonly words: RegExp }>
> = {
  odoo: { start: startOdoo, words: /cannot be decreased below the amount already delivered/ },
  "sap-s4": { start: startSap, words: /less than the quantity already delivered/ },
  erpnext: { start: startErpnext, words: /Cannot set quantity less than delivered quantity/ },
};

async function startErpnext(): Promise<ExecutingSystem> {
  const site = await startErpnextSite();
  const paths = { CREATE: "/api/resource/Sales%20Order", AMEND: "update_child_qty_rate" };
  return {
    settings: site.settings,
    orders: (reference) => site.orders(reference).filter(({ docstatus }) => docstatus < 2).length,
    records: () => site.records(),
    spoil: (what, failure) =>
      site.failOn(
        ({ method, url }: Asked) => method === "POST" && url.pathname.endsWith(paths[what]),
        failure,
      ),
    deliverPart(reference) {
      const [order] = site.orders(reference);
      if (order === undefined) throw new Error(`there is no order ${reference}`);
      const rows = (order.items as Record<string, unknown>[]).map((row, at) =>
        at === 0 ? { ...row, delivered_qty: 6 } : row,
      );
      site.touch(order.name, { items: rows, per_delivered: 40 });
    },
    ship(reference) {
      const [order] = site.orders(reference);
      if (order === undefined) throw new Error(`there is no order ${reference}`);
      const items = (order.items as Record<string, unknown>[]).map(({ name, uom, qty }) => ({
        ...{ against_sales_order: order.name, so_detail: name, uom, qty },
      }));
      const at = { posting_date: "2026-11-29", posting_time: "9:30:00.123456" };
      site.put("Delivery Note", { ...at, docstatus: 1, is_return: 0, items });
      site.touch(order.name, { status: "To Bill", per_delivered: 100 });
    },
    enter: (reference, said) =>
      void site.put("Sales Order", { po_no: reference, customer_note: said, docstatus: 1, items: [] }),
    breakOffList: () =>
      void site.failOn(
        ({ url }: Asked) => url.searchParams.get("filters")?.includes('["name",">"') === true,
        "CUT",
      ),
    close: site.close,
  };
}

async function startOdoo(): Promise<ExecutingSystem> {
  const odoo = await startOdooWarehouse();
  const paths = { CREATE: "/sale.order/create", AMEND: "/sale.order/write" };
  return {
    settings: odoo.settings,
    orders: (reference) => odoo.orders(reference).filter(({ state }) => state !== "cancel").length,
    records: odoo.records,
    spoil: (what, failure) => odoo.failOn(({ url }: Asked) => url.pathname.endsWith(paths[what]), failure),
    deliverPart(reference) {
      const [order] = odoo.orders(reference);
      const [line] = odoo.linesOf(order?.id ?? 0);
      odoo.touch("sale.order.line", line?.id ?? 0, { qty_delivered: 6 });
    },
    ship: (reference) => odoo.ship(odoo.orders(reference)[0]?.id ?? 0),
    enter: (reference, said) =>
      void odoo.put("sale.order", { origin: reference, client_order_ref: said, state: "sale" }),
    breakOffList: () =>
      void odoo.failOn(
        ({ body }: Asked) => body.includes('"=like"') && !body.includes('["id",">",0]'),
        "CUT",
      ),
    close: odoo.close,
  };
}

async function startSap(): Promise<ExecutingSystem> {
  const sap = await startSapGateway();
  const fits = {
    CREATE: ({ method, url }: Asked) => method === "POST" && url.pathname.endsWith("/A_SalesOrder"),
    AMEND: ({ method, url }: Asked) => method === "PATCH" && url.pathname.includes("/A_SalesOrderItem("),
  };
  return {
    settings: sap.settings,
    orders: (reference) => sap.orders(reference).length,
    records: sap.records,
    spoil: (what, failure) => sap.failOn(fits[what], failure),
    deliverPart(reference) {
      const [order] = sap.orders(reference);
      Object.assign(order?.to_Item[0] ?? {}, { delivered: 6, DeliveryStatus: "B" });
      sap.touch(order?.SalesOrder ?? "");
    },
    enter: (reference, said) =>
      sap.enter({ PurchaseOrderByShipToParty: reference.replaceAll("-", ""), PurchaseOrderByCustomer: said }),
    breakOffList: () =>
      void sap.failOn(
        ({ url }: Asked) => url.searchParams.get("$filter")?.includes("SalesOrder gt") === true,
        "CUT",
      ),
    close: sap.close,
  };
}

/** A system whose orders can be listed. */
type Listing = Pick<ExecutingSystem, "settings" | "enter" | "breakOffList" | "close">;

/** The systems that say which of our orders they hold, by the connector that asks them. */
export const LISTING_SYSTEMS: Readonly<Record<string, () => Promise<Listing>>> = {
  ...Object.fromEntries(Object.entries(EXECUTING_SYSTEMS).map(([kind, { start }]) => [kind, start])),
  tryton: startTryton,
};

async function startTryton(): Promise<Listing> {
  const tryton = await startTrytonLoopback();
  return {
    settings: tryton.settings,
    enter(reference, said): void {
      const empty = { lines: [], moves: [], shipments: [], origin: null, state: "processing" };
      tryton.tables.add("sale.sale", { ...empty, reference, description: `Order ${said}` });
    },
    breakOffList: () =>
      tryton.breakOn(
        (method, [domain]) =>
          method === "model.sale.sale.search_read" && JSON.stringify(domain).includes('["id",">"'),
      ),
    close: tryton.close,
  };
}
