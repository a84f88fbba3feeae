import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

const [KEY, SECRET] = ["ck_of_the_shop", "cs_of_the_shop"];
/** The site's clock is not the one of its database. */
const SITE_OFFSET_MS = 2 * 3_600_000;

/** An order as the shop keeps it. */
export interface WooShopOrder {
  readonly id: number;
  readonly status: string;
  readonly placedAt: string;
  readonly modifiedAt: string;
  readonly city: string;
  readonly quantity: number;
}

/** What the next request gets instead of an answer. */
export type WooFault =
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string }
  | "CUT"
  | "CUT_WITHIN"
  | "NO_COUNTS";

/** A shop whose REST API lists its orders in counted pages, as WooCommerce does, and fails on command. */
export async function startWooShop() {
  const orders = new Map<number, WooShopOrder>();
  const webhooks: Record<string, unknown>[] = [];
  const faults: WooFault[] = [];
  const asked: URL[] = [];
  let meanwhile: (() => void) | null = null;

  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const url = new URL(request.url ?? "", "http://shop");
    asked.push(url);
    const fault = faults.shift();
    if (fault === "CUT") return void request.socket.destroy();
    if (typeof fault === "object") {
      return void response.writeHead(fault.status, fault.headers ?? {}).end(fault.body ?? "no");
    }
    const isKnown = request.headers.authorization === `Basic ${btoa(`${KEY}:${SECRET}`)}`;
    const { status, value, counts = {} } = isKnown ? shown(url) : DENIED;
    const act = meanwhile;
    meanwhile = null;
    act?.();
    const body = JSON.stringify(value);
    response.writeHead(status, {
      ...{ "content-type": "application/json", "content-length": Buffer.byteLength(body) },
      ...(fault === "NO_COUNTS" ? {} : counts),
    });
    if (fault !== "CUT_WITHIN") return void response.end(body);
    response.write(body.slice(0, body.length / 2), () => response.destroy());
  };

  const shown = (url: URL): Shown => {
    const path = url.pathname.replace(/^\/wp-json/, "");
    if (path === "") return { status: 200, value: { name: "Nordlicht Werkstatt", url: "http://shop" } };
    if (path === "/wc/v3/webhooks") return { status: 200, value: webhooks };
    if (path === "/wc/v3/orders") return paged([...orders.values()], url.searchParams);
    const order = orders.get(Number(/^\/wc\/v3\/orders\/(\d+)$/.exec(path)?.[1]));
    return order === undefined ? UNKNOWN : { status: 200, value: wooShape(order) };
  };

  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    ...{ orders, webhooks, asked },
    fail: (...next: WooFault[]) => void faults.push(...next),
    /** Forgets what was still to fail. */
    calm: () => void faults.splice(0),
    /** Does this after the next answer was put together. */
    meanwhile: (act: () => void) => {
      meanwhile = act;
    },
    settings: { url: `http://127.0.0.1:${port}/`, consumerKey: KEY, consumerSecret: SECRET },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

interface Shown {
  readonly status: number;
  readonly value: unknown;
  readonly counts?: Readonly<Record<string, string>>;
}

const DENIED: Shown = {
  status: 401,
  value: {
    code: "woocommerce_rest_authentication_error",
    message: "Invalid signature",
    data: { status: 401 },
  },
};
const UNKNOWN: Shown = {
  status: 404,
  value: { code: "woocommerce_rest_shop_order_invalid_id", message: "Invalid ID.", data: { status: 404 } },
};
const INVALID: Shown = {
  status: 400,
  value: { code: "rest_invalid_param", message: "Invalid parameter(s): per_page", data: { status: 400 } },
};

/** Both ends of the time asked for are left out, and a page is counted in what is there at the moment. */
function paged(orders: readonly WooShopOrder[], query: URLSearchParams): Shown {
  const size = Number(query.get("per_page") ?? 10);
  if (size > 100) return INVALID;
  const [after, before] = [query.get("modified_after") ?? "", query.get("modified_before") ?? "9"];
  const stamp = query.get("dates_are_gmt") === "true" ? gmt : local;
  const isAsked = ({ status }: WooShopOrder) =>
    query.get("status") === "trash" ? status === "trash" : status !== "trash";
  const found = orders
    .filter(isAsked)
    .filter(({ placedAt }) => stamp(placedAt) > (query.get("after") ?? ""))
    .filter(({ modifiedAt }) => stamp(modifiedAt) > after && stamp(modifiedAt) < before)
    .sort((a, b) => a.modifiedAt.localeCompare(b.modifiedAt) || a.id - b.id);
  const page = Number(query.get("page") ?? 1);
  return {
    status: 200,
    value: found.slice((page - 1) * size, page * size).map(wooShape),
    counts: { "x-wp-total": String(found.length), "x-wp-totalpages": String(Math.ceil(found.length / size)) },
  };
}

const gmt = (instant: string): string => instant.slice(0, 19);
const local = (instant: string): string =>
  new Date(Date.parse(instant) + SITE_OFFSET_MS).toISOString().slice(0, 19);

/** The order as the REST API shows it and as its webhooks send it. */
export function wooShape({ id, status, placedAt, modifiedAt, city, quantity }: WooShopOrder) {
  const address = {
    ...{ first_name: "Katrin", last_name: "Sommer", company: "Nordlicht Elektronik AG" },
    ...{ address_1: "Am Sandtorkai 30", address_2: "", city, state: "", postcode: "20457", country: "DE" },
  };
  return {
    ...{ id, number: String(id), order_key: `wc_order_${id}`, status, currency: "EUR", customer_id: 7 },
    ...{ date_created: local(placedAt), date_created_gmt: gmt(placedAt) },
    ...{ date_modified: local(modifiedAt), date_modified_gmt: gmt(modifiedAt), customer_note: "" },
    billing: { ...address, email: "bestellung@nordlicht-elektronik.example", phone: "+49 40 3688 1700" },
    ...{ shipping: { ...address, phone: "" }, refunds: [], meta_data: [] },
    line_items: [
      {
        ...{ id: id * 10, name: "Thermal label", product_id: 5, variation_id: 0, sku: "TL-1001", quantity },
        ...{ total: (18.5 * quantity).toFixed(2), price: 18.5, meta_data: [] },
      },
    ],
  };
}
