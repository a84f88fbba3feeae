import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** An order on the shelf, as the source shows it. */
export interface Shelved {
  readonly id: number;
  readonly changed: string;
  readonly quantity: number;
}

/** What the next request gets instead of an answer. */
export type Fault =
  | { readonly status: number; readonly headers?: Record<string, string> }
  | "CUT"
  | "NOT_JSON"
  | "ELSEWHERE";

/** A source that gives its orders in pages of three, sorted by change, and fails on command. */
export async function startShelf(key = "Bearer of-the-shelf") {
  const orders = new Map<number, Shelved>();
  const faults: Fault[] = [];
  const asked: URLSearchParams[] = [];
  let meanwhile: (() => void) | null = null;
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "", "http://shelf");
    asked.push(url.searchParams);
    const fault = faults.shift();
    if (fault === "CUT") return void request.socket.destroy();
    if (typeof fault === "object")
      return void response.writeHead(fault.status, fault.headers ?? {}).end("no");
    if (request.headers.authorization !== key) return void response.writeHead(401).end("who are you?");
    if (fault === "NOT_JSON") return void response.end("<html>maintenance</html>");
    const since = url.searchParams.get("since") ?? "";
    const until = url.searchParams.get("until") ?? "9";
    const all = [...orders.values()]
      .filter(({ changed }) => changed >= since && changed < until)
      .sort((a, b) => (a.changed === b.changed ? a.id - b.id : a.changed < b.changed ? -1 : 1));
    const from = Number(url.searchParams.get("from") ?? 0);
    const page = all.slice(from, from + PAGE);
    meanwhile?.();
    meanwhile = null;
    const next =
      fault === "ELSEWHERE" ? "http://127.0.0.1:9/orders" : `${url.pathname}?${following(url, from)}`;
    const more = from + PAGE < all.length || fault === "ELSEWHERE";
    response.end(JSON.stringify({ orders: page.map(shown), next: more ? next : null }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    orders,
    asked,
    /** Does this between two pages. */
    onNextPage: (act: () => void) => {
      meanwhile = act;
    },
    fail: (...next: Fault[]) => faults.push(...next),
    settings: { ...SETTINGS, url: `http://127.0.0.1:${port}/orders`, authorization: key },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

const PAGE = 3;

function following(url: URL, from: number): string {
  const query = new URLSearchParams(url.searchParams);
  query.set("from", String(from + PAGE));
  return query.toString();
}

const shown = ({ id, changed, quantity }: Shelved) => ({
  ...{ id, changed, placed: "2026-11-01T08:00:00Z", currency: "EUR", customer: `Kunde ${id}` },
  lines: [{ no: 1, sku: "TL-1", quantity }],
});

const SETTINGS = {
  title: "Shelf",
  query: { since: "{since}", until: "{until}" },
  items: "orders",
  next: { by: "link", at: "next" },
  updatedAt: "changed",
  order: {
    ...{ externalId: "id", placedAt: "placed", currency: "currency", buyer: { name: "customer" } },
    lines: { at: "lines", lineNumber: "no", sku: "sku", quantity: "quantity" },
  },
};
