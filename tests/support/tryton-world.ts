import { expect } from "vitest";
import { enterAllStreams, pullConnection } from "../../src/flows/receiving/pull-all.js";
import { startChangeWorld } from "./changes.js";
import { WEBHOOK_SECRET } from "./hub.js";
import { startTrytonProxy } from "./tryton-proxy.js";
import { startTryton } from "./tryton-server.js";

/** What Tryton shows of an order to somebody who works there. */
export interface SaleView {
  readonly id: number;
  readonly state: string;
  readonly revision: number;
  readonly party: number;
  readonly shippingDate: unknown;
  readonly lines: readonly {
    readonly quantity: number;
    readonly price: string;
    readonly description: string | null;
  }[];
  readonly shipments: readonly {
    readonly id: number;
    readonly state: string;
    readonly street: string;
    readonly city: string;
  }[];
}

const TIMEOUT_MS = 20_000;
/** A step of the way from a list to a parcel that has left. */
const STEPS = ["assign_try", "pick", "pack", "done"] as const;

/** A hub at work whose execution system is a real Tryton, with somebody at Tryton and a line that can be cut. */
export async function startTrytonWorld(name: string, more: Readonly<Record<string, unknown>> = {}) {
  const tryton = await startTryton(name);
  const proxy = await startTrytonProxy(tryton.url);
  const settings = { ...tryton.settings, ...more, url: proxy.url };
  const world = await startChangeWorld(name, {
    warehouse: false,
    connections: {
      partner: ["standard-webhooks", { webhookSecret: WEBHOOK_SECRET }],
      erp: ["tryton", settings],
    },
  });
  await enterAllStreams(world.hub);
  const { call, read } = tryton.byHand;
  const erp = () => world.hub.connection("erp") ?? expect.fail("there is no such connection");

  const salesOf = (orderId: string) =>
    read(
      "sale.sale",
      [
        ["reference", "=", orderId],
        ["origin", "=", null],
      ],
      ["id"],
    );
  const saleOf = async (orderId: string): Promise<SaleView> => {
    const fields = ["state", "revision", "party", "shipping_date", "shipments"];
    const [sale] = await read(
      "sale.sale",
      [
        ["reference", "=", orderId],
        ["origin", "=", null],
      ],
      fields,
    );
    if (sale === undefined) throw new Error(`Tryton has no sale of order ${orderId}`);
    const lines = await read(
      "sale.line",
      [["sale", "=", sale.id]],
      ["quantity", "unit_price", "description"],
    );
    const shipments = await read(
      "stock.shipment.out",
      [["id", "in", sale.shipments]],
      ["state", "delivery_address.street", "delivery_address.city"],
    );
    return {
      ...{ id: sale.id, state: String(sale.state), revision: Number(sale.revision) },
      ...{ party: Number(sale.party), shippingDate: sale.shipping_date },
      lines: lines.map(({ quantity, unit_price: price, description }) => ({
        ...{ quantity: Number(quantity), price: (price as { decimal: string }).decimal },
        description: description as string | null,
      })),
      shipments: shipments.map((shipment) => {
        const address = shipment["delivery_address."] as { street: string; city: string };
        return { id: shipment.id, state: String(shipment.state), street: address.street, city: address.city };
      }),
    };
  };
  return {
    ...{ ...world, tryton, proxy, salesOf, saleOf, call, read, erp },
    /** Settings that lead to Tryton by way of the proxy. */
    settings,
    /** What the hub would be told by Tryton now, read until it shows what is expected. */
    async followUntil(isThere: () => Promise<boolean>): Promise<void> {
      const look = async (): Promise<boolean> => {
        await world.rows("UPDATE streams SET next_at = now()");
        await pullConnection(world.hub, erp());
        await world.settle();
        return isThere();
      };
      await expect.poll(look, { timeout: TIMEOUT_MS, interval: 250 }).toBe(true);
    },
    /** Takes the shipments of an order as far as a step in the warehouse, by hand. */
    async ship(orderId: string, upTo: (typeof STEPS)[number]): Promise<void> {
      const { shipments } = await saleOf(orderId);
      const ids = shipments.filter(({ state }) => state !== "done").map(({ id }) => id);
      for (const step of STEPS.slice(0, STEPS.indexOf(upTo) + 1))
        await call(`stock.shipment.out.${step}`, ids);
    },
    /** Changes a line by an amendment of one's own inside Tryton. */
    async amendByHand(orderId: string, at: number, quantity: number): Promise<void> {
      const [sale] = await salesOf(orderId);
      const lines = await read(
        "sale.line",
        [["sale", "=", sale?.id]],
        ["product", "unit", "unit_price", "description"],
      );
      const { id: line, ...values } = lines[at] ?? expect.fail(`the sale has no line at ${at}`);
      const change = { ...values, action: "line", line, quantity };
      const amendment = { sale: sale?.id, description: "by hand", lines: [["create", [change]]] };
      await call("sale.amendment.validate_amendment", await call("sale.amendment.create", [amendment]));
    },
    /** Sends an order's goods to another address inside Tryton. */
    async sendElsewhere(orderId: string, street: string): Promise<void> {
      const [sale] = await read(
        "sale.sale",
        [
          ["reference", "=", orderId],
          ["origin", "=", null],
        ],
        ["party", "invoice_address"],
      );
      const [country] = await read("country.country", [["code", "=", "DE"]], ["id"]);
      const place = {
        party: sale?.party,
        street,
        city: "Lübeck",
        postal_code: "23552",
        country: country?.id,
      };
      const [address] = (await call("party.address.create", [place])) as number[];
      const change = {
        action: "party",
        party: sale?.party,
        invoice_address: sale?.invoice_address,
        shipment_address: address,
      };
      const values = { sale: sale?.id, description: "by hand", lines: [["create", [change]]] };
      await call("sale.amendment.validate_amendment", await call("sale.amendment.create", [values]));
    },
    parcelsOf: (orderId: string) =>
      world.rows<{ status: string; externalId: string }>(
        "SELECT status, external_id FROM shipments WHERE order_id = $1 ORDER BY external_id",
        [orderId],
      ),
    divergencesOf: (orderId: string) =>
      world.rows<{ status: string; foundAt: string }>(
        "SELECT status, found_at FROM ship_to_divergences WHERE order_id = $1 ORDER BY found_at",
        [orderId],
      ),
    workOf: async (orderId: string) =>
      (
        await world.rows<{ status: string; refusal: string | null; externalId: string | null }>(
          "SELECT status, refusal, external_id FROM fulfillment_orders WHERE order_id = $1",
          [orderId],
        )
      )[0],
    async close(): Promise<void> {
      await world.close();
      await proxy.close();
      await tryton.close();
    },
  };
}
export type TrytonWorld = Awaited<ReturnType<typeof startTrytonWorld>>;
